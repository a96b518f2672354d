"""The command line: one verb, one file. `main` words every failure in one sentence; nobody sees a
traceback."""

from __future__ import annotations

from .entry import main

__all__ = ["main"]
