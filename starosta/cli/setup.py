"""`starosta setup [--plan]`: make or repair the school's forms, workbooks and label."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import school
from .texts import count, say, text

if TYPE_CHECKING:
    from ..school import School


@click.command("setup", help=text("help.setup"))
@school
@click.option("--plan", is_flag=True, help=text("help.plan"))
def setup(folder: Path, plan: bool) -> None:
    from ..opening import opened

    with opened(folder) as known:
        carried_out(known.at(), plan=plan)


def carried_out(found: School, *, plan: bool, quiet: bool = False) -> int:
    """Carry out (or only show) every step; the number of steps."""
    from ..google.errors import GoogleTrouble, to_act_on
    from ..setup import steps
    from ..sources import SCHOOL

    done = 0
    try:
        with found.state.exclusive():
            for step in steps(found):
                done += 1
                if not quiet:
                    say(f"{'·' if plan else '✓'} {found.words(f'setup.{step.key}', **step.facts)}")
                if not plan:
                    step.do()
            if not plan:
                found.refresh()
                for problem in () if quiet else found.table_problems:
                    place = found.words.place(problem.place, found.school_book.titles)
                    say(f"! {place}: {found.sentence(problem)}" if place else f"! {found.sentence(problem)}")
    except GoogleTrouble as trouble:
        raise to_act_on(trouble) from trouble
    if quiet:
        return done
    if not done:
        say(text("done.setup_nothing"))
    else:
        say(text("done.setup_planned" if plan else "done.setup_done", count=count(done, "step")))
        if not plan:
            say(text("done.setup_next", where=_where(found, found.book_link(SCHOOL))))
    return done


def _where(found: School, link: str) -> str:
    """The school's book, and how its workspace is opened where that is not Google's affair."""
    kind = found.settings.workspace
    if kind == "google":
        return link
    if kind == "embedded":
        return text("done.setup_where_embedded", link=link)
    return text("done.setup_where_address", link=link, url=found.settings.pages)
