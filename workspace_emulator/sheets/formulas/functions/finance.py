"""Loans, savings and what payments are worth over time; wear of things that were bought."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from itertools import pairwise

from ...book.cell import Value
from ..amounts import whole
from ..faults import DIV, NUM, Fault
from ..function import Function
from ..grids import Result, as_grid
from ..operators import raised
from ..world import At
from .aggregates import numbers
from .calendar import day_of

_STEPS = 200
_MOST = 10_000
_NEAR = 1e-12


def worth_later(
    at: At, rate: float, periods: float, payment: float, now: float = 0, early: float = 0
) -> Value:
    """FV; money paid out is below zero. `early` 1 is payment at the beginning of each period."""
    return _later(rate, periods, payment, now, early != 0)


def worth_now(
    at: At, rate: float, periods: float, payment: float, later: float = 0, early: float = 0
) -> Value:
    if rate <= -1:
        raise Fault(NUM)
    return -(later + payment * _pile(rate, periods, early != 0)) / raised(1 + rate, periods)


def payment(at: At, rate: float, periods: float, now: float, later: float = 0, early: float = 0) -> Value:
    return _payment(rate, periods, now, later, early != 0)


def interest(
    at: At, rate: float, period: float, periods: float, now: float, later: float = 0, early: float = 0
) -> Value:
    if not 1 <= period <= periods:
        raise Fault(NUM)
    return _interest(rate, period, periods, now, later, early != 0)


def principal(
    at: At, rate: float, period: float, periods: float, now: float, later: float = 0, early: float = 0
) -> Value:
    if not 1 <= period <= periods:
        raise Fault(NUM)
    at_start = early != 0
    return _payment(rate, periods, now, later, at_start) - _interest(
        rate, period, periods, now, later, at_start
    )


def interest_between(
    at: At, rate: float, periods: float, now: float, first: float, last: float, early: float
) -> Value:
    return sum(
        _interest(rate, period, periods, now, 0, early != 0)
        for period in _span(at, rate, periods, now, first, last)
    )


def principal_between(
    at: At, rate: float, periods: float, now: float, first: float, last: float, early: float
) -> Value:
    paid = _payment(rate, periods, now, 0, early != 0)
    return sum(
        paid - _interest(rate, period, periods, now, 0, early != 0)
        for period in _span(at, rate, periods, now, first, last)
    )


def periods_of(at: At, rate: float, paid: float, now: float, later: float = 0, early: float = 0) -> Value:
    if rate == 0:
        return -(now + later) / paid if paid else DIV
    level = paid * (1 + rate * (early != 0)) / rate
    share = (level - later) / (level + now) if level + now else 0
    if share <= 0 or rate <= -1:
        raise Fault(NUM)
    return math.log(share) / math.log1p(rate)


def rate_of(
    at: At,
    periods: float,
    paid: float,
    now: float,
    later: float = 0,
    early: float = 0,
    guess: float = 0.1,
) -> Value:
    if periods <= 0:
        raise Fault(NUM)

    def left(rate: float) -> float:
        return now * raised(1 + rate, periods) + paid * _pile(rate, periods, early != 0) + later

    return _root(at, left, guess)


def net_worth(at: At, rate: float, *flows: Result) -> Value:
    """NPV: payments at the end of one period after another."""
    if rate == -1:
        raise Fault(DIV)
    return _discounted(rate, numbers(at, flows)) / (1 + rate)


def inner_rate(at: At, flows: Result, guess: float = 0.1) -> Value:
    found = _both_ways(numbers(at, (as_grid(flows),)))
    at.world.spend(len(found) * _STEPS)
    return _root(at, lambda rate: _discounted(rate, found), guess)


def modified_rate(at: At, flows: Result, cost: float, gain: float) -> Value:
    found = numbers(at, (as_grid(flows),))
    if not found or min(found) >= 0 or max(found) <= 0:
        raise Fault(DIV)
    paid = _discounted(cost, [min(flow, 0) for flow in found])
    earned = _discounted(gain, [max(flow, 0) for flow in found]) * raised(1 + gain, len(found) - 1)
    return raised(earned / -paid, 1 / (len(found) - 1)) - 1


def dated_worth(at: At, rate: float, flows: Result, days: Result) -> Value:
    if rate <= -1:
        raise Fault(NUM)
    found, years = _dated(at, flows, days)
    return _at_times(rate, found, years)


def dated_rate(at: At, flows: Result, days: Result, guess: float = 0.1) -> Value:
    found, years = _dated(at, flows, days)
    _both_ways(found)
    at.world.spend(len(found) * _STEPS * 4)
    return _root(at, lambda rate: _at_times(rate, found, years), guess)


def straight_wear(at: At, cost: float, rest: float, life: float) -> Value:
    return (cost - rest) / life if life else DIV


def falling_wear(at: At, cost: float, rest: float, life: float, period: float) -> Value:
    """SYD: less every year, by the sum of the years' digits."""
    if not 0 < period <= life:
        raise Fault(NUM)
    return (cost - rest) * (life - period + 1) * 2 / (life * (life + 1))


def declining_wear(at: At, cost: float, rest: float, life: float, period: float, months: float = 12) -> Value:
    """DB: a fixed share, to three places, of what is left; the first year may have fewer months."""
    length, number = whole(months), whole(period)
    last = life + (length < 12)
    if cost < 0 or rest < 0 or life <= 0 or not 1 <= length <= 12 or not 1 <= number <= last or life > _MOST:
        raise Fault(NUM)
    if cost == 0:
        return 0
    share = round(1 - raised(rest / cost, 1 / life), 3)
    worn = cost * share * length / 12
    if number == 1:
        return worn
    left = (cost - worn) * raised(1 - share, number - 2)
    return left * share * ((12 - length) / 12 if number > life else 1)


def doubly_declining_wear(
    at: At, cost: float, rest: float, life: float, period: float, factor: float = 2
) -> Value:
    """DDB: twice the even share of what is left, never below the rest."""
    if cost < 0 or rest < 0 or life <= 0 or factor <= 0 or not 1 <= period <= life:
        raise Fault(NUM)
    share = min(factor / life, 1)
    before = max(cost * raised(1 - share, period - 1), rest) if period > 1 else cost
    return max(before - max(before * (1 - share), rest), 0)


def effective(at: At, rate: float, times: float) -> Value:
    count = whole(times)
    if rate <= 0 or count < 1:
        raise Fault(NUM)
    return raised(1 + rate / count, count) - 1


def nominal(at: At, rate: float, times: float) -> Value:
    count = whole(times)
    if rate <= 0 or count < 1:
        raise Fault(NUM)
    return count * (raised(1 + rate, 1 / count) - 1)


def even_rate(at: At, periods: float, now: float, later: float) -> Value:
    if periods <= 0 or now == 0 or later / now < 0:
        raise Fault(NUM)
    return raised(later / now, 1 / periods) - 1


def duration(at: At, rate: float, now: float, later: float) -> Value:
    if min(rate, now, later) <= 0:
        raise Fault(NUM)
    return math.log(later / now) / math.log1p(rate)


def scheduled(at: At, now: float, rates: Result) -> Value:
    return now * math.prod(1 + rate for rate in numbers(at, (as_grid(rates),)))


def _later(rate: float, periods: float, paid: float, now: float, early: bool) -> float:
    return -(now * raised(1 + rate, periods) + paid * _pile(rate, periods, early))


def _payment(rate: float, periods: float, now: float, later: float, early: bool) -> float:
    if periods == 0 or rate <= -1:
        raise Fault(NUM)
    return -(now * raised(1 + rate, periods) + later) / _pile(rate, periods, early)


def _interest(rate: float, period: float, periods: float, now: float, later: float, early: bool) -> float:
    """The interest in one period's payment."""
    if early and period == 1:
        return 0.0
    paid = _payment(rate, periods, now, later, early)
    left = _later(rate, period - 1 - early, paid, now, early)
    return (left - paid if early else left) * rate


def _pile(rate: float, periods: float, early: bool) -> float:
    """What payments of 1 come to."""
    if rate == 0:
        return periods
    return math.expm1(periods * math.log1p(rate)) / rate * (1 + rate * early)


def _span(at: At, rate: float, periods: float, now: float, first: float, last: float) -> range:
    start, end = whole(first), whole(last)
    if rate <= 0 or now <= 0 or not 1 <= start <= end <= periods:
        raise Fault(NUM)
    at.world.spend(30 * (end - start + 1))
    return range(start, end + 1)


def _discounted(rate: float, flows: list[float]) -> float:
    total, share = 0.0, 1.0
    for flow in flows:
        total += flow * share
        share /= 1 + rate
    return total


def _at_times(rate: float, flows: list[float], years: list[float]) -> float:
    return math.fsum(flow / raised(1 + rate, time) for flow, time in zip(flows, years, strict=True))


def _dated(at: At, flows: Result, days: Result) -> tuple[list[float], list[float]]:
    """Payments with the years since the first of them."""
    found = numbers(at, (as_grid(flows),))
    dates: list[date] = [day_of(value) for value in numbers(at, (as_grid(days),))]
    if not found or len(found) != len(dates) or min(dates) < dates[0]:
        raise Fault(NUM)
    return found, [(day - dates[0]).days / 365 for day in dates]


def _both_ways(flows: list[float]) -> list[float]:
    """Raises Fault unless money comes and goes."""
    if not flows or min(flows) >= 0 or max(flows) <= 0:
        raise Fault(NUM)
    return flows


def _root(at: At, left: Callable[[float], float], guess: float) -> float:
    """The rate at which nothing is left: from a guess on, then between two signs. Raises Fault."""
    at.world.spend(4 * _STEPS)
    first, second = guess, guess + 0.01
    for _ in range(_STEPS // 2):
        one, other = left(first), left(second)
        if abs(second - first) < _NEAR:
            return second
        if one == other:
            break
        first, second = second, second - other * (second - first) / (other - one)
        if second <= -1:
            break
    marks = (-0.99, -0.9, -0.5, 0.0, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 100, 1000)
    for low, high in pairwise(marks):
        if left(low) * left(high) <= 0:
            return _between(left, low, high)
    raise Fault(NUM)


def _between(left: Callable[[float], float], low: float, high: float) -> float:
    falling = left(low) > 0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if (left(middle) > 0) == falling:
            low = middle
        else:
            high = middle
    return (low + high) / 2


FUNCTIONS = {
    "FV": Function(worth_later, "nnnnn", 3),
    "PV": Function(worth_now, "nnnnn", 3),
    "PMT": Function(payment, "nnnnn", 3),
    "IPMT": Function(interest, "nnnnnn", 4),
    "PPMT": Function(principal, "nnnnnn", 4),
    "CUMIPMT": Function(interest_between, "nnnnnn"),
    "CUMPRINC": Function(principal_between, "nnnnnn"),
    "NPER": Function(periods_of, "nnnnn", 3),
    "RATE": Function(rate_of, "nnnnnn", 3),
    "NPV": Function(net_worth, "na", repeat=1),
    "IRR": Function(inner_rate, "an", 1),
    "MIRR": Function(modified_rate, "ann"),
    "XNPV": Function(dated_worth, "naa"),
    "XIRR": Function(dated_rate, "aan", 2),
    "SLN": Function(straight_wear, "nnn"),
    "SYD": Function(falling_wear, "nnnn"),
    "DB": Function(declining_wear, "nnnnn", 4),
    "DDB": Function(doubly_declining_wear, "nnnnn", 4),
    "EFFECT": Function(effective, "nn"),
    "NOMINAL": Function(nominal, "nn"),
    "RRI": Function(even_rate, "nnn"),
    "PDURATION": Function(duration, "nnn"),
    "FVSCHEDULE": Function(scheduled, "na"),
}
