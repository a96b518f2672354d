"""Names inside of formulas: LET, LAMBDA and what applies it."""

from __future__ import annotations

from typing import Any

import pytest

from .formula_book import FormulaBook


@pytest.fixture(scope="module")
def book() -> FormulaBook:
    made = FormulaBook()
    made.type("A1", [[1, "а", "=NA()"], [2, "б"], [3, "в"]])
    made.name("Ставка", 0, "A3")
    return made


@pytest.mark.parametrize(
    ("formula", "table"),
    [
        ("=LET(x,5,x*2)", 10),
        ("=LET(x,5,y,x+1,x*y)", 30),
        ("=LET(x,1,x,x+1,x)", 2),
        ("=LET(ставка,10,Ставка+1)", 11),
        ("=LET(x,1,y+x)", "#NAME?"),
        ("=LET(x,1)", "#N/A"),
        ("=LET(x,1,y,2)", "#N/A"),
        ("=LET(1,2,3)", "#VALUE!"),
        ("=LET(x,1/0,IFERROR(x,7))", 7),
        ("=LET(строки,A1:B3,ROWS(строки))", 3),
        ("=LET(x,A2,ROW(x))", 2),
        ("=LET(вдвое,LAMBDA(x,x*2),вдвое(вдвое(3)))", 12),
        ("=LAMBDA(x,x+1)(2)", 3),
        ("=LAMBDA(5)()", 5),
        ("=LAMBDA(x,LAMBDA(y,x+y)(2))(1)", 3),
        ("=LAMBDA(x,x)", "#N/A"),
        ("=LAMBDA(x,x)(1,2)", "#N/A"),
        ("=LAMBDA(1,2)(3)", "#VALUE!"),
        ("=LAMBDA(f,f(f))(LAMBDA(f,f(f)))", "#ERROR!"),
        ("=вдвое(2)", "#NAME?"),
        ("=MAP({1,2,3},LAMBDA(x,x*2))", [[2, 4, 6]]),
        ("=MAP({1,2},{3,4},LAMBDA(a,b,a+b))", [[4, 6]]),
        ("=MAP(A1:A3,LAMBDA(x,ROW(x)*x))", [[1], [4], [9]]),
        ("=MAP(A1:A2,LAMBDA(cell,SUM(A$1:cell)))", [[1], [3]]),
        ("=MAP(A1:A3,LAMBDA(x,IF(x>1,x,)))", [[None], [2], [3]]),
        ("=MAP({1,2},LAMBDA(x,{x,x}))", "#VALUE!"),
        ("=MAP(C1,LAMBDA(x,ISNA(x)))", True),
        ("=MAP({1,2},5)", "#N/A"),
        ("=BYROW(A1:B3,LAMBDA(row_,COUNTA(row_)))", [[2], [2], [2]]),
        ("=BYROW({1,2;3,4},LAMBDA(r,SUM(r)))", [[3], [7]]),
        ("=BYCOL(A1:B3,LAMBDA(c,COUNT(c)))", [[3, 0]]),
        ("=REDUCE(0,A1:A3,LAMBDA(sum_,v,sum_+v))", 6),
        ("=REDUCE({0,0},A1:A2,LAMBDA(all,v,VSTACK(all,HSTACK(v,v*v))))", [[0, 0], [1, 1], [2, 4]]),
        ("=SCAN(0,A1:A3,LAMBDA(a,v,a+v))", [[1], [3], [6]]),
        ("=MAKEARRAY(2,3,LAMBDA(r,c,r*c))", [[1, 2, 3], [2, 4, 6]]),
        ("=MAKEARRAY(0,3,LAMBDA(r,c,r))", "#NUM!"),
        ("=ARRAYFORMULA(LET(x,A1:A3,x*2))", [[2], [4], [6]]),
    ],
)
def test_names(book: FormulaBook, formula: str, table: Any) -> None:
    book.type("E1", [[formula]])
    wanted = table if isinstance(table, list) else [[table]]
    assert book.table(f"E1:{'EFGHI'[len(wanted[0]) - 1]}{len(wanted)}") == wanted


def test_what_names_read_is_followed(book: FormulaBook) -> None:
    book.type("E1", [["=LET(x,K1:K3,MAP(x,LAMBDA(v,v+1)))"]])
    book.type("K1", [[1], [2], [3]])
    assert book.table("E1:E3") == [[2], [3], [4]]
