"""Addresses parse as they print; values come back as they were written."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workspace_emulator.adapter import WorkspaceAdapter
from workspace_emulator.google import Workspace
from workspace_emulator.sheets.book.a1 import (
    Span,
    column_index,
    column_letters,
    parse_address,
    print_address,
    quoted,
    split_title,
)
from workspace_emulator.sheets.values.locale import DE_DE, EN_US, RU_RU, Locale
from workspace_emulator.sheets.values.number_format import general

from .conftest import Book

PROFILE = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
        HealthCheck.data_too_large,
    ],
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A session on one workspace; every example makes a spreadsheet of its own."""
    workspace = Workspace(tmp_path_factory.mktemp("values") / "workspace.sqlite")
    with requests.Session() as session:
        session.mount("https://", WorkspaceAdapter(workspace))
        yield session
    workspace.close()


@given(st.integers(0, 18_277))
def test_column_letters(column: int) -> None:
    assert column_index(column_letters(column)) == column
    assert column_index(column_letters(column).lower()) == column


@given(st.integers(0, 5000), st.integers(0, 700), st.integers(1, 50), st.integers(1, 50))
def test_closed_ranges(top: int, left: int, height: int, width: int) -> None:
    span = Span(top, left, top + height, left + width)
    text = print_address(span)
    assert parse_address(text) == span
    first, _, last = text.partition(":")
    assert parse_address(f"{last or first}:{first}") == span


@given(st.integers(0, 5000), st.integers(0, 700), st.integers(1, 50))
def test_open_ranges(top: int, left: int, count: int) -> None:
    for span in (Span(None, left, None, left + count), Span(top, None, top + count, None)):
        assert parse_address(print_address(span)) == span


@given(st.text(min_size=1, max_size=20).filter(lambda title: title.strip()))
def test_titles_in_quotes(title: str) -> None:
    assert split_title(f"{quoted(title)}!A1") == (title, "A1")


CELL = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12),
    st.integers(-(10**14), 10**14),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
)


def trimmed(rows: list[list[Any]]) -> list[list[Any]]:
    """Rows as they are read: without blank ends."""
    cut = []
    for row in rows:
        kept = list(row)
        while kept and kept[-1] == "" and isinstance(kept[-1], str):
            kept.pop()
        cut.append(kept)
    while cut and not cut[-1]:
        cut.pop()
    return cut


@given(rows=st.lists(st.lists(CELL, max_size=4), max_size=5), columns=st.booleans())
@PROFILE
def test_raw_values_come_back(shared: requests.Session, rows: list[list[Any]], columns: bool) -> None:
    book = Book(shared)
    dimension = "COLUMNS" if columns else "ROWS"
    body = {"majorDimension": dimension, "values": rows}
    status, answer = book.ask("PUT", "/values/A1", body, valueInputOption="RAW")
    assert (status, answer.get("updatedCells", 0)) == (200, sum(len(row) for row in rows))
    found = book.values("Sheet1", "UNFORMATTED_VALUE", majorDimension=dimension) or []
    wanted = trimmed(rows)
    assert found == wanted
    kinds = [[isinstance(value, bool | str) and type(value) for value in row] for row in found]
    assert kinds == [[isinstance(value, bool | str) and type(value) for value in row] for row in wanted]


@given(
    number=st.floats(-1e12, 1e12, allow_nan=False).map(lambda value: round(value, 6)),
    locale=st.sampled_from([EN_US, DE_DE, RU_RU]),
)
@PROFILE
def test_a_number_shown_and_typed_again_is_the_same(
    shared: requests.Session, number: float, locale: Locale
) -> None:
    book = Book(shared, locale=locale.name)
    shown = general(number, locale)
    book.update("A1", [[shown]])
    ((found,),) = book.values("A1", "UNFORMATTED_VALUE")
    assert found == pytest.approx(number, rel=1e-9, abs=1e-9)
    assert book.values("A1") == [[shown]]


@given(text=st.text(max_size=15).filter(lambda text: "\x00" not in text))
@PROFILE
def test_an_apostrophe_makes_text_of_anything(shared: requests.Session, text: str) -> None:
    book = Book(shared, locale="ru_RU")
    book.update("A1", [[f"'{text}"]])
    assert book.values("A1", "UNFORMATTED_VALUE") == ([[text]] if text else None)
