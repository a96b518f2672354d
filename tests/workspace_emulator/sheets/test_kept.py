"""What the store keeps of a workbook is what this process holds: who else opens the file reads the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

from workspace_emulator.adapter import WorkspaceAdapter
from workspace_emulator.google import Workspace

from .conftest import Book

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


def seen(book: Book, session: requests.Session) -> Book:
    """The same spreadsheet in another process."""
    found = Book.__new__(Book)
    found.session, found.id = session, book.id
    return found


@pytest.mark.parametrize("address", ["A1", "A300", "A700"])
@pytest.mark.parametrize("known", [False, True])
def test_a_tab_that_takes_the_number_of_a_dead_one_has_none_of_its_rows(
    book: Book, other: requests.Session, known: bool, address: str
) -> None:
    book.batch(AGAIN[1])
    book.update("T!A1", OLD)
    elsewhere = seen(book, other)
    if known:
        assert elsewhere.values("T!A600") == [["old 599"]]
    book.batch(*AGAIN)
    book.update(f"T!{address}", [["new"]])
    wanted = [[]] * (int(address[1:]) - 1) + [["new"]]
    assert book.values("T!A1:A") == wanted
    assert elsewhere.values("T!A1:A") == wanted
    book.update("T!A700", [["end"]])
    assert elsewhere.values("T!A1:A") == book.values("T!A1:A")
