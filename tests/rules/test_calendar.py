"""Days of five-day and six-day weeks over whole years of the real calendar, and the sheet that beats it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest

from starosta.official_calendar import official_year
from starosta.rules import calendar
from starosta.rules.calendar import Day, DayKind, OfficialYear, Override
from starosta.rules.people import Span
from starosta.rules.problems import Place, Problem
from tests.cast import MONDAY, PROFILES, SATURDAY, SUNDAY, WEDNESDAY

OFFICIAL = {
    number: year for number in (2021, 2024, 2025, 2026, 2027) if (year := official_year(number)) is not None
}
ONE_DAY = timedelta(days=1)
NOVEMBER = Span(date(2026, 11, 1), date(2026, 11, 30))


def days(week: int = 6, overrides: tuple[Override, ...] = ()) -> Callable[[date], Day]:
    return partial(
        calendar.day,
        week=week,
        official=OFFICIAL,
        overrides=overrides,
        usual=DayKind.DISTANCE,
        profiles=PROFILES,
    )


def working(year: int, week: int) -> set[date]:
    return set(calendar.working_days(date(year, 1, 1), date(year, 12, 31), days(week)))


@pytest.mark.parametrize(
    ("year", "differing"),
    [
        (2021, "22.02 03.05 14.06 05.11"),
        (2024, "29.04 30.04 10.05 30.12"),
        (2025, "02.05 13.06 03.11"),
        (2026, "09.01 11.05"),
        (2027, "22.02 03.05 14.06 05.11"),
    ],
)
def test_days_off_that_only_a_five_day_week_has(year: int, differing: str) -> None:
    only_in_six = sorted(day for day in working(year, 6) - working(year, 5) if day.weekday() != 5)
    assert " ".join(f"{day:%d.%m}" for day in only_in_six) == differing
    assert working(year, 5) - working(year, 6) == set()


@pytest.mark.parametrize("year", [2021, 2024, 2025, 2026, 2027])
def test_in_a_six_day_week_every_saturday_works_but_the_holidays(year: int) -> None:
    every = (
        date(year, 1, 1) + number * ONE_DAY
        for number in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
    )
    idle = {day for day in every if day.weekday() == 5} - working(year, 6)
    holidays = {(1, number) for number in range(1, 9)} | {(2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)}
    assert {(day.month, day.day) for day in idle} <= holidays


@pytest.mark.parametrize(("year", "week", "number"), [(2024, 5, 248), (2025, 5, 247), (2026, 5, 247)])
def test_working_days_of_a_year(year: int, week: int, number: int) -> None:
    assert len(working(year, week)) == number


@pytest.mark.parametrize(
    ("day", "week", "expected"),
    [
        (
            date(2026, 1, 9),
            5,
            Day(date(2026, 1, 9), DayKind.DAY_OFF, name="Выходной (перенесено с 03.01.2026)"),
        ),
        (date(2026, 1, 9), 6, Day(date(2026, 1, 9), DayKind.DISTANCE, "будни")),
        (date(2026, 1, 10), 5, Day(date(2026, 1, 10), DayKind.DAY_OFF)),
        (date(2026, 1, 10), 6, Day(date(2026, 1, 10), DayKind.DISTANCE, "суббота")),
        (date(2025, 11, 1), 5, Day(date(2025, 11, 1), DayKind.DISTANCE, "суббота")),
        (date(2025, 11, 1), 6, Day(date(2025, 11, 1), DayKind.DISTANCE, "суббота")),
        (date(2026, 5, 9), 6, Day(date(2026, 5, 9), DayKind.DAY_OFF, name="День Победы")),
        (SUNDAY, 6, Day(SUNDAY, DayKind.DAY_OFF)),
        (date(2030, 6, 12), 6, Day(date(2030, 6, 12), DayKind.DAY_OFF)),
        (date(2030, 6, 13), 6, Day(date(2030, 6, 13), DayKind.DISTANCE, "будни")),
    ],
)
def test_one_day(day: date, week: int, expected: Day) -> None:
    assert days(week)(day) == expected


@pytest.mark.parametrize(
    ("override", "day", "expected"),
    [
        # the sheet beats the package, in both directions
        (
            Override(Span(MONDAY, MONDAY), DayKind.DAY_OFF, comment="Карантин"),
            MONDAY,
            Day(MONDAY, DayKind.DAY_OFF, name="Карантин"),
        ),
        (
            Override(Span(SUNDAY, SUNDAY), DayKind.ON_SITE, "будни"),
            SUNDAY,
            Day(SUNDAY, DayKind.ON_SITE, "будни"),
        ),
        (
            Override(Span(date(2026, 1, 9), date(2026, 1, 9)), DayKind.DAY_OFF),
            date(2026, 1, 9),
            Day(date(2026, 1, 9), DayKind.DAY_OFF),
        ),
        (
            Override(Span(MONDAY, MONDAY), DayKind.ON_SITE, "суббота", comment="Короткий день"),
            MONDAY,
            Day(MONDAY, DayKind.ON_SITE, "суббота", "Короткий день"),
        ),
        # a row of many days does not make people work on Sundays and holidays
        (Override(NOVEMBER, DayKind.VACATION), WEDNESDAY, Day(WEDNESDAY, DayKind.VACATION, "будни")),
        (Override(NOVEMBER, DayKind.VACATION), SUNDAY, Day(SUNDAY, DayKind.DAY_OFF)),
        (
            Override(NOVEMBER, DayKind.ON_SITE),
            date(2026, 11, 4),
            Day(date(2026, 11, 4), DayKind.DAY_OFF, name="День народного единства"),
        ),
        # a row about groups only takes the groups out
        (
            Override(NOVEMBER, DayKind.PRACTICE, groups=("ПК-11",)),
            MONDAY,
            Day(MONDAY, DayKind.DISTANCE, "будни", off_groups=frozenset({"ПК-11"})),
        ),
        (
            Override(NOVEMBER, DayKind.DAY_OFF, groups=("ПК-11", "ЭМ-21")),
            SATURDAY,
            Day(SATURDAY, DayKind.DISTANCE, "суббота", off_groups=frozenset({"ПК-11", "ЭМ-21"})),
        ),
    ],
)
def test_the_sheet_beats_the_state(override: Override, day: date, expected: Day) -> None:
    assert days(6, (override,))(day) == expected


def test_the_narrower_row_wins_and_of_equal_rows_the_lower() -> None:
    rows = (
        Override(Span(MONDAY, MONDAY), DayKind.DAY_OFF),
        Override(Span(MONDAY, MONDAY), DayKind.ON_SITE),
        Override(NOVEMBER, DayKind.VACATION),
    )
    assert days(6, rows)(MONDAY).kind is DayKind.ON_SITE


@pytest.mark.parametrize(
    ("day", "week", "before", "after", "month_end"),
    [
        (MONDAY, 6, date(2026, 11, 7), date(2026, 11, 10), date(2026, 11, 30)),
        (MONDAY, 5, date(2026, 11, 6), date(2026, 11, 10), date(2026, 11, 30)),
        (date(2026, 1, 9), 5, date(2025, 12, 30), date(2026, 1, 12), date(2026, 1, 30)),
        (date(2026, 1, 9), 6, date(2025, 12, 30), date(2026, 1, 10), date(2026, 1, 31)),
        (date(2026, 12, 1), 6, date(2026, 11, 30), date(2026, 12, 2), date(2026, 12, 30)),
        (date(2027, 2, 28), 6, date(2027, 2, 27), date(2027, 3, 1), date(2027, 2, 27)),
    ],
)
def test_neighbouring_working_days(day: date, week: int, before: date, after: date, month_end: date) -> None:
    assert calendar.previous_working_day(day, days(week)) == before
    assert calendar.next_working_day(day, days(week)) == after
    assert calendar.last_working_day_of_month(day, days(week)) == month_end


def test_a_school_that_never_works_has_no_working_days() -> None:
    closed = days(6, (Override(Span(date(2020, 1, 1)), DayKind.DAY_OFF),))
    assert calendar.next_working_day(MONDAY, closed) is None
    assert calendar.previous_working_day(MONDAY, closed) is None
    assert calendar.last_working_day_of_month(MONDAY, closed) is None


def test_a_year_nobody_knows_is_a_problem() -> None:
    assert calendar.unknown_years((2026, 2030), OFFICIAL) == (
        Problem("roster.year_unknown", {"year": 2030}, Place("school", "calendar")),
    )


def test_an_official_year_needs_no_package() -> None:
    decree = OfficialYear(2030, {date(2030, 5, 2): "Выходной"}, {date(2030, 5, 2): date(2030, 1, 5)})
    assert calendar.is_day_off(date(2030, 5, 2), 5, {2030: decree})
    assert not calendar.is_day_off(date(2030, 5, 2), 6, {2030: decree})
