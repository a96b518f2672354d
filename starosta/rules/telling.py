"""What letters about duties tell: rows of names, groups, times and reasons for the templates. Values only, no
words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from . import names, summary
from .duties import Duty, Obligation
from .people import Person
from .settle import Evidence, Settled, Settlement, Status
from .steps import Step
from .timetable import Lesson


@dataclass(frozen=True)
class Item:
    """One thing a reminder asks for; `start` and `subject` are those of the lesson it is about."""

    group: str
    due: datetime
    link: str
    subject: str = ""
    start: datetime | None = None


@dataclass(frozen=True)
class Row:
    """One person in a digest: when it came, how late, why it is not expected."""

    name: str
    group: str = ""
    at: datetime | None = None
    due: datetime | None = None
    minutes: int = 0
    reason: str = ""


@dataclass(frozen=True)
class RepeatedRow:
    name: str
    late: int
    missing: int


def reminder(
    duty: Duty, owed: Sequence[Obligation], lessons: Iterable[Lesson], links: Mapping[str, str]
) -> dict[str, Any]:
    """What a reminder tells about what is still open; `links` go by the obligation's key."""
    known = {lesson.key: lesson for lesson in lessons}
    items = []
    for obligation in owed:
        lesson = known.get(obligation.lesson)
        start = datetime.combine(lesson.date, lesson.start, obligation.due.tzinfo) if lesson else None
        subject = lesson.subject if lesson else ""
        items.append(Item(obligation.group, obligation.due, links[obligation.key], subject, start))
    return {
        "title": duty.title,
        "proof": duty.proof,
        "clause": duty.basis,
        "limit": min(obligation.due for obligation in owed),
        "limits": _limits(owed),
        "closes": max(obligation.closes for obligation in owed),
        "items": items,
    }


def digest(
    duty: Duty,
    step: Step,
    settlement: Settlement,
    staff: Mapping[str, Person],
    now: datetime,
    earlier: Sequence[Settled] = (),
    reminded: Collection[str] = (),
) -> dict[str, Any]:
    """What a digest tells at `now` about the obligations of a step. `earlier` are the outcomes of the days
    before, for the list of those to whom it happened more than once in five working days; `reminded` are
    those who had a reminder of any of it."""
    keys = {obligation.key for obligation in step.obligations}
    settled = [one for one in settlement.settled if one.obligation.key in keys]
    extra = [answer for answer in settlement.extra if answer.proof == duty.proof and answer.date == step.date]
    found = summary.digest(settled, extra)
    later = [
        one for one in settlement.settled if one.obligation.key not in keys and step.due < one.obligation.due
    ]
    repeated = summary.repeated([*earlier, *settled]) if earlier else ()
    return {
        "title": duty.title,
        "clause": duty.basis,
        "limit": min(obligation.due for obligation in step.obligations),
        "limits": _limits(step.obligations),
        "moment": now,
        "later": sum(one.status is Status.PENDING for one in later),
        "reminded": sum(one.obligation.person in reminded for one in found.missing),
        "totals": found.totals,
        "completeness": found.totals.completeness,
        "timeliness": found.totals.timeliness,
        "all_done": found.totals.all_done,
        "missing": [row(one, staff) for one in found.missing],
        "late": [row(one, staff) for one in found.late],
        "pending": [row(one, staff) for one in found.pending],
        "excused": _by_person(found.excused, staff),
        "extra": [_answer(one, staff, step) for one in found.extra],
        "repeated": [RepeatedRow(_name(one.person, staff), one.late, one.missing) for one in repeated],
    }


def row(settled: Settled, staff: Mapping[str, Person]) -> Row:
    """One outcome as a letter shows it."""
    owed, answer = settled.obligation, settled.evidence
    at = answer.first_at.astimezone(owed.due.tzinfo) if answer else None
    reason = settled.reason if settled.status is Status.EXCUSED else ""
    return Row(_name(owed.person, staff), owed.group, at, owed.due, settled.minutes_late, reason)


def _limits(obligations: Iterable[Obligation]) -> list[datetime]:
    """Every limit there is among them, each once."""
    return sorted({obligation.due for obligation in obligations})


def _by_person(excused: Iterable[Settled], staff: Mapping[str, Person]) -> list[Row]:
    """Each excused person once, however many groups are excused with them."""
    return list({one.obligation.person: row(one, staff) for one in excused}.values())


def _answer(answer: Evidence, staff: Mapping[str, Person], step: Step) -> Row:
    at = answer.first_at.astimezone(step.due.tzinfo)
    return Row(_name(answer.person, staff), answer.group, at)


def _name(code: str, staff: Mapping[str, Person]) -> str:
    return names.told(code, staff)
