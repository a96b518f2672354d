"""An answer shows one moment of a workbook, whoever writes meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from workspace_emulator.adapter import RewriteAdapter
from workspace_emulator.google import Workspace
from workspace_emulator.server import running

from .conftest import Book, area

ITEMS, EDITS = 800, 12
LOOKUP = {"developerMetadataLookup": {"metadataKey": "k"}}


@pytest.fixture
def doors(workspace: Workspace) -> Iterator[Callable[[], requests.Session]]:
    """Makes sessions over a port, one for each thread."""
    with running(workspace) as base:
        made: list[requests.Session] = []

        def door() -> requests.Session:
            session = requests.Session()
            session.mount("https://", RewriteAdapter(base))
            made.append(session)
            return session

        yield door
        for session in made:
            session.close()


def through(book: Book, session: requests.Session) -> Book:
    found = Book.__new__(Book)
    found.session, found.id = session, book.id
    return found


def valued(value: str) -> Any:
    return {
        "updateDeveloperMetadata": {
            "dataFilters": [LOOKUP],
            "developerMetadata": {"metadataValue": value},
            "fields": "metadataValue",
        }
    }


def on_rows(number: int) -> Any:
    row = {"dimension": "ROWS", "startIndex": number, "endIndex": number + 1}
    made = {"metadataKey": "k", "metadataValue": "0", "visibility": "DOCUMENT"}
    return {"createDeveloperMetadata": {"developerMetadata": {**made, "location": {"dimensionRange": row}}}}


def spreadsheet(book: Book) -> list[Any]:
    data = book.get("sheets.data.rowMetadata.developerMetadata")["sheets"][0]["data"][0]
    return [item for line in data["rowMetadata"] for item in line.get("developerMetadata", [])]


def search(book: Book) -> list[Any]:
    _, answer = book.ask("POST", "/developerMetadata:search", {"dataFilters": [LOOKUP]})
    return [item["developerMetadata"] for item in answer["matchedDeveloperMetadata"]]


@pytest.mark.parametrize("read", [spreadsheet, search])
def test_readers_see_all_of_a_batch_or_nothing(
    book: Book, doors: Callable[[], requests.Session], read: Callable[[Book], list[Any]]
) -> None:
    book.batch(*[on_rows(number) for number in range(ITEMS)])

    def write(here: Book) -> None:
        for edit in range(EDITS):
            here.batch(valued(str(edit + 1)))

    with ThreadPoolExecutor() as threads:
        writing = threads.submit(write, through(book, doors()))
        reader = through(book, doors())
        while not writing.done():
            assert len({item["metadataValue"] for item in read(reader)}) == 1
        writing.result()
    assert {item["metadataValue"] for item in read(book)} == {str(EDITS)}


def test_a_reply_shows_what_its_own_request_has_done(book: Book) -> None:
    add = {"addProtectedRange": {"protectedRange": {"protectedRangeId": 3, "range": area(0, 1, 0, 1)}}}
    changed = {"protectedRangeId": 3, "description": "later"}
    update = {"updateProtectedRange": {"protectedRange": changed, "fields": "description"}}
    view = {"addFilterView": {"filter": {"filterViewId": 4, "title": "A", "range": area(0, 5, 0, 2)}}}
    renamed = {"updateFilterView": {"filter": {"filterViewId": 4, "title": "B"}, "fields": "title"}}
    replies = book.batch(add, update, view, renamed)
    assert "description" not in replies[0]["addProtectedRange"]["protectedRange"]
    assert replies[2]["addFilterView"]["filter"]["title"] == "A"
