"""A spreadsheet that has something of every kind, and everything that can be read of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import requests

from tests.workspace_emulator.any_request import Known
from workspace_emulator.sheets.book.a1 import quoted

from .conftest import Book, area

EXPORT = "https://www.googleapis.com/drive/v3/files/{}/export"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS, COLUMNS = 20, 12
VALUES = [
    ["имя", "балл", "дата", "итог", "=ARRAYFORMULA(B2:B5*2)"],
    ["Анна", 5, "2026-09-01", "=B2*2"],
    ["Борис", "3,5", "2026-09-02", "=SUM(балл)", "", "", '=QUERY(A1:B5;"select A, B where B > 2")'],
    [" Вера ", "12%", "10:30", '=IF(C4="";1/0;Second!A1)'],
    ["Анна", True, "'=x", '=HYPERLINK("https://example.org";"ссылка")', "=SORT(A2:A5)"],
]
IDS = {
    "sheetId": ["0", "7"], "namedRangeId": ["named"], "protectedRangeId": ["21"], "bandedRangeId": ["22"],
    "filterViewId": ["23"], "filterId": ["23"], "chartId": ["24"], "objectId": ["24"],
    "metadataId": ["25", "26"], "sourceSheetId": ["0", "7"],
}  # fmt: skip


def known(book: Book) -> Known:
    """The ids that a furnished spreadsheet has."""
    return Known({"spreadsheetId": [book.id], **IDS})


def furnished(session: requests.Session) -> Book:
    """Two sheets with values, formulas and their spills, formats, notes, merges, groups, hidden lines, rules,
    filters, bands, named and protected ranges, a chart and metadata."""
    grid = {"rowCount": ROWS, "columnCount": COLUMNS}
    tabs = [
        {"properties": {"sheetId": 0, "title": "Sheet1", "gridProperties": {**grid, "frozenRowCount": 1}}},
        {"properties": {"sheetId": 7, "title": "Second", "gridProperties": grid}},
    ]
    book = Book(session, properties={"title": "Журнал", "locale": "ru_RU"}, sheets=tabs)
    book.batch({"addNamedRange": {"namedRange": {
        "namedRangeId": "named", "name": "балл", "range": area(1, 5, 1, 2),
    }}})  # fmt: skip
    book.update("Sheet1!A1", VALUES)
    book.update("Second!A1", [["=Sheet1!A2", "=COUNT(балл)"]])
    book.batch(*_lines(), *_rules(), *_objects())
    return book


def _lines() -> list[Any]:
    rows = {"sheetId": 0, "dimension": "ROWS"}
    columns = {"sheetId": 0, "dimension": "COLUMNS"}
    red = {"backgroundColor": {"red": 1}, "textFormat": {"bold": True}}
    cell = {
        "userEnteredFormat": {**red, "numberFormat": {"type": "NUMBER", "pattern": "0.00"}},
        "note": "см.",
    }
    runs = {"userEnteredValue": {"stringValue": "жирный"}, "textFormatRuns": [{"format": {"bold": True}}]}
    line = {"style": "SOLID", "color": {"red": 1}}
    hidden = {"properties": {"hiddenByUser": True, "pixelSize": 50}, "fields": "hiddenByUser,pixelSize"}
    return [
        {"repeatCell": {"range": area(0, 3, 0, 2), "cell": cell, "fields": "userEnteredFormat,note"}},
        {"updateCells": {"start": {"rowIndex": 7}, "rows": [{"values": [runs]}], "fields": "*"}},
        {"updateBorders": {"range": area(0, 5, 0, 4), "top": line, "innerHorizontal": line}},
        {"mergeCells": {"range": area(10, 12, 0, 3), "mergeType": "MERGE_ALL"}},
        {"mergeCells": {"range": area(13, 16, 2, 4), "mergeType": "MERGE_ROWS"}},
        {"addDimensionGroup": {"range": {**rows, "startIndex": 2, "endIndex": 6}}},
        {"addDimensionGroup": {"range": {**rows, "startIndex": 3, "endIndex": 5}}},
        {"addDimensionGroup": {"range": {**columns, "startIndex": 1, "endIndex": 3}}},
        {"updateDimensionProperties": {"range": {**columns, "startIndex": 7, "endIndex": 9}, **hidden}},
    ]


def _rules() -> list[Any]:
    def condition(kind: str, *values: str) -> Any:
        return {"type": kind, "values": [{"userEnteredValue": value} for value in values]}

    red = {"backgroundColor": {"red": 1}}
    custom = {"condition": condition("CUSTOM_FORMULA", "=$B1>Second!$A$1"), "format": red}
    scale = {
        "minpoint": {"type": "MIN", "color": {"red": 1}},
        "maxpoint": {"type": "MAX", "color": {"blue": 1}},
    }
    wide = {"ranges": [area(0, 9, 0, 4), area(0, 9, 5, 6)], "booleanRule": custom}
    listed = {"condition": condition("ONE_OF_RANGE", "=Sheet1!$A$2:$A$5"), "strict": True}
    criteria = {"1": {"condition": condition("NUMBER_GREATER", "1")}, "0": {"hiddenValues": ["Борис"]}}
    order = [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]
    view = {"filterViewId": 23, "title": "вид", "range": area(0, 5, 0, 4), "criteria": criteria}
    return [
        {"addConditionalFormatRule": {"rule": wide}},
        {"addConditionalFormatRule": {"rule": {"ranges": [area(1, 5, 1, 2)], "gradientRule": scale}}},
        {"setDataValidation": {"range": area(6, 9, 0, 2), "rule": listed}},
        {"setDataValidation": {"range": area(6, 9, 2, 3), "rule": {"condition": condition("BOOLEAN")}}},
        {"setBasicFilter": {"filter": {"range": area(5, 9, 0, 4), "sortSpecs": order, "criteria": criteria}}},
        {"addFilterView": {"filter": {**view, "sortSpecs": order}}},
    ]  # fmt: skip


def _objects() -> list[Any]:
    source = {"sourceRange": {"sources": [area(0, 5, 0, 1)]}}
    spec = {"basicChart": {"chartType": "COLUMN", "domains": [{"domain": source}]}}
    place = {"overlayPosition": {"anchorCell": {"rowIndex": 6, "columnIndex": 8}}}
    bands = {"firstBandColor": {"red": 1}, "secondBandColor": {"blue": 1}}
    guarded = {"range": area(0, 1, 0, 4), "editors": {"users": ["school@example.org"]}}
    row = {"sheetId": 0, "dimension": "ROWS", "startIndex": 3, "endIndex": 4}
    return [
        {"addProtectedRange": {"protectedRange": {"protectedRangeId": 21, **guarded}}},
        {
            "addBanding": {
                "bandedRange": {"bandedRangeId": 22, "range": area(0, 9, 5, 7), "rowProperties": bands}
            }
        },
        {"addChart": {"chart": {"chartId": 24, "spec": spec, "position": place}}},
        _metadata(25, {"dimensionRange": row}),
        _metadata(26, {"sheetId": 7}),
        _metadata(27, {"spreadsheet": True}),
    ]


def _metadata(number: int, location: Any) -> Any:
    about = {"metadataId": number, "metadataKey": "k", "metadataValue": "v", "visibility": "DOCUMENT"}
    return {"createDeveloperMetadata": {"developerMetadata": {**about, "location": location}}}


def seen(book: Book) -> Any:
    """Everything that can be read of a spreadsheet, but for its id; each part with status 200."""
    whole = _read(book, "", {"includeGridData": "true"})
    found = {"": {name: value for name, value in whole.items() if not name.startswith("spreadsheet")}}
    for sheet in whole["sheets"]:
        address = quote(quoted(sheet["properties"]["title"]), safe="")
        for render in ("FORMATTED_VALUE", "UNFORMATTED_VALUE"):
            found[address, render] = _read(book, f"/values/{address}", {"valueRenderOption": render})
    exported = book.session.get(EXPORT.format(book.id), params={"mimeType": XLSX})
    assert (exported.status_code, exported.content[:2]) == (200, b"PK"), exported.text
    return found


def _read(book: Book, path: str, params: Any) -> Any:
    status, answer = book.ask("GET", path, None, **params)
    assert status == 200, answer
    return answer
