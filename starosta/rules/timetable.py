"""Lessons of a date: the weekly timetable, the bell profile of the day and the substitutions laid over
it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from enum import StrEnum

from .calendar import Day, DayKind
from .people import Span
from .problems import Place, Problem


@dataclass(frozen=True)
class Bell:
    """One lesson number of a bell profile."""

    number: int
    start: time
    end: time


@dataclass(frozen=True)
class Bells:
    """A bell profile («будни», «суббота») with the bounds of the working day."""

    profile: str
    bells: tuple[Bell, ...]
    day_start: time
    day_end: time


class WeekParity(StrEnum):
    EVERY = "every"
    ODD = "odd"
    EVEN = "even"


@dataclass(frozen=True)
class Slot:
    """A row of the sheet «Расписание». `weekday`: Monday is 0. `first`–`last` are lesson numbers (equal for
    one)."""

    weekday: int
    first: int
    last: int
    group: str
    teacher: str
    subject: str = ""
    room: str = ""
    parity: WeekParity = WeekParity.EVERY
    span: Span = field(default_factory=Span)
    row: int = 0


class ChangeKind(StrEnum):
    REPLACE = "replace"  # замена: another teacher
    CANCEL = "cancel"  # отмена
    EXTRA = "extra"  # дополнительное занятие


@dataclass(frozen=True)
class Change:
    """A row of the sheet «Замены». For REPLACE and CANCEL `number` is any lesson number the slot covers."""

    date: date
    group: str
    number: int
    kind: ChangeKind
    teacher: str = ""
    subject: str = ""
    room: str = ""
    row: int = 0


@dataclass(frozen=True)
class Lesson:
    """One lesson of one date with its real teacher. `key` is unique within the school:
    '2026-11-11/ПК-11/1'."""

    date: date
    number: int
    start: time
    end: time
    group: str
    teacher: str
    subject: str = ""
    room: str = ""
    replaced: str = ""
    """The code of the teacher who was to give it, when somebody substitutes."""

    @property
    def key(self) -> str:
        return f"{self.date.isoformat()}/{self.group}/{self.number}"


def by_group(keys: Iterable[str]) -> dict[str, list[str]]:
    """Keys of lessons by their group, both in order."""
    found: dict[str, list[str]] = {}
    for key in sorted(keys):
        found.setdefault(key.partition("/")[2].rpartition("/")[0], []).append(key)
    return dict(sorted(found.items()))


_LESSONLESS = (DayKind.DAY_OFF, DayKind.VACATION, DayKind.PRACTICE)


def lessons(
    day: Day, slots: Iterable[Slot], changes: Iterable[Change], bells: Mapping[str, Bells]
) -> tuple[list[Lesson], list[Problem]]:
    """The lessons of a day in order of time, substitutions applied, and what is wrong with the rows they
    come from.

    There are none on days off, in vacations and for groups on practice. A slot of several numbers is one
    lesson from the first start to the last end. One teacher may have two groups at once; two lessons of one
    group at once are a problem, and of two with the same number only the first is kept.
    """
    todays = [change for change in changes if change.date == day.date and change.group not in day.off_groups]
    if day.kind in _LESSONLESS:
        return [], [_at_change("extra_without_lessons", change) for change in todays if _is_extra(change)]
    meeting = [slot for slot in slots if _meets(slot, day)]
    profile = bells.get(day.profile)
    if profile is None:
        nothing_lost = not meeting and not any(map(_is_extra, todays))
        return [], [] if nothing_lost else [_without_bells(day)]
    problems = _faults(meeting, todays)
    planned = [*(_planned(slot, _ruling(slot, todays)) for slot in meeting), *map(_extra, todays)]
    found: list[Lesson] = []
    for plan in filter(None, planned):
        lesson = _rung(plan, day.date, profile, problems)
        if lesson is not None and not _clashes(lesson, plan, found, problems):
            found.append(lesson)
    return sorted(found, key=lambda lesson: (lesson.start, lesson.group)), problems


def parity(day: date) -> WeekParity:
    """Whether a date's week, Monday to Sunday, is odd or even; the week of 1 September is the first of its
    academic year."""
    first = _first_monday(day.year)
    if day < first:
        first = _first_monday(day.year - 1)
    return WeekParity.EVEN if (day - first).days // 7 % 2 else WeekParity.ODD


def _first_monday(year: int) -> date:
    september = date(year, 9, 1)
    return september - timedelta(days=september.weekday())


def _meets(slot: Slot, day: Day) -> bool:
    return (
        slot.weekday == day.date.weekday()
        and day.date in slot.span
        and slot.group not in day.off_groups
        and slot.parity in (WeekParity.EVERY, parity(day.date))
    )


def _covers(slot: Slot, change: Change) -> bool:
    return not _is_extra(change) and slot.group == change.group and slot.first <= change.number <= slot.last


def _is_extra(change: Change) -> bool:
    return change.kind is ChangeKind.EXTRA


def _ruling(slot: Slot, changes: Sequence[Change]) -> Change | None:
    """The change that decides about a slot: the lowest row of those that touch it."""
    return next((change for change in reversed(changes) if _covers(slot, change)), None)


@dataclass(frozen=True)
class _Plan:
    """A slot as it will be held, the teacher who is replaced and the tab its row stands in."""

    slot: Slot
    replaced: str = ""
    tab: str = "timetable"


def _planned(slot: Slot, change: Change | None) -> _Plan | None:
    """None if the lesson is cancelled."""
    if change is None:
        return _Plan(slot)
    if change.kind is ChangeKind.CANCEL:
        return None
    teacher = change.teacher or slot.teacher
    subject, room = change.subject or slot.subject, change.room or slot.room
    held = replace(slot, teacher=teacher, subject=subject, room=room)
    return _Plan(held, slot.teacher if teacher != slot.teacher else "")


def _extra(change: Change) -> _Plan | None:
    if not _is_extra(change):
        return None
    what = change.group, change.teacher, change.subject, change.room
    return _Plan(
        Slot(change.date.weekday(), change.number, change.number, *what, row=change.row), tab="changes"
    )


def _rung(plan: _Plan, day: date, bells: Bells, problems: list[Problem]) -> Lesson | None:
    """The lesson at the times of the bells. Numbers the profile lacks are a problem; without the first of
    them there is no lesson."""
    slot = plan.slot
    rung = [bell for bell in bells.bells if slot.first <= bell.number <= slot.last]
    missing = set(range(slot.first, slot.last + 1)) - {bell.number for bell in rung}
    if missing:
        facts = {"group": slot.group, "number": min(missing), "profile": bells.profile, "date": day}
        problems.append(_at(plan, "bell_missing", facts))
    if slot.first in missing:
        return None
    start, end = min(bell.start for bell in rung), max(bell.end for bell in rung)
    return Lesson(
        day, slot.first, start, end, slot.group, slot.teacher, slot.subject, slot.room, plan.replaced
    )


def _clashes(lesson: Lesson, plan: _Plan, others: Iterable[Lesson], problems: list[Problem]) -> bool:
    """Notes two lessons of one group at one time; true if the lesson cannot be told from an earlier one."""
    same_time = [
        other
        for other in others
        if other.group == lesson.group and other.start < lesson.end and lesson.start < other.end
    ]
    for other in same_time:
        facts = {"group": lesson.group, "number": lesson.number, "other": other.number, "date": lesson.date}
        problems.append(_at(plan, "group_clash", facts))
    return any(other.key == lesson.key for other in same_time)


def _faults(slots: Sequence[Slot], changes: Sequence[Change]) -> list[Problem]:
    """Changes that touch no lesson, and those that contradict a lower row about the same lesson."""
    problems = []
    for change in changes:
        touched = [slot for slot in slots if _covers(slot, change)]
        if not touched and not _is_extra(change):
            problems.append(_at_change("change_without_lesson", change))
        rulings = [ruling for slot in touched if (ruling := _ruling(slot, changes)) is not None]
        if any((ruling.kind, ruling.teacher) != (change.kind, change.teacher) for ruling in rulings):
            problems.append(_at_change("change_contradicted", change, other=rulings[0].row))
    return problems


def _without_bells(day: Day) -> Problem:
    return Problem(
        "roster.profile_missing", {"profile": day.profile, "date": day.date}, Place("school", "bells")
    )


def _at_change(fault: str, change: Change, **facts: object) -> Problem:
    known = {"group": change.group, "number": change.number, "date": change.date}
    return Problem(f"roster.{fault}", known | facts, Place("school", "changes", change.row, "number"))


def _at(plan: _Plan, fault: str, facts: Mapping[str, object]) -> Problem:
    return Problem(f"roster.{fault}", facts, Place("school", plan.tab, plan.slot.row, "number"))
