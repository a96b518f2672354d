"""spreadsheets.create and get: shape, ranges, grid data, field masks; export to other programs."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import requests

from .conftest import API, Book, area

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXPORT = "https://www.googleapis.com/drive/v3/files/{}/export"


def test_a_new_spreadsheet(book: Book) -> None:
    shown = book.get()
    assert shown == book.made
    assert list(shown) == ["spreadsheetId", "properties", "sheets", "spreadsheetUrl"]
    assert list(shown["properties"]) == [
        "title",
        "locale",
        "autoRecalc",
        "timeZone",
        "defaultFormat",
        "spreadsheetTheme",
    ]
    assert shown["properties"]["defaultFormat"]["textFormat"]["bold"] is False
    assert len(shown["properties"]["spreadsheetTheme"]["themeColors"]) == 9
    assert shown["sheets"] == [
        {
            "properties": {
                "sheetId": 0,
                "title": "Sheet1",
                "index": 0,
                "sheetType": "GRID",
                "gridProperties": {"rowCount": 1000, "columnCount": 26},
            }
        }
    ]
    assert shown["spreadsheetUrl"] == f"https://docs.google.com/spreadsheets/d/{book.id}/edit"


def test_grid_data_of_a_range(book: Book) -> None:
    book.update("B2", [["x", ""], ["", ""], ["", "5"]])
    answer = book.get(ranges="B2:D5", includeGridData="true")
    (data,) = answer["sheets"][0]["data"]
    assert (data["startRow"], data["startColumn"]) == (1, 1)
    assert (len(data["rowMetadata"]), len(data["columnMetadata"])) == (4, 3)
    assert (data["rowMetadata"][0], data["columnMetadata"][0]) == ({"pixelSize": 21}, {"pixelSize": 100})
    first, second, third = data["rowData"]
    assert (second, third["values"][0]) == ({}, {})
    effective = third["values"][1].pop("effectiveFormat")
    assert third["values"][1] == {
        "userEnteredValue": {"numberValue": 5},
        "effectiveValue": {"numberValue": 5},
        "formattedValue": "5",
    }
    assert (effective["horizontalAlignment"], effective["textFormat"]["fontSize"]) == ("RIGHT", 10)
    assert first["values"][0]["effectiveFormat"]["horizontalAlignment"] == "LEFT"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("sheets.data.rowData.values.note", {"sheets": [{"data": [{}]}]}),
        (
            "sheets.data.rowData.values.formattedValue",
            {"sheets": [{"data": [{"rowData": [{"values": [{"formattedValue": "a"}]}]}]}]},
        ),
        ("sheets(properties(title),merges)", {"sheets": [{"properties": {"title": "Sheet1"}}]}),
        (
            "sheets/properties/sheetId,properties/locale",
            {"properties": {"locale": "en_US"}, "sheets": [{"properties": {"sheetId": 0}}]},
        ),
        ("namedRanges", {}),
    ],
)
def test_masks(book: Book, fields: str, expected: Any) -> None:
    book.update("A1", [["a"]])
    assert book.get(fields) == expected


def test_an_unknown_field(book: Book) -> None:
    status, answer = book.ask("GET", "", fields="sheets.nope")
    text = "Error expanding 'fields' parameter. Cannot find matching fields for path 'sheets.nope'."
    assert (status, answer["error"]["message"]) == (400, "Request contains an invalid argument.")
    (detail,) = answer["error"]["details"]
    assert detail["fieldViolations"] == [{"field": "sheets.nope", "description": text}]


def test_data_filters_choose_sheets(book: Book) -> None:
    book.batch({"addSheet": {"properties": {"title": "Second", "sheetId": 7}}})
    book.update("Second!A1", [["x"]])
    body = {"dataFilters": [{"gridRange": area(0, 1, 0, 1, 7)}], "includeGridData": True}
    _status, answer = book.ask("POST", ":getByDataFilter", body)
    assert [sheet["properties"]["sheetId"] for sheet in answer["sheets"]] == [7]
    assert answer["sheets"][0]["data"][0]["rowData"][0]["values"][0]["formattedValue"] == "x"
    nowhere = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "nowhere"}}]}
    assert book.ask("POST", ":getByDataFilter", nowhere, fields="sheets.properties.title") == (200, {})


def test_a_drive_name_is_the_title(book: Book, session: requests.Session) -> None:
    session.patch(f"https://www.googleapis.com/drive/v3/files/{book.id}", json={"name": "Журнал"})
    assert book.get("properties.title") == {"properties": {"title": "Журнал"}}


def test_csv(russian: Book, session: requests.Session) -> None:
    russian.update("A1", [["имя", "балл, %"], ['Ёлкин "Ё"', "4,5"], ["", "01.09.2026"]])
    answer = session.get(EXPORT.format(russian.id), params={"mimeType": "text/csv"})
    assert answer.content.decode() == 'имя,"балл, %"\r\n"Ёлкин ""Ё""","4,5"\r\n,01.09.2026'


def test_long_titles_are_cut_for_excel_and_formulas_say_so(russian: Book, session: requests.Session) -> None:
    """Excel takes 31 letters and no apostrophe at either end."""
    long = "Посещаемость группы М-07 ноябрь'26 и ещё"
    russian.batch(
        {"addSheet": {"properties": {"sheetId": 1, "title": long}}},
        {"addSheet": {"properties": {"sheetId": 2, "title": long.replace("26", "27")}}},
    )
    russian.update("A1", [["='" + long.replace("'", "''").upper() + "'!A1"]])
    answer = session.get(EXPORT.format(russian.id), params={"mimeType": XLSX})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    first, second = "Посещаемость группы М-07 ноябрь", "Посещаемость группы М-07 ноябр 2"
    assert book.sheetnames == ["Sheet1", first, second[:29] + " 2"]
    assert book["Sheet1"]["A1"].value == f"='{first}'!A1"


def test_xlsx(russian: Book, session: requests.Session) -> None:
    russian.update("A1", [["имя", "01.09.2026", "=СЛОМАТЬ(1)", "=СУММ(1,5;2)", "ИСТИНА", "12%"]])
    russian.update("A2", [["=опасно"]], "RAW")
    rule = {
        "condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "н"}, {"userEnteredValue": "б"}]}
    }
    bold = {
        "userEnteredFormat": {"textFormat": {"bold": True}, "backgroundColor": {"red": 1}},
        "note": "пояснение",
    }
    russian.batch(
        {"repeatCell": {"range": area(0, 1, 0, 1), "cell": bold, "fields": "userEnteredFormat,note"}},
        {"mergeCells": {"range": area(4, 6, 0, 2), "mergeType": "MERGE_ALL"}},
        {"setDataValidation": {"range": area(2, 4, 0, 1), "rule": rule}},
        {
            "updateSheetProperties": {
                "properties": {"title": "A/B", "gridProperties": {"frozenRowCount": 1}},
                "fields": "title,gridProperties.frozenRowCount",
            }
        },
    )
    answer = session.get(EXPORT.format(russian.id), params={"mimeType": XLSX})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book["A_B"]
    assert [cell.value for cell in sheet[1]][3:] == ["=SUM(1.5,2)", True, 0.12]
    assert sheet["B1"].value.date().isoformat() == "2026-09-01"
    assert (sheet["A1"].font.bold, sheet["A1"].comment.text, sheet.freeze_panes) == (True, "пояснение", "A2")
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A5:B6"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=опасно", "s")
    (validation,) = sheet.data_validations.dataValidation
    assert (str(validation.sqref), validation.formula1) == ("A3:A4", '"н,б"')
    cached = openpyxl.load_workbook(io.BytesIO(answer.content), data_only=True)["A_B"]
    assert (cached["C1"].value, cached["D1"].value) == ("#NAME?", 3.5)
    again = session.get(EXPORT.format(russian.id), params={"mimeType": XLSX})
    assert again.content == answer.content
    created = openpyxl.load_workbook(io.BytesIO(answer.content)).properties.created
    assert created.isoformat() == "1980-01-01T00:00:00"


def test_a_copy_is_a_spreadsheet_of_its_own(book: Book, session: requests.Session) -> None:
    book.update("A1", [["a", "=LEN(A1)"]])
    copy = session.post(
        f"https://www.googleapis.com/drive/v3/files/{book.id}/copy", json={"name": None}
    ).json()
    assert copy["name"] == "Copy of Book"
    session.put(
        f"{API}/{copy['id']}/values/A1", params={"valueInputOption": "RAW"}, json={"values": [["abc"]]}
    )
    assert session.get(f"{API}/{copy['id']}/values/A1:B1").json()["values"] == [["abc", "3"]]
    assert book.values("A1:B1") == [["a", "1"]]
    assert session.delete(f"https://www.googleapis.com/drive/v3/files/{copy['id']}").status_code == 204
    assert session.get(f"{API}/{copy['id']}/values/A1").status_code == 404


def test_ranges_show_the_merges_they_touch(book: Book) -> None:
    book.batch({"mergeCells": {"range": area(0, 2, 0, 2)}}, {"mergeCells": {"range": area(5, 6, 0, 2)}})
    first, second = book.sheet()["merges"]
    assert book.get("sheets.merges", ranges="A1:B3") == {"sheets": [{"merges": [first]}]}
    assert book.get("sheets.merges", ranges=["B6", "A2"]) == {"sheets": [{"merges": [first, second]}]}
    assert book.get("sheets.merges", ranges="D1:D9") == {"sheets": [{}]}


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Sales2", "Sales2"), ("x.y", "x.y"), ("TRUE", "TRUE"), ("Sheet_1", "Sheet_1"),
        ("ABC1234", "'ABC1234'"),
        ("R1C1", "'R1C1'"), ("2026", "'2026'"), ("Ünï", "'Ünï'"), ("a-b", "'a-b'"), ("It's", "'It''s'"),
    ],
)  # fmt: skip
def test_titles_are_quoted_where_they_must(book: Book, title: str, shown: str) -> None:
    book.batch({"updateSheetProperties": {"properties": {"title": title}, "fields": "title"}})
    status, answer = book.ask("GET", f"/values/{shown}!A1")
    assert (status, answer["range"]) == (200, f"{shown}!A1")


def test_a_spreadsheet_is_made_with_all_that_hangs_on_its_sheets(new: Callable[..., Book]) -> None:
    where = {"startRowIndex": 0, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 2}
    condition = {"type": "NUMBER_GREATER", "values": [{"userEnteredValue": "1"}]}
    bold = {"textFormat": {"bold": True}}
    lines = {"dimension": "ROWS", "startIndex": 1, "endIndex": 3}
    source = {"sourceRange": {"sources": [{"sheetId": 7, **where}]}}
    sheet = {
        "properties": {"title": "Журнал", "sheetId": 7, "gridProperties": {"rowCount": 3, "columnCount": 2}},
        "data": [{"startRow": 4, "rowData": [{"values": [{}, {}, {"note": "далеко"}]}],
                  "columnMetadata": [{"pixelSize": 40}]}],
        "merges": [where],
        "conditionalFormats": [
            {"ranges": [where], "booleanRule": {"condition": condition, "format": bold}}
        ],
        "bandedRanges": [{"range": where, "rowProperties": {"firstBandColor": {"red": 1}}}],
        "basicFilter": {"range": where},
        "filterViews": [{"title": "вид", "range": where}],
        "charts": [{"spec": {"pieChart": {"domain": source}},
                    "position": {"overlayPosition": {"anchorCell": {"sheetId": 7}}}}],
        "rowGroups": [{"range": lines}],
        "developerMetadata": [{"metadataKey": "k", "visibility": "DOCUMENT"}],
    }  # fmt: skip
    book = new(properties={"title": "План"}, sheets=[sheet])
    (shown,) = book.get()["sheets"]
    own = {"sheetId": 7, **where}
    assert shown["properties"]["gridProperties"] == {
        "rowCount": 5, "columnCount": 3, "rowGroupControlAfter": True,
    }  # fmt: skip
    assert shown["merges"] == [own]
    assert shown["conditionalFormats"] == [
        {"ranges": [own], "booleanRule": {"condition": condition, "format": bold}}
    ]
    assert shown["bandedRanges"][0]["range"] == shown["basicFilter"]["range"] == own
    assert [view["range"] for view in shown["filterViews"]] == [own]
    assert shown["charts"][0]["spec"]["pieChart"]["domain"]["sourceRange"]["sources"] == [own]
    assert shown["rowGroups"] == [{"range": {"sheetId": 7, **lines}, "depth": 1}]
    assert shown["developerMetadata"][0]["location"] == {"locationType": "SHEET", "sheetId": 7}
    fields = "sheets.data(rowData.values.note,columnMetadata.pixelSize)"
    (data,) = book.get(fields)["sheets"][0]["data"]
    assert data["rowData"][4] == {"values": [{}, {}, {"note": "далеко"}]}
    assert data["columnMetadata"] == [{"pixelSize": 40}, {"pixelSize": 100}, {"pixelSize": 100}]


def test_sheets_that_cannot_be_made(session: requests.Session) -> None:
    twice = [{"properties": {"title": "a"}}, {"properties": {"title": "A"}}]
    answer = session.post(API, json={"sheets": twice})
    text = 'Invalid sheets[1]: A sheet with the name "A" already exists. Please enter another name.'
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, text)
    answer = session.post(API, json={"properties": {"timeZone": "Europe/Nowhere"}})
    text = "Unsupported time zone: Europe/Nowhere"
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, text)


def test_a_table_with_tabs_has_no_quotes(book: Book, session: requests.Session) -> None:
    book.update("A1", [['"да"', "a,b"], ["две\nстроки", "a\tb"]])
    answer = session.get(EXPORT.format(book.id), params={"mimeType": "text/tab-separated-values"})
    assert answer.content.decode() == '"да"\ta,b\r\nдве строки\ta b'
