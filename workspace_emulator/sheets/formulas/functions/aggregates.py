"""Sums, counts, averages and ranks of many values."""

from __future__ import annotations

import math
import statistics
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from typing import Any

from ...book.cell import ErrorValue, Value
from ..amounts import Shown, is_number
from ..faults import DIV, NA, NUM, VALUE, Fault, fail
from ..function import Function
from ..grids import Grid, Result, as_grid
from ..operators import operand
from ..world import At

_PLAIN = {int, float}
_AMOUNTS = {int, float, Shown}


def numbers(at: At, values: tuple[Result, ...]) -> list[float]:
    """The numbers among arguments: text and truth count only when given alone, not in cells or arrays.

    Raises Fault for an error or a text given alone that says no number.
    """
    found: list[float] = []
    for value in values:
        if isinstance(value, Grid):
            cells = value.values()
            at.world.spend(len(cells) // 8)
            kinds = set(map(type, cells))
            if ErrorValue in kinds:
                raise Fault(next(cell for cell in cells if isinstance(cell, ErrorValue)))
            if kinds <= _PLAIN:
                found.extend(cells)  # type: ignore[arg-type]
            elif not kinds.isdisjoint(_AMOUNTS):
                found.extend(cell for cell in cells if is_number(cell))  # type: ignore[misc]
        elif value is not None:
            found.append(operand(at, value))
    return found


def like(amounts: list[float], result: float) -> float:
    """The result in the format of the first amount."""
    first = amounts[0] if amounts else 0
    return Shown(result, first.format) if isinstance(first, Shown) else result


def total(at: At, *values: Result) -> Value:
    found = numbers(at, values)
    return like(found, sum(found))


def average(at: At, *values: Result) -> Value:
    found = numbers(at, values)
    if not found:
        raise Fault(DIV)
    return like(found, sum(found) / len(found))


def count(at: At, *values: Result) -> Value:
    amount = 0
    for value in values:
        if isinstance(value, Grid):
            amount += sum(1 for cell in value.cells() if is_number(cell))
        elif isinstance(value, str):
            amount += at.parsed(value) is not None
        else:
            amount += is_number(value) or isinstance(value, bool)
    return amount


def count_all(at: At, *values: Result) -> Value:
    return sum(
        sum(1 for cell in value.cells() if cell is not None) if isinstance(value, Grid) else value is not None
        for value in values
    )


def count_blank(at: At, *values: Result) -> Value:
    amount = 0
    for value in values:
        if isinstance(value, Grid):
            filled = sum(1 for cell in value.cells() if cell is not None and cell != "")
            amount += value.height * value.width - filled
        else:
            amount += value is None or value == ""
    return amount


def count_unique(at: At, *values: Result) -> Value:
    return len(
        {
            (cell.__class__ is bool, cell.type if isinstance(cell, ErrorValue) else cell)
            for value in values
            for cell in as_grid(value).cells()
            if cell is not None and cell != ""
        }
    )


def least(at: At, *values: Result) -> Value:
    return min(numbers(at, values), default=0)


def most(at: At, *values: Result) -> Value:
    return max(numbers(at, values), default=0)


def median(at: At, *values: Result) -> Value:
    found = numbers(at, values)
    if not found:
        raise Fault(NUM)
    return like(found, statistics.median(found))


def large(at: At, values: Result, number: float) -> Value:
    return _ranked(at, values, number, reverse=True)


def small(at: At, values: Result, number: float) -> Value:
    return _ranked(at, values, number, reverse=False)


def rank(at: At, value: float, values: Result, ascending: bool = False) -> Value:
    found = in_order(at, values)
    first, after = bisect_left(found, value), bisect_right(found, value)
    if first == after:
        fail(NA, "The value is not among the data.")
    return 1 + (first if ascending else len(found) - after)


def rank_average(at: At, value: float, values: Result, ascending: bool = False) -> Value:
    first, found = rank(at, value, values, ascending), in_order(at, values)
    return first + (bisect_right(found, value) - bisect_left(found, value) - 1) / 2  # type: ignore[operator]


def in_order(at: At, values: Result) -> list[float]:
    """The numbers of an array or range from the least up, kept with it for other formulas. Raises Fault."""
    grid = as_grid(values)
    if "in order" not in grid.memo:
        grid.memo["in order"] = sorted(numbers(at, (grid,)))
    found: list[float] = grid.memo["in order"]
    return found


def sum_product(at: At, *values: Result) -> Value:
    grids = [as_grid(value) for value in values]
    shape = grids[0].height, grids[0].width
    if any((grid.height, grid.width) != shape for grid in grids):
        fail(VALUE, "The arrays are of different sizes.")
    result: float = 0
    at.world.spend(shape[0] * shape[1])
    for cells in zip(*(grid.cells() for grid in grids), strict=False):
        product: float = 1
        for cell in cells:
            if isinstance(cell, ErrorValue):
                raise Fault(cell)
            product *= cell if is_number(cell) or isinstance(cell, bool) else 0
        result += product
    return result


def _ranked(at: At, values: Result, number: float, reverse: bool) -> Value:
    found = in_order(at, values)
    if not 1 <= number <= len(found):
        fail(NUM, f"There is no value number {int(number)}.")
    return found[-int(number) if reverse else int(number) - 1]


def figure(work: Callable[[list[float]], float], enough: int) -> Callable[..., Value]:
    """A figure of a list of numbers, #DIV/0! when there are too few."""

    def run(at: At, *values: Result) -> Value:
        found = [float(value) for value in numbers(at, values)]
        if len(found) < enough:
            raise Fault(DIV)
        return work(found)

    return run


def product(found: list[float]) -> float:
    return math.prod(found) if found else 0


def _as_numbers(values: tuple[Result, ...]) -> Iterator[Any]:
    for value in values:
        for cell in as_grid(value).cells():
            if isinstance(cell, str):
                yield 0
            elif cell is not None:
                yield int(cell) if isinstance(cell, bool) else cell


def counting_text(work: Callable[..., Value]) -> Callable[..., Value]:
    """AVERAGEA, MINA, MAXA: text in cells is 0, truth 0 or 1."""
    return lambda at, *values: work(at, Grid([list(_as_numbers(values))]))


FUNCTIONS = {
    "SUM": Function(total, "a", repeat=1),
    "AVERAGE": Function(average, "a", repeat=1),
    "AVERAGEA": Function(counting_text(average), "a", repeat=1),
    "COUNT": Function(count, "w", repeat=1),
    "COUNTA": Function(count_all, "w", repeat=1),
    "COUNTBLANK": Function(count_blank, "w", repeat=1),
    "COUNTUNIQUE": Function(count_unique, "w", repeat=1),
    "MIN": Function(least, "a", repeat=1),
    "MAX": Function(most, "a", repeat=1),
    "MINA": Function(counting_text(least), "a", repeat=1),
    "MAXA": Function(counting_text(most), "a", repeat=1),
    "MEDIAN": Function(median, "a", repeat=1),
    "PRODUCT": Function(figure(product, 0), "a", repeat=1),
    "SUMSQ": Function(figure(lambda found: sum(value * value for value in found), 0), "a", repeat=1),
    "LARGE": Function(large, "an"),
    "SMALL": Function(small, "an"),
    "RANK": Function(rank, "nab", 2),
    "RANK.EQ": Function(rank, "nab", 2),
    "RANK.AVG": Function(rank_average, "nab", 2),
    "SUMPRODUCT": Function(sum_product, "a", repeat=1, arrays=True),
}
