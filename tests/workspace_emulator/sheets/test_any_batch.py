"""Whatever a batch asks of a spreadsheet that has something of every kind: it is done or refused, and then
all of it can be read, in another process too, and changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workspace_emulator.adapter import WorkspaceAdapter
from workspace_emulator.google import Workspace
from workspace_emulator.sheets.batch_update import KINDS

from .any_batch import SAMPLES, spoilt
from .conftest import Book, area
from .furnished_book import furnished, known, seen

PROFILE = settings(
    max_examples=4, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
ROWS, COLUMNS = (
    {"sheetId": 0, "dimension": name, "startIndex": 1, "endIndex": 3} for name in ("ROWS", "COLUMNS")
)
AFTERWARDS = (
    {"insertDimension": {"range": ROWS}},
    {"moveDimension": {"source": ROWS, "destinationIndex": 6}},
    {"duplicateSheet": {"sourceSheetId": 0, "newSheetId": 99}},
    {"cutPaste": {"source": area(0, 4, 0, 4), "destination": {"sheetId": 99}, "pasteType": "PASTE_NORMAL"}},
    {"deleteDimension": {"range": COLUMNS}},
)


@dataclass(frozen=True)
class House:
    """Two processes with one store, and what a spreadsheet looks like that nothing was asked of."""

    here: requests.Session
    elsewhere: requests.Session
    untouched: Any


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    path = tmp_path_factory.mktemp("batches") / "workspace.sqlite"
    workspaces = Workspace(path), Workspace(path)
    with requests.Session() as here, requests.Session() as elsewhere:
        for session, workspace in zip((here, elsewhere), workspaces, strict=True):
            session.mount("https://", WorkspaceAdapter(workspace))
        yield House(here, elsewhere, seen(furnished(here)))
    for workspace in workspaces:
        workspace.close()


def asked(book: Book, kind: str, body: Any) -> tuple[int, Any]:
    """A batch of one request, done or refused as Google refuses."""
    shown = {"includeSpreadsheetInResponse": True, "responseIncludeGridData": True}
    status, answer = book.ask("POST", ":batchUpdate", {"requests": [{kind: body}], **shown})
    if status == 200:
        assert (answer["updatedSpreadsheet"]["spreadsheetId"], len(answer["replies"])) == (book.id, 1)
    else:
        assert (status, answer["error"]["status"]) == (400, "INVALID_ARGUMENT"), answer
    return status, answer


def test_every_kind_is_tried() -> None:
    assert SAMPLES.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_furnished_spreadsheet_takes_every_kind_of_request(house: House, kind: str) -> None:
    book = furnished(house.here)
    assert asked(book, kind, SAMPLES[kind])[0] == 200
    assert seen(book) == seen(book.through(house.elsewhere)) != house.untouched


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(data=st.data())
@PROFILE
def test_no_request_breaks_the_workbook(house: House, kind: str, data: st.DataObject) -> None:
    book = furnished(house.here)
    if asked(book, kind, data.draw(spoilt(kind, known(book))))[0] == 400:
        assert seen(book) == house.untouched
        return
    seen(book.through(house.elsewhere))
    for request in AFTERWARDS:
        # Some may be refused now, as one that would leave no line.
        assert book.ask("POST", ":batchUpdate", {"requests": [request]})[0] in (200, 400)
    seen(book)
