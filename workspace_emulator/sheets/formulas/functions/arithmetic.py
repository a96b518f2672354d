"""Rounding, division with remainder, powers and logarithms."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal

from ...book.cell import Value
from ..amounts import Shown, whole
from ..faults import DIV, NUM, Fault
from ..function import Function
from ..grids import Result, as_grid
from ..operators import raised
from ..world import At
from .aggregates import numbers

# What the product of some hundred numbers costs.
_LARGE = 100
_LARGEST_MULTIPLE = 10**300
_LARGEST_SUM = 1_000
_LARGEST_QUOTIENT = 1_125_900_000_000


def rounded(value: float, places: int, rule: str = ROUND_HALF_UP) -> float:
    """To so many decimal places, below zero to tens and hundreds."""
    if places > 20 or value != value or abs(value) >= (1e15 if places > 0 else 1e27):
        return value if places >= 0 else float(round(value, max(places, -400)))
    return float(Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-max(places, -20)), rule))


def _rounding(rule: str) -> Callable[..., Value]:
    """Money stays money."""

    def run(at: At, value: float, places: float = 0) -> Value:
        found = rounded(value, whole(places), rule)
        return Shown(found, value.format) if isinstance(value, Shown) else found

    return run


def multiple(at: At, value: float, factor: float) -> Value:
    if factor == 0:
        return 0
    if value * factor < 0:
        raise Fault(NUM)
    return _steps(value, factor, ROUND_HALF_UP)


def ceiling(at: At, value: float, factor: float = 1) -> Value:
    if value > 0 > factor:
        raise Fault(NUM)
    return _steps(value, factor, ROUND_CEILING) if factor else 0


def floor(at: At, value: float, factor: float = 1) -> Value:
    if value > 0 > factor:
        raise Fault(NUM)
    if factor == 0:
        raise Fault(DIV)
    return _steps(value, factor, ROUND_FLOOR)


def ceiling_by(at: At, value: float, factor: float = 1, away: float = 0) -> Value:
    """CEILING.MATH: below zero towards zero unless told away from it; the factor's sign does not count."""
    if factor == 0:
        return 0
    return _steps(value, abs(factor), ROUND_FLOOR if value < 0 and away else ROUND_CEILING)


def floor_by(at: At, value: float, factor: float = 1, away: float = 0) -> Value:
    if factor == 0:
        return 0
    return _steps(value, abs(factor), ROUND_CEILING if value < 0 and away else ROUND_FLOOR)


def modulo(at: At, value: float, divisor: float) -> Value:
    if divisor == 0:
        raise Fault(DIV)
    if abs(value / divisor) > _LARGEST_QUOTIENT:
        raise Fault(NUM)
    return float(value) % float(divisor)


def quotient(at: At, value: float, divisor: float) -> Value:
    if divisor == 0:
        raise Fault(DIV)
    return math.trunc(value / divisor)


def logarithm(at: At, value: float, base: float = 10) -> Value:
    if value <= 0 or base <= 0 or base == 1:
        raise Fault(NUM)
    return math.log10(value) if base == 10 else math.log(value, base)


def random_between(at: At, low: float, high: float) -> Value:
    first, last = math.ceil(low), math.floor(high)
    if first > last:
        raise Fault(NUM)
    return random.randint(first, last)


def factorial(at: At, value: float) -> Value:
    if not 0 <= value <= 170:
        raise Fault(NUM)
    return float(math.factorial(int(value)))


def least_multiple(*values: int) -> float:
    """LCM, given up when no number of a cell can say it."""
    found = 1
    for value in values:
        found = math.lcm(found, value)
        if found > _LARGEST_MULTIPLE:
            raise Fault(NUM)
    return found


def double_factorial(at: At, value: float) -> Value:
    """FACTDOUBLE: every other number multiplied."""
    if not 0 <= value <= 300:
        raise Fault(NUM)
    at.world.spend(_LARGE)
    return float(math.prod(range(int(value), 0, -2)))


def multinomial(*values: int) -> float:
    """The factorial of a sum over the product of the factorials."""
    if sum(values) > _LARGEST_SUM:
        raise Fault(NUM)
    return float(math.factorial(sum(values)) // math.prod(map(math.factorial, values)))


def series_sum(at: At, base: float, first: float, step: float, factors: Result) -> Value:
    """A power series: each factor times the base raised one step higher."""
    found = numbers(at, (as_grid(factors),))
    return math.fsum(factor * raised(base, first + place * step) for place, factor in enumerate(found))


def even(at: At, value: float) -> Value:
    return int(math.copysign(math.ceil(abs(value) / 2) * 2, value))


def odd(at: At, value: float) -> Value:
    return int(math.copysign(max(0, math.ceil((abs(value) - 1) / 2)) * 2 + 1, value))


def _integers(work: Callable[..., float]) -> Callable[..., Value]:
    def run(at: At, *values: Result) -> Value:
        found = [whole(value) for value in numbers(at, values)]
        if not found or min(found) < 0:
            raise Fault(NUM)
        return work(*found)

    return run


def _root(at: At, value: float) -> Value:
    if value < 0:
        raise Fault(NUM)
    return math.sqrt(value)


def _exponent(at: At, value: float) -> Value:
    return raised(math.e, value)


def _steps(value: float, factor: float, rule: str) -> float:
    """A whole number of steps, counted in decimal places so that 23.25 makes 233 tenths."""
    step = Decimal(repr(float(factor)))
    return float((Decimal(repr(float(value))) / step).to_integral_value(rule) * step)


FUNCTIONS = {
    "ABS": Function(lambda at, value: abs(value), "n"),
    "SIGN": Function(lambda at, value: (value > 0) - (value < 0), "n"),
    "INT": Function(lambda at, value: float(math.floor(value)), "n"),
    "TRUNC": Function(_rounding(ROUND_DOWN), "nn", 1),
    "ROUND": Function(_rounding(ROUND_HALF_UP), "nn", 1),
    "ROUNDUP": Function(_rounding(ROUND_UP), "nn", 1),
    "ROUNDDOWN": Function(_rounding(ROUND_DOWN), "nn", 1),
    "MROUND": Function(multiple, "nn"),
    "CEILING": Function(ceiling, "nn", 1),
    "FLOOR": Function(floor, "nn", 1),
    "CEILING.MATH": Function(ceiling_by, "nnn", 1),
    "FLOOR.MATH": Function(floor_by, "nnn", 1),
    "CEILING.PRECISE": Function(ceiling_by, "nn", 1),
    "ISO.CEILING": Function(ceiling_by, "nn", 1),
    "FLOOR.PRECISE": Function(floor_by, "nn", 1),
    "MOD": Function(modulo, "nn"),
    "QUOTIENT": Function(quotient, "nn"),
    "POWER": Function(lambda at, base, exponent: raised(base, exponent), "nn"),
    "POW": Function(lambda at, base, exponent: raised(base, exponent), "nn"),
    "SQRT": Function(_root, "n"),
    "EXP": Function(_exponent, "n"),
    "LN": Function(lambda at, value: logarithm(at, value, math.e), "n"),
    "LOG": Function(logarithm, "nn", 1),
    "LOG10": Function(logarithm, "n"),
    "PI": Function(lambda at: math.pi, ""),
    "EVEN": Function(even, "n"),
    "ODD": Function(odd, "n"),
    "GCD": Function(_integers(math.gcd), "a", repeat=1),
    "LCM": Function(_integers(least_multiple), "a", repeat=1),
    "FACT": Function(factorial, "n"),
    "FACTDOUBLE": Function(double_factorial, "n"),
    "MULTINOMIAL": Function(_integers(multinomial), "a", repeat=1),
    "SERIESSUM": Function(series_sum, "nnna"),
    "SQRTPI": Function(lambda at, value: _root(at, value * math.pi), "n"),
    "RAND": Function(lambda at: random.random(), ""),
    "RANDBETWEEN": Function(random_between, "nn"),
}
