"""What follows when many rows of a range go at once: as if each went by itself, but in one pass."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from workspace_emulator.sheets.book.lines import Gaps, Lines
from workspace_emulator.sheets.formulas import tokens

from .conftest import Book, area

ROWS = st.integers(0, 12)
SIDE = st.one_of(st.none(), ROWS)


def one_by_one(gone: set[int]) -> list[Lines]:
    return [Lines(0, "ROWS", "delete", row, 1, low=1, high=3) for row in sorted(gone, reverse=True)]


@given(st.sets(ROWS, min_size=1), ROWS, SIDE, SIDE)
def test_gaps_are_lines_deleted_one_by_one(
    gone: set[int], line: int, start: int | None, end: int | None
) -> None:
    gaps = Gaps.of(0, "ROWS", sorted(gone), low=1, high=3)
    place: int | None = line
    span: tuple[int | None, int | None] | None = (start, end)
    for lines in one_by_one(gone):
        place = None if place is None else lines.index(place)
        span = None if span is None else lines.span(*span)
    assert gaps.index(line) == place
    if start is None or end is None or start < end:
        assert gaps.span(start, end) == span


@given(st.sets(ROWS, min_size=1), ROWS)
def test_the_line_that_stays(gone: set[int], line: int) -> None:
    stays = line
    while stays in gone:
        stays += 1
    assert Gaps.of(0, "ROWS", sorted(gone)).staying(line) == stays


def test_each_formula_is_rewritten_once(book: Book) -> None:
    rows = [["same" if row % 2 else row, 1] for row in range(300)]
    book.update("A1", rows, "RAW")
    book.update("E1", [[f"=A{row}&SUM(B${row}:B)"] for row in range(1, 301)])
    before = tokens.tokens.cache_info()
    found = book.batch({"deleteDuplicates": {"range": area(0, 300, 0, 2)}})
    after = tokens.tokens.cache_info()
    assert found == [{"deleteDuplicates": {"duplicatesRemovedCount": 149}}]
    assert after.hits + after.misses - before.hits - before.misses < 2_000
    formulas = [row[0] for row in book.values("E1:E300", "FORMULA")]
    assert formulas[:4] == ["=A1&SUM(B$1:B)", "=A2&SUM(B$2:B)", "=A3&SUM(B$3:B)", "=#REF!&SUM(B$4:B)"]
    assert [
        formula for formula, after_ in pairwise(formulas[2:]) if "#REF!" in formula and "#REF!" in after_
    ] == []
