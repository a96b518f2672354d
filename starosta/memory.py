"""What earlier ticks and days left behind: notes under names, and the outcomes of the days before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from . import outcomes
from .agenda import Agenda
from .rules.duties import Duty
from .rules.settle import Settled, Settlement
from .state.database import State

LONGEST = 31
"""Days of downtime after which answers are still carried into sheets."""
DAYS = 4
"""With the present day five working days, as long as the digest looks back."""
FIRST_DAY = "first_day"


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

    @property
    def first_day(self) -> date:
        """The toolkit's first day at this school: nobody owed it anything before. Today, and from now on,
        where there was none."""
        today = self.now.date()
        kept = self.state.cursors.get(FIRST_DAY)
        if kept is not None and date.fromisoformat(kept) <= today:
            return date.fromisoformat(kept)
        self.state.cursors.set(FIRST_DAY, today.isoformat())
        return today

    def fill_dates(self, form: str, open_dates: Sequence[date]) -> tuple[date, ...]:
        """The dates whose answers go into sheets: the open ones, and the working days before them that passed
        while nobody was there to handle them, a month at the most."""
        days = (
            self.begun(form) + timedelta(days=n) for n in range((self.now.date() - self.begun(form)).days)
        )
        return tuple(sorted({*open_dates, *(day for day in days if self.agenda.day(day).working)}))

    def begun(self, form: str) -> date:
        """The day up to which the answers of a form are dealt with; today for a form that is new."""
        today = self.now.date()
        kept = self.state.cursors.get(f"filled/{form}")
        return max(date.fromisoformat(kept), today - timedelta(days=LONGEST)) if kept else today

    def filled(self, form: str) -> None:
        """All answers to a form that there are now are dealt with."""
        today = self.now.date().isoformat()
        if self.state.cursors.get(f"filled/{form}") != today:
            self.state.cursors.set(f"filled/{form}", today)

    def rows(self, book: str, tab: str) -> dict[str, set[str]]:
        """The rows of a tab that we filled and have not emptied since: row key → column keys."""
        found: dict[str, set[str]] = {}
        for (row, column), value in self.state.cells.written(book, tab).items():
            if value is not None:
                found.setdefault(row, set()).add(column)
        return found

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
