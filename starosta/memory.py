"""What earlier ticks and days left behind: notes under names, and the outcomes of the days before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from . import outcomes
from .agenda import Agenda
from .rules.duties import Duty
from .rules.settle import Settled, Settlement
from .state.database import State

DAYS = 4
"""With the present day five working days, as long as the digest looks back."""


@dataclass(frozen=True)
class Memory:
    """The memory of one school during one tick."""

    state: State
    agenda: Agenda
    now: datetime

    def note(self, name: str, value: Any = None) -> Any:
        """What was noted under a name; with a value, note it."""
        if value is not None:
            self.state.cursors.set(f"note/{name}", value)
        return self.state.cursors.get(f"note/{name}")

    def keep(self, duty: Duty, day: date, settlement: Settlement) -> None:
        """Keep a day's outcome for the digests of the next days."""
        self.state.snapshots.keep(outcomes.name(duty.code, day), outcomes.pack(settlement), self.now)

    def earlier(self, duty: Duty, day: date, days: int = DAYS) -> list[Settled]:
        """The kept outcomes of the working days before."""
        found: list[Settled] = []
        before = self.agenda.previous(day)
        for _ in range(days):
            if before is None:
                break
            kept = self.state.snapshots.last(outcomes.name(duty.code, before))
            found += outcomes.unpack(kept.value, self.agenda.plan(before)) if kept else []
            before = self.agenda.previous(before)
        return found
