"""Spread, ranks and connection of numbers: STDEV and its kin, percentiles, correlation, weighted averages."""

from __future__ import annotations

import math
import statistics
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable

from ...book.cell import ErrorValue, Value
from ..amounts import is_number
from ..faults import DIV, NA, NUM, Fault, fail
from ..function import Function
from ..grids import Grid, Result, as_grid
from ..world import At
from .aggregates import counting_text, figure, in_order, numbers


def mode(at: At, *values: Result) -> Value:
    counted = Counter(numbers(at, values)).most_common(1)
    if not counted or counted[0][1] < 2:
        raise Fault(NA)
    return counted[0][0]


def modes(at: At, *values: Result) -> Result:
    """Every number that is met most often, one below the other."""
    counted = Counter(numbers(at, values))
    often = max(counted.values(), default=0)
    if often < 2:
        raise Fault(NA)
    return Grid([[value] for value, times in counted.items() if times == often])


def percentile(at: At, values: Result, part: float) -> Value:
    found = in_order(at, values)
    if not found or not 0 <= part <= 1:
        raise Fault(NUM)
    return _between(found, part * (len(found) - 1))


def percentile_within(at: At, values: Result, part: float) -> Value:
    """Without the ends: the least number is above part 0."""
    found = in_order(at, values)
    place = part * (len(found) + 1) - 1
    if not found or not 0 <= place <= len(found) - 1:
        raise Fault(NUM)
    return _between(found, place)


def quartile(at: At, values: Result, number: float) -> Value:
    return percentile(at, values, int(number) / 4)


def quartile_within(at: At, values: Result, number: float) -> Value:
    return percentile_within(at, values, int(number) / 4)


def percent_rank(at: At, values: Result, value: float, digits: float = 3) -> Value:
    return _share(at, values, value, digits, 0)


def percent_rank_within(at: At, values: Result, value: float, digits: float = 3) -> Value:
    return _share(at, values, value, digits, 1)


def weighted(at: At, *pairs: Result) -> Value:
    """AVERAGE.WEIGHTED: values and their weights, by pairs of ranges of one size."""
    if len(pairs) % 2:
        raise Fault(NA)
    total = weight = 0.0
    for values, weights in zip(pairs[::2], pairs[1::2], strict=True):
        first, second = pairs_of(at, values, weights)
        if any(share < 0 for share in second):
            raise Fault(NUM)
        total += sum(value * share for value, share in zip(first, second, strict=True))
        weight += sum(second)
    return total / weight if weight else DIV


def frequency(at: At, values: Result, classes: Result) -> Result:
    """How many numbers each class has, up to and with its end; one more class has the rest."""
    found, ends = numbers(at, (as_grid(values),)), in_order(at, classes)
    at.world.spend(4 * (len(found) + len(ends)))
    counts = [0] * (len(ends) + 1)
    for value in found:
        counts[bisect_left(ends, value)] += 1
    return Grid([[count] for count in counts])


def geometric(at: At, *values: Result) -> Value:
    found = numbers(at, values)
    if not found or min(found) <= 0:
        raise Fault(NUM)
    return math.exp(sum(map(math.log, found)) / len(found))


def harmonic(at: At, *values: Result) -> Value:
    found = numbers(at, values)
    if not found or min(found) <= 0:
        raise Fault(NUM)
    return len(found) / sum(1 / value for value in found)


def trimmed(at: At, values: Result, part: float) -> Value:
    """The average without so large a part of the numbers, half of it at either end."""
    found = in_order(at, values)
    if not found or not 0 <= part < 1:
        raise Fault(NUM)
    cut = int(len(found) * part / 2)
    return statistics.fmean(found[cut : len(found) - cut])


def _related(work: Callable[[list[float], list[float]], float]) -> Callable[..., Value]:
    """A figure of two lists of numbers side by side."""

    def run(at: At, first: Result, second: Result) -> Value:
        one, other = pairs_of(at, first, second)
        try:
            return work(one, other)
        except (statistics.StatisticsError, ZeroDivisionError):
            raise Fault(DIV) from None

    return run


def pairs_of(at: At, first: Result, second: Result) -> tuple[list[float], list[float]]:
    """The numbers of two grids of one size, where both have one."""
    one, other = as_grid(first), as_grid(second)
    if (one.height, one.width) != (other.height, other.width):
        fail(NA, "The ranges are of different sizes.")
    left: list[float] = []
    right: list[float] = []
    for value, beside in zip(one.cells(), other.cells(), strict=False):
        for cell in (value, beside):
            if isinstance(cell, ErrorValue):
                raise Fault(cell)
        if is_number(value) and is_number(beside):
            left.append(float(value))  # type: ignore[arg-type]
            right.append(float(beside))  # type: ignore[arg-type]
    return left, right


def _between(found: list[float], place: float) -> float:
    low = int(place)
    high = min(low + 1, len(found) - 1)
    return found[low] + (found[high] - found[low]) * (place - low)


def _share(at: At, values: Result, value: float, digits: float, outside: int) -> Value:
    """Which part of the numbers lies below a value, cut to so many digits."""
    found = in_order(at, values)
    if not found or digits < 1:
        raise Fault(NUM)
    if not found[0] <= value <= found[-1]:
        raise Fault(NA)
    below = sum(other < value for other in found)
    place: float = below
    if value not in found:
        low, high = found[below - 1], found[below]
        place = below - 1 + (value - low) / (high - low)
    size = len(found) - 1 + 2 * outside
    power = 10 ** int(digits)
    return math.floor((place + outside) / size * power) / power if size else 1


def _line(other: list[float], one: list[float]) -> tuple[float, float]:
    """The straight line nearest to points: its slope and where it begins."""
    found = statistics.linear_regression(one, other)
    return found.slope, found.intercept


def forecast(at: At, value: float, heights: Result, places: Result) -> Value:
    other, one = pairs_of(at, heights, places)
    try:
        slope, start = _line(other, one)
    except statistics.StatisticsError:
        raise Fault(DIV) from None
    return start + slope * value


def _covariance(one: list[float], other: list[float]) -> float:
    return statistics.covariance(one, other) * (len(one) - 1) / len(one)


def _deviation(found: list[float]) -> float:
    middle = statistics.fmean(found)
    return statistics.fmean(abs(value - middle) for value in found)


def _squares(found: list[float]) -> float:
    return statistics.pvariance(found) * len(found)


def _strays(other: list[float], one: list[float]) -> float:
    """STEYX: how far points lie from their line."""
    slope, start = _line(other, one)
    total = math.fsum((y - start - slope * x) ** 2 for x, y in zip(one, other, strict=True))
    return math.sqrt(total / (len(one) - 2))


_STDEV, _STDEVP = figure(statistics.stdev, 2), figure(statistics.pstdev, 1)
_VAR, _VARP = figure(statistics.variance, 2), figure(statistics.pvariance, 1)

FUNCTIONS = {
    "MODE": Function(mode, "a", repeat=1),
    "MODE.SNGL": Function(mode, "a", repeat=1),
    "MODE.MULT": Function(modes, "a", repeat=1),
    "STDEV": Function(_STDEV, "a", repeat=1),
    "STDEV.S": Function(_STDEV, "a", repeat=1),
    "STDEVA": Function(counting_text(_STDEV), "a", repeat=1),
    "STDEVP": Function(_STDEVP, "a", repeat=1),
    "STDEV.P": Function(_STDEVP, "a", repeat=1),
    "VAR": Function(_VAR, "a", repeat=1),
    "VAR.S": Function(_VAR, "a", repeat=1),
    "VARP": Function(_VARP, "a", repeat=1),
    "VAR.P": Function(_VARP, "a", repeat=1),
    "AVEDEV": Function(figure(_deviation, 1), "a", repeat=1),
    "DEVSQ": Function(figure(_squares, 1), "a", repeat=1),
    "GEOMEAN": Function(geometric, "a", repeat=1),
    "HARMEAN": Function(harmonic, "a", repeat=1),
    "TRIMMEAN": Function(trimmed, "an"),
    "AVERAGE.WEIGHTED": Function(weighted, "aa", repeat=2),
    "PERCENTILE": Function(percentile, "an"),
    "PERCENTILE.INC": Function(percentile, "an"),
    "PERCENTILE.EXC": Function(percentile_within, "an"),
    "QUARTILE": Function(quartile, "an"),
    "QUARTILE.INC": Function(quartile, "an"),
    "QUARTILE.EXC": Function(quartile_within, "an"),
    "PERCENTRANK": Function(percent_rank, "ann", 2),
    "PERCENTRANK.INC": Function(percent_rank, "ann", 2),
    "PERCENTRANK.EXC": Function(percent_rank_within, "ann", 2),
    "FREQUENCY": Function(frequency, "aa"),
    "CORREL": Function(_related(statistics.correlation), "aa"),
    "PEARSON": Function(_related(statistics.correlation), "aa"),
    "RSQ": Function(_related(lambda other, one: statistics.correlation(one, other) ** 2), "aa"),
    "COVAR": Function(_related(_covariance), "aa"),
    "COVARIANCE.P": Function(_related(_covariance), "aa"),
    "COVARIANCE.S": Function(_related(statistics.covariance), "aa"),
    "STEYX": Function(_related(_strays), "aa"),
    "SLOPE": Function(_related(lambda other, one: _line(other, one)[0]), "aa"),
    "INTERCEPT": Function(_related(lambda other, one: _line(other, one)[1]), "aa"),
    "FORECAST": Function(forecast, "naa"),
    "FORECAST.LINEAR": Function(forecast, "naa"),
}
