"""Formulas of Russian spreadsheets: Russian names, decimal comma, semicolons, dates and texts."""

from __future__ import annotations

from typing import Any

import pytest

from workspace_emulator.sheets.formulas.functions import FUNCTIONS
from workspace_emulator.sheets.formulas.russian import russian_names

from .formula_book import FormulaBook

DATA = [
    ["Имя", "Балл", "Дата", "Был"],
    ["Яна", "4,5", "01.09.2026", "ИСТИНА"],
    ["лев", "3", "15.09.2026", "ЛОЖЬ"],
    ["Ия", "12%", "", ""],
]


@pytest.fixture(scope="module")
def book() -> FormulaBook:
    made = FormulaBook("ru_RU")
    made.type("A1", DATA)
    return made


@pytest.mark.parametrize(
    ("formula", "value", "shown"),
    [
        ("=1,5*2", 3, "3"),
        ("=СУММ(B2:B3)", 7.5, "7,5"),
        ("=SUM(B2:B3)", 7.5, "7,5"),
        ("=сумм(1,5;2)", 3.5, "3,5"),
        ('=ЕСЛИ(B2>4;"да";"нет")', "да", "да"),
        ('=ЕСЛИОШИБКА(1/0;"—")', "—", "—"),
        ('=СЧЁТЕСЛИ(A:A;"ЛЕВ")', 1, "1"),
        ('=СЧЕТЕСЛИ(B2:B4;">3,5")', 1, "1"),
        ('=СЧЁТЕСЛИ(C2:C4;">=02.09.2026")', 1, "1"),
        ('=СЧЁТЕСЛИМН(A2:A4;"я*";B2:B4;">4")', 1, "1"),
        ("=СРЗНАЧ(B2:B3)", 3.75, "3,75"),
        ('=ВПР("ЯНА";A2:D4;2;ЛОЖЬ)', 4.5, "4,5"),
        ('=ВПР("яна";A2:D4;3;0)', 46266, "01.09.2026"),
        ("=ИНДЕКС(A2:A4;ПОИСКПОЗ(3;B2:B4;0))", "лев", "лев"),
        ("=ДАТА(2026;9;1)+1", 46267, "02.09.2026"),
        ("=СЕГОДНЯ()", 46281, "16.09.2026"),
        ('=ТЕКСТ(C2;"dd.mm.yyyy")', "01.09.2026", "01.09.2026"),
        ('=ТЕКСТ(C2;"d mmmm, dddd")', "1 сентября, вторник", "1 сентября, вторник"),
        ('=ТЕКСТ(1234,5;"0,00")', "1234,50", "1234,50"),
        ('=ТЕКСТ(1234,5;"#,##0.00")', "1\u00a0234,50", "1\u00a0234,50"),
        ('=ЗНАЧЕН("1 234,5")', 1234.5, "1234,5"),
        ('="2,5"*2', 5, "5"),
        ('="2.5"*2', 2 * 46144, "92288"),
        ('=2,5&""', "2,5", "2,5"),
        ('=D2&""', "ИСТИНА", "ИСТИНА"),
        ("=И(D2;НЕ(D3))", True, "ИСТИНА"),
        ("=ИСТИНА", True, "ИСТИНА"),
        ("=B4", 0.12, "12%"),
        ("=B4*2", 0.24, "24%"),
        ('=СЦЕПИТЬ(A2;" — ";C2)', "Яна — 01.09.2026", "Яна — 01.09.2026"),
        ("=СУММПРОИЗВ({1\\2};{3\\4})", 11, "11"),
        ("=СУММ({1;2,5})", 3.5, "3,5"),
        ('=ИНДЕКС(SPLIT("1,5;2";";");1)', 1.5, "1,5"),
        ("=ЧИСТРАБДНИ(C2;C3)", 11, "11"),
        ('=РАЗНДАТ(C2;C3;"D")', 14, "14"),
        ("=ПРОПНАЧ(A3)", "Лев", "Лев"),
        ("=Ъ(1)", "#NAME?", "#NAME?"),
    ],
)
def test_values(book: FormulaBook, formula: str, value: Any, shown: str) -> None:
    book.type("Z1", [[formula]])
    assert (book.value("Z1"), book.shown("Z1")) == (pytest.approx(value), shown)


def test_every_russian_name_means_a_function() -> None:
    assert {name for name, english in russian_names().items() if english not in FUNCTIONS} == set()
