"""Where values.append writes: the table Google sees in a range, and the row after it."""

from __future__ import annotations

from ..book.areas import Area, Box
from ..book.cell import value_of
from ..book.workbook import Sheet


def table(sheet: Sheet, area: Area) -> Box | None:
    """The table a range points at, None when there is none.

    A table is a block of cells with blank rows and columns (or the sheet's edge) around it. Of a range of
    several cells the last table counts, so after `x, blank, z` in one row the table is `z` alone; a single
    cell must lie in its table.
    """
    box = sheet.box(area)
    if box.height == 1 and box.width == 1:
        return _table_of_cell(sheet, box.top, box.left)
    for row in range(min(box.bottom, len(sheet.rows)) - 1, box.top - 1, -1):
        cells = sheet.row(row, box.left, box.right)
        for offset in range(len(cells) - 1, -1, -1):
            if value_of(cells[offset]) is not None:
                return block(sheet, row, box.left + offset)
    return None


def block(sheet: Sheet, row: int, column: int) -> Box:
    """The block of cells around a cell, grown until only blank cells touch it."""
    top, bottom, left, right = row, row + 1, column, column + 1
    while True:
        before = (top, bottom, left, right)
        while top > 0 and _any_in_row(sheet, top - 1, left - 1, right + 1):
            top -= 1
        while _any_in_row(sheet, bottom, left - 1, right + 1):
            bottom += 1
        while left > 0 and _any_in_column(sheet, left - 1, top, bottom):
            left -= 1
        while _any_in_column(sheet, right, top, bottom):
            right += 1
        if (top, bottom, left, right) == before:
            return Box(top, bottom, left, right)


def _table_of_cell(sheet: Sheet, row: int, column: int) -> Box | None:
    for near_row in (row, row - 1, row + 1):
        for near_column in (column, column - 1, column + 1):
            if near_row < 0 or near_column < 0 or value_of(sheet.get(near_row, near_column)) is None:
                continue
            found = block(sheet, near_row, near_column)
            if found.top <= row < found.bottom and found.left <= column < found.right:
                return found
    return None


def _any_in_row(sheet: Sheet, row: int, left: int, right: int) -> bool:
    return any(value_of(content) is not None for content in sheet.row(row, max(0, left), right))


def _any_in_column(sheet: Sheet, column: int, top: int, bottom: int) -> bool:
    return any(
        len(cells) > column and value_of(cells[column]) is not None
        for cells in sheet.rows[max(0, top) : bottom]
    )
