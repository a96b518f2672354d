"""QUERY: the function; its language and what it does to a table live in the `query` room."""

from __future__ import annotations

from ...book.a1 import column_letters
from ...book.cell import ErrorValue
from ..faults import VALUE, Fault
from ..function import Function
from ..grids import Range, Result, as_grid
from ..query.grammar import BadQuery, read
from ..query.table import run
from ..world import At


def query(at: At, cells: Result, text: str = "", headers: float = -1) -> Result:
    if isinstance(cells, ErrorValue):
        raise Fault(cells)
    grid = as_grid(cells)
    left = grid.left if isinstance(grid, Range) else -1
    names = [
        column_letters(left + number) if left >= 0 else f"Col{number + 1}" for number in range(grid.width)
    ]
    at.world.spend(grid.height * grid.width)
    try:
        return run(at, grid.rows, names, read(text or "select *"), int(headers))
    except BadQuery as error:
        message = f"Unable to parse query string for Function QUERY parameter 2: {error}"
        raise Fault(ErrorValue(VALUE.type, message)) from None


FUNCTIONS = {"QUERY": Function(query, "atn", 1, arrays=True)}
