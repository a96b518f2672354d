"""The school's days: what kind of day a date is, its lessons, its plan and the steps it calls for. Pure; kept
per reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .rules import calendar, timetable
from .rules import plan as planning
from .rules import steps as stepping
from .rules.answers import Read
from .rules.calendar import Day, DayKind, OfficialYear
from .rules.moments import Anchor
from .rules.plan import DayPlan
from .rules.problems import Place, Problem
from .rules.roster import Roster
from .rules.steps import Step
from .rules.timetable import Lesson
from .rules.writing import normal

WEEKDAYS = {"weekday": range(5), "saturday": (5,), "sunday": (6,)}
HORIZON = timedelta(days=45)
"""In November the next year's decree should be known: a missing one is told this long before."""


@dataclass
class Agenda:
    """Dates of one school. `official` gives the state's calendar of a year, None while it is unknown."""

    roster: Roster
    zone: ZoneInfo
    week: int
    usual: DayKind
    profiles: Mapping[int, str]
    official: Callable[[int], OfficialYear | None]
    _days: dict[date, Day] = field(default_factory=dict)
    _plans: dict[date, tuple[DayPlan, tuple[Problem, ...]]] = field(default_factory=dict)
    _steps: dict[date, tuple[Step, ...]] = field(default_factory=dict)
    _years: dict[int, OfficialYear | None] = field(default_factory=dict)

    def day(self, date: date) -> Day:
        """What kind of day a date is; the sheet «Календарь» beats the state's calendar."""
        if date not in self._days:
            official = {year: known for year in (date.year,) if (known := self._year(year)) is not None}
            self._days[date] = calendar.day(
                date, self.week, official, self.roster.overrides, self.usual, self.profiles
            )
        return self._days[date]

    def plan(self, date: date) -> DayPlan:
        """Who owes what on a date."""
        return self._planned(date)[0]

    def problems(self, date: date) -> tuple[Problem, ...]:
        """What is wrong with the rows a date is made of, and with years whose calendar is not known."""
        plan, found = self._planned(date)
        years = sorted({date.year, (date + HORIZON).year})
        known = {year: official for year in years if (official := self._year(year)) is not None}
        untold = stepping.untold(plan, self.roster.duties, self.steps(date))
        return (*found, *plan.problems, *untold, *calendar.unknown_years(years, known))

    def lessons(self, date: date) -> tuple[Lesson, ...]:
        return self.plan(date).lessons

    def steps(self, date: date) -> tuple[Step, ...]:
        """Everything the toolkit itself has to do about a date's obligations."""
        if date not in self._steps:
            self._steps[date] = stepping.steps(self.plan(date), self.roster.duties)
        return self._steps[date]

    def previous(self, date: date) -> date | None:
        return calendar.previous_working_day(date, self.day)

    def next(self, date: date) -> date | None:
        return calendar.next_working_day(date, self.day)

    def misdated(self, reads: Iterable[Read], zone: ZoneInfo) -> list[Problem]:
        """Answers about a date nobody reports on that day: neither the day itself nor the working day beside
        it."""
        found = []
        for read in reads:
            sent = read.answer.first_at.astimezone(zone)
            first, last = self.previous(sent.date()) or sent.date(), self.next(sent.date()) or sent.date()
            if not first <= read.date <= last:
                facts = {"form": read.answer.form, "at": sent, "person": read.person.code, "day": read.date}
                found.append(Problem("answers.date_not_open", facts, Place(read.answer.form)))
        return found

    def early_dates(self, today: date) -> tuple[date, ...]:
        """The next working day, when something is owed for it the day before."""
        ahead = any(duty.limit.anchor is Anchor.PREVIOUS_WORKING_DAY for duty in self.roster.duties.values())
        following = self.next(today) if ahead else None
        return (following,) if following else ()

    def open_dates(self, now: datetime) -> tuple[date, ...]:
        """The dates whose obligations may still be received at `now`: today, and the working day before
        it."""
        today = now.date()
        before = self.previous(today)
        return (today,) if before is None else (before, today)

    def open_forms(self, dates: Iterable[date], now: datetime) -> set[str]:
        """Forms that somebody may be filling in at `now` for one of these dates."""
        found = set()
        for day in dates:
            begun = self.plan(day).frame.bounds.get(day, (time(0), time(0)))[0]
            opens = datetime.combine(day, begun, self.zone) - timedelta(hours=1)
            for obligation in self.plan(day).obligations:
                if opens <= now <= obligation.closes and not obligation.excused:
                    found.add(obligation.proof)
        return found

    def _planned(self, date: date) -> tuple[DayPlan, tuple[Problem, ...]]:
        if date not in self._plans:
            day = self.day(date)
            lessons, problems = timetable.lessons(
                day, self.roster.slots, self.roster.changes, self.roster.bells
            )
            made = planning.plan(self.roster, day, lessons, zone=self.zone, day_of=self.day)
            self._plans[date] = made, tuple(problems)
        return self._plans[date]

    def _year(self, year: int) -> OfficialYear | None:
        if year not in self._years:
            self._years[year] = self.official(year)
        return self._years[year]


def profiles(named: Mapping[str, str]) -> dict[int, str]:
    """`weekday` and `saturday` of a profile's [bell_profiles] → the bell profile of each weekday (Monday is
    0)."""
    found = {day: normal(named.get("weekday", "")) for day in range(7)}
    for name, profile in named.items():
        found |= dict.fromkeys(WEEKDAYS[name], normal(profile))
    return found
