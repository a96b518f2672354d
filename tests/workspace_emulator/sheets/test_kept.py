"""What the store keeps of a workbook is what this process holds: who else opens the file reads the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from workspace_emulator.adapter import WorkspaceAdapter
from workspace_emulator.google import Workspace
from workspace_emulator.sheets.book import shelf
from workspace_emulator.web.acting import person

from .conftest import Book, area

OLD = [[f"old {row}"] for row in range(600)]
AGAIN = (
    {"deleteSheet": {"sheetId": 5}},
    {"addSheet": {"properties": {"sheetId": 5, "title": "T"}}},
)


@pytest.fixture
def other(workspace: Workspace) -> Iterator[requests.Session]:
    """A session of another process with the same file."""
    opened = Workspace(workspace.store.path)
    with requests.Session() as session:
        session.mount("https://", WorkspaceAdapter(opened))
        yield session
    opened.close()


@pytest.mark.parametrize("address", ["A1", "A300", "A700"])
@pytest.mark.parametrize("known", [False, True])
def test_a_tab_that_takes_the_number_of_a_dead_one_has_none_of_its_rows(
    book: Book, other: requests.Session, known: bool, address: str
) -> None:
    book.batch(AGAIN[1])
    book.update("T!A1", OLD)
    elsewhere = book.through(other)
    if known:
        assert elsewhere.values("T!A600") == [["old 599"]]
    book.batch(*AGAIN)
    book.update(f"T!{address}", [["new"]])
    wanted = [[]] * (int(address[1:]) - 1) + [["new"]]
    assert book.values("T!A1:A") == wanted
    assert elsewhere.values("T!A1:A") == wanted
    book.update("T!A700", [["end"]])
    assert elsewhere.values("T!A1:A") == book.values("T!A1:A")


def test_who_reads_one_workbook_does_not_wait_for_the_writer_of_another(
    workspace: Workspace, new: Callable[..., Book]
) -> None:
    slow, small = new(), new()
    small.update("A1", [["x"]])

    def read() -> object:
        with requests.Session() as session:
            session.mount("https://", WorkspaceAdapter(workspace))
            return small.through(session).values("A1")

    with ThreadPoolExecutor() as threads, workspace.store.write() as tx:
        call = person(
            workspace, tx, "school@example.org", "sheets.spreadsheets.get", {"spreadsheetId": slow.id}
        )
        with shelf.writing(call, slow.id):
            assert threads.submit(read).result(timeout=60) == [["x"]]


def test_the_shelf_has_no_place_for_deleted_files(
    workspace: Workspace, session: requests.Session, new: Callable[..., Book]
) -> None:
    for _ in range(5):
        gone = new()
        gone.update("A1", [["x"]])
        session.delete(f"https://www.googleapis.com/drive/v3/files/{gone.id}")
    left = new()
    with workspace.store.read() as tx:
        call = person(
            workspace, tx, "school@example.org", "sheets.spreadsheets.get", {"spreadsheetId": left.id}
        )
        assert list(shelf.shelf(call).held) == [left.id]


COLOURS = 600


def coloured(number: int, *box: int) -> object:
    shade = {"red": number % 256 / 255, "green": number // 256 / 255}
    cell = {"userEnteredFormat": {"backgroundColor": shade}}
    return {"repeatCell": {"range": area(*box), "cell": cell, "fields": "userEnteredFormat"}}


def formats(workspace: Workspace, book: Book) -> list[object]:
    """What the store keeps of a workbook's formats."""
    with workspace.store.read() as tx:
        found = tx.execute("SELECT document FROM sheets_books WHERE file_id = ?", (book.id,)).fetchone()
    return [known for known in json.loads(found[0])["formats"] if known]


def test_formats_that_no_cell_has_are_forgotten(
    book: Book, workspace: Workspace, other: requests.Session
) -> None:
    def shown(here: Book) -> object:
        return here.get("sheets.data.rowData.values(userEnteredFormat,effectiveFormat,formattedValue)")

    book.update("B1", [["01.02.2026", "=TODAY()", "=ARRAYFORMULA({TODAY();TODAY()})"]])
    book.batch(*[coloured(row, row, row + 1, 0, 1) for row in range(1, 101)])
    before, elsewhere = shown(book), book.through(other)
    assert shown(elsewhere) == before
    for start in range(COLOURS, 3 * COLOURS, COLOURS):
        book.batch(*[coloured(start + number, 0, 1, 25, 26) for number in range(COLOURS)])
        book.batch({"repeatCell": {"range": area(0, 1, 25, 26), "cell": {}, "fields": "userEnteredFormat"}})
        assert shown(book) == before
    book.update("B2", [["x"]])
    assert len(formats(workspace, book)) < 300
    book.batch(*[coloured(9000 + row, row, row + 1, 1, 2) for row in range(300, 400)])
    assert shown(elsewhere) == shown(book)
