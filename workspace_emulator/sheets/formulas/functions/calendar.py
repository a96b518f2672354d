"""Dates and times: made, taken apart, counted between."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from ...book.cell import Value
from ...values import serial
from ..amounts import DATES, Shown, format_kind, whole
from ..faults import NUM, VALUE, Fault, fail
from ..function import Function
from ..world import At

DATE = {"type": "DATE"}
TIME = {"type": "TIME"}
DATE_TIME = {"type": "DATE_TIME"}
_LAST_YEAR = 9999
_EPOCH = serial.of_date(date(1970, 1, 1))


def day_of(value: float) -> date:
    """The day a serial number means. Raises Fault."""
    found = serial.moment(value)
    if found is None:
        raise Fault(NUM)
    return found.date()


def shown(day: date) -> Shown:
    """A day as a value that shows as a date."""
    return Shown(serial.of_date(day), DATE)


def make_date(at: At, year: float, month: float, day: float) -> Value:
    years, months = whole(year), whole(month)
    if years < 0:
        raise Fault(NUM)
    if years < 1900:
        years += 1900
    return shown(_month(years, months) + _days(whole(day) - 1))


def make_time(at: At, hours: float, minutes: float, seconds: float) -> Value:
    total = whole(hours) * 3600 + whole(minutes) * 60 + whole(seconds)
    if total < 0:
        raise Fault(NUM)
    return Shown(total % serial.DAY_SECONDS / serial.DAY_SECONDS, TIME)


def date_value(at: At, value: Value) -> Value:
    if isinstance(value, Shown) and format_kind(value) in DATES:
        return int(value)
    found = at.parsed(value) if isinstance(value, str) else None
    if format_kind(found) not in ("DATE", "DATE_TIME"):
        fail(VALUE, "The value cannot be parsed to a date.")
    return int(found)  # type: ignore[arg-type]


def time_value(at: At, value: Value) -> Value:
    found = at.parsed(value) if isinstance(value, str) else value
    if format_kind(found) not in DATES:
        fail(VALUE, "The value cannot be parsed to a time.")
    return float(found) % 1  # type: ignore[arg-type]


def seconds_of(value: float) -> int:
    """The whole seconds since midnight, rounded."""
    return round(value % 1 * serial.DAY_SECONDS) % serial.DAY_SECONDS


def weekday(at: At, value: float, kind: float = 1) -> Value:
    day = day_of(value).weekday()
    if int(kind) == 3:
        return day
    first = _first_day(int(kind))
    return (day - first) % 7 + 1


def week_number(at: At, value: float, kind: float = 1) -> Value:
    day = day_of(value)
    if int(kind) == 21:
        return day.isocalendar().week
    start = day.replace(month=1, day=1)
    lead = (start.weekday() - _first_day(int(kind))) % 7
    return ((day - start).days + lead) // 7 + 1


def shifted(at: At, value: float, months: float) -> Value:
    day = day_of(value)
    first = _month(day.year, day.month + whole(months))
    return shown(first.replace(day=min(day.day, calendar.monthrange(first.year, first.month)[1])))


def month_end(at: At, value: float, months: float) -> Value:
    day = day_of(value)
    first = _month(day.year, day.month + whole(months))
    return shown(first.replace(day=calendar.monthrange(first.year, first.month)[1]))


def difference(at: At, start: float, end: float, unit: str) -> Value:
    first, last = day_of(start), day_of(end)
    if first > last:
        raise Fault(NUM)
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    kind = unit.upper()
    if kind == "D":
        return (last - first).days
    if kind == "M":
        return months
    if kind == "Y":
        return months // 12
    if kind == "YM":
        return months % 12
    if kind == "MD":
        return (last - _same_day(first, months)).days
    if kind == "YD":
        return (last - _same_day(first, months // 12 * 12)).days
    return fail(NUM, f"DATEDIF knows no unit '{unit}'.")


def year_part(at: At, start: float, end: float, basis: float = 0) -> Value:
    first, last = sorted((day_of(start), day_of(end)))
    kind = int(basis)
    if kind in (0, 4):
        days = (last.year - first.year) * 360 + (last.month - first.month) * 30
        from_day = min(first.day, 30)
        to_day = min(last.day, 30) if kind == 4 or from_day == 30 else last.day
        return (days + to_day - from_day) / 360
    if kind == 1:
        years = last.year - first.year + 1
        length = (
            sum(366 if calendar.isleap(year) else 365 for year in range(first.year, last.year + 1)) / years
        )
        return (last - first).days / length
    if kind not in (2, 3):
        raise Fault(NUM)
    return (last - first).days / (360 if kind == 2 else 365)


def banking_days(at: At, start: float, end: float, european: bool = False) -> Value:
    """DAYS360: days between two dates as if all months had thirty, the US way or the European."""
    first, last = day_of(start), day_of(end)
    ends = first.day == calendar.monthrange(first.year, first.month)[1]
    from_day = min(first.day, 30) if european or not ends else 30
    to_day = min(last.day, 30) if european or from_day == 30 else last.day
    return (last.year - first.year) * 360 + (last.month - first.month) * 30 + to_day - from_day


def of_epoch(at: At, stamp: float, unit: float = 1) -> Value:
    """EPOCHTODATE: so many seconds (unit 1), milliseconds (2) or microseconds (3) after 1970, in UTC."""
    if stamp < 0 or int(unit) not in (1, 2, 3):
        raise Fault(NUM)
    days = stamp / 1000 ** (int(unit) - 1) / serial.DAY_SECONDS
    if serial.moment(_EPOCH + days) is None:
        raise Fault(NUM)
    return Shown(_EPOCH + days, DATE_TIME)


def _same_day(day: date, months: int) -> date:
    first = _month(day.year, day.month + months)
    return first + timedelta(days=min(day.day, calendar.monthrange(first.year, first.month)[1]) - 1)


def _month(year: int, month: int) -> date:
    """The first day of a month; months may pass the year's ends. Raises Fault."""
    years, rest = divmod(month - 1, 12)
    if not 1 <= year + years <= _LAST_YEAR:
        raise Fault(NUM)
    return date(year + years, rest + 1, 1)


def _days(count: int) -> timedelta:
    if abs(count) > 3_000_000:
        raise Fault(NUM)
    return timedelta(days=count)


def _first_day(kind: int) -> int:
    """The weekday a week begins with, Monday 0."""
    if kind in (1, 2):
        return 6 if kind == 1 else 0
    if not 11 <= kind <= 17:
        raise Fault(NUM)
    return kind - 11


FUNCTIONS = {
    "TODAY": Function(lambda at: shown(at.world.today), ""),
    "NOW": Function(lambda at: Shown(at.world.now, DATE_TIME), ""),
    "DATE": Function(make_date, "nnn"),
    "TIME": Function(make_time, "nnn"),
    "DATEVALUE": Function(date_value, "s"),
    "TIMEVALUE": Function(time_value, "s"),
    "TO_DATE": Function(lambda at, value: Shown(value, DATE), "n"),
    "YEAR": Function(lambda at, value: day_of(value).year, "n"),
    "MONTH": Function(lambda at, value: day_of(value).month, "n"),
    "DAY": Function(lambda at, value: day_of(value).day, "n"),
    "HOUR": Function(lambda at, value: seconds_of(value) // 3600, "n"),
    "MINUTE": Function(lambda at, value: seconds_of(value) // 60 % 60, "n"),
    "SECOND": Function(lambda at, value: seconds_of(value) % 60, "n"),
    "WEEKDAY": Function(weekday, "nn", 1),
    "WEEKNUM": Function(week_number, "nn", 1),
    "ISOWEEKNUM": Function(lambda at, value: day_of(value).isocalendar().week, "n"),
    "EDATE": Function(shifted, "nn"),
    "EOMONTH": Function(month_end, "nn"),
    "DAYS": Function(lambda at, end, start: int(end // 1 - start // 1), "nn"),
    "DAYS360": Function(banking_days, "nnb", 2),
    "EPOCHTODATE": Function(of_epoch, "nn", 1),
    "DATEDIF": Function(difference, "nnt"),
    "YEARFRAC": Function(year_part, "nnn", 2),
}
