"""`starosta demo`: two working days of a fictional college on a simulated clock; at a terminal it ends by
offering to open what came of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

import click

from .texts import text
from .workspace import PORT, open_pages


@click.command("demo", help=text("help.demo"))
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("demo-school"),
    metavar=text("click.folder"),
    help=text("help.demo_dir"),
)
@click.option("--fresh", is_flag=True, help=text("help.demo_fresh"))
def demo(folder: Path, fresh: bool) -> None:
    from .showing import show

    show(folder, fresh=fresh)
    if sys.stdin.isatty() and sys.stdout.isatty() and agreed(sys.stdin):
        open_pages(folder, PORT, browse=True)


def agreed(typed: TextIO) -> bool:
    """Whether the person at the terminal wants to look at the pages now; Enter alone means yes, an end of
    file no."""
    print(text("demo.offer"), end="", flush=True)
    said = typed.readline()
    return said != "" and said.strip().casefold() in ("", *text("demo.yes").split())
