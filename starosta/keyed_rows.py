"""Desired rows laid over a tab as it stands: which cells to write, which rows and columns to add, what a
person holds.

Rows are found by their key, columns by their title, never by a remembered place. Pure; `books` reads and
writes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from . import headings
from .blanks import TabBlank
from .rules import cells as reading
from .rules.sheet_edits import Conflict, same, weigh
from .rules.tables import Cell
from .rules.writing import clean

EPOCH = date(1899, 12, 30)
HEADER = ""
"""Under this row key the titles of the columns we added are remembered."""
Value = Cell | date
RowKey = str
CellKey = tuple[RowKey, str]


@dataclass(frozen=True)
class Wanted:
    """Rows of one tab: `rows` maps a row key to its cells by column key. The key is the values of the blank's
    required columns joined with '/'. `added` are columns the blank does not know, key → title, in order."""

    rows: Mapping[RowKey, Mapping[str, Value]]
    added: Mapping[str, str] = field(default_factory=dict)
    initial: frozenset[str] = frozenset()
    """Columns that only a new row is given: from then on they belong to people."""
    retired: Mapping[RowKey, Mapping[str, Value]] = field(default_factory=dict)
    """Rows of ours that nothing speaks of any more: they are emptied. A row that people worked in stays, and
    only these cells of it are changed."""


@dataclass(frozen=True)
class Laid:
    """`writes` are cells by 0-based (row, column); `meaning` gives their keys. `height` and `width` are what
    the grid must hold. `confirmed` cells hold already what is wanted."""

    writes: Mapping[tuple[int, int], Cell]
    meaning: Mapping[CellKey, Cell]
    confirmed: Mapping[CellKey, Cell]
    conflicts: tuple[Conflict, ...]
    height: int
    width: int
    new_columns: Mapping[str, int]


def serial(day: date) -> int:
    """A date as spreadsheets count it: days since 1899-12-30."""
    return (day - EPOCH).days


def plain(value: Value) -> Cell:
    """A cell as it is written: dates become serial numbers."""
    return float(serial(value)) if isinstance(value, date) else value


def row_key(blank: TabBlank, cells: Mapping[str, Value]) -> RowKey:
    """The key of a row from its required columns."""
    return "/".join(_part(column.type, cells.get(column.key)) for column in blank.columns if column.required)


def lay(
    blank: TabBlank,
    rows: Sequence[Sequence[Cell]],
    header: headings.Header,
    wanted: Wanted,
    written: Mapping[CellKey, Collection[Cell]],
    formulas: Mapping[tuple[int, int], str] = MappingProxyType({}),
) -> Laid:
    """The verdict for every wanted cell of a tab whose `header` was found among its `rows`. A cell of None
    withdraws what we wrote: it makes no row and no column."""
    places = dict(header.columns)
    width = max((len(row) for row in rows), default=0)
    new_columns: dict[str, int] = {}
    given = {column for cells in wanted.rows.values() for column, value in cells.items() if value is not None}
    for key, title in wanted.added.items():
        place = header.others.get(title)
        if place is not None:
            places[key] = place
        elif key in given:
            places[key] = new_columns[key] = width + len(new_columns)
    standing = _standing(blank, rows, header)
    fresh = [key for key in wanted.rows if key not in standing]
    made = [key for key in fresh if any(value is not None for value in wanted.rows[key].values())]
    at = {**standing, **{key: max(len(rows), header.row + 1) + n for n, key in enumerate(made)}}
    desired = {
        (row, column): plain(value)
        for row, cells in wanted.rows.items()
        for column, value in cells.items()
        if column in places and not (column in wanted.initial and row in standing)
    }
    for key, instead in wanted.retired.items():
        stood = {column: values for (row, column), values in written.items() if row == key}
        if key not in standing:
            fresh.append(key)
        elif _worked_in(rows[standing[key]], standing[key], places, stood, formulas):
            desired |= {(key, column): plain(value) for column, value in instead.items() if column in places}
            continue
        desired |= {(key, column): None for column in stood if column in places}
    lost = [
        (row, column)
        for row, cells in wanted.rows.items()
        for column, value in cells.items()
        if value is None and column not in places
    ]
    stands = {key: (standing[key[0]], places[key[1]]) for key in desired if key[0] in standing}
    # A formula is a person's work whatever it shows: it stands for itself.
    current = {key: formulas.get(place, _at(rows, *place)) for key, place in stands.items()}
    edits = weigh(desired, current, written, new_rows=fresh, new_columns=new_columns)
    meaning = {key: value for key, value in edits.writes.items() if value not in (None, "")}
    writes: dict[tuple[int, int], Cell] = {
        (at[row], places[column]): value for (row, column), value in meaning.items()
    }
    writes |= {
        (at[row], places[column]): None
        for (row, column), value in edits.writes.items()
        if value in (None, "") and row in standing and column not in new_columns
    }
    writes |= {(header.row, place): wanted.added[key] for key, place in new_columns.items()}
    return Laid(
        writes,
        {
            **dict.fromkeys(edits.writes),
            **meaning,
            **{(HEADER, key): wanted.added[key] for key in new_columns},
            **dict.fromkeys(lost),
        },
        {key: desired[key] for key in edits.unchanged},
        edits.conflicts,
        1 + max((row for row, _ in writes), default=0),
        1 + max((column for _, column in writes), default=0),
        new_columns,
    )


def rows(written: Mapping[CellKey, Cell]) -> dict[RowKey, dict[str, Cell]]:
    """What was written and not emptied since, row by row; the header's titles are left out."""
    found: dict[RowKey, dict[str, Cell]] = {}
    for (row, column), value in written.items():
        if value is not None and row != HEADER:
            found.setdefault(row, {})[column] = value
    return found


def restored(wanted: Wanted, written: Mapping[CellKey, Cell]) -> Wanted:
    """What a tab is to receive that is gone with everything we wrote into it: that, and what is wanted
    now."""
    kept = rows(written)
    known = {key: {**kept.get(key, {}), **wanted.rows.get(key, {})} for key in (*kept, *wanted.rows)}
    titles = {column: str(title) for (row, column), title in sorted(written.items()) if row == HEADER}
    found = {key: cells for key, cells in known.items() if key not in wanted.retired}
    return Wanted(found, {**titles, **wanted.added}, wanted.initial)


def _worked_in(
    row: Sequence[Cell],
    number: int,
    places: Mapping[str, int],
    ours: Mapping[str, Collection[Cell]],
    formulas: Mapping[tuple[int, int], str],
) -> bool:
    """Whether a row holds anything that we have not written."""
    known = {place: ours.get(column, ()) for column, place in places.items()}
    return any(
        formulas.get((number, place)) is not None
        or not any(same(cell, value) for value in (None, *known.get(place, ())))
        for place, cell in enumerate(row)
    )


def _standing(blank: TabBlank, rows: Sequence[Sequence[Cell]], header: headings.Header) -> dict[RowKey, int]:
    """Keys of the rows under the header with their places; of two rows with one key the upper is ours."""
    found: dict[RowKey, int] = {}
    for place, row in enumerate(rows[header.row + 1 :], start=header.row + 1):
        cells = {key: row[at] if at < len(row) else None for key, at in header.columns.items()}
        key = row_key(blank, cells)
        if key.strip("/"):
            found.setdefault(key, place)
    return found


def _part(kind: str, value: Value) -> str:
    if kind == "date":
        day = value if isinstance(value, date) else reading.date(value).value
        return day.isoformat() if day else clean(reading.text(value if not isinstance(value, date) else None))
    return reading.text(value) if not isinstance(value, date) else value.isoformat()


def _at(rows: Sequence[Sequence[Cell]], row: int, column: int) -> Cell:
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else None
