"""Which answers of a form nobody has dealt with yet, and which days' sheets they change. Reading them is done
in `school`, what they mean decided in the rules."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from .agenda import Agenda
from .memory import Memory
from .rules.answers import Read
from .rules.problems import Place, Problem
from .state.database import State

LONGEST = 31
"""Days after which neither missed answers nor edits are carried into sheets."""


@dataclass(frozen=True)
class News:
    """The news of one school during one tick."""

    state: State
    agenda: Agenda
    memory: Memory
    now: datetime

    def has_unhandled(self, form: str, reads: Iterable[Read]) -> bool:
        """Whether there are answers that `handled` has not seen; when there are none, the form is dealt with
        up to today."""
        news = bool(self.state.cursors.get(f"handled/{form}", "") != self.fingerprint(reads))
        if not news:
            self._filled(form)
        return news

    def handled(self, form: str, reads: Iterable[Read], mark: str) -> None:
        """Everything these answers say stands in the sheets; `mark` is their fingerprint under the tables
        that were used."""
        self.state.cursors.set(f"handled/{form}", mark)
        self.state.cursors.set(_edits(form), {r.answer.id: _stamp(r) for r in reads if self._late(r)})
        self._filled(form)

    def days(self, form: str, open_dates: Sequence[date]) -> set[date]:
        """The open dates, and the working days before them that passed while nobody was there to handle
        their answers, a month at the most."""
        begun = self.begun(form)
        missed = (begun + timedelta(days=n) for n in range((self.now.date() - begun).days))
        return {*open_dates, *(day for day in missed if self.agenda.day(day).working)}

    def edited_days(self, form: str, reads: Iterable[Read]) -> set[date]:
        """The days before today that edits made on a later day are about or were about before."""
        known = self.state.cursors.get(_edits(form), {})
        found: set[date] = set()
        for read in reads:
            if self._late(read) and known.get(read.answer.id) != _stamp(read):
                found |= {
                    day for day in self._around(read) if day == read.date or self._gave(form, day, read)
                }
        return {day for day in found if self._oldest <= day < self.now.date()}

    def incomplete(self, form: str, days: Iterable[date], reads: Iterable[Read]) -> set[date]:
        """Days that an answer gave us which lies further back: it was sent before the day it is about."""
        seen = {read.answer.id for read in reads}
        return {day for day in days for by in self.memory.given(form, day).values() if by.keys() - seen}

    def too_late(self, reads: Iterable[Read]) -> list[Problem]:
        """Edits about days that are not touched any more."""
        zone = self.agenda.zone
        return [
            Problem(
                "answers.edited_too_late",
                {
                    "form": read.answer.form,
                    "at": read.answer.first_at.astimezone(zone),
                    "edited": read.answer.last_at.astimezone(zone),
                    "person": read.person.code,
                    "day": read.date,
                },
                Place(read.answer.form),
            )
            for read in reads
            if self._late(read) and read.date in self._around(read) and read.date < self._oldest
        ]

    def fingerprint(self, reads: Iterable[Read]) -> str:
        """Changes with every answer sent since the oldest open date, with the tables and with the day."""
        since = datetime.combine(self.agenda.open_dates(self.now)[0], time(), self.agenda.zone)
        parts = [f"{read.answer.id} {_stamp(read)}" for read in reads if read.answer.last_at >= since]
        first = f"{self.state.cursors.get('version/school')} {self.now.date()}"
        return hashlib.sha256("\n".join([first, *sorted(parts)]).encode()).hexdigest()

    def fresh(self, form: str, sent: datetime) -> bool:
        """Whether an answer last sent at a moment may still be new to us: its writer may be told about it."""
        return sent >= datetime.combine(self.begins(form), time(), self.agenda.zone)

    def begins(self, form: str) -> date:
        """The oldest date whose answers still matter."""
        return min(self.agenda.open_dates(self.now)[0], self.begun(form))

    def begun(self, form: str) -> date:
        """The day up to which the answers of a form are dealt with; today for a form that is new."""
        today = self.now.date()
        kept = self.state.cursors.get(f"filled/{form}")
        return max(date.fromisoformat(kept), today - timedelta(days=LONGEST)) if kept else today

    @property
    def _oldest(self) -> date:
        return max(self.memory.first_day, self.now.date() - timedelta(days=LONGEST))

    def _around(self, read: Read) -> set[date]:
        """The day an answer was first sent on and its neighbours: it can be about none but these."""
        sent = self._day(read.answer.first_at)
        return {sent, self.agenda.previous(sent) or sent, self.agenda.next(sent) or sent}

    def _late(self, read: Read) -> bool:
        return self._day(read.answer.last_at) > self._day(read.answer.first_at)

    def _gave(self, form: str, day: date, read: Read) -> bool:
        return any(read.answer.id in by for by in self.memory.given(form, day).values())

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.agenda.zone).date()

    def _filled(self, form: str) -> None:
        today = self.now.date().isoformat()
        if self.state.cursors.get(f"filled/{form}") != today:
            self.state.cursors.set(f"filled/{form}", today)


def _stamp(read: Read) -> str:
    return read.answer.last_at.isoformat()


def _edits(form: str) -> str:
    return f"edits/{form}"
