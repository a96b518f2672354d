"""Conditional formats when rows and columns come, go and move: a rule speaks of the same cells as before."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Book, area

SIDES = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")


def lines(kind: str, dimension: str, start: int, end: int) -> Any:
    return {kind: {"range": {"dimension": dimension, "startIndex": start, "endIndex": end}}}


def move(dimension: str, start: int, end: int, to: int) -> Any:
    source = {"dimension": dimension, "startIndex": start, "endIndex": end}
    return {"moveDimension": {"source": source, "destinationIndex": to}}


@pytest.mark.parametrize(
    ("change", "ranges", "formula"),
    [
        (lines("insertDimension", "ROWS", 0, 2), [(3, 6, 1, 3)], "=AND($B4>$A$3,C5=B4)"),
        (lines("insertDimension", "ROWS", 2, 3), [(1, 5, 1, 3)], "=AND($B2>$A$1,C4=B2)"),
        (lines("deleteDimension", "ROWS", 1, 2), [(1, 3, 1, 3)], "=AND($B2>$A$1,C3=B2)"),
        (lines("deleteDimension", "ROWS", 1, 3), [(1, 2, 1, 3)], "=AND($B2>$A$1,C3=B2)"),
        (lines("deleteDimension", "ROWS", 3, 4), [(1, 3, 1, 3)], "=AND($B2>$A$1,C3=B2)"),
        (lines("deleteDimension", "COLUMNS", 1, 2), [(1, 4, 1, 2)], "=AND(#REF!>$A$1,C3=B2)"),
        (lines("insertDimension", "COLUMNS", 0, 1), [(1, 4, 2, 4)], "=AND($C2>$B$1,D3=C2)"),
        (move("ROWS", 3, 4, 1), [(1, 4, 1, 3)], "=AND($B2>$A$1,C3=B2)"),
    ],
)
def test_a_formula_keeps_its_meaning(book: Book, change: Any, ranges: Any, formula: str) -> None:
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=AND($B2>$A$1,C3=B2)"}]}
    boolean = {"condition": condition, "format": {"textFormat": {"bold": True}}}
    first = {name: item for name, item in area(1, 4, 1, 3).items() if name != "sheetId"}
    book.batch({"addConditionalFormatRule": {"rule": {"ranges": [first], "booleanRule": boolean}}})
    book.update("A1", [["1", "2", "3"]] * 5)
    book.batch(change)
    (rule,) = book.sheet()["conditionalFormats"]
    found = rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"]
    places = [tuple(item[key] for key in SIDES) for item in rule["ranges"]]
    assert (places, found) == (ranges, formula)
