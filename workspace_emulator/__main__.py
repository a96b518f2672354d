"""`python -m workspace_emulator`: a workspace behind a port until interrupted."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from pathlib import Path

from .google import Workspace
from .server import serve

LAST_PORT = 65535


def main(arguments: list[str] | None = None) -> int:
    """Serve one workspace file on 127.0.0.1; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m workspace_emulator", description=main.__doc__)
    parser.add_argument(
        "--port", type=int, default=8900, help="port of 127.0.0.1, 0 for a free one (%(default)s)"
    )
    parser.add_argument(
        "--data", type=Path, default=Path("workspace.sqlite"), help="the workspace's file (%(default)s)"
    )
    chosen = parser.parse_args(arguments)
    if not 0 <= chosen.port <= LAST_PORT:
        _say(f"There is no port {chosen.port}: choose one from 0 to {LAST_PORT} with --port.")
        return 2
    try:
        workspace = Workspace(chosen.data)
    except (sqlite3.DatabaseError, OSError) as error:
        _say(f"{chosen.data} cannot be used as a workspace: {error}. Choose another file with --data.")
        return 1
    try:
        serve(workspace, chosen.port, lambda url: _say(f"{url}  ({chosen.data})"))
    except OSError as error:
        _say(f"Port {chosen.port} cannot be used: {error.strerror}. Choose another with --port.")
        return 1
    finally:
        workspace.close()
    return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
