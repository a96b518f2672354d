"""The same typing in four countries, and the same patterns shown in each."""

from __future__ import annotations

from typing import Any

import pytest

from workspace_emulator.sheets.values.locale import DE_DE, EN_GB, EN_US, RU_RU, Locale
from workspace_emulator.sheets.values.number_format import number_text

from .conftest import Book, area

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


@pytest.mark.parametrize(
    ("locale", "time", "moment"),
    [
        ("en_US", "6:00:00 PM", "3/15/2023 18:00:00"),
        ("en_GB", "18:00:00", "15/03/2023 18:00:00"),
        ("de_DE", "18:00:00", "15.03.2023 18:00:00"),
        ("ru_RU", "18:00:00", "15.03.2023 18:00:00"),
    ],
)
def test_times_without_a_pattern(new: Any, locale: str, time: str, moment: str) -> None:
    book: Book = new(locale=locale)
    row = [
        {"userEnteredValue": {"numberValue": 45000.75}, "userEnteredFormat": {"numberFormat": {"type": kind}}}
        for kind in ("TIME", "DATE_TIME")
    ]
    fields = "userEnteredValue,userEnteredFormat"
    book.batch({"updateCells": {"rows": [{"values": row}], "fields": fields, "start": {"sheetId": 0}}})
    assert book.values("A1:B1") == [[time, moment]]


def conditions(book: Book, number: int = 0) -> list[str]:
    """The formulas of the first rule and of the validation of A1."""
    sheet = book.get("sheets(conditionalFormats,data.rowData.values.dataValidation)")["sheets"][number]
    ruled = sheet["conditionalFormats"][0]["booleanRule"]["condition"]
    validated = sheet["data"][0]["rowData"][0]["values"][0]["dataValidation"]["condition"]
    return [condition["values"][0]["userEnteredValue"] for condition in (ruled, validated)]


def test_formulas_of_conditions_are_told_in_the_locale(russian: Book, book: Book) -> None:
    def custom(formula: str) -> Any:
        return {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]}

    where = area(0, 1, 0, 1)
    bold = {"textFormat": {"bold": True}}
    boolean = {"condition": custom("=ЕСЛИ(A1>0,5;1;0)"), "format": bold}
    russian.batch(
        {"addConditionalFormatRule": {"rule": {"ranges": [where], "booleanRule": boolean}}},
        {"setDataValidation": {"range": where, "rule": {"condition": custom("=СУММ(A1;0,5)>1")}}},
    )
    told = ["=IF(A1>0.5,1,0)", "=SUM(A1,0.5)>1"]
    status, answer = russian.ask("POST", "/sheets/0:copyTo", {"destinationSpreadsheetId": book.id})
    assert status == 200, answer
    assert conditions(book, 1) == told
    change = {"properties": {"locale": "en_US"}, "fields": "locale"}
    russian.batch({"updateSpreadsheetProperties": change})
    assert conditions(russian) == told


def test_russian_names_become_english_where_only_they_differ(russian: Book) -> None:
    russian.update("A1", [["=СУММ(1,5;2)"]])
    change = {"properties": {"locale": "de_DE"}, "fields": "locale"}
    russian.batch({"updateSpreadsheetProperties": change})
    assert russian.values("A1", "FORMULA") == [["=SUM(1,5;2)"]]
    assert russian.values("A1") == [["3,5"]]
