"""Several processes on one file, a call that fails, and files that survive a restart."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import requests

from workspace_emulator.adapter import WorkspaceAdapter
from workspace_emulator.google import Workspace

from .conftest import API, Book

WRITER = """
import sys, requests
from workspace_emulator.adapter import WorkspaceAdapter
from workspace_emulator.google import Workspace
session = requests.Session()
session.mount("https://", WorkspaceAdapter(Workspace(sys.argv[1])))
for number in range(int(sys.argv[4])):
    answer = session.post(
        f"https://sheets.googleapis.com/v4/spreadsheets/{sys.argv[2]}/values/A1:append",
        params={"valueInputOption": "RAW"}, json={"values": [[sys.argv[3], number]]})
    assert answer.status_code == 200, answer.text
"""


@pytest.fixture
def second(workspace: Workspace, tmp_path: Path) -> requests.Session:
    """Another reader of the same file, with its own memory."""
    session = requests.Session()
    session.mount("https://", WorkspaceAdapter(Workspace(tmp_path / "workspace.sqlite")))
    return session


def seen(session: requests.Session, book: Book, address: str = "Sheet1") -> object:
    return session.get(f"{API}/{book.id}/values/{address}").json().get("values")


def test_appends_of_several_processes_are_all_kept(book: Book, tmp_path: Path) -> None:
    book.append("A1", [["name", "number"]])
    arguments = [str(tmp_path / "workspace.sqlite"), book.id]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, *arguments, name, "15"], cwd=Path(__file__).parents[3]
        )
        for name in ("one", "two", "three")
    ]
    assert [process.wait(timeout=120) for process in running] == [0, 0, 0]
    rows = book.values("A2:B99")
    for name in ("one", "two", "three"):
        assert [row[1] for row in rows if row[0] == name] == [str(number) for number in range(15)]
    assert len(rows) == 45


def test_each_sees_what_the_other_wrote(book: Book, second: requests.Session) -> None:
    rows = [[f"{row}"] for row in range(600)]
    book.update("A1", rows)
    assert seen(second, book) == rows
    book.update("A300", [["changed"]])
    assert seen(second, book, "A300") == [["changed"]]
    second.put(
        f"{API}/{book.id}/values/A599", params={"valueInputOption": "RAW"}, json={"values": [["x"], ["y"]]}
    )
    assert book.values("A598:A600") == [["597"], ["x"], ["y"]]
    book.batch({"deleteDimension": {"range": {"dimension": "ROWS", "startIndex": 0, "endIndex": 590}}})
    assert seen(second, book) == [["590"], *[[f"{row}"] for row in range(591, 598)], ["x"], ["y"]]
    book.update("A400", [["far"]])
    assert seen(second, book, "A11:A400") == [*[[]] * 389, ["far"]]


def test_a_failed_call_leaves_nothing_in_memory(book: Book, second: requests.Session) -> None:
    book.update("A1", [["kept"]])
    write = {
        "updateCells": {
            "start": {},
            "rows": [{"values": [{"userEnteredValue": {"stringValue": "lost"}}]}],
            "fields": "*",
        }
    }
    book.refused(write, {"deleteSheet": {"sheetId": 99}})
    assert (book.values("A1"), seen(second, book, "A1")) == ([["kept"]], [["kept"]])
    book.update("B1", [["next"]])
    assert (book.values("A1:B1"), seen(second, book, "A1:B1")) == ([["kept", "next"]], [["kept", "next"]])


def test_a_file_reopened(book: Book, tmp_path: Path) -> None:
    book.update("A1", [["12%", "=A1*2", "text"]])
    book.batch({"updateSpreadsheetProperties": {"properties": {"title": "Renamed"}, "fields": "title"}})
    before = book.get(includeGridData="true")
    session = requests.Session()
    reopened = Workspace(tmp_path / "workspace.sqlite")
    session.mount("https://", WorkspaceAdapter(reopened))
    assert session.get(f"{API}/{book.id}", params={"includeGridData": "true"}).json() == before
    assert (
        session.get(f"{API}/{book.id}", params={"fields": "properties.title"}).json()["properties"]["title"]
        == "Renamed"
    )
    reopened.close()
