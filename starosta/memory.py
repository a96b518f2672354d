"""What earlier ticks and days left behind: notes under names, what was written and which answers gave it, the
outcomes of the days before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from . import keyed_rows, outcomes
from .agenda import Agenda
from .rules import problems, provenance
from .rules.answers import Read
from .rules.duties import Duty
from .rules.problems import Problem
from .rules.settle import Settled, Settlement
from .rules.tables import Cell
from .state.database import State

DAYS = 4
"""With the present day five working days, as long as the digest looks back."""
FIRST_DAY = "first_day"
NOTICES = "notices"


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
        """The toolkit's first day at this school: nobody owed it anything before. The present day where
        there was none yet, or where somebody looks at a moment before it."""
        kept, today = self.state.cursors.get(FIRST_DAY), self.now.date()
        return min(date.fromisoformat(kept), today) if kept else today

    def begin(self) -> None:
        """From now on the toolkit is at work here, unless it was already."""
        if self.state.cursors.get(FIRST_DAY) is None:
            self.state.cursors.set(FIRST_DAY, self.now.date().isoformat())

    def rows(self, book: str, tab: str) -> dict[str, dict[str, Cell]]:
        """What we wrote into a tab and have not emptied since: row key → column key → value."""
        return keyed_rows.rows(self.state.cells.written(book, tab))

    def abandoned(
        self, form: str, day: date, about: Mapping[str, str], reads: Iterable[Read]
    ) -> frozenset[str]:
        """The subjects of a day that answers gave us and speak of no more (`rules.provenance`); `about` says
        by answer id what each is about now, and is noted for the next time."""
        said = {read.answer.id: (read.person.code, read.date.isoformat(), read.group) for read in reads}
        given = self.given(form, day)
        now = provenance.following(given, about, said)
        if now != given:
            self.note(_given(form, day), now)
        return provenance.abandoned(given, about, said)

    def given(self, form: str, day: date) -> provenance.Given:
        """What answers to a form gave us for a day."""
        found: provenance.Given = self.note(_given(form, day)) or {}
        return found

    def tell(self, notices: Sequence[Problem]) -> None:
        """Keep telling, for the rest of the day, what happened once: a letter may have to wait."""
        if notices:
            told = [problems.to_json(problem) for problem in dict.fromkeys((*self.notices, *notices))]
            self.note(NOTICES, {"day": self.now.date().isoformat(), "told": told})

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What happened today and is to be told."""
        kept = self.note(NOTICES) or {}
        today = kept.get("day") == self.now.date().isoformat()
        return tuple(problems.from_json(told) for told in kept["told"]) if today else ()

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


def _given(form: str, day: date) -> str:
    return f"given/{form}/{day.isoformat()}"
