"""`starosta workspace [--port]`: the embedded workspace behind a port of this machine."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import ConfigError
from .options import school
from .texts import say, text

PORT = 8765


@click.command("workspace", help=text("help.workspace"))
@school
@click.option(
    "--port",
    default=PORT,
    type=click.IntRange(0, 65535),
    metavar=text("click.number"),
    help=text("help.port"),
)
def workspace(folder: Path, port: int) -> None:
    open_pages(folder, port)


def open_pages(folder: Path, port: int, *, browse: bool = False) -> None:
    """Serve a school's embedded workspace until interrupted; with `browse` its first page opens in the
    person's browser. A workspace that is open at an address already is only named."""
    import sqlite3

    from workspace_emulator.google import Workspace
    from workspace_emulator.server import serve

    from .. import settings
    from ..opening import WORKSPACE

    known = settings.load(folder)
    if known.workspace == "google":
        raise ConfigError("no_embedded", where="https://drive.google.com")
    if known.workspace != "embedded":
        say(text("done.workspace_elsewhere", url=known.pages))
        return
    try:
        served = Workspace(folder / WORKSPACE)
    except sqlite3.DatabaseError as error:
        raise ConfigError("workspace_broken", path=str(folder / WORKSPACE)) from error

    def ready(url: str) -> None:
        say(text("done.workspace", url=url))
        say(text("done.workspace_stop"))
        if browse:
            import webbrowser

            webbrowser.open(url)

    try:
        serve(served, port, on_ready=ready)
    except OSError as error:
        raise ConfigError("port_taken", port=port) from error
    finally:
        served.close()
