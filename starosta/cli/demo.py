"""`starosta demo`: two working days of a fictional college on a simulated clock."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .texts import text


def register(app: typer.Typer) -> None:
    app.command("demo", help=text("help.demo"))(demo)


def demo(
    folder: Annotated[Path, typer.Option("--dir", help=text("help.demo_dir"))] = Path("demo-school"),
    fresh: Annotated[bool, typer.Option("--fresh", help=text("help.demo_fresh"))] = False,
) -> None:
    from .showing import show

    show(folder, fresh=fresh)
