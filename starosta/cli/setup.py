"""`starosta setup [--plan]`: make or repair the school's forms, workbooks and label."""

from __future__ import annotations

from typing import Annotated

import typer

from .options import School, chosen
from .texts import count, say, text


def register(app: typer.Typer) -> None:
    app.command("setup", help=text("help.setup"))(setup)


def setup(
    context: typer.Context,
    school: School = None,
    plan: Annotated[bool, typer.Option("--plan", help=text("help.plan"))] = False,
) -> None:
    from ..opening import opened

    with opened(chosen(context, school)) as known:
        carried_out(known.at(), plan=plan)


def carried_out(school: object, *, plan: bool, quiet: bool = False) -> int:
    """Carry out (or only show) every step; the number of steps."""
    from ..google.errors import GoogleTrouble, to_act_on
    from ..school import School as Opened
    from ..setup import steps

    assert isinstance(school, Opened)
    done = 0
    try:
        with school.state.exclusive():
            for step in steps(school):
                done += 1
                if not quiet:
                    say(f"{'·' if plan else '✓'} {school.words(f'setup.{step.key}', **step.facts)}")
                if not plan:
                    step.do()
            if not plan:
                school.refresh()
                for problem in () if quiet else school.table_problems:
                    place = school.words.place(problem.place, school.titles)
                    say(f"! {place}: {school.sentence(problem)}" if place else f"! {school.sentence(problem)}")
    except GoogleTrouble as trouble:
        raise to_act_on(trouble) from trouble
    if quiet:
        return done
    if not done:
        say(text("done.setup_nothing"))
    else:
        say(text("done.setup_planned" if plan else "done.setup_done", count=count(done, "step")))
        if not plan:
            say(text("done.setup_next", link=school.book))
    return done
