"""Distributions of counted things, confidence in figures, and tests of hypotheses."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable

from ...book.cell import Value
from ..amounts import whole
from ..criteria import criterion
from ..faults import DIV, NA, NUM, Fault
from ..function import Function
from ..grids import Result, as_grid
from ..world import At
from .aggregates import counting_text, figure, numbers
from .curves import gamma_above, normal_below, normal_place
from .distributions import fisher_ratio_above, student_above, student_place
from .statistics import pairs_of

_MOST = 1_000_000
# What one chance of many costs.
_STEP = 20


def binomial(at: At, successes: float, trials: float, chance: float, cumulative: bool) -> Value:
    wins, count = whole(successes), whole(trials)
    _chances(chance)
    if not 0 <= wins <= count <= _MOST:
        raise Fault(NUM)
    return _summed(at, 0 if cumulative else wins, wins, lambda k: _binomial(k, count, chance))


def binomial_range(at: At, trials: float, chance: float, low: float, high: float | None = None) -> Value:
    count, first = whole(trials), whole(low)
    last = first if high is None else whole(high)
    _chances(chance)
    if not 0 <= first <= last <= count <= _MOST:
        raise Fault(NUM)
    return _summed(at, first, last, lambda k: _binomial(k, count, chance))


def binomial_inverse(at: At, trials: float, chance: float, part: float) -> Value:
    """The least number of successes at which the distribution reaches a part."""
    count, total = whole(trials), 0.0
    _chances(chance, part)
    if not 0 <= count <= _MOST:
        raise Fault(NUM)
    for wins in range(count + 1):
        at.world.spend(_STEP)
        total += _binomial(wins, count, chance)
        if total >= part:
            return wins
    return count


def negative_binomial(
    at: At, failures: float, successes: float, chance: float, cumulative: bool = False
) -> Value:
    lost, wins = whole(failures), whole(successes)
    _chances(chance)
    if lost < 0 or wins < 1 or lost + wins > _MOST:
        raise Fault(NUM)
    return _summed(
        at, 0 if cumulative else lost, lost, lambda k: _binomial(k, k + wins - 1, 1 - chance) * chance
    )


def poisson(at: At, x: float, mean: float, cumulative: bool = False) -> Value:
    count = whole(x)
    if count < 0 or mean < 0:
        raise Fault(NUM)
    if cumulative:
        return gamma_above(count + 1, mean, at.world.spend)
    if mean == 0:
        return float(count == 0)
    return math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))


def hypergeometric(
    at: At, wins: float, draws: float, good: float, everything: float, cumulative: bool = False
) -> Value:
    found, drawn, marked, size = whole(wins), whole(draws), whole(good), whole(everything)
    least = max(0, drawn + marked - size)
    if (
        not (0 <= drawn <= size and 0 <= marked <= size and least <= found <= min(drawn, marked))
        or size > _MOST
    ):
        raise Fault(NUM)

    def chance(k: int) -> float:
        log = _choices(marked, k) + _choices(size - marked, drawn - k) - _choices(size, drawn)
        return math.exp(log)

    return _summed(at, least if cumulative else found, found, chance)


def confidence(at: At, doubt: float, spread: float, size: float) -> Value:
    count = whole(size)
    if not 0 < doubt < 1 or spread <= 0 or count < 1:
        raise Fault(NUM)
    return normal_place(1 - doubt / 2) * spread / math.sqrt(count)


def confidence_of_student(at: At, doubt: float, spread: float, size: float) -> Value:
    count = whole(size)
    if not 0 < doubt < 1 or spread <= 0 or count < 1:
        raise Fault(NUM)
    if count == 1:
        raise Fault(DIV)
    return student_place(at, doubt / 2, count - 1) * spread / math.sqrt(count)


def margin(at: At, values: Result, level: float) -> Value:
    """MARGINOFERROR: how far from the average the true mean may lie, at a level of confidence."""
    found = numbers(at, (values,))
    if len(found) < 2:
        raise Fault(DIV)
    return confidence_of_student(at, 1 - level, statistics.stdev(map(float, found)), len(found))


def fisher(at: At, x: float) -> Value:
    if not -1 < x < 1:
        raise Fault(NUM)
    return math.atanh(x)


def probability(at: At, values: Result, chances: Result, low: float, high: float | None = None) -> Value:
    places, weights = pairs_of(at, values, chances)
    if any(not 0 <= weight <= 1 for weight in weights) or not math.isclose(sum(weights), 1, rel_tol=1e-7):
        raise Fault(NUM)
    top = low if high is None else high
    return sum(weight for place, weight in zip(places, weights, strict=True) if low <= place <= top)


def skewness(found: list[float]) -> float:
    size, spread = len(found), statistics.stdev(found)
    middle = statistics.fmean(found)
    return size / ((size - 1) * (size - 2)) * sum(((x - middle) / spread) ** 3 for x in found)


def skewness_of_all(found: list[float]) -> float:
    middle, spread = statistics.fmean(found), statistics.pstdev(found)
    return statistics.fmean(((x - middle) / spread) ** 3 for x in found)


def kurtosis(found: list[float]) -> float:
    size, spread = len(found), statistics.stdev(found)
    middle = statistics.fmean(found)
    total = sum(((x - middle) / spread) ** 4 for x in found)
    below = (size - 2) * (size - 3)
    return size * (size + 1) / ((size - 1) * below) * total - 3 * (size - 1) ** 2 / below


def share_meeting(at: At, cells: Result, wanted: Value) -> Value:
    """PERCENTIF: the part of a range's cells that meet a criterion."""
    grid = as_grid(cells)
    return criterion(at, wanted).count(at, grid) / (grid.height * grid.width)


def z_test(at: At, values: Result, x: float, spread: float | None = None) -> Value:
    found = [float(value) for value in numbers(at, (values,))]
    if not found or (spread is None and len(found) < 2):
        raise Fault(DIV)
    deviation = statistics.stdev(found) if spread is None else spread
    if deviation <= 0:
        raise Fault(DIV if spread is None else NUM)
    return normal_below((x - statistics.fmean(found)) * math.sqrt(len(found)) / deviation)


def t_test(at: At, first: Result, second: Result, tails: float, kind: float) -> Value:
    """Kinds: 1 pairs, 2 two samples of one variance, 3 of two."""
    sides, way = int(tails), int(kind)
    if sides not in (1, 2) or way not in (1, 2, 3):
        raise Fault(NUM)
    one, other = pairs_of(at, first, second) if way == 1 else _samples(at, first, second)
    if min(len(one), len(other)) < 2:
        raise Fault(DIV)
    distance, freedom = _paired(one, other) if way == 1 else _unpaired(one, other, way == 2)
    return sides * student_above(distance, freedom, at.world.spend)


def f_test(at: At, first: Result, second: Result) -> Value:
    one, other = _samples(at, first, second)
    if min(len(one), len(other)) < 2:
        raise Fault(DIV)
    ratio = statistics.variance(one) / statistics.variance(other)
    above = fisher_ratio_above(at, ratio, len(one) - 1, len(other) - 1)
    return 2 * min(above, 1 - above)  # type: ignore[operator, type-var]


def chi_squared_test(at: At, seen: Result, expected: Result) -> Value:
    grid = as_grid(seen)
    one, other = pairs_of(at, seen, expected)
    rows, columns = grid.height, grid.width
    freedom = (rows - 1) * (columns - 1) if min(rows, columns) > 1 else rows * columns - 1
    if freedom < 1:
        raise Fault(NA)
    distance = sum((x - y) ** 2 / y for x, y in zip(one, other, strict=True))
    return gamma_above(freedom / 2, distance / 2, at.world.spend)


def _paired(one: list[float], other: list[float]) -> tuple[float, float]:
    apart = [x - y for x, y in zip(one, other, strict=True)]
    return abs(statistics.fmean(apart)) * math.sqrt(len(apart)) / statistics.stdev(apart), len(apart) - 1


def _unpaired(one: list[float], other: list[float], same: bool) -> tuple[float, float]:
    first, second = statistics.variance(one), statistics.variance(other)
    apart = abs(statistics.fmean(one) - statistics.fmean(other))
    size, rest = len(one), len(other)
    if same:
        pooled = ((size - 1) * first + (rest - 1) * second) / (size + rest - 2)
        return apart / math.sqrt(pooled * (1 / size + 1 / rest)), size + rest - 2
    a, b = first / size, second / rest
    return apart / math.sqrt(a + b), (a + b) ** 2 / (a * a / (size - 1) + b * b / (rest - 1))


def _samples(at: At, first: Result, second: Result) -> tuple[list[float], list[float]]:
    one = [float(value) for value in numbers(at, (as_grid(first),))]
    return one, [float(value) for value in numbers(at, (as_grid(second),))]


def _summed(at: At, first: int, last: int, chance: Callable[[int], float]) -> float:
    at.world.spend(_STEP * (last - first + 1))
    return min(1.0, math.fsum(chance(k) for k in range(first, last + 1)))


def _binomial(wins: int, count: int, chance: float) -> float:
    if chance in (0, 1):
        return float(wins == (count if chance else 0))
    log = _choices(count, wins) + wins * math.log(chance) + (count - wins) * math.log1p(-chance)
    return (
        math.exp(log)
        if count > 1000
        else math.comb(count, wins) * chance**wins * (1 - chance) ** (count - wins)
    )


def _choices(many: int, few: int) -> float:
    """The logarithm of the number of ways to choose a few out of many."""
    if not 0 <= few <= many:
        return -math.inf
    if many < 1000:
        return math.log(math.comb(many, few))
    return math.lgamma(many + 1) - math.lgamma(few + 1) - math.lgamma(many - few + 1)


def _chances(*values: float) -> None:
    if not all(0 <= value <= 1 for value in values):
        raise Fault(NUM)


def _of_some(work: Callable[[list[float]], float], enough: int) -> Callable[..., Value]:
    """A figure of numbers that are not all the same."""

    def run(found: list[float]) -> float:
        if len(set(found)) < 2:
            raise Fault(DIV)
        return work(found)

    return figure(run, enough)


_VAR, _VARP = figure(statistics.variance, 2), figure(statistics.pvariance, 1)
_STDEVP = figure(statistics.pstdev, 1)

FUNCTIONS = {
    "BINOMDIST": Function(binomial, "nnnb"),
    "BINOM.DIST": Function(binomial, "nnnb"),
    "BINOM.DIST.RANGE": Function(binomial_range, "nnnn", 3),
    "CRITBINOM": Function(binomial_inverse, "nnn"),
    "BINOM.INV": Function(binomial_inverse, "nnn"),
    "NEGBINOMDIST": Function(negative_binomial, "nnn"),
    "NEGBINOM.DIST": Function(negative_binomial, "nnnb"),
    "POISSON": Function(poisson, "nnb", 2),
    "POISSON.DIST": Function(poisson, "nnb", 2),
    "HYPGEOMDIST": Function(hypergeometric, "nnnn"),
    "HYPGEOM.DIST": Function(hypergeometric, "nnnnb"),
    "CONFIDENCE": Function(confidence, "nnn"),
    "CONFIDENCE.NORM": Function(confidence, "nnn"),
    "CONFIDENCE.T": Function(confidence_of_student, "nnn"),
    "MARGINOFERROR": Function(margin, "an"),
    "FISHER": Function(fisher, "n"),
    "FISHERINV": Function(lambda at, x: math.tanh(x), "n"),
    "PROB": Function(probability, "aann", 3),
    "SKEW": Function(_of_some(skewness, 3), "a", repeat=1),
    "SKEW.P": Function(_of_some(skewness_of_all, 3), "a", repeat=1),
    "KURT": Function(_of_some(kurtosis, 4), "a", repeat=1),
    "VARA": Function(counting_text(_VAR), "a", repeat=1),
    "VARPA": Function(counting_text(_VARP), "a", repeat=1),
    "STDEVPA": Function(counting_text(_STDEVP), "a", repeat=1),
    "PERCENTIF": Function(share_meeting, "as"),
    "ZTEST": Function(z_test, "ann", 2),
    "Z.TEST": Function(z_test, "ann", 2),
    "TTEST": Function(t_test, "aann"),
    "T.TEST": Function(t_test, "aann"),
    "FTEST": Function(f_test, "aa"),
    "F.TEST": Function(f_test, "aa"),
    "CHITEST": Function(chi_squared_test, "aa"),
    "CHISQ.TEST": Function(chi_squared_test, "aa"),
}
