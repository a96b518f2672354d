"""What came in through the school's forms, during one tick: read once, understood, settled against the plan,
compared with what was dealt with before. Calls to Google are in `sources`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from .agenda import Agenda
from .memory import Memory
from .rules import answers as answering
from .rules import settle as settling
from .rules.answers import Answer, Read
from .rules.duties import Duty
from .rules.problems import Problem
from .rules.roster import Roster
from .rules.settle import Settlement
from .school_forms import SchoolForm
from .shelf import Shelf
from .sources import Sources
from .state.database import State

SOON, LATER, HOUR = timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=1)
"""Letters about answers that could not go out are tried again after twice the time, up to `LATER`; those that
cannot even be written after an `HOUR`, or as soon as what they are made of is another."""


class Desk(Protocol):
    """What receiving needs of a school during a tick."""

    @property
    def now(self) -> datetime: ...
    @property
    def today(self) -> date: ...
    @property
    def zone(self) -> ZoneInfo: ...
    @property
    def roster(self) -> Roster: ...
    @property
    def agenda(self) -> Agenda: ...
    @property
    def memory(self) -> Memory: ...
    @property
    def sources(self) -> Sources: ...
    @property
    def state(self) -> State: ...
    @property
    def shelf(self) -> Shelf: ...
    def form(self, key: str) -> SchoolForm: ...
    def report(self, problems: Iterable[Problem]) -> None: ...


@dataclass
class Received:
    """The answers of one school during one tick. `day` is the date that is asked about instead of today."""

    school: Desk
    day: date | None = None
    _reads: dict[str, tuple[Read, ...]] = field(default_factory=dict)

    def __contains__(self, form: str) -> bool:
        """Whether the form was read in this tick."""
        return form in self._reads

    def reads(self, form: str) -> tuple[Read, ...]:
        """Answers of the open dates with known person and day; the rest become problems."""
        if form not in self._reads:
            school = self.school
            roster = school.roster
            found, problems = answering.read(
                self._answers(form), roster.staff_index, roster.staff, school.zone
            )
            lost, begun = school.sources.lost.values(), self._begun(form)
            faults = (*problems, *school.agenda.misdated(found, school.zone))
            # Of the day before the oldest one only the answers given ahead matter.
            school.report([*lost, *(fault for fault in faults if fault.facts["at"] >= begun)])  # type: ignore[operator]
            self._reads[form] = found
        return self._reads[form]

    def settlement(self, day: date, duty: Duty) -> Settlement:
        """The present status of one duty of a day; extra is what no duty of its form expected."""
        owed = [o for o in self.school.agenda.plan(day).obligations if o.proof == duty.proof]
        evidence = [read.evidence for read in self.reads(duty.proof) if read.date == day]
        whole = settling.settle(owed, evidence, self.school.now)
        settled = (one for one in whole.settled if one.obligation.duty == duty.code)
        return Settlement(tuple(settled), whole.extra)

    def has_news(self, form: str) -> bool:
        """Whether there are answers nobody has handled yet (see `handled`), unless it is too early to try
        again (see `waits`)."""
        self.reads(form)
        if form in self.school.sources.lost:
            return False
        news = bool(self.school.state.cursors.get(f"handled/{form}", "") != self._fingerprint(form))
        if not news:
            self.school.memory.filled(form)
        waiting = self._waiting(form) if news else {}
        return news and not (waiting and self.school.now < datetime.fromisoformat(waiting["until"]))

    def handled(self, form: str) -> Callable[[], None]:
        """What notes that the form's present answers are dealt with."""
        mark = self._fingerprint(form)

        def note() -> None:
            self.school.state.cursors.set(f"handled/{form}", mark)
            self.school.state.cursors.set(f"waiting/{form}", None)
            self.school.memory.filled(form)

        return note

    def waits(self, form: str, *, unwritten: bool) -> None:
        """Letters about the form's present answers are not out: mail takes none, or they are `unwritten`.
        The sheets are filled, so that nothing is read or written in vain every minute."""
        times = self._waiting(form).get("times", 0)
        pause = HOUR if unwritten else min(SOON * 2**times, LATER)
        until = (self.school.now + pause).isoformat()
        waiting = {"mark": self._making(form), "times": min(times + 1, 10), "until": until}
        self.school.state.cursors.set(f"waiting/{form}", waiting)

    def since(self, form: str) -> datetime:
        """The beginning of the working day before the oldest date whose answers still matter: some are given
        ahead."""
        begun = self._begun(form)
        before = self.school.agenda.previous(begun.date()) or begun.date()
        return datetime.combine(before, time(), self.school.zone)

    def _waiting(self, form: str) -> Mapping[str, Any]:
        """How long letters about the present answers wait; nothing when there are others by now."""
        waiting: Mapping[str, Any] = self.school.state.cursors.get(f"waiting/{form}", {})
        return waiting if waiting.get("mark") == self._making(form) else {}

    def _making(self, form: str) -> str:
        """Another one as soon as the answers, the tables or the templates are others."""
        return hashlib.sha256(f"{self._fingerprint(form)} {self.school.shelf.mark}".encode()).hexdigest()

    def _begun(self, form: str) -> datetime:
        """The beginning of the oldest date whose answers still matter."""
        school = self.school
        dates = (school.agenda.open_dates(school.now)[0], self.day or school.today, school.memory.begun(form))
        return datetime.combine(min(dates), time(), school.zone)

    def _answers(self, form: str) -> list[Answer]:
        raw = self.school.sources.answers(form, self.since(form))
        return self.school.form(form).answers(raw, lambda: self.school.sources.structure(form, raw))

    def _fingerprint(self, form: str) -> str:
        parts = [f"{read.answer.id} {read.answer.last_at.isoformat()}" for read in self.reads(form)]
        version = self.school.state.cursors.get("version/school")
        text = "\n".join([f"{version} {self.school.today}", *sorted(parts)])
        return hashlib.sha256(text.encode()).hexdigest()
