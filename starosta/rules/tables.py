"""A school table as it was read: rows of cells by field key. What the cells mean is decided by the room they
belong to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Cell = str | float | bool | None


@dataclass(frozen=True)
class Row:
    """`number` is the row's place on the sheet (the header is 1); blank cells are None, dates are serial
    numbers (days since 1899-12-30), times fractions of a day, unless a person typed text."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Table:
    """One tab: `key` names its blank (`staff`, `timetable` …); wholly blank rows are left out."""

    key: str
    rows: tuple[Row, ...] = ()
