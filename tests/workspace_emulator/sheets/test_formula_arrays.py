"""Formulas that give arrays: what they fill, what stands in their way, and ARRAYFORMULA."""

from __future__ import annotations

from typing import Any

import pytest

from .formula_book import FormulaBook


@pytest.fixture
def book() -> FormulaBook:
    made = FormulaBook(rows=20)
    made.type("A1", [["б", 3], ["А", 1], ["в", ""], ["Б", 2], ["", 5]])
    return made


@pytest.mark.parametrize(
    ("formula", "table"),
    [
        ("={1,2;3,4}", [[1, 2], [3, 4]]),
        ("={A1:A2;B1:B2}", [["б"], ["А"], [3], [1]]),
        ("={A1:A2,B1:B3}", "#VALUE!"),
        ("=SORT(A1:B4)", [["А", 1], ["б", 3], ["Б", 2], ["в", None]]),
        ("=SORT(A1:B5,2,FALSE)", [[None, 5], ["б", 3], ["Б", 2], ["А", 1], ["в", None]]),
        ("=SORT(A1:A4,B1:B4,TRUE)", [["А"], ["Б"], ["б"], ["в"]]),
        ("=FILTER(A1:B5,B1:B5>1)", [["б", 3], ["Б", 2], [None, 5]]),
        ('=FILTER(A1:B5,A1:A5="Б",B1:B5<3)', [["Б", 2]]),
        ("=FILTER(A1:A5,B1:B5>9)", "#N/A"),
        ("=FILTER(A1:A5,B1:B4>1)", "#N/A"),
        ('=FILTER(A:B,A:A<>"",B:B<>"")', [["б", 3], ["А", 1], ["Б", 2]]),
        ("=UNIQUE({1;2;1;3;2})", [[1], [2], [3]]),
        ("=UNIQUE({1,2,1},TRUE)", [[1, 2]]),
        ("=TRANSPOSE(A1:B2)", [["б", "А"], [3, 1]]),
        ("=SEQUENCE(2,3,10,5)", [[10, 15, 20], [25, 30, 35]]),
        ("=FLATTEN(A1:B2)", [["б"], [3], ["А"], [1]]),
        ('=SPLIT("а, б, 3",", ")', [["а", "б", 3]]),
        ("=ARRAYFORMULA(B1:B3*10)", [[30], [10], [0]]),
        ('=ARRAYFORMULA(IF(B1:B4>1,A1:A4&"!",""))', [["б!"], [""], [""], ["Б!"]]),
        ("=ARRAYFORMULA(A1:A2&B1:B2)", [["б3"], ["А1"]]),
        ("=ARRAYFORMULA({1,2}*{1;10})", [[1, 2], [10, 20]]),
        ("=ARRAYFORMULA({1,2}+{1,2,3})", [[2, 4, "#N/A"]]),
        ("=ARRAYFORMULA(LEN(A1:A3))", [[1], [1], [1]]),
        ('=ARRAYFORMULA(VLOOKUP({"а";"в"},A1:B4,2,0))', [[1], [None]]),
        ('=ARRAYFORMULA(COUNTIF(A1:A4,{"б";"в"}))', [[2], [1]]),
        ("=ARRAYFORMULA(SUM(B1:B4*2))", [[12]]),
        ('=ARRAYFORMULA(IFERROR(1/B1:B3,"—"))', [[1 / 3], [1], ["—"]]),
        ('=ARRAYFORMULA(TEXT({1;2},"00"))', [["01"], ["02"]]),
        ("=IF(TRUE,{1,2})", [[1, 2]]),
        ('=IFERROR(FILTER(A1:A5,B1:B5>9),"пусто")', [["пусто"]]),
        ("={1,2}*2", [[2]]),
        ('=REGEXEXTRACT("ИС-21/3","-(\\d+)/(\\d)")', [["21", "3"]]),
        ("=INDEX(A1:B4,2)", [["А", 1]]),
        ("=ARRAY_CONSTRAIN(A1:B4,2,1)", [["б"], ["А"]]),
        ("=VSTACK(A1:A2,B1:B1)", [["б"], ["А"], [3]]),
        ("=HSTACK(A1:A2,B1:B1)", [["б", 3], ["А", "#N/A"]]),
        ("=CHOOSECOLS(A1:B2,-1)", [[3], [1]]),
        ("=SORTN(B1:B5,2,0,1,FALSE)", [[5], [3]]),
        ("=SORTN({1;1;2},1,1)", [[1], [1]]),
        ("=SORTN({1;1;2},2,2)", [[1], [2]]),
        ("=SORTN({1;1;2;2;3},2,3)", [[1], [1], [2], [2]]),
        ("=SORTN(A1:B5,9,2,1,TRUE)", [["А", 1], ["б", 3], ["в", None], [None, 5]]),
        ("=SORTN(A1:B5,-1)", "#NUM!"),
        ("=CHOOSECOLS({1,2,3},{3,1})", [[3, 1]]),
        ("=CHOOSECOLS({1,2,3},0)", "#VALUE!"),
        ("=CHOOSEROWS({1;2;3},-1,1)", [[3], [1]]),
        ("=TOCOL({1,2;3,4},0,TRUE)", [[1], [3], [2], [4]]),
        ("=TOROW({1,2;3,NA()},2)", [[1, 2, 3]]),
        ("=WRAPROWS({1,2,3},2)", [[1, 2], [3, "#N/A"]]),
        ('=WRAPCOLS({1,2,3},2,"")', [[1, 3], [2, ""]]),
        ("=WRAPROWS({1,2;3,4},2)", "#VALUE!"),
        (
            '=ARRAYFORMULA(SPLIT({"а б";"в";"г д е"}," "))',
            [["а", "б", None], ["в", None, None], ["г", "д", "е"]],
        ),
        ('=ARRAYFORMULA(IFERROR(SPLIT({"а б";""}," ")))', [["а", "б"], [None, None]]),
        ('=ARRAYFORMULA(REGEXEXTRACT({"а1";"б2"},"(.)(.)"))', [["а", "1"], ["б", "2"]]),
        ('=ARRAYFORMULA(SPLIT({"а б","в г"}," "))', [["а", "в"]]),
        ("=ARRAYFORMULA(ROW(A1:A3))", [[1], [2], [3]]),
        ('=XLOOKUP("б",A1:A4,A1:B4)', [["б", 3]]),
    ],
)
def test_arrays(book: FormulaBook, formula: str, table: Any) -> None:
    book.type("D1", [[formula]])
    if isinstance(table, str):
        assert (book.value("D1"), book.value("D2")) == (table, None)
        return
    shape = f"D1:{'DEFGH'[len(table[0]) - 1]}{len(table)}"
    assert book.table(shape) == table
    beyond = f"{'DEFGH'[len(table[0])]}1"
    assert (book.value(beyond), book.value(f"D{len(table) + 1}")) == (None, None)


def test_a_single_cell_takes_its_own_row_of_a_column(book: FormulaBook) -> None:
    book.type("D2", [["=B1:B5*2"], ["=B1:B5"], ["=B:B+1"]])
    assert book.table("D2:D4") == [[2], [None], [3]]


def test_a_blocked_array_waits_for_room(book: FormulaBook) -> None:
    book.type("D1", [["=SEQUENCE(3)"], [""], ["мой"]])
    book.type("E1", [["=SUM(D1:D3)"]])
    assert (book.table("D1:D3"), book.value("E1")) == ([["#REF!"], [None], ["мой"]], "#REF!")
    book.type("D3", [[""]])
    assert (book.table("D1:D3"), book.value("E1")) == ([[1], [2], [3]], 6)
    book.type("D2", [[7]])
    assert book.table("D1:D3") == [["#REF!"], [7], [None]]


def test_two_arrays_in_each_others_way(book: FormulaBook) -> None:
    book.type("D1", [["=SEQUENCE(3)"]])
    book.type("C2", [["=SEQUENCE(1,3)"]])
    assert (book.value("C2"), book.table("D1:D3")) == ("#REF!", [[1], [2], [3]])
    book.type("D1", [[""]])
    assert book.table("C2:E2") == [[1, 2, 3]]


def test_an_array_shrinks_and_grows(book: FormulaBook) -> None:
    book.type("D1", [["=FILTER(A1:A5,B1:B5>=C1)"]])
    book.type("E1", [["=COUNTA(D1:D20)"]])
    book.type("C1", [[2]])
    assert (book.table("D1:D4"), book.value("E1")) == ([["б"], ["Б"], [None], [None]], 2)
    book.type("C1", [[0]])
    assert book.table("D1:D5") == [["б"], ["А"], ["в"], ["Б"], [None]]
    book.type("C1", [[9]])
    assert (book.table("D1:D3"), book.value("E1")) == ([["#N/A"], [None], [None]], 1)


def test_an_array_that_leaves_the_sheet(book: FormulaBook) -> None:
    book.type("D1", [["=SEQUENCE(30)"]])
    assert book.table("D1:D2") == [["#REF!"], [None]]


def test_a_grid_that_grows_makes_room(book: FormulaBook) -> None:
    book.type("D1", [["=SEQUENCE(30)"]])
    book.type("E1", [["=ROWS(A:A)"]])
    book.book.sheets[0].resize(40, 26)
    book.type("Z1", [[1]])
    assert (book.value("D30"), book.value("E1")) == (30, 40)


def test_formulas_read_what_arrays_fill(book: FormulaBook) -> None:
    book.type("F1", [["=SUM(D1:D4)", "=D2*10"]])
    book.type("D1", [["=ARRAYFORMULA(B1:B4*2)"]])
    assert book.table("F1:G1") == [[12, 20]]
    book.type("B2", [[100]])
    assert book.table("F1:G1") == [[210, 2000]]


@pytest.mark.parametrize(
    "formula",
    [
        "=SUM(SEQUENCE(1000000,1000000))",
        "=SEQUENCE(1E18)",
        "=SUMPRODUCT(SEQUENCE(3000)*TRANSPOSE(SEQUENCE(3000)))",
        "=ARRAYFORMULA(ROW(A1:A99999999))",
        "=COLUMNS(OFFSET(A1,0,0,99999999,99999999))",
        '=REPT("х",1E9)',
        "=SUM(FLATTEN(OFFSET(A1,0,0,99999999,26)))",
        "=" + "(" * 5000 + "1" + ")" * 5000,
        "=" + "-" * 20000 + "1",
        '=REGEXMATCH(REPT("a",30000),"(a+)+$b")',
        '=REGEXMATCH(REPT("a",30000),"a*a*a*a*a*b")',
        '=COUNTIF(A1,REPT("*a",200)&"b")+1/0',
        "=WORKDAY(1,1E9)",
        "=FACT(1E9)",
        "=2^99999",
        "=HSTACK(SEQUENCE(100000),SEQUENCE(1,100000))",
        "=VSTACK(SEQUENCE(1,30000),SEQUENCE(100))",
        "=WRAPROWS({1,2},1E9)",
        "=CHOOSECOLS(A1:A20,ARRAYFORMULA(SEQUENCE(1,150000)*0+1))",
        '=IFERROR(ROWS(ARRAYFORMULA(REPT("a",SEQUENCE(100000)*0+32767))),"0")',
        '=ROWS(MAP(SEQUENCE(100000),LAMBDA(x,REPT("a",30000))))',
        "=LET(f,LAMBDA(g,n,IF(n=0,0,g(g,n-1)+g(g,n-1))),f(f,40))",
        "=REDUCE(0,SEQUENCE(1000),LAMBDA(a,v,VSTACK(a,SEQUENCE(1000))))",
        "=REDUCE(2,SEQUENCE(10000),LAMBDA(a,v,a*a))",
        "=MMULT(SEQUENCE(1000,1000),SEQUENCE(1000,1000))",
    ],
)
def test_a_crafted_size_ends_in_an_error(book: FormulaBook, formula: str) -> None:
    book.type("D1", [[formula, "=1+1"]])
    assert str(book.value("D1"))[0] == "#" or book.value("D1") is False
    assert book.value("E1") == 2


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(ARRAYFORMULA(VLOOKUP(A1:A2000,{A1:A2000,B1:B2000},2,FALSE)))", 3_998_000),
        ("=SUM(ARRAYFORMULA(XMATCH(A1:A2000-0.5,A1:A2000,1)))", 2_001_000),
        ("=SUM(ARRAYFORMULA(XMATCH(A1:A2000+0.5,A1:A2000,-1)))", 2_001_000),
        ('=SUM(ARRAYFORMULA(COUNTIF(A1:A2000,">"&A1:A2000)))', 1_999_000),
        ('=SUM(ARRAYFORMULA(SUMIF(A1:A2000,"<="&A1:A2000,B1:B2000)))', 2_666_666_000),
        ("=SUM(ARRAYFORMULA(RANK(A1:A2000,A1:A2000)))", 2_001_000),
        ("=SUM(ARRAYFORMULA(LARGE(A1:A2000,SEQUENCE(2000))))", 1_999_000),
        ("=ROWS(UNIQUE({A1:A2000;A1:A1000},FALSE,TRUE))", 1000),
        ("=SUM(SCAN(0,A1:A2000,LAMBDA(a,v,v-a)))", 1_000_000),
    ],
)
def test_long_columns_are_looked_through_once(formula: str, value: float) -> None:
    long = FormulaBook(rows=2000)
    long.type("A1", [[number, number * 2] for number in range(2000)])
    assert long.ask(formula) == value


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ('=XLOOKUP("б",A1:A6,B1:B6,,0,-1)', 4),
        ('=XLOOKUP("б",A1:A6,B1:B6,,0,1)', 1),
        ('=XLOOKUP("б*",A1:A6,B1:B6,,2,-1)', 5),
        ("=XMATCH(4,B1:B6,0,-1)", 4),
        ("=XMATCH(3.5,B1:B6,1)", 4),
        ("=XMATCH(3.5,B1:B6,-1)", 3),
        ("=XMATCH(0,B1:B6,-1)", "#N/A"),
        ('=XMATCH("ё",A1:A6,-1)', 6),
        ("=RANK(3,B1:B6)", 3),
        ("=RANK.AVG(1,{1,1,2},TRUE)", 1.5),
        ("=SMALL(B1:B6,2)", 2),
    ],
)
def test_nearest_and_last_places(formula: str, found: Any) -> None:
    made = FormulaBook()
    made.type("A1", [["б", 1], ["в", 2], ["а", 3], ["Б", 4], ["бв", 5], ["е", ""]])
    assert made.ask(formula) == found
