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


def at(row: int, column: int, sheet: int = 0) -> Any:
    return {"sheetId": sheet, "rowIndex": row, "columnIndex": column}


def cut(source: Any, destination: Any, **more: Any) -> Any:
    return {"cutPaste": {"source": source, "destination": destination, **more}}


def told(book: Book, number: int = 0) -> list[tuple[str, Any]]:
    """The formulas of a sheet's rules with their ranges."""
    rules = book.sheet(number).get("conditionalFormats", [])
    return [
        (rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"], rule["ranges"]) for rule in rules
    ]


def custom(formula: str, *sides: int) -> Any:
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]}
    rule = {"ranges": [plain(*sides)], "booleanRule": {"condition": condition, "format": BOLD}}
    return {"addConditionalFormatRule": {"rule": rule}}


def test_a_rule_goes_with_the_cells_that_are_cut(book: Book) -> None:
    book.batch(custom("=$B2>$C$5+$Z2", 1, 10, 1, 2), cut(area(0, 10, 0, 4), at(11, 5)))
    assert told(book) == [("=$G13>$H$16+$Z2", [plain(12, 21, 6, 7)])]


def test_cells_cut_out_of_a_rule_take_one_of_their_own_along(book: Book) -> None:
    book.batch(custom("=B2>5", 1, 10, 1, 2), cut(area(1, 3, 1, 2), at(11, 5)))
    assert told(book) == [("=B4>5", [plain(3, 10, 1, 2)]), ("=F12>5", [plain(11, 13, 5, 6)])]


def test_a_rule_goes_to_another_sheet_with_its_cells(book: Book) -> None:
    book.batch({"addSheet": {"properties": {"title": "Второй", "sheetId": 7}}})
    book.batch(custom("=B2>$Z2", 1, 10, 1, 2), cut(area(4, 6, 1, 2), at(11, 5, 7)))
    assert told(book) == [("=B2>$Z2", [plain(1, 4, 1, 2), plain(6, 10, 1, 2)])]
    assert told(book, 1) == [("=F12>Sheet1!$Z5", [{"sheetId": 7, **plain(11, 13, 5, 6)}])]


def test_values_that_are_cut_leave_rules_where_they_are(book: Book) -> None:
    book.batch(custom("=B2>5", 1, 10, 1, 2), cut(area(1, 3, 1, 2), at(11, 5), pasteType="PASTE_VALUES"))
    assert [ranges for _, ranges in told(book)] == [[plain(1, 10, 1, 2)]]


@pytest.mark.parametrize(
    ("destination", "kind", "ranges"),
    [
        (plain(4, 5, 1, 2), "PASTE_NORMAL", [plain(1, 4, 1, 2), plain(5, 10, 1, 2)]),
        (plain(1, 10, 0, 2), "PASTE_FORMAT", []),
        (plain(4, 5, 1, 2), "PASTE_VALUES", [plain(1, 10, 1, 2)]),
    ],
)
def test_a_rule_holds_no_more_where_other_cells_are_pasted(
    book: Book, destination: Any, kind: str, ranges: Any
) -> None:
    copy = {"source": plain(20, 21, 5, 6), "destination": destination, "pasteType": kind}
    book.batch(custom("=B2>5", 1, 10, 1, 2), {"copyPaste": copy})
    assert [found for _, found in told(book)] == ([ranges] if ranges else [])


def test_a_rule_stays_whole_where_its_own_cells_are_pasted(book: Book) -> None:
    copy = {"source": plain(1, 2, 1, 2), "destination": plain(4, 6, 1, 2)}
    book.batch(custom("=B2>5", 1, 10, 1, 2), {"copyPaste": copy})
    assert told(book) == [("=B2>5", [plain(1, 10, 1, 2)])]


def test_named_ranges_and_formulas_go_with_cut_cells_to_another_sheet(book: Book) -> None:
    book.update("A1", [[1, "=A1+D1", "=SUM(nam)"], [2, "=SUM(A1:A2)", "=A3"], [3, "", "", 4]])
    book.batch(
        {"addSheet": {"properties": {"title": "Второй", "sheetId": 7}}},
        {"addNamedRange": {"namedRange": {"name": "nam", "range": area(0, 2, 0, 1)}}},
        cut(area(0, 3, 0, 3), at(4, 4, 7)),
    )
    assert book.values("Второй!E5:G7", "FORMULA") == [
        [1, "=E5+Sheet1!D1", "=SUM(nam)"],
        [2, "=SUM(E5:E6)", "=E7"],
        [3],
    ]
    assert book.values("Второй!G5") == [["3"]]
    (named,) = book.get("namedRanges")["namedRanges"]
    assert named["range"] == {"sheetId": 7, **plain(4, 6, 4, 5)}


def test_a_merge_of_one_cell_is_none(book: Book) -> None:
    merged = [plain(3, 4, 0, 2), plain(4, 5, 0, 3)]
    book.batch(*({"mergeCells": {"range": place}} for place in merged))
    book.batch(lines("deleteDimension", "COLUMNS", 1, 2))
    assert book.sheet()["merges"] == [plain(4, 5, 0, 2)]


def test_references_to_whole_lines_go_with_them(book: Book) -> None:
    book.update("A1", [["1", "=A2", "=SUM(A:A)"], ["2"]])
    book.batch(
        {"addNamedRange": {"namedRange": {"name": "whole", "range": plain_columns(0, 1)}}},
        {"mergeCells": {"range": plain(3, 5, 0, 1)}},
        custom("=$A1>1", 0, 1000, 0, 1),
        cut(plain_columns(0, 1), at(0, 4)),
    )
    assert book.values("B1:E2", "FORMULA") == [["=E2", "=SUM(E:E)", "", 1], ["", "", "", 2]]
    (named,) = book.get("namedRanges")["namedRanges"]
    assert named["range"] == {"startColumnIndex": 4, "endColumnIndex": 5}
    assert book.sheet()["merges"] == [plain(3, 5, 4, 5)]
    assert told(book) == [("=$E1>1", [plain(0, 1000, 4, 5)])]


def plain_columns(start: int, end: int) -> dict[str, int]:
    return {"startColumnIndex": start, "endColumnIndex": end}
