"""Matrices: products, inverses, determinants; sums over two arrays side by side."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from operator import mul

from ...book.cell import Value
from ..amounts import is_number, whole
from ..faults import NA, NUM, VALUE, Fault, fail
from ..function import Function
from ..grids import Grid, Result, as_grid, bounded
from ..world import At
from .statistics import pairs_of

Matrix = list[list[float]]


def product_of(at: At, first: Result, second: Result) -> Result:
    """MMULT: rows times columns."""
    left, right = matrix(first), matrix(second)
    if len(left[0]) != len(right):
        fail(VALUE, "The first has not as many columns as the second has rows.")
    columns = list(zip(*right, strict=True))
    bounded(len(left), len(columns))
    at.world.spend(len(left) * len(columns) * len(right))
    return Grid([[sum(map(mul, row, column)) for column in columns] for row in left])


def determinant(at: At, cells: Result) -> Value:
    rows = _square(at, cells)
    found = 1.0
    for place in range(len(rows)):
        pivot = _pivot(rows, place)
        if pivot is None:
            return 0
        found *= rows[place][place] * (1 if pivot == place else -1)
        _clear(rows, place, range(place + 1, len(rows)))
    return found


def inverse(at: At, cells: Result) -> Result:
    rows = _square(at, cells)
    size = len(rows)
    joined = [row + unit for row, unit in zip(rows, _unit(size), strict=True)]
    solved = eliminated(joined)
    if solved is None:
        fail(NUM, "The matrix has no inverse.")
    return Grid([list(row[size:]) for row in solved])


def eliminated(rows: Matrix) -> Matrix | None:
    """Equations solved: the square on the left becomes a unit matrix; None when it cannot."""
    for place in range(len(rows)):
        if _pivot(rows, place) is None:
            return None
        top = rows[place][place]
        rows[place] = [value / top for value in rows[place]]
        _clear(rows, place, (other for other in range(len(rows)) if other != place))
    return rows


def unit_matrix(at: At, size: float) -> Result:
    if size < 1:
        raise Fault(VALUE)
    bounded(whole(size), whole(size))
    return Grid([list(row) for row in _unit(whole(size))])


def random_array(at: At, rows: float = 1, columns: float = 1) -> Result:
    height, width = whole(rows), whole(columns)
    if height < 1 or width < 1:
        raise Fault(NUM)
    bounded(height, width)
    at.world.spend(2 * height * width)
    return Grid([[random.random() for _ in range(width)] for _ in range(height)])


def matrix(value: Result) -> Matrix:
    """An array that has a number everywhere. Raises Fault."""
    found = as_grid(value).rows
    if not found or not all(is_number(cell) for row in found for cell in row):
        fail(VALUE, "A matrix has a number in every cell.")
    return [[float(cell) for cell in row] for row in found]  # type: ignore[arg-type]


def _square(at: At, cells: Result) -> Matrix:
    rows = matrix(cells)
    if len(rows) != len(rows[0]):
        fail(VALUE, "The matrix must have as many rows as columns.")
    at.world.spend(len(rows) ** 3)
    return rows


def _unit(size: int) -> Matrix:
    return [[float(row == column) for column in range(size)] for row in range(size)]


def _pivot(rows: Matrix, place: int) -> int | None:
    """Bring the row with the largest number in a column up; where it was, None when all are 0."""
    best = max(range(place, len(rows)), key=lambda row: abs(rows[row][place]))
    largest = max((abs(value) for value in rows[best]), default=0.0)
    if abs(rows[best][place]) <= largest * 1e-15:
        return None
    rows[place], rows[best] = rows[best], rows[place]
    return best


def _clear(rows: Matrix, place: int, others: Iterable[int]) -> None:
    """Take a row from others so that their number in its column becomes 0."""
    top = rows[place]
    for other in others:
        factor = rows[other][place] / top[place]
        if factor:
            rows[other] = [value - factor * above for value, above in zip(rows[other], top, strict=True)]


def _summed(work: Callable[[float, float], float]) -> Function:
    """A sum over the places where both arrays have numbers."""

    def run(at: At, first: Result, second: Result) -> Value:
        one, other = pairs_of(at, first, second)
        if not one:
            raise Fault(NA)
        return sum(map(work, one, other))

    return Function(run, "aa")


FUNCTIONS = {
    "MMULT": Function(product_of, "aa"),
    "MDETERM": Function(determinant, "a"),
    "MINVERSE": Function(inverse, "a"),
    "MUNIT": Function(unit_matrix, "n"),
    "RANDARRAY": Function(random_array, "nn", 0),
    "SUMX2MY2": _summed(lambda x, y: x * x - y * y),
    "SUMX2PY2": _summed(lambda x, y: x * x + y * y),
    "SUMXMY2": _summed(lambda x, y: (x - y) ** 2),
}
