"""COUNTIF, SUMIFS and their kin: figures of the places that meet criteria."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...book.cell import ErrorValue, Value
from ..amounts import is_number
from ..criteria import criterion
from ..faults import ARGUMENTS, DIV, NOT_A_RANGE, VALUE, Fault, fail
from ..function import Function
from ..grids import Grid, Range, Result, as_grid
from ..world import At
from .aggregates import like


def count_if(at: At, cells: Result, wanted: Value) -> Value:
    return criterion(at, wanted).count(at, as_grid(cells))


def count_ifs(at: At, *pairs: Any) -> Value:
    return len(_met(at, pairs))


def count_unique_ifs(at: At, cells: Result, *pairs: Any) -> Value:
    grid = _range(cells)
    return len({value for value in _picked(grid, _met(at, pairs, grid)) if value is not None and value != ""})


def sum_if(at: At, cells: Result, wanted: Value, amounts: Result = None) -> Value:
    return _sum_where(at, cells, wanted, amounts)[0]


def average_if(at: At, cells: Result, wanted: Value, amounts: Result = None) -> Value:
    total, count = _sum_where(at, cells, wanted, amounts)
    if not count:
        raise Fault(DIV)
    return like([total], total / count)


def _over(work: Callable[[list[float]], Value]) -> Callable[..., Value]:
    """A figure of the numbers of a first range where all criteria are met."""

    def run(at: At, amounts: Result, *pairs: Any) -> Value:
        grid = _range(amounts)
        return work(_numbers(grid, _met(at, pairs, grid)))

    return run


def _average(found: list[float]) -> Value:
    if not found:
        raise Fault(DIV)
    return like(found, sum(found) / len(found))


def _sum_where(at: At, cells: Result, wanted: Value, amounts: Result) -> tuple[float, int]:
    """The sum and count of the numbers beside the cells that meet one criterion, kept for other formulas."""
    grid = as_grid(cells)
    chosen: Grid = grid if amounts is None else _range(amounts)
    if isinstance(chosen, Range) and (chosen.height, chosen.width) != (grid.height, grid.width):
        chosen = chosen.part(0, 0, grid.height, grid.width)
    area = (grid.sheet.id, grid.top, grid.left, grid.bottom, grid.right) if isinstance(grid, Range) else ()
    key = (area, wanted.__class__, wanted)
    if key not in chosen.memo or not area:
        places = criterion(at, wanted).places(at, grid)
        at.world.spend(len(places) // 8)
        found = _numbers(chosen, places)
        chosen.memo[key] = like(found, sum(found)), len(found)
    result: tuple[float, int] = chosen.memo[key]
    return result


def _met(at: At, pairs: tuple[Any, ...], like: Grid | None = None) -> list[int]:
    """The places where every range meets its criterion."""
    if len(pairs) % 2:
        raise Fault(ARGUMENTS)
    grids = [as_grid(cells) for cells in pairs[::2]]
    shape = like or grids[0]
    if any((grid.height, grid.width) != (shape.height, shape.width) for grid in grids):
        fail(VALUE, "Array arguments are of different size.")
    met: list[int] | None = None
    for grid, wanted in zip(grids, pairs[1::2], strict=True):
        places = criterion(at, wanted).places(at, grid)
        at.world.spend(len(places))
        if met is None:
            met = places
        else:
            both = set(places)
            met = [place for place in met if place in both]
        if not met:
            break
    return met or []


def _range(cells: Result) -> Range:
    if not isinstance(cells, Range):
        raise Fault(NOT_A_RANGE)
    return cells


def _picked(grid: Grid, places: list[int]) -> list[Value]:
    values = grid.values()
    if places and places[-1] >= len(values):
        places = [place for place in places if place < len(values)]
    return [values[place] for place in places]


def _numbers(grid: Grid, places: list[int]) -> list[float]:
    found: list[float] = []
    for value in _picked(grid, places):
        if isinstance(value, ErrorValue):
            raise Fault(value)
        if is_number(value):
            found.append(value)  # type: ignore[arg-type]
    return found


FUNCTIONS = {
    "COUNTIF": Function(count_if, "as"),
    "COUNTIFS": Function(count_ifs, "as", repeat=2),
    "COUNTUNIQUEIFS": Function(count_unique_ifs, "aas", repeat=2),
    "SUMIF": Function(sum_if, "asa", 2),
    "SUMIFS": Function(_over(lambda found: like(found, sum(found))), "aas", repeat=2),
    "AVERAGEIF": Function(average_if, "asa", 2),
    "AVERAGEIFS": Function(_over(_average), "aas", repeat=2),
    "MINIFS": Function(_over(lambda found: min(found, default=0)), "aas", repeat=2),
    "MAXIFS": Function(_over(lambda found: max(found, default=0)), "aas", repeat=2),
}
