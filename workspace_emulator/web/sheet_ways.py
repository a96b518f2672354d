"""Where a person gets to in a spreadsheet: a place by its name, the edge of what is filled."""

from __future__ import annotations

from collections.abc import Iterator

from ..sheets import ranges
from ..sheets.book.a1 import quoted
from ..sheets.book.areas import Box
from ..sheets.book.cell import value_of
from ..sheets.book.workbook import Sheet, Workbook
from ..wire import ApiError, Json
from . import sheet_view

STEPS = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}


def named(book: Workbook, sheet: Sheet, text: str) -> Json:
    """The sheet and the box that a text names when one stands on `sheet`: cells, whole rows or columns, a
    named range, each also of another tab, or a tab; {} when it names nothing."""
    wanted = text.strip()
    for told in (f"{quoted(sheet.title)}!{wanted}", wanted):
        try:
            found, area = ranges.resolve(book, told)
        except ApiError:
            continue
        box = found.box(area)
        if box.height and box.width:
            return {"gid": found.id, "box": [box.top, box.bottom, box.left, box.right]}
    return {}


def edge(sheet: Sheet, row: int, column: int, step: str) -> tuple[int, int]:
    """The last of the filled cells that follow one another from here, else the next filled one, else the
    last one of the sheet. What is hidden is passed over."""
    here, inside = (row, column), _filled(sheet, row, column)
    for number, place in enumerate(_ways(sheet, row, column, *STEPS[step])):
        filled = _filled(sheet, *place)
        # A filled cell that stands alone leads on to the next one.
        inside = inside and (filled or number > 0)
        if inside and not filled:
            return here
        here = place
        if filled and not inside:
            return here
    return here


def _ways(sheet: Sheet, row: int, column: int, down: int, right: int) -> Iterator[tuple[int, int]]:
    """The cells in sight in a direction, the nearest first."""
    box = Box(0, sheet.row_count, 0, sheet.column_count)
    dimension, at = ("ROWS", row) if down else ("COLUMNS", column)
    lines = sheet_view.visible(sheet, dimension, box)
    forward = down + right > 0
    for line in lines if forward else reversed(lines):
        if (line > at) if forward else (line < at):
            yield (line, column) if down else (row, line)


def _filled(sheet: Sheet, row: int, column: int) -> bool:
    return value_of(sheet.get(row, column)) not in (None, "")
