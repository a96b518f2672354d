"""`starosta tick [--now ISO]`: everything that is due, once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import as_json, at_moment, read_moment, school
from .texts import say, show_json, text

if TYPE_CHECKING:
    from ..rules.problems import Problem
    from ..runner import Ticked
    from ..school import School as Opened

FAILED = 10
"""Exit code of a tick in which an automation failed; the others have done their part."""


@click.command("tick", help=text("help.tick"))
@school
@at_moment
@as_json
def tick(folder: Path, now: str, as_json: bool) -> None:
    from ..opening import opened
    from ..runner import tick as run_tick

    with opened(folder) as known:
        found = known.at(read_moment(now, known.settings.zone))
        ticked = run_tick(found)
        if as_json:
            show_json(told(found, ticked))
        else:
            say(line(found, ticked))
            for problem in ticked.problems:
                say(f"! {worded(found, problem)}")
    if ticked.failures:
        raise click.exceptions.Exit(FAILED)


def line(school: Opened, ticked: Ticked) -> str:
    """One line about a tick."""
    parts = []
    if ticked.letters:
        parts.append(text("done.tick_letters", count=ticked.letters))
    if ticked.cells:
        parts.append(text("done.tick_sheets", count=ticked.cells))
    if ticked.problems:
        parts.append(text("done.tick_problems", count=len(ticked.problems)))
    if ticked.failures:
        failed = dict.fromkeys(failure.automation for failure in ticked.failures)
        names = ", ".join(school.words(f"failures.{automation}") for automation in failed)
        parts.append(text("done.tick_failed", names=names))
    moment = f"{school.words.date(ticked.at.date())} {school.words.time(ticked.at)}"
    return text("done.tick", moment=moment, parts=", ".join(parts) or text("done.tick_quiet"))


def worded(school: Opened, problem: Problem) -> str:
    """A problem with its place."""
    place = school.words.place(problem.place, school.school_book.titles)
    return f"{place}: {school.sentence(problem)}" if place else school.sentence(problem)


def told(school: Opened, ticked: Ticked) -> dict[str, object]:
    return {
        "at": ticked.at.isoformat(),
        "letters": ticked.letters,
        "cells": ticked.cells,
        "calls": dict(school.gate.made),
        "problems": [fault(school, problem) for problem in ticked.problems],
        "failures": [{"automation": f.automation, "kind": f.kind} for f in ticked.failures],
    }


def fault(school: Opened, problem: Problem) -> dict[str, object]:
    """A problem as programs read it: tab and column by their titles, the row as on the sheet."""
    titles, place = school.school_book.titles, problem.place
    return {
        "code": problem.code,
        "tab": titles.get((place.tab, ""), place.tab),
        "row": place.row,
        "column": titles.get((place.tab, place.column), place.column),
        "text": school.sentence(problem),
    }
