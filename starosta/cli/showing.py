"""The demonstration from beginning to end: a fictional college is founded, its days are played minute by
minute, and what came of them is laid out as files. The college and the script are made in
`starosta.demo`."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from .. import letter_files, runner, settings
from ..demo import college, script
from ..demo.script import Action, Script
from ..errors import ConfigError
from ..google.drive import SPREADSHEET
from ..opening import OpenSchool, opened
from ..school import School
from ..setup import fill
from ..shelf import Shelf
from ..sources import SCHOOL
from .screen import Screen
from .setup import carried_out
from .stage import Stage
from .telling import Teller

MARKER = "starosta-demo.txt"
LETTERS, BOOKS = "letters", "workbooks"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BEFORE = timedelta(minutes=40)
"""How long before the first minute the college is founded."""
MINUTE = timedelta(minutes=1)


@dataclass
class Costs:
    """Calls to the workspace by method, at setting up and in all ticks; `quiet` are ticks that changed
    nothing."""

    setup: Counter[str] = field(default_factory=Counter)
    work: Counter[str] = field(default_factory=Counter)
    ticks: int = 0
    quiet: int = 0
    most_in_quiet: int = 0

    def ticked(self, made: Counter[str], quiet: bool) -> None:
        self.ticks += 1
        self.work += made
        if quiet:
            self.quiet += 1
            self.most_in_quiet = max(self.most_in_quiet, sum(made.values()))


def show(folder: Path, *, fresh: bool, screen: Screen | None = None) -> None:
    """Play the demonstration into a folder. ConfigError `folder_not_empty` when the folder holds
    anything, unless it is an earlier demonstration and `fresh` allows to delete it."""
    started = time.monotonic()
    shelf = Shelf.of()
    told = shelf.toml("demo/script.toml")
    teller = Teller(screen or Screen(), shelf)
    found = college.build(shelf.toml("demo/college.toml"))
    clear(folder, fresh=fresh)
    _found(folder, shelf, teller.text("marker.text"))
    with opened(folder) as known:
        zone = known.settings.zone
        stretches = script.stretches(told, zone)
        stage = Stage(known, _browser(known))
        costs = Costs()
        teller.stage("building")
        opens = stretches[0].start - BEFORE
        stage.set_clock(opens)
        _build(known, opens, found, costs)
        days = [part.start.date() for part in stretches]
        school = _looked(known, opens, days[0])
        teller.meet(school, found.names)
        actions = _script(told, school, days)
        for part in stretches:
            _play(known, stage, teller, actions, part, costs)
        stage.set_clock(stretches[-1].end)
        teller.results({day: _looked(known, stretches[-1].end, day) for day in days})
        teller.calls(costs.setup, costs.work, costs.ticks, costs.quiet, costs.most_in_quiet)
        teller.stage("exporting")
        _lay_out(known, folder, teller, stretches[0].start, stretches[-1].end)
        stage.let_clock_go()
    teller.where(
        folder, folder / LETTERS / letter_files.INDEX, folder / BOOKS, days[0], time.monotonic() - started
    )


def clear(folder: Path, *, fresh: bool) -> None:
    """An empty folder. Only a folder with the demonstration's marker is ever emptied."""
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        if not (folder / MARKER).is_file():
            raise ConfigError("folder_not_ours", folder=str(folder))
        if not fresh:
            raise ConfigError("folder_not_empty", folder=str(folder))
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path.name != MARKER:
                path.unlink()
    folder.mkdir(parents=True, exist_ok=True)


def _found(folder: Path, shelf: Shelf, marker: str) -> None:
    (folder / MARKER).write_text(marker.lstrip(), encoding="utf-8")
    (folder / settings.FILE).write_text(shelf.text("demo/school.toml"), encoding="utf-8")


def _browser(known: OpenSchool) -> Any:
    from workspace_emulator.people import Browser

    return Browser(known.gate.door.account)


def _build(known: OpenSchool, now: datetime, found: college.College, costs: Costs) -> None:
    """Set the school up, fill its workbook in as its office would, and let the forms follow."""
    school = known.at(now)
    carried_out(school, plan=False, quiet=True)
    book = known.gate.sheets.outline(school.sources.files[SCHOOL].id)
    requests = []
    for key, rows in found.tables.items():
        blank = school.school_book.tab(key)
        tab = book.tab(blank.title)
        assert tab is not None
        requests += fill(blank, tab.sheet_id, rows)
    known.gate.sheets.write(book.id, requests)
    costs.setup += known.gate.made
    carried_out(known.at(now), plan=False, quiet=True)
    costs.setup += known.gate.made


def _looked(known: OpenSchool, now: datetime, day: date) -> School:
    """The school at a moment, with fresh tables and the answers about a day."""
    school = known.at(now)
    school.open_day(day)
    return school


def _script(told: Any, school: School, days: list[date]) -> list[Action]:
    blank = school.form("monitoring").blank
    choices = next(q.choices for section in blank.sections for q in section.questions if q.key == "presence")
    made = Script(told, school.roster, choices)
    return sorted(
        (action for day in days for action in made.actions(school.agenda.plan(day))),
        key=lambda action: action.at,
    )


def _play(
    known: OpenSchool, stage: Stage, teller: Teller, actions: list[Action], part: script.Stretch, costs: Costs
) -> None:
    """One stretch of time, minute by minute: what people did since the last minute, then a tick."""
    minutes = int((part.end - part.start) / MINUTE)
    teller.day(part)
    with teller.screen.clock(minutes + 1) as show_clock:
        for minute in range(minutes + 1):
            now = part.start + minute * MINUTE
            for action in [a for a in actions if now - MINUTE < a.at <= now]:
                teller.acted(action, stage.act(action))
            stage.set_clock(now)
            school = known.at(now)
            ticked = runner.tick(school)
            letters = known.state.outbox.planned_between(now, now + MINUTE) if ticked.letters else []
            teller.ticked(school, ticked, letters)
            # Tables are read only when somebody has changed them: such a minute is not quiet either.
            news = known.gate.made["sheets.spreadsheets.get"] or known.state.history.since(now)
            quiet = not (ticked.letters or ticked.cells or news)
            costs.ticked(known.gate.made, quiet)
            show_clock(teller.clock(now))


def _lay_out(known: OpenSchool, folder: Path, teller: Teller, start: datetime, end: datetime) -> None:
    """Letters as pages, workbooks as XLSX."""
    rows = known.state.outbox.planned_between(start, end + MINUTE)
    school = _looked(known, end, start.date())
    letter_files.export(
        folder / LETTERS,
        rows,
        teller.addressees,
        school.shelf,
        school.words,
        school.zone,
        school.settings.name,
    )
    (folder / BOOKS).mkdir(exist_ok=True)
    for file in school.sources.files.values():
        if file.mime == SPREADSHEET and not file.trashed:
            path = folder / BOOKS / f"{file.name}.xlsx"
            path.write_bytes(known.gate.files.export(file.id, XLSX))
