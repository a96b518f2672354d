"""What a tick costs in calls, counted on the way to the workspace for a small college. Never times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from benchmarks import counted
from benchmarks.college import College, Size, college
from benchmarks.counted import READ, WRITE, Log
from benchmarks.day import Minute, bytes_read, methods, minutes, most_per_file, one
from starosta.google.drive import SPREADSHEET

WEDNESDAY = date(2026, 11, 11)
SMALL, LARGER = Size(3, 3, 4), Size(6, 6, 4)
SPARSE = [time(9, 30), time(14, 55)]
MEASURED = [time(8), time(8, 5), time(8, 6), time(8, 20), time(9, 11), time(9, 12), time(9, 30), time(14, 50)]
BUSY = [time(8, minute) for minute in (0, 5, 20)] + [time(9, minute) for minute in range(4, 22)]
EVENING = [time(14, minute) for minute in range(0, 60, 10)]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[College, Log]]:
    with college(tmp_path / "school", SMALL, datetime.combine(WEDNESDAY, time(7, 30))) as found:
        yield found, counted.count(found.known.gate.door.account)


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> list[Minute]:
    """The busiest minutes of a day: answers come, a student is enrolled, letters go, sheets are filled."""
    folder = tmp_path_factory.mktemp("busy") / "school"
    with college(folder, SMALL, datetime.combine(WEDNESDAY, time(7, 30))) as found:
        log = counted.count(found.known.gate.door.account)
        return list(minutes(found, log, WEDNESDAY, [*BUSY, *EVENING]))


def test_a_busy_day_does_its_work(busy: list[Minute]) -> None:
    assert [minute.failures for minute in busy] == [()] * len(busy)
    assert sum(minute.cells for minute in busy) > 0
    assert sum(minute.letters for minute in busy) > 0


def test_a_quiet_tick_makes_two_calls_at_most(opened: tuple[College, Log]) -> None:
    found, log = opened
    start = datetime.combine(WEDNESDAY, time(10, 30))
    one(found, log, start)
    still = [one(found, log, start + timedelta(minutes=n)) for n in range(1, 16)]
    assert [minute.acted for minute in still] == [False] * 15
    assert max(minute.calls for minute in still) == 2
    assert methods(still).keys() == {"drive.files.list", "forms.forms.responses.list"}


@pytest.mark.parametrize(
    ("kind", "method"),
    [
        (READ, "sheets.spreadsheets"),
        (READ, "forms.forms.responses.list"),
        (READ, "forms.forms.get"),
        (WRITE, "sheets.spreadsheets"),
        (WRITE, "forms.forms"),
    ],
)
def test_a_tick_reads_and_writes_each_file_once_at_most(busy: list[Minute], kind: str, method: str) -> None:
    assert most_per_file(busy, kind, method) == 1


def test_more_staff_means_more_letters_but_no_more_reading_or_writing(tmp_path: Path) -> None:
    found = []
    for size in (SMALL, LARGER):
        with college(tmp_path / str(size.masters), size, datetime.combine(WEDNESDAY, time(7, 30))) as opened:
            log = counted.count(opened.known.gate.door.account)
            moments = [time(8), time(8, 5), time(8, 20), time(9, 30), time(14, 50)]
            day = list(minutes(opened, log, WEDNESDAY, moments))
            found.append((sum(minute.letters for minute in day), [besides_mail(minute) for minute in day]))
    (few, reading), (many, reading_for_more) = found
    assert many > few
    assert reading_for_more == reading


def test_a_late_day_costs_no_more_than_an_early_one(opened: tuple[College, Log]) -> None:
    """Answers of the past lie in the forms, but those older than the open dates and the working day before
    them are neither read nor asked for again."""
    found, log = opened
    early, late = WEDNESDAY + timedelta(days=2), WEDNESDAY + timedelta(days=9)
    measured = {}
    for number in range(10):
        day = WEDNESDAY + timedelta(days=number)
        if day.weekday() != 6:
            measured[day] = list(minutes(found, log, day, MEASURED if day in (early, late) else SPARSE))
    answers = "forms.forms.responses.list"
    assert [methods([minute]) for minute in measured[late]] == [methods([m]) for m in measured[early]]
    assert bytes_read(measured[late], answers) == bytes_read(measured[early], answers)


def test_workbooks_of_past_months_are_not_looked_at(opened: tuple[College, Log]) -> None:
    found, log = opened
    one(found, log, datetime.combine(WEDNESDAY, time(10)))
    before = one(found, log, datetime.combine(WEDNESDAY, time(10, 20)))
    for month in range(1, 10):
        gate, school = found.known.gate, found.known.settings.id
        gate.files.create(SPREADSHEET, f"Посещаемость {month}", school, f"attendance/2026-{month:02}")
    after = one(found, log, datetime.combine(WEDNESDAY, time(10, 40)))
    assert methods([before])["drive.files.list"] == methods([after])["drive.files.list"] == 1
    assert bytes_read([after], "drive.files.list") == bytes_read([before], "drive.files.list")


def test_two_days_caught_up_in_one_tick_are_written_at_once(opened: tuple[College, Log]) -> None:
    found, log = opened
    one(found, log, datetime.combine(WEDNESDAY, time(8)))
    found.at(datetime.combine(WEDNESDAY, time(9)))
    found.act("monitoring", 1, WEDNESDAY)
    thursday = WEDNESDAY + timedelta(days=1)
    found.at(datetime.combine(thursday, time(9)))
    found.act("monitoring", 1, thursday)
    minute = one(found, log, datetime.combine(thursday, time(9, 1)))
    assert minute.failures == ()
    assert counted.most(counted.per_file(minute.exchanges, WRITE)) == 1
    (book,) = [
        file for file in found.known.gate.files.ours(found.known.settings.id) if file.blank[:3] == "att"
    ]
    tab = found.known.gate.sheets.read(book.id).tab(SMALL.group_codes[1])
    assert tab is not None
    assert tab.rows[0] == ("Код", "Фамилия Имя Отчество", "11.11 · 1", "12.11 · 1")
    assert [row[2:] for row in tab.rows[1:] if row[2:]] == marks(WEDNESDAY, thursday)


def marks(*days: date) -> list[tuple[str | None, ...]]:
    """The cells of the students whom `College.act` calls absent on two days, in the order of their rows."""
    rows = [[None, None] for _ in range(SMALL.students)]
    for place, day in enumerate(days):
        rows[(1 + day.toordinal()) % SMALL.students][place] = "н"  # type: ignore[call-overload]
    return [tuple(row) if row[1] else (row[0],) for row in rows if any(row)]


def besides_mail(minute: Minute) -> Counter[str]:
    made = methods([minute])
    return Counter({method: number for method, number in made.items() if not method.startswith("gmail.")})
