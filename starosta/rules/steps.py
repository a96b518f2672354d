"""What the toolkit itself has to do and when: reminders, digests, escalations, each with a once-key."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from .duties import DigestKind, Duty, Obligation
from .moments import LESSON_ANCHORS, Anchor, Moment, resolve
from .plan import DayPlan
from .problems import Place, Problem
from .settle import AFTER_CLOSING, Settlement, Status


class StepKind(StrEnum):
    REMIND_BEFORE = "remind_before"
    REMIND_AFTER = "remind_after"
    DIGEST = "digest"
    PACKAGE = "package"
    ESCALATE = "escalate"


REMINDERS = frozenset({StepKind.REMIND_BEFORE, StepKind.REMIND_AFTER})
_FOR_EACH = LESSON_ANCHORS | {Anchor.LIMIT}
"""Moments that differ from obligation to obligation."""
_UNPAID = frozenset({Status.PENDING, Status.MISSING})


@dataclass(frozen=True)
class Step:
    """`key` is the once-key; it is due from `due` and makes no sense after `expires`. `to` is a staff code
    for reminders and a name of the sheet «Получатели» for the rest. `obligations` are those it speaks of,
    whatever their status."""

    kind: StepKind
    key: str
    duty: str
    date: date
    to: str
    due: datetime
    expires: datetime
    obligations: tuple[Obligation, ...]

    @property
    def letter(self) -> str:
        """The once-key of what it tells: one address behind two names hears it once."""
        head, _, at = self.key.rpartition(f"/{self.to}/")
        return f"{head}/{at}"


def untold(plan: DayPlan, duties: Mapping[str, Duty], steps: Iterable[Step]) -> tuple[Problem, ...]:
    """Duties of a date whose digests and escalations all come too early for some of what is owed: their times
    are plain ones before the limit. A duty nobody wants to hear of is none of them."""
    spoken = {o.key for step in steps if step.kind not in REMINDERS for o in step.obligations}
    late: dict[str, datetime] = {}
    for owed in plan.obligations:
        duty = duties[owed.duty]
        heard = (duty.digest_at and duty.digest_to) or (duty.escalate_at and duty.escalate_to)
        if heard and not owed.excused and owed.key not in spoken:
            late[owed.duty] = max(owed.due, late.get(owed.duty, owed.due))
    return tuple(
        Problem(
            "moments.never_told",
            {"duty": duties[code].title, "limit": due.time()},
            Place("school", "duties", duties[code].row, "digest_at"),
        )
        for code, due in late.items()
    )


def steps(plan: DayPlan, duties: Mapping[str, Duty]) -> tuple[Step, ...]:
    """All steps that the obligations of one date call for, in the order of time; some may be due on other
    dates.

    Reminders go to those who owe, never to the excused, and all that one person is reminded of at one time
    for one duty is one step. A digest or escalation at a plain time speaks of the obligations whose limit has
    come by then; one counted from the limit or the lesson, of the obligations that share that time. A step
    without anything expected is left out.

    A reminder before the limit expires at the limit, one after it at the closing, a package at the closing,
    digests and escalations at the end of their date.
    """
    found: list[Step] = []
    for duty in duties.values():
        owed = tuple(obligation for obligation in plan.obligations if obligation.duty == duty.code)
        found += _reminders(duty, owed)
        found += _summaries(plan, duty, owed)
    return tuple(sorted(found, key=lambda step: (step.due, step.key)))


def due(
    steps: Iterable[Step], done: Container[str], now: datetime
) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """Steps to act upon at `now`, and those that a later step of the same line has made pointless; both by
    time.

    A line is one duty, date and addressee, reminders before and after being one line. A step is superseded
    when newer steps of its line, done or due, speak of everything it would have spoken of. Expired steps are
    in neither: they need no memory.
    """
    lines: dict[tuple[str, str, date, str], list[Step]] = {}
    for step in steps:
        if step.due <= now:
            lines.setdefault(_line(step), []).append(step)
    act: list[Step] = []
    superseded: list[Step] = []
    for line in lines.values():
        spoken: set[str] = set()
        for step in sorted(line, key=lambda step: (step.due, step.key), reverse=True):
            subjects = {obligation.key for obligation in step.obligations}
            if step.key in done:
                spoken |= subjects
            elif now < step.expires:
                (superseded if subjects <= spoken else act).append(step)
                spoken |= subjects
    return _by_time(act), _by_time(superseded)


def open_obligations(step: Step, settlement: Settlement) -> tuple[Obligation, ...]:
    """Those of the step that are still unpaid: nothing came at all, be it after the closing, and nobody is
    excused."""
    outcomes = (settlement.by_key.get(obligation.key) for obligation in step.obligations)
    return tuple(
        settled.obligation
        for settled in outcomes
        if settled is not None and settled.status in _UNPAID and settled.reason != AFTER_CLOSING
    )


def _reminders(duty: Duty, owed: Iterable[Obligation]) -> Iterator[Step]:
    at: dict[tuple[StepKind, str, datetime], list[Obligation]] = {}
    for obligation in owed:
        if obligation.excused:
            continue
        for minutes in duty.remind_before:
            if minutes > 0:
                when = obligation.due - timedelta(minutes=minutes)
                at.setdefault((StepKind.REMIND_BEFORE, obligation.person, when), []).append(obligation)
        for minutes in duty.remind_after:
            when = obligation.due + timedelta(minutes=minutes)
            if when < obligation.closes:
                at.setdefault((StepKind.REMIND_AFTER, obligation.person, when), []).append(obligation)
    for (kind, person, when), obligations in at.items():
        ends = (o.due if kind is StepKind.REMIND_BEFORE else o.closes for o in obligations)
        yield _step(kind, duty, person, when, max(ends), obligations)


def _summaries(plan: DayPlan, duty: Duty, owed: tuple[Obligation, ...]) -> Iterator[Step]:
    package = duty.digest_kind is DigestKind.PACKAGE
    for when, obligations in _told_at(plan, duty.digest_at, owed).items():
        ends = max(obligation.closes for obligation in obligations) if package else _midnight(when)
        for to in dict.fromkeys(duty.digest_to):
            kind = StepKind.PACKAGE if package else StepKind.DIGEST
            yield _step(kind, duty, to, when, ends if ends > when else _midnight(when), obligations)
    escalate_at = () if duty.escalate_at is None else (duty.escalate_at,)
    for when, obligations in _told_at(plan, escalate_at, owed).items():
        for to in dict.fromkeys(duty.escalate_to):
            yield _step(StepKind.ESCALATE, duty, to, when, _midnight(when), obligations)


def _told_at(
    plan: DayPlan, moments: Iterable[Moment], owed: tuple[Obligation, ...]
) -> dict[datetime, list[Obligation]]:
    """What is spoken of at each time; times at which nothing is expected are left out."""
    lessons = {lesson.key: lesson for lesson in plan.lessons}
    told: dict[datetime, dict[str, Obligation]] = {}
    for moment in moments:
        for obligation in owed:
            when = resolve(moment, plan.frame, lesson=lessons.get(obligation.lesson), limit=obligation.due)
            if when is not None and (moment.anchor in _FOR_EACH or obligation.due <= when):
                told.setdefault(when, {})[obligation.key] = obligation
    return {
        when: list(obligations.values())
        for when, obligations in told.items()
        if not all(obligation.excused for obligation in obligations.values())
    }


def _step(
    kind: StepKind, duty: Duty, to: str, when: datetime, expires: datetime, obligations: Iterable[Obligation]
) -> Step:
    spoken = tuple(obligations)
    day = spoken[0].date
    at = f"{when:%H:%M}" if when.date() == day else f"{when:%Y-%m-%dT%H:%M}"
    key = f"{kind}/{duty.code}/{day.isoformat()}/{to}/{at}"
    return Step(kind, key, duty.code, day, to, when, expires, spoken)


def _line(step: Step) -> tuple[str, str, date, str]:
    family = "remind" if step.kind in REMINDERS else str(step.kind)
    return family, step.duty, step.date, step.to


def _midnight(when: datetime) -> datetime:
    return datetime.combine(when.date() + timedelta(days=1), time(), when.tzinfo)


def _by_time(steps: Iterable[Step]) -> tuple[Step, ...]:
    return tuple(sorted(steps, key=lambda step: (step.due, step.key)))
