"""The calculation as a whole: what follows what, circles, other sheets, names, and how long an edit takes."""

from __future__ import annotations

import tracemalloc
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workspace_emulator.sheets.book.cell import Cell
from workspace_emulator.sheets.formulas.calculate import recalculate

from .formula_book import NOW, FormulaBook

FORMULAS = 10_000


@pytest.fixture
def book() -> FormulaBook:
    return FormulaBook(rows=50)


def test_a_chain_follows_its_head_in_any_order(book: FormulaBook) -> None:
    book.type("A1", [["=A2+1"], ["=A3+1"], ["=B1+1"]])
    book.type("B1", [["=C1*2", 5]])
    assert book.table("A1:B1") == [[13, 10]]
    book.type("C1", [[1]])
    assert book.table("A1:B1") == [[5, 2]]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ([["=A1"]], [["#REF!", None, None]]),
        ([["=B1", "=A1"]], [["#REF!", "#REF!", None]]),
        ([["=SUM(A1:C1)", 1, 2]], [["#REF!", 1, 2]]),
        ([["=B1+1", "=C1", "=A1*2"]], [["#REF!", "#REF!", "#REF!"]]),
        ([["=B1", "=A1", "=7"]], [["#REF!", "#REF!", 7]]),
        ([["=COUNTA(A:A)", 1, 2]], [["#REF!", 1, 2]]),
        ([["=IF(TRUE,1,B1)", "=A1", ""]], [[1, 1, None]]),
    ],
)
def test_circles(book: FormulaBook, typed: Any, found: Any) -> None:
    book.type("A1", typed)
    assert book.table("A1:C1") == found


def test_a_broken_circle_recovers(book: FormulaBook) -> None:
    book.type("A1", [["=B1", "=A1"]])
    book.type("B1", [[4]])
    assert book.table("A1:B1") == [[4, 4]]


def test_other_sheets_and_names(book: FormulaBook) -> None:
    book.add("Мой лист")
    book.name("Баллы", 1, "A1:A3")
    book.type("A1", [[1], [2], [3]], sheet=1)
    book.type(
        "A1", [["=SUM('Мой лист'!A:A)", "=SUM('мой лист'!A2:A)", "=SUM(баллы)", "='Нет'!A1", "=SUM(2:2)"]]
    )
    assert book.table("A1:E1") == [[6, 5, 6, "#REF!", 0]]
    book.type("A3", [[30]], sheet=1)
    assert book.table("A1:C1") == [[33, 32, 33]]


def test_open_ranges_see_later_rows(book: FormulaBook) -> None:
    book.type("C1", [["=COUNTA(A2:A)", "=SUM(A2:B)", "=SUM(3:3)"]])
    book.type("A3", [[5, 6]])
    assert book.table("C1:E1") == [[1, 11, 11]]


def test_what_a_formula_looks_up_by_text_is_followed(book: FormulaBook) -> None:
    book.type("A1", [["B1", 1, "=INDIRECT(A1)", "=OFFSET(A1,0,1)"]])
    book.type("B1", [[9]])
    assert book.table("C1:D1") == [[9, 9]]


def test_the_clock_moves_what_asks_for_it(book: FormulaBook) -> None:
    book.type("A1", [["=TODAY()", "=A1+1", "=NOW()-A1"]])
    book.now = NOW + timedelta(days=1, hours=6)
    book.type("Z9", [[1]])
    assert book.table("A1:C1") == [[46282, 46283, pytest.approx(18.5 / 24)]]


def test_a_formula_gives_way_to_a_value(book: FormulaBook) -> None:
    book.type("A1", [[1, "=A1+1", "=B1+1"]])
    book.type("B1", [[10]])
    book.type("A1", [[100]])
    assert book.table("A1:C1") == [[100, 10, 11]]


@pytest.mark.parametrize(
    ("steps", "area", "found"),
    [
        ([("C1", [[1], [2], [3]]), ("A5", [["=UNIQUE(C1:C3)", "=A6*10"]]), ("A6", [["=ROW()"]])], "A5:B7",
         [["#REF!", 60], [6, None], [None, None]]),
        ([("A2", [["={1;2;3}"]]), ("A2", [["=SUM(A3:A4)"]])], "A2:A4", [[0], [None], [None]]),
        ([("A2", [["={1,2}"]]), ("A2", [["=B2+1"]])], "A2:B2", [[1, None]]),
        ([("B1", [["={1;2;3}"]]), ("A2", [["={1,2}"]])], "A1:B3", [[None, 1], ["#REF!", 2], [None, 3]]),
        ([("A2", [["={1,2}"]]), ("B1", [["={1;2;3}"]])], "A1:B3", [[None, 1], ["#REF!", 2], [None, 3]]),
        ([("B2", [["=TRANSPOSE(D1:E1)"]]), ("A3", [["={1,2}"]])], "A3:B3", [["#REF!", None]]),
        ([("B1", [["=OFFSET(A1,1,1)"]]), ("A2", [["={1,2}"]])], "A1:B2", [[None, 2], [1, 2]]),
        ([("D1", [["=C1+1"]]), ("C1", [["={1,2}"]]), ("D1", [[""]])], "C1:D1", [[1, 2]]),
        ([("D2", [["=C1+1"]]), ("C1", [["={1;2}"]]), ("C2", [[5]]), ("C2", [[""]])], "C1:D2",
         [[1, None], [2, 2]]),
    ],
)  # fmt: skip
def test_what_is_typed_over_an_array(book: FormulaBook, steps: Any, area: str, found: Any) -> None:
    for address, values in steps:
        book.type(address, values)
    assert book.table(area) == found


@pytest.mark.parametrize(
    ("typed", "change", "area", "found"),
    [
        # The second row is the array's own: as blank as any that nobody typed into.
        ([["=SEQUENCE(3)", "x"], ["", "y"], ["", "z"]], ("sort", "A1:B3", 1), "A1:B5",
         [[None, "z"], [None, "y"], [1, "x"], [2, None], [3, None]]),
        ([["=SEQUENCE(3)", "z"], ["", "y"], ["", "x"]], ("sort", "A2:B3", 1), "A1:B4",
         [[1, "z"], [2, "y"], [3, "x"], [None, None]]),
        ([["=SEQUENCE(3)"]], ("cut", "A1:A3", "A5"), "A1:A8", [[None]] * 4 + [[1], [2], [3], [None]]),
        ([["=SEQUENCE(3)"]], ("cut", "A1:A2", "C1"), "A1:C4",
         [[None, None, number] for number in (1, 2, 3, None)]),
        ([["=SEQUENCE(3)"]], ("cut", "A2:A3", "C1"), "A1:C3", [[number, None, None] for number in (1, 2, 3)]),
        ([["=SEQUENCE(3)"]], ("clear", "A2:A3"), "A1:A3", [[1], [2], [3]]),
        ([["=SEQUENCE(3)"]], ("clear", "A1"), "A1:A3", [[None]] * 3),
    ],
)  # fmt: skip
def test_what_an_array_fills_moves_as_a_blank(
    book: FormulaBook, typed: Any, change: Any, area: str, found: Any
) -> None:
    book.type("A1", typed)
    _changed(book, change)
    assert book.table(area) == found
    book.book.engine = None
    recalculate(book.book, NOW)
    assert book.table(area) == found


def _changed(book: FormulaBook, change: Any) -> None:
    """A sort, cut or clear by its name and arguments."""
    name, *arguments = change
    getattr(book, name)(*arguments)


CORNERS = st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 2), st.integers(0, 2)).map(
    lambda found: f"{'ABCD'[found[1]]}{found[0] + 1}:{'ABCDEF'[found[1] + found[3]]}{found[0] + found[2] + 1}"
)
CHANGES = st.one_of(
    st.tuples(st.just("sort"), CORNERS),
    st.tuples(st.just("cut"), CORNERS, st.sampled_from(["A1", "B2", "C4", "E5", "A5"])),
    st.tuples(st.just("clear"), CORNERS),
)
EDITS = st.tuples(
    st.integers(0, 4),
    st.integers(0, 3),
    st.lists(
        st.sampled_from(
            [
                "1", "2", "", "=SUM(A1:A6)", "=A1+1", "=SEQUENCE(2,2)", "=B2*2", "=FILTER(A1:B4,A1:A4>1)",
                "=D:D", "=COUNT(A1:D6)", "=SORT(B1:B3)", '=INDIRECT("C"&A1)', "=1/0", "=IFERROR(C3,5)",
                "=SUM(C:C)", "={1;2;3}", "={1,2}", "=TRANSPOSE(A1:B1)", "=UNIQUE(B1:B3)", "=SEQUENCE(C1)",
                "=ARRAYFORMULA(A1:A2*2)", "=OFFSET(A1,1,1)", "=ROW()", "=SUM(A3:A4)",
            ]
        ),
        min_size=1,
        max_size=3,
    ),
)  # fmt: skip


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.lists(st.one_of(EDITS, CHANGES), max_size=8))
def test_edit_by_edit_is_all_at_once(edits: list[Any]) -> None:
    """Computing after each edit ends where computing everything anew does, circles and arrays included."""
    book = FormulaBook(rows=8)
    for edit in edits:
        if isinstance(edit[0], str):
            _changed(book, edit)
        else:
            row, column, texts = edit
            book.type(f"{'ABCD'[column]}{row + 1}", [[text] for text in texts])
    found = book.table("A1:H8")
    book.book.engine = None
    recalculate(book.book, NOW)
    assert book.table("A1:H8") == found


@pytest.mark.parametrize("formula", ["=A{0}*2", "=SUM(A{0}:B{0},$A$1)"])
def test_an_edit_among_ten_thousand_formulas_reaches_all_that_depend_on_it(formula: str) -> None:
    book = FormulaBook(rows=FORMULAS)
    sheet = book.book.sheets[0]
    for row in range(FORMULAS):
        sheet.put(row, 0, row)
        sheet.put(row, 2, Cell(None, formula.format(row + 1)))
    recalculate(book.book, NOW)
    sheet.put(0, 0, 7)
    recalculate(book.book, NOW)
    found = book.table(f"A1:C{FORMULAS}")
    book.book.engine = None
    recalculate(book.book, NOW)
    assert book.table(f"A1:C{FORMULAS}") == found


@pytest.mark.parametrize(("formula", "head"), [("=A{0}+1", 0), ("=A{2}+1", FORMULAS - 1)])
def test_a_chain_of_ten_thousand_has_no_bottom(formula: str, head: int) -> None:
    book = FormulaBook(rows=FORMULAS)
    sheet = book.book.sheets[0]
    for row in range(FORMULAS):
        sheet.put(row, 0, Cell(None, formula.format(row, row + 1, row + 2)))
    sheet.put(head, 0, 1)
    recalculate(book.book, NOW)
    end = f"A{FORMULAS - head}"
    assert book.value(end) == FORMULAS
    sheet.put(head, 0, 100)
    recalculate(book.book, NOW)
    assert book.value(end) == FORMULAS + 99


def test_a_thousand_open_sums_over_ten_thousand_rows() -> None:
    book = FormulaBook(rows=FORMULAS)
    sheet = book.book.sheets[0]
    for row in range(FORMULAS):
        sheet.put(row, 0, 1)
    for row in range(1000):
        sheet.put(row, 2, Cell(None, f"=SUM(A{row + 1}:A)"))
    recalculate(book.book, NOW)
    sheet.put(FORMULAS - 1, 0, 11)
    recalculate(book.book, NOW)
    assert [row[0] for row in book.table("C1:C1000")] == [FORMULAS + 10 - row for row in range(1000)]


@pytest.mark.parametrize(
    "formula",
    [
        "=SUM($A$1:A{0})",
        "=COUNTIF(A$1:A{0},A{0})",
        "=IFERROR(MATCH(A{0},A$1:A{0},0))",
        "=SUM(A$1:B{0})",
        "=SUMIF(A$1:A{0},A{0},B$1:B{0})",
    ],
)
def test_ranges_that_grow_do_not_fill_the_memory(formula: str) -> None:
    book = FormulaBook(rows=FORMULAS)
    sheet = book.book.sheets[0]
    for row in range(600):
        sheet.put(row, 0, row % 97)
        sheet.put(row, 1, row + 1)
        sheet.put(row, 2, Cell(None, formula.format(row + 1)))
    recalculate(book.book, NOW)
    before = book.table("C1:C600")
    tracemalloc.start()
    try:
        sheet.put(0, 0, 7)
        recalculate(book.book, NOW)
        stays, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert book.table("C1:C600") != before
    assert stays < 250_000
    assert peak < 750_000


def test_a_cell_may_name_itself_where_it_is_not_read(book: FormulaBook) -> None:
    book.type("A1", [["=IF(FALSE,A1,0)", "=ISREF(B1)", "=ROW(C1)"]])
    assert book.table("A1:C1") == [[0, True, 1]]
