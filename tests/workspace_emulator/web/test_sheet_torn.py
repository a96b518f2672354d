"""Deleted rows and columns come back whole: with all that pointed at them or lay over them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workspace_emulator.web.sheet_desk import Sheet, area

Json = dict[str, Any]

FIELDS = (
    "namedRanges,sheets(properties.gridProperties,merges,conditionalFormats,protectedRanges,bandedRanges,"
    "basicFilter,data(rowData(values(userEnteredValue,dataValidation)),rowMetadata,columnMetadata))"
)
RED = {"condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=$B$2>0"}]}, "format": {}}
BLANK = {"condition": {"type": "NOT_BLANK"}, "format": {"backgroundColor": {"red": 1}}}


def picture(sheet: Sheet) -> Json:
    """All of it; what is listed in no order of its own is put in one."""
    found: Json = sheet.api.get(spreadsheetId=sheet.id, fields=FIELDS).execute()
    for owner in (found, *found["sheets"]):
        for name in ("namedRanges", "merges", "protectedRanges", "bandedRanges"):
            owner[name] = sorted(owner.get(name, ()), key=repr)
    return found


@pytest.fixture
def full(sheet: Sheet) -> Sheet:
    """Five rows and columns of which everything a sheet knows of lines hangs on some."""
    sheet.write("A1", ["имя", "балл", "сумма"], ["а", 1, "=B2"], ["б", 2, "=СУММ(B2:B3)"], ["в", 3, "=B1"])
    sheet.write("F9", ["=B2", "=СУММ(B1:B2)", "=СУММ(B2:C3)", "=B:B", "=C4"])
    sheet.batch({"addSheet": {"properties": {"title": "Два", "sheetId": 8}}})
    sheet.write("Два!A1", ["=Лист!B2+Лист!$A$1", "=СУММ(Лист!A1:C2)", "ничей"])
    filtered = {"range": area(0, 4, 0, 3), "filterSpecs": [{"filterCriteria": {"hiddenValues": ["в"]}}]}
    sheet.batch(
        {"mergeCells": {"range": area(1, 3, 4, 6), "mergeType": "MERGE_ALL"}},
        {"mergeCells": {"range": area(0, 2, 6, 8), "mergeType": "MERGE_ALL"}},
        {"mergeCells": {"range": area(1, 2, 0, 2), "mergeType": "MERGE_ALL"}},
        {"addNamedRange": {"namedRange": {"name": "Балл", "range": area(1, 2, 1, 2)}}},
        {"addNamedRange": {"namedRange": {"name": "Баллы", "range": area(1, 4, 1, 2)}}},
        {"addConditionalFormatRule": {"rule": {"ranges": [area(1, 2, 1, 2)], "booleanRule": BLANK}}},
        {"addConditionalFormatRule": {"rule": {"ranges": [area(1, 9, 0, 3)], "booleanRule": RED}}},
        {"addConditionalFormatRule": {"rule": {"ranges": [area(0, 2, 0, 2)], "booleanRule": BLANK}}},
        {"addProtectedRange": {"protectedRange": {"range": area(1, 2, 0, 2), "warningOnly": True}}},
        {"addProtectedRange": {"protectedRange": {"range": area(1, 4, 1, 3), "description": "итог"}}},
        {"addBanding": {"bandedRange": {"range": area(0, 2, 0, 2), "rowProperties": {
            "firstBandColor": {"red": 1}, "secondBandColor": {"green": 1},
        }}}},
        {"setBasicFilter": {"filter": filtered}},
        {"updateSheetProperties": {
            "properties": {"sheetId": 7, "gridProperties": {"frozenRowCount": 3}},
            "fields": "gridProperties.frozenRowCount",
        }},
        {"updateDimensionProperties": {
            "range": {"sheetId": 7, "dimension": "ROWS", "startIndex": 1, "endIndex": 2},
            "properties": {"pixelSize": 40, "hiddenByUser": True}, "fields": "pixelSize,hiddenByUser",
        }},
    )  # fmt: skip
    return sheet


@pytest.mark.parametrize(
    ("dimension", "at", "count"),
    [("ROWS", 1, 1), ("ROWS", 0, 2), ("ROWS", 1, 3), ("ROWS", 3, 1), ("ROWS", 500, 3),
     ("COLUMNS", 1, 1), ("COLUMNS", 0, 1), ("COLUMNS", 0, 3), ("COLUMNS", 4, 1), ("COLUMNS", 2, 4)],
)  # fmt: skip
def test_deleted_lines_come_back_whole(full: Sheet, dimension: str, at: int, count: int) -> None:
    before = picture(full)
    done = full.wish("delete", dimension=dimension, at=at, count=count)
    assert done.status_code == 200
    assert picture(full) != before
    assert full.wish("undo", undo=done.json()["undo"]).status_code == 200
    assert picture(full) == before


def test_what_has_nothing_to_do_with_deleted_lines_is_not_written_again(full: Sheet) -> None:
    done = full.wish("delete", dimension="ROWS", at=1, count=1).json()
    full.write("Два!C1", ["чужое"])
    assert full.wish("undo", undo=done["undo"]).status_code == 200
    assert full.read("Два!A1:C1") == [["=Лист!B2+Лист!$A$1", "=СУММ(Лист!A1:C2)", "чужое"]]
