"""Numbers to other bases and their bits."""

from __future__ import annotations

import pytest

from .formula_book import FormulaBook


@pytest.fixture(scope="module")
def book() -> FormulaBook:
    return FormulaBook()


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=BASE(7,2)", "111"),
        ("=BASE(15,2,10)", "0000001111"),
        ("=BASE(100,16)", "64"),
        ('=DECIMAL("FF",16)', "255"),
        ('=DECIMAL("111",2)', "7"),
        ('=DECIMAL("zap",36)', "45745"),
        ("=BIN2DEC(1100100)", "100"),
        ("=BIN2DEC(1111111111)", "-1"),
        ("=BIN2HEX(11111011,4)", "00FB"),
        ("=BIN2OCT(1001,3)", "011"),
        ("=DEC2BIN(9,4)", "1001"),
        ("=DEC2BIN(-100)", "1110011100"),
        ("=DEC2BIN(512)", "#NUM!"),
        ("=DEC2HEX(100,4)", "0064"),
        ("=DEC2HEX(-54)", "FFFFFFFFCA"),
        ("=DEC2OCT(58,3)", "072"),
        ("=DEC2OCT(-100)", "7777777634"),
        ('=HEX2BIN("F",8)', "00001111"),
        ('=HEX2DEC("A5")', "165"),
        ('=HEX2DEC("FFFFFFFF5B")', "-165"),
        ('=HEX2DEC("3DA408B9")', "1034160313"),
        ('=HEX2OCT("F",3)', "017"),
        ('=HEX2OCT("3B4E")', "35516"),
        ("=OCT2BIN(3,3)", "011"),
        ("=OCT2DEC(54)", "44"),
        ("=OCT2DEC(7777777533)", "-165"),
        ("=OCT2HEX(100,4)", "0040"),
        ("=BITAND(13,25)", "9"),
        ("=BITOR(23,10)", "31"),
        ("=BITXOR(5,3)", "6"),
        ("=BITLSHIFT(4,2)", "16"),
        ("=BITRSHIFT(13,2)", "3"),
        ("=DELTA(5,4)", "0"),
        ("=GESTEP(5,4)", "1"),
        ('=HEX2DEC("G")', "#NUM!"),
        ("=BIN2DEC(2)", "#NUM!"),
    ],
)
def test_value(book: FormulaBook, formula: str, value: str) -> None:
    assert book.rounded(formula, value) == value
