"""The college's duties as they stand in «Обязанности», and a day of the cast: shared by the tests of plan,
statuses and steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time

from starosta.rules import moments, timetable
from starosta.rules.calendar import Day, DayKind
from starosta.rules.duties import Applies, DigestKind, Duty
from starosta.rules.moments import Moment
from starosta.rules.plan import DayPlan, plan
from starosta.rules.roster import Roster
from starosta.rules.settle import Evidence
from starosta.rules.timetable import Change, Lesson
from starosta.rules.vocabulary import Vocabulary
from tests.cast import BELLS, PROFILES, ROSTER, SLOTS, ZONE

SENIOR = "старший мастер"
DEPUTY = "зам. директора по УПР"


def duties(vocabulary: Vocabulary) -> dict[str, Duty]:
    """The three duties of the college (000, п. 1, 4, 7)."""

    def moment(text: str) -> Moment:
        found = moments.parse(text, vocabulary)
        assert found is not None, text
        return found

    check_in = Duty(
        "check_in",
        "Готов к работе",
        "мастер п/о",
        Applies.WORKING_DAY,
        moment("8:15"),
        moment("конец дня"),
        "check_in",
        remind_before=(10,),
        remind_after=(5,),
        digest_at=(moment("8:20"),),
        digest_to=(SENIOR,),
        row=2,
    )
    monitoring = Duty(
        "monitoring",
        "Мониторинг",
        "мастер п/о",
        Applies.EACH_GROUP,
        moment("начало + 45 мин"),
        moment("конец дня + 30 мин"),
        "monitoring",
        remind_before=(10,),
        remind_after=(10,),
        digest_at=(moment("9:20"), moment("9:40")),
        digest_to=(SENIOR,),
        escalate_at=moment("10:15"),
        escalate_to=(DEPUTY,),
        row=3,
    )
    report = Duty(
        "daily_report",
        "Отчёт о проделанной работе",
        "мастер п/о",
        Applies.WORKING_DAY,
        moment("конец дня + 30 мин"),
        moment("следующий рабочий день 12:00"),
        "daily_report",
        remind_before=(30,),
        remind_after=(30,),
        digest_at=(moment("срок + 15 мин"),),
        digest_to=(SENIOR, DEPUTY),
        digest_kind=DigestKind.PACKAGE,
        row=4,
    )
    return {duty.code: duty for duty in (check_in, monitoring, report)}


def day_of(day: date) -> Day:
    """A six-day week without holidays."""
    profile = PROFILES.get(day.weekday(), "")
    return Day(day, DayKind.ON_SITE if profile else DayKind.DAY_OFF, profile)


def lessons_of(day: date, *changes: Change) -> list[Lesson]:
    """The cast's lessons of a date with these substitutions."""
    lessons, problems = timetable.lessons(day_of(day), SLOTS, changes, BELLS)
    assert problems == []
    return lessons


def planned(
    of: Iterable[Duty], day: date, lessons: Iterable[Lesson] | None = None, roster: Roster = ROSTER
) -> DayPlan:
    """The plan of a date for these duties."""
    school = replace(roster, duties={duty.code: duty for duty in of})
    return plan(
        school, day_of(day), lessons_of(day) if lessons is None else lessons, zone=ZONE, day_of=day_of
    )


def at(day: date, clock: str) -> datetime:
    """«9:15» or «9:15:59» of a date in the school's zone."""
    return datetime.combine(day, time.fromisoformat(clock if clock[2] == ":" else f"0{clock}"), ZONE)


def answer(
    proof: str, person: str, day: date, clock: str, group: str = "", lesson: str = "", id: str = ""
) -> Evidence:
    """An answer as it comes from the form: in UTC."""
    when = at(day, clock).astimezone(UTC)
    return Evidence(proof, person, day, when, when, group, lesson)
