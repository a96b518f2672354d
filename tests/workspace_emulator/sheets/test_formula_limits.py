"""Formulas that would take long: each ends in a value or an error after a bounded amount of work."""

from __future__ import annotations

import pytest

from workspace_emulator.sheets.formulas.world import BUDGET

from .formula_book import FormulaBook


@pytest.fixture(scope="module")
def book() -> FormulaBook:
    return FormulaBook()


@pytest.mark.parametrize(
    "formula",
    [
        "=FIXED(1,1E9)",
        "=FIXED(1,128)",
        "=DOLLAR(1,1E9)",
        "=LCM(SEQUENCE(100000))",
        "=LCM(1E17,1E17-1)^20",
        "=FACTDOUBLE(301)",
        "=MULTINOMIAL(900,900)",
        "=T.INV(0.4,1E11)",
        "=BINOM.INV(1E12,0.5,0.5)",
        "=MINVERSE(MUNIT(1500)*0)",
    ],
)
def test_too_much_is_an_error(book: FormulaBook, formula: str) -> None:
    book.type("A1", [[formula, "=1+1"]])
    assert str(book.value("A1"))[0] == "#"
    assert book.value("B1") == 2


@pytest.mark.parametrize(
    "formula",
    [
        "=ARRAYFORMULA(ROWS(XIRR({-10,12},{1,400},SEQUENCE(300)/1000)))",
        "=ARRAYFORMULA(ROWS(GAMMA.INV(SEQUENCE(30)/31,SEQUENCE(30)*1000,2)))",
        "=ARRAYFORMULA(ROWS(NEGBINOM.DIST(SEQUENCE(10)*300,SEQUENCE(10),0.3,TRUE)))",
        "=DSUM(SEQUENCE(100,100),1,SEQUENCE(100,100))",
        "=BETA.INV(0.5,1E9,1E9)",
        "=F.INV(0.5,1E10,1E10)",
    ],
)
def test_what_is_worked_out_in_steps_is_counted(book: FormulaBook, formula: str) -> None:
    """Much of it at once costs more than a formula may: here one that may cost a hundredth."""
    assert str(book.ask(formula))[0] != "#"
    poor = FormulaBook()
    poor.ask("=1")
    poor.book.engine.world.budget = BUDGET // 100
    assert poor.ask(formula) == "#ERROR!"


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=FIXED(1/3,3)", "0.333"),
        ("=LCM(4,6,10)", 60),
        ("=GCD(SEQUENCE(1000)*6)", 6),
        ("=ROUND(T.INV(0.975,1000000),6)", 1.959966),
        ("=ROUND(CHISQ.DIST(100000,100000,TRUE),4)", 0.5006),
        ("=ROUND(POISSON.DIST(100000,100000,TRUE),4)", 0.5008),
        ("=BINOM.INV(10000,0.5,0.5)", 5000),
        ("=ROUND(BINOM.DIST(5000,10000,0.5,FALSE),6)", 0.007979),
    ],
)
def test_much_is_still_a_value(book: FormulaBook, formula: str, value: object) -> None:
    assert book.ask(formula) == value
