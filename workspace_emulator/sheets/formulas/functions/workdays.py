"""Working days: counted between two dates, and so many after a date."""

from __future__ import annotations

from datetime import date, timedelta

from ...book.cell import ErrorValue, Value
from ..amounts import is_number, whole
from ..faults import NUM, VALUE, Fault
from ..function import Function
from ..grids import Result, as_grid
from ..world import At
from .calendar import day_of, shown

_SPANS = {
    1: "0000011", 2: "1000001", 3: "1100000", 4: "0110000", 5: "0011000", 6: "0001100", 7: "0000110",
    11: "0000001", 12: "1000000", 13: "0100000", 14: "0010000", 15: "0001000", 16: "0000100", 17: "0000010",
}  # fmt: skip
_FARTHEST = 1_000_000


def between(at: At, start: float, end: float, holidays: Result = None) -> Value:
    return between_with(at, start, end, None, holidays)


def between_with(at: At, start: float, end: float, weekend: Value = None, holidays: Result = None) -> Value:
    """Both ends counted; below zero when the end comes first."""
    first, last = day_of(start), day_of(end)
    free, off = _weekend(weekend), _days(holidays)
    if "0" not in free:
        return 0
    sign = 1 if first <= last else -1
    first, last = min(first, last), max(first, last)
    days = (last - first).days + 1
    weeks, rest = divmod(days, 7)
    count = weeks * free.count("0") + sum(
        free[(first.weekday() + number) % 7] == "0" for number in range(rest)
    )
    return sign * (count - sum(first <= day <= last and free[day.weekday()] == "0" for day in off))


def after(at: At, start: float, days: float, holidays: Result = None) -> Value:
    return after_with(at, start, days, None, holidays)


def after_with(at: At, start: float, days: float, weekend: Value = None, holidays: Result = None) -> Value:
    day = day_of(start)
    free, off = _weekend(weekend), _days(holidays)
    if "0" not in free:
        raise Fault(VALUE)
    left = whole(days)
    if abs(left) > _FARTHEST:
        raise Fault(NUM)
    step = timedelta(days=1 if left > 0 else -1)
    at.world.spend(abs(left))
    try:
        while left:
            day += step
            if free[day.weekday()] == "0" and day not in off:
                left -= 1 if left > 0 else -1
    except OverflowError:
        raise Fault(NUM) from None
    return shown(day)


def _weekend(given: Value) -> str:
    """Seven signs from Monday on, 1 for a free day."""
    if given is None:
        return _SPANS[1]
    found = given if isinstance(given, str) else _SPANS.get(int(given)) if is_number(given) else None  # type: ignore[arg-type]
    if found is None:
        raise Fault(NUM)
    if len(found) != 7 or set(found) - {"0", "1"}:
        raise Fault(VALUE)
    return found


def _days(holidays: Result) -> set[date]:
    found = set()
    for value in as_grid(holidays).cells():
        if isinstance(value, ErrorValue):
            raise Fault(value)
        if isinstance(value, str) and value:
            raise Fault(VALUE)
        if is_number(value):
            found.add(day_of(value))  # type: ignore[arg-type]
    return found


FUNCTIONS = {
    "NETWORKDAYS": Function(between, "nna", 2),
    "NETWORKDAYS.INTL": Function(between_with, "nnsa", 2),
    "WORKDAY": Function(after, "nna", 2),
    "WORKDAY.INTL": Function(after_with, "nnsa", 2),
}
