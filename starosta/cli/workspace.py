"""`starosta workspace [--port]`: the embedded workspace behind a port of this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from ..errors import ConfigError
from .options import School, chosen
from .texts import say, text

PORT = 8765


def register(app: typer.Typer) -> None:
    app.command("workspace", help=text("help.workspace"))(workspace)


def workspace(
    context: typer.Context,
    school: School = None,
    port: Annotated[int, typer.Option("--port", help=text("help.port"), min=0, max=65535)] = PORT,
) -> None:
    from workspace_emulator.google import Workspace
    from workspace_emulator.server import serve

    from .. import settings
    from ..opening import WORKSPACE

    folder = chosen(context, school)
    known = settings.load(folder)
    if known.workspace == "google":
        raise ConfigError("no_embedded", where="https://drive.google.com")
    served = Workspace(folder / WORKSPACE)

    def ready(url: str) -> None:
        say(text("done.workspace", url=url))
        say(text("done.workspace_stop"))

    try:
        serve(served, port, on_ready=ready)
    except OSError as error:
        raise ConfigError("port_taken", port=port) from error
    finally:
        served.close()
