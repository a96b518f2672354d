"""Sorting, copying, moving and filling on a spreadsheet's page, and doing again what was taken back."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.workspace_emulator.web.sheet_desk import Json, Sheet, area


def sides(top: int, bottom: int, left: int, right: int) -> Json:
    return {"top": top, "bottom": bottom, "left": left, "right": right}


def single(row: int, column: int) -> Json:
    return {"row": row, "column": column, **sides(row, row + 1, column, column + 1)}


MARKS = [["Имя", "Балл"], ["Вера", 3], ["Анна", 2], ["Борис", 1]]
TOTAL = ["Итого", "=СУММ(B2:B4)"]
NOTHING = "Сортировать сейчас нечего: выберите ячейку таблицы."


@pytest.mark.parametrize(
    ("frozen", "rows", "wish", "meant"),
    [
        (0, MARKS, single(2, 0), {"area": "A2:B4", "column": "A"}),
        (1, MARKS, single(0, 1), {"area": "A2:B4", "column": "B"}),
        (0, [*MARKS, TOTAL], single(1, 1), {"area": "A2:B4", "column": "B"}),
        (0, [*MARKS, [], TOTAL], single(3, 0), {"area": "A2:B4", "column": "A"}),
        (0, MARKS, {"row": 0, "column": 1, **sides(0, 1000, 1, 2)}, {"area": "A2:B4", "column": "B"}),
        (0, MARKS, {"row": 3, "column": 1, **sides(2, 4, 1, 2)}, {"area": "B3:B4", "column": "B"}),
        (1, MARKS, {"row": 0, "column": 0, **sides(0, 3, 0, 2)}, {"area": "A2:B3", "column": "A"}),
        (0, MARKS, {"row": 0, "column": 0, **sides(0, 1000, 0, 2)}, {"area": "A2:B4", "column": "A"}),
        (0, [["а"], ["б"], ["в"]], single(0, 0), {"area": "A1:A3", "column": "A"}),
        (0, MARKS, single(20, 5), {"why": NOTHING}),
        (0, MARKS, {"row": 1, "column": 0, **sides(1, 2, 0, 2)}, {"why": NOTHING}),
        (0, MARKS, {"row": 9, "column": 0, **sides(1, 3, 0, 2)}, {}),
    ],
)
def test_what_sorting_means(
    session: requests.Session, frozen: int, rows: list[list[Any]], wish: Json, meant: Json
) -> None:
    sheet = Sheet(session, frozenRowCount=frozen)
    sheet.write("A1", *rows)
    assert sheet.session.get(f"{sheet.base}/sortable", params=wish).json() == meant


def test_rows_that_a_merge_holds_together_are_not_sorted(sheet: Sheet) -> None:
    sheet.write("A1", *MARKS)
    sheet.batch({"mergeCells": {"range": area(1, 3, 0, 1), "mergeType": "MERGE_ALL"}})
    sentence = "Сортировать нельзя: объединение A2:A3 занимает несколько строк."
    asked = sheet.session.get(f"{sheet.base}/sortable", params=single(3, 1))
    assert asked.json() == {"why": sentence}
    assert sheet.wish("sort", **single(3, 1)).json()["error"] == sentence


def test_a_chosen_block_alone_is_sorted_by_its_active_column(sheet: Sheet) -> None:
    sheet.write("A1", *MARKS, TOTAL)
    wish = {"row": 1, "column": 1, **sides(1, 3, 0, 2)}
    assert sheet.wish("sort", **wish).status_code == 200
    assert sheet.read("A1:B5") == [["Имя", "Балл"], ["Анна", 2], ["Вера", 3], ["Борис", 1], TOTAL]
    assert sheet.wish("sort", **single(20, 5)).json()["code"] == "nothing"


@pytest.mark.parametrize(
    ("do", "wish", "place", "after"),
    [
        ("paste", {"source": sides(3, 4, 1, 2), "rows": [["3"]], **sides(3, 4, 2, 4)}, "A4:D4",
         [["", "=СУММ(B2:B3)", "=СУММ(C2:C3)", "=СУММ(D2:D3)"]]),
        ("paste", {"source": sides(1, 3, 1, 2), "rows": [["1"], ["2"]], **sides(1, 2, 3, 4)}, "D2:D3",
         [["=C2"], [2]]),
        ("paste", {"source": sides(0, 1, 1, 2), "rows": [["x"]], **sides(0, 3, 0, 2)}, "A1:B3",
         [["x", "x"], ["x", "x"], ["x", "x"]]),
        ("move", {"source": sides(3, 4, 1, 2), "rows": [["3"]], **sides(3, 4, 2, 3)}, "A4:C5",
         [["", "", "=СУММ(B2:B3)"], ["", "=C4*2"]]),
        ("fill", {"dimension": "ROWS", **sides(1, 3, 1, 2)}, "B2:B3", [["=A2"], ["=A3"]]),
        ("fill", {"dimension": "ROWS", **sides(5, 6, 1, 2)}, "B5:B6", [["=B4*2"], ["=B5*2"]]),
        ("fill", {"dimension": "COLUMNS", **sides(3, 4, 1, 3)}, "B4:C4", [["=СУММ(B2:B3)", "=СУММ(C2:C3)"]]),
    ],
)  # fmt: skip
def test_formulas_go_along(sheet: Sheet, do: str, wish: Json, place: str, after: list[list[Any]]) -> None:
    sheet.write("B1", ["x"], ["=A2"], [2], ["=СУММ(B2:B3)"], ["=B4*2"])
    sheet.write("A2", [1])
    if "source" in wish:
        wish = wish | {"source": {"gid": 7, **wish["source"]}}
    done = sheet.wish(do, **wish)
    assert (done.status_code, sheet.read(place)) == (200, after)


def test_formats_and_notes_are_copied_with_the_cell(sheet: Sheet) -> None:
    sheet.write("A1", ["50%"])
    noted = [{"values": [{"note": "заметка"}]}]
    sheet.batch({"updateCells": {"range": area(0, 1, 0, 1), "rows": noted, "fields": "note"}})
    source = {"gid": 7, **sides(0, 1, 0, 1)}
    assert sheet.wish("paste", source=source, rows=[["50%"]], **sides(4, 5, 0, 1)).status_code == 200
    fields = "sheets.data.rowData.values(formattedValue,note)"
    found = sheet.api.get(spreadsheetId=sheet.id, ranges="A5", fields=fields).execute()
    row = found["sheets"][0]["data"][0]["rowData"][0]
    assert row == {"values": [{"formattedValue": "50%", "note": "заметка"}]}


def test_what_no_longer_shows_what_was_copied_is_refused(sheet: Sheet) -> None:
    """The page then pastes the values that it has copied."""
    sheet.write("A1", ["стало"])
    source = {"gid": 7, **sides(0, 1, 0, 1)}
    for rows, given in ([["было"]], source), ([["стало"]], source | {"gid": 8}):
        answer = sheet.wish("paste", source=given, rows=rows, **sides(4, 5, 0, 1))
        assert (answer.status_code, answer.json()["code"]) == (400, "source")


@pytest.mark.parametrize("gid", [7, 9])
def test_formulas_around_a_move_come_back_as_they_were(sheet: Sheet, gid: int) -> None:
    """Those that point at the moved cells, at their new place, and at both, from both sheets."""
    sheet.batch({"addSheet": {"properties": {"sheetId": 9, "title": "Второй"}}})
    before = [["x", "y", "=B1", "=A1", "=B1:A1", "=Лист!A1", "=Второй!B1", "=A:A", "=СУММ(A1:$D1)"]]
    for title in ("Лист", "Второй"):
        sheet.write(f"{title}!A1", *before)
    source = {"gid": 7, **sides(0, 1, 0, 1)}
    done = sheet.wish("move", gid=gid, source=source, rows=[["x"]], **sides(0, 1, 1, 2))
    moved = "=B1" if gid == 7 else "=Второй!B1"
    assert (done.status_code, sheet.read("D1")) == (200, [[moved]])
    assert sheet.wish("undo", undo=done.json()["undo"]).status_code == 200
    assert [sheet.read(f"{title}!A1:I1") for title in ("Лист", "Второй")] == [before, before]


def test_what_was_taken_back_is_done_again_unless_someone_has_been_there(sheet: Sheet) -> None:
    wish = {"do": "put", "row": 0, "column": 0, "rows": [["моё"]]}
    done = sheet.wish(**wish).json()
    again = sheet.wish("undo", undo=done["undo"]).json()["again"]
    done = sheet.wish(**wish, again=again).json()
    assert sheet.read("A1") == [["моё"]]
    again = sheet.wish("undo", undo=done["undo"]).json()["again"]
    sheet.write("A1", ["чужое"])
    assert sheet.wish(**wish, again=again).json()["code"] == "changed"
    tab = sheet.wish("tab").json()
    again = sheet.wish("undo", undo=tab["undo"]).json()["again"]
    assert sheet.wish("tab", id=tab["gid"], again=again).json()["gid"] == tab["gid"]


@pytest.mark.parametrize(
    "wish",
    [
        {"do": "put", "row": 0, "column": 0, "rows": [["5%", "=1+1"], ["", "x"]]},
        {"do": "put", "row": 999, "column": 25, "rows": [["1", "2"], ["3", "4", "5"]]},
        {"do": "insert", "dimension": "ROWS", "at": 1, "count": 2},
        {"do": "insert", "dimension": "COLUMNS", "at": 0, "count": 1, "after": True},
        {"do": "delete", "dimension": "ROWS", "at": 1, "count": 2},
        {"do": "delete", "dimension": "COLUMNS", "at": 0, "count": 1},
        {"do": "delete", "dimension": "ROWS", "at": 900, "count": 5},
        {"do": "sort", "row": 0, "column": 1, "top": 0, "bottom": 3, "left": 0, "right": 2},
        {"do": "fill", "dimension": "ROWS", "top": 0, "bottom": 4, "left": 1, "right": 3},
        {"do": "fill", "dimension": "COLUMNS", "top": 2, "bottom": 3, "left": 1, "right": 2},
        {"do": "paste", "source": {"gid": 7, "top": 1, "bottom": 3, "left": 1, "right": 2},
         "rows": [["1,5"], ["2"]], "top": 998, "bottom": 1002, "left": 24, "right": 27},
        {"do": "move", "source": {"gid": 7, "top": 0, "bottom": 3, "left": 1, "right": 2},
         "rows": [["3"], ["1,5"], ["2"]], "top": 0, "bottom": 1, "left": 0, "right": 1},
        {"do": "move", "source": {"gid": 7, "top": 0, "bottom": 2, "left": 0, "right": 1},
         "rows": [["11.11.2026"], ["текст"]], "top": 999, "bottom": 1000, "left": 25, "right": 26},
        {"do": "clear", "top": 0, "bottom": 1000, "left": 0, "right": 26},
        {"do": "width", "dimension": "COLUMNS", "at": 0, "count": 3, "pixels": 60},
        {"do": "tab"},
        {"do": "rename", "title": "Иное"},
    ],
)  # fmt: skip
def test_every_change_can_be_taken_back(sheet: Sheet, wish: Json) -> None:
    def picture() -> Json:
        cell = "userEnteredValue,userEnteredFormat,note,dataValidation,textFormatRuns"
        data = f"data(rowData(values({cell})),columnMetadata,rowMetadata)"
        parts = "merges,conditionalFormats,protectedRanges,basicFilter"
        fields = f"properties.title,developerMetadata,namedRanges,sheets(properties,{parts},{data})"
        found: Json = sheet.api.get(spreadsheetId=sheet.id, fields=fields).execute()
        return found

    sheet.write("A1", ["11.11.2026", 3], ["текст", "1,5"], ["=B1*2", 2])
    runs = [{"format": {"bold": True}}, {"startIndex": 2, "format": {}}]
    noted = [{"values": [{"note": "заметка", "textFormatRuns": runs}]}]
    rows = {"sheetId": 7, "dimension": "ROWS"}
    marks = [
        {"metadataId": line + 1, "metadataKey": "строка", "visibility": "DOCUMENT",
         "location": {"dimensionRange": {**rows, "startIndex": line, "endIndex": line + 1}}}
        for line in range(3)
    ]  # fmt: skip
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=$B1>1"}]}
    bold = {"condition": condition, "format": {"textFormat": {"bold": True}}}
    rule = {"ranges": [area(0, 3, 0, 2)], "booleanRule": bold}
    sheet.batch(
        {"updateCells": {"range": area(1, 2, 0, 1), "rows": noted, "fields": "note,textFormatRuns"}},
        *({"createDeveloperMetadata": {"developerMetadata": item}} for item in marks),
        {"addConditionalFormatRule": {"rule": rule, "index": 0}},
        {"addNamedRange": {"namedRange": {"namedRangeId": "1", "name": "Баллы", "range": area(0, 3, 1, 2)}}},
        {"mergeCells": {"range": area(2, 3, 1, 4), "mergeType": "MERGE_ALL"}},
        {"updateDimensionProperties": {
            "range": {"sheetId": 7, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1},
            "properties": {"pixelSize": 240}, "fields": "pixelSize",
        }},
    )  # fmt: skip
    before = picture()
    done = sheet.wish(**wish)
    assert done.status_code == 200
    assert picture() != before
    assert sheet.wish("undo", undo=done.json()["undo"]).status_code == 200
    assert picture() == before


def test_a_column_that_came_between_does_not_hide_the_row(sheet: Sheet) -> None:
    sheet.write("A1", ["Код", "Имя", "Балл"], ["1", "Яков"], ["2", "Анна"])
    lines = {"sheetId": 7, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}
    sheet.batch({"insertDimension": {"range": lines}})
    around = {"beside": [[0, "2"], [1, "Анна"]], "over": [0, "Балл"]}
    assert sheet.put(2, 2, ["5"], had="", **around).status_code == 200
    assert sheet.read("A3:D3") == [[2, "", "Анна", 5]]
