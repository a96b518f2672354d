"""What typing means in a locale, and how the cell shows it again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from workspace_emulator.sheets.book.formats import Formats
from workspace_emulator.sheets.values import entered
from workspace_emulator.sheets.values.locale import DE_DE, EN_US, RU_RU, Locale
from workspace_emulator.sheets.values.render import Renderer

TODAY = date(2026, 11, 2)

RUSSIAN = [
    ("4,5", 4.5, "4,5"),
    ("4.5", 46146, "4.5"),
    ("31.4", "31.4", "31.4"),
    ("01.09.2026", 46266, "01.09.2026"),
    ("1.9.26", 46266, "1.9.26"),
    ("2026-09-01", 46266, "2026-09-01"),
    ("5 мая", 46147, "5 мая"),
    ("5 мая 2026", 46147, "5 мая 2026"),
    ("10:00", 10 / 24, "10:00"),
    ("8:15:30", 8.25 / 24 + 30 / 86400, "8:15:30"),
    ("25:30", 25.5 / 24, "25:30"),
    ("01.09.2026 8:15", 46266 + 8.25 / 24, "01.09.2026 8:15"),
    ("12%", 0.12, "12%"),
    ("12,5%", 0.125, "12,50%"),
    ("ИСТИНА", True, "ИСТИНА"),
    ("ложь", False, "ЛОЖЬ"),
    ("TRUE", True, "ИСТИНА"),
    ("0012", 12, "12"),
    ("'0012", "0012", "0012"),
    ("'=A1", "=A1", "=A1"),
    ("1 234,5", 1234.5, "1\u00a0234,50"),
    ("100 ₽", 100, "100 ₽"),
    ("+79991234567", 79991234567, "79991234567"),
    ("-5", -5, "-5"),
    ("8:15–8:30; куратор", "8:15–8:30; куратор", "8:15–8:30; куратор"),
    ("ИСП-21", "ИСП-21", "ИСП-21"),
    ("=", "=", "="),
    (" ", " ", " "),
    ("май 2026", 46143, "май 2026"),
    ("понедельник, 5 января 2026 г.", 46027, "понедельник, 5 января 2026"),
    ("5-янв-26", 46027, "5-янв.-26"),
    ("май", "май", "май"),
    ("5 кабинет", "5 кабинет", "5 кабинет"),
    ("Группа 5", "Группа 5", "Группа 5"),
    ("-7 баллов", "-7 баллов", "-7 баллов"),
]

ENGLISH = [
    ("4.5", 4.5, "4.5"),
    ("4,5", "4,5", "4,5"),
    ("01.09.2026", "01.09.2026", "01.09.2026"),
    ("9/5/2026", 46270, "9/5/2026"),
    ("2020-01-01", 43831, "2020-01-01"),
    ("1-2", 46024, "1-2"),
    ("May 5, 2026", 46147, "May 5, 2026"),
    ("10:00 PM", 22 / 24, "10:00 PM"),
    ("2,000,000.01", 2000000.01, "2,000,000.01"),
    ("$100.15", 100.15, "$100.15"),
    ("007", 7, "7"),
    ("(5)", -5, "-5"),
    ("1e5", 100000, "1.00E+05"),
    ("TRUE", True, "TRUE"),
    ("ИСТИНА", "ИСТИНА", "ИСТИНА"),
    ("3_1_0", "3_1_0", "3_1_0"),
    ("($5)", -5, "-$5"),
    ("Jan 2026", 46023, "Jan 2026"),
    ("5-Jan-26", 46027, "5-Jan-26"),
    ("Mon, Jan 5, 2026", 46027, "Mon, Jan 5, 2026"),
    ("10 PM", 22 / 24, "10 PM"),
    ("12am", 0, "12 AM"),
    ("1/2/2026 9 AM", 46024.375, "1/2/2026 9 AM"),
    ("13 PM", "13 PM", "13 PM"),
    ("Room 12", "Room 12", "Room 12"),
    ("+", "+", "+"),
]

GERMAN = [
    ("1.234,5", 1234.5, "1.234,50"),
    ("1,5", 1.5, "1,5"),
    ("5.4.2026", 46117, "5.4.2026"),
    ("WAHR", True, "WAHR"),
]


@pytest.mark.parametrize(
    ("locale", "typed", "value", "shown"),
    [
        pytest.param(locale, *row, id=f"{locale.name}:{row[0]}")
        for locale, rows in ((RU_RU, RUSSIAN), (EN_US, ENGLISH), (DE_DE, GERMAN))
        for row in rows
    ],
)
def test_typing(locale: Locale, typed: str, value: Any, shown: str) -> None:
    found = entered.read(typed, locale, TODAY)
    formats = Formats()
    number = formats.number({"numberFormat": found.number_format}) if found.number_format else 0
    assert type(found.value) is type(value)
    assert found.value == (pytest.approx(value) if isinstance(value, float) else value)
    assert Renderer(locale.name, formats).text(found.value, number) == shown


@pytest.mark.parametrize(
    ("typed", "formula"),
    [
        ("= 1 / 1024", "= 1 / 1024"),
        ("+A1", "=+A1"),
        ("+7 999 123-45-67", "=+7 999 123-45-67"),
        ("+привет", "=+привет"),
    ],
)
def test_a_formula_begins_with_an_equals_sign_or_a_plus(typed: str, formula: str) -> None:
    assert entered.read(typed, EN_US, TODAY) == entered.Entered(None, formula)


@pytest.mark.parametrize(
    ("typed", "number_format"),
    [
        ("$100.15", {"type": "CURRENCY", "pattern": '"$"#,##0.00'}),
        ("1-2", {"type": "DATE", "pattern": "m-d"}),
        ("2026-09-05", {"type": "DATE", "pattern": "yyyy-mm-dd"}),
        ("12%", {"type": "PERCENT", "pattern": "0%"}),
        ("5", None),
    ],
)
def test_typing_brings_a_number_format(typed: str, number_format: Any) -> None:
    assert entered.read(typed, EN_US, TODAY).number_format == number_format
