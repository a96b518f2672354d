"""Parts of ranges and where they lie: INDEX, OFFSET, INDIRECT, ROW, COLUMN and their kin."""

from __future__ import annotations

import re

from ...book.a1 import column_letters, parse_address, quoted, split_title
from ...book.cell import ErrorValue, Value
from ..faults import NUM, REF, VALUE, Fault, fail
from ..function import Function
from ..grids import Grid, Range, Result, as_grid, bounded
from ..nodes import Node
from ..world import At

_PLACE = r"(\[-?\d+\]|[1-9]\d*)?"
_R1C1 = re.compile(f"R{_PLACE}C{_PLACE}(?::R{_PLACE}C{_PLACE})?", re.IGNORECASE)


def index(at: At, cells: Result, row: float = 0, column: float | None = None) -> Result:
    grid = as_grid(cells)
    line, place = int(row), int(column or 0)
    if column is None and grid.height == 1:
        line, place = 0, line
    if line < 0 or place < 0:
        fail(VALUE, "INDEX counts from 1.")
    if line > grid.height or place > grid.width:
        fail(NUM, f"INDEX reaches beyond {grid.height} rows and {grid.width} columns.")
    top, bottom = (line - 1, line) if line else (0, grid.height)
    left, right = (place - 1, place) if place else (0, grid.width)
    if isinstance(grid, Range):
        return grid.part(top, left, bottom, right)
    if line and place:
        return grid.rows[top][left]
    return Grid([cells_of[left:right] for cells_of in grid.rows[top:bottom]])


def offset(
    at: At,
    cells: Result,
    rows: float,
    columns: float,
    height: float | None = None,
    width: float | None = None,
) -> Result:
    start = _range(cells)
    top, left = start.top + int(rows), start.left + int(columns)
    tall = start.height if height is None else int(height)
    wide = start.width if width is None else int(width)
    if top < 0 or left < 0 or tall < 1 or wide < 1:
        fail(REF, "OFFSET leaves the sheet.")
    bounded(tall, wide)
    return at.world.range(start.sheet, top, left, top + tall, left + wide)


def indirect(at: At, text: str, a1: bool = True) -> Result:
    area = at.world.names.get(text.casefold())
    if area is not None:
        return at.world.area(area)
    title, address = split_title(text)
    if not a1:
        return _by_numbers(at, title, address)
    span = parse_address(address.replace("$", "")) if address and not _R1C1.fullmatch(address) else None
    if span is None:
        fail(REF, f"'{text}' is not a reference.")
    sheet = at.named(title)
    return at.world.range(sheet, span.top or 0, span.left or 0, span.bottom, span.right)


def _by_numbers(at: At, title: str | None, address: str) -> Result:
    """`R2C3` is C2 wherever it stands, `R[-1]C[2]` counts from the formula's own cell."""
    match = _R1C1.fullmatch(address)
    if match is None:
        fail(REF, f"'{address}' is not a reference.")
    row, column, last_row, last_column = match.groups()
    tops, lefts = [_counted(row, at.row)], [_counted(column, at.column)]
    if ":" in address:
        tops.append(_counted(last_row, at.row))
        lefts.append(_counted(last_column, at.column))
    if min(tops + lefts) < 0:
        fail(REF, f"'{address}' leaves the sheet.")
    return at.world.range(at.named(title), min(tops), min(lefts), max(tops) + 1, max(lefts) + 1)


def _counted(part: str | None, own: int) -> int:
    if not part:
        return own
    return own + int(part[1:-1]) if part.startswith("[") else int(part) - 1


def row(at: At, many: bool, cells: Node | None = None) -> Result:
    """The number of a row; of several only an array formula takes all."""
    if cells is None:
        return at.row + 1
    found = _range(cells.whole(at, many))
    if not many or found.height == 1:
        return found.top + 1
    bounded(found.height, 1)
    return Grid([[number + 1] for number in range(found.top, found.bottom)])


def column(at: At, many: bool, cells: Node | None = None) -> Result:
    if cells is None:
        return at.column + 1
    found = _range(cells.whole(at, many))
    if not many or found.width == 1:
        return found.left + 1
    bounded(found.width, 1)
    return Grid([[number + 1 for number in range(found.left, found.right)]])


def rows(at: At, cells: Result) -> Value:
    return cells if isinstance(cells, ErrorValue) else as_grid(cells).height


def columns(at: At, cells: Result) -> Value:
    return cells if isinstance(cells, ErrorValue) else as_grid(cells).width


def address(
    at: At, line: float, place: float, kind: float = 1, a1: bool = True, title: str | None = None
) -> Value:
    if line < 1 or place < 1 or not 1 <= kind <= 4:
        raise Fault(VALUE)
    fixed_row, fixed_column = int(kind) in (1, 2), int(kind) in (1, 3)
    if a1:
        shown = f"{'$' * fixed_column}{column_letters(int(place) - 1)}{'$' * fixed_row}{int(line)}"
    else:
        shown = (f"R{int(line)}" if fixed_row else f"R[{int(line)}]") + (
            f"C{int(place)}" if fixed_column else f"C[{int(place)}]"
        )
    return f"{quoted(title)}!{shown}" if title else shown


def _range(cells: Result) -> Range:
    if isinstance(cells, ErrorValue):
        raise Fault(cells)
    if not isinstance(cells, Range):
        fail(VALUE, "Argument must be a range.")
    return cells


FUNCTIONS = {
    "INDEX": Function(index, "ann", 1, arrays=True),
    "OFFSET": Function(offset, "annnn", 3),
    "INDIRECT": Function(indirect, "tb", 1),
    "ROW": Function(row, "l", 0),
    "COLUMN": Function(column, "l", 0),
    "ROWS": Function(rows, "a"),
    "COLUMNS": Function(columns, "a"),
    "ADDRESS": Function(address, "nnnbt", 2),
}
