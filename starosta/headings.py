"""Finding a tab's header and columns by their titles, wherever people moved them. Pure: rows of cells in,
positions out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from .blanks import TabBlank
from .rules.tables import Cell, Row, Table
from .rules.writing import alike

SEARCHED_ROWS = 10
"""People put a title or a note above the header; further down than this nobody does."""


@dataclass(frozen=True)
class Header:
    """`row` is the 0-based place of the header, `columns` the 0-based place of each column of the blank that
    was found; `others` holds the remaining titles. `missing` are keys of columns not found, with the most
    similar title seen."""

    row: int
    columns: Mapping[str, int]
    others: Mapping[str, int] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)


def find(blank: TabBlank, rows: Sequence[Sequence[Cell]]) -> Header | None:
    """The row that matches most of the blank's titles; None when no row matches any."""
    wanted = {alike(column.title): column.key for column in blank.columns}
    best, most = -1, 0
    for number, row in enumerate(rows[:SEARCHED_ROWS]):
        matched = len({alike(str(cell)) for cell in row if cell is not None} & set(wanted))
        if matched > most:
            best, most = number, matched
    if best < 0:
        return None
    columns: dict[str, int] = {}
    others: dict[str, int] = {}
    for place, cell in enumerate(rows[best]):
        title = "" if cell is None else str(cell).strip()
        key = wanted.get(alike(title))
        if key and key not in columns:
            columns[key] = place
        elif title:
            others.setdefault(title, place)
    titles = list(others)
    missing = {
        column.key: next(iter(get_close_matches(column.title, titles, 1, 0.5)), "")
        for column in blank.columns
        if column.key not in columns
    }
    return Header(best, columns, others, missing)


def table(blank: TabBlank, rows: Sequence[Sequence[Cell]], header: Header) -> Table:
    """The rows under the header as a table of field keys; wholly blank rows are left out, formula columns
    too."""
    read = [key for key in header.columns if blank.column(key).type != "formula"]
    found = []
    for number, row in enumerate(rows[header.row + 1 :], start=header.row + 2):
        cells = {key: _at(row, header.columns[key]) for key in read}
        if any(cell not in (None, "") for cell in cells.values()):
            found.append(Row(number, cells))
    return Table(blank.key, tuple(found))


def _at(row: Sequence[Cell], place: int) -> Cell:
    cell = row[place] if place < len(row) else None
    return None if isinstance(cell, str) and not cell.strip() else cell
