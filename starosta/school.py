"""School: all that an automation may touch during one tick — the day, the roster, forms, sheets, letters,
problems.

It reads lazily and once, collects what is to be written and writes it at the end. It decides nothing about
duties.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from . import blanks, books, form_sync, looks, official_calendar, outcomes
from .agenda import Agenda, profiles
from .blanks import WorkbookBlank
from .correspondence import Addressee, Correspondence
from .google.errors import GoogleTrouble
from .google.gate import Gate
from .google.message import Attachment
from .kept import Kept
from .keyed_rows import Value, Wanted
from .letters import Writer
from .memory import Memory
from .news import News
from .received import Received
from .rules import roster as rostering
from .rules import vocabulary
from .rules.answers import Read
from .rules.calendar import DayKind
from .rules.daily_reports import Report
from .rules.duties import Duty
from .rules.problems import Problem
from .rules.roster import Roster
from .rules.settle import Settled, Settlement
from .rules.steps import Step, StepKind
from .school_forms import SchoolForm
from .settings import Settings
from .shelf import Shelf
from .sources import FILES, SCHOOL, Sources, refused
from .state.database import State
from .todo import Todo
from .words import Words

__all__ = ["School", "Value", "Wanted"]

FILES_EVERY = timedelta(minutes=5)
FORM_EVERY = timedelta(minutes=1)
LOOKS = "looks"
GOOGLE_PAGES = "https://docs.google.com"


@dataclass
class School:
    """One school during one tick. `now`, the tick's beginning, is aware and in the school's zone; `spent` is
    how long ago that was."""

    folder: Path
    settings: Settings
    shelf: Shelf
    words: Words
    profile: Mapping[str, Any]
    gate: Gate
    state: State
    now: datetime
    kept: Kept = field(default_factory=Kept)
    spent: Callable[[], timedelta] = timedelta
    problems: list[Problem] = field(default_factory=list)
    told: int = 0
    stumbles: list[Exception] = field(default_factory=list)
    cells_written: int = 0
    _pending: dict[str, books.Pending] = field(default_factory=dict)
    _after: list[tuple[str, Callable[[], None]]] = field(default_factory=list)
    _looked: set[str] = field(default_factory=set)
    _waiting: bool = False

    # --- the day

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def zone(self) -> ZoneInfo:
        return self.settings.zone

    @cached_property
    def agenda(self) -> Agenda:
        """The school's days as its tables and the state's calendar make them."""
        calendar = self.settings.calendar
        named = profiles(self.profile["bell_profiles"])
        official = official_calendar.official_year
        return self.kept.of(
            "agenda",
            (self.roster, self.today),
            lambda: Agenda(
                self.roster, self.zone, calendar.week, DayKind(calendar.usual_day), named, official
            ),
        )

    @property
    def roster(self) -> Roster:
        return self._roster[0]

    @cached_property
    def _roster(self) -> tuple[Roster, tuple[Problem, ...]]:
        tables, words = self.sources.tables, self.words.section("vocabulary")
        forms = tuple(self.profile["forms"])
        return self.kept.of(
            "roster",
            (tables, words, forms),
            lambda: rostering.read(tables, vocabulary.from_words(words), forms),
        )

    @cached_property
    def sources(self) -> Sources:
        return Sources(self.gate, self.state, self.settings.id, self.school_book, self.now)

    @cached_property
    def school_book(self) -> WorkbookBlank:
        title = self.words("titles.school_book", school=self.settings.name).strip(" ·")
        return blanks.school_workbook(self.shelf, self.profile, title)

    def wake(self) -> None:
        """Look around as a tick begins: what is due needs fresh tables, a quiet minute only a glance."""
        known = self.sources.recall()
        self.memory.begin()
        if known:
            self.sources.always = ("folder", SCHOOL, *self.profile["forms"])
        seen = {name: datetime.fromisoformat(at) for name, at in self.state.cursors.get(LOOKS, {}).items()}
        places = [looks.Place(FILES, FILES_EVERY)]
        if known:
            opened = self.agenda.open_forms(self.open_dates, self.now)
            places += [
                looks.Place(form, FORM_EVERY) for form in self.profile["followed_forms"] if form in opened
            ]
        self._looked = set(looks.choose(places, seen, self.now))
        if not known or FILES in self._looked or self.todo:
            self.refresh()
        moments = seen | dict.fromkeys(self._looked, self.now)
        self.state.cursors.set(LOOKS, {name: at.isoformat() for name, at in moments.items()})

    def refresh(self) -> None:
        """Look at the files now, and at the workbook if it changed."""
        self.sources.refresh()
        self._looked.add(FILES)
        for name in ("_roster", "agenda", "open_dates", "memory", "news"):
            self.__dict__.pop(name, None)

    @property
    def table_problems(self) -> tuple[Problem, ...]:
        """Everything wrong with the school's tables and the days they make."""
        dates = self.agenda.open_dates(self.now)
        of_days = [problem for day in dates for problem in self.agenda.problems(day)]
        return (*self.sources.problems, *self._roster[1], *of_days, *self.memory.notices)

    @cached_property
    def open_dates(self) -> tuple[date, ...]:
        """Today and the working day before it, but nothing from before the toolkit's first day at this
        school."""
        first = self.memory.first_day
        return tuple(day for day in self.agenda.open_dates(self.now) if day >= first)

    # --- what is due

    @cached_property
    def todo(self) -> Todo:
        return Todo(self)

    def due_steps(self, kinds: Collection[StepKind]) -> tuple[Step, ...]:
        """Steps of these kinds to act upon now."""
        return tuple(step for step in self.todo.due(kinds) if self._can_be_proved(step))

    def done(self, step: Step, **detail: Any) -> None:
        """Note that a step needs nothing more."""
        self.todo.done(step, **detail)

    def reminded(self, step: Step) -> frozenset[str]:
        """Staff codes of those who were sent a reminder of what a step speaks of."""
        return self.todo.reminded(step)

    @cached_property
    def memory(self) -> Memory:
        """What earlier ticks and days left behind."""
        return Memory(self.state, self.agenda, self.now)

    @cached_property
    def news(self) -> News:
        """Which answers nobody has dealt with yet."""
        return News(self.state, self.agenda, self.memory, self.now)

    def _can_be_proved(self, step: Step) -> bool:
        """While a form is lost nobody is asked for its answers, nor blamed: the step waits for the form."""
        form = self.roster.duties[step.duty].proof
        with self.apart():
            self.reads(form)
            return form not in self.sources.lost
        return False

    # --- forms

    @cached_property
    def received(self) -> Received:
        return Received(self)

    def form(self, key: str) -> SchoolForm:
        blank = blanks.form(self.shelf, key)
        return self.kept.of(
            f"form/{key}",
            (blank, self.roster, self.today),
            lambda: SchoolForm(blank, self.roster, self.today, self.settings.forms.names),
        )

    def has_news(self, form: str) -> bool:
        """Whether this tick may look at a form and finds answers nobody has handled yet (see `handled`)."""
        looked = form in self._looked or form in self.received
        return looked and self.received.has_news(form)

    def fill_dates(self, form: str) -> list[date]:
        """The dates to bring into the sheets; for those of late edits all answers of the day are read."""
        return self.received.fill_dates(form)

    def handled(self, form: str) -> None:
        """The form's present answers are dealt with, once everything of this tick is written and sent."""
        if self._waiting or self.stumbles:
            unwritten = bool(self.stumbles)
            self._after.append((form, lambda: self.received.postpone(form, unwritten=unwritten)))
        else:
            self._after.append((form, self.received.handled(form)))

    def reads(self, form: str) -> tuple[Read, ...]:
        """Answers of the open dates with known person and day; the rest become problems."""
        return self.received.reads(form)

    def settlement(self, day: date, duty: Duty) -> Settlement:
        """The present status of one duty of a day."""
        return self.received.settlement(day, duty)

    def sync_form(self, key: str) -> None:
        """Let a form's choices follow the tables; costs nothing while neither changed."""
        form, file = self.form(key), self.sources.file(key)
        if file is None:
            self.report([self.sources.lost[key]])
        elif not form_sync.is_current(self.state, form, file):
            try:
                self.sources.learn(form_sync.sync(self.gate, self.state, form, file).file)
            except GoogleTrouble as trouble:
                if not trouble.of_one:
                    raise
                self.report([refused(key, trouble)])

    def responder(self, form: str) -> str:
        """The address at which people fill a form in; '' while it is not set up."""
        return self.address(str(self.state.cursors.get(f"responder/{form}", "")))

    def address(self, url: str) -> str:
        """A Google address as people can open it: the embedded workspace serves the same paths here."""
        return url.replace(GOOGLE_PAGES, self.settings.pages) if self.settings.pages else url

    def open_day(self, day: date) -> None:
        """Look at a date of the past or the future instead of today, with fresh tables and answers."""
        self.sources.recall()
        self.refresh()
        self.received.day = day

    # --- sheets

    def put(
        self, automation: str, book: str, part: str, wanted: Wanted, *, month: date, group: str = ""
    ) -> None:
        """Rows for a tab of a month's workbook; written with everything else at the end of the tick."""
        mark = f"{book}/{month:%Y-%m}"
        blank = blanks.workbook(self.shelf, automation, book)
        title = blank.title.format(month=self.words.month(month))
        pending = self._pending.setdefault(mark, books.Pending(mark, title, blank))
        tab = blank.tab(part).title.format(group=group)
        pending.add(books.Target(part, f"{part}/{group}" if group else part, tab, wanted))

    def book_link(self, book: str, month: date | None = None) -> str:
        """The address of a workbook, '' before it exists."""
        file = self.sources.files.get(f"{book}/{month:%Y-%m}" if month else book)
        return self.address(file.link) if file else ""

    def flush(self) -> int:
        """Write every workbook once, then note what was handled, unless a workbook could not take it all: it
        is collected again, at growing intervals, until somebody has mended that. The number of workbooks
        concerned."""
        count, whole = len(self._pending), True
        if count:
            # A workbook that went to the bin a minute ago would swallow what is written into it.
            self.refresh()
        for pending in self._pending.values():
            written = books.flush(self._shop, pending, self.sources.files, self.now)
            self.cells_written += written.cells
            self.report((*written.problems, *written.notices))
            self.memory.tell(written.notices)
            whole = whole and not written.problems
            if written.file is not None:
                self.sources.learn(written.file)
        self._pending.clear()
        for form, note in self._after:
            if whole:
                note()
            else:
                self.received.postpone(form, unwritten=False)
        self._after.clear()
        return count

    def drop(self) -> None:
        """Forget what was collected and not written: its automation failed and will collect it again."""
        self._pending.clear()
        self._after.clear()
        self._waiting = False

    @cached_property
    def _shop(self) -> books.Shop:
        folder = self.sources.files.get("folder")
        return books.shop(self.gate, self.state, self.settings, self.words, folder)

    # --- letters and problems

    @cached_property
    def letters(self) -> Correspondence:
        return Correspondence(self)

    @cached_property
    def writer(self) -> Writer:
        return Writer(self.shelf, self.words)

    def send(
        self,
        letter: str,
        to: Addressee,
        key: str,
        facts: Mapping[str, Any],
        *,
        day: date | None = None,
        attachments: Sequence[Attachment] = (),
        expires: datetime | None = None,
        says: Any = None,
    ) -> bool:
        """Write a letter once and send it. True when it needs nothing more; False when a later tick must try
        again. `says`: see `Correspondence.send`."""
        closed = self.letters.send(letter, to, key, facts, day or self.today, attachments, expires, says)
        self._waiting = self._waiting or not closed
        return closed

    def sentence(self, problem: Problem) -> str:
        """A problem as people read it: forms by their titles."""
        form = str(problem.facts.get("form"))
        named = {"form": blanks.form(self.shelf, form).title} if form in self.profile["forms"] else {}
        return self.words.problem(problem, **named)

    @contextmanager
    def apart(self) -> Iterator[None]:
        """What fails in this block fails alone: it is told like a failure of the automation, which goes on.
        Only trouble with Google as a whole stops it."""
        try:
            yield
        except Exception as error:
            if isinstance(error, GoogleTrouble) and not error.of_one:
                raise
            if repr(error) not in map(repr, self.stumbles):
                self.stumbles.append(error)

    def status(self, settled: Settled) -> str:
        """«с опозданием на 5 мин», «освобождён (отпуск)»."""
        return outcomes.worded(settled, self.words)

    def report_document(self, report: Report) -> Attachment:
        """One master's report in the form of the appendix, as XLSX."""
        return outcomes.document(report, self.roster, self.shelf, self.words)

    def report(self, problems: Iterable[Problem]) -> None:
        """Faults of the school's data, for the admin."""
        self.problems += [problem for problem in problems if problem not in self.problems]
