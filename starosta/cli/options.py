"""Options that several verbs share, and the reading of dates and moments people type."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from ..errors import StarostaError
from .texts import text


class Mistyped(StarostaError):
    """A value on the command line cannot be read; `key` names a sentence of `cli.toml` [mistakes]."""

    exit_code = 2


School = Annotated[
    Path | None, typer.Option("--school", help=text("help.school"), metavar="DIR", show_default=False)
]
Json = Annotated[bool, typer.Option("--json", help=text("help.json"))]
Date = Annotated[str, typer.Option("--date", help=text("help.date"), metavar="YYYY-MM-DD", show_default=False)]
Now = Annotated[str, typer.Option("--now", help=text("help.now"), metavar="ISO", show_default=False)]


def chosen(context: typer.Context, school: Path | None) -> Path:
    """The school's folder: as given after the verb, before it, or the current one."""
    return school or context.obj or Path()


def read_date(written: str) -> date | None:
    """A date, None when nothing was written. Mistyped otherwise."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise Mistyped("mistakes.bad_date", written=written) from error


def read_moment(written: str, zone: ZoneInfo) -> datetime | None:
    """An aware moment in the school's zone, None when nothing was written. Mistyped otherwise."""
    try:
        moment = datetime.fromisoformat(written) if written else None
    except ValueError as error:
        raise Mistyped("mistakes.bad_moment", written=written) from error
    if moment is None:
        return None
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
