"""One tick of a school: each automation once, under the lock; a failing one is recorded, told to the admin,
and stops nobody."""

from __future__ import annotations

import hashlib
import importlib
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from .errors import StarostaError, WorkspaceUnreachable
from .google.errors import GoogleTrouble, to_act_on
from .rules.problems import Problem
from .school import School
from .sources import SCHOOL

FAULTS_EVERY = timedelta(minutes=10)
"""While somebody is mending tables, half-typed rows should not bring a letter a minute."""
AT_ONCE = 25
LAST_FAULTS = "faults/last"


@dataclass(frozen=True)
class Failure:
    """An automation that did not finish: a key and facts of `words.toml` [errors], or what went wrong
    unexpectedly."""

    automation: str
    error: StarostaError | None
    kind: str


@dataclass(frozen=True)
class Ticked:
    """What one tick came to."""

    at: datetime
    letters: int
    cells: int
    problems: tuple[Problem, ...]
    failures: tuple[Failure, ...]
    calls: int


def tick(school: School) -> Ticked:
    """Do everything that is due. Busy when another tick of this school is going on, WorkspaceUnreachable and
    the like when nothing at all can be done; then nothing is lost and the next tick does it."""
    failures: list[Failure] = []
    with school.state.exclusive():
        try:
            school.wake()
        except GoogleTrouble as trouble:
            raise to_act_on(trouble) from trouble
        _part(school, "letters", school.letters.resolve, failures)
        for name in school.profile["automations"]:
            _part(school, name, partial(_run, name, school), failures)
        _part(school, "letters", lambda: _tell_faults(school), failures)
        for failure in failures:
            _tell_failure(school, failure)
        school.letters.file()
    return Ticked(
        school.now,
        school.told,
        school.cells_written,
        tuple(school.problems),
        tuple(failures),
        sum(school.gate.made.values()),
    )


def _run(name: str, school: School) -> None:
    """An automation that cannot even be loaded fails like any other."""
    importlib.import_module(f"automations.{name}").run(school)


def _part(school: School, name: str, work: Callable[[], None], failures: list[Failure]) -> None:
    """One part of a tick with its writing; whatever it raises stays here."""
    calls, told, cells = sum(school.gate.made.values()), school.told, school.cells_written
    before = len(failures)
    try:
        work()
        school.flush()
    except Exception as error:
        school.stumbles.append(error)
    finally:
        school.drop()
    failures += [_failure(school, name, error) for error in school.stumbles]
    school.stumbles.clear()
    result = failures[before].kind if failures[before:] else "done"
    made = sum(school.gate.made.values()) - calls
    # A look that found nothing leaves no run behind: there is one every minute.
    if school.told > told or school.cells_written > cells or result != "done":
        school.state.runs.record(name, school.now, result, {"calls": made}, len(school.problems))


def _failure(school: School, name: str, error: Exception) -> Failure:
    if isinstance(error, GoogleTrouble):
        return Failure(name, to_act_on(error), str(error.kind))
    if isinstance(error, StarostaError):
        return Failure(name, error, error.key)
    _keep_traceback(school, error)
    return Failure(name, None, type(error).__name__)


def _tell_faults(school: School) -> None:
    """New faults of the day in one letter to each admin, at most one in `FAULTS_EVERY`."""
    last = school.state.cursors.get(LAST_FAULTS)
    if last and timedelta() < school.now - datetime.fromisoformat(last) < FAULTS_EVERY:
        return
    prints = {_fingerprint(problem): problem for problem in school.problems}
    fresh = school.state.reported.unreported(prints, school.today)
    admins = school.letters.admins()
    if not fresh or not admins:
        return
    shown = fresh[:AT_ONCE]
    titles = school.school_book.titles
    faults = [
        {"place": school.words.place(prints[mark].place, titles), "text": school.sentence(prints[mark])}
        for mark in shown
    ]
    facts = {
        "faults": faults,
        "rest": len(fresh) - len(shown),
        "moment": school.now,
        "book_link": school.book_link(SCHOOL),
    }
    key = hashlib.sha256("\n".join(shown).encode()).hexdigest()[:16]
    sent = [
        school.send("roster_sync/table_faults", to, f"faults/{school.today}/{key}", facts) for to in admins
    ]
    if all(sent):
        school.state.reported.mark(shown, school.today)
        school.state.cursors.set(LAST_FAULTS, school.now.isoformat())


def _tell_failure(school: School, failure: Failure) -> None:
    """One letter a day for one kind of failure; without a way to send it, the next tick tries again."""
    if isinstance(failure.error, WorkspaceUnreachable):
        return
    words = school.words
    if failure.error is not None:
        what, cure = words(f"errors.{failure.error.key}", **failure.error.facts), ""
    else:
        what = words("failures.unexpected", reason=failure.kind)
        cure = words("failures.unexpected_cure", log=_log_path(school))
    facts = {
        "automation": words(f"failures.{failure.automation}"),
        "what": what,
        "cure": cure,
        "moment": school.now,
    }
    key = f"failure/{failure.automation}/{failure.kind}/{school.today}"
    try:
        for to in school.letters.admins():
            school.send("roster_sync/failure", to, key, facts)
    except (GoogleTrouble, StarostaError) as error:
        _keep_traceback(school, error)


def _fingerprint(problem: Problem) -> str:
    place = problem.place
    where = f"{place.workbook}/{place.tab}/{place.row}/{place.column}"
    facts = sorted((key, str(value)) for key, value in problem.facts.items())
    return f"{problem.code} {where} {hashlib.sha256(repr(facts).encode()).hexdigest()[:16]}"


def _keep_traceback(school: School, error: Exception) -> None:
    with _log_path(school).open("a", encoding="utf-8") as file:
        file.write(f"{school.now.isoformat()}\n{''.join(traceback.format_exception(error))}\n")


def _log_path(school: School) -> Path:
    return (school.folder if school.folder.is_dir() else Path(tempfile.gettempdir())) / "starosta.log"
