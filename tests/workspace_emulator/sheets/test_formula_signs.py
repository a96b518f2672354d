"""Signs and what they do with values of every kind; the functions that stand for them; numbers too large."""

from __future__ import annotations

from typing import Any

import pytest

from .formula_book import FormulaBook


@pytest.fixture(scope="module")
def book() -> FormulaBook:
    made = FormulaBook()
    made.type("A1", [[1], [0], ["=1/0"], ["=A5"], ["=A4"], ["=NA()"], ["'007"], [True], ["текст"]])
    return made


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=-2^2", 4),
        ("=2^-1", 0.5),
        ("=2^3^2", 64),
        ("=5%", 0.05),
        ("=50%%", 0.005),
        ("=4%^2", 0.0016),
        ("=2*-3", -6),
        ("=--5", 5),
        ("=1+-+1", 0),
        ("=2-3-4", -5),
        ("=10/4*2", 5),
        ("=2&3+1", "24"),
        ("=1&1=11", False),
        ('=+"abc"', "abc"),
        ("=TRUE+TRUE", 2),
        ('="TRUE"+1', "#VALUE!"),
        ("=1<2<3", False),
        ('=TRUE>"я"', True),
        ("=A7+1", 8),
        ("=SUM(A7)", 0),
        ("=SUM(A8)", 0),
        ("=SUM(TRUE)", 1),
        ("=A9+1", "#VALUE!"),
        ("=A4", "#REF!"),
        ('=IFERROR(A4,"круг")', "круг"),
        ("=A3+NA()", "#DIV/0!"),
        ("=NA()+A3", "#N/A"),
        ('=A3&"x"', "#DIV/0!"),
        ("=ADD(1,2)", 3),
        ('=ADD("5",1)', 6),
        ("=ADD(1,2,3)", "#N/A"),
        ("=MINUS(5,3)", 2),
        ("=MULTIPLY(2,3)", 6),
        ("=DIVIDE(6,0)", "#DIV/0!"),
        ('=EQ("А","а")', True),
        ("=NE(1,2)", True),
        ("=GT(2,1)", True),
        ("=GTE(2,2)", True),
        ("=LT(2,1)", False),
        ("=LTE(1,NA())", "#N/A"),
        ("=UMINUS(4)", -4),
        ('=UPLUS("a")', "a"),
        ("=UNARY_PERCENT(50)", 0.5),
        ('=TO_PURE_NUMBER("50%")', 0.5),
        ('=CONCAT("a",1)', "a1"),
        ('=CONCAT("a","b","c")', "#N/A"),
        ("=ISBETWEEN(5,1,10)", True),
        ("=ISBETWEEN(1,1,10,FALSE)", False),
        ("=ISBETWEEN(10,1,10,TRUE,FALSE)", False),
        ('=ISBETWEEN("б","а","в")', True),
        ("=ISBETWEEN(5,10,1)", "#NUM!"),
        ("=COUNTA(1,)", 1),
        ("=COUNTA(A10)", 0),
    ],
)
def test_values(book: FormulaBook, formula: str, value: Any) -> None:
    assert book.ask(formula) == value


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=1E308*10", "#NUM!"),
        ("=-1E308-1E308", "#NUM!"),
        ('=1E308*10&""', "#NUM!"),
        ("=IFERROR(1E308*10,0)", 0),
        ("=ABS(1E308*10)", "#NUM!"),
        ("=10^400", "#NUM!"),
        ("=VAR(1E308,-1E308)", "#NUM!"),
        ("=PRODUCT(1E200,1E200)", "#NUM!"),
        ("=SUMSQ(1E200)", "#NUM!"),
        ("=SUM(ARRAYFORMULA(IFERROR({1,1E308}*10,0)))", 10),
        ("=999999999999999*999999999999999", 9.99999999999998e29),
    ],
)
def test_what_no_number_can_say(book: FormulaBook, formula: str, value: Any) -> None:
    assert book.ask(formula) == value
