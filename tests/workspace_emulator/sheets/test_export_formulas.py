"""Formulas in an exported XLSX: what Excel can read, and the result where it cannot."""

from __future__ import annotations

import pytest

from workspace_emulator.sheets.export_formulas import for_excel

from .formula_book import FormulaBook


@pytest.mark.parametrize(
    ("formula", "exported"),
    [
        ("=A1+1", "=A1+1"),
        ("=СУММ(A1;0,5)", "=SUM(A1,0.5)"),
        ("=COUNTIF(Люди!$C$2:$C;A2)", "=COUNTIF(Люди!$C$2:$C$40,A2)"),
        ("=SUM(A2:A)", "=SUM(A2:A1000)"),
        ("=SUM(A:A)", "=SUM(A:A)"),
        ("=SUM(2:3)", "=SUM(2:3)"),
        ("=SUM(B2:2)", "=SUM(B2:Z2)"),
        ("=SUM(Нет!A2:A)", "=SUM(Нет!A2:A)"),
        ("=SUM('Посещаемость учебной группы М-07 за ноябрь'!A1:A2)", "=SUM('Посещаемость группы'!A1:A2)"),
        ('=QUERY(A1:B;"select A")', '=IFERROR(__xludf.DUMMYFUNCTION("QUERY(A1:B,""select A"")"),7)'),
        ("={1\\2}", '=IFERROR(__xludf.DUMMYFUNCTION("{1,2}"),7)'),
        ('=split(A1;" ")', '=IFERROR(__xludf.DUMMYFUNCTION("split(A1,"" "")"),7)'),
    ],
)
def test_formulas_are_closed_english_or_kept(formula: str, exported: str) -> None:
    book = FormulaBook("ru_RU")
    book.rows = 40
    book.add("Люди")
    names = {"посещаемость учебной группы м-07 за ноябрь": "Посещаемость группы", "люди": "Люди"}
    assert for_excel(book.book, "Sheet1", names, formula, 7) == exported


@pytest.mark.parametrize(
    ("shown", "literal"), [(True, "TRUE"), (0.5, "0.5"), ('да "нет"', '"да ""нет"""'), ("#N/A", '"#N/A"')]
)
def test_results_are_kept_as_they_are(shown: str | float | bool, literal: str) -> None:
    book = FormulaBook("en_US").book
    kept = f'=IFERROR(__xludf.DUMMYFUNCTION("SPLIT(A1,B1)"),{literal})'
    assert for_excel(book, "Sheet1", {}, "=SPLIT(A1,B1)", shown) == kept


def test_a_long_formula_is_a_text_in_pieces() -> None:
    book = FormulaBook("en_US").book
    formula = '=SPLIT("' + "a" * 300 + '","b")'
    kept = for_excel(book, "Sheet1", {}, formula, "")
    assert kept.count('"&"') == 1
    assert max(len(piece) for piece in kept.split('"&"')) < 300
