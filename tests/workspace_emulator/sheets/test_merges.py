"""Merged cells never overlap, whichever way they came: neither a page nor an Excel file could show them."""

from __future__ import annotations

import io
from itertools import combinations
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from workspace_emulator.adapter import WorkspaceAdapter
from workspace_emulator.google import Workspace
from workspace_emulator.sheets.book.areas import Area

from .conftest import API, Book, area

EXPORT = "https://www.googleapis.com/drive/v3/files/{}/export"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARTLY = "You must select all cells in a merged range to merge or unmerge them."


def merge(*box: int) -> Any:
    return {"mergeCells": {"range": area(*box)}}


def cut(source: Any, row: int, column: int) -> Any:
    return {"cutPaste": {"source": source, "destination": {"rowIndex": row, "columnIndex": column}}}


def copy(source: Any, destination: Any, kind: str = "PASTE_NORMAL") -> Any:
    return {"copyPaste": {"source": source, "destination": destination, "pasteType": kind}}


def merges(book: Book) -> list[tuple[int, int, int, int]]:
    found = [Area.of(item).within(1000, 26) for item in book.sheet().get("merges", [])]
    return sorted((box.top, box.bottom, box.left, box.right) for box in found)


@pytest.mark.parametrize(
    ("before", "pasted", "after"),
    [
        # A pasted merge takes the place of those that lie under the paste.
        ([(0, 1, 0, 2), (4, 5, 0, 2)], copy(area(0, 1, 0, 2), area(4, 5, 0, 2)),
         [(0, 1, 0, 2), (4, 5, 0, 2)]),
        ([(0, 2, 0, 2), (4, 5, 0, 2)], copy(area(0, 2, 0, 2), area(4, 6, 0, 2)),
         [(0, 2, 0, 2), (4, 6, 0, 2)]),
        ([(0, 2, 0, 2), (5, 6, 0, 2)], cut(area(0, 2, 0, 2), 4, 0), [(4, 6, 0, 2)]),
        ([(0, 2, 0, 2)], cut(area(0, 2, 0, 2), 1, 1), [(1, 3, 1, 3)]),
        ([(0, 1, 0, 2)], copy(area(0, 1, 0, 4), area(0, 1, 1, 5)), None),
        ([(0, 1, 0, 2)], copy(area(0, 1, 0, 2), area(2, 4, 0, 4)),
         [(0, 1, 0, 2), (2, 3, 0, 2), (2, 3, 2, 4), (3, 4, 0, 2), (3, 4, 2, 4)]),
        ([(0, 1, 0, 2), (4, 6, 0, 2)], copy(area(0, 1, 0, 2), area(4, 5, 0, 2), "PASTE_VALUES"),
         [(0, 1, 0, 2), (4, 6, 0, 2)]),
        # One that sticks out of it is not torn.
        ([(0, 1, 0, 2), (4, 6, 0, 2)], copy(area(0, 1, 0, 2), area(4, 5, 0, 2)), None),
        ([(0, 2, 0, 2), (3, 5, 1, 4)], cut(area(0, 2, 0, 2), 4, 0), None),
        ([(0, 2, 0, 2)], copy(area(0, 2, 0, 2), area(1, 3, 1, 3)), None),
    ],
)  # fmt: skip
def test_what_a_paste_does_to_merges(book: Book, before: Any, pasted: Any, after: Any) -> None:
    book.batch(*[merge(*box) for box in before])
    if after is None:
        assert book.refused(pasted).endswith(PARTLY)
        assert merges(book) == before
    else:
        book.batch(pasted)
        assert merges(book) == after


def test_a_spreadsheet_is_not_made_with_torn_merges(session: requests.Session) -> None:
    def made(*boxes: Any) -> requests.Response:
        return session.post(API, json={"sheets": [{"merges": [area(*box) for box in boxes]}]})

    answer = made((0, 2, 0, 2), (1, 3, 1, 3))
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, f"Invalid sheets[0]: {PARTLY}")
    (found,) = made((0, 2, 0, 2), (4, 5, 4, 5), (0, 3, 0, 2)).json()["sheets"][0]["merges"]
    assert Area.of({**found, "sheetId": 0}) == Area(0, 0, 3, 0, 2)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Any:
    workspace = Workspace(tmp_path_factory.mktemp("merges") / "workspace.sqlite")
    with requests.Session() as session:
        session.mount("https://", WorkspaceAdapter(workspace))
        yield session
    workspace.close()


SPOT = st.integers(0, 5)
BOXES = st.tuples(SPOT, SPOT, st.integers(1, 3), st.integers(1, 3)).map(
    lambda found: area(found[0], found[0] + found[2], found[1], found[1] + found[3])
)
LINES = st.tuples(st.sampled_from(["ROWS", "COLUMNS"]), SPOT, st.integers(1, 2)).map(
    lambda found: {"dimension": found[0], "startIndex": found[1], "endIndex": found[1] + found[2]}
)


def within(kind: str, box: Any, **more: Any) -> Any:
    return {kind: {"range": box, **more}}


def sorted_by_its_first_column(box: Any) -> Any:
    return within("sortRange", box, sortSpecs=[{"dimensionIndex": box["startColumnIndex"]}])


def moved(stretch: Any, to: int) -> Any:
    return {"moveDimension": {"source": stretch, "destinationIndex": to}}


WAYS = st.sampled_from(["ROWS", "COLUMNS"])
ASKED = st.one_of(
    st.builds(within, st.just("mergeCells"), BOXES),
    st.builds(copy, BOXES, BOXES, st.sampled_from(["PASTE_NORMAL", "PASTE_FORMAT", "PASTE_VALUES"])),
    st.builds(cut, BOXES, SPOT, SPOT),
    st.builds(within, st.sampled_from(["insertRange", "deleteRange"]), BOXES, shiftDimension=WAYS),
    st.builds(within, st.sampled_from(["insertDimension", "deleteDimension"]), LINES),
    st.builds(moved, LINES, SPOT),
    st.builds(within, st.just("deleteDuplicates"), BOXES),
    st.builds(sorted_by_its_first_column, BOXES),
)
MERGED = st.lists(st.builds(within, st.just("mergeCells"), BOXES), min_size=1, max_size=4)


@given(merged=MERGED, asked=st.lists(ASKED, min_size=1, max_size=8))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_asked_merges_never_overlap(
    shared: requests.Session, merged: list[Any], asked: list[Any]
) -> None:
    book = Book(shared)
    book.update("A1", [[(row * column) % 3 for column in range(6)] for row in range(6)])
    for request in merged + asked:
        book.ask("POST", ":batchUpdate", {"requests": [request]})
    areas = [Area(0, *box) for box in merges(book)]
    assert not any(one.overlaps(other) for one, other in combinations(areas, 2))
    answer = shared.get(EXPORT.format(book.id), params={"mimeType": XLSX})
    assert answer.status_code == 200, answer.text
    assert len(load_workbook(io.BytesIO(answer.content)).worksheets[0].merged_cells.ranges) == len(areas)
