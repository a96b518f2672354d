"""Figures of a table's rows under conditions that stand beneath headings of their own."""

from __future__ import annotations

import pytest

from .formula_book import FormulaBook

TABLE = [
    ["Дерево", "Высота", "Возраст", "Урожай", "Доход"],
    ["Яблоня", 18, 20, 14, 105],
    ["Груша", 12, 12, 10, 96],
    ["Вишня", 13, 14, 9, 105],
    ["Яблоня", 14, 15, 10, 75],
    ["Груша", 9, 8, 8, 77],
    ["Яблоня", 8, 9, 6, "нет"],
]
CONDITIONS = [
    ["дерево", "Высота", "", "Высота"],
    ["яблоня", ">10", "", "<16"],
    ["Груша", "", "", ""],
]


@pytest.fixture(scope="module")
def book() -> FormulaBook:
    made = FormulaBook()
    made.type("A1", TABLE)
    made.type("A9", CONDITIONS)
    return made


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ('=DCOUNT(A1:E7,"Возраст",A9:B10)', "2"),
        ('=DCOUNT(A1:E7,"Доход",A9:A10)', "2"),
        ('=DCOUNTA(A1:E7,"Доход",A9:A10)', "3"),
        ('=DSUM(A1:E7,"Доход",A9:A10)', "180"),
        ("=DSUM(A1:E7,5,A9:D10)", "75"),
        ('=DMAX(A1:E7,"доход",A9:B11)', "105"),
        ('=DMIN(A1:E7,"Доход",A9:B10)', "75"),
        ('=DPRODUCT(A1:E7,"Урожай",A9:B10)', "140"),
        ('=DAVERAGE(A1:E7,"Урожай",A9:B10)', "12"),
        ('=DSTDEV(A1:E7,"Урожай",A9:A11)', "2.966479395"),
        ('=DSTDEVP(A1:E7,"Урожай",A9:A11)', "2.653299832"),
        ('=DVAR(A1:E7,"Урожай",A9:A11)', "8.8"),
        ('=DVARP(A1:E7,"Урожай",A9:A11)', "7.04"),
        ('=DGET(A1:E7,"Урожай",{"Дерево";"Вишня"})', "9"),
        ('=DGET(A1:E7,"Урожай",A9:B11)', "#NUM!"),
        ('=DGET(A1:E7,"Урожай",{"Дерево";"Дуб"})', "#VALUE!"),
        ('=DAVERAGE(A1:E7,"Урожай",{"Дерево";"Дуб"})', "#DIV/0!"),
        ('=DSUM(A1:E7,"Урожай",{"Дерево";"Дуб"})', "0"),
        ('=DSUM(A1:E7,"Цвет",A9:A10)', "#VALUE!"),
        ("=DSUM(A1:E7,6,A9:A10)", "#VALUE!"),
    ],
)
def test_value(book: FormulaBook, formula: str, value: str) -> None:
    assert book.rounded(formula, value) == value
