"""The command line's own words, from `cli.toml`, and the printing of tables and JSON. Imports nothing
heavy."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..shelf import Shelf

if TYPE_CHECKING:
    from rich.console import Console


PROGRAM = "starosta"


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


def command(*words: object) -> str:
    """A command of ours as it can be pasted into the terminal: called as we were, words quoted."""
    import shlex
    import shutil
    import subprocess

    called = Path(sys.argv[0])
    ours = str(called) if called.stem == PROGRAM and called.parent != Path() else PROGRAM
    found = shutil.which(PROGRAM)
    if found is not None and Path(found).resolve() == called.resolve():
        ours = PROGRAM
    line = [ours, *map(str, words)]
    return subprocess.list2cmdline(line) if os.name == "nt" else shlex.join(line)


def percent(share: float | None) -> str:
    """A share of 0–1 as «93 %»; «—» when there is nothing to take a share of."""
    return "—" if share is None else f"{share * 100:.0f} %"


def say(line: str = "") -> None:
    print(line, flush=True)


def complain(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def show_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def show_table(
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    numbers: int = 0,
    whole: int | None = None,
    console: Console | None = None,
) -> None:
    """A table as wide as the terminal allows. Columns from `numbers` on are aligned to the right, the column
    `whole` is never broken; cells of the others wrap rather than vanish."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(
        title=title, title_justify="left", title_style="bold", header_style="bold",
        box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False,
    )  # fmt: skip
    for place, heading in enumerate(headings):
        right = bool(numbers) and place >= numbers
        table.add_column(
            heading, justify="right" if right else "left", overflow="fold", no_wrap=place == whole
        )
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    (console or Console(highlight=False)).print(table)
