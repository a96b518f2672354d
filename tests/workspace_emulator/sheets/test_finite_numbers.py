"""No way leads to a number that JSON cannot say: every answer is read by a parser that takes no Infinity."""

from __future__ import annotations

import io
import json
from typing import Any
from zipfile import ZipFile

import pytest
import requests
import xlsxwriter

from .conftest import API, Book, area

HUGE = "9" * 400
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UPLOAD = "https://www.googleapis.com/upload/drive/v3/files"
FILES = "https://www.googleapis.com/drive/v3/files"
FIXED = {"numberFormat": {"type": "NUMBER", "pattern": "0.00"}}


def strict(answer: requests.Response) -> Any:
    """The JSON of an answer."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    assert answer.status_code == 200, answer.text
    return json.loads(answer.text, parse_constant=refuse)


def check(session: requests.Session, file_id: str) -> Any:
    """All that the API, the export and the page show of a spreadsheet; the values of its first row."""
    for render in ("UNFORMATTED_VALUE", "FORMULA", "FORMATTED_VALUE"):
        found = strict(session.get(f"{API}/{file_id}/values/1:1", params={"valueRenderOption": render}))
    strict(session.get(f"{API}/{file_id}", params={"includeGridData": "true"}))
    for kind in (XLSX, "text/csv"):
        exported = session.get(f"{FILES}/{file_id}/export", params={"mimeType": kind})
        assert exported.status_code == 200, exported.text
    return found["values"][0]


@pytest.mark.parametrize("option", ["RAW", "USER_ENTERED"])
@pytest.mark.parametrize("locale", ["en_US", "ru_RU"])
@pytest.mark.parametrize(
    "text",
    [
        HUGE, f"-{HUGE}", f"({HUGE})", f"{HUGE}%", f"${HUGE}", f"{HUGE} ₽", f"{HUGE}.5", f"{HUGE},5", "1e999",
        "-1E+400", "999," * 120 + "999", "99999:00", f"{HUGE}:00", f"1/1/{HUGE}", f"={HUGE}", f"=1{HUGE}-1",
        "=1E999", "=1E308*10", "=-1E308*10", "=10^400", "=VALUE(REPT(9,400))", "=SUM(1E308,1E308)",
        '=REPT("9",400)*1', "=FACT(500)", "=EXP(1000)", '=1E308*10&""', "={1E308;1E308}*10",
        '=TEXT(1E308*10,"0.00")', "=1E200%*1E200*1E200",
    ],
)  # fmt: skip
def test_what_is_typed(new: Any, session: requests.Session, text: str, locale: str, option: str) -> None:
    book = new(locale=locale)
    book.update("A1", [[text, "x"]], option)
    assert check(session, book.id)[-1] == "x"
    format_ = {"range": area(0, 2, 0, 2), "cell": {"userEnteredFormat": FIXED}, "fields": "userEnteredFormat"}
    book.batch({"repeatCell": format_})
    assert check(session, book.id)[-1] == "x"


def test_more_digits_than_a_number_has_are_text(book: Book) -> None:
    book.update("A1", [[HUGE, f"{HUGE}%", "9" * 308]])
    row = book.values("A1:C1", "UNFORMATTED_VALUE")[0]
    assert row == [HUGE, f"{HUGE}%", float("9" * 308)]


@pytest.mark.parametrize(
    "request_",
    [
        {"pasteData": {"coordinate": {}, "data": f"{HUGE}\tx", "delimiter": "\t"}},
        {
            "repeatCell": {
                "range": area(0, 1, 0, 1),
                "cell": {"userEnteredValue": {"formulaValue": f"=1{HUGE}"}},
                "fields": "*",
            }
        },
        {"findReplace": {"find": "a", "replacement": HUGE, "allSheets": True}},
        {"findReplace": {"find": "7", "replacement": HUGE, "allSheets": True}},
    ],
)
def test_what_a_batch_puts(book: Book, session: requests.Session, request_: Any) -> None:
    book.update("A1", [["a", 7, "x"]], "RAW")
    book.batch(request_)
    check(session, book.id)


@pytest.mark.parametrize("number", ["1e999", "-1e400", HUGE, '"Infinity"', '"NaN"', "Infinity", "NaN"])
@pytest.mark.parametrize("kind", ["updateCells", "appendCells", "repeatCell", "values"])
def test_what_is_no_number_is_refused(book: Book, session: requests.Session, kind: str, number: str) -> None:
    cell: Any = {"userEnteredValue": {"numberValue": "NUMBER"}}
    body: Any = {"rows": [{"values": [cell]}], "fields": "*"}
    if kind == "updateCells":
        body["start"] = {}
    if kind == "repeatCell":
        body = {"cell": cell, "range": area(0, 1, 0, 1), "fields": "*"}
    address, whole = f"{API}/{book.id}:batchUpdate", {"requests": [{kind: body}]}
    if kind == "values":
        address = f"{API}/{book.id}/values:batchUpdate"
        whole = {"valueInputOption": "RAW", "data": [{"range": "A1", "values": [["NUMBER"]]}]}
    sent = json.dumps(whole).replace('"NUMBER"', number)
    answer = session.post(address, data=sent, headers={"Content-Type": "application/json"})
    text = kind == "values" and number.startswith('"')
    assert answer.status_code == (200 if text else 400), answer.text
    book.update("B1", [["x"]])
    check(session, book.id)


def test_an_uploaded_table(session: requests.Session) -> None:
    file_id = session.post(f"{FILES}", json={"mimeType": "application/vnd.google-apps.spreadsheet"}).json()[
        "id"
    ]
    sent = f"{HUGE},1e999,x".encode()
    params = {"uploadType": "media"}
    headers = {"Content-Type": "text/csv"}
    strict(session.patch(f"{UPLOAD}/{file_id}", params=params, data=sent, headers=headers))
    assert check(session, file_id) == [HUGE, "1e999", "x"]


@pytest.mark.parametrize("number", ["1E+999", "-1E999", HUGE, "1.5e400", "9" * 5000])
@pytest.mark.parametrize("pattern", ["General", "dd.mm.yyyy"])
def test_an_uploaded_workbook(session: requests.Session, number: str, pattern: str) -> None:
    file_id = session.post(f"{FILES}", json={"mimeType": "application/vnd.google-apps.spreadsheet"}).json()[
        "id"
    ]
    headers = {"Content-Type": XLSX}
    params = {"uploadType": "media"}
    sent = _workbook(number, pattern)
    answer = session.patch(f"{UPLOAD}/{file_id}", params=params, data=sent, headers=headers)
    assert answer.status_code in (200, 400), answer.text
    if answer.status_code == 200:
        assert check(session, file_id)[-1] == "x"


def _workbook(number: str, pattern: str) -> bytes:
    """An XLSX with a number as these digits in A1."""
    made, changed = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet()
        sheet.write_number(0, 0, 777, book.add_format({"num_format": pattern}))
        sheet.write_string(0, 1, "x")
    with ZipFile(made) as old, ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v>777</v>", f"<v>{number}</v>".encode()))
    return changed.getvalue()
