"""The command line's own words, from `cli.toml`, and the printing of tables and JSON. Imports nothing
heavy."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from functools import cache
from typing import Any

from ..shelf import Shelf


@cache
def _table() -> dict[str, Any]:
    return Shelf.of().layered("cli.toml")


def text(path: str, /, **facts: object) -> str:
    """The text at `section.name`, placeholders filled."""
    section, _, name = path.partition(".")
    return str(_table()[section][name]).format(**facts)


def section(name: str) -> dict[str, str]:
    """All texts of a section."""
    found: dict[str, str] = _table()[name]
    return found


def count(number: int, noun: str) -> str:
    """`5 шагов`: a number with the right form of a noun of [plurals]."""
    from ..rules.plurals import plural

    return f"{number} {plural(number, *_table()['plurals'][noun])}"


def say(line: str = "") -> None:
    print(line, flush=True)


def complain(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def show_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def show_table(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table as wide as the terminal allows; cells wrap rather than vanish."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=title, title_justify="left", header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    Console().print(table)
