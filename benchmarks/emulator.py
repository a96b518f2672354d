"""The embedded workspace: its start, small calls over its port, a large sheet; the environment's size.

python -m benchmarks emulator
"""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import distributions
from pathlib import Path

import gspread
import requests

from workspace_emulator.doors import session

from .report import Report

SMALL_CALLS = 500
ROWS, COLUMNS = 2_000, 50
TOP = 15
ROOT = Path(__file__).parents[1]
MIB = 1 << 20


def main() -> None:
    report = Report("emulator", "The embedded workspace")
    with tempfile.TemporaryDirectory() as folder, served(Path(folder) / "workspace.sqlite") as (started, url):
        with session(url) as opened:
            client = gspread.Client(auth=None, session=opened)  # type: ignore[arg-type]
            rows = [("from the command to the first answer, s", started), *calls(client), *large(client)]
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
    report.text("`python -m workspace_emulator --port 0`, asked by gspread over the port.")
    report.table(["", "Figure"], [*rows, ("the file afterwards, MiB", size / MIB)])
    environment(report)
    report.done()


@contextmanager
def served(data: Path) -> Iterator[tuple[float, str]]:
    """A workspace in a process of its own: seconds until it answered for the first time, and its address."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "workspace_emulator", "--port", "0", "--data", str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().split()[0]
            requests.get(f"{url}/_control/clock", timeout=10).raise_for_status()
            yield time.perf_counter() - start, url
        finally:
            process.terminate()


def calls(client: gspread.Client) -> Iterator[tuple[str, object]]:
    """Small readings and writings, one after another."""
    tab = client.create("Small").sheet1
    tab.update([["a", 1.5], ["b", 2.5]], "A1:B2")
    taken = timed(lambda: [tab.get("A1:B2") for _ in range(SMALL_CALLS)])
    yield "small values.get a second, by gspread", SMALL_CALLS / taken
    taken = timed(lambda: [tab.update([[n]], "C1") for n in range(SMALL_CALLS)])
    yield "small values.update a second, by gspread", SMALL_CALLS / taken


def large(client: gspread.Client) -> Iterator[tuple[str, object]]:
    """A hundred thousand cells in one call each way."""
    wanted = [[f"{row}.{column}" for column in range(COLUMNS)] for row in range(ROWS)]
    tab = client.create("Large").add_worksheet("Data", ROWS, COLUMNS)
    yield f"{ROWS * COLUMNS:,} cells written, s", timed(lambda: tab.update(wanted, "A1", raw=True))
    found: list[list[str]] = []
    yield f"{ROWS * COLUMNS:,} cells read, s", timed(lambda: found.extend(tab.get_all_values()))
    assert found == wanted


def environment(report: Report) -> None:
    """What the packages of the lock files weigh: whatever else lies in the environment is left out."""
    report.heading("The environment")
    sizes = weights()
    base, tools = locked("requirements.lock"), locked("requirements-dev.lock")
    rows = []
    for title, names in (("`make demo`", base), ("`make test`", base | tools)):
        chosen = {name: weight for name, weight in sizes.items() if name in names}
        rows.append((title, len(chosen), sum(chosen.values()) / MIB))
    report.table(["Installed by", "Packages", "MiB"], rows)
    ranked = sorted(((sizes[name], name) for name in sizes if name in base), reverse=True)[:TOP]
    report.text(f"The {TOP} largest of `make demo`:")
    report.table(["Package", "MiB"], [(name, weight / MIB) for weight, name in ranked])


def weights() -> dict[str, int]:
    """Bytes of every installed package, compiled files included, by its normalised name."""
    sizes = {}
    for package in distributions(path=[sysconfig.get_path("purelib")]):
        files = [Path(str(package.locate_file(file))) for file in package.files or ()]
        sizes[normal(package.name)] = sum(file.stat().st_size for file in files if file.is_file())
    return sizes


def locked(name: str) -> set[str]:
    """The packages that a lock file names."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {normal(found) for found in re.findall(r"^([A-Za-z0-9_.-]+)==", text, re.MULTILINE)}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def timed(work: object) -> float:
    """Seconds."""
    assert callable(work)
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
