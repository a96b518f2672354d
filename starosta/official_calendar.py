"""The state's production calendar as the package `holidays` knows it; what it means for a school is in
`rules.calendar`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from .rules.calendar import OfficialYear

_MOVED_FROM = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})")
_OBSERVED = re.compile(r" \(выходной\)$")
_ONE_DAY = timedelta(days=1)


def official_year(year: int) -> OfficialYear | None:
    """The decreed days off of a year; None while its decree is unknown to the installed package.

    A decree moves days every year, because 1–8 January always hold a Saturday and a Sunday (Labour Code,
    art. 112): a year without a single moved day is one whose decree is not out yet.
    """
    import holidays  # a quarter of a second that only those who need a calendar should pay

    found = holidays.country_holidays("RU", years=year, language="ru")
    names = dict(sorted((day, name) for day, name in found.items() if day.year == year))
    decreed = dict(_decreed(names))
    if not decreed:
        return None
    moved = {**decreed, **dict(_observed(names))}
    working = frozenset(day for day in found.weekend_workdays if day.year == year)
    return OfficialYear(year, names, moved, working, _shortened(names, moved, working))


def _decreed(names: Mapping[date, str]) -> Iterator[tuple[date, date]]:
    """Days off moved by the year's decree, with the days they are moved from."""
    for day, name in names.items():
        if source := _MOVED_FROM.search(name):
            yield day, date(int(source[3]), int(source[2]), int(source[1]))


def _observed(names: Mapping[date, str]) -> Iterator[tuple[date, date]]:
    """Days off that follow a holiday on a Saturday or a Sunday, with that holiday."""
    for day, name in names.items():
        if _OBSERVED.search(name):
            earlier = (day - back * _ONE_DAY for back in range(1, 4))
            yield from (
                (day, holiday) for holiday in earlier if names.get(holiday) == _OBSERVED.sub("", name)
            )


def _shortened(
    names: Mapping[date, str], moved: Mapping[date, date], working: frozenset[date]
) -> frozenset[date]:
    """Working days of a five-day week directly before a holiday (art. 95), also those that a decree
    exchanged with such a day."""
    year = next(iter(names)).year
    holidays = [*(day for day in names if day not in moved), date(year + 1, 1, 1)]
    eves = {day - _ONE_DAY for day in holidays if (day - _ONE_DAY).year == year}
    exchanged = {moved[eve] for eve in eves if eve in moved and moved[eve] in working}
    ordinary = {eve for eve in eves if eve not in names and (eve.weekday() < 5 or eve in working)}
    return frozenset(ordinary | exchanged)
