"""Continuous distributions: normal, lognormal, exponential, gamma, beta, chi-squared, Student's t, F."""

from __future__ import annotations

import math
from collections.abc import Callable

from ...book.cell import Value
from ..faults import NUM, Fault
from ..function import Function
from ..operators import raised
from ..world import At
from .curves import (
    Spend,
    beta_below,
    gamma_above,
    gamma_below,
    inverted,
    normal_below,
    normal_place,
)

_MOST_FREEDOM = 1e10


def normal(at: At, x: float, middle: float, spread: float, cumulative: bool = True) -> Value:
    _above(spread)
    distance = (x - middle) / spread
    return normal_below(distance) if cumulative else _bell(distance) / spread


def standard(at: At, x: float, cumulative: bool = True) -> Value:
    return normal_below(x) if cumulative else _bell(x)


def normal_inverse(at: At, part: float, middle: float, spread: float) -> Value:
    _above(spread)
    return middle + spread * normal_place(part)


def lognormal(at: At, x: float, middle: float, spread: float, cumulative: bool = True) -> Value:
    _above(x, spread)
    distance = (math.log(x) - middle) / spread
    return normal_below(distance) if cumulative else _bell(distance) / (spread * x)


def lognormal_inverse(at: At, part: float, middle: float, spread: float) -> Value:
    _above(spread)
    return math.exp(middle + spread * normal_place(part))


def standardized(at: At, x: float, middle: float, spread: float) -> Value:
    _above(spread)
    return (x - middle) / spread


def exponential(at: At, x: float, rate: float, cumulative: bool) -> Value:
    _above(rate)
    if x < 0:
        raise Fault(NUM)
    return -math.expm1(-rate * x) if cumulative else rate * math.exp(-rate * x)


def weibull(at: At, x: float, shape: float, scale: float, cumulative: bool) -> Value:
    _above(shape, scale)
    if x < 0:
        raise Fault(NUM)
    power = math.pow(x / scale, shape)
    if cumulative:
        return -math.expm1(-power)
    return shape / scale * raised(x / scale, shape - 1) * math.exp(-power)


def gamma(at: At, x: float) -> Value:
    if x == int(x) and x <= 0:
        raise Fault(NUM)
    return math.gamma(x)


def gamma_logarithm(at: At, x: float) -> Value:
    _above(x)
    return math.lgamma(x)


def gamma_distribution(at: At, x: float, shape: float, scale: float, cumulative: bool = True) -> Value:
    _above(shape, scale)
    if x < 0:
        raise Fault(NUM)
    return gamma_below(shape, x / scale, at.world.spend) if cumulative else _gamma_height(x, shape, scale)


def gamma_inverse(at: At, part: float, shape: float, scale: float) -> Value:
    _above(shape, scale)
    return _place(lambda x: gamma_below(shape, x / scale, at.world.spend), part)


def beta(at: At, x: float, a: float, b: float, cumulative: bool, low: float = 0, high: float = 1) -> Value:
    _above(a, b, high - low)
    if not low <= x <= high:
        raise Fault(NUM)
    place = (x - low) / (high - low)
    if cumulative:
        return beta_below(a, b, place, at.world.spend)
    log = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    return math.exp(log) * raised(place, a - 1) * raised(1 - place, b - 1) / (high - low)


def beta_inverse(at: At, part: float, a: float, b: float, low: float = 0, high: float = 1) -> Value:
    _above(a, b, high - low)
    if not 0 < part < 1:
        raise Fault(NUM)
    return low + (high - low) * _place(lambda x: beta_below(a, b, x, at.world.spend), part)


def chi_squared(at: At, x: float, freedom: float, cumulative: bool) -> Value:
    degrees = _freedom(freedom)
    if x < 0:
        raise Fault(NUM)
    return gamma_below(degrees / 2, x / 2, at.world.spend) if cumulative else _gamma_height(x, degrees / 2, 2)


def chi_squared_above(at: At, x: float, freedom: float) -> Value:
    degrees = _freedom(freedom)
    if x < 0:
        raise Fault(NUM)
    return gamma_above(degrees / 2, x / 2, at.world.spend)


def chi_squared_inverse(at: At, part: float, freedom: float) -> Value:
    degrees = _freedom(freedom)
    return _place(lambda x: gamma_below(degrees / 2, x / 2, at.world.spend), part)


def chi_squared_inverse_above(at: At, part: float, freedom: float) -> Value:
    degrees = _freedom(freedom)
    return _place(lambda x: gamma_above(degrees / 2, x / 2, at.world.spend), part, above=True)


def student_above(x: float, freedom: float, spend: Spend) -> float:
    """The part of Student's t curve above x."""
    tail = beta_below(freedom / 2, 0.5, freedom / (freedom + x * x), spend) / 2
    return tail if x >= 0 else 1 - tail


def student(at: At, x: float, freedom: float, cumulative: bool) -> Value:
    degrees = _freedom(freedom)
    if cumulative:
        return student_above(-x, degrees, at.world.spend)
    log = math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2) - math.log(degrees * math.pi) / 2
    return math.exp(log - (degrees + 1) / 2 * math.log1p(x * x / degrees))


def student_right(at: At, x: float, freedom: float) -> Value:
    return student_above(x, _freedom(freedom), at.world.spend)


def student_both(at: At, x: float, freedom: float) -> Value:
    if x < 0:
        raise Fault(NUM)
    return 2 * student_above(x, _freedom(freedom), at.world.spend)


def student_tails(at: At, x: float, freedom: float, tails: float) -> Value:
    """TDIST: above x (1), or beyond x on either side (2)."""
    if x < 0 or int(tails) not in (1, 2):
        raise Fault(NUM)
    return int(tails) * student_above(x, _freedom(freedom), at.world.spend)


def student_inverse(at: At, part: float, freedom: float) -> Value:
    degrees = _freedom(freedom)
    if not 0 < part < 1:
        raise Fault(NUM)
    return student_place(at, 1 - part, degrees) if part >= 0.5 else -student_place(at, part, degrees)


def student_inverse_both(at: At, part: float, freedom: float) -> Value:
    if not 0 < part <= 1:
        raise Fault(NUM)
    return student_place(at, part / 2, _freedom(freedom))


def student_place(at: At, part: float, freedom: float) -> float:
    """Above which x of 0 or more so large a part, half at most, of Student's t curve lies."""
    if part >= 0.5:
        return 0.0
    return _place(lambda x: student_above(x, freedom, at.world.spend), part, above=True)


def fisher_ratio(at: At, x: float, first: float, second: float, cumulative: bool) -> Value:
    one, other = _freedom(first), _freedom(second)
    if x < 0:
        raise Fault(NUM)
    if cumulative:
        return beta_below(one / 2, other / 2, one * x / (one * x + other), at.world.spend)
    if x == 0:
        return 1 if one == 2 else 0
    log = math.lgamma((one + other) / 2) - math.lgamma(one / 2) - math.lgamma(other / 2)
    log += one / 2 * math.log(one / other) + (one / 2 - 1) * math.log(x)
    return math.exp(log - (one + other) / 2 * math.log1p(one * x / other))


def fisher_ratio_above(at: At, x: float, first: float, second: float) -> Value:
    one, other = _freedom(first), _freedom(second)
    if x < 0:
        raise Fault(NUM)
    return beta_below(other / 2, one / 2, other / (one * x + other), at.world.spend)


def fisher_ratio_inverse(at: At, part: float, first: float, second: float) -> Value:
    one, other = _freedom(first), _freedom(second)

    def curve(x: float) -> float:
        return beta_below(one / 2, other / 2, one * x / (one * x + other), at.world.spend)

    return _place(curve, part)


def fisher_ratio_inverse_above(at: At, part: float, first: float, second: float) -> Value:
    one, other = _freedom(first), _freedom(second)

    def curve(x: float) -> float:
        return beta_below(other / 2, one / 2, other / (one * x + other), at.world.spend)

    return _place(curve, part, above=True)


def _bell(distance: float) -> float:
    return math.exp(-distance * distance / 2) / math.sqrt(2 * math.pi)


def _gamma_height(x: float, shape: float, scale: float) -> float:
    if x == 0:
        if shape < 1:
            raise Fault(NUM)
        return 1 / scale if shape == 1 else 0
    return math.exp((shape - 1) * math.log(x / scale) - x / scale - math.lgamma(shape)) / scale


def _above(*values: float) -> None:
    """Raises Fault for a value that must be more than 0 and is not."""
    if not min(values) > 0:
        raise Fault(NUM)


def _freedom(given: float) -> int:
    """Degrees of freedom: whole, from 1. Raises Fault."""
    if not 1 <= given <= _MOST_FREEDOM:
        raise Fault(NUM)
    return int(given)


def _place(curve: Callable[[float], float], part: float, above: bool = False) -> float:
    """Where a curve from 0 on reaches a part, from above where told. Raises Fault for what is no part."""
    if not 0 <= part <= 1 or part == (0 if above else 1):
        raise Fault(NUM)
    if part == (1 if above else 0):
        return 0.0

    if above:
        return inverted(lambda x: -curve(x), -part, 0, 1)
    return inverted(curve, part, 0, 1)


FUNCTIONS = {
    "NORMDIST": Function(normal, "nnnb"),
    "NORM.DIST": Function(normal, "nnnb"),
    "NORMSDIST": Function(standard, "n"),
    "NORM.S.DIST": Function(standard, "nb", 1),
    "NORMINV": Function(normal_inverse, "nnn"),
    "NORM.INV": Function(normal_inverse, "nnn"),
    "NORMSINV": Function(lambda at, part: normal_place(part), "n"),
    "NORM.S.INV": Function(lambda at, part: normal_place(part), "n"),
    "PHI": Function(lambda at, x: _bell(x), "n"),
    "GAUSS": Function(lambda at, x: normal_below(x) - 0.5, "n"),
    "LOGNORMDIST": Function(lognormal, "nnn"),
    "LOGNORM.DIST": Function(lognormal, "nnnb", 3),
    "LOGINV": Function(lognormal_inverse, "nnn"),
    "LOGNORM.INV": Function(lognormal_inverse, "nnn"),
    "STANDARDIZE": Function(standardized, "nnn"),
    "EXPONDIST": Function(exponential, "nnb"),
    "EXPON.DIST": Function(exponential, "nnb"),
    "WEIBULL": Function(weibull, "nnnb"),
    "WEIBULL.DIST": Function(weibull, "nnnb"),
    "GAMMA": Function(gamma, "n"),
    "GAMMALN": Function(gamma_logarithm, "n"),
    "GAMMALN.PRECISE": Function(gamma_logarithm, "n"),
    "GAMMADIST": Function(gamma_distribution, "nnnb"),
    "GAMMA.DIST": Function(gamma_distribution, "nnnb"),
    "GAMMAINV": Function(gamma_inverse, "nnn"),
    "GAMMA.INV": Function(gamma_inverse, "nnn"),
    "BETADIST": Function(lambda at, x, a, b, *ends: beta(at, x, a, b, True, *ends), "nnnnn", 3),
    "BETA.DIST": Function(beta, "nnnbnn", 4),
    "BETAINV": Function(beta_inverse, "nnnnn", 3),
    "BETA.INV": Function(beta_inverse, "nnnnn", 3),
    "CHIDIST": Function(chi_squared_above, "nn"),
    "CHISQ.DIST": Function(chi_squared, "nnb"),
    "CHISQ.DIST.RT": Function(chi_squared_above, "nn"),
    "CHIINV": Function(chi_squared_inverse_above, "nn"),
    "CHISQ.INV": Function(chi_squared_inverse, "nn"),
    "CHISQ.INV.RT": Function(chi_squared_inverse_above, "nn"),
    "TDIST": Function(student_tails, "nnn"),
    "T.DIST": Function(student, "nnb"),
    "T.DIST.RT": Function(student_right, "nn"),
    "T.DIST.2T": Function(student_both, "nn"),
    "TINV": Function(student_inverse_both, "nn"),
    "T.INV": Function(student_inverse, "nn"),
    "T.INV.2T": Function(student_inverse_both, "nn"),
    "FDIST": Function(fisher_ratio_above, "nnn"),
    "F.DIST": Function(fisher_ratio, "nnnb"),
    "F.DIST.RT": Function(fisher_ratio_above, "nnn"),
    "FINV": Function(fisher_ratio_inverse_above, "nnn"),
    "F.INV": Function(fisher_ratio_inverse, "nnn"),
    "F.INV.RT": Function(fisher_ratio_inverse_above, "nnn"),
}
