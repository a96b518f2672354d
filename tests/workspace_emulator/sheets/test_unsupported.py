"""What this workspace does not do is refused by name, and nothing has changed after that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from workspace_emulator.catalog import document
from workspace_emulator.sheets.batch_update import KINDS

from .conftest import API, Book, area

REAL = [
    {"updateSheetProperties": {"properties": {"title": "Другой", "index": 0}, "fields": "title"}},
    {"updateCells": {"start": {"sheetId": 0}, "fields": "userEnteredValue,note", "rows": [
        {"values": [{"userEnteredValue": {"formulaValue": "=SEQUENCE(3)"}, "note": "n"}]}]}},
    {"insertDimension": {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 2}}},
    {"addNamedRange": {"namedRange": {"name": "n", "range": area(0, 1, 0, 1)}}},
]  # fmt: skip
"""Changes that a batch makes before it comes to what is refused."""


def refusal(book: Book, request: dict[str, Any]) -> str:
    """The message of a batch whose last request is refused; the workbook is as it was."""
    book.update("A1", [["a", "=COUNTA(A2:A9)"], ["b", 2]])
    before = book.get(includeGridData=True)
    message = book.refused(*REAL, request)
    assert book.get(includeGridData=True) == before
    return message


@pytest.mark.parametrize(
    "kind", sorted(document("sheets")["schemas"]["Request"]["properties"].keys() - KINDS)
)
def test_a_kind_that_nobody_wrote(book: Book, kind: str) -> None:
    assert refusal(book, {kind: {}}) == (
        f"Invalid requests[4].{kind}: This kind of request is not supported by this workspace."
    )


def cell(member: str, value: Any) -> dict[str, Any]:
    return {"repeatCell": {"range": area(0, 1, 0, 1), "cell": {member: value}, "fields": "*"}}


@pytest.mark.parametrize(
    ("request_", "member"),
    [
        (cell("pivotTable", {"source": area(0, 2, 0, 2)}), "cell.pivotTable"),
        (cell("chipRuns", [{"startIndex": 1}]), "cell.chipRuns"),
        (cell("dataSourceTable", {}), "cell.dataSourceTable"),
        (cell("dataSourceFormula", {"dataSourceId": "1"}), "cell.dataSourceFormula"),
        ({"updateCells": {"range": area(0, 1, 0, 2), "fields": "*", "rows": [
            {"values": [{}, {"pivotTable": {}}]}]}}, "rows[0].values[1].pivotTable"),
        ({"appendCells": {"tableId": "1", "fields": "*"}}, "tableId"),
        ({"addSheet": {"properties": {"dataSourceSheetProperties": {"dataSourceId": "1"}}}},
         "properties.dataSourceSheetProperties"),
        ({"addProtectedRange": {"protectedRange": {"tableId": "1"}}}, "protectedRange.tableId"),
        ({"setBasicFilter": {"filter": {"tableId": "1"}}}, "filter.tableId"),
        ({"setBasicFilter": {"filter": {"range": area(0, 2, 0, 2), "sortSpecs": [
            {"sortOrder": "ASCENDING"}, {"foregroundColorStyle": {"themeColor": "TEXT"}}]}}},
         "filter.sortSpecs[1].foregroundColorStyle"),
        ({"addFilterView": {"filter": {"range": area(0, 2, 0, 2), "tableId": "1"}}}, "filter.tableId"),
        ({"sortRange": {"range": area(0, 2, 0, 2), "sortSpecs": [{"backgroundColor": {"red": 1}}]}},
         "sortSpecs[0].backgroundColor"),
        ({"autoResizeDimensions": {"dataSourceSheetDimensions": {"sheetId": 0}}},
         "dataSourceSheetDimensions"),
    ],
)  # fmt: skip
def test_a_part_that_nobody_wrote(book: Book, request_: dict[str, Any], member: str) -> None:
    (kind,) = request_
    assert refusal(book, request_) == (
        f"Invalid requests[4].{kind}: {member}: This field is not supported by this workspace."
    )


@pytest.mark.parametrize(
    ("body", "member"),
    [
        ({"dataSources": [{"dataSourceId": "1"}]}, "dataSources"),
        ({"sheets": [{}, {"tables": [{"name": "t"}]}]}, "sheets[1].tables"),
        ({"sheets": [{"slicers": [{}]}]}, "sheets[0].slicers"),
        ({"sheets": [{"data": [{"rowData": [{"values": [{"pivotTable": {}}]}]}]}]},
         "sheets[0].data[0].rowData[0].values[0].pivotTable"),
    ],
)  # fmt: skip
def test_a_new_spreadsheet_with_what_nobody_wrote(
    new: Callable[..., Book], body: dict[str, Any], member: str
) -> None:
    session = new().session
    files = "https://www.googleapis.com/drive/v3/files"
    before = session.get(files).json()
    answer = session.post(API, json=body)
    message = f"{member}: This field is not supported by this workspace."
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, message)
    assert session.get(files).json() == before


def test_a_new_spreadsheet_may_say_that_it_has_none(new: Callable[..., Book]) -> None:
    assert new(sheets=[{"tables": [], "slicers": []}], dataSources=[]).values("A1") is None
