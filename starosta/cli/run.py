"""`starosta run [--until ISO]`: a tick every minute; whatever fails, the next minute comes."""

from __future__ import annotations

from pathlib import Path

import click

from .options import read_moment, school
from .texts import complain, say, text


@click.command("run", help=text("help.run"))
@school
@click.option("--until", "until", default="", metavar=text("click.moment"), help=text("help.until"))
def run(folder: Path, until: str) -> None:
    from ..clock import every_minute
    from ..errors import StarostaError
    from ..opening import opened
    from ..runner import tick
    from .failures import logged, worded
    from .tick import line

    with opened(folder) as known:

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

        end = read_moment(until, known.settings.zone)
        say(text("done.run_start"))
        every_minute(poke, end)
        say(text("done.run_stop"))
