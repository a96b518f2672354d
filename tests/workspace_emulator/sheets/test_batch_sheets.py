"""batchUpdate: the spreadsheet, its tabs, their sizes; refusals and atomicity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import Book, area

SECOND = {
    "addSheet": {
        "properties": {"title": "Second", "sheetId": 7, "gridProperties": {"rowCount": 2, "columnCount": 2}}
    }
}


def titles(book: Book) -> list[str]:
    return [sheet["properties"]["title"] for sheet in book.get("sheets.properties")["sheets"]]


def test_a_new_sheet(book: Book) -> None:
    properties = {
        "sheetId": 7,
        "title": "Second",
        "index": 1,
        "sheetType": "GRID",
        "gridProperties": {"rowCount": 2, "columnCount": 2},
    }
    assert book.batch(SECOND) == [{"addSheet": {"properties": properties}}]
    assert book.sheet(1)["properties"] == properties


def test_defaults_of_a_new_sheet(book: Book) -> None:
    reply = book.batch({"addSheet": {}})[0]["addSheet"]["properties"]
    assert (reply["title"], reply["index"], reply["gridProperties"]) == (
        "Sheet2",
        1,
        {"rowCount": 1000, "columnCount": 26},
    )
    assert 0 < reply["sheetId"] < 2**31


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (
            {"addSheet": {"properties": {"title": "sheet1"}}},
            'addSheet: A sheet with the name "sheet1" already exists. Please enter another name.',
        ),
        (
            {"addSheet": {"properties": {"sheetId": 0, "title": "x"}}},
            "addSheet: Sheet with id 0 already exists.",
        ),
        (
            {"deleteSheet": {"sheetId": 0}},
            "deleteSheet: You can't remove all the sheets in a document.",
        ),
        ({"deleteSheet": {"sheetId": 5}}, "deleteSheet: No sheet with id: 5"),
        (
            {"updateSheetProperties": {"properties": {"sheetId": 0, "hidden": True}, "fields": "hidden"}},
            "updateSheetProperties: You can't hide all the sheets in a document.",
        ),
        (
            {"updateSheetProperties": {"properties": {"sheetId": 0, "title": ""}, "fields": "title"}},
            "updateSheetProperties: The sheet name cannot be empty.",
        ),
        (
            {"appendDimension": {"dimension": "ROWS", "length": 400_000}},
            "appendDimension: This action would increase the number of cells in the workbook "
            "above the limit of 10000000 cells.",
        ),
        ({"addSlicer": {}}, "addSlicer: This kind of request is not supported by this workspace."),
        (
            {"deleteDimension": {"range": {"dimension": "ROWS", "startIndex": 0, "endIndex": 1000}}},
            "deleteDimension: You can't delete all the rows on the sheet.",
        ),
        (
            {"repeatCell": {"range": area(1000, 1001, 0, 1), "cell": {}, "fields": "*"}},
            "repeatCell: Range (Sheet1!A1001) exceeds grid limits. Max rows: 1000, max columns: 27",
        ),
        (
            {"insertDimension": {"range": {"dimension": "ROWS", "startIndex": -1, "endIndex": 1}}},
            "insertDimension: DimensionRange indexes must be >= 0",
        ),
    ],
)
def test_refusals_name_the_request_and_change_nothing(book: Book, request_: Any, message: str) -> None:
    before = book.get()
    rename = {"updateSpreadsheetProperties": {"properties": {"title": "New"}, "fields": "title"}}
    written = {
        "updateCells": {
            "start": {},
            "rows": [{"values": [{"userEnteredValue": {"numberValue": 1}}]}],
            "fields": "*",
        }
    }
    grown = (
        {"appendDimension": {"dimension": "COLUMNS", "length": 1}}
        if "appendDimension" not in request_
        else rename
    )
    assert book.refused(rename, written, grown, request_) == f"Invalid requests[3].{message}"
    assert book.get() == before
    assert book.values("Sheet1") is None


def test_an_unknown_kind_is_no_field(book: Book) -> None:
    assert book.refused({"paintItBlue": {}}) == (
        "Invalid JSON payload received. Unknown name \"paintItBlue\" at 'requests[0]': Cannot find field."
    )


def test_no_requests(book: Book) -> None:
    assert book.refused() == "Must specify at least one request."


def test_replies_and_the_spreadsheet_itself(book: Book) -> None:
    body = {
        "requests": [
            SECOND,
            {"updateSheetProperties": {"properties": {"sheetId": 7, "index": 0}, "fields": "index"}},
        ],
        "includeSpreadsheetInResponse": True,
    }
    status, answer = book.ask("POST", ":batchUpdate", body)
    assert (status, len(answer["replies"]), answer["replies"][1]) == (200, 2, {})
    assert [sheet["properties"]["index"] for sheet in answer["updatedSpreadsheet"]["sheets"]] == [0, 1]
    assert titles(book) == ["Second", "Sheet1"]


def test_sheet_properties_by_mask(book: Book) -> None:
    grid = {
        "frozenRowCount": 1,
        "frozenColumnCount": 2,
        "rowCount": 10,
        "columnCount": 5,
        "hideGridlines": True,
    }
    book.batch(
        {"updateSheetProperties": {"properties": {"gridProperties": grid}, "fields": "gridProperties"}},
        {
            "updateSheetProperties": {
                "properties": {"title": "Журнал", "tabColor": {"red": 1, "green": 0, "blue": 0.5}},
                "fields": "title,tabColor",
            }
        },
        {
            "updateSheetProperties": {
                "properties": {"gridProperties": {"frozenRowCount": 0}},
                "fields": "gridProperties/frozenRowCount",
            }
        },
    )
    rgb = {"red": 1, "blue": 0.49803922}
    assert book.sheet()["properties"] == {
        "sheetId": 0,
        "title": "Журнал",
        "index": 0,
        "sheetType": "GRID",
        "gridProperties": {"rowCount": 10, "columnCount": 5, "frozenColumnCount": 2, "hideGridlines": True},
        "tabColor": rgb,
        "tabColorStyle": {"rgbColor": rgb},
    }


def test_a_duplicate_has_everything(book: Book) -> None:
    book.update("A1", [["1", "=A1+1"]])
    book.batch(
        {"mergeCells": {"range": area(2, 4, 0, 2), "mergeType": "MERGE_ALL"}},
        {
            "duplicateSheet": {
                "sourceSheetId": 0,
                "insertSheetIndex": 1,
                "newSheetId": 9,
                "newSheetName": "Twin",
            }
        },
    )
    book.update("Twin!A1", [[5]])
    assert book.values("Twin!A1:B1", "UNFORMATTED_VALUE") == [[5, 6]]
    assert book.values("Sheet1!A1:B1", "UNFORMATTED_VALUE") == [[1, 2]]
    assert book.sheet(1)["merges"] == [area(2, 4, 0, 2, 9)]


def test_renaming_and_deleting_a_sheet_reach_formulas(book: Book) -> None:
    book.batch(SECOND)
    book.update("Second!A1", [[4]])
    book.update("Sheet1!A1", [["=Second!A1*2"]])
    book.batch(
        {"updateSheetProperties": {"properties": {"sheetId": 7, "title": "Лист 2"}, "fields": "title"}}
    )
    assert book.values("Sheet1!A1", "FORMULA") == [["='Лист 2'!A1*2"]]
    assert book.values("Sheet1!A1") == [["8"]]
    book.batch({"deleteSheet": {"sheetId": 7}})
    assert (book.values("Sheet1!A1", "FORMULA"), book.values("Sheet1!A1")) == ([["=#REF!*2"]], [["#REF!"]])


def test_a_spreadsheet_is_made_with_its_sheets(new: Callable[..., Book]) -> None:
    made = new(
        properties={"title": "План", "locale": "ru_RU", "timeZone": "Europe/Moscow"},
        sheets=[
            {"properties": {"title": "Один", "gridProperties": {"frozenRowCount": 1}}},
            {
                "properties": {"title": "Два", "sheetId": 2},
                "data": [
                    {"startRow": 1, "rowData": [{"values": [{"userEnteredValue": {"stringValue": "x"}}]}]}
                ],
            },
        ],
    )
    assert made.made["properties"]["locale"] == "ru_RU"
    assert [sheet["properties"]["title"] for sheet in made.made["sheets"]] == ["Один", "Два"]
    assert made.made["sheets"][0]["properties"]["gridProperties"] == {
        "rowCount": 1000,
        "columnCount": 26,
        "frozenRowCount": 1,
    }
    assert made.values("Два!A1:A2") == [[], ["x"]]
    assert made.get("properties.title") == {"properties": {"title": "План"}}


def test_copy_to_another_spreadsheet(book: Book, new: Callable[..., Book]) -> None:
    other = new()
    book.update("A1", [["12%", "=A1*2"]])
    status, answer = book.ask("POST", "/sheets/0:copyTo", {"destinationSpreadsheetId": other.id})
    assert (status, answer["title"], answer["index"]) == (200, "Copy of Sheet1", 1)
    assert other.values("'Copy of Sheet1'!A1:B1") == [["12%", "24%"]]
