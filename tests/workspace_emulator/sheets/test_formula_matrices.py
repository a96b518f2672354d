"""Matrices, sums over two arrays, and the lines and curves nearest to points."""

from __future__ import annotations

import pytest

from .formula_book import FormulaBook


@pytest.fixture(scope="module")
def book() -> FormulaBook:
    return FormulaBook()


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=MDETERM({1,3,8,5;1,3,6,1;1,1,1,0;7,3,10,2})", "88"),
        ("=MDETERM({3,6;1,1})", "-3"),
        ("=MDETERM({1,2;2,4})", "0"),
        ("=MDETERM({1,2,3})", "#VALUE!"),
        ("=INDEX(MINVERSE({4,-1;2,0}),1,2)", "0.5"),
        ("=MINVERSE({1,2;2,4})", "#NUM!"),
        ("=SUM(MUNIT(3))", "3"),
        ("=SUMX2MY2({2,3,9,1,8,7,5},{6,5,11,7,5,4,4})", "-55"),
        ("=SUMX2PY2({2,3,9,1,8,7,5},{6,5,11,7,5,4,4})", "521"),
        ("=SUMXMY2({2,3,9,1,8,7,5},{6,5,11,7,5,4,4})", "79"),
        ("=INDEX(LINEST({1,9,5,7},{0,4,2,3}),1,1)", "2"),
        ("=INDEX(LINEST({1,9,5,7},{0,4,2,3}),1,2)", "1"),
        ("=SUM(INDEX(LINEST({3100;4500;4400;5400;7500;8100}),1,1)*9)", "9000"),
        ("=INDEX(LOGEST({33100;47300;69000;102000;150000;220000},{11;12;13;14;15;16}),1,1)", "1.463275628"),
        (
            "=INDEX(GROWTH({33100;47300;69000;102000;150000;220000},{11;12;13;14;15;16},{17;18}),1,1)",
            "320196.718363",
        ),
        ("=INDEX(TREND({1,2,3},{1,2,3},{4}),1,1)", "4"),
        (
            "=SUM(TREND({133890;135000;135790;137300;138130;139100;139900;141120;141890;143230;144000;145290},{1;2;3;4;5;6;7;8;9;10;11;12},{13}))",
            "146171.515152",
        ),
        (
            "=INDEX(LINEST({142000;144000;151000;150000;139000;169000;126000;142900;163000;169000;149000},{2310,2,2,20;2333,2,2,12;2356,3,1.5,33;2379,3,2,43;2402,2,3,53;2425,4,2,23;2448,2,1.5,99;2471,2,2,34;2494,3,3,23;2517,4,4,55;2540,2,3,22},TRUE,TRUE),3,1)",
            "0.996748",
        ),
    ],
)
def test_value(book: FormulaBook, formula: str, value: str) -> None:
    assert book.rounded(formula, value) == value
