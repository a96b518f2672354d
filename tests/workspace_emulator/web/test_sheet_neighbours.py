"""Changes taken back while others work in the same spreadsheet: what they have written stays."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from .sheet_desk import Json, Sheet, area


@pytest.fixture
def sheet(session: requests.Session) -> Sheet:
    made = Sheet(session)
    made.batch({"addSheet": {"properties": {"sheetId": 9, "title": "Второй"}}})
    made.write("A1", ["а", "б"], ["в", 1], ["г", 2], ["=A1"])
    return made


ROW_ABOVE = {
    "insertDimension": {"range": {"sheetId": 7, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}}
}
TITLE = {"updateSheetProperties": {"properties": {"sheetId": 7, "title": "Другое"}, "fields": "title"}}
MOVE = {"do": "move", "source": {"gid": 7, "top": 0, "bottom": 1, "left": 0, "right": 1}, "rows": [["а"]],
        "top": 6, "bottom": 7, "left": 3, "right": 4}  # fmt: skip
OVER = MOVE | {"gid": 9}
CLEAR = {"do": "clear", "top": 1, "bottom": 2, "left": 0, "right": 1}
SORT = {"do": "sort", "row": 1, "column": 1, "top": 1, "bottom": 3, "left": 0, "right": 2, "descending": True}
INSERT = {"do": "insert", "dimension": "ROWS", "at": 1, "count": 1}
DELETE = {"do": "delete", "dimension": "ROWS", "at": 0, "count": 1}
RENAME = {"do": "rename", "title": "Иное"}


@pytest.mark.parametrize(
    ("wish", "place"),
    [
        (OVER, "A1"),
        (OVER, "Второй!D7"),
        (MOVE, "A4"),
        (CLEAR, "A2"),
        (SORT, "B3"),
        (INSERT, "C2"),
        (DELETE, "A3"),
        ({"do": "tab", "id": 11}, "Лист3!A1"),
    ],
)
def test_what_a_neighbour_has_typed_is_not_overwritten(sheet: Sheet, wish: Json, place: str) -> None:
    done = sheet.wish(**wish)
    assert done.status_code == 200, done.text
    sheet.write(place, ["сосед"])
    answer = sheet.wish("undo", undo=done.json()["undo"])
    assert (answer.status_code, answer.json().get("code")) == (400, "changed")
    assert sheet.read(place) == [["сосед"]]


@pytest.mark.parametrize(
    ("wish", "between"),
    [
        (CLEAR, ROW_ABOVE),
        (MOVE, ROW_ABOVE),
        (INSERT, ROW_ABOVE),
        (DELETE, ROW_ABOVE),
        ({"do": "put", "row": 1, "column": 0, "rows": [["д"]]}, ROW_ABOVE),
        ({"do": "width", "dimension": "ROWS", "at": 1, "count": 1, "pixels": 60}, ROW_ABOVE),
        (RENAME, TITLE),
    ],
)
def test_what_stands_elsewhere_by_now_is_left_alone(sheet: Sheet, wish: Json, between: Json) -> None:
    done = sheet.wish(**wish)
    sheet.batch(between)
    before = picture(sheet)
    answer = sheet.wish("undo", undo=done.json()["undo"])
    assert (answer.status_code, answer.json().get("code")) == (400, "changed")
    assert picture(sheet) == before


@pytest.mark.parametrize("wish", [CLEAR, MOVE, OVER, SORT, RENAME])
def test_what_neighbours_do_elsewhere_is_no_hindrance(sheet: Sheet, wish: Json) -> None:
    before = picture(sheet)
    done = sheet.wish(**wish).json()
    sheet.write("Второй!H9", ["сосед"])
    noted = [{"values": [{"note": "заметка"}]}]
    sheet.batch({"updateCells": {"range": area(40, 41, 8, 9), "rows": noted, "fields": "note"}})
    assert sheet.wish("undo", undo=done["undo"]).status_code == 200
    assert picture(sheet) == before


def picture(sheet: Sheet) -> dict[str, Any]:
    """The first tab: its title, its values, how high its rows are."""
    fields = "sheets(properties(title),data(rowMetadata(pixelSize)))"
    found = sheet.api.get(spreadsheetId=sheet.id, fields=fields, ranges="A1:A9").execute()["sheets"][0]
    return {"values": sheet.read(f"{found['properties']['title']}!A1:H9"), **found}
