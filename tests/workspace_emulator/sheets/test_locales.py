"""The same typing in four countries, and the same patterns shown in each."""

from __future__ import annotations

from typing import Any

import pytest

from workspace_emulator.sheets.values.locale import DE_DE, EN_GB, EN_US, RU_RU, Locale
from workspace_emulator.sheets.values.number_format import number_text

from .conftest import Book

LOCALES = (EN_US, EN_GB, DE_DE, RU_RU)
NBSP = "\u00a0"
MOMENT = 46266 + 13.5 / 24

# A pattern, a number, and how en_US, en_GB, de_DE and ru_RU show it.
SHOWN: list[tuple[str, float, str, str, str, str]] = [
    ("#,##0.00", 1234567.891, "1,234,567.89", "1,234,567.89", "1.234.567,89", f"1{NBSP}234{NBSP}567,89"),
    ("0.0%", 0.1234, "12.3%", "12.3%", "12,3%", "12,3%"),
    ("0.00E+00", 0.00012345, "1.23E-04", "1.23E-04", "1,23E-04", "1,23E-04"),
    ("0.0E+0", 99.96, "1.0E+2", "1.0E+2", "1,0E+2", "1,0E+2"),
    ('#,##0.00" ₽"', -5, "-5.00 ₽", "-5.00 ₽", "-5,00 ₽", "-5,00 ₽"),
    ("[$₽-419]#,##0", 1500, "₽1,500", "₽1,500", "₽1.500", f"₽1{NBSP}500"),
    ("d mmmm yyyy", 46266, "1 September 2026", "1 September 2026", "1 September 2026", "1 сентября 2026"),
    ("mmmm yyyy", 46266, "September 2026", "September 2026", "September 2026", "сентябрь 2026"),
    ("ddd, d mmm", 46266, "Tue, 1 Sep", "Tue, 1 Sep", "Di, 1 Sept.", "вт, 1 сент."),
    ("dddd", 46266, "Tuesday", "Tuesday", "Dienstag", "вторник"),
    ("dd.mm.yy hh:mm", MOMENT, "01.09.26 13:30", "01.09.26 13:30", "01.09.26 13:30", "01.09.26 13:30"),
    ("h:mm am/pm", MOMENT, "1:30 PM", "1:30 PM", "1:30 PM", "1:30 PM"),
    ("h a/p", MOMENT, "1 p", "1 p", "1 p", "1 p"),
    ("[h]:mm:ss", 1.5, "36:00:00", "36:00:00", "36:00:00", "36:00:00"),
    ("[h]:mm", -0.5, "-12:00", "-12:00", "-12:00", "-12:00"),
    ("[mm]:ss", 1 / 24, "60:00", "60:00", "60:00", "60:00"),
    ("# ?/?", 2.5, "2 1/2", "2 1/2", "2 1/2", "2 1/2"),
    ("# ??/??", 0.3333, "  1/3 ", "  1/3 ", "  1/3 ", "  1/3 "),
    ("?/?", 3.1416, "22/7", "22/7", "22/7", "22/7"),
    ("# 0/16", -1.25, "-1 4/16", "-1 4/16", "-1 4/16", "-1 4/16"),
    ("0.0??", 12.3, "12.3  ", "12.3  ", "12,3  ", "12,3  "),
    ("[Red]-0.0;[Blue]0.0", -2.5, "2.5", "2.5", "2,5", "2,5"),
    ('[<1]"мало";[<=5]0" шт.";"много"', 0.5, "мало", "мало", "мало", "мало"),
    ('[<1]"мало";[<=5]0" шт.";"много"', 5, "5 шт.", "5 шт.", "5 шт.", "5 шт."),
    ('[<1]"мало";[<=5]0" шт.";"много"', 6, "много", "много", "много", "много"),
    ("0,", 12_345_678, "12346", "12346", "12346", "12346"),
]


@pytest.mark.parametrize(
    ("locale", "pattern", "value", "shown"),
    [
        pytest.param(locale, row[0], row[1], row[2 + place], id=f"{locale.name} {row[0]} {row[1]}")
        for row in SHOWN
        for place, locale in enumerate(LOCALES)
    ],
)
def test_patterns(locale: Locale, pattern: str, value: float, shown: str) -> None:
    assert number_text(value, pattern, locale) == shown


# What is typed, and what a cell then holds and shows in en_US, en_GB, de_DE and ru_RU.
TYPED: list[tuple[str, tuple[Any, str], tuple[Any, str], tuple[Any, str], tuple[Any, str]]] = [
    ("1,5", ("1,5", "1,5"), ("1,5", "1,5"), (1.5, "1,5"), (1.5, "1,5")),
    ("1.5", (1.5, "1.5"), (1.5, "1.5"), (46143, "1.5"), (46143, "1.5")),
    ("1,234.5", (1234.5, "1,234.50"), (1234.5, "1,234.50"), ("1,234.5",) * 2, ("1,234.5",) * 2),
    ("1.234,5", ("1.234,5",) * 2, ("1.234,5",) * 2, (1234.5, "1.234,50"), ("1.234,5",) * 2),
    ("1 234,5", ("1 234,5",) * 2, ("1 234,5",) * 2, ("1 234,5",) * 2, (1234.5, f"1{NBSP}234,50")),
    ("12.5%", (0.125, "12.50%"), (0.125, "12.50%"), ("12.5%",) * 2, ("12.5%",) * 2),
    ("12,5%", ("12,5%",) * 2, ("12,5%",) * 2, (0.125, "12,50%"), (0.125, "12,50%")),
    ("2/1/2026", (46054, "2/1/2026"), (46024, "2/1/2026"), (46024, "2/1/2026"), (46024, "2/1/2026")),
    ("31/12/2026", ("31/12/2026",) * 2, (46387, "31/12/2026"), (46387, "31/12/2026"), (46387, "31/12/2026")),
    ("31.12.2026", ("31.12.2026",) * 2, (46387, "31.12.2026"), (46387, "31.12.2026"), (46387, "31.12.2026")),
    (
        "2026-12-31",
        (46387, "2026-12-31"),
    )
    + ((46387, "2026-12-31"),) * 3,  # type: ignore[list-item]
    (
        "10:30",
        (0.4375, "10:30"),
    )
    + ((0.4375, "10:30"),) * 3,  # type: ignore[list-item]
    ("$5", (5, "$5"), ("$5",) * 2, ("$5",) * 2, ("$5",) * 2),
    ("£5", ("£5",) * 2, (5, "£5"), ("£5",) * 2, ("£5",) * 2),
    ("5 €", ("5 €",) * 2, ("5 €",) * 2, (5, "5 €"), ("5 €",) * 2),
    ("5 ₽", ("5 ₽",) * 2, ("5 ₽",) * 2, ("5 ₽",) * 2, (5, "5 ₽")),
    ("WAHR", ("WAHR",) * 2, ("WAHR",) * 2, (True, "WAHR"), ("WAHR",) * 2),
    ("истина", ("истина",) * 2, ("истина",) * 2, ("истина",) * 2, (True, "ИСТИНА")),
    ("TRUE", (True, "TRUE"), (True, "TRUE"), (True, "WAHR"), (True, "ИСТИНА")),
    ("5 мая 2026", ("5 мая 2026",) * 2, ("5 мая 2026",) * 2, ("5 мая 2026",) * 2, (46147, "5 мая 2026")),
    ("5 May 2026", (46147, "5 May 2026"), (46147, "5 May 2026"), ("5 May 2026",) * 2, ("5 May 2026",) * 2),
    ("5 März 2026", ("5 März 2026",) * 2, ("5 März 2026",) * 2, (46086, "5 März 2026"), ("5 März 2026",) * 2),
    ("'1,5", ("1,5",) * 2, ("1,5",) * 2, ("1,5",) * 2, ("1,5",) * 2),
    ("=SUM(1;2)", (3, "3"), (3, "3"), (3, "3"), (3, "3")),
    ("=1/2", (0.5, "0.5"), (0.5, "0.5"), (0.5, "0,5"), (0.5, "0,5")),
    ("=1=1", (True, "TRUE"), (True, "TRUE"), (True, "WAHR"), (True, "ИСТИНА")),
]


@pytest.mark.parametrize("place", range(4), ids=[locale.name for locale in LOCALES])
def test_typing(new: Any, place: int) -> None:
    book: Book = new(locale=LOCALES[place].name)
    clock = {"now": "2026-06-01T09:00:00Z"}
    book.session.post("https://sheets.googleapis.com/_control/clock", json=clock).raise_for_status()
    book.update("A1", [[row[0]] for row in TYPED])
    held = book.values("A1:A99", "UNFORMATTED_VALUE")
    seen = book.values("A1:A99")
    found = {row[0]: (value[0], shown[0]) for row, value, shown in zip(TYPED, held, seen, strict=True)}
    assert found == {row[0]: tuple(row[1 + place]) for row in TYPED}
    assert [type(found[row[0]][0]) for row in TYPED] == [type(row[1 + place][0]) for row in TYPED]
