"""The plan of one date: duties × staff × lessons × absences → obligations. What came of them is decided in
`settle`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from .calendar import Day, last_working_day_of_month, next_working_day, previous_working_day
from .duties import Applies, Duty, Obligation
from .moments import LESSON_ANCHORS, Anchor, Frame, resolve
from .people import Person
from .problems import Place, Problem
from .roster import Roster, absence_on
from .timetable import Bells, Lesson
from .writing import normal

DayOf = Callable[[date], Day]
LATEST = timedelta(hours=1)
"""How long after its limit something is received when its column «Приём до» ends before the limit."""


@dataclass(frozen=True)
class DayPlan:
    """What should happen on one date. `obligations` follow the order of the duties, of the staff and of the
    lessons; `frame` is what their moments were counted from."""

    day: Day
    lessons: tuple[Lesson, ...]
    obligations: tuple[Obligation, ...]
    problems: tuple[Problem, ...]
    frame: Frame


def plan(roster: Roster, day: Day, lessons: Iterable[Lesson], *, zone: tzinfo, day_of: DayOf) -> DayPlan:
    """Everything owed on `day`. `lessons` are the day's real lessons, substitutions applied; `day_of` gives
    any other date.

    * A day off owes nothing. A duty with day kinds applies on these only.
    * Who does not work that day or does not hold the duty's role owes nothing; who is absent is excused with
      the reason.
    * A duty bound to lessons is owed by whoever gives the lesson: a substitute owes what the replaced teacher
      would have owed, whatever the substitute's own roles. Without lessons none is owed (000, п. 6).
    * EACH_GROUP is owed once for each person and group. It is about the person's first lesson with that group
      when the limit is counted from a lesson, and about the lesson going on at the limit when the limit is a
      plain time.
    * MONTH_END is owed on the last working day of the month.

    A limit that cannot be counted costs only its duty; a closing time before the limit is put off to the
    limit.
    """
    ordered = tuple(
        sorted(lessons, key=lambda lesson: (lesson.start, lesson.number, lesson.group, lesson.teacher))
    )
    frame = frame_of(day.date, zone=zone, day_of=day_of, bells=roster.bells)
    if not day.working:
        return DayPlan(day, ordered, (), (), frame)
    problems = list(_unknown_teachers(roster, ordered))
    obligations: list[Obligation] = []
    taught = _by_teacher(ordered)
    for duty in roster.duties.values():
        if _applies(duty, day, frame):
            owed, found = _owed(duty, roster, taught, frame)
            obligations += owed
            problems += found
    return DayPlan(day, ordered, tuple(obligations), tuple(problems), frame)


def frame_of(day: date, *, zone: tzinfo, day_of: DayOf, bells: Mapping[str, Bells]) -> Frame:
    """What moments of `day` are counted from: the neighbouring working days and the bounds of each of these
    days."""
    found = {
        Anchor.PREVIOUS_WORKING_DAY: previous_working_day(day, day_of),
        Anchor.NEXT_WORKING_DAY: next_working_day(day, day_of),
        Anchor.LAST_WORKING_DAY_OF_MONTH: last_working_day_of_month(day, day_of),
    }
    dates = {anchor: other for anchor, other in found.items() if other is not None}
    profiles = {other: bells.get(day_of(other).profile) for other in (day, *dates.values())}
    bounds = {other: (profile.day_start, profile.day_end) for other, profile in profiles.items() if profile}
    return Frame(day, zone, dates, bounds)


def _applies(duty: Duty, day: Day, frame: Frame) -> bool:
    if duty.kinds and day.kind not in duty.kinds:
        return False
    return duty.applies is not Applies.MONTH_END or day.date == frame.dates.get(
        Anchor.LAST_WORKING_DAY_OF_MONTH
    )


def _by_teacher(lessons: Sequence[Lesson]) -> dict[str, list[Lesson]]:
    taught: dict[str, list[Lesson]] = {}
    for lesson in lessons:
        taught.setdefault(lesson.teacher, []).append(lesson)
    return taught


def _unknown_teachers(roster: Roster, lessons: Sequence[Lesson]) -> Iterator[Problem]:
    """One problem for each teacher and group, about the first lesson nobody can be asked for."""
    told: set[tuple[str, str]] = set()
    for lesson in lessons:
        person = roster.staff.get(lesson.teacher)
        pair = (lesson.teacher, lesson.group)
        if (person is None or not person.works(lesson.date)) and pair not in told:
            told.add(pair)
            facts = {
                "date": lesson.date,
                "number": lesson.number,
                "group": lesson.group,
                "teacher": lesson.teacher,
            }
            yield Problem("moments.teacher_unknown", facts, Place("school", "timetable", 0, "teacher"))


def _owed(
    duty: Duty, roster: Roster, taught: Mapping[str, Sequence[Lesson]], frame: Frame
) -> tuple[list[Obligation], list[Problem]]:
    """The obligations of one duty; a moment that cannot be counted is told once, whomever it concerns."""
    obligations: list[Obligation] = []
    problems: dict[str, Problem] = {}
    for person in roster.staff.values():
        if not person.works(frame.day):
            continue
        lessons = taught.get(person.code, ())
        absence = absence_on(roster, person.code, frame.day)
        excused = absence.reason if absence else ""
        for group, lesson in _occasions(duty, person, roster.staff, lessons, frame):
            for problem in _uncountable(duty, frame, lesson):
                problems.setdefault(problem.place.column, problem)
            times = _times(duty, frame, lesson)
            if times is not None:
                about, each = _about(duty, lesson, times[0], lessons), duty.applies is Applies.EACH_LESSON
                owes = (duty.code, person.code, frame.day, *times, group, about, excused, duty.proof, each)
                obligations.append(Obligation(*owes))
    return obligations, list(problems.values())


def _times(duty: Duty, frame: Frame, lesson: Lesson | None) -> tuple[datetime, datetime] | None:
    """The limit and the closing, which is never before the limit."""
    due = resolve(duty.limit, frame, lesson=lesson)
    closes = resolve(duty.closes, frame, lesson=lesson, limit=due)
    if due is None or closes is None:
        return None
    return due, closes if closes > due else due + LATEST


def _uncountable(duty: Duty, frame: Frame, lesson: Lesson | None) -> Iterator[Problem]:
    """What is wrong with the duty's moments on this date; an uncountable limit hides the rest."""
    due = resolve(duty.limit, frame, lesson=lesson)
    if due is None:
        yield _problem("nothing_to_count_from", duty, "limit", frame)
        return
    closes = resolve(duty.closes, frame, lesson=lesson, limit=due)
    if closes is not None and closes < due:
        yield _problem("closes_before_limit", duty, "closes", frame)
    escalate_at = () if duty.escalate_at is None else (duty.escalate_at,)
    for column, moments in (
        ("closes", (duty.closes,)),
        ("digest_at", duty.digest_at),
        ("escalate_at", escalate_at),
    ):
        if any(resolve(moment, frame, lesson=lesson, limit=due) is None for moment in moments):
            yield _problem("nothing_to_count_from", duty, column, frame)


def _occasions(
    duty: Duty, person: Person, staff: Mapping[str, Person], taught: Sequence[Lesson], frame: Frame
) -> list[tuple[str, Lesson | None]]:
    """How often the person owes the duty: (group, lesson its limit is counted from)."""
    if duty.applies in (Applies.WORKING_DAY, Applies.MONTH_END):
        return [("", None)] if _holds(person, duty.role, frame.day) else []
    lessons = [lesson for lesson in taught if _follows(duty, person, staff, lesson)]
    if duty.applies is Applies.EACH_LESSON:
        return [(lesson.group, lesson) for lesson in lessons]
    if duty.applies is Applies.LESSON_DAY:
        return [("", lesson) for lesson in lessons[:1]]
    first: dict[str, Lesson] = {}
    for lesson in lessons:
        first.setdefault(lesson.group, lesson)
    return list(first.items())


def _follows(duty: Duty, person: Person, staff: Mapping[str, Person], lesson: Lesson) -> bool:
    replaced = staff.get(lesson.replaced)
    return _holds(person, duty.role, lesson.date) or (
        replaced is not None and _holds(replaced, duty.role, lesson.date)
    )


def _holds(person: Person, role: str, day: date) -> bool:
    return normal(role) in map(normal, person.roles_on(day))


def _about(duty: Duty, counted_from: Lesson | None, due: datetime, taught: Sequence[Lesson]) -> str:
    """The key of the lesson the obligation is about."""
    if counted_from is None:
        return ""
    if duty.applies is not Applies.EACH_GROUP or duty.limit.anchor in LESSON_ANCHORS:
        return counted_from.key
    clock = due.time()
    same_group = (lesson for lesson in taught if lesson.group == counted_from.group)
    going_on = (
        lesson for lesson in same_group if lesson.date == due.date() and lesson.start <= clock <= lesson.end
    )
    return next(going_on, counted_from).key


def _problem(name: str, duty: Duty, column: str, frame: Frame) -> Problem:
    facts = {"duty": duty.title, "date": frame.day}
    return Problem(f"moments.{name}", facts, Place("school", "duties", duty.row, column))
