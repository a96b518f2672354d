"""The evening reports of a day: answers read into reports, and the rows of the register, of hours by role and
of troubles.

Reading and checking the lines is in `chronometry`; whether a report came in time is decided in `settle`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import SequenceMatcher
from enum import StrEnum
from hashlib import sha256
from itertools import count
from types import MappingProxyType

from . import chronometry
from .chronometry import Line, Unread
from .people import Person
from .problems import Problem
from .timetable import Bells
from .writing import alike

SAME_TROUBLE = 0.6
"""Texts at least this alike (1 is equal) are one trouble whose wording was edited."""


class TroubleStatus(StrEnum):
    """Where a trouble of the register stands; words people see are in `words.toml` [trouble_statuses]."""

    NEW = "new"  # новая
    IN_WORK = "in_work"  # в работе
    SOLVED = "solved"  # решена


@dataclass(frozen=True)
class ReportAnswer:
    """One answer of the form «Отчёт о проделанной работе»: `text` is the chronometry as typed; moments are
    aware."""

    id: str
    person: str
    date: date
    text: str
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True)
class Report:
    """The report of one person on one date. `problems` are the faults of its lines and of the day; `coverage`
    is the share of the working day written down, 0 to 1; `minutes` go by role."""

    person: str
    date: date
    answer: str
    first_at: datetime
    last_at: datetime
    lines: tuple[Line, ...]
    minutes: Mapping[str, int]
    coverage: float
    problems: tuple[Problem, ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True)
class RegisterRow:
    """One report in the day's register. `minutes` counts each minute that its lines speak of once, `percent`
    is the covered share of the working day, `roles` are in the order of the text, `remarks` counts the faults
    of the chronometry."""

    key: str
    date: date
    person: str
    at: datetime
    minutes: int
    percent: int
    roles: tuple[str, ...]
    remarks: int


@dataclass(frozen=True)
class HoursRow:
    """Minutes of one person in one role on one date."""

    key: str
    date: date
    person: str
    role: str
    minutes: int

    @property
    def hours(self) -> float:
        """Hours with two decimals, as a sheet shows them."""
        return round(self.minutes / 60, 2)


@dataclass(frozen=True)
class TroubleRow:
    """A trouble somebody wrote down. The key survives edits of the text and of other lines, so its status is
    never lost."""

    key: str
    date: date
    person: str
    line: int
    role: str
    text: str
    status: TroubleStatus = TroubleStatus.NEW


def read(
    answers: Iterable[ReportAnswer],
    staff: Mapping[str, Person],
    bells: Mapping[date, Bells],
    roles: Sequence[str],
    nothing: Collection[str] = frozenset(),
    *,
    max_gap_minutes: int = chronometry.MAX_GAP_MINUTES,
) -> tuple[Report, ...]:
    """Reports of the staff's answers, usually of one day, in the order of the staff sheet (000, п. 7).

    `bells` give the bounds of the working day of each date; without them only single lines are checked.
    `roles` and `nothing` are those of `chronometry.parse`. Every role a person holds on the date must have a
    line. Whether a person edited the answer or sent another one for the date, the newest content counts with
    the time of the first.
    """
    reports: list[Report] = []
    for answer in _newest(answers):
        day = chronometry.parse(answer.text, roles, nothing)
        due = [_spelled(role, roles) for role in staff[answer.person].roles_on(answer.date)]
        reports.append(_report(answer, day, due, bells.get(answer.date), max_gap_minutes))
    places = {code: place for place, code in enumerate(staff)}
    return tuple(sorted(reports, key=lambda report: (report.date, places[report.person])))


def _spelled(role: str, roles: Iterable[str]) -> str:
    """A role as the school's list writes it: «руководитель ВКР»."""
    return next((known for known in roles if alike(known) == alike(role)), role)


def register(reports: Iterable[Report]) -> tuple[RegisterRow, ...]:
    """The day's register, one row for each report; the key is date/person."""
    return tuple(
        RegisterRow(
            subject(report),
            report.date,
            report.person,
            report.first_at,
            chronometry.minutes_told(report.lines),
            int(report.coverage * 100),
            tuple(report.minutes),
            len(report.problems),
        )
        for report in reports
    )


def hours(reports: Iterable[Report]) -> tuple[HoursRow, ...]:
    """Minutes by person and role, one row each; the key is date/person/role."""
    return tuple(
        HoursRow(_key(report, role), report.date, report.person, role, minutes)
        for report in reports
        for role, minutes in report.minutes.items()
    )


def troubles(
    reports: Iterable[Report], known: Mapping[str, str] = MappingProxyType({})
) -> tuple[TroubleRow, ...]:
    """What people wrote under «Возникшая проблема», with the keys by which it stands in the register.

    `known` are the texts of the day's rows by key: a trouble keeps its key while its text is the same or
    nearly so, whatever lines moved. A new one is given date/person/hash of its first text, with an ordinal
    when that is taken.
    """
    rows: list[TroubleRow] = []
    for report in reports:
        lines = [line for line in report.lines if line.trouble]
        own = {key: text for key, text in known.items() if key.startswith(_key(report, ""))}
        for line, key in zip(lines, _keys(report, [line.trouble for line in lines], own), strict=True):
            rows.append(TroubleRow(key, report.date, report.person, line.number, line.role, line.trouble))
    return tuple(rows)


def _keys(report: Report, texts: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """A key for each text: the known one of the same text, then those of the most similar ones, then new
    ones."""
    likeness = [
        (_likeness(text, old), -place, key) for place, text in enumerate(texts) for key, old in known.items()
    ]
    found: dict[int, str] = {}
    for ratio, place, key in sorted(likeness, key=lambda pair: pair[:2], reverse=True):
        if ratio >= SAME_TROUBLE and -place not in found and key not in found.values():
            found[-place] = key
    for place, text in enumerate(texts):
        if place not in found:
            taken = {*known, *found.values()}
            mark = _key(report, sha256(alike(text).encode()).hexdigest()[:10])
            ordinals = (mark if number == 1 else f"{mark}-{number}" for number in count(1))
            found[place] = next(key for key in ordinals if key not in taken)
    return [found[place] for place in range(len(texts))]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, alike(one), alike(other), autojunk=False).ratio()


def subject(report: Report) -> str:
    """The key of a person's day: all rows of a report begin with it."""
    return f"{report.date.isoformat()}/{report.person}"


def _report(
    answer: ReportAnswer,
    day: chronometry.Chronometry,
    due_roles: Sequence[str],
    bells: Bells | None,
    max_gap_minutes: int,
) -> Report:
    problems, share = list(day.problems), 0.0
    if bells:
        problems += chronometry.check(day, due_roles, bells.day_start, bells.day_end, max_gap_minutes)
        share = chronometry.coverage(day, bells.day_start, bells.day_end)
    return Report(
        answer.person,
        answer.date,
        answer.id,
        answer.first_at,
        answer.last_at,
        day.lines,
        chronometry.minutes_by_role(day.lines),
        share,
        tuple(problems),
        day.unread,
    )


def _newest(answers: Iterable[ReportAnswer]) -> list[ReportAnswer]:
    """One answer for each person and date, with the newest content and the earliest time, in the order of
    arrival."""
    newest: dict[tuple[date, str], ReportAnswer] = {}
    for answer in sorted(answers, key=lambda answer: (answer.last_at, answer.id)):
        key = (answer.date, answer.person)
        newest[key] = _since(answer, newest.get(key, answer))
    return sorted(newest.values(), key=lambda answer: (answer.first_at, answer.id))


def _since(answer: ReportAnswer, earlier: ReportAnswer) -> ReportAnswer:
    return replace(answer, first_at=min(answer.first_at, earlier.first_at))


def _key(report: Report, part: object) -> str:
    return f"{subject(report)}/{part}"
