"""Who owes what on a date: duties of the college over the cast's week."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, time

import pytest

from starosta.rules.calendar import Day, DayKind
from starosta.rules.duties import Applies, Duty, Obligation
from starosta.rules.moments import Anchor, Moment
from starosta.rules.people import Absence, Person, Role, Span
from starosta.rules.plan import DayPlan, plan
from starosta.rules.problems import Place, Problem
from starosta.rules.timetable import Change, ChangeKind, Lesson
from starosta.rules.vocabulary import Vocabulary
from tests.cast import (
    FRIDAY,
    IVANOV_ILYA,
    MONDAY,
    ROSTER,
    SATURDAY,
    STAFF,
    SUNDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    ZONE,
)
from tests.rules.college import at, day_of, duties, lessons_of, planned
from tests.rules.conftest import WORDS


def owed(plan: DayPlan, duty: str = "", person: str = "") -> list[tuple[str, str, str, str]]:
    """(duty, person, group, limit) of what is owed and not excused."""
    return [
        (one.duty, one.person, one.group, f"{one.due:%H:%M}")
        for one in plan.obligations
        if not one.excused and one.duty.startswith(duty) and one.person.startswith(person)
    ]


def people(plan: DayPlan, duty: str) -> list[str]:
    return [one.person for one in plan.obligations if one.duty == duty and not one.excused]


def test_the_whole_of_wednesday(vocabulary: Vocabulary) -> None:
    day = planned(duties(vocabulary).values(), WEDNESDAY)
    assert owed(day) == [
        ("check_in", "М-01", "", "08:15"),
        ("check_in", "М-02", "", "08:15"),
        ("check_in", "М-03", "", "08:15"),
        ("check_in", "М-09", "", "08:15"),
        ("monitoring", "М-01", "ПК-11", "09:15"),
        ("monitoring", "М-03", "ЭМ-21", "09:15"),
        ("monitoring", "М-03", "СВ-12", "12:25"),
        ("daily_report", "М-01", "", "14:35"),
        ("daily_report", "М-02", "", "14:35"),
        ("daily_report", "М-03", "", "14:35"),
        ("daily_report", "М-09", "", "14:35"),
    ]
    assert day.problems == ()


def test_an_obligation_in_full(vocabulary: Vocabulary) -> None:
    day = planned(duties(vocabulary).values(), WEDNESDAY)
    [found] = [one for one in day.obligations if one.duty == "monitoring" and one.group == "СВ-12"]
    assert found == Obligation(
        "monitoring",
        "М-03",
        WEDNESDAY,
        at(WEDNESDAY, "12:25"),
        at(WEDNESDAY, "14:35"),
        "СВ-12",
        "2026-11-11/СВ-12/3",
        proof="monitoring",
    )
    assert found.key == "monitoring/2026-11-11/М-03/СВ-12"


def test_saturday_profile(vocabulary: Vocabulary) -> None:
    day = planned(duties(vocabulary).values(), SATURDAY)
    assert owed(day, person="М-01") == [
        ("check_in", "М-01", "", "08:15"),
        ("monitoring", "М-01", "ПК-11", "09:15"),
        ("daily_report", "М-01", "", "12:30"),
    ]
    closes = {one.duty: one.closes for one in day.obligations if one.person == "М-01"}
    assert closes == {
        "check_in": at(SATURDAY, "12:00"),
        "monitoring": at(SATURDAY, "12:30"),
        "daily_report": at(date(2026, 11, 16), "12:00"),
    }


def test_a_day_without_lessons_expects_two_things(vocabulary: Vocabulary) -> None:
    """000, п. 6."""
    assert owed(planned(duties(vocabulary).values(), WEDNESDAY), person="М-09") == [
        ("check_in", "М-09", "", "08:15"),
        ("daily_report", "М-09", "", "14:35"),
    ]


def test_two_groups_expect_two_monitorings(vocabulary: Vocabulary) -> None:
    assert owed(planned(duties(vocabulary).values(), WEDNESDAY), "monitoring", "М-03") == [
        ("monitoring", "М-03", "ЭМ-21", "09:15"),
        ("monitoring", "М-03", "СВ-12", "12:25"),
    ]


def test_several_lessons_with_one_group_expect_one_monitoring_after_the_first(vocabulary: Vocabulary) -> None:
    later = Lesson(TUESDAY, 4, time(13, 5), time(14, 5), "ПК-11", "М-01")
    first = Lesson(TUESDAY, 2, time(10, 0), time(11, 20), "ПК-11", "М-01")
    day = planned([duties(vocabulary)["monitoring"]], TUESDAY, [later, first])
    assert [(one.due, one.lesson) for one in day.obligations] == [(at(TUESDAY, "10:45"), first.key)]


@pytest.mark.parametrize(
    ("limit", "expected"),
    [("9:15", "2026-11-10/ПК-11/1"), ("10:30", "2026-11-10/ПК-11/2"), ("12:00", "2026-11-10/ПК-11/1")],
)
def test_a_plain_limit_is_about_the_lesson_going_on_at_it(
    limit: str, expected: str, vocabulary: Vocabulary
) -> None:
    lessons = [
        Lesson(TUESDAY, 1, time(8, 30), time(9, 50), "ПК-11", "М-01"),
        Lesson(TUESDAY, 2, time(10, 0), time(11, 20), "ПК-11", "М-01"),
    ]
    duty = replace(duties(vocabulary)["monitoring"], limit=clock(limit))
    assert [one.lesson for one in planned([duty], TUESDAY, lessons).obligations] == [expected]


@pytest.mark.parametrize(
    ("day", "expected"),
    [(MONDAY, ""), (TUESDAY, ""), (WEDNESDAY, "отпуск"), (THURSDAY, "отпуск"), (FRIDAY, "отпуск")],
)
def test_leave_from_mid_week(day: date, expected: str, vocabulary: Vocabulary) -> None:
    plan = planned([duties(vocabulary)["check_in"]], day)
    assert [one.excused for one in plan.obligations if one.person == "М-07"] == [expected]


def test_leave_excuses_the_lessons_nobody_substitutes(vocabulary: Vocabulary) -> None:
    plan = planned([duties(vocabulary)["monitoring"]], THURSDAY)
    assert [(one.person, one.group, one.excused) for one in plan.obligations] == [("М-07", "СВ-12", "отпуск")]


def substituted(by: str) -> list[Lesson]:
    return lessons_of(THURSDAY, Change(THURSDAY, "СВ-12", 2, ChangeKind.REPLACE, by))


def test_a_substitution_moves_the_duty(vocabulary: Vocabulary) -> None:
    plan = planned([duties(vocabulary)["monitoring"]], THURSDAY, substituted("М-02"))
    assert [(one.person, one.group, one.excused) for one in plan.obligations] == [("М-02", "СВ-12", "")]


def test_a_substitute_without_the_role_owes_it_too(vocabulary: Vocabulary) -> None:
    plan = planned([duties(vocabulary)["monitoring"]], THURSDAY, substituted("СМ-01"))
    assert owed(plan) == [("monitoring", "СМ-01", "СВ-12", "09:15")]


def test_a_substitution_between_people_without_the_role_owes_nothing(vocabulary: Vocabulary) -> None:
    lessons = [replace(lesson, teacher="СМ-01", replaced="П-02") for lesson in lessons_of(THURSDAY)]
    roster = replace(
        ROSTER, staff=STAFF | {"П-02": Person("П-02", "Ким Ада Львовна", roles=(Role("преподаватель"),))}
    )
    assert planned([duties(vocabulary)["monitoring"]], THURSDAY, lessons, roster).obligations == ()


def test_a_cancelled_lesson_makes_none(vocabulary: Vocabulary) -> None:
    lessons = lessons_of(FRIDAY, Change(FRIDAY, "СВ-12", 1, ChangeKind.CANCEL))
    day = planned(duties(vocabulary).values(), FRIDAY, lessons)
    assert owed(day, "monitoring") == []
    assert people(day, "daily_report") == ["М-01", "М-02", "М-03", "М-09"]


def test_a_day_off_owes_nothing(vocabulary: Vocabulary) -> None:
    day = planned(duties(vocabulary).values(), SUNDAY, [])
    assert (day.obligations, day.problems) == ((), ())


@pytest.mark.parametrize(
    ("kinds", "kind", "expected"),
    [
        ((), DayKind.ON_SITE, 5),
        ((), DayKind.VACATION, 5),
        ((), DayKind.DAY_OFF, 0),
        ((DayKind.DISTANCE,), DayKind.ON_SITE, 0),
        ((DayKind.DISTANCE,), DayKind.DISTANCE, 5),
        ((DayKind.DISTANCE, DayKind.PRACTICE), DayKind.PRACTICE, 5),
    ],
)
def test_day_kinds(kinds: tuple[DayKind, ...], kind: DayKind, expected: int, vocabulary: Vocabulary) -> None:
    duty = replace(duties(vocabulary)["check_in"], kinds=frozenset(kinds))
    roster = replace(ROSTER, duties={duty.code: duty})
    day = Day(MONDAY, kind, "будни")
    assert len(plan(roster, day, [], zone=ZONE, day_of=day_of).obligations) == expected


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (replace(IVANOV_ILYA, active=(Span(None, TUESDAY),)), 0),
        (replace(IVANOV_ILYA, active=(Span(None, TUESDAY), Span(WEDNESDAY, None))), 1),
        (replace(IVANOV_ILYA, active=(Span(THURSDAY, None),)), 0),
        (replace(IVANOV_ILYA, roles=(Role("мастер п/о", Span(None, TUESDAY)),)), 0),
        (replace(IVANOV_ILYA, roles=(Role("мастер п/о", Span(WEDNESDAY, WEDNESDAY)),)), 1),
        (replace(IVANOV_ILYA, roles=(Role("куратор"),)), 0),
    ],
)
def test_only_who_works_and_holds_the_role(person: Person, expected: int, vocabulary: Vocabulary) -> None:
    roster = replace(ROSTER, staff={person.code: person})
    assert len(planned([duties(vocabulary)["check_in"]], WEDNESDAY, [], roster).obligations) == expected


def test_the_first_of_two_absences_gives_the_reason(vocabulary: Vocabulary) -> None:
    absences = (Absence("М-01", Span(MONDAY, None), "больничный"), Absence("М-01", Span(), "командировка"))
    plan = planned([duties(vocabulary)["check_in"]], MONDAY, roster=replace(ROSTER, absences=absences))
    assert plan.obligations[0].excused == "больничный"


def test_each_lesson_and_lesson_day(vocabulary: Vocabulary) -> None:
    before = Moment(Anchor.LESSON_START, -10)
    link = replace(duties(vocabulary)["monitoring"], code="link", applies=Applies.EACH_LESSON, limit=before)
    ready = replace(link, code="ready", applies=Applies.LESSON_DAY)
    plan = planned([link, ready], WEDNESDAY)
    assert [(one.key, one.by_lesson, f"{one.due:%H:%M}") for one in plan.obligations] == [
        ("link/2026-11-11/М-01/ПК-11/1", True, "08:20"),
        ("link/2026-11-11/М-03/ЭМ-21/1", True, "08:20"),
        ("link/2026-11-11/М-03/СВ-12/3", True, "11:30"),
        ("ready/2026-11-11/М-01", False, "08:20"),
        ("ready/2026-11-11/М-03", False, "08:20"),
    ]


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2026, 11, 27), 0), (date(2026, 11, 28), 0), (date(2026, 11, 30), 5)]
)
def test_month_end(day: date, expected: int, vocabulary: Vocabulary) -> None:
    duty = replace(
        duties(vocabulary)["check_in"],
        applies=Applies.MONTH_END,
        limit=Moment(Anchor.LAST_WORKING_DAY_OF_MONTH, clock=time(16)),
        closes=Moment(Anchor.NEXT_WORKING_DAY, clock=time(12)),
    )
    plan = planned([duty], day, [])
    assert [one.due for one in plan.obligations] == [at(day, "16:00")] * expected


@pytest.mark.parametrize(
    ("change", "code", "column", "kept"),
    [
        ({"limit": Moment(Anchor.LESSON_START, -10)}, "moments.nothing_to_count_from", "limit", 0),
        ({"closes": Moment(Anchor.EVENT, days=-1)}, "moments.nothing_to_count_from", "closes", 0),
        ({"closes": Moment(Anchor.CLOCK, clock=time(8, 0))}, "moments.closes_before_limit", "closes", 5),
        ({"digest_at": (Moment(Anchor.LESSON_END),)}, "moments.nothing_to_count_from", "digest_at", 5),
        ({"escalate_at": Moment(Anchor.EVENT)}, "moments.nothing_to_count_from", "escalate_at", 5),
    ],
)
def test_a_moment_that_cannot_be_counted_is_told_once_and_costs_only_its_duty(
    change: dict[str, object], code: str, column: str, kept: int, vocabulary: Vocabulary
) -> None:
    college = duties(vocabulary)
    broken: Duty = replace(college["check_in"], **change)  # type: ignore[arg-type]
    plan = planned([broken, college["daily_report"]], WEDNESDAY)
    facts = {"duty": "Готов к работе", "date": WEDNESDAY}
    assert plan.problems == (Problem(code, facts, Place("school", "duties", 2, column)),)
    assert sum(one.duty == "check_in" for one in plan.obligations) == kept
    assert sum(one.duty == "daily_report" for one in plan.obligations) == 5
    assert all(one.closes >= one.due for one in plan.obligations)


def test_a_lesson_nobody_can_be_asked_for_is_told_once(vocabulary: Vocabulary) -> None:
    lessons = [
        Lesson(MONDAY, number, time(8 + number), time(9 + number), "ПК-11", "М-77") for number in (2, 1, 3)
    ]
    plan = planned([duties(vocabulary)["monitoring"]], MONDAY, lessons)
    facts = {"date": MONDAY, "number": 1, "group": "ПК-11", "teacher": "М-77"}
    assert plan.problems == (
        Problem("moments.teacher_unknown", facts, Place("school", "timetable", 0, "teacher")),
    )
    assert plan.obligations == ()


def test_the_order_of_lessons_does_not_matter(vocabulary: Vocabulary) -> None:
    lessons = lessons_of(WEDNESDAY)
    college = duties(vocabulary).values()
    assert planned(college, WEDNESDAY, lessons[::-1]) == planned(college, WEDNESDAY, lessons)


def test_every_problem_has_its_sentence_in_words() -> None:
    facts = {
        "text": "x",
        "duty": "x",
        "date": MONDAY,
        "number": 1,
        "group": "x",
        "teacher": "x",
        "limit": "9:15",
    }
    sentences = tomllib.loads(WORDS.read_text("utf-8"))["problems"]["moments"]
    assert sorted(sentences) == [
        "closes_before_limit",
        "never_told",
        "nothing_to_count_from",
        "teacher_unknown",
        "unreadable",
    ]
    assert all(sentence.format(**facts) for sentence in sentences.values())


def clock(text: str) -> Moment:
    hour, minute = text.split(":")
    return Moment(Anchor.CLOCK, clock=time(int(hour), int(minute)))
