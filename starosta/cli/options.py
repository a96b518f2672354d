"""Options that several verbs share, and the reading of dates and moments people type."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from ..errors import StarostaError
from .texts import text

YEARS = range(2000, 2100)


class Mistyped(StarostaError):
    """A value on the command line cannot be read; `key` names a sentence of `cli.toml` [mistakes]."""

    exit_code = 2


def _chosen(context: click.Context, _: click.Parameter, value: Path | None) -> Path:
    """The school's folder: as given after the verb, before it, or the current one."""
    return value or context.obj or Path()


school = click.option(
    "--school",
    "folder",
    type=click.Path(path_type=Path),
    callback=_chosen,
    metavar=text("click.folder"),
    help=text("help.school"),
)
as_json = click.option("--json", "as_json", is_flag=True, help=text("help.json"))
on_date = click.option("--date", "written", default="", metavar=text("click.day"), help=text("help.date"))
at_moment = click.option("--now", "now", default="", metavar=text("click.moment"), help=text("help.now"))


def read_date(written: str) -> date | None:
    """A date, None when nothing was written. Mistyped otherwise, and for years no school has to do with."""
    try:
        day = date.fromisoformat(written) if written else None
    except ValueError as error:
        raise Mistyped("mistakes.bad_date", written=written) from error
    if day is not None and day.year not in YEARS:
        raise Mistyped("mistakes.bad_date", written=written)
    return day


def read_moment(written: str, zone: ZoneInfo) -> datetime | None:
    """An aware moment in the school's zone, None when nothing was written. Mistyped otherwise."""
    try:
        moment = datetime.fromisoformat(written) if written else None
    except ValueError as error:
        raise Mistyped("mistakes.bad_moment", written=written) from error
    if moment is None:
        return None
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
