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


BOLD = {"textFormat": {"bold": True}}
CONDITION = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=$B2>A$1"}]}


def plain(*sides: int) -> dict[str, int]:
    return dict(zip(SIDES, sides, strict=True))


def paste(destination: Any, kind: str) -> Any:
    return {"copyPaste": {"source": plain(2, 3, 0, 2), "destination": destination, "pasteType": kind}}


@pytest.mark.parametrize(
    ("kind", "added"),
    [
        ("PASTE_NORMAL", [plain(6, 7, 1, 2), plain(7, 8, 1, 2)]),
        ("PASTE_FORMAT", [plain(6, 7, 1, 2), plain(7, 8, 1, 2)]),
        ("PASTE_CONDITIONAL_FORMATTING", [plain(6, 7, 1, 2), plain(7, 8, 1, 2)]),
        ("PASTE_VALUES", []),
        ("PASTE_FORMULA", []),
    ],
)
def test_a_rule_reaches_what_is_pasted_on_its_sheet(book: Book, kind: str, added: Any) -> None:
    rule = {"ranges": [plain(1, 4, 1, 3)], "booleanRule": {"condition": CONDITION, "format": BOLD}}
    book.batch({"addConditionalFormatRule": {"rule": rule}}, paste(plain(6, 8, 0, 2), kind))
    (found,) = book.sheet()["conditionalFormats"]
    assert found == {**rule, "ranges": [*rule["ranges"], *added]}


def test_a_rule_pasted_above_is_told_for_its_new_first_cell(book: Book) -> None:
    rule = {"ranges": [plain(3, 5, 1, 2)], "booleanRule": {"condition": CONDITION, "format": BOLD}}
    copy = {"source": plain(3, 4, 1, 2), "destination": plain(1, 2, 1, 2), "pasteType": "PASTE_NORMAL"}
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=$B4>B$1"}]}
    rule["booleanRule"] = {"condition": condition, "format": BOLD}
    book.batch({"addConditionalFormatRule": {"rule": rule}}, {"copyPaste": copy})
    (found,) = book.sheet()["conditionalFormats"]
    assert found["ranges"] == [plain(3, 5, 1, 2), plain(1, 2, 1, 2)]
    assert found["booleanRule"]["condition"]["values"] == [{"userEnteredValue": "=$B2>B$1"}]


def test_another_sheet_gets_a_rule_of_its_own(book: Book) -> None:
    rule = {"ranges": [plain(1, 4, 1, 3)], "booleanRule": {"condition": CONDITION, "format": BOLD}}
    there = {"sheetId": 7, **plain(6, 7, 0, 2)}
    book.batch(
        {"addSheet": {"properties": {"title": "Второй", "sheetId": 7}}},
        {"addConditionalFormatRule": {"rule": rule}},
        paste(there, "PASTE_NORMAL"),
    )
    (found,) = book.sheet(1)["conditionalFormats"]
    assert found["ranges"] == [{"sheetId": 7, **plain(6, 7, 1, 2)}]
    assert found["booleanRule"]["condition"]["values"] == [{"userEnteredValue": "=$B7>A$1"}]
    assert book.sheet(0)["conditionalFormats"] == [rule]
