"""QUERY: its clauses over a table of dates, groups and marks."""

from __future__ import annotations

from typing import Any

import pytest

from workspace_emulator.sheets.book.cell import ErrorValue, value_of

from .formula_book import FormulaBook

DATA = [
    ["Дата", "Группа", "Имя", "Балл", "Зачёт"],
    ["9/1/2026", "ИС-21", "Яна", 5, "TRUE"],
    ["9/1/2026", "ИС-22", "Лев", 3, "FALSE"],
    ["9/2/2026", "ИС-21", "Ия", 4, "TRUE"],
    ["9/2/2026", "ИС-22", "Олег", "", "TRUE"],
    ["9/8/2026", "ИС-21", "Яна", 2, "FALSE"],
]


@pytest.fixture(scope="module")
def book() -> FormulaBook:
    made = FormulaBook(rows=40)
    made.type("A1", DATA)
    return made


@pytest.mark.parametrize(
    ("query", "table"),
    [
        ("select C,D where D>3", [["Имя", "Балл"], ["Яна", 5], ["Ия", 4]]),
        ("select C where B='ИС-22' and D is null", [["Имя"], ["Олег"]]),
        ("select C where not D is not null or D=2", [["Имя"], ["Олег"], ["Яна"]]),
        ("select C where E=true and D<5", [["Имя"], ["Ия"]]),
        ("select C where A>=date '2026-09-02' and A<date '2026-09-08'", [["Имя"], ["Ия"], ["Олег"]]),
        ("select C where C contains 'л'", [["Имя"], ["Олег"]]),
        ("select C where lower(C) contains 'л'", [["Имя"], ["Лев"], ["Олег"]]),
        ("select C where C starts with 'О' or C ends with 'в'", [["Имя"], ["Лев"], ["Олег"]]),
        ("select C where C matches '.я'", [["Имя"], ["Ия"]]),
        ("select C where C like '%г'", [["Имя"], ["Олег"]]),
        ("select C where (D=5 or D=2) and E=true", [["Имя"], ["Яна"]]),
        ("select B,sum(D) group by B", [["Группа", "sum Балл"], ["ИС-21", 11], ["ИС-22", 3]]),
        (
            "select B,count(C),avg(D),max(D),min(D) where D>0 group by B order by count(C) "
            "label count(C) 'Всего'",
            [
                ["Группа", "Всего", "avg Балл", "max Балл", "min Балл"],
                ["ИС-22", 1, 3, 3, 3],
                ["ИС-21", 3, 11 / 3, 5, 2],
            ],
        ),
        ("select C,D order by D desc limit 2", [["Имя", "Балл"], ["Яна", 5], ["Ия", 4]]),
        ("select C order by B desc, C limit 2 offset 1", [["Имя"], ["Олег"], ["Ия"]]),
        ("select sum(D), count(D) label sum(D) '', count(D) ''", [[14, 4]]),
        ("select D*2 where C='Ия' label D*2 'Вдвое'", [["Вдвое"], [8]]),
        ("select upper(C) where D=5", [["upper(Имя)"], ["ЯНА"]]),
        (
            "select year(A), count(C) where C is not null group by year(A)",
            [["year(Дата)", "count Имя"], [2026, 5]],
        ),
        (
            "select B,sum(D) where D>0 group by B pivot E",
            [["Группа", "FALSE", "TRUE"], ["ИС-21", 2, 9], ["ИС-22", 3, None]],
        ),
        ("select C, D+1 where D=4", [["Имя", "sum(Балл1())"], ["Ия", 5]]),
        ("select sum(D)/2", [["quotient(sum Балл2())"], [7]]),
        ("select C, 'x' where D=4", [["Имя", '"x"()'], ["Ия", "x"]]),
        ("select toDate(A) where D=4", [["toDate(Дата)"], [46267]]),
        ("select C where D>9", [["Имя"]]),
        ("select C where D>9 label C ''", "#N/A"),
        ("select count(C) where D>9", [["count Имя"]]),
        ("select count(C) where D>9 label count(C) ''", "#N/A"),
        ("select Z", "#VALUE!"),
        ("select C, sum(D)", "#VALUE!"),
        ("select C where", "#VALUE!"),
        ("drop table", "#VALUE!"),
        ("select sum(C)", "#VALUE!"),
        ("select C skipping 2", [["Имя"], ["Яна"], ["Ия"], ["Яна"]]),
        ("select toDate(D*86400000) where D=4", [["toDate(product(Балл86400000()))"], [25573]]),
        ("select millisecond(A) where D=4", [["millisecond(Дата)"], [0]]),
    ],
)
def test_query(book: FormulaBook, query: str, table: Any) -> None:
    book.type("G1", [[f'=QUERY(A1:E6,"{query}",1)']])
    if isinstance(table, str):
        assert (book.value("G1"), book.value("G2")) == (table, None)
        return
    assert book.table(f"G1:{'GHIJK'[len(table[0]) - 1]}{len(table)}") == table
    assert (book.value(f"G{len(table) + 1}"), book.value(f"{'HIJKL'[len(table[0]) - 1]}1")) == (None, None)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("select C where D=max(D)", "CANNOT_BE_IN_WHERE: MAX(`D`)"),
        ("select B,count(C) group by max(D)", "CANNOT_BE_IN_GROUP_BY: MAX(`D`)"),
        ("select count(C) pivot max(D)", "CANNOT_BE_IN_PIVOT: MAX(`D`)"),
        ("select B group by B", "CANNOT_GROUP_WITHOUT_AGG"),
        ("select B pivot E", "CANNOT_PIVOT_WITHOUT_AGG"),
        ("select B,count(C) group by B pivot B", "NO_COL_IN_GROUP_AND_PIVOT: `B`"),
        ("select B,count(C) group by B order by sum(D)", "AGG_IN_ORDER_NOT_IN_SELECT: SUM(`D`)"),
        ("select B,count(C) group by B order by D", "COL_IN_ORDER_MUST_BE_IN_SELECT: `D`"),
        ("select B,count(C) group by B pivot E order by count(C)", "NO_AGG_IN_ORDER_WHEN_PIVOT: COUNT(`C`)"),
        ("select B label C 'Имя'", "LABEL_COL_NOT_IN_SELECT: `C`"),
        ("select B format year(A) '0'", "FORMAT_COL_NOT_IN_SELECT: year(`A`)"),
        ("select b", "NO_COLUMN: b"),
    ],
)
def test_clauses_that_do_not_suit_one_another(book: FormulaBook, query: str, code: str) -> None:
    book.type("G1", [[f'=QUERY(A1:E6,"{query}",1)']])
    found = value_of(book.book.sheets[0].get(0, 6))
    assert isinstance(found, ErrorValue)
    assert found.message == f"Unable to parse query string for Function QUERY parameter 2: {code}"


@pytest.mark.parametrize(
    "query",
    [
        "select B,count(C) group by B order by count(C)*2",
        "select year(A),count(C) group by year(A) order by year(A)",
        "label C 'Кто'",
        "select B,sum(D) group by B pivot E order by B",
    ],
)
def test_clauses_that_suit_one_another(book: FormulaBook, query: str) -> None:
    book.type("G1", [[f'=QUERY(A1:E6,"{query}",1)']])
    assert book.value("G1") is not None and str(book.value("G1"))[0] != "#"


def test_the_heading_is_found_where_kinds_differ(book: FormulaBook) -> None:
    book.type("G1", [['=QUERY(A1:E6,"select D where D=5")']])
    assert book.table("G1:G2") == [["Балл"], [5]]


def test_open_columns_group_their_blanks_first(book: FormulaBook) -> None:
    book.type("G1", [['=QUERY(A:E,"select B,count(C) group by B",1)']])
    assert book.table("G1:H4") == [["Группа", "count Имя"], [None, 0], ["ИС-21", 3], ["ИС-22", 2]]


def test_an_array_has_numbered_columns(book: FormulaBook) -> None:
    book.type("G1", [['=QUERY({1,"а";2,"б"},"select Col2 where Col1>1",0)']])
    assert book.table("G1:G2") == [["б"], [None]]


def test_dates_show_as_dates(book: FormulaBook) -> None:
    book.type("G1", [['=QUERY(A1:E6,"select A,C where D=4",0)']])
    assert book.shown("G1") == "9/2/2026"
