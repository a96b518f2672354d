"""Figures of spread and rank, angles, combinations, Roman numbers, matrices."""

from __future__ import annotations

from typing import Any

import pytest

from .formula_book import FormulaBook


@pytest.fixture(scope="module")
def book() -> FormulaBook:
    made = FormulaBook()
    made.type("A1", [[5, 3], [4, 2], [3, 1], ["н", 1]])
    made.type("D1", [["1/1/2026", "10%"], ["1/3/2026", "30%"]])
    return made


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=MODE({1,2,2,3})", 2),
        ("=MODE({1,2,3})", "#N/A"),
        ("=MODE.SNGL({1,1})", 1),
        ("=INDEX(MODE.MULT({1,1,2,2}),2)", 2),
        ("=STDEV.S({1,2,3})", 1),
        ("=STDEV.P({1,3})", 1),
        ("=STDEV(1)", "#DIV/0!"),
        ("=VAR.S({1,2,3})", 1),
        ("=VAR.P({1,3})", 1),
        ('=STDEVA({2,"нет",TRUE})', 1),
        ("=AVEDEV({1,3})", 1),
        ("=DEVSQ({1,3})", 2),
        ("=GEOMEAN({2,8})", 4),
        ("=GEOMEAN({0,8})", "#NUM!"),
        ("=STDEV(D1:D2)*STDEV(D1:D2)", 2.0),
        ("=VAR.P(E1:E2)", 0.01),
        ("=CORREL(D1:D2,E1:E2)", 1.0),
        ("=PRODUCT(E1:E2)", 0.03),
        ("=HARMEAN({2,2})", 2),
        ("=HARMEAN({2,-2})", "#NUM!"),
        ("=TRIMMEAN({1,2,3,100},0.5)", 2.5),
        ("=AVERAGE.WEIGHTED(A1:A4,B1:B4)", 26 / 6),
        ("=AVERAGE.WEIGHTED({5,3},{1,3})", 3.5),
        ("=AVERAGE.WEIGHTED({5,3},{1,3},{4},{4})", 3.75),
        ("=AVERAGE.WEIGHTED({5,3},{1})", "#N/A"),
        ("=AVERAGE.WEIGHTED({5},{0})", "#DIV/0!"),
        ("=PERCENTILE.INC({1,2,3,4},0.5)", 2.5),
        ("=PERCENTILE.EXC({1,2,3,4},0.25)", 1.25),
        ("=PERCENTILE.EXC({1,2},0.1)", "#NUM!"),
        ("=QUARTILE.INC({1,2,3,4},1)", 1.75),
        ("=QUARTILE.EXC({1,2,3,4},1)", 1.25),
        ("=PERCENTRANK({1,2,3,4},2)", 0.333),
        ("=PERCENTRANK({1,2,3,4},2.5)", 0.5),
        ("=PERCENTRANK({1,2,3,4},9)", "#N/A"),
        ("=PERCENTRANK.EXC({1,2,3,4},2)", 0.4),
        ("=SUM(FREQUENCY({1,2,3,4},{2,3}))", 4),
        ("=INDEX(FREQUENCY({1,2,3,4},{2,3}),1)", 2),
        ("=CORREL({1,2,3},{2,4,6})", 1),
        ("=CORREL({1,1},{2,4})", "#DIV/0!"),
        ("=CORREL({1,2,3},{2,4})", "#N/A"),
        ("=RSQ({2,4,6},{1,2,3})", 1),
        ("=COVAR({1,2},{1,2})", 0.25),
        ("=SLOPE({2,4,6},{1,2,3})", 2),
        ("=INTERCEPT({3,5,7},{1,2,3})", 1),
        ("=FORECAST(4,{2,4,6},{1,2,3})", 8),
        ("=SIN(PI()/2)", 1),
        ("=COS(0)", 1),
        ("=TAN(0)", 0),
        ("=ASIN(2)", "#NUM!"),
        ("=ATAN2(1,1)*4", 3.141592653589793),
        ("=ATAN2(0,0)", "#DIV/0!"),
        ("=DEGREES(PI())", 180),
        ("=RADIANS(180)", 3.141592653589793),
        ("=COMBIN(5,2)", 10),
        ("=COMBIN(2,5)", "#NUM!"),
        ("=COMBIN(1030,0)", "#NUM!"),
        ("=PERMUT(5,2)", 20),
        ("=ROMAN(499)", "CDXCIX"),
        ("=ROMAN(4000)", "#VALUE!"),
        ('=ARABIC("xiv")', 14),
        ('=ARABIC("IIX")', "#VALUE!"),
        ("=SUM(MMULT({1,2;3,4},{1;1}))", 10),
        ("=MMULT({1,2},{1,2})", "#VALUE!"),
        ("=CEILING.MATH(-6.3)", -6),
        ("=CEILING.MATH(-6.3,1,-1)", -7),
        ("=CEILING.MATH(-4.3,2,2)", -6),
        ("=FLOOR.MATH(-6.3)", -7),
        ("=FLOOR.MATH(-4.7,2,2)", -4),
        ("=LARGE(TRUE,1)", "#NUM!"),
    ],
)
def test_values(book: FormulaBook, formula: str, value: Any) -> None:
    assert book.ask(formula) == (pytest.approx(value, rel=1e-12) if isinstance(value, float) else value)
