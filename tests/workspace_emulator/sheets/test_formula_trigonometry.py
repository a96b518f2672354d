"""Hyperbolic functions, the error function, factorials, choices, forms of Roman numbers."""

from __future__ import annotations

import pytest

from .formula_book import FormulaBook


@pytest.fixture(scope="module")
def book() -> FormulaBook:
    return FormulaBook()


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=ERF(0.745)", "0.70792892"),
        ("=ERF(0,1)", "0.842700793"),
        ("=ERFC(1)", "0.157299207"),
        ("=SINH(1)", "1.175201194"),
        ("=ACOSH(1)", "0"),
        ("=ACOSH(0)", "#NUM!"),
        ("=ATANH(1)", "#NUM!"),
        ("=COT(30)", "-0.156119952"),
        ("=COT(0)", "#DIV/0!"),
        ("=SEC(45)", "1.903594407"),
        ("=CSC(15)", "1.537780562"),
        ("=ACOT(2)", "0.463647609"),
        ("=COTH(2)", "1.037314721"),
        ("=SECH(45)*1E+20", "5.73"),
        ("=CSCH(1.5)", "0.469642441"),
        ("=CSCH(0)", "#DIV/0!"),
        ("=ACOTH(6)", "0.168236118"),
        ("=ACOTH(0.5)", "#NUM!"),
        ("=FACTDOUBLE(6)", "48"),
        ("=FACTDOUBLE(7)", "105"),
        ("=MULTINOMIAL(2,3,4)", "1260"),
        ("=SQRTPI(2)", "2.506628275"),
        ("=SERIESSUM(PI()/4,0,2,{1,-0.5,0.041666667,-0.001388889})", "0.707103215"),
        ("=COMBINA(4,3)", "20"),
        ("=PERMUTATIONA(3,2)", "9"),
        ("=CEILING.PRECISE(-4.1,2)", "-4"),
        ("=FLOOR.PRECISE(-3.2,-1)", "-4"),
        ("=ISO.CEILING(4.3)", "5"),
        ("=ROMAN(499,0)", "CDXCIX"),
        ("=ROMAN(499,1)", "LDVLIV"),
        ("=ROMAN(499,2)", "XDIX"),
        ("=ROMAN(499,3)", "VDIV"),
        ("=ROMAN(499,4)", "ID"),
        ("=ROMAN(1999,1)", "MLMVLIV"),
        ("=ROMAN(1999,3)", "MVMIV"),
        ("=ROMAN(1999,4)", "MIM"),
        ("=ROMAN(2026)", "MMXXVI"),
        ("=ROMAN(0)", ""),
    ],
)
def test_value(book: FormulaBook, formula: str, value: str) -> None:
    assert book.rounded(formula, value) == value
