"""How large things may be, what a batch gives back, and who may edit what."""

from __future__ import annotations

import tracemalloc
from typing import Any

import pytest
import requests

from workspace_emulator.google import Workspace
from workspace_emulator.sheets.protection import REFUSAL
from workspace_emulator.store import set_setting

from .conftest import Book, area

LIMIT = "This action would increase the number of cells in the workbook above the limit of 10000000 cells."


@pytest.mark.parametrize(
    ("request_", "kind"),
    [
        (
            {"addSheet": {"properties": {"gridProperties": {"rowCount": 1_000_000, "columnCount": 10}}}},
            "addSheet",
        ),
        ({"appendDimension": {"dimension": "ROWS", "length": 400_000}}, "appendDimension"),
        (
            {"insertDimension": {"range": {"dimension": "ROWS", "startIndex": 1, "endIndex": 400_000}}},
            "insertDimension",
        ),
        (
            {
                "updateSheetProperties": {
                    "properties": {"gridProperties": {"rowCount": 400_000, "columnCount": 26}},
                    "fields": "gridProperties(rowCount,columnCount)",
                }
            },
            "updateSheetProperties",
        ),
    ],
)
def test_a_workbook_has_ten_million_cells(book: Book, request_: Any, kind: str) -> None:
    message = book.refused(request_)
    assert message == (f"Invalid requests[0].{kind}: {LIMIT}")
    assert book.sheet()["properties"]["gridProperties"] == {"rowCount": 1000, "columnCount": 26}


def test_a_sheet_has_18278_columns(book: Book) -> None:
    book.batch(
        {
            "updateSheetProperties": {
                "properties": {"gridProperties": {"rowCount": 5}},
                "fields": "gridProperties.rowCount",
            }
        }
    )
    assert book.refused({"appendDimension": {"dimension": "COLUMNS", "length": 18_253}}) == (
        "Invalid requests[0].appendDimension: This action would increase the number of columns in the "
        "worksheet above the limit of 18278 columns."
    )
    book.batch({"appendDimension": {"dimension": "COLUMNS", "length": 18_252}})
    assert book.update("ZZZ1", [["last"]])["updatedRange"] == "Sheet1!ZZZ1"


def test_a_cell_has_50000_characters(book: Book) -> None:
    book.update("A1", [["x" * 50_000]], "RAW")
    body = {"valueInputOption": "RAW", "data": [{"range": "A2", "values": [["x" * 50_001]]}]}
    status, answer = book.ask("POST", "/values:batchUpdate", body)
    text = "Your input contains more than the maximum of 50000 characters in a single cell."
    assert (status, answer["error"]["message"]) == (400, f"Invalid data[0]: {text}")
    cell = {"userEnteredValue": {"stringValue": "x" * 50_001}}
    update = {"updateCells": {"start": {}, "rows": [{"values": [cell]}], "fields": "*"}}
    assert book.refused(update) == f"Invalid requests[0].updateCells: {text}"


@pytest.mark.parametrize("end", [3_000_000, 2**31 - 1])
@pytest.mark.parametrize("dimension", ["ROWS", "COLUMNS"])
def test_what_is_too_large_is_refused_before_it_is_made(book: Book, dimension: str, end: int) -> None:
    book.update("A1", [["x"]])
    book.update("A1000", [["y"]])
    stretch = {"dimension": dimension, "startIndex": 1, "endIndex": end}
    compared = {"range": {}, "comparisonColumns": [{"sheetId": 0, "dimension": "COLUMNS", "endIndex": end}]}
    tracemalloc.start()
    try:
        inserted = book.refused({"insertDimension": {"range": stretch}})
        deleted = book.refused({"deleteDuplicates": compared})
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
    assert inserted == f"Invalid requests[0].insertDimension: {LIMIT}"
    assert deleted == "Invalid requests[0].deleteDuplicates: comparisonColumns must be within the range."


def test_cells_are_not_pushed_past_the_limit(new: Any) -> None:
    book = new(sheets=[{"properties": {"gridProperties": {"rowCount": 5_000_000, "columnCount": 2}}}])
    title = book.sheet()["properties"]["title"]
    book.update(f"{title}!A1", [["x"]])
    sheet = book.sheet()["properties"].get("sheetId", 0)
    push = {"insertRange": {"range": area(0, 5_000_000, 0, 1, sheet), "shiftDimension": "ROWS"}}
    tracemalloc.start()
    try:
        message = book.refused(push)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
    assert message == f"Invalid requests[0].insertRange: {LIMIT}"


@pytest.mark.parametrize(
    ("cell", "request_"),
    [
        ("a" * 1000, {"findReplace": {"find": "a", "replacement": "b" * 51, "allSheets": True}}),
        ("a" * 50_000, {"findReplace": {"find": "a", "replacement": "b" * 50_000, "allSheets": True}}),
        (
            "a" * 50_000,
            {"findReplace": {"find": "^", "replacement": "b", "searchByRegex": True, "sheetId": 0}},
        ),
        (
            "a",
            {
                "repeatCell": {
                    "range": area(0, 1, 0, 1),
                    "cell": {"userEnteredValue": {"formulaValue": '="' + "x" * 50_000 + '"'}},
                    "fields": "*",
                }
            },
        ),
    ],
)
def test_no_request_makes_a_longer_text(book: Book, cell: str, request_: Any) -> None:
    book.update("A1", [[cell]], "RAW")
    assert book.refused(request_).endswith("the maximum of 50000 characters in a single cell.")
    assert book.values("A1") == [[cell]]


def test_a_replacement_may_be_as_long_as_a_cell(book: Book) -> None:
    book.update("A1", [["a" * 1000]], "RAW")
    book.batch({"findReplace": {"find": "a", "replacement": "b" * 50, "allSheets": True}})
    assert book.values("A1") == [["b" * 50_000]]
    book.batch({"findReplace": {"find": "(?s).+", "replacement": "c", "searchByRegex": True, "sheetId": 0}})
    assert book.values("A1") == [["c"]]


@pytest.mark.parametrize(
    "formula",
    [
        '=REGEXREPLACE(REPT("a",30000),"a",REPT("b",100))',
        '=REGEXREPLACE(REPT("a",30000),"$",REPT("b",30000))',
        '=TEXTJOIN("",TRUE,REPT("a",30000),REPT("b",30000))',
        '=CONCATENATE(REPT("a",30000),REPT("b",30000))',
        '=JOIN(REPT("a",30000),1,2,3)',
        '=SUBSTITUTE(REPT("a",30000),"a","bb")',
        '=REPT("a",30000)&REPT("a",30000)',
    ],
)
def test_no_formula_makes_a_longer_text(book: Book, formula: str) -> None:
    book.update("A1", [[formula]])
    assert book.values("A1") == [["#VALUE!"]]


def test_a_batch_gives_the_spreadsheet_back(book: Book) -> None:
    book.update("A1", [["a", "b"], ["c", "d"]])
    rename = {"updateSheetProperties": {"properties": {"title": "Лист"}, "fields": "title"}}
    body = {"requests": [rename], "includeSpreadsheetInResponse": True}
    _, answer = book.ask("POST", ":batchUpdate", body)
    assert answer["updatedSpreadsheet"] == book.get()
    more = {"responseIncludeGridData": True, "responseRanges": ["Лист!B1:B2"]}
    _, answer = book.ask("POST", ":batchUpdate", body | more)
    (data,) = answer["updatedSpreadsheet"]["sheets"][0]["data"]
    assert [row["values"][0]["formattedValue"] for row in data["rowData"]] == ["b", "d"]
    fields = "updatedSpreadsheet.sheets.data.rowData.values.formattedValue"
    _, answer = book.ask("POST", ":batchUpdate", body | {"responseRanges": ["Лист!A2"]}, fields=fields)
    rows = [{"values": [{"formattedValue": "c"}]}]
    assert answer == {"updatedSpreadsheet": {"sheets": [{"data": [{"rowData": rows}]}]}}


def test_columns_are_written_read_and_counted_as_columns(book: Book) -> None:
    body = {"majorDimension": "COLUMNS", "values": [["a", "b"], ["c"]]}
    status, answer = book.ask("POST", "/values/A1:append", body, valueInputOption="RAW")
    assert (status, answer["updates"]["updatedRange"]) == (200, "Sheet1!A1:B2")
    assert answer["updates"]["updatedCells"] == 3
    data = {"range": "D1", "majorDimension": "COLUMNS", "values": [["x", "y", "z"]]}
    body = {"valueInputOption": "RAW", "data": [data], "includeValuesInResponse": True}
    _, answer = book.ask("POST", "/values:batchUpdate", body)
    assert answer["responses"][0]["updatedData"]["values"] == [["x", "y", "z"]]
    filters = {"dataFilters": [{"a1Range": "A1:D3"}], "majorDimension": "COLUMNS"}
    _, answer = book.ask("POST", "/values:batchGetByDataFilter", filters)
    (found,) = answer["valueRanges"]
    assert found["valueRange"]["values"] == [["a", "b"], ["c"], [], ["x", "y", "z"]]


def test_pasted_text_is_typed_into_cells(russian: Book) -> None:
    pasted = {"coordinate": {"rowIndex": 1}, "data": 'имя;балл\n"а;б";4,5', "delimiter": ";"}
    russian.batch({"pasteData": pasted})
    assert russian.values("A2:B3", "UNFORMATTED_VALUE") == [["имя", "балл"], ["а;б", 4.5]]
    for wish, message in (
        (pasted | {"coordinate": {"rowIndex": 999}}, "The destination range is outside of the grid."),
        ({"coordinate": {}, "data": "<p>", "html": True}, "Pasting HTML is not supported by this workspace."),
    ):
        assert russian.refused({"pasteData": wish}) == f"Invalid requests[0].pasteData: {message}"


def test_a_copy_in_another_locale_keeps_its_formulas(russian: Book, new: Any) -> None:
    russian.update("A1", [["1,5", "=IF(A1>1,2;A1;0)"]])
    english = new()
    status, made = russian.ask("POST", "/sheets/0:copyTo", {"destinationSpreadsheetId": english.id})
    assert status == 200
    assert english.values(f"'{made['title']}'!A1:B1", "FORMULA") == [[1.5, "=IF(A1>1.2,A1,0)"]]
    assert english.values(f"'{made['title']}'!A1:B1") == [["1.5", "1.5"]]


def test_the_owner_may_edit_what_others_protect(book: Book, workspace: Workspace) -> None:
    def account(name: str) -> None:
        with workspace.store.write() as tx:
            set_setting(tx, "account", name)

    account("anna@example.org")
    made = book.batch({"addProtectedRange": {"protectedRange": {"range": area(0, 2, 0, 2)}}})[0]
    assert book.sheet()["protectedRanges"][0]["requestingUserCanEdit"] is True
    account("stranger@example.org")
    status, answer = book.ask("POST", "/values/A1:clear")
    assert (status, answer["error"]["message"]) == (400, REFUSAL)
    book.batch({"addSheet": {}})
    assert book.refused({"deleteSheet": {"sheetId": 0}}) == f"Invalid requests[0].deleteSheet: {REFUSAL}"
    account("school@example.org")
    book.update("A1", [["мой"]])
    number = made["addProtectedRange"]["protectedRange"]["protectedRangeId"]
    book.batch({"deleteProtectedRange": {"protectedRangeId": number}})
    assert book.values("A1") == [["мой"]]


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [("", 403, 403), ("reader", 200, 403), ("commenter", 200, 403), ("writer", 200, 200)],
)
def test_who_may_read_and_write_in_strict_mode(
    book: Book, session: requests.Session, workspace: Workspace, role: str, reads: int, writes: int
) -> None:
    permission = {"type": "user", "role": role, "emailAddress": "anna@example.org"}
    if role:
        url = f"https://www.googleapis.com/drive/v3/files/{book.id}/permissions"
        session.post(url, json=permission).raise_for_status()
    control = "https://www.googleapis.com/_control"
    session.post(f"{control}/tokens", json={"refresh_token": "hers", "account": "anna@example.org"})
    grant = {"grant_type": "refresh_token", "refresh_token": "hers", "client_id": "c", "client_secret": "s"}
    token = session.post("https://oauth2.googleapis.com/token", data=grant).json()["access_token"]
    session.headers["Authorization"] = f"Bearer {token}"
    session.post(f"{control}/strict", json={"strict": True}).raise_for_status()
    denied = {"code": 403, "message": "The caller does not have permission", "status": "PERMISSION_DENIED"}
    values = {"values": [["x"]]}
    for status, (code, answer) in (
        (reads, book.ask("GET", "/values/A1")),
        (reads, book.ask("GET", "")),
        (writes, book.ask("PUT", "/values/A1", values, valueInputOption="RAW")),
        (writes, book.ask("POST", "/values/A1:clear")),
        (
            writes,
            book.ask(
                "POST",
                ":batchUpdate",
                {"requests": [{"appendDimension": {"dimension": "ROWS", "length": 1}}]},
            ),
        ),
    ):
        assert code == status
        assert answer.get("error", denied) == denied
