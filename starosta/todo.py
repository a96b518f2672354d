"""What the toolkit itself has to do at this moment: due steps minus those already done. What steps there are
is decided in `rules.steps`, acting upon them is left to the automations.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from .agenda import Agenda
from .rules import steps as stepping
from .rules.roster import Roster
from .rules.steps import REMINDERS, Step, StepKind
from .state.database import State


class Desk(Protocol):
    """What it needs of a school during a tick."""

    @property
    def now(self) -> datetime: ...
    @property
    def today(self) -> date: ...
    @property
    def open_dates(self) -> tuple[date, ...]: ...
    @property
    def agenda(self) -> Agenda: ...
    @property
    def roster(self) -> Roster: ...
    @property
    def state(self) -> State: ...


@dataclass
class Todo:
    """The steps of one school during one tick."""

    school: Desk
    _asked: set[str] = field(default_factory=set)
    _done: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        """Whether anything is due at all."""
        return bool(self._due()[0])

    def due(self, kinds: Collection[StepKind]) -> tuple[Step, ...]:
        """Steps of these kinds to act upon now. Those that a later one has made pointless are noted and left
        out."""
        act, superseded = self._due()
        for step in superseded:
            self.school.state.history.record(step.key, "superseded", self.school.now)
            self._done.add(step.key)
        return tuple(step for step in act if step.kind in kinds)

    def done(self, step: Step, **detail: Any) -> None:
        """Note that a step needs nothing more."""
        self.school.state.history.record(step.key, step.kind, self.school.now, detail)
        self._done.add(step.key)

    def reminded(self, step: Step) -> frozenset[str]:
        """Staff codes of those who were sent a reminder of what a step speaks of."""
        steps = (one for one in self.school.agenda.steps(step.date) if one.duty == step.duty)
        keys = {o.key for o in step.obligations}
        told = {
            one.key: one
            for one in steps
            if one.kind in REMINDERS and not keys.isdisjoint(o.key for o in one.obligations)
        }
        if not told:
            return frozenset()
        lines = self.school.state.history.since(min(one.due for one in told.values()))
        return frozenset(
            told[line.once_key].to for line in lines if line.once_key in told and line.detail.get("sent")
        )

    def _reachable(self, step: Step) -> bool:
        """Whether anybody has an address for it; until then the step waits and nothing is read for it."""
        if step.kind in REMINDERS:
            return bool(self.school.roster.staff[step.to].email)
        return any(recipient.name == step.to for recipient in self.school.roster.recipients)

    def _due(self) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
        school = self.school
        dates = (*school.open_dates, *school.agenda.early_dates(school.today))
        steps = [step for day in dates for step in school.agenda.steps(day)]
        due = {step.key: step for step in steps if step.due <= school.now}
        if not self._asked.issuperset(due):
            self._asked = set(due)
            self._done |= school.state.history.done(due)
        act, superseded = stepping.due(due.values(), self._done, school.now)
        return tuple(filter(self._reachable, act)), superseded
