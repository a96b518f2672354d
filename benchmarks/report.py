"""Results as Markdown: a heading, the command, the machine, tables. Printed and written to `results/`."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from pathlib import Path

RESULTS = Path(__file__).parent / "results"


class Report:
    """One benchmark's page."""

    def __init__(self, name: str, title: str) -> None:
        self.name = name
        self.parts = [f"# {title}\n", f"`python -m benchmarks {name}` on {machine()}.\n"]

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Numbers stand to the right."""
        shown = [[_cell(value) for value in row] for row in rows]
        numeric = [all(row[place][:1].isdigit() for row in shown) for place in range(len(headings))]
        lines = [_line(headings), _line("---:" if right else "---" for right in numeric)]
        self.parts.append("\n".join([*lines, *(_line(row) for row in shown)]) + "\n")

    def text(self, *paragraphs: str) -> None:
        self.parts += [f"{paragraph}\n" for paragraph in paragraphs]

    def heading(self, text: str) -> None:
        self.parts.append(f"## {text}\n")

    def done(self) -> None:
        """Print the page and write it."""
        page = "\n".join(self.parts)
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / f"{self.name}.md").write_text(page, encoding="utf-8")
        print(page, flush=True)


def machine() -> str:
    """What the figures were taken on."""
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}"
        f"{busy()}"
    )


def busy() -> str:
    """How many programs wanted the processors in the minute before, where the system counts them."""
    return f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.2f}" if value < 100 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
