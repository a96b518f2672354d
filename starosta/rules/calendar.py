"""What kind of day a date is: the state's production calendar for 5/2 and 6/1 weeks, beaten by the school's
sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import timedelta
from enum import StrEnum

from .people import Span
from .problems import Place, Problem

SATURDAY, SUNDAY = 5, 6
_ONE_DAY = timedelta(days=1)
_SEARCH = 370
_FIXED_HOLIDAYS = frozenset(
    [*((1, day) for day in range(1, 9)), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)]
)


class DayKind(StrEnum):
    """Kinds of day; the words people see are in `words.toml` [day_kinds]."""

    ON_SITE = "on_site"  # очно
    DISTANCE = "distance"  # дистант
    PRACTICE = "practice"  # практика: people work, the named groups have no lessons here
    VACATION = "vacation"  # каникулы: staff work, no lessons
    DAY_OFF = "day_off"  # выходной


@dataclass(frozen=True)
class OfficialYear:
    """What the state decreed for one year: `days_off` of a five-day week that are no plain Saturdays and
    Sundays, with their names; `moved` gives, for a day off moved from another day (a Monday after a holiday
    on a Saturday included), that day; `working` are Saturdays and Sundays made working; `shortened` are the
    working days one hour shorter."""

    year: int
    days_off: Mapping[Date, str] = field(default_factory=dict)
    moved: Mapping[Date, Date] = field(default_factory=dict)
    working: frozenset[Date] = frozenset()
    shortened: frozenset[Date] = frozenset()


@dataclass(frozen=True)
class Override:
    """A row of the sheet «Календарь»: it beats the state's calendar. Empty `groups` means the whole
    school."""

    span: Span
    kind: DayKind
    profile: str = ""
    groups: tuple[str, ...] = ()
    comment: str = ""


@dataclass(frozen=True)
class Day:
    """One date as the school lives it. `profile` names a bell profile; `off_groups` have no lessons
    (practice)."""

    date: Date
    kind: DayKind
    profile: str = ""
    name: str = ""
    off_groups: frozenset[str] = frozenset()

    @property
    def working(self) -> bool:
        return self.kind is not DayKind.DAY_OFF


def day(
    date: Date,
    week: int,
    official: Mapping[int, OfficialYear],
    overrides: Sequence[Override],
    usual: DayKind,
    profiles: Mapping[int, str],
) -> Day:
    """What a date is for a school with a `week` of 5 or 6 working days.

    `usual` is the kind of an ordinary working day, `profiles` the bell profile of each weekday (Monday is
    0). The sheet beats the state: of the rows about a date the one with the fewest days wins, of equal ones
    the lower. A row of several days does not make days off working, a row of one day does. Rows about groups
    only take those groups out.
    """
    name = "" if date.year not in official else official[date.year].days_off.get(date, "")
    off = is_day_off(date, week, official)
    override = _ruling(date, overrides, off)
    if override is not None:
        off = override.kind is DayKind.DAY_OFF
        name = override.comment
    if off:
        return Day(date, DayKind.DAY_OFF, name=name)
    kind = override.kind if override else usual
    profile = (override.profile if override else "") or profiles.get(date.weekday(), "")
    return Day(date, kind, profile, override.comment if override else "", _off_groups(date, overrides))


def is_day_off(date: Date, week: int, official: Mapping[int, OfficialYear]) -> bool:
    """Whether the state's calendar gives a rest on a date.

    Days moved from a Saturday, and Mondays for a holiday on a Saturday, do not exist in a six-day week,
    where Saturdays are working days anyway. Of a year nobody knows yet only the holidays of fixed date
    (Labour Code, art. 112) count.
    """
    year = official.get(date.year)
    if year is None:
        return (date.month, date.day) in _FIXED_HOLIDAYS or _is_weekend(date, week)
    if date in year.days_off and not (week == 6 and _is_from_saturday(year.moved.get(date))):
        return True
    return date not in year.working and _is_weekend(date, week)


def unknown_years(years: Iterable[int], official: Mapping[int, OfficialYear]) -> tuple[Problem, ...]:
    """A problem for each year whose transfers of days off are not known."""
    place = Place("school", "calendar")
    return tuple(
        Problem("roster.year_unknown", {"year": year}, place) for year in years if year not in official
    )


def working_days(start: Date, end: Date, day_of: Callable[[Date], Day]) -> Iterator[Date]:
    """The working days from `start` to `end`, both included; `day_of` is `day` with everything but the date
    filled in."""
    for offset in range((end - start).days + 1):
        if day_of(start + offset * _ONE_DAY).working:
            yield start + offset * _ONE_DAY


def next_working_day(date: Date, day_of: Callable[[Date], Day]) -> Date | None:
    """The first working day after a date; None if there is none within a year."""
    return next(working_days(date + _ONE_DAY, date + _SEARCH * _ONE_DAY, day_of), None)


def previous_working_day(date: Date, day_of: Callable[[Date], Day]) -> Date | None:
    """The last working day before a date; None if there is none within a year."""
    return _last_working_day(date - _ONE_DAY, _SEARCH, day_of)


def last_working_day_of_month(date: Date, day_of: Callable[[Date], Day]) -> Date | None:
    """The last working day of the date's month; None if the whole month is off."""
    next_month = (date.replace(day=28) + timedelta(days=4)).replace(day=1)
    last = next_month - _ONE_DAY
    return _last_working_day(last, last.day, day_of)


def _ruling(date: Date, overrides: Sequence[Override], off: bool) -> Override | None:
    """The row of the whole school that decides about a date."""
    about = [
        (_length(row.span), -place, row)
        for place, row in enumerate(overrides)
        if not row.groups
        and date in row.span
        and (not off or row.kind is DayKind.DAY_OFF or _length(row.span) == 1)
    ]
    return min(about, key=lambda found: found[:2])[2] if about else None


def _length(span: Span) -> int:
    if span.start is None or span.end is None:
        return (Date.max - Date.min).days
    return (span.end - span.start).days + 1


def _off_groups(date: Date, overrides: Sequence[Override]) -> frozenset[str]:
    lessonless = (DayKind.PRACTICE, DayKind.VACATION, DayKind.DAY_OFF)
    rows = (row for row in overrides if date in row.span and row.kind in lessonless)
    return frozenset(group for row in rows for group in row.groups)


def _is_weekend(date: Date, week: int) -> bool:
    return date.weekday() == SUNDAY or (date.weekday() == SATURDAY and week == 5)


def _is_from_saturday(moved: Date | None) -> bool:
    return moved is not None and moved.weekday() == SATURDAY


def _last_working_day(date: Date, within: int, day_of: Callable[[Date], Day]) -> Date | None:
    days = (date - offset * _ONE_DAY for offset in range(within))
    return next((day for day in days if day_of(day).working), None)
