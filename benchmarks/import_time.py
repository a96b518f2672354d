"""How long `starosta --help` takes, and that it loads none of the heavy libraries.

python -m benchmarks import_time
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

from .report import Report

TIMES = 10
COMMANDS = (["--help"], ["--version"], ["tick", "--help"])
HEAVY = (
    "google",
    "googleapiclient",
    "gspread",
    "requests",
    "pandas",
    "numpy",
    "sqlalchemy",
    "pydantic",
    "jinja2",
    "rich",
    "schedule",
    "workspace_emulator",
)
LIMIT = 0.3
LOADED = "import sys, starosta.cli.entry as e; e.run_with(['--help']); print('|'.join(sys.modules))"


def main() -> None:
    report = Report("import_time", "Start of the command line")
    rows = []
    for arguments in COMMANDS:
        before = os.times()
        taken = [seconds(arguments) for _ in range(TIMES)]
        after = os.times()
        used = after.children_user + after.children_system - before.children_user - before.children_system
        title = f"`starosta {' '.join(arguments)}`"
        rows.append((title, min(taken), statistics.median(taken), used / TIMES))
    report.text(f"A new process, {TIMES} runs of each. `--help` should stay under {LIMIT} s.")
    report.table(["Command", "Fastest, s", "Median, s", "Processor time, s"], rows)
    names = loaded()
    found = [name for name in HEAVY if name in {module.partition(".")[0] for module in names}]
    ours = sum(name.partition(".")[0] == "starosta" for name in names)
    report.text(
        f"`--help` loads {len(names)} modules, {ours} of them our own. Of {', '.join(HEAVY)} it loads "
        f"{', '.join(found) or 'none'}."
    )
    report.done()


def seconds(arguments: list[str]) -> float:
    """Wall time of one command in a process of its own."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", "from starosta.cli import main; main()", *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - start


def loaded() -> set[str]:
    """The modules that are loaded once `starosta --help` has answered."""
    told = subprocess.run([sys.executable, "-c", LOADED], check=True, capture_output=True, text=True)
    return set(told.stdout.rstrip("\n").rpartition("\n")[2].split("|"))


if __name__ == "__main__":
    main()
