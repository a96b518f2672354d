"""No way leads to half a surrogate pair in a cell: such a text has no bytes, and no store could keep it."""

from __future__ import annotations

from typing import Any

import pytest

from workspace_emulator.sheets.book.cell import Cell, ErrorValue
from workspace_emulator.sheets.formulas.calculate import recalculate
from workspace_emulator.sheets.requests.cells import entered_value
from workspace_emulator.wire import ApiError

from .conftest import API, Book
from .formula_book import NOW, FormulaBook

HALF = "a\ud800"


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("=UNICHAR(55296)", "#NUM!"),
        ("=UNICHAR(57343.9)", "#NUM!"),
        ("=CHAR(56320)", "#NUM!"),
        ('=UNICHAR(55357)&UNICHAR(56832)&"x"', "#NUM!"),
        ("=UNICHAR(B1)", "#NUM!"),
        ('=IFERROR(UNICHAR(55296),"none")', "none"),
        ("=UNICHAR(55295)", "\ud7ff"),
        ("=UNICHAR(57344)", "\ue000"),
        ("=UNICHAR(128512)", "😀"),
        ('=LEFT("😀b",1)', "😀"),
        ('=MID("a😀",2,1)', "😀"),
        ('=REGEXREPLACE("😀",".","x")', "x"),
    ],
)
def test_what_a_formula_makes(book: Book, formula: str, found: str) -> None:
    book.update("B1", [[55296]])
    book.update("A1", [[formula]])
    assert book.values("A1") == [[found]]
    book.update("A2", [["still a workbook"]])
    assert book.values("A2") == [["still a workbook"]]


def test_what_a_formula_meets_is_never_kept() -> None:
    book = FormulaBook()
    sheet = book.book.sheets[0]
    sheet.put(0, 0, HALF)
    sheet.put(0, 1, Cell(None, '=A1&"x"'))
    sheet.put(1, 1, Cell(None, "={A1,1}"))
    recalculate(book.book, NOW)
    assert book.table("B1:C2") == [["#NUM!", None], ["#NUM!", 1]]


@pytest.mark.parametrize("option", ["RAW", "USER_ENTERED"])
@pytest.mark.parametrize("text", ['"\\ud800"', '"=\\"\\udc00\\""', '"\'\\ud83d"'])
def test_what_a_request_brings(book: Book, option: str, text: str) -> None:
    url = f"{API}/{book.id}/values/A1?valueInputOption={option}"
    answer = book.session.put(
        url, data=f'{{"values": [[{text}]]}}', headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 400
    assert book.values("A1") is None


@pytest.mark.parametrize("option", ["RAW", "USER_ENTERED"])
@pytest.mark.parametrize("text", [HALF, f"'{HALF}", f'="{HALF}"'])
def test_what_is_typed(text: str, option: str) -> None:
    book = FormulaBook()
    with pytest.raises(ApiError):
        book.type("A1", [[text]], option=option)
    assert book.value("A1") is None


@pytest.mark.parametrize(
    "given",
    [{"stringValue": HALF}, {"formulaValue": f'="{HALF}"'}, {"errorValue": {"type": "NUM", "message": HALF}}],
)
def test_what_cell_data_say(given: Any) -> None:
    with pytest.raises(ApiError):
        entered_value(given)


def test_an_error_in_whole_characters_is_one() -> None:
    assert entered_value({"errorValue": {"type": "NUM", "message": "😀"}}) == (ErrorValue("NUM", "😀"), "")
