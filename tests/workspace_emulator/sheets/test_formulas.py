"""Formulas: their results, their locale, and that a bad one harms nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Book


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=A1+B1", 7),
        ("=СУММА(A1)", "#NAME?"),
        ("=SUM(A1:B1;10)", 17),
        ('=IF(A1>1,5;"да";"нет")', "да"),
        ("=SUM({1\\2;3\\4})", 10),
        ("=1,5*2", 3),
        ("=ИСТИНА", True),
        ("=1/0", "#DIV/0!"),
        ("=SUM(", "#ERROR!"),
        ("=NOPE(1)", "#NAME?"),
        ("=Пусто!A1", "#REF!"),
        ("='Лист 2'!A1*2", 22),
        ("='лист 2'!A1*2", 22),
        ("=SUM('Лист 2'!A:A)", 11),
        ("=SUM('Лист 2'!A1:A)", 11),
        ("=ИТОГ+1", 12),
        ("=COUNTA(A1:B1)", 2),
    ],
)
def test_results(russian: Book, formula: str, value: Any) -> None:
    russian.batch({"addSheet": {"properties": {"title": "Лист 2", "sheetId": 5}}})
    named = {
        "name": "Итог",
        "range": {
            "sheetId": 5,
            "endRowIndex": 1,
            "endColumnIndex": 1,
            "startRowIndex": 0,
            "startColumnIndex": 0,
        },
    }
    russian.batch({"addNamedRange": {"namedRange": named}})
    russian.update("'Лист 2'!A1", [[11]])
    russian.update("A1", [[3, 4, formula]])
    assert russian.values("C1", "UNFORMATTED_VALUE") == [[value]]
    assert russian.values("C1", "FORMULA") == [[formula]]
    assert russian.values("A1:B1", "UNFORMATTED_VALUE") == [[3, 4]]


def test_results_follow_their_cells(book: Book) -> None:
    book.update("A1", [[1, "=A1*2", "=B1+1"]])
    book.update("A1", [[10]], "RAW")
    assert book.values("A1:C1", "UNFORMATTED_VALUE") == [[10, 20, 21]]


def test_an_array_fills_its_neighbours_and_lets_them_go(book: Book) -> None:
    book.update("A1", [["={1,2;3,4}"]])
    assert book.values("A1:C3", "UNFORMATTED_VALUE") == [[1, 2], [3, 4]]
    assert book.cell("B2", "userEnteredValue,effectiveValue") == {"effectiveValue": {"numberValue": 4}}
    book.update("A1", [["x"]])
    assert book.values("A1:C3") == [["x"]]


def test_an_array_does_not_overwrite(book: Book) -> None:
    book.update("A1", [["=SEQUENCE(3)"], [""], ["mine"]])
    assert book.values("A1:A3") == [["#REF!"], [], ["mine"]]
    book.update("A3", [[""]])
    assert book.values("A1:A3") == [["1"], ["2"], ["3"]]


def test_errors_in_cell_data(book: Book) -> None:
    book.update("A1", [["=1/0"]])
    cell = book.cell("A1", "userEnteredValue,effectiveValue,formattedValue")
    assert cell["effectiveValue"]["errorValue"]["type"] == "DIVIDE_BY_ZERO"
    assert (cell["userEnteredValue"], cell["formattedValue"]) == ({"formulaValue": "=1/0"}, "#DIV/0!")


def test_a_new_locale_rewrites_separators(russian: Book) -> None:
    russian.update("A1", [['=IF(1,5>1;{1\\2};"a;b")']])
    russian.batch({"updateSpreadsheetProperties": {"properties": {"locale": "en_US"}, "fields": "locale"}})
    assert russian.values("A1", "FORMULA") == [['=IF(1.5>1,{1,2},"a;b")']]


def test_today_is_the_workspaces(book: Book) -> None:
    moment = "2026-09-01T22:30:00Z"
    assert (
        book.session.post("https://sheets.googleapis.com/_control/clock", json={"now": moment}).status_code
        == 200
    )
    book.batch(
        {"updateSpreadsheetProperties": {"properties": {"timeZone": "Europe/Moscow"}, "fields": "timeZone"}}
    )
    book.update("A1", [["=TODAY()"]])
    assert book.values("A1", "UNFORMATTED_VALUE") == [[46267]]


def test_a_date_of_a_formula_shows_as_one(russian: Book) -> None:
    russian.update("A1", [["01.09.2026", "=A1+1", "=ARRAYFORMULA(A1:A2+7)"]])
    assert russian.values("A1:C1") == [["01.09.2026", "02.09.2026", "08.09.2026"]]
    assert russian.values("B1:C1", "UNFORMATTED_VALUE") == [[46267, 46273]]
    cell = russian.cell("B1", "userEnteredFormat,effectiveFormat.numberFormat,formattedValue")
    assert cell == {
        "effectiveFormat": {"numberFormat": {"type": "DATE", "pattern": "dd.mm.yyyy"}},
        "formattedValue": "02.09.2026",
    }
    russian.update("B1", [["=YEAR(A1)"]])
    assert russian.values("B1") == [["2026"]]


def test_a_new_locale_says_functions_in_english(russian: Book) -> None:
    russian.update("A1", [['=ЕСЛИ(СУММ(1,5;2)>3;"да;нет";{1\\2})']])
    russian.batch({"updateSpreadsheetProperties": {"properties": {"locale": "en_US"}, "fields": "locale"}})
    assert russian.values("A1", "FORMULA") == [['=IF(SUM(1.5,2)>3,"да;нет",{1,2})']]
    assert russian.values("A1") == [["да;нет"]]
