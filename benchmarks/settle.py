"""A year of obligations settled at once: `settle_year.py` in its own process, because it measures memory.

python -m benchmarks settle
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from .report import Report

SIZE = 1_000_000


def main() -> None:
    report = Report("settle", "A year's obligations settled")
    command = [
        sys.executable,
        str(Path(__file__).with_name("settle_year.py")),
        "--size",
        str(SIZE),
        "--plain",
    ]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    report.text(f"What `python benchmarks/settle_year.py --size {SIZE} --plain` prints:")
    report.text(f"```\n{told.rstrip()}\n```")
    report.done()


if __name__ == "__main__":
    main()
