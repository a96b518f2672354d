"""`starosta init DIR`: a school's folder with its settings."""

from __future__ import annotations

from pathlib import Path

import click

from .texts import say, text


@click.command("init", help=text("help.init"))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--profile", default="college", help=text("help.profile"))
@click.option("--workspace", default="embedded", help=text("help.workspace_kind"))
@click.option("--name", default="", help=text("help.init_name"))
@click.option("--time-zone", default="Europe/Moscow", help=text("help.time_zone"))
def init(folder: Path, profile: str, workspace: str, name: str, time_zone: str) -> None:
    from ..founding import found

    found(folder, profile=profile, workspace=workspace, name=name, time_zone=time_zone)
    say(text("done.init", folder=folder))
    say(text("done.init_next", folder=folder))
