"""`starosta init DIR`: a school's folder with its settings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .texts import say, text


def register(app: typer.Typer) -> None:
    app.command("init", help=text("help.init"))(init)


def init(
    folder: Annotated[Path, typer.Argument(help=text("help.init_dir"), metavar="DIR")],
    profile: Annotated[str, typer.Option("--profile", help=text("help.profile"))] = "college",
    workspace: Annotated[str, typer.Option("--workspace", help=text("help.workspace_kind"))] = "embedded",
    name: Annotated[str, typer.Option("--name", help=text("help.init_name"))] = "",
    time_zone: Annotated[str, typer.Option("--time-zone", help=text("help.time_zone"))] = "Europe/Moscow",
) -> None:
    from ..founding import found

    found(folder, profile=profile, workspace=workspace, name=name, time_zone=time_zone)
    say(text("done.init", folder=folder))
    say(text("done.init_next", folder=folder))
