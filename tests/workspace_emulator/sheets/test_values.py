"""Reading, writing and clearing values: ranges, counts, trimming, refusals."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Book


@pytest.mark.parametrize(
    ("asked", "echoed"),
    [
        ("Sheet1", "Sheet1!A1:Z1000"),
        ("'Sheet1'!A1:B2", "Sheet1!A1:B2"),
        ("sheet1!A1", "Sheet1!A1"),
        ("A1:B2", "Sheet1!A1:B2"),
        ("Sheet1!B2:B2", "Sheet1!B2"),
        ("Sheet1!D4:A1", "Sheet1!A1:D4"),
        ("Sheet1!A1:C", "Sheet1!A1:C1000"),
        ("Sheet1!A2:2", "Sheet1!A2:Z2"),
        ("Sheet1!B:C", "Sheet1!B1:C1000"),
        ("Sheet1!3:5", "Sheet1!A3:Z5"),
        ("Sheet1!A1:ZZ5000", "Sheet1!A1:Z1000"),
        ("Sheet1!R2C3:R4C5", "Sheet1!C2:E4"),
        ("'D3'", "'D3'!A1:C4"),
        ("D3", "Sheet1!D3"),
        ("'Лист 2'!A1", "'Лист 2'!A1"),
        ("Лист 2", "'Лист 2'!A1:C4"),
        ("Лекции", "Sheet1!B2:C4"),
        ("Sheet1!Лекции", "Sheet1!B2:C4"),
    ],
)
def test_ranges_are_echoed(book: Book, asked: str, echoed: str) -> None:
    grid = {"rowCount": 4, "columnCount": 3}
    named = {
        "name": "Лекции",
        "range": {"startRowIndex": 1, "endRowIndex": 4, "startColumnIndex": 1, "endColumnIndex": 3},
    }
    book.batch(
        {"addSheet": {"properties": {"title": "D3", "gridProperties": grid}}},
        {"addSheet": {"properties": {"title": "Лист 2", "gridProperties": grid}}},
        {"addNamedRange": {"namedRange": named}},
    )
    assert book.ask("GET", f"/values/{asked}")[1] == {"range": echoed, "majorDimension": "ROWS"}


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("Nope!A1", "Unable to parse range: Nope!A1"),
        ("Sheet1!A1:B2:C3", "Unable to parse range: Sheet1!A1:B2:C3"),
        ("Nope", "Unable to parse range: Nope"),
        ("Sheet1!A1001", "Range (Sheet1!A1001) exceeds grid limits. Max rows: 1000, max columns: 26"),
        ("Sheet1!A1001:B", "Range (Sheet1!A1001:B) exceeds grid limits. Max rows: 1000, max columns: 26"),
        ("Sheet1!AA1", "Range (Sheet1!AA1) exceeds grid limits. Max rows: 1000, max columns: 26"),
    ],
)
def test_ranges_are_refused(book: Book, asked: str, message: str) -> None:
    status, answer = book.ask("GET", f"/values/{asked}")
    assert (status, answer) == (
        400,
        {"error": {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}},
    )


def test_ends_are_trimmed_and_blank_rows_between_stay(book: Book) -> None:
    assert book.update("A1", [["A1", "B1", "", "D1"], ["", "b2", "", ""], ["", ""], ["A4"], [""]], "RAW") == {
        "spreadsheetId": book.id,
        "updatedRange": "Sheet1!A1:D5",
        "updatedRows": 5,
        "updatedColumns": 4,
        "updatedCells": 12,
    }
    assert book.values("Sheet1") == [["A1", "B1", "", "D1"], ["", "b2"], [], ["A4"]]
    assert book.values("Sheet1", majorDimension="COLUMNS") == [["A1", "", "", "A4"], ["B1", "b2"], [], ["D1"]]
    assert book.values("C1:C9") is None


def test_null_skips_and_an_empty_text_clears(book: Book) -> None:
    book.update("A1", [["a", "b", "c"]])
    assert book.update("A1", [[None, "", "C"]])["updatedCells"] == 3
    assert book.values("A1:C1") == [["a", "", "C"]]


def test_columns_may_be_sent(book: Book) -> None:
    body = {"majorDimension": "COLUMNS", "values": [["a", "b"], ["c"]]}
    status, answer = book.ask("PUT", "/values/B2:C3", body, valueInputOption="RAW")
    assert (status, answer["updatedRange"]) == (200, "Sheet1!B2:C3")
    assert book.values("A1:C3") == [[], ["", "a", "c"], ["", "b"]]


@pytest.mark.parametrize(
    ("address", "values", "message"),
    [
        (
            "A1:B1",
            [["a", "b", "c"]],
            "Requested writing within range [Sheet1!A1:B1], but tried writing to column [C]",
        ),
        ("A1:B2", [["a"]] * 3, "Requested writing within range [Sheet1!A1:B2], but tried writing to row [3]"),
        (
            "A1000",
            [["a"], ["b"]],
            "Requested writing within range [Sheet1!A1000], but tried writing to row [1001]",
        ),
        ("Z1", [["a", "b"]], "Requested writing within range [Sheet1!Z1], but tried writing to column [AA]"),
        ("A1001", [["a"]], "Range (Sheet1!A1001) exceeds grid limits. Max rows: 1000, max columns: 26"),
    ],
)
def test_writes_that_do_not_fit(book: Book, address: str, values: Any, message: str) -> None:
    status, answer = book.ask("PUT", f"/values/{address}", {"values": values}, valueInputOption="RAW")
    assert (status, answer["error"]["message"]) == (400, message)
    assert book.values("Sheet1") is None


def test_an_option_is_required(book: Book) -> None:
    status, answer = book.ask("PUT", "/values/A1", {"values": [["a"]]})
    assert (status, answer["error"]["message"]) == (400, "'valueInputOption' is required but not specified")


def test_values_must_be_rows(book: Book) -> None:
    status, answer = book.ask("PUT", "/values/A1", {"values": "X"}, valueInputOption="RAW")
    message = "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"X\""
    violation = {"field": "data.values", "description": message}
    detail = {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}
    assert (status, answer["error"]) == (
        400,
        {"code": 400, "message": message, "status": "INVALID_ARGUMENT", "details": [detail]},
    )


def test_raw_keeps_and_user_entered_reads(russian: Book) -> None:
    typed = ["4,5", "4.5", "=1+1", "0012", "ИСТИНА", 7, True]
    russian.update("A1", [typed], "RAW")
    assert russian.values("A1:G1", "UNFORMATTED_VALUE") == [typed]
    russian.update("A2", [["4,5", "=1+1", "0012", "ИСТИНА", 7, True, 4.5]])
    assert russian.values("A2:G2", "UNFORMATTED_VALUE") == [[4.5, 2, 12, True, 7, True, 4.5]]
    assert russian.values("A2:G2") == [["4,5", "2", "12", "ИСТИНА", "7", "ИСТИНА", "4,5"]]


def test_dates_as_numbers_strings_and_formulas(book: Book) -> None:
    book.update("A1", [["=4/2", "2020-01-01", "string", 53]])
    assert book.values("A1:D1") == [["2", "2020-01-01", "string", "53"]]
    assert book.values("A1:D1", "UNFORMATTED_VALUE") == [[2, 43831, "string", 53]]
    assert book.values("A1:D1", "FORMULA") == [["=4/2", 43831, "string", 53]]
    texts = book.values("A1:D1", "UNFORMATTED_VALUE", dateTimeRenderOption="FORMATTED_STRING")
    assert texts == [[2, "2020-01-01", "string", 53]]


def test_text_format_keeps_what_is_typed(russian: Book) -> None:
    text = {"userEnteredFormat": {"numberFormat": {"type": "TEXT", "pattern": "@"}}}
    russian.batch(
        {"repeatCell": {"range": {"startColumnIndex": 0, "endColumnIndex": 1}, "cell": text, "fields": "*"}}
    )
    russian.update("A1", [["0012", "0012"], ["4.5", ""], ["=1+1", ""], [12, 12]])
    assert russian.values("A1:B4", "UNFORMATTED_VALUE") == [["0012", 12], ["4.5"], ["=1+1"], ["12", 12]]


def test_a_cells_own_format_outlives_typing(book: Book) -> None:
    shown = {"userEnteredFormat": {"numberFormat": {"type": "DATE", "pattern": "dd.mm.yyyy"}}}
    book.batch({"repeatCell": {"range": {"endRowIndex": 1}, "cell": shown, "fields": "userEnteredFormat"}})
    book.update("A1", [["2026-09-01", 46266, "text", "12%"]])
    assert book.values("A1:D1") == [["01.09.2026", "01.09.2026", "text", "12%"]]


def test_values_in_the_response(book: Book) -> None:
    status, answer = book.ask(
        "PUT",
        "/values/A1",
        {"values": [["=1/4", "x"]]},
        valueInputOption="USER_ENTERED",
        includeValuesInResponse="true",
        responseValueRenderOption="UNFORMATTED_VALUE",
    )
    assert (status, answer["updatedData"]) == (
        200,
        {"range": "Sheet1!A1:B1", "majorDimension": "ROWS", "values": [[0.25, "x"]]},
    )


def test_batches(book: Book) -> None:
    body = {
        "valueInputOption": "RAW",
        "data": [
            {"range": "A1:D1", "values": [["A1", "B1", "", "D1"]]},
            {"range": "Sheet1!A4:D4", "values": [["A4", "B4", "", "D4"]]},
        ],
    }
    status, answer = book.ask("POST", "/values:batchUpdate", body)
    assert status == 200
    assert {name: item for name, item in answer.items() if name != "responses"} == {
        "spreadsheetId": book.id,
        "totalUpdatedRows": 2,
        "totalUpdatedColumns": 4,
        "totalUpdatedCells": 8,
        "totalUpdatedSheets": 1,
    }
    assert [item["updatedRange"] for item in answer["responses"]] == ["Sheet1!A1:D1", "Sheet1!A4:D4"]
    status, answer = book.ask("GET", "/values:batchGet", ranges=["A1:B1", "B4:D4", "C9"])
    assert [item.get("values") for item in answer["valueRanges"]] == [
        [["A1", "B1"]],
        [["B4", "", "D4"]],
        None,
    ]
    status, answer = book.ask("POST", "/values:batchClear", {"ranges": ["A1:B1", "A4"]})
    assert answer == {"spreadsheetId": book.id, "clearedRanges": ["Sheet1!A1:B1", "Sheet1!A4"]}
    assert book.values("Sheet1") == [["", "", "", "D1"], [], [], ["", "B4", "", "D4"]]


def test_a_batch_of_values_is_all_or_nothing(book: Book) -> None:
    body = {
        "valueInputOption": "RAW",
        "data": [{"range": "A1", "values": [["a"]]}, {"range": "Nope!A1", "values": [["b"]]}],
    }
    status, answer = book.ask("POST", "/values:batchUpdate", body)
    assert (status, answer["error"]["message"]) == (400, "Invalid data[1]: Unable to parse range: Nope!A1")
    body["data"][1] = {"range": "B1:B1", "values": [["b"]] * 2000}
    status, answer = book.ask("POST", "/values:batchUpdate", body)
    assert status == 400
    assert book.values("Sheet1") is None


def test_clearing_keeps_format_and_note(book: Book) -> None:
    book.update("A1", [["12%"]])
    book.batch(
        {
            "updateCells": {
                "range": {"endRowIndex": 1, "endColumnIndex": 1},
                "rows": [{"values": [{"note": "n"}]}],
                "fields": "note",
            }
        }
    )
    _status, answer = book.ask("POST", "/values/A1:Z1:clear")
    assert answer == {"spreadsheetId": book.id, "clearedRange": "Sheet1!A1:Z1"}
    assert book.cell("A1", "userEnteredValue,note,userEnteredFormat.numberFormat") == {
        "note": "n",
        "userEnteredFormat": {"numberFormat": {"type": "PERCENT", "pattern": "0%"}},
    }


def test_an_unknown_spreadsheet(book: Book) -> None:
    book.id = "nothing"
    assert book.ask("GET", "/values/A1") == (
        404,
        {"error": {"code": 404, "message": "Requested entity was not found.", "status": "NOT_FOUND"}},
    )


@pytest.mark.parametrize(
    ("typed", "shown", "kind"),
    [
        (["02.01.2026", "10:30"], "10:30", "TIME"),
        (["10:30", "02.01.2026"], "02.01.2026", "DATE"),
        (["02.01.2026 10:30", "03.01.2026"], "03.01.2026 0:00", "DATE_TIME"),
        (["02.01.2026", "7"], "06.01.1900", "DATE"),
        (["5%", "0,07"], "7%", "PERCENT"),
        (["5%", "12:00"], "12:00", "TIME"),
        (["5 ₽", "1 234,5"], "1\u00a0235 ₽", "CURRENCY"),
    ],
)
def test_typing_keeps_a_format_that_suits(russian: Book, typed: list[str], shown: str, kind: str) -> None:
    for text in typed:
        russian.update("A1", [[text]])
    found = russian.cell("A1", "formattedValue,userEnteredFormat.numberFormat.type")
    assert found == {"formattedValue": shown, "userEnteredFormat": {"numberFormat": {"type": kind}}}
