"""The script: who does what and when on the days of the demonstration. Made of the plan, the exceptions
told and a seed; played elsewhere."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from starosta.rules.duties import Obligation
from starosta.rules.plan import DayPlan
from starosta.rules.roster import Roster, students_of

from . import chronicle

Path = tuple[str, ...]
Values = Mapping[Path, str]
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Stretch:
    """A part of a day during which the clock runs, both ends aware; `notes` are worth knowing beforehand."""

    start: datetime
    end: datetime
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sending:
    """Somebody sends a form in. `values` are answers by the path of the question; who, the group and the
    day of a personal link are not among them. `how` is first, again (a second answer) or edit (of the
    first one). `late` counts minutes after the limit."""

    at: datetime
    person: str
    form: str
    date: date
    group: str
    values: Values
    how: str = "first"
    late: int = 0


@dataclass(frozen=True)
class HandEdit:
    """Somebody types a mark into a group's attendance sheet, in the column of the lesson with this number."""

    at: datetime
    person: str
    group: str
    student: str
    date: date
    number: int
    mark: str


Action = Sending | HandEdit


@dataclass(frozen=True)
class Script:
    """`told` is `demo/script.toml`; `presence` are the two choices «all are here» and «some are not»."""

    told: Mapping[str, Any]
    roster: Roster
    presence: Sequence[str]

    def actions(self, plan: DayPlan) -> tuple[Action, ...]:
        """Everything people do about a day's obligations, in the order of time; some of it on the day
        after."""
        chance = random.Random(f"{self.told['seed']}/{plan.day.date}")
        found: list[Action] = []
        for owed in plan.obligations:
            if not owed.excused:
                found += self._about(owed, plan, chance)
        found += self._by_hand(plan)
        return tuple(sorted(found, key=lambda action: (action.at, action.person)))

    def _about(self, owed: Obligation, plan: DayPlan, chance: random.Random) -> Iterator[Sending]:
        way = _way(self.told["way"], owed)
        usual = _before(owed.due, self.told["usual"][owed.proof], chance)
        at = moment(way["at"], owed.due) if "at" in way else usual
        values = self._values(owed, way, plan, chance)
        at += timedelta(seconds=chance.randrange(2, 58))
        if way.get("never"):
            return
        late = max(0, (at - owed.due) // MINUTE)
        first = Sending(at, owed.person, owed.proof, owed.date, owed.group, values, late=late)
        yield first
        if "again" in way:
            yield replace(first, at=moment(way["again"], owed.due), how="again")
        if "edit" in way:
            mended = self._values(owed, _mended(way), plan, chance)
            yield replace(first, at=moment(way["edit"], owed.due), how="edit", values=mended, late=0)

    def _values(
        self, owed: Obligation, way: Mapping[str, Any], plan: DayPlan, chance: random.Random
    ) -> Values:
        if owed.proof == "monitoring":
            return self._presence(owed, way, chance)
        if owed.proof == "daily_report":
            return {("chronometry",): self._chronometry(owed, way, plan)}
        return {}

    def _presence(self, owed: Obligation, way: Mapping[str, Any], chance: random.Random) -> Values:
        usual = self.told["usual"]
        members = [student.code for student in students_of(self.roster, owed.group, owed.date)]
        absent = sorted(chance.sample(range(len(members)), chance.choice(usual["absentees"])))
        drawn = {members[place]: chance.choice(usual["marks"]) for place in absent}
        given = {members[int(number) - 1]: mark for number, mark in way.get("marks", {}).items()}
        marks = given or drawn
        return {
            ("topic",): way.get("topic") or chance.choice(usual["topics"]),
            ("presence", owed.group): self.presence[bool(marks)],
            **{("marks", owed.group, student): mark for student, mark in marks.items()},
        }

    def _chronometry(self, owed: Obligation, way: Mapping[str, Any], plan: DayPlan) -> str:
        groups = dict.fromkeys(lesson.group for lesson in plan.lessons if lesson.teacher == owed.person)
        roles = self.roster.staff[owed.person].roles_on(owed.date)
        bounds = plan.frame.bounds[owed.date]
        fault, trouble = way.get("fault", ""), way.get("trouble", "")
        return chronicle.report(self.told["report"], bounds, roles, list(groups), fault, trouble)

    def _by_hand(self, plan: DayPlan) -> Iterator[HandEdit]:
        for told in self.told["hand"]:
            if told["date"] != plan.day.date.isoformat():
                continue
            lesson = next(
                lesson
                for lesson in plan.lessons
                if lesson.group == told["group"] and lesson.teacher == told["lesson_of"]
            )
            student = students_of(self.roster, told["group"], plan.day.date)[told["student"] - 1]
            at = moment(told["at"], datetime.combine(plan.day.date, time(), plan.frame.zone))
            yield HandEdit(
                at, told["person"], told["group"], student.code, lesson.date, lesson.number, told["mark"]
            )


def stretches(told: Mapping[str, Any], zone: Any) -> tuple[Stretch, ...]:
    """When the clock runs."""
    found = []
    for part in told["stretch"]:
        day = datetime.fromisoformat(part["date"]).replace(tzinfo=zone)
        ends = moment(part["from"], day), moment(part["to"], day)
        found.append(Stretch(*ends, tuple(part.get("notes", ()))))
    return tuple(found)


def moment(written: str, day: datetime) -> datetime:
    """`9:05` on a day or `2026-11-12 7:40`, in the zone of `day`."""
    on, _, at = written.rpartition(" ")
    hour, _, minute = at.partition(":")
    found = datetime.combine(date.fromisoformat(on) if on else day.date(), time(int(hour), int(minute)))
    return found.replace(tzinfo=day.tzinfo)


def _way(ways: Sequence[Mapping[str, Any]], owed: Obligation) -> Mapping[str, Any]:
    """How somebody's answer differs from everybody's; {} when it does not."""
    wanted = (owed.date.isoformat(), owed.proof, owed.person)
    for way in ways:
        if (way["date"], way["form"], way["person"]) == wanted and way.get("group", owed.group) == owed.group:
            return way
    return {}


def _mended(way: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**way, "marks": way.get("edited_marks", {}), "fault": ""}


def _before(due: datetime, window: Sequence[int], chance: random.Random) -> datetime:
    """A moment between two numbers of minutes before the limit."""
    earliest, latest = window
    return due - timedelta(minutes=chance.randint(latest, earliest))
