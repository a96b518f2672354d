"""What the demonstration says: events of the running day, tables of what came of it, where to look. Words
are in `demo/texts.toml`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from .. import letter_files
from ..demo.script import Action, HandEdit, Sending, Stretch
from ..google.message import unpack
from ..rules import names as naming
from ..rules import summary
from ..rules.plurals import plural
from ..runner import Ticked
from ..school import School
from ..shelf import Shelf
from ..state.records import OutboxRow
from ..words import Words
from .screen import Screen
from .texts import command, percent

REMINDERS = "remind"
FEW = 3
"""Up to so many people of a reminder are named."""


class Teller:
    """Tells the demonstration on a screen."""

    def __init__(self, screen: Screen, shelf: Shelf) -> None:
        self.screen = screen
        self.words = Words.of(shelf)
        self.addressees: dict[str, str] = {}
        self._texts = Words(shelf.toml("demo/texts.toml"))
        self._names: Mapping[str, str] = {}

    def text(self, path: str, /, **facts: object) -> str:
        return self._texts(path, **facts)

    def count(self, number: int, noun: str) -> str:
        return f"{number} {plural(number, *self._texts.section('plurals')[noun])}"

    def stage(self, name: str) -> None:
        self.screen.say(self.text(f"stages.{name}"), "note")

    def meet(self, school: School, names: Mapping[str, str]) -> None:
        """Get to know the people, and say who they are."""
        self._names = names
        roster = school.roster
        self.addressees = {person.email: self._who(person.code) for person in roster.staff.values()}
        self.addressees |= {found.email: found.name for found in roster.recipients}
        masters = {o.person for o in school.agenda.plan(school.today).obligations}
        facts = {
            "college": school.settings.name,
            "masters": self.count(len(masters), "master"),
            "groups": self.count(len(roster.groups), "group"),
            "students": self.count(len(roster.students), "student"),
        }
        self.screen.say(self.text("stages.built", **facts))

    def day(self, part: Stretch) -> None:
        """A heading, and what is special about the day."""
        self.screen.say()
        day = self.words.day(part.start.date())
        self.screen.say(self._capital(self.text("stages.day", day=day)), "day")
        for note in part.notes:
            self.screen.say(self.text("stages.note", note=note), "note")

    def clock(self, now: datetime) -> str:
        return self.text("stages.clock", day=self.words.day(now.date()), time=self.words.time(now))

    def acted(self, action: Action, before: str) -> None:
        """One line about what somebody did."""
        who = self._who(action.person)
        if isinstance(action, HandEdit):
            line = self.text("acts.hand", who=who, group=action.group, before=before, after=action.mark)
            self.screen.event(self.words.time(action.at), line, "sheet")
            return
        line = self.text(f"acts.{action.form}", who=who, group=action.group)
        if action.how != "first":
            line = self.text(f"acts.{action.how}", what=line)
        self.screen.event(
            self.words.time(action.at), self._timed(action, line), "late" if action.late else ""
        )

    def _timed(self, action: Sending, line: str) -> str:
        if not action.late:
            return line
        facts = {
            "what": line,
            "day": self.words.short_day(action.date),
            "duration": self.words.duration(action.late),
        }
        return self.text("acts.late" if action.date == action.at.date() else "acts.yesterday", **facts)

    def ticked(self, school: School, ticked: Ticked, letters: Sequence[OutboxRow]) -> None:
        """What the toolkit did in a minute: letters (one line for all who get the same), sheets."""
        at = self.words.time(ticked.at)
        for (kind, about), found in groupby(sorted(letters, key=_kind), key=_kind):
            rows = list(found)
            if REMINDERS in kind:
                line = self.text("letters.reminders", about=about, people=self._people(rows))
            else:
                line = self.text("letters.one", to=self._people(rows), about=about)
            files = len(unpack(rows[0].payload).attachments)
            if files:
                line = self.text("letters.attached", what=line, files=self.count(files, "file"))
            self.screen.event(at, f"→ {line}", "letter")
        for failure in ticked.failures:
            self.screen.event(at, self.words(f"failures.{failure.automation}"), "bad")
        if ticked.cells:
            line = self.text("letters.cells", cells=self.count(ticked.cells, "cell"))
            self.screen.event(at, f"→ {line}", "sheet")

    def results(self, schools: Mapping[date, School]) -> None:
        """Completeness and timeliness of each duty on each day, from the school opened at that day."""
        rows = []
        for day, school in schools.items():
            for duty in school.roster.duties.values():
                totals = summary.totals(school.settlement(day, duty).settled)
                if totals.expected:
                    counts = (totals.expected, totals.received, totals.on_time, totals.late, totals.missing)
                    shares = (percent(totals.completeness), percent(totals.timeliness))
                    rows.append(
                        [
                            self.words.short_day(day),
                            self._capital(duty.action),
                            *map(str, (*counts, totals.excused)),
                            *shares,
                        ]
                    )
        keys = (
            "day",
            "duty",
            "expected",
            "received",
            "on_time",
            "late",
            "missing",
            "excused",
            "completeness",
            "timeliness",
        )
        self.screen.say()
        headings = [self.text(f"tables.{key}") for key in keys]
        self.screen.table(self.text("tables.title"), headings, rows, numbers=2)

    def calls(self, setup: Counter[str], work: Counter[str], ticks: int, quiet: int, most: int) -> None:
        """Calls to Google by method."""
        rows = [
            [method, str(setup[method] or ""), str(work[method] or "")] for method in sorted(setup | work)
        ]
        rows.append([self.text("tables.total"), str(setup.total()), str(work.total())])
        headings = [self.text(f"tables.{key}") for key in ("method", "setup", "work")]
        title = self.text("tables.calls", ticks=self.count(ticks, "tick"))
        self.screen.table(title, headings, rows, numbers=1)
        facts = {"quiet": quiet, "ticks": ticks, "most": self.count(most, "call")}
        self.screen.say(self.text("tables.quiet", **facts))
        self.screen.say()

    def where(self, folder: Path, letters: Path, books: Path, day: date, seconds: float) -> None:
        """The files to open and the commands to go on with."""
        self.screen.say()
        self.screen.say(self.text("look.title"), "day")
        self.screen.say(self.text("look.letters", path=letters))
        self.screen.say(self.text("look.books", path=books))
        self.screen.say(self.text("look.commands"))
        commands = {
            "workspace": ("workspace",),
            "status": ("status", "--date", day),
            "outbox": ("letters", "--date", day),
            "links": ("links",),
        }
        told = {name: command("--school", folder, *words) for name, words in commands.items()}
        width = max(map(len, told.values()))
        for name, line in told.items():
            self.screen.say(f"  {line:<{width}}  # {self.text(f'look.{name}')}")
        self.screen.say(self.text("look.spent", seconds=f"{seconds:.0f}"), "note")

    def _who(self, code: str) -> str:
        name = self._names.get(code, "")
        return f"{code} {naming.short(name)}".strip()

    def _people(self, rows: Sequence[OutboxRow]) -> str:
        if len(rows) > FEW:
            return self.count(len(rows), "person")
        return ", ".join(self.addressees.get(row.addressee, row.addressee) for row in rows)

    @staticmethod
    def _capital(text: str) -> str:
        return text[:1].upper() + text[1:]


def _kind(row: OutboxRow) -> tuple[str, Any]:
    return row.letter, letter_files.about(unpack(row.payload))
