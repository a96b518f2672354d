"""LET and what applies a LAMBDA to many values: MAP, BYROW, BYCOL, REDUCE, SCAN, MAKEARRAY."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...book.cell import Value
from ..faults import ARGUMENTS, NA, NUM, VALUE, Fault, fail
from ..function import Function
from ..grids import Grid, Range, Result, as_grid, bounded
from ..names import NameReference
from ..nodes import Lambda, Node
from ..world import At


def let(at: At, many: bool, *nodes: Node) -> Result:
    """Names for values, each known to those after it and to the last argument, which is the result."""
    if len(nodes) % 2 == 0:
        return ARGUMENTS
    for name, value in zip(nodes[:-1:2], nodes[1::2], strict=True):
        if not isinstance(name, NameReference):
            fail(VALUE, "LET expects a name before each value.")
        at = at.knowing({name.key: value.lambda_at(at) or value.whole_or_error(at, many)})
    return nodes[-1].run(at, many)


def map_(at: At, many: bool, *nodes: Node) -> Result:
    work = _lambda(at, nodes[-1])
    grids = [as_grid(node.whole_or_error(at, many)) for node in nodes[:-1]]
    height, width = max(grid.height for grid in grids), max(grid.width for grid in grids)
    bounded(height, width)
    return Grid(
        [
            [_single(at, work.applied(at, many, _places(grids, row, column))) for column in range(width)]
            for row in range(height)
        ]
    )


def by_row(at: At, many: bool, cells: Node, last: Node) -> Result:
    work, grid = _lambda(at, last), as_grid(cells.whole_or_error(at, many))
    found = (_part(grid, row, 0, row + 1, grid.width) for row in range(grid.height))
    return Grid([[_single(at, work.applied(at, many, [line]))] for line in found])


def by_column(at: At, many: bool, cells: Node, last: Node) -> Result:
    work, grid = _lambda(at, last), as_grid(cells.whole_or_error(at, many))
    found = (_part(grid, 0, column, grid.height, column + 1) for column in range(grid.width))
    return Grid([[_single(at, work.applied(at, many, [line])) for line in found]])


def reduce_(at: At, many: bool, start: Node, cells: Node, last: Node) -> Result:
    """The last of the values that SCAN goes through; it may be an array."""
    work, result = _lambda(at, last), start.whole_or_error(at, many)
    for value in _each(as_grid(cells.whole_or_error(at, many))):
        result = work.applied(at, many, [result, value])
    return result


def scan(at: At, many: bool, start: Node, cells: Node, last: Node) -> Result:
    work, result = _lambda(at, last), start.whole_or_error(at, many)
    grid = as_grid(cells.whole_or_error(at, many))
    found: list[Value] = []
    for value in _each(grid):
        result = _single(at, work.applied(at, many, [result, value]))
        found.append(result)
    return Grid([found[row * grid.width : (row + 1) * grid.width] for row in range(grid.height)])


def make_array(at: At, many: bool, rows: Node, columns: Node, last: Node) -> Result:
    work = _lambda(at, last)
    height, width = int(at.number(rows.one(at))), int(at.number(columns.one(at)))
    if height < 1 or width < 1:
        raise Fault(NUM)
    bounded(height, width)
    return Grid(
        [
            [_single(at, work.applied(at, many, [row + 1, column + 1])) for column in range(width)]
            for row in range(height)
        ]
    )


def _lambda(at: At, node: Node) -> Lambda:
    found = node.lambda_at(at)
    if found is None:
        fail(NA, "The last argument must be a LAMBDA.")
    return found


def _part(grid: Grid, top: int, left: int, bottom: int, right: int) -> Grid:
    """Some of a grid; of cells it stays a reference."""
    if isinstance(grid, Range):
        edges = grid.top + top, grid.left + left, grid.top + bottom, grid.left + right
        return Range(grid.world, grid.sheet, *edges)
    return Grid([row[left:right] for row in grid.rows[top:bottom]])


def _place(grid: Grid, row: int, column: int) -> Result:
    if isinstance(grid, Range):
        return _part(grid, row, column, row + 1, column + 1)
    return grid.rows[row][column]


def _places(grids: list[Grid], row: int, column: int) -> list[Any]:
    """The values of several grids at one place, #N/A where one is too small."""
    return [_place(grid, row, column) if row < grid.height and column < grid.width else NA for grid in grids]


def _each(grid: Grid) -> Iterator[Result]:
    for row in range(grid.height):
        for column in range(grid.width):
            yield _place(grid, row, column)


def _single(at: At, found: Result) -> Value:
    if not isinstance(found, Grid):
        return found
    if (found.height, found.width) != (1, 1):
        fail(VALUE, "Single value expected. Nested array results are not supported.")
    return found.rows[0][0]


FUNCTIONS = {
    "LET": Function(let, "lll", 3, repeat=2),
    "MAP": Function(map_, "ll", 2, repeat=1),
    "BYROW": Function(by_row, "ll"),
    "BYCOL": Function(by_column, "ll"),
    "REDUCE": Function(reduce_, "lll"),
    "SCAN": Function(scan, "lll"),
    "MAKEARRAY": Function(make_array, "lll"),
}
