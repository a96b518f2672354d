"""Lessons of a day: bells, weeks, substitutions and the complaints about rows that do not fit."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from starosta.rules import timetable
from starosta.rules.calendar import Day, DayKind
from starosta.rules.people import Span
from starosta.rules.problems import Place, Problem
from starosta.rules.timetable import Change, ChangeKind, Lesson, Slot, WeekParity
from tests.cast import BELLS, MONDAY, SATURDAY, SLOTS, THURSDAY, TUESDAY, WEDNESDAY

NEXT_MONDAY = MONDAY + timedelta(days=7)


def on(day: date, kind: DayKind = DayKind.DISTANCE, off_groups: frozenset[str] = frozenset()) -> Day:
    return Day(day, kind, "суббота" if day.weekday() == 5 else "будни", off_groups=off_groups)


def brief(lessons: list[Lesson]) -> list[str]:
    """«ПК-11/1 8:30–14:05 М-01», with «← М-07» when М-07 is replaced."""
    return [
        f"{lesson.group}/{lesson.number} {lesson.start:%-H:%M}–{lesson.end:%-H:%M} {lesson.teacher}"
        + (f" ← {lesson.replaced}" if lesson.replaced else "")
        for lesson in lessons
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (on(MONDAY), ["ПК-11/1 8:30–14:05 М-01", "ЭМ-21/1 8:30–11:20 М-03"]),
        (
            on(WEDNESDAY),
            ["ПК-11/1 8:30–14:05 М-01", "ЭМ-21/1 8:30–11:20 М-03", "СВ-12/3 11:40–14:05 М-03"],
        ),
        (on(SATURDAY), ["ПК-11/1 8:30–12:00 М-01"]),
        (on(MONDAY, DayKind.VACATION), []),
        (on(MONDAY, DayKind.PRACTICE), []),
        (Day(MONDAY, DayKind.DAY_OFF), []),
        (on(MONDAY, off_groups=frozenset({"ПК-11"})), ["ЭМ-21/1 8:30–11:20 М-03"]),
    ],
)
def test_lessons_of_the_cast(day: Day, expected: list[str]) -> None:
    lessons, problems = timetable.lessons(day, SLOTS, (), BELLS)
    assert (brief(lessons), problems) == (expected, [])


def test_a_lesson_says_everything() -> None:
    lessons, _ = timetable.lessons(on(SATURDAY), SLOTS, (), BELLS)
    assert lessons == [
        Lesson(SATURDAY, 1, time(8, 30), time(12, 0), "ПК-11", "М-01", "Учебная практика", "цех 1")
    ]
    assert lessons[0].key == "2026-11-14/ПК-11/1"


@pytest.mark.parametrize(
    ("day", "parity"),
    [
        (date(2026, 9, 1), WeekParity.ODD),
        (date(2026, 8, 31), WeekParity.ODD),
        (date(2026, 9, 6), WeekParity.ODD),
        (date(2026, 9, 7), WeekParity.EVEN),
        (MONDAY, WeekParity.ODD),
        (NEXT_MONDAY, WeekParity.EVEN),
        (date(2027, 1, 11), WeekParity.EVEN),
        (date(2024, 9, 1), WeekParity.ODD),
        (date(2024, 9, 2), WeekParity.EVEN),
        (date(2025, 9, 1), WeekParity.ODD),
    ],
)
def test_weeks_are_counted_from_the_first_of_september(day: date, parity: WeekParity) -> None:
    assert timetable.parity(day) is parity


@pytest.mark.parametrize(
    ("slot", "days"),
    [
        (Slot(0, 1, 1, "ПК-11", "М-01"), [MONDAY, NEXT_MONDAY]),
        (Slot(0, 1, 1, "ПК-11", "М-01", parity=WeekParity.ODD), [MONDAY]),
        (Slot(0, 1, 1, "ПК-11", "М-01", parity=WeekParity.EVEN), [NEXT_MONDAY]),
        (Slot(0, 1, 1, "ПК-11", "М-01", span=Span(end=MONDAY)), [MONDAY]),
        (Slot(0, 1, 1, "ПК-11", "М-01", span=Span(start=NEXT_MONDAY)), [NEXT_MONDAY]),
        (Slot(1, 1, 1, "ПК-11", "М-01"), [TUESDAY]),
    ],
)
def test_when_a_slot_meets(slot: Slot, days: list[date]) -> None:
    every = (MONDAY, TUESDAY, NEXT_MONDAY)
    assert [day for day in every if timetable.lessons(on(day), (slot,), (), BELLS)[0]] == days


def change(
    kind: ChangeKind, group: str, number: int, teacher: str = "", day: date = THURSDAY, row: int = 2
) -> Change:
    return Change(day, group, number, kind, teacher, row=row)


def problem(fault: str, tab: str, row: int, **facts: object) -> Problem:
    return Problem(f"roster.{fault}", facts, Place("school", tab, row, "number"))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # a substitution moves the lesson, whichever of its numbers it names
        ([change(ChangeKind.REPLACE, "СВ-12", 1, "М-02")], ["СВ-12/1 8:30–14:05 М-02 ← М-07"]),
        ([change(ChangeKind.REPLACE, "СВ-12", 4, "М-02")], ["СВ-12/1 8:30–14:05 М-02 ← М-07"]),
        ([change(ChangeKind.REPLACE, "СВ-12", 1, "М-07")], ["СВ-12/1 8:30–14:05 М-07"]),
        ([change(ChangeKind.CANCEL, "СВ-12", 2)], []),
        (
            [change(ChangeKind.EXTRA, "ЭМ-21", 2, "М-03")],
            ["СВ-12/1 8:30–14:05 М-07", "ЭМ-21/2 10:00–11:20 М-03"],
        ),
        (
            [change(ChangeKind.CANCEL, "СВ-12", 1), change(ChangeKind.EXTRA, "СВ-12", 3, "М-02")],
            ["СВ-12/3 11:40–13:00 М-02"],
        ),
        ([change(ChangeKind.CANCEL, "СВ-12", 1, day=MONDAY)], ["СВ-12/1 8:30–14:05 М-07"]),
    ],
)
def test_substitutions(changes: list[Change], expected: list[str]) -> None:
    lessons, problems = timetable.lessons(on(THURSDAY), SLOTS, changes, BELLS)
    assert (brief(lessons), problems) == (expected, [])


def test_a_change_of_room_keeps_the_teacher() -> None:
    moved = Change(THURSDAY, "СВ-12", 1, ChangeKind.REPLACE, room="каб. 12")
    (lesson,), _ = timetable.lessons(on(THURSDAY), SLOTS, [moved], BELLS)
    assert (lesson.teacher, lesson.room, lesson.replaced) == ("М-07", "каб. 12", "")


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        (
            [change(ChangeKind.CANCEL, "ЭМ-21", 1)],
            [problem("change_without_lesson", "changes", 2, group="ЭМ-21", number=1, date=THURSDAY)],
        ),
        (
            [change(ChangeKind.REPLACE, "СВ-12", 5, "М-02")],
            [problem("change_without_lesson", "changes", 2, group="СВ-12", number=5, date=THURSDAY)],
        ),
        (
            [
                change(ChangeKind.REPLACE, "СВ-12", 1, "М-01", row=2),
                change(ChangeKind.REPLACE, "СВ-12", 1, "М-02", row=3),
            ],
            [problem("change_contradicted", "changes", 2, group="СВ-12", number=1, date=THURSDAY, other=3)],
        ),
        (
            [change(ChangeKind.REPLACE, "СВ-12", number, "М-02", row=number) for number in (1, 2, 3, 4)],
            [],
        ),
        (
            [change(ChangeKind.EXTRA, "СВ-12", 2, "М-02")],
            [problem("group_clash", "changes", 2, group="СВ-12", number=2, other=1, date=THURSDAY)],
        ),
        (
            [change(ChangeKind.EXTRA, "ЭМ-21", 7, "М-02")],
            [problem("bell_missing", "changes", 2, group="ЭМ-21", number=7, profile="будни", date=THURSDAY)],
        ),
    ],
)
def test_changes_that_do_not_fit(changes: list[Change], problems: list[Problem]) -> None:
    assert timetable.lessons(on(THURSDAY), SLOTS, changes, BELLS)[1] == problems


def test_an_extra_lesson_on_a_free_day_is_a_problem_but_not_for_groups_on_practice() -> None:
    extra = change(ChangeKind.EXTRA, "СВ-12", 1, "М-02")
    assert timetable.lessons(on(THURSDAY, DayKind.VACATION), SLOTS, [extra], BELLS) == (
        [],
        [problem("extra_without_lessons", "changes", 2, group="СВ-12", number=1, date=THURSDAY)],
    )
    on_practice = on(THURSDAY, off_groups=frozenset({"СВ-12"}))
    assert timetable.lessons(on_practice, SLOTS, [extra], BELLS) == ([], [])


def test_one_group_twice_at_one_time() -> None:
    slots = (
        Slot(0, 1, 2, "ПК-11", "М-01", row=2),
        Slot(0, 2, 3, "ПК-11", "М-02", row=3),
        Slot(0, 1, 1, "ПК-11", "М-03", row=4),
        Slot(0, 1, 1, "ЭМ-21", "М-01", row=5),
    )
    lessons, problems = timetable.lessons(on(MONDAY), slots, (), BELLS)
    assert brief(lessons) == [
        "ПК-11/1 8:30–11:20 М-01",
        "ЭМ-21/1 8:30–9:50 М-01",
        "ПК-11/2 10:00–13:00 М-02",
    ]
    assert problems == [
        problem("group_clash", "timetable", 3, group="ПК-11", number=2, other=1, date=MONDAY),
        problem("group_clash", "timetable", 4, group="ПК-11", number=1, other=1, date=MONDAY),
    ]


def test_numbers_the_bells_lack() -> None:
    slots = (Slot(0, 4, 5, "ПК-11", "М-01", row=2), Slot(0, 6, 6, "ЭМ-21", "М-03", row=3))
    lessons, problems = timetable.lessons(on(MONDAY), slots, (), BELLS)
    assert brief(lessons) == ["ПК-11/4 13:05–14:05 М-01"]
    assert problems == [
        problem("bell_missing", "timetable", 2, group="ПК-11", number=5, profile="будни", date=MONDAY),
        problem("bell_missing", "timetable", 3, group="ЭМ-21", number=6, profile="будни", date=MONDAY),
    ]


def test_a_day_whose_bells_are_missing() -> None:
    day = Day(MONDAY, DayKind.ON_SITE, "сокращённый")
    missing = Problem(
        "roster.profile_missing", {"profile": "сокращённый", "date": MONDAY}, Place("school", "bells")
    )
    assert timetable.lessons(day, SLOTS, (), BELLS) == ([], [missing])
    assert timetable.lessons(day, (), (), BELLS) == ([], [])
