"""`starosta run [--until ISO]`: a tick every minute; whatever fails, the next minute comes."""

from __future__ import annotations

from typing import Annotated

import typer

from .options import School, chosen, read_moment
from .texts import complain, say, text


def register(app: typer.Typer) -> None:
    app.command("run", help=text("help.run"))(run)


def run(
    context: typer.Context,
    school: School = None,
    until: Annotated[
        str, typer.Option("--until", help=text("help.until"), metavar="ISO", show_default=False)
    ] = "",
) -> None:
    from ..clock import every_minute
    from ..errors import StarostaError
    from ..opening import opened
    from ..runner import tick
    from .entry import logged, worded
    from .tick import line

    with opened(chosen(context, school)) as known:

        def poke() -> None:
            found = known.at()
            try:
                ticked = tick(found)
            except StarostaError as error:
                complain(worded(error))
            except Exception as error:
                complain(text("mistakes.unexpected", reason=type(error).__name__, log=logged(error)))
            else:
                if ticked.letters or ticked.cells or ticked.failures:
                    say(line(found, ticked))

        say(text("done.run_start"))
        every_minute(poke, read_moment(until, known.settings.zone))
        say(text("done.run_stop"))
