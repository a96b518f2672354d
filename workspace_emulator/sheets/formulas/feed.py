"""What the engine is told of cells without formulas, and a sheet of them cut into rectangles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..book.cell import Cell, Content, ErrorValue, entered
from ..book.workbook import BLOCK, Sheet


def rectangles(sheet: Sheet) -> Iterator[tuple[int, int, list[list[Any]]]]:
    """The sheet's values as filled rectangles (top, left, rows): equal runs of cells in neighbouring rows."""
    top = 0
    shape: list[tuple[int, int]] = []
    rows: list[list[Any]] = []
    for row in range(len(sheet.rows) + 1):
        cells = [told(content) for content in sheet.rows[row]] if row < len(sheet.rows) else []
        runs = _runs(cells)
        if runs != shape or len(rows) == BLOCK:
            for left, right in shape:
                yield top, left, [known[left:right] for known in rows]
            top, shape, rows = row, runs, []
        rows.append(cells)


def _runs(cells: list[Any]) -> list[tuple[int, int]]:
    """The stretches of a row without blanks."""
    if cells and None not in cells:
        return [(0, len(cells))]
    runs, start = [], -1
    for column, value in enumerate([*cells, None]):
        if value is not None and start < 0:
            start = column
        elif value is None and start >= 0:
            runs.append((start, column))
            start = -1
    return runs


def told(content: Content) -> str | int | float | bool | None:
    """What the machine is told of a cell without a formula; a spilled value is its own affair."""
    if isinstance(content, Cell):
        if content.formula or not entered(content):
            return None
        content = content.value
    return content.text if isinstance(content, ErrorValue) else content
