"""The school's workbook as it was read → its tables, each by the blank's titles; a broken tab falls back on
its last good copy.

Pure: a book in, tables and problems out. What the cells mean is decided in `rules.roster`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from . import headings
from .blanks import TabBlank
from .google.sheets import Book, Tab
from .rules.problems import Place, Problem
from .rules.tables import Table

WORKBOOK = "school"


@dataclass(frozen=True)
class Loaded:
    """`tables` by key; `good` are the keys read from the book itself just now; `sheet_ids` remember which tab
    is which."""

    tables: Mapping[str, Table]
    problems: tuple[Problem, ...] = ()
    good: frozenset[str] = frozenset()
    sheet_ids: Mapping[str, int] = field(default_factory=dict)


def load(
    book: Book,
    blanks: Sequence[TabBlank],
    remembered: Mapping[str, int],
    last_good: Mapping[str, Table],
) -> Loaded:
    """Every tab by its title, or by the number it had when it was last seen. A missing tab or required column
    is a problem and gives the last good table, so that the day goes on."""
    tables: dict[str, Table] = {}
    problems: list[Problem] = []
    good: set[str] = set()
    ids: dict[str, int] = dict(remembered)
    for blank in blanks:
        tab = book.tab(blank.title) or _remembered(book, blanks, remembered.get(blank.key))
        header = headings.find(blank, tab.rows) if tab else None
        faults = _faults(blank, tab, header)
        problems += faults
        if tab is not None and header is not None and not any(_stops(blank, header)):
            tables[blank.key] = headings.table(blank, tab.rows, header)
            good.add(blank.key)
            ids[blank.key] = tab.sheet_id
        elif blank.key in last_good:
            tables[blank.key] = last_good[blank.key]
    return Loaded(tables, tuple(problems), frozenset(good), ids)


def to_json(table: Table) -> list[list[object]]:
    """A table as plain data for the state: [row number, cells] of each row."""
    return [[row.number, dict(row.cells)] for row in table.rows]


def _remembered(book: Book, blanks: Sequence[TabBlank], sheet_id: int | None) -> Tab | None:
    """A tab that people renamed, unless its new title makes it another tab of the school."""
    tab = book.by_id(sheet_id) if sheet_id is not None else None
    titles = {blank.title.casefold() for blank in blanks}
    return None if tab is None or tab.title.strip().casefold() in titles else tab


def _faults(blank: TabBlank, tab: Tab | None, header: headings.Header | None) -> list[Problem]:
    if tab is None:
        return [Problem("tables.tab_missing", {"tab": blank.title}, Place(WORKBOOK, blank.key))]
    if header is None:
        titles = [column.title for column in blank.columns if column.required]
        return [Problem("tables.header_missing", {"columns": titles}, Place(WORKBOOK, blank.key, 1))]
    faults = []
    for key, similar in header.missing.items():
        column = blank.column(key)
        if column.type == "formula":
            continue
        code = "tables.column_renamed" if similar else "tables.column_missing"
        facts = {"column": column.title, "similar": similar}
        place = Place(WORKBOOK, blank.key, header.row + 1)
        faults.append(Problem(code if column.required else "tables.column_absent", facts, place))
    return faults


def _stops(blank: TabBlank, header: headings.Header) -> list[str]:
    return [key for key in header.missing if blank.column(key).required]
