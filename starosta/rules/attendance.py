"""The answers of «Мониторинг» as attendance: for each group and lesson, the mark of every student enrolled
that day.

Whether an answer came in time is decided in `settle`, how a mark is understood in `marks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Literal

from . import marks as marks_
from .marks import Reading, Spellings
from .people import Student
from .problems import Problem
from .roster import Mark
from .timetable import Lesson
from .writing import clean

MAX_ONLINE_MINUTES = 30
"""000, п. 2: «Он-лайн включение не более 30 минут»."""

Presence = Literal["all", "some", ""]
_Pair = tuple[date, str, str]
"""A date, a group and a person."""
Taught = Mapping[_Pair, Sequence[Lesson]]


@dataclass(frozen=True)
class MonitoringAnswer:
    """One answer of the form. `person` and `group` are codes; `first_at` and `last_at` are aware moments;
    `presence` is '' when the question was left open; `marks` go by student code, as written."""

    id: str
    person: str
    date: date
    group: str
    first_at: datetime
    last_at: datetime
    presence: Presence = ""
    marks: Mapping[str, str] = field(default_factory=dict, hash=False)
    online_start: time | None = None
    online_end: time | None = None
    topic: str = ""
    structure: tuple[str, ...] = ()
    trouble: str = ""


@dataclass(frozen=True)
class LessonAttendance:
    """One lesson with the answer about it. `shown` is the text of the journal's cell by student code in the
    order of the sheet «Обучающиеся»; a student whose mark could not be understood is left out."""

    lesson: Lesson
    answer: MonitoringAnswer
    shown: Mapping[str, str]


@dataclass(frozen=True)
class AttendanceDay:
    """What the answers of a day gave. `remarks` are worth a line of the digest but are no mistakes of filling
    in. `answered` are all lessons that an answer counts for, whether or not it gave any mark, in their order;
    each of the other answers is explained in `problems` or, when its writer sent a newer one, in
    `remarks`."""

    lessons: tuple[LessonAttendance, ...] = ()
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    answered: tuple[tuple[Lesson, MonitoringAnswer], ...] = ()

    @property
    def about(self) -> dict[str, str]:
        """The key of the lesson of each answer that counts, by the answer's id."""
        return {answer.id: lesson.key for lesson, answer in self.answered}


def read(
    answers: Iterable[MonitoringAnswer],
    lessons: Iterable[Lesson],
    students: Mapping[str, Student],
    marks: Sequence[Mark],
    expected: Mapping[str, str] = MappingProxyType({}),
    *,
    show_present: bool = True,
    max_online_minutes: int = MAX_ONLINE_MINUTES,
) -> AttendanceDay:
    """Attendance of the lessons that the answers speak of (000, п. 3 and 4).

    `expected` is the lesson each answer proves a duty for, by the answer's id (`settle.lessons`). An answer
    no duty waits for corrects the person's answer before it about the group, else it is about their first
    lesson with the group that day. Whether a person edited the answer or sent another one about the same
    lesson, the newest content counts with the time of the first; answers of people who do not teach the group
    that day give nothing. Marks beat the words "all present"; "not all" without a mark gives nothing, since
    nobody may be guessed present.
    """
    taught = _taught(lessons)
    known = marks_.spellings(marks)
    read_lessons: dict[str, LessonAttendance] = {}
    problems: list[Problem] = []
    used, older = _newest(answers, taught, expected)
    remarks = [_problem("duplicate", answer) for answer in older]
    for answer, lesson in used:
        if lesson is None:
            problems.append(_why_extra(answer, taught))
            continue
        own = [student for student in students.values() if _sits_in(student, lesson)]
        readings, faults = _marks(answer, own, students, known)
        problems += faults + _online_faults(answer)
        remarks += _online_remarks(answer, max_online_minutes)
        if readings:
            shown = {code: _shown(reading, show_present) for code, reading in readings.items()}
            read_lessons[lesson.key] = LessonAttendance(lesson, answer, shown)
    in_order = sorted(read_lessons.values(), key=lambda taught: (taught.lesson.start, taught.lesson.key))
    answered = sorted(
        ((lesson, answer) for answer, lesson in used if lesson is not None),
        key=lambda told: (told[0].date, told[0].start, told[0].group),
    )
    return AttendanceDay(tuple(in_order), tuple(problems), tuple(remarks), tuple(answered))


def _newest(
    answers: Iterable[MonitoringAnswer], taught: Taught, expected: Mapping[str, str]
) -> tuple[list[tuple[MonitoringAnswer, Lesson | None]], list[MonitoringAnswer]]:
    """One answer for each lesson and person, with the newest content and the earliest time, in the order of
    arrival; those about no lesson once for each group; and the older answers they stand for. Earlier readings
    of the same answer are no answers of their own."""
    readings: dict[str, MonitoringAnswer] = {}
    for answer in sorted(answers, key=lambda answer: answer.last_at):
        readings[answer.id] = _since(answer, readings.get(answer.id, answer))
    about = _lessons(readings.values(), taught, expected)
    newest: dict[tuple[date, str, str, str], MonitoringAnswer] = {}
    older: list[MonitoringAnswer] = []
    for answer in sorted(readings.values(), key=lambda answer: (answer.last_at, answer.id)):
        lesson = about[answer.id]
        key = (answer.date, answer.group, answer.person, lesson.key if lesson else "")
        if key in newest:
            older.append(newest[key])
        newest[key] = _since(answer, newest.get(key, answer))
    in_order = sorted(newest.values(), key=lambda answer: (answer.first_at, answer.id))
    return [(answer, about[answer.id]) for answer in in_order], older


def _lessons(
    answers: Iterable[MonitoringAnswer], taught: Taught, expected: Mapping[str, str]
) -> dict[str, Lesson | None]:
    """The lesson of each answer by the answer's id; None for those of people who do not teach the group."""
    about: dict[str, Lesson | None] = {}
    before: dict[_Pair, Lesson] = {}
    for answer in sorted(answers, key=lambda answer: (answer.first_at, answer.id)):
        pair = (answer.date, answer.group, answer.person)
        own = taught.get(pair, ())
        named = next((lesson for lesson in own if lesson.key == expected.get(answer.id)), None)
        lesson = named or before.get(pair) or next(iter(own), None)
        about[answer.id] = lesson
        if lesson is not None:
            before[pair] = lesson
    return about


def _since(answer: MonitoringAnswer, earlier: MonitoringAnswer) -> MonitoringAnswer:
    return replace(answer, first_at=min(answer.first_at, earlier.first_at))


def _taught(lessons: Iterable[Lesson]) -> Taught:
    """The lessons of each person with each group in their order."""
    found: dict[_Pair, list[Lesson]] = {}
    for lesson in sorted(lessons, key=lambda lesson: (lesson.date, lesson.start, lesson.number)):
        found.setdefault((lesson.date, lesson.group, lesson.teacher), []).append(lesson)
    return found


def _why_extra(answer: MonitoringAnswer, taught: Taught) -> Problem:
    teachers = sorted(person for day, group, person in taught if (day, group) == (answer.date, answer.group))
    if teachers:
        return _problem("other_teacher", answer, teachers=", ".join(teachers))
    return _problem("group_not_taught", answer)


def _marks(
    answer: MonitoringAnswer, own: Sequence[Student], students: Mapping[str, Student], known: Spellings
) -> tuple[dict[str, Reading], list[Problem]]:
    codes = {student.code for student in own}
    faults = [
        _stranger(answer, code, students)
        for code, written in answer.marks.items()
        if code not in codes and clean(written)
    ]
    given = {code for code in codes if clean(answer.marks.get(code, ""))}
    if not given and answer.presence != "all":
        return {}, [*faults, _problem("some_without_marks" if answer.presence else "no_presence", answer)]
    readings: dict[str, Reading] = {}
    for student in own:
        reading = marks_.read(answer.marks.get(student.code, ""), known)
        if isinstance(reading, Reading):
            readings[student.code] = reading
        else:
            faults.append(Problem(reading.code, {**_facts(answer), "student": student.code, **reading.facts}))
    away = [code for code, reading in readings.items() if reading.mark.counts in marks_.ABSENT]
    if answer.presence == "all" and away:
        faults.append(_problem("all_but_marks", answer, students=", ".join(away)))
    return readings, faults


def _stranger(answer: MonitoringAnswer, code: str, students: Mapping[str, Student]) -> Problem:
    student = students.get(code)
    if student is None:
        return _problem("unknown_student", answer, student=code)
    group = student.group_on(answer.date)
    if not group:
        return _problem("not_enrolled", answer, student=code)
    return _problem("other_group", answer, student=code, student_group=group)


def _online_faults(answer: MonitoringAnswer) -> list[Problem]:
    minutes = _online_minutes(answer)
    if minutes is None or minutes > 0:
        return []
    return [_problem("online_end_before_start", answer, **_online_times(answer))]


def _online_remarks(answer: MonitoringAnswer, limit: int) -> list[Problem]:
    minutes = _online_minutes(answer)
    if minutes is None or minutes <= limit:
        return []
    return [_problem("online_too_long", answer, minutes=minutes, limit=limit, **_online_times(answer))]


def _online_minutes(answer: MonitoringAnswer) -> int | None:
    start, end = answer.online_start, answer.online_end
    if start is None or end is None:
        return None
    return (end.hour - start.hour) * 60 + end.minute - start.minute


def _online_times(answer: MonitoringAnswer) -> dict[str, str]:
    times = {"start": answer.online_start, "end": answer.online_end}
    return {key: f"{at.hour}:{at:%M}" for key, at in times.items() if at is not None}


def _sits_in(student: Student, lesson: Lesson) -> bool:
    return student.group_on(lesson.date) == lesson.group


def _shown(reading: Reading, show_present: bool) -> str:
    return "" if reading.mark.counts == marks_.PRESENT and not show_present else reading.shown


def _problem(name: str, answer: MonitoringAnswer, **facts: object) -> Problem:
    return Problem(f"attendance.{name}", {**_facts(answer), **facts})


def _facts(answer: MonitoringAnswer) -> dict[str, object]:
    return {"person": answer.person, "group": answer.group, "answer": answer.id}
