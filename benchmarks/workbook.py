"""The workbook behind the port: small reads, 100,000 cells, 10,000 formulas, a million cells.

python -m benchmarks workbook
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from workspace_emulator.google import Workspace
from workspace_emulator.wire import Request

from .emulator import MIB, ROOT, served, timed
from .report import Report

SMALL_CALLS = 3_000
ROWS, COLUMNS = 2_000, 50
FORMULAS = 10_000
MILLION_ROWS, MILLION_COLUMNS, STEP = 40_000, 25, 2_000
API = "/v4/spreadsheets"


def main() -> None:
    report = Report("workbook", "The workbook")
    with tempfile.TemporaryDirectory() as folder:
        with served(Path(folder) / "workspace.sqlite") as (started, url):
            line = Bare(url)
            rows = [
                ("from the command to the first answer, s", started),
                *line.small(),
                *line.large(),
                *line.formulas(),
            ]
        rows += list(million(folder))
    report.text(
        "One connection kept open, the standard library's client, answers parsed as JSON where that is timed."
    )
    report.table(["", "Figure"], rows)
    report.done()


class Bare:
    """One kept-open connection to the port, without a client library."""

    def __init__(self, url: str) -> None:
        self.line = HTTPConnection(urlsplit(url).netloc)

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        raw = None if body is None else json.dumps(body)
        self.line.request(
            method, path, raw, {"Authorization": "Bearer benchmark", "Content-Type": "application/json"}
        )
        answer = json.loads(self.line.getresponse().read())
        assert "error" not in answer, answer
        return answer

    def book(self, rows: int, columns: int) -> str:
        """The address of a new spreadsheet with a grid of this size."""
        grid = {"rowCount": rows, "columnCount": columns}
        sheets = [{"properties": {"title": "Data", "gridProperties": grid}}]
        return f"{API}/{self.ask('POST', API, {'sheets': sheets})['spreadsheetId']}"

    def put(self, book: str, address: str, rows: list[list[Any]], option: str) -> None:
        self.ask("PUT", f"{book}/values/{address}?valueInputOption={option}", {"values": rows})

    def small(self) -> Iterator[tuple[str, object]]:
        book = self.book(1000, 26)
        self.put(book, "A1", [["a", 1.5], ["b", 2.5]], "RAW")

        def read() -> None:
            for _ in range(SMALL_CALLS):
                self.line.request(
                    "GET", f"{book}/values/A1:B2", headers={"Authorization": "Bearer benchmark"}
                )
                self.line.getresponse().read()

        read()
        yield "small values.get a second, by http.client", SMALL_CALLS / timed(read)

    def large(self) -> Iterator[tuple[str, object]]:
        book, count = self.book(ROWS, COLUMNS), f"{ROWS * COLUMNS:,}"
        for what, option, cell in (
            ("texts", "RAW", "{}.{}"),
            ("texts typed", "USER_ENTERED", "код {}/{}"),
            ("numbers typed", "USER_ENTERED", "{}.{}"),
        ):
            rows = [[cell.format(row, column) for column in range(COLUMNS)] for row in range(ROWS)]
            yield (
                f"{count} {what} written, s",
                timed(lambda rows=rows, option=option: self.put(book, "A1", rows, option)),
            )
            yield f"{count} {what} read, s", timed(lambda: self.ask("GET", f"{book}/values/Data"))

    def formulas(self) -> Iterator[tuple[str, object]]:
        """Every formula depends on one cell; the edit of it is timed with its request."""
        book = self.book(FORMULAS, 3)
        self.put(book, "A1", [[row] for row in range(FORMULAS)], "RAW")
        formulas = [[f"=A{row}*$C$1"] for row in range(1, FORMULAS + 1)]
        yield (
            f"{FORMULAS:,} formulas written, s",
            timed(lambda: self.put(book, "B1", formulas, "USER_ENTERED")),
        )
        yield "one edit that all of them follow, s", timed(lambda: self.put(book, "C1", [[2]], "RAW"))
        found = self.ask("GET", f"{book}/values/B{FORMULAS}")["values"]
        assert found == [[str(2 * (FORMULAS - 1))]]


def million(folder: str) -> Iterator[tuple[str, object]]:
    """A workbook of a million cells, in a process of its own: what it weighs there and on the disk."""
    command = [sys.executable, "-m", "benchmarks.workbook", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    before, written, reopened, size, seconds = (float(figure) for figure in done.stdout.split())
    yield "1,000,000 cells written, s", seconds
    yield "memory for them, MiB", (written - before) / MIB
    yield "memory for them in a program that opens the file, MiB", (reopened - before) / MIB
    yield "the file, MiB", size / MIB


def weigh(folder: Path) -> None:
    """Fill a workbook, then open it afresh in a third process; print the figures `million` reads."""
    before, start = resident(), time.perf_counter()
    path = folder / "million.sqlite"
    workspace = Workspace(path)
    grid = {"rowCount": MILLION_ROWS, "columnCount": MILLION_COLUMNS}
    body = {"sheets": [{"properties": {"title": "Data", "gridProperties": grid}}]}
    made = json.loads(workspace.handle(Request.of("POST", API, {}, json.dumps(body).encode())).body)
    book = f"{API}/{made['spreadsheetId']}"
    for top in range(0, MILLION_ROWS, STEP):
        rows = [
            [f"слово {row}" if column % 2 else row * column / 4 for column in range(MILLION_COLUMNS)]
            for row in range(top, top + STEP)
        ]
        address = f"{book}/values/Data!A{top + 1}?valueInputOption=RAW"
        answer = workspace.handle(Request.of("PUT", address, {}, json.dumps({"values": rows}).encode()))
        assert answer.status == 200, answer.body
    seconds = time.perf_counter() - start
    written = resident()
    workspace.close()
    command = [sys.executable, "-m", "benchmarks.workbook", str(path), book]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    size = sum(found.stat().st_size for found in folder.glob("million.sqlite*"))
    print(before, written, done.stdout.strip(), size, seconds)


def reopen(path: Path, book: str) -> None:
    """Read one cell of a file and print the memory it took."""
    workspace = Workspace(path)
    assert workspace.handle(Request.of("GET", f"{book}/values/Data!A1")).status == 200
    print(resident())


def resident() -> int:
    """The memory this process has now, in bytes."""
    done = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(os.getpid())], capture_output=True, text=True, check=True
    )
    return int(done.stdout) * 1024


if __name__ == "__main__":
    if len(sys.argv) > 2:
        reopen(Path(sys.argv[1]), sys.argv[2])
    elif len(sys.argv) > 1:
        weigh(Path(sys.argv[1]))
    else:
        main()
