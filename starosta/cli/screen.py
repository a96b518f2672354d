"""The demonstration's screen: a running line of events with a progress bar on a terminal, plain lines
anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .texts import show_table

if TYPE_CHECKING:
    from rich.console import Console

PLAIN_WIDTH = 110
TONES = {"day": "bold", "letter": "cyan", "late": "yellow", "bad": "red", "sheet": "green", "note": "dim"}


class Screen:
    """Where the demonstration is told. `console` may be one that records."""

    def __init__(self, console: Console | None = None) -> None:
        from rich.console import Console

        found = console or Console(highlight=False)
        self.console = found if found.is_terminal or console else Console(highlight=False, width=PLAIN_WIDTH)

    def say(self, line: str = "", tone: str = "") -> None:
        from rich.text import Text

        self.console.print(Text(line, style=TONES.get(tone, "")), soft_wrap=True)

    def event(self, clock: str, line: str, tone: str = "") -> None:
        """Something that happened, with its time of day; on a terminal long lines go on under their
        beginning."""
        from rich.table import Table
        from rich.text import Text

        if not self.console.is_terminal:
            self.console.print(Text(f"{clock:>5}  {line}"), soft_wrap=True)
            return
        row = Table.grid(padding=(0, 2, 0, 0))
        row.add_column(width=5, justify="right", style="dim")
        row.add_column(overflow="fold", style=TONES.get(tone, ""))
        row.add_row(clock, Text(line))
        self.console.print(row)

    @contextmanager
    def clock(self, minutes: int) -> Iterator[Callable[[str], None]]:
        """A running clock for so many minutes; call the yielded function once a minute with what it shows."""
        if not self.console.is_terminal:
            yield lambda shown: None
            return
        from rich.progress import BarColumn, Progress, TextColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
        with Progress(*columns, console=self.console, transient=True, refresh_per_second=8) as progress:
            task = progress.add_task("", total=minutes)
            yield lambda shown: progress.update(task, advance=1, description=shown)

    def table(
        self, title: str, headings: Sequence[str], rows: Sequence[Sequence[str]], numbers: int = 0
    ) -> None:
        """A table whose columns from `numbers` on are aligned to the right."""
        show_table(title, headings, rows, numbers=numbers, console=self.console)
