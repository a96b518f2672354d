"""`starosta demo`: two working days of a fictional college on a simulated clock."""

from __future__ import annotations

from pathlib import Path

import click

from .texts import text


@click.command("demo", help=text("help.demo"))
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("demo-school"),
    help=text("help.demo_dir"),
)
@click.option("--fresh", is_flag=True, help=text("help.demo_fresh"))
def demo(folder: Path, fresh: bool) -> None:
    from .showing import show

    show(folder, fresh=fresh)
