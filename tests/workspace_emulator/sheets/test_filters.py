"""What a filter hides is shown again when the filter, or what it asked of a column, is gone."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Book, area

ROWS = [["h", "k", "z"], ["a", "1", "x"], ["b", "2", "x"], ["c", "3", "x"]]
B = {"columnIndex": 0, "filterCriteria": {"hiddenValues": ["b"]}}
ONE = {"columnIndex": 1, "filterCriteria": {"hiddenValues": ["1"]}}
GRID = "gridProperties"


def hidden(book: Book) -> list[int]:
    found = book.get("sheets.data.rowMetadata.hiddenByFilter")["sheets"][0]["data"][0]["rowMetadata"]
    return [row for row, line in enumerate(found) if line.get("hiddenByFilter")]


def columns(start: int, end: int) -> Any:
    return {"deleteDimension": {"range": {"dimension": "COLUMNS", "startIndex": start, "endIndex": end}}}


def cells(box: Any, dimension: str) -> Any:
    return {"deleteRange": {"range": box, "shiftDimension": dimension}}


NARROW = {
    "updateSheetProperties": {"properties": {GRID: {"columnCount": 1}}, "fields": f"{GRID}.columnCount"}
}


@pytest.mark.parametrize(
    ("box", "specs", "before", "request_", "after"),
    [
        (area(0, 4, 0, 2), [B], [2], columns(0, 2), []),
        (area(0, 4, 0, 2), [B], [2], columns(0, 1), []),
        (area(0, 4, 0, 2), [B], [2], columns(1, 2), [2]),
        (area(0, 4, 0, 2), [B], [2], columns(2, 3), [2]),
        (area(0, 4, 0, 2), [B, ONE], [1, 2], columns(0, 1), [1]),
        (area(0, 4, 0, 2), [B, ONE], [1, 2], columns(1, 2), [2]),
        (area(0, 4, 1, 3), [ONE], [1], NARROW, []),
        (area(0, 4, 0, 3), [B, ONE], [1, 2], NARROW, [2]),
        (area(0, 4, 0, 2), [B], [2], cells(area(0, 1000, 0, 2), "COLUMNS"), []),
        (area(0, 4, 0, 2), [B], [2], cells(area(0, 4, 0, 2), "ROWS"), []),
        (area(0, 4, 0, 2), [B], [2], {"clearBasicFilter": {}}, []),
    ],
)  # fmt: skip
def test_nothing_stays_hidden_without_a_reason(
    book: Book, box: Any, specs: Any, before: list[int], request_: Any, after: list[int]
) -> None:
    book.update("A1", ROWS)
    book.batch({"setBasicFilter": {"filter": {"range": box, "filterSpecs": specs}}})
    assert hidden(book) == before
    book.batch(request_)
    assert hidden(book) == after
    book.batch({"clearBasicFilter": {}})
    assert hidden(book) == []
