"""CELL with a table of facts, CONVERT with units of every kind."""

from __future__ import annotations

from typing import Any

import pytest

from workspace_emulator.sheets.book.cell import Cell

from .formula_book import FormulaBook


@pytest.fixture(scope="module")
def book() -> FormulaBook:
    made = FormulaBook()
    made.add("Лист 2")
    made.type("A1", [["Имя", "Балл", "9/1/2026", "=1/0", '=""']])
    formats = made.book.formats
    red = formats.with_number_format(0, {"type": "NUMBER", "pattern": "#,##0_);[Red](#,##0)"})
    made.book.sheets[0].put(1, 0, Cell(5, format=red))
    return made


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ('=CELL("address",B1)', "$B$1"),
        ('=CELL("ADDRESS",B2:C3)', "$B$2"),
        ("=CELL(\"address\",'Лист 2'!C5)", "'Лист 2'!$C$5"),
        ('=CELL("row",B7)', 7),
        ('=CELL("col",C7:D9)', 3),
        ('=CELL("contents",A1)', "Имя"),
        ('=CELL("contents",D1)', "#DIV/0!"),
        ('=CELL("type",A1)', "l"),
        ('=CELL("type",C1)', "v"),
        ('=CELL("type",D1)', "v"),
        ('=CELL("type",E1)', "l"),
        ('=CELL("type",H9)', "b"),
        ('=CELL("prefix",A1)', ""),
        ('=CELL("color",A2)', 1),
        ('=CELL("color",C1)', 0),
        ('=CELL("height",A1)', "#VALUE!"),
        ('=CELL("row",5)', "#VALUE!"),
    ],
)
def test_facts_of_a_cell(book: FormulaBook, formula: str, value: Any) -> None:
    assert book.ask(formula) == value


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ('=CONVERT(1,"km","m")', "1000"),
        ('=CONVERT(2.5,"ft","cm")', "76.2"),
        ('=CONVERT(1,"mi","km")', "1.609344"),
        ('=CONVERT(1,"lbm","kg")', "0.45359237"),
        ('=CONVERT(68,"F","C")', "20"),
        ('=CONVERT(0,"C","K")', "273.15"),
        ('=CONVERT(100,"C","F")', "212"),
        ('=CONVERT(1,"day","hr")', "24"),
        ('=CONVERT(1,"kn","km/h")', "1.852"),
        ('=CONVERT(36,"km/h","m/s")', "10"),
        ('=CONVERT(1,"ha","m2")', "10000"),
        ('=CONVERT(1,"gal","l")', "3.785411784"),
        ('=CONVERT(1,"atm","Pa")', "101325"),
        ('=CONVERT(1,"kWh","J")', "3600000"),
        ('=CONVERT(1,"HP","W")', "745.6999"),
        ('=CONVERT(1,"byte","bit")', "8"),
        ('=CONVERT(1,"kibyte","byte")', "1024"),
        ('=CONVERT(1,"m","kg")', "#N/A"),
        ('=CONVERT(1,"KM","m")', "#N/A"),
    ],
)
def test_units(book: FormulaBook, formula: str, value: str) -> None:
    assert book.rounded(formula, value) == value
