"""The line or curve nearest to points: LINEST, LOGEST, TREND, GROWTH, for one or several causes."""

from __future__ import annotations

import math
from operator import mul

from ...book.cell import Value
from ..faults import NA, NUM, REF, Fault, fail
from ..function import Function
from ..grids import Grid, Result, as_grid
from ..world import At
from .matrices import Matrix, eliminated, matrix


class Fit:
    """The least squares' plane through points: `slopes` for each cause and `start` where all are 0."""

    def __init__(self, at: At, causes: Matrix, effects: list[float], free: bool) -> None:
        count, self.size = len(causes[0]), len(effects)
        at.world.spend(self.size * count * count + count**3)
        columns = [list(column) for column in zip(*causes, strict=True)]
        self.means = [math.fsum(column) / self.size if free else 0.0 for column in columns]
        mean = math.fsum(effects) / self.size if free else 0.0
        centred = [[x - middle for x in column] for column, middle in zip(columns, self.means, strict=True)]
        heights = [y - mean for y in effects]
        rows = [
            [_dot(one, other) for other in centred]
            + [float(place == own) for place in range(count)]
            + [_dot(one, heights)]
            for own, one in enumerate(centred)
        ]
        solved = eliminated(rows)
        if solved is None:
            fail(NUM, "The causes depend on one another.")
        self.free = free
        self.inverse = [row[count : 2 * count] for row in solved]
        self.slopes = [row[-1] for row in solved]
        self.start = mean - _dot(self.slopes, self.means) if free else 0.0
        self.all = _dot(heights, heights)
        self.rest = math.fsum((y - self.at(row)) ** 2 for row, y in zip(causes, effects, strict=True))
        self.freedom = self.size - count - free

    def at(self, causes: list[float]) -> float:
        """The height of the plane over a place."""
        return self.start + _dot(self.slopes, causes)

    def figures(self) -> list[list[Value]]:
        """Errors of the slopes and the start; r² and the error of y; F and its freedom; sums of squares."""
        width = len(self.slopes) + 1
        error = math.sqrt(self.rest / self.freedom) if self.freedom > 0 else 0.0
        errors: list[Value] = [error * math.sqrt(self.inverse[place][place]) for place in range(width - 1)]
        spread = sum(
            one * other * self.inverse[row][column]
            for row, one in enumerate(self.means)
            for column, other in enumerate(self.means)
        )
        errors = [*errors[::-1], error * math.sqrt(1 / self.size + spread) if self.free else NA]
        explained = self.all - self.rest
        ratio: Value = NUM
        if self.freedom > 0 and self.rest > 0:
            ratio = explained / (width - 1) / (self.rest / self.freedom)
        pairs: list[list[Value]] = [
            [explained / self.all if self.all else 1, error],
            [ratio, self.freedom],
            [explained, self.rest],
        ]
        return [errors, *(pair + [NA] * (width - 2) for pair in pairs)]


def line(at: At, heights: Result, places: Result = None, free: bool = True, verbose: bool = False) -> Result:
    fit = Fit(at, *_points(heights, places), free)
    top: list[Value] = [*fit.slopes[::-1], fit.start]
    return Grid([top, *(fit.figures() if verbose else [])])


def curve(at: At, heights: Result, places: Result = None, free: bool = True, verbose: bool = False) -> Result:
    causes, effects = _points(heights, places)
    fit = Fit(at, causes, _logarithms(effects), free)
    top: list[Value] = [*(math.exp(slope) for slope in fit.slopes[::-1]), math.exp(fit.start)]
    return Grid([top, *(fit.figures() if verbose else [])])


def trend(at: At, heights: Result, places: Result = None, new: Result = None, free: bool = True) -> Result:
    causes, effects = _points(heights, places)
    return _followed(Fit(at, causes, effects, free), heights, causes, new, False)


def growth(at: At, heights: Result, places: Result = None, new: Result = None, free: bool = True) -> Result:
    causes, effects = _points(heights, places)
    return _followed(Fit(at, causes, _logarithms(effects), free), heights, causes, new, True)


def _followed(fit: Fit, heights: Result, causes: Matrix, new: Result, raised: bool) -> Result:
    """The heights over new places, laid out as these are; over the known ones when there are none."""
    count = len(fit.slopes)
    grid = as_grid(heights if new is None else new)
    if new is None:
        places = causes
    elif count == 1:
        places = [[value] for row in matrix(grid) for value in row]
    else:
        across = as_grid(heights).height == 1
        places = [list(row) for row in zip(*matrix(grid), strict=True)] if across else matrix(grid)
        if len(places[0]) != count:
            fail(REF, "The new places have another number of causes.")
    found = [math.exp(fit.at(place)) if raised else fit.at(place) for place in places]
    if new is None or count == 1:
        width = grid.width
        return Grid([list(found[start : start + width]) for start in range(0, len(found), width)])
    return Grid([list(found)]) if as_grid(heights).height == 1 else Grid([[value] for value in found])


def _points(heights: Result, places: Result) -> tuple[Matrix, list[float]]:
    """Each point's causes, and its height. Raises Fault."""
    rows = matrix(heights)
    effects = [value for row in rows for value in row]
    if places is None:
        return [[float(number)] for number in range(1, len(effects) + 1)], effects
    grid = matrix(places)
    if (len(grid), len(grid[0])) == (len(rows), len(rows[0])):
        return [[value] for row in grid for value in row], effects
    if len(rows[0]) == 1 and len(grid) == len(rows):
        return grid, effects
    if len(rows) == 1 and len(grid[0]) == len(rows[0]):
        return [list(column) for column in zip(*grid, strict=True)], effects
    return fail(REF, "There are not as many places as heights.")


def _dot(one: list[float], other: list[float]) -> float:
    return math.fsum(map(mul, one, other))


def _logarithms(effects: list[float]) -> list[float]:
    if min(effects) <= 0:
        raise Fault(NUM)
    return [math.log(value) for value in effects]


FUNCTIONS = {
    "LINEST": Function(line, "aabb", 1),
    "LOGEST": Function(curve, "aabb", 1),
    "TREND": Function(trend, "aaab", 1),
    "GROWTH": Function(growth, "aaab", 1),
}
