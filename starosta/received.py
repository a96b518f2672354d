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
from .news import News
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
from .todo import Todo

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
    def open_dates(self) -> tuple[date, ...]: ...
    @property
    def news(self) -> News: ...
    @property
    def todo(self) -> Todo: ...
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
    _begun: dict[str, datetime] = field(default_factory=dict)
    _short: set[str] = field(default_factory=set)

    def __contains__(self, form: str) -> bool:
        """Whether the form was read in this tick."""
        return form in self._reads

    def reads(self, form: str) -> tuple[Read, ...]:
        """Answers of the open dates with known person and day; the rest become problems."""
        if form not in self._reads:
            school = self.school
            answers, begun = self._answers(form), self._midnight(self._begins(form))
            ahead, _ = self._read(answer for answer in answers if answer.last_at < begun)
            found, problems = self._read(answer for answer in answers if answer.last_at >= begun)
            faults = [*problems, *school.agenda.misdated(found, school.zone), *school.news.too_late(found)]
            school.report([*faults, *school.sources.lost.values()])
            self._reads[form] = (*ahead, *found)
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
        again (see `postpone`)."""
        reads = self.reads(form)
        if form in self.school.sources.lost or not self.school.news.has_unhandled(form, reads):
            return False
        waiting = self._waiting(form)
        return not (waiting and self.school.now < datetime.fromisoformat(waiting["until"]))

    def fill_dates(self, form: str) -> list[date]:
        """The dates to bring into the sheets. A date whose answers lie further back than this tick has read,
        as those beside a late edit, is for the next tick, which reads so far at once."""
        school, reads = self.school, self.reads(form)
        days = school.news.days(form, school.open_dates)
        edited = school.news.edited_days(form, reads) - days
        further = edited | school.news.incomplete(form, days, reads)
        begins = school.agenda.previous(min(further)) or min(further) if further else None
        if begins is None or self._midnight(begins) >= self._begun[form]:
            return sorted(days | edited)
        school.state.cursors.set(_further(form), begins.isoformat())
        self._short.add(form)
        return sorted(days - further)

    def handled(self, form: str) -> Callable[[], None]:
        """What notes that the form's present answers are dealt with, unless some are for the next tick."""
        if form in self._short:
            return lambda: None
        reads = self.reads(form)
        # Tables that change while the sheets are written were not used: the mark is that of the present ones.
        mark = self.school.news.fingerprint(reads)

        def note() -> None:
            self.school.news.handled(form, reads, mark)
            self.school.state.cursors.set(f"waiting/{form}", None)
            self.school.state.cursors.set(_further(form), None)

        return note

    def postpone(self, form: str, *, unwritten: bool) -> None:
        """What the form's present answers call for is not all done: mail takes no letters, a workbook has no
        place for them, or letters are `unwritten`. Nothing is read or written in vain every minute."""
        times = self._waiting(form).get("times", 0)
        pause = HOUR if unwritten else min(SOON * 2**times, LATER)
        until = (self.school.now + pause).isoformat()
        waiting = {"mark": self._making(form), "times": min(times + 1, 10), "until": until}
        self.school.state.cursors.set(f"waiting/{form}", waiting)

    def since(self, form: str) -> datetime:
        """The beginning of the oldest date whose answers matter. Where outcomes are told, that is the working
        day before: some answers are given ahead. A minute with nothing to do reads no further back."""
        oldest = self._begins(form)
        if self.day is not None or self.school.todo:
            oldest = self.school.agenda.previous(oldest) or oldest
        further = self.school.state.cursors.get(_further(form))
        return self._midnight(min(oldest, date.fromisoformat(further)) if further else oldest)

    def _waiting(self, form: str) -> Mapping[str, Any]:
        """How long letters about the present answers wait; nothing when there are others by now."""
        waiting: Mapping[str, Any] = self.school.state.cursors.get(f"waiting/{form}", {})
        return waiting if waiting.get("mark") == self._making(form) else {}

    def _making(self, form: str) -> str:
        """Another one as soon as the answers, the tables or the templates are others."""
        made = f"{self.school.news.fingerprint(self.reads(form))} {self.school.shelf.mark}"
        return hashlib.sha256(made.encode()).hexdigest()

    def _begins(self, form: str) -> date:
        return min(self.day or self.school.today, self.school.news.begins(form))

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.school.zone)

    def _read(self, answers: Iterable[Answer]) -> tuple[tuple[Read, ...], tuple[Problem, ...]]:
        roster = self.school.roster
        return answering.read(answers, roster.staff_index, roster.staff, self.school.zone)

    def _answers(self, form: str) -> list[Answer]:
        self._begun[form] = self.since(form)
        raw = self.school.sources.answers(form, self._begun[form])
        return self.school.form(form).answers(raw, lambda: self.school.sources.structure(form, raw))


def _further(form: str) -> str:
    """The cursor of the date from which the next tick must read."""
    return f"further/{form}"
