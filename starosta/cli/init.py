"""`starosta init DIR`: a school's folder with its settings."""

from __future__ import annotations

from pathlib import Path

import click

from .texts import command, say, text


@click.command("init", help=text("help.init"))
@click.argument("folder", metavar=text("click.folder"), type=click.Path(path_type=Path))
@click.option("--profile", default="college", metavar=text("click.kind"), help=text("help.profile"))
@click.option(
    "--workspace", default="embedded", metavar=text("click.place"), help=text("help.workspace_kind")
)
@click.option("--name", default="", metavar=text("click.title"), help=text("help.init_name"))
@click.option("--time-zone", default="Europe/Moscow", metavar=text("click.zone"), help=text("help.time_zone"))
def init(folder: Path, profile: str, workspace: str, name: str, time_zone: str) -> None:
    from ..founding import found

    found(folder, profile=profile, workspace=workspace, name=name, time_zone=time_zone)
    say(text("done.init", folder=folder))
    say(text("done.init_next", command=command("--school", folder, "setup")))
