"""SUBTOTAL counts what people see, and no subtotal twice."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Book
from .formula_book import FormulaBook


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUBTOTAL(9,A1:A5)", 6),
        ("=SUBTOTAL(109,A1:A5)", 6),
        ("=SUBTOTAL(1,A1:A3)", 2),
        ("=SUBTOTAL(103,A1:A3)", 3),
        ("=SUBTOTAL(4,A1:A3,A2)", 3),
        ("=SUBTOTAL(9,{1,2})", "#N/A"),
        ("=SUBTOTAL(12,A1:A3)", "#VALUE!"),
        ("=SUBTOTAL(0,A1:A3)", "#VALUE!"),
        ("=SUBTOTAL(209,A1:A3)", "#VALUE!"),
    ],
)
def test_values(formula: str, value: Any) -> None:
    book = FormulaBook()
    book.type("A1", [[1], [2], [3], ["=SUBTOTAL(9,A1:A3)"], ["=IF(TRUE,SUBTOTAL(9,A1:A3))"]])
    assert book.ask(formula) == value


def test_hidden_rows(book: Book) -> None:
    book.update("A1", [["Группа", "Балл"], ["А", 5], ["Б", 4], ["А", 3]])
    book.update("D1", [["=SUBTOTAL(9,B2:B)", "=SUBTOTAL(109,B2:B)", "=SUBTOTAL(102,B2:B)"]])
    assert book.values("D1:F1") == [["12", "12", "3"]]
    hidden = {"dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    change = {"range": hidden, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    book.batch({"updateDimensionProperties": change})
    assert book.values("D1:F1") == [["12", "7", "2"]]
    shown = {"condition": {"type": "TEXT_EQ", "values": [{"userEnteredValue": "А"}]}}
    area = {"startRowIndex": 0, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 2}
    specs = [{"columnIndex": 0, "filterCriteria": shown}]
    book.batch({"setBasicFilter": {"filter": {"range": area, "filterSpecs": specs}}})
    assert book.values("D1:F1") == [["8", "3", "1"]]
    book.batch({"clearBasicFilter": {}})
    assert book.values("D1:F1") == [["12", "7", "2"]]
