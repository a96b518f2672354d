"""What a formula gives as cells take it: values within what a cell may hold, arrays within their sheet."""

from __future__ import annotations

from ..book.cell import Value, halved, number
from .amounts import LONGEST, is_number
from .faults import NUM, TOO_LONG
from .grids import Grid

_WHOLE = 10**15


def kept_value(value: Value) -> Value:
    """A value as cells keep it."""
    if value.__class__ is int and -_WHOLE < value < _WHOLE:
        return value
    if value.__class__ is str:
        return TOO_LONG if len(value) > LONGEST else NUM if halved(value) else value
    if is_number(value):
        try:
            amount = float(value)  # type: ignore[arg-type]
        except OverflowError:
            return NUM
        return number(amount) if amount == amount and abs(amount) != float("inf") else NUM
    return value


def cut(grid: Grid, height: int, width: int) -> Grid:
    """An array without the blank rows and columns for which the sheet has no room."""
    rows = grid.rows
    last = grid.height
    while last > max(height, 1) and not any(value is not None for value in rows[last - 1]):
        last -= 1
    right = grid.width
    while right > max(width, 1) and all(row[right - 1] is None for row in rows):
        right -= 1
    if (last, right) == (grid.height, grid.width):
        return grid
    return Grid([row[:right] for row in rows[:last]])
