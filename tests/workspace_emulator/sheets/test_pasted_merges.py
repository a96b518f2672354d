"""Merges that are pasted over others, and validation where a filter hides rows."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Book, area

HERE, THERE = area(1, 3, 1, 3), area(8, 10, 0, 2)


def merges(book: Book) -> list[tuple[int, ...]]:
    names = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
    return [tuple(found[name] for name in names) for found in book.sheet().get("merges", [])]


def merged(book: Book) -> None:
    book.batch({"mergeCells": {"range": HERE}}, {"mergeCells": {"range": THERE}})


def copied(*destination: int) -> Any:
    return {"copyPaste": {"source": THERE, "destination": area(*destination)}}


def cut(row: int, column: int, kind: str = "PASTE_NORMAL") -> Any:
    destination = {"rowIndex": row, "columnIndex": column}
    return {"cutPaste": {"source": THERE, "destination": destination, "pasteType": kind}}


@pytest.mark.parametrize(
    ("request_", "kept"),
    [
        (copied(1, 3, 1, 3), [(8, 10, 0, 2), (1, 3, 1, 3)]),
        (copied(4, 6, 0, 4), [(1, 3, 1, 3), (8, 10, 0, 2), (4, 6, 0, 2), (4, 6, 2, 4)]),
        (cut(1, 1), [(1, 3, 1, 3)]),
        (cut(7, 1), [(1, 3, 1, 3), (7, 9, 1, 3)]),
        (cut(7, 4, "PASTE_VALUES"), [(1, 3, 1, 3), (8, 10, 0, 2)]),
    ],
)
def test_a_pasted_merge_takes_the_place_of_another(book: Book, request_: Any, kept: Any) -> None:
    merged(book)
    book.batch(request_)
    assert merges(book) == kept


@pytest.mark.parametrize(("kind", "request_"), [("copyPaste", copied(2, 4, 2, 4)), ("cutPaste", cut(2, 2))])
def test_a_pasted_merge_tears_no_other(book: Book, kind: str, request_: Any) -> None:
    merged(book)
    text = "You must select all cells in a merged range to merge or unmerge them."
    assert book.refused(request_) == f"Invalid requests[0].{kind}: {text}"
    assert merges(book) == [(1, 3, 1, 3), (8, 10, 0, 2)]


@pytest.mark.parametrize(("more", "ruled"), [({}, ["B3"]), ({"filteredRowsIncluded": True}, ["B2", "B3"])])
def test_validation_spares_rows_that_a_filter_hides(book: Book, more: Any, ruled: list[str]) -> None:
    book.update("A1", [["h"], ["a"], ["b"]])
    shown = {"range": area(0, 3, 0, 1), "criteria": {"0": {"hiddenValues": ["a"]}}}
    book.batch({"setBasicFilter": {"filter": shown}})
    rule = {"condition": {"type": "BOOLEAN"}}
    book.batch({"setDataValidation": {"range": area(1, 3, 1, 2), "rule": rule, **more}})
    assert [place for place in ("B2", "B3") if book.cell(place, "dataValidation")] == ruled
