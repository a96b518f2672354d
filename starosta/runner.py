"""One tick of a school: each automation once, under the lock; a failing one is recorded, told to the admin,
and stops nobody."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from . import admin_letters
from .admin_letters import Failure
from .google.errors import GoogleTrouble, to_act_on
from .rules.problems import Problem
from .school import School

LETTERS = "letters"
"""What failures of sending are told and recorded under."""


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
        _part(school, LETTERS, school.letters.resolve, failures)
        for name in school.profile["automations"]:
            _part(school, name, partial(_run, name, school), failures)
        _part(school, LETTERS, partial(admin_letters.tell_faults, school), failures)
        if school.letters.down is not None:
            failures.append(admin_letters.failure(school, LETTERS, school.letters.down))
            school.state.runs.record(LETTERS, school.now, failures[-1].kind, {}, len(school.problems))
        admin_letters.tell_failures(school, failures)
        _part(school, LETTERS, school.letters.file, failures)
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
    failures += [admin_letters.failure(school, name, error) for error in school.stumbles]
    school.stumbles.clear()
    result = failures[before].kind if failures[before:] else "done"
    made = sum(school.gate.made.values()) - calls
    # A look that found nothing leaves no run behind: there is one every minute.
    if school.told > told or school.cells_written > cells or result != "done":
        school.state.runs.record(name, school.now, result, {"calls": made}, len(school.problems))
