"""Any text is a formula that ends in a value or an error; what a formula says survives being taken apart."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from workspace_emulator.sheets.formulas.functions import FUNCTIONS
from workspace_emulator.sheets.formulas.tokens import copied, rewritten, tokens
from workspace_emulator.sheets.formulas.translate import relocated
from workspace_emulator.sheets.values import locale as locales

from .formula_book import FormulaBook

PROFILE = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
PIECES = [
    "0", "1", "-1", "2.5", "1E308", "1E-308", "999999999999999", "2958465", "32767", '""', '"я"', '"5"',
    '"1/2/2026"', '">1"', '"Ив*"', '"select A, sum(B) group by A"', '"["', '"yyyy"', '"0.0%"', "TRUE", "A1",
    "A1:C3", "A:A", "2:3", "A2:B", "Z99", "{1,2;3,4}", '{"а";"б"}', "{}", "NA()", "1/0", "",
]  # fmt: skip
SIGNS = ["+", "-", "*", "/", "^", "&", "=", "<>", "<", ">="]


def joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Calls and sums of simpler expressions."""
    called = st.tuples(st.sampled_from(sorted(FUNCTIONS)), st.lists(inner, max_size=4))
    return st.one_of(
        called.map(lambda found: f"{found[0]}({','.join(found[1])})"),
        st.tuples(inner, st.sampled_from(SIGNS), inner).map("".join),
        inner.map(lambda found: f"ARRAYFORMULA(-({found or 1})%)"),
        inner.map(lambda found: f"LET(имя,{found},имя&имя)"),
        inner.map(lambda found: f"MAP(A1:B2,LAMBDA(x,{found}))"),
    )


EXPRESSIONS = st.recursive(st.sampled_from(PIECES), joined, max_leaves=8)
NOISE = st.text("=+-*/^&<>(){}[]\\;:,.!?\"'$#%@ \n_~19.5eEAaZÀяИЁ😀", max_size=40)
REFERENCES = st.from_regex(
    r"('Мой лист'!|Data!)?\$?[A-Z]{1,2}\$?[1-9][0-9]?(:\$?[A-Z]\$?[1-9])?", fullmatch=True
)


@pytest.fixture(scope="module")
def book() -> FormulaBook:
    made = FormulaBook(rows=40)
    made.type("A1", [[1, "а", "1/2/2026"], [2, "б", "=1/0"], [0.5, "", "$5"]])
    return made


def well(book: FormulaBook, caplog: pytest.LogCaptureFixture, formula: str) -> None:
    """A formula gives something that cells can hold and show, and nothing is logged on the way."""
    caplog.clear()
    with caplog.at_level(logging.WARNING):
        book.type("J1", [[formula]])
        found: Any = book.value("J1")
        shown = book.shown("J1")
    assert caplog.records == []
    assert found is None or isinstance(found, bool | int | float | str)
    assert isinstance(shown, str) or found is None


@given(expression=EXPRESSIONS)
@PROFILE
def test_any_expression_has_a_value(
    book: FormulaBook, caplog: pytest.LogCaptureFixture, expression: str
) -> None:
    well(book, caplog, f"={expression}")


@given(noise=NOISE)
@PROFILE
def test_any_text_has_a_value(book: FormulaBook, caplog: pytest.LogCaptureFixture, noise: str) -> None:
    well(book, caplog, f"={noise}")


@given(formula=st.one_of(NOISE, EXPRESSIONS).map("={}".format))
@example(formula="=SUM(A1:A;'Лист 2'!$B$3)+1,5")
@example(formula="= 1 / 1024")
@example(formula='={1\\2;3}&"x""y"')
@example(formula="=#REF!+1%")
@example(formula="='a''b'!A1")
@PROFILE
def test_tokens_give_the_formula_back(formula: str) -> None:
    assert "".join(token.text for token in tokens(formula)) == formula
    assert "".join(token.text for token in tokens(formula, ",")) == formula
    assert rewritten(formula, lambda found: found) == formula


@given(expression=EXPRESSIONS)
@PROFILE
def test_another_locale_and_back(expression: str) -> None:
    english, russian = locales.find("en_US"), locales.find("ru_RU")
    there = relocated(f"={expression}", english, russian)
    assert relocated(there, russian, english) == f"={expression}"


@given(
    references=st.lists(REFERENCES, min_size=1, max_size=4), rows=st.integers(0, 9), columns=st.integers(0, 9)
)
@PROFILE
def test_a_copy_and_its_way_back(references: list[str], rows: int, columns: int) -> None:
    formula = f"=SUM({','.join(references)})"
    assert copied(copied(formula, rows, columns), -rows, -columns) == formula
