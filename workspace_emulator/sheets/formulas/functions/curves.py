"""The mathematics behind the distributions: gamma and beta in their incomplete forms, and curves inverted."""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist

from ..faults import NUM, Fault

_STEPS = 500
_MOST = 3_000
_TINY = 1e-300
_NEAR = 1e-16
_STANDARD = NormalDist()
# What a value of a curve costs in cells' work, and what each step towards it does.
_CURVE, _SERIES, _GAMMA, _BETA = 50, 2, 6, 16

Spend = Callable[[int], None]
"""Told what work has been done; raises when it is too much."""


def normal_below(x: float) -> float:
    """The part of the standard normal curve below x, exact far out on either side too."""
    return math.erfc(-x / math.sqrt(2)) / 2


def normal_place(part: float) -> float:
    """Below which x that part of the standard normal curve lies. Raises Fault."""
    if not 0 < part < 1:
        raise Fault(NUM)
    return _STANDARD.inv_cdf(part)


def gamma_below(shape: float, x: float, spend: Spend) -> float:
    """The regularized lower incomplete gamma function."""
    if x <= 0:
        return 0.0
    return _gamma_series(shape, x, spend) if x < shape + 1 else 1 - _gamma_fraction(shape, x, spend)


def gamma_above(shape: float, x: float, spend: Spend) -> float:
    """What `gamma_below` leaves of 1."""
    if x <= 0:
        return 1.0
    return 1 - _gamma_series(shape, x, spend) if x < shape + 1 else _gamma_fraction(shape, x, spend)


def beta_below(first: float, second: float, x: float, spend: Spend) -> float:
    """The regularized incomplete beta function."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    log = math.lgamma(first + second) - math.lgamma(first) - math.lgamma(second)
    front = math.exp(log + first * math.log(x) + second * math.log1p(-x))
    if x < (first + 1) / (first + second + 2):
        return front * _beta_fraction(first, second, x, spend) / first
    return 1 - front * _beta_fraction(second, first, 1 - x, spend) / second


def inverted(curve: Callable[[float], float], part: float, low: float, high: float) -> float:
    """Where a rising curve reaches a part; `high` is moved out as far as that needs. Raises Fault."""
    for _ in range(_STEPS):
        if curve(high) >= part:
            break
        high *= 2
    else:
        raise Fault(NUM)
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if curve(middle) < part else (low, middle)
    return (low + high) / 2


def _gamma_series(shape: float, x: float, spend: Spend) -> float:
    term = total = 1 / shape
    for step in range(1, _MOST):
        term *= x / (shape + step)
        total += term
        if term < total * _NEAR:
            break
    spend(_CURVE + _SERIES * step)
    return total * math.exp(shape * math.log(x) - x - math.lgamma(shape))


def _gamma_fraction(shape: float, x: float, spend: Spend) -> float:
    """Lentz's way through the continued fraction."""
    base = x + 1 - shape
    ratio, share = 1 / _TINY, 1 / base
    found = share
    for step in range(1, _MOST):
        factor = -step * (step - shape)
        base += 2
        share = 1 / _apart(factor * share + base)
        ratio = _apart(base + factor / ratio)
        found *= share * ratio
        if abs(share * ratio - 1) < _NEAR:
            break
    spend(_CURVE + _GAMMA * step)
    return found * math.exp(shape * math.log(x) - x - math.lgamma(shape))


def _beta_fraction(first: float, second: float, x: float, spend: Spend) -> float:
    share = 1 / _apart(1 - (first + second) * x / (first + 1))
    ratio, found = 1.0, share
    for step in range(1, _MOST):
        even = step * (second - step) * x / ((first + 2 * step - 1) * (first + 2 * step))
        odd = -(first + step) * (first + second + step) * x / ((first + 2 * step) * (first + 2 * step + 1))
        before = found
        for factor in (even, odd):
            share = 1 / _apart(1 + factor * share)
            ratio = _apart(1 + factor / ratio)
            found *= share * ratio
        if abs(found - before) <= abs(found) * _NEAR:
            break
    spend(_CURVE + _BETA * step)
    return found


def _apart(value: float) -> float:
    """A divisor that is never 0."""
    return value if abs(value) > _TINY else _TINY
