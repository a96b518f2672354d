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
        (
            CLEAR,
            {
                "sortRange": {
                    "range": area(1, 3, 0, 2),
                    "sortSpecs": [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}],
                }
            },
        ),
        (
            CLEAR,
            {
                "moveDimension": {
                    "source": {"sheetId": 7, "dimension": "ROWS", "startIndex": 1, "endIndex": 2},
                    "destinationIndex": 4,
                }
            },
        ),
    ],
)
def test_what_stands_elsewhere_by_now_is_left_alone(sheet: Sheet, wish: Json, between: Json) -> None:
    done = sheet.wish(**wish)
    sheet.batch(between)
    before = picture(sheet)
    answer = sheet.wish("undo", undo=done.json()["undo"])
    assert (answer.status_code, answer.json().get("code")) == (400, "changed")
    assert picture(sheet) == before


@pytest.mark.parametrize("wish", [CLEAR, MOVE, OVER, SORT, INSERT, DELETE, RENAME])
def test_what_neighbours_do_elsewhere_is_no_hindrance(sheet: Sheet, wish: Json) -> None:
    before = picture(sheet)
    done = sheet.wish(**wish).json()
    sheet.write("Второй!H9", ["сосед"])
    noted = [{"values": [{"note": "заметка"}]}]
    sheet.batch(
        {"updateCells": {"range": area(40, 41, 8, 9), "rows": noted, "fields": "note"}},
        {"appendDimension": {"sheetId": 7, "dimension": "ROWS", "length": 5}},
        {"mergeCells": {"range": area(50, 51, 0, 3), "mergeType": "MERGE_ALL"}},
        {"addNamedRange": {"namedRange": {"name": "Чужое", "range": area(60, 61, 0, 1)}}},
    )
    assert sheet.wish("undo", undo=done["undo"]).status_code == 200
    assert picture(sheet) == before


def picture(sheet: Sheet) -> dict[str, Any]:
    """The first tab: its title, its values, how high its rows are."""
    fields = "sheets(properties(title),data(rowMetadata(pixelSize)))"
    found = sheet.api.get(spreadsheetId=sheet.id, fields=fields, ranges="A1:A9").execute()["sheets"][0]
    return {"values": sheet.read(f"{found['properties']['title']}!A1:H9"), **found}


def test_what_formulas_show_is_nobodys_writing(sheet: Sheet) -> None:
    """A formula's new result, its own or that of another, and the moment do not keep anyone from undoing."""
    first = sheet.put(0, 4, ["=B2*2"]).json()
    second = sheet.put(0, 5, ["=ТДАТА()"]).json()
    third = sheet.put(6, 5, ["=SEQUENCE(2)"]).json()
    sheet.write("B2", [100])
    for done in (third, second, first):
        assert sheet.wish("undo", undo=done["undo"]).status_code == 200
    assert sheet.read("E1:F8") == []


def test_ones_own_lines_come_and_go_between_ones_other_changes(sheet: Sheet) -> None:
    """Insert, type, sort, delete; all is taken back, done again and taken back once more."""
    before = picture(sheet)
    wishes = [
        {"do": "put", "row": 1, "column": 2, "rows": [["п"]]},
        INSERT,
        {"do": "put", "row": 1, "column": 0, "rows": [["новая"]]},
        SORT | {"bottom": 4},
        {"do": "delete", "dimension": "ROWS", "at": 2, "count": 1},
        CLEAR,
    ]
    undos = [sheet.wish(**wish).json()["undo"] for wish in wishes]
    after = picture(sheet)
    for _ in range(2):
        again = [sheet.wish("undo", undo=undo).json()["again"] for undo in reversed(undos)]
        assert picture(sheet) == before
        done = [
            sheet.wish(**wish, again=known).json()
            for wish, known in zip(wishes, reversed(again), strict=True)
        ]
        undos = [one["undo"] for one in done]
        assert picture(sheet) == after


def test_what_was_sent_twice_is_taken_back_to_what_was_there(sheet: Sheet) -> None:
    """The answer to a change was lost, and the page has sent it again."""
    for _ in range(2):
        done = sheet.put(1, 1, ["5"], had="1")
    assert sheet.wish("undo", undo=done.json()["undo"]).status_code == 200
    assert sheet.read("B2") == [[1]]
