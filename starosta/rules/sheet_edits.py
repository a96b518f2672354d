"""A person's edit wins: which cells may be written and which stand as conflicts. Pure; finding the cells is
not done here."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from .tables import Cell
from .writing import clean

CellKey = tuple[str, str]
"""(row key, column key)."""

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:[.,]\d+)?")


@dataclass(frozen=True)
class Conflict:
    """A cell that a person holds: `wanted` is what would have been written, `standing` what the person left
    there (None: erased on purpose), `ours` what we had last written (None: nothing)."""

    row: str
    column: str
    wanted: Cell
    standing: Cell
    ours: Cell = None


@dataclass(frozen=True)
class Edits:
    """The verdict: `writes` are safe, `conflicts` are left as they stand, `unchanged` hold already what is
    wanted."""

    writes: Mapping[CellKey, Cell] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    unchanged: tuple[CellKey, ...] = ()


def weigh(
    desired: Mapping[CellKey, Cell],
    current: Mapping[CellKey, Cell],
    written: Mapping[CellKey, Collection[Cell]],
    *,
    new_rows: Collection[str] = (),
    new_columns: Collection[str] = (),
) -> Edits:
    """Decides for every desired cell.

    `current` are the cells as they stand; a missing key is a blank cell. `written` gives for each cell the
    values that are ours: the last one confirmed and, when a write was begun but perhaps not finished, both
    the old and the new one, so that a crash between writing and remembering is not taken for a person's edit.
    Cells of `new_rows` and `new_columns`, which do not stand on the sheet, are always written. A value equal
    to the wanted one is no conflict.
    """
    writes: dict[CellKey, Cell] = {}
    conflicts: list[Conflict] = []
    unchanged: list[CellKey] = []
    for key, wanted in desired.items():
        row, column = key
        standing = current.get(key)
        ours = written.get(key, (None,))
        if row in new_rows or column in new_columns:
            writes[key] = wanted
        elif same(standing, wanted):
            unchanged.append(key)
        elif any(same(standing, value) for value in ours):
            writes[key] = wanted
        else:
            conflicts.append(Conflict(row, column, wanted, standing, next(iter(ours), None)))
    return Edits(writes, tuple(conflicts), tuple(unchanged))


def same(one: Cell, other: Cell) -> bool:
    """Whether two cells say the same: blanks are alike, spaces around text do not matter, «5» is 5.0 and
    «4,5» is 4.5, but the code «0012» is not the number 12."""
    return _comparable(one) == _comparable(other)


def _comparable(cell: Cell) -> tuple[str, object]:
    if isinstance(cell, bool):
        return "bool", cell
    if isinstance(cell, (int, float)):
        return "number", Decimal(f"{cell:.12g}")
    text = clean(cell or "")
    if not text:
        return "blank", None
    return ("number", Decimal(text.replace(",", "."))) if _NUMBER.fullmatch(text) else ("text", text)
