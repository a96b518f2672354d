"""The state's calendar as the package gives it."""

from __future__ import annotations

from datetime import date

import pytest

from starosta.official_calendar import official_year
from starosta.rules.calendar import OfficialYear


def known(year: int) -> OfficialYear:
    found = official_year(year)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("day", "source"),
    [
        (date(2026, 1, 9), date(2026, 1, 3)),
        (date(2026, 3, 9), date(2026, 3, 8)),
        (date(2026, 5, 11), date(2026, 5, 9)),
        (date(2026, 12, 31), date(2026, 1, 4)),
        (date(2023, 11, 6), date(2023, 11, 4)),
        (date(2026, 5, 1), None),
    ],
)
def test_a_moved_day_off_knows_where_it_comes_from(day: date, source: date | None) -> None:
    year = known(day.year)
    assert day in year.days_off
    assert year.moved.get(day) == source


@pytest.mark.parametrize(
    ("year", "working"),
    [
        (2024, {date(2024, 4, 27), date(2024, 11, 2), date(2024, 12, 28)}),
        (2025, {date(2025, 11, 1)}),
        (2026, set()),
    ],
)
def test_working_saturdays(year: int, working: set[date]) -> None:
    assert known(year).working == working


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2023, ["22.02", "07.03", "03.11"]),
        (2024, ["22.02", "07.03", "08.05", "11.06", "02.11"]),
        (2025, ["07.03", "30.04", "11.06", "01.11"]),
        (2026, ["30.04", "08.05", "11.06", "03.11"]),
    ],
)
def test_shortened_days(year: int, days: list[str]) -> None:
    assert [f"{day:%d.%m}" for day in sorted(known(year).shortened)] == days


def test_names_are_russian() -> None:
    assert known(2026).days_off[date(2026, 6, 12)] == "День России"


@pytest.mark.parametrize("year", [2040, 2099])
def test_a_year_without_a_decree_is_unknown(year: int) -> None:
    assert official_year(year) is None
