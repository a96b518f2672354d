"""What takes one of several values unless an array formula asks for all; functions that give functions."""

from __future__ import annotations

from typing import Any

import pytest

from .formula_book import FormulaBook


@pytest.fixture(scope="module")
def book() -> FormulaBook:
    made = FormulaBook()
    made.type("A1", [["Имя", "Балл"], ["Ёлкина", 5], ["Антонов", 3.5], ["Белых", 4]])
    return made


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=ROW()", 1),
        ("=COLUMN()", 26),
        ("=ROW(A2:A4)", 2),
        ("=COLUMN(B1:D1)", 2),
        ("=SUM(ROW(A2:A4))", 2),
        ("=SUMPRODUCT(ROW(A2:A4))", 9),
        ("=SUM(ARRAYFORMULA(ROW(A2:A4)))", 9),
        ("=ARRAYFORMULA(SUM(COLUMN(A1:C1)))", 6),
        ("=SUM(FILTER(B2:B4,MOD(ROW(B2:B4),2)=0))", 9),
        ("=INDEX(SORT(A2:A4,ROW(A2:A4),FALSE),1)", "Белых"),
        ('=ROW("A2")', "#VALUE!"),
        ("=ROW(#REF!)", "#REF!"),
        ("=SUM(CHOOSE({1,2},B2,B3))", 5),
        ("=SUM(ARRAYFORMULA(CHOOSE({1,2},B2:B4,B2:B4)))", 25),
        ("=ARRAYFORMULA(VLOOKUP(4,CHOOSE({1,2},B2:B4,A2:A4),2,FALSE))", "Белых"),
        ("=ARRAYFORMULA(SUM(IFERROR(CHOOSE({1,3},B2,B3),100)))", 105),
        ('=XLOOKUP("Белых",A2:A4,B2:B4,NA())', 4),
        ('=XLOOKUP("Гром",A2:A4,B2:B4,NA())', "#N/A"),
        ("=LAMBDA(x,LAMBDA(y,x+y))(1)(2)", 3),
        ("=LAMBDA(x,LAMBDA(y,LAMBDA(z,x+y+z)))(1)(2)(3)", 6),
        ("=LET(times,LAMBDA(x,LAMBDA(y,x*y)),double,times(2),double(21))", 42),
        ("=SUM(MAP({1,2,3},LAMBDA(x,LAMBDA(y,y*10))(0)))", 60),
        ("=LAMBDA(f,f(f))(LAMBDA(f,f(f)))", "#ERROR!"),
    ],
)
def test_value(book: FormulaBook, formula: str, value: Any) -> None:
    assert book.ask(formula) == value


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ('=INDIRECT("R2C2",FALSE)', 5),
        ('=INDIRECT("r2c2",FALSE)', 5),
        ('=INDIRECT("R[1]C[-24]",FALSE)', 5),
        ('=INDIRECT("R[2]C2",FALSE)', 3.5),
        ("=INDIRECT(\"'Sheet1'!R2C2\",0)", 5),
        ('=SUM(INDIRECT("R2C2:R4C2",FALSE))', 12.5),
        ('=SUM(INDIRECT("R4C2:R2C2",FALSE))', 12.5),
        ('=INDIRECT("R[-1]C1",FALSE)', "#REF!"),
        ('=INDIRECT("B2",FALSE)', "#REF!"),
        ('=INDIRECT("R2C2")', "#REF!"),
        ('=INDIRECT("B2")', 5),
    ],
)
def test_references_by_numbers(book: FormulaBook, formula: str, value: Any) -> None:
    assert book.ask(formula) == value


def test_columns_of_a_query_are_named_as_they_are_written() -> None:
    book = FormulaBook()
    book.type("A1", [["Имя", "Балл"], ["Ёлкина", 5]])
    assert book.ask('=QUERY(A2:B2,"select B",0)') == 5
    assert book.ask('=QUERY(A2:B2,"select b",0)') == "#VALUE!"
    assert book.ask('=QUERY({1,2},"SELECT Col2")') == 2
    assert book.ask('=QUERY({1,2},"select col2")') == "#VALUE!"


@pytest.mark.parametrize(
    "formula",
    [
        "=SUMIF(#REF!,1)",
        '=SUMIFS(#REF!,A2:A4,"Белых")',
        '=SUMIFS(B2:B4,#REF!,"Белых")',
        '=COUNTIF(#REF!,"Белых")',
        '=COUNTIFS(#REF!,"Белых")',
        "=AVERAGEIF(#REF!,1)",
        '=VLOOKUP("Белых",#REF!,2,FALSE)',
        '=MATCH("Белых",#REF!,0)',
        '=XLOOKUP("Белых",#REF!,#REF!,"нет")',
        "=FILTER(#REF!,B2:B4>3)",
        "=FILTER(A2:A4,#REF!>3)",
        "=SUBTOTAL(9,#REF!)",
        "=CORREL(#REF!,B2:B4)",
        "=MMULT(#REF!,B2:B4)",
        '=DSUM(#REF!,"Балл",A1:A2)',
        "=ARRAYFORMULA(SUMIF(#REF!,B2:B4))",
        "=SUM(VSTACK(1,#REF!))",
    ],
)
def test_a_lost_range_is_an_error(book: FormulaBook, formula: str) -> None:
    assert book.ask(formula) == "#REF!"


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=COUNTA(#REF!,1)", 2),
        ("=COUNT(#REF!,1)", 1),
        ("=TYPE(#REF!)", 16),
        ("=ISREF(#REF!)", False),
        ("=ROWS(VSTACK(1,#REF!))", 2),
        ("=SUM(IFERROR(VSTACK(1,#REF!),5))", 6),
    ],
)
def test_an_error_may_be_counted_and_stacked(book: FormulaBook, formula: str, value: Any) -> None:
    assert book.ask(formula) == value
