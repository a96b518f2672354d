"""What the toolkit itself does on a day, when, and what a restart does not do again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from starosta.rules.duties import DigestKind
from starosta.rules.moments import Anchor, Moment
from starosta.rules.settle import settle
from starosta.rules.steps import Step, StepKind, due, open_obligations, steps, untold
from starosta.rules.timetable import Lesson
from starosta.rules.vocabulary import Vocabulary
from tests.cast import SATURDAY, THURSDAY, WEDNESDAY, ZONE
from tests.rules.college import answer, at, duties, planned


@pytest.fixture
def wednesday(vocabulary: Vocabulary) -> tuple[Step, ...]:
    college = duties(vocabulary)
    return steps(planned(college.values(), WEDNESDAY), college)


@pytest.fixture
def monitoring(vocabulary: Vocabulary) -> tuple[Step, ...]:
    """Of a Wednesday on which only М-01 teaches."""
    college = {"monitoring": duties(vocabulary)["monitoring"]}
    return steps(planned(college.values(), WEDNESDAY, [lesson("ПК-11", "М-01", 8)]), college)


def lesson(group: str, teacher: str, hour: int) -> Lesson:
    return Lesson(WEDNESDAY, hour - 7, time(hour, 30), time(hour + 1, 50), group, teacher)


def keys(found: tuple[Step, ...]) -> list[str]:
    return [step.key for step in found]


def test_all_steps_of_a_day_about_one_duty(monitoring: tuple[Step, ...]) -> None:
    assert [(step.key, f"{step.due:%H:%M}", f"{step.expires:%d %H:%M}") for step in monitoring] == [
        ("remind_before/monitoring/2026-11-11/М-01/09:05", "09:05", "11 09:15"),
        ("digest/monitoring/2026-11-11/старший мастер/09:20", "09:20", "12 00:00"),
        ("remind_after/monitoring/2026-11-11/М-01/09:25", "09:25", "11 14:35"),
        ("digest/monitoring/2026-11-11/старший мастер/09:40", "09:40", "12 00:00"),
        ("escalate/monitoring/2026-11-11/зам. директора по УПР/10:15", "10:15", "12 00:00"),
    ]


def test_a_step_in_full(vocabulary: Vocabulary) -> None:
    college = {"monitoring": duties(vocabulary)["monitoring"]}
    plan = planned(college.values(), WEDNESDAY, [lesson("ПК-11", "М-01", 8)])
    assert steps(plan, college)[0] == Step(
        StepKind.REMIND_BEFORE,
        "remind_before/monitoring/2026-11-11/М-01/09:05",
        "monitoring",
        WEDNESDAY,
        "М-01",
        at(WEDNESDAY, "9:05"),
        at(WEDNESDAY, "9:15"),
        plan.obligations,
    )


def test_the_package_goes_to_each_addressee_and_waits_for_the_closing(wednesday: tuple[Step, ...]) -> None:
    packages = [step for step in wednesday if step.kind is StepKind.PACKAGE]
    assert [(step.to, step.due, step.expires) for step in packages] == [
        ("зам. директора по УПР", at(WEDNESDAY, "14:50"), at(THURSDAY, "12:00")),
        ("старший мастер", at(WEDNESDAY, "14:50"), at(THURSDAY, "12:00")),
    ]
    assert [obligation.person for obligation in packages[0].obligations] == [
        "М-01",
        "М-02",
        "М-03",
        "М-07",
        "М-09",
    ]


def test_saturday_has_its_own_evening(vocabulary: Vocabulary) -> None:
    college = {"daily_report": duties(vocabulary)["daily_report"]}
    found = steps(planned(college.values(), SATURDAY), college)
    assert keys(found)[0] == "remind_before/daily_report/2026-11-14/М-01/12:00"
    assert keys(found)[-1] == "remind_after/daily_report/2026-11-14/М-09/13:00"
    assert {step.expires for step in found if step.kind is StepKind.PACKAGE} == {
        at(date(2026, 11, 16), "12:00")
    }


def test_the_excused_are_not_reminded_but_stand_in_the_digest(wednesday: tuple[Step, ...]) -> None:
    assert [step.key for step in wednesday if step.to == "М-07"] == []
    [digest] = [step for step in wednesday if step.key == "digest/check_in/2026-11-11/старший мастер/08:20"]
    assert [(one.person, one.excused) for one in digest.obligations if one.excused] == [("М-07", "отпуск")]


def test_reminders_of_one_person_at_one_time_are_one_step(vocabulary: Vocabulary) -> None:
    college = {"monitoring": duties(vocabulary)["monitoring"]}
    lessons = [lesson("ПК-11", "М-01", 8), lesson("ЭМ-21", "М-01", 8), lesson("СВ-12", "М-01", 11)]
    found = steps(planned(college.values(), WEDNESDAY, lessons), college)
    reminders = [step for step in found if step.kind is StepKind.REMIND_BEFORE]
    assert [(step.key, [one.group for one in step.obligations]) for step in reminders] == [
        ("remind_before/monitoring/2026-11-11/М-01/09:05", ["ПК-11", "ЭМ-21"]),
        ("remind_before/monitoring/2026-11-11/М-01/12:05", ["СВ-12"]),
    ]


def test_a_digest_at_a_plain_time_speaks_of_what_was_due_by_then(vocabulary: Vocabulary) -> None:
    duty = duties(vocabulary)["monitoring"]
    lessons = [lesson("ПК-11", "М-01", 8), lesson("СВ-12", "М-03", 11)]
    college = {"monitoring": replace(duty, digest_at=(clock(8), clock(9, 20), clock(13)), escalate_at=None)}
    found = steps(planned(college.values(), WEDNESDAY, lessons), college)
    digests = [(f"{step.due:%H:%M}", len(step.obligations)) for step in found if step.kind is StepKind.DIGEST]
    assert digests == [("09:20", 1), ("13:00", 2)]


@pytest.mark.parametrize(
    "moment", [Moment(Anchor.LIMIT, 5), Moment(Anchor.LESSON_START, 50), Moment(Anchor.LESSON_END, -30)]
)
def test_a_digest_counted_from_the_limit_or_the_lesson_speaks_of_that_limit(
    moment: Moment, vocabulary: Vocabulary
) -> None:
    duty = replace(duties(vocabulary)["monitoring"], digest_at=(moment,), escalate_at=None)
    lessons = [lesson("ПК-11", "М-01", 8), lesson("СВ-12", "М-03", 11)]
    found = steps(planned([duty], WEDNESDAY, lessons), {duty.code: duty})
    digests = [step for step in found if step.kind is StepKind.DIGEST]
    assert [(f"{step.due:%H:%M}", step.obligations[0].group, len(step.obligations)) for step in digests] == [
        ("09:20", "ПК-11", 1),
        ("12:20", "СВ-12", 1),
    ]


def test_nothing_is_told_where_nothing_is_expected(vocabulary: Vocabulary) -> None:
    college = duties(vocabulary)
    assert (
        steps(
            planned(college.values(), WEDNESDAY, [lesson("СВ-12", "М-07", 8)]),
            {"monitoring": college["monitoring"]},
        )
        == ()
    )


def test_steps_that_could_never_be_acted_upon_are_left_out(vocabulary: Vocabulary) -> None:
    duty = replace(
        duties(vocabulary)["check_in"],
        remind_before=(0,),
        remind_after=(0, 600),
        digest_at=(),
        escalate_at=None,
    )
    found = steps(planned([duty], WEDNESDAY), {duty.code: duty})
    assert keys(found) == [f"remind_after/check_in/2026-11-11/М-0{number}/08:15" for number in (1, 2, 3, 9)]


@pytest.mark.parametrize(
    ("lessons", "changes", "told"),
    [
        ((("ПК-11", "М-01", 8),), {}, []),
        ((("ПК-11", "М-01", 8), ("СВ-12", "М-03", 11)), {}, [("Мониторинг", time(12, 15), 3, "digest_at")]),
        ((("ЭМ-21", "М-07", 11),), {}, []),
        ((("СВ-12", "М-03", 11),), {"digest_to": (), "escalate_to": ()}, []),
        ((("СВ-12", "М-03", 11),), {"escalate_at": Moment(Anchor.LIMIT, 60)}, []),
    ],
    ids=["all told", "limit after every time", "excused", "nobody wants to hear", "counted from the limit"],
)
def test_what_no_digest_and_no_escalation_can_speak_of(
    vocabulary: Vocabulary,
    lessons: tuple[tuple[str, str, int], ...],
    changes: dict[str, object],
    told: list[tuple[object, ...]],
) -> None:
    college = {"monitoring": replace(duties(vocabulary)["monitoring"], **changes)}  # type: ignore[arg-type]
    plan = planned(college.values(), WEDNESDAY, [lesson(*one) for one in lessons])
    found = untold(plan, college, steps(plan, college))
    assert [(p.facts["duty"], p.facts["limit"], p.place.row, p.place.column) for p in found] == told


def test_a_step_on_another_date_says_so_in_its_key(vocabulary: Vocabulary) -> None:
    limit = Moment(Anchor.PREVIOUS_WORKING_DAY, clock=time(16))
    duty = replace(
        duties(vocabulary)["monitoring"], limit=limit, digest_at=(), escalate_at=None, remind_after=()
    )
    found = steps(planned([duty], WEDNESDAY, [lesson("ПК-11", "М-01", 8)]), {duty.code: duty})
    assert keys(found) == ["remind_before/monitoring/2026-11-11/М-01/2026-11-10T15:50"]


def test_a_package_after_the_closing_still_has_its_day(vocabulary: Vocabulary) -> None:
    duty = replace(
        duties(vocabulary)["daily_report"],
        closes=Moment(Anchor.LIMIT, 10),
        digest_kind=DigestKind.PACKAGE,
        remind_before=(),
        remind_after=(),
    )
    found = steps(planned([duty], WEDNESDAY), {duty.code: duty})
    assert {(step.due, step.expires) for step in found} == {(at(WEDNESDAY, "14:50"), at(THURSDAY, "0:00"))}


@pytest.mark.parametrize(
    ("now", "done", "act", "superseded"),
    [
        ("9:04", [], [], []),
        ("9:05", [], ["remind_before"], []),
        ("9:06", ["remind_before"], [], []),
        ("9:14:59", [], ["remind_before"], []),
        ("9:15", [], [], []),
        ("9:20", ["remind_before"], ["digest 09:20"], []),
        ("9:25", ["digest 09:20"], ["remind_after"], []),
        ("9:45", [], ["remind_after", "digest 09:40"], ["digest 09:20"]),
        ("9:45", ["digest 09:40"], ["remind_after"], ["digest 09:20"]),
        ("9:45", ["digest 09:20"], ["remind_after", "digest 09:40"], []),
        ("9:45", ["remind_after", "digest 09:20", "digest 09:40"], [], []),
        ("10:15", [], ["remind_after", "digest 09:40", "escalate"], ["digest 09:20"]),
        ("14:34", [], ["remind_after", "digest 09:40", "escalate"], ["digest 09:20"]),
        ("14:35", [], ["digest 09:40", "escalate"], ["digest 09:20"]),
        ("23:59", [], ["digest 09:40", "escalate"], ["digest 09:20"]),
    ],
)
def test_what_is_due(
    now: str, done: list[str], act: list[str], superseded: list[str], monitoring: tuple[Step, ...]
) -> None:
    history = {step.key for step in monitoring if brief(step) in done}
    found = due(monitoring, history, at(WEDNESDAY, now))
    assert [[brief(step) for step in part] for part in found] == [act, superseded]


def test_nothing_is_due_on_the_next_day(monitoring: tuple[Step, ...]) -> None:
    assert due(monitoring, frozenset(), at(THURSDAY, "0:00")) == ((), ())


def test_a_restart_at_9_17_does_nothing_twice(wednesday: tuple[Step, ...]) -> None:
    """Ticks of every minute until 9:17, a restart with the same history, the same minute once more."""
    history: set[str] = set()
    acted: list[str] = []
    minutes = [at(WEDNESDAY, f"{hour}:{minute:02}") for hour in (8, 9) for minute in range(60)]
    for now in [minute for minute in minutes if minute <= at(WEDNESDAY, "9:17")]:
        act, _ = due(wednesday, history, now)
        acted += keys(act)
        history |= set(keys(act))
    assert len(acted) == len(set(acted)) == 4 + 4 + 1 + 2
    assert due(wednesday, frozenset(history), at(WEDNESDAY, "9:17")) == ((), ())


def test_after_downtime_each_debt_is_told_once(vocabulary: Vocabulary) -> None:
    """A newer reminder about another group does not swallow an older one."""
    college = {"monitoring": duties(vocabulary)["monitoring"]}
    lessons = [lesson("ПК-11", "М-01", 8), lesson("СВ-12", "М-01", 11)]
    found = steps(planned(college.values(), WEDNESDAY, lessons), college)
    act, superseded = due(found, frozenset(), at(WEDNESDAY, "12:06"))
    assert [brief(step) for step in act if step.to == "М-01"] == ["remind_after", "remind_before"]
    assert [brief(step) for step in superseded] == ["digest 09:20"]


def test_the_newest_of_several_reminders(vocabulary: Vocabulary) -> None:
    duty = replace(duties(vocabulary)["check_in"], remind_before=(10, 5), remind_after=(5, 30), digest_at=())
    found = [step for step in steps(planned([duty], WEDNESDAY), {duty.code: duty}) if step.to == "М-01"]
    act, superseded = due(found, frozenset(), at(WEDNESDAY, "8:12"))
    assert [[step.key[-5:] for step in part] for part in (act, superseded)] == [["08:10"], ["08:05"]]
    act, superseded = due(found, frozenset(), at(WEDNESDAY, "9:00"))
    assert [[step.key[-5:] for step in part] for part in (act, superseded)] == [["08:45"], ["08:20"]]


@pytest.mark.parametrize(
    ("answered", "now", "still_open"),
    [
        ("", "9:05", True),
        ("", "9:25", True),
        ("9:04", "9:05", False),
        ("9:20", "9:25", False),
        ("14:40", "14:50", False),
    ],
)
def test_reminders_are_for_those_still_unpaid(
    answered: str, now: str, still_open: bool, monitoring: tuple[Step, ...]
) -> None:
    reminder = monitoring[0]
    answers = [answer("monitoring", "М-01", WEDNESDAY, answered, "ПК-11")] if answered else []
    found = open_obligations(reminder, settle(reminder.obligations, answers, at(WEDNESDAY, now)))
    assert found == (reminder.obligations if still_open else ())


def test_the_excused_and_those_no_longer_planned_are_not_open(monitoring: tuple[Step, ...]) -> None:
    reminder, now = monitoring[0], at(WEDNESDAY, "9:25")
    away = [replace(one, excused="больничный") for one in reminder.obligations]
    assert open_obligations(reminder, settle(away, [], now)) == ()
    assert open_obligations(reminder, settle([], [], now)) == ()


def brief(step: Step) -> str:
    return f"digest {step.due.astimezone(ZONE):%H:%M}" if step.kind is StepKind.DIGEST else str(step.kind)


def clock(hour: int, minute: int = 0) -> Moment:
    return Moment(Anchor.CLOCK, clock=time(hour, minute))
