"""What people write as a limit, and where it falls on a real day."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from starosta.rules.moments import Anchor, Frame, Moment, parse, resolve
from starosta.rules.plan import frame_of
from starosta.rules.timetable import Lesson
from starosta.rules.vocabulary import Vocabulary
from tests.cast import BELLS, FRIDAY, MONDAY, SATURDAY, WEDNESDAY, ZONE
from tests.rules.college import at, day_of

LESSON = Lesson(WEDNESDAY, 1, time(8, 30), time(14, 5), "ПК-11", "М-01")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8:15", Moment(Anchor.CLOCK, clock=time(8, 15))),
        ("08:15", Moment(Anchor.CLOCK, clock=time(8, 15))),
        ("08:15:00", Moment(Anchor.CLOCK, clock=time(8, 15))),
        ("8.15", Moment(Anchor.CLOCK, clock=time(8, 15))),
        (" в 8:15 ", Moment(Anchor.CLOCK, clock=time(8, 15))),
        ("не позднее 9:15", Moment(Anchor.CLOCK, clock=time(9, 15))),
        ("начало", Moment(Anchor.LESSON_START)),
        ("начало − 10 мин", Moment(Anchor.LESSON_START, -10)),
        ("начало - 10 мин.", Moment(Anchor.LESSON_START, -10)),
        ("начало – 10 минут", Moment(Anchor.LESSON_START, -10)),
        ("начало—10мин", Moment(Anchor.LESSON_START, -10)),
        ("начало ‑10 мин", Moment(Anchor.LESSON_START, -10)),
        ("начало － 10 мин", Moment(Anchor.LESSON_START, -10)),
        ("Начало занятия + 45 мин", Moment(Anchor.LESSON_START, 45)),
        ("НАЧАЛО\u00a0+\u00a045\u00a0МИН", Moment(Anchor.LESSON_START, 45)),
        ("конец занятия + 5 мин", Moment(Anchor.LESSON_END, 5)),
        ("начало дня", Moment(Anchor.DAY_START)),
        ("конец дня + 30 мин", Moment(Anchor.DAY_END, 30)),
        ("конец дня + 1 час", Moment(Anchor.DAY_END, 60)),
        ("конец дня + 1 ч 30 мин", Moment(Anchor.DAY_END, 90)),
        ("конец дня - 1 ч 30 мин", Moment(Anchor.DAY_END, -90)),
        ("конец дня + 1,5 часа", Moment(Anchor.DAY_END, 90)),
        ("срок + 60 мин", Moment(Anchor.LIMIT, 60)),
        ("срок + 1 день", Moment(Anchor.LIMIT, days=1)),
        ("предыдущий рабочий день 16:00", Moment(Anchor.PREVIOUS_WORKING_DAY, clock=time(16))),
        ("Накануне в 16:00", Moment(Anchor.PREVIOUS_WORKING_DAY, clock=time(16))),
        ("следующий рабочий день 12:00", Moment(Anchor.NEXT_WORKING_DAY, clock=time(12))),
        ("последний рабочий день месяца", Moment(Anchor.LAST_WORKING_DAY_OF_MONTH)),
        ("последний рабочий день месяца 15:00", Moment(Anchor.LAST_WORKING_DAY_OF_MONTH, clock=time(15))),
        ("событие − 5 дней", Moment(Anchor.EVENT, days=-5)),
        ("событие − 2 дня 12:00", Moment(Anchor.EVENT, days=-2, clock=time(12))),
    ],
)
def test_reads_what_people_write(text: str, expected: Moment, vocabulary: Vocabulary) -> None:
    assert parse(text, vocabulary) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "—",
        "завтра",
        "25:00",
        "8:60",
        "8",
        "начало + 45",
        "начало 45 мин",
        "начало + 45 попугаев",
        "начало 8:30",
        "8:15 + 10 мин",
        "конец дня + 0,01 мин",
        "+ 10 мин",
        "в",
        "8:15; 9:15",
    ],
)
def test_does_not_guess(text: str, vocabulary: Vocabulary) -> None:
    assert parse(text, vocabulary) is None


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("8:15", WEDNESDAY, "2026-11-11 08:15"),
        ("начало − 10 мин", WEDNESDAY, "2026-11-11 08:20"),
        ("начало + 45 мин", WEDNESDAY, "2026-11-11 09:15"),
        ("конец занятия", WEDNESDAY, "2026-11-11 14:05"),
        ("начало дня", WEDNESDAY, "2026-11-11 08:15"),
        ("конец дня + 30 мин", WEDNESDAY, "2026-11-11 14:35"),
        ("конец дня + 30 мин", SATURDAY, "2026-11-14 12:30"),
        ("конец дня + 11 ч", WEDNESDAY, "2026-11-12 01:05"),
        ("предыдущий рабочий день 16:00", MONDAY, "2026-11-07 16:00"),
        ("предыдущий рабочий день", MONDAY, "2026-11-07 12:00"),
        ("следующий рабочий день 12:00", WEDNESDAY, "2026-11-12 12:00"),
        ("следующий рабочий день 12:00", SATURDAY, "2026-11-16 12:00"),
        ("последний рабочий день месяца", WEDNESDAY, "2026-11-30 14:05"),
        ("последний рабочий день месяца 16:00", date(2027, 1, 12), "2027-01-30 16:00"),
        ("срок + 60 мин", WEDNESDAY, "2026-11-11 10:15"),
        ("событие − 5 дней", WEDNESDAY, "2026-11-15 23:59"),
        ("событие − 5 дней 12:00", WEDNESDAY, "2026-11-15 12:00"),
    ],
)
def test_falls_on_a_real_day(text: str, day: date, expected: str, vocabulary: Vocabulary) -> None:
    moment = parse(text, vocabulary)
    assert moment is not None
    found = resolve(moment, frame(day), lesson=LESSON, limit=at(day, "9:15"), event=date(2026, 11, 20))
    assert found == datetime.fromisoformat(expected).replace(tzinfo=ZONE)
    assert found.tzinfo == ZONE


@pytest.mark.parametrize("text", ["начало − 10 мин", "конец занятия", "срок + 5 мин", "событие − 5 дней"])
def test_nothing_to_count_from_is_none(text: str, vocabulary: Vocabulary) -> None:
    moment = parse(text, vocabulary)
    assert moment is not None
    assert resolve(moment, frame(FRIDAY)) is None


@pytest.mark.parametrize(
    "text", ["конец дня + 30 мин", "следующий рабочий день 12:00", "последний рабочий день месяца"]
)
def test_a_day_without_bells_and_neighbours_has_no_end(text: str, vocabulary: Vocabulary) -> None:
    moment = parse(text, vocabulary)
    assert moment is not None
    assert resolve(moment, Frame(FRIDAY, ZONE)) is None


def test_minutes_run_through_a_change_of_the_clocks() -> None:
    zone = ZoneInfo("Europe/Berlin")
    night = Frame(date(2026, 10, 25), zone)
    found = resolve(Moment(Anchor.LIMIT, 120), night, limit=datetime(2026, 10, 25, 1, 30, tzinfo=zone))
    assert found is not None
    assert found.isoformat() == "2026-10-25T02:30:00+01:00"


def frame(day: date) -> Frame:
    return frame_of(day, zone=ZONE, day_of=day_of, bells=BELLS)
