"""batchUpdate: cells, formats, borders, merges, sorting, pasting, replacing, validation."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Book, area

MARK = {"metadataId": 5, "metadataKey": "k", "visibility": "DOCUMENT", "location": {"spreadsheet": True}}


def text(value: str) -> dict[str, Any]:
    return {"userEnteredValue": {"stringValue": value}}


def number(value: float) -> dict[str, Any]:
    return {"userEnteredValue": {"numberValue": value}}


def test_cells_are_updated_by_mask(book: Book) -> None:
    red = {"userEnteredFormat": {"backgroundColor": {"red": 1}, "textFormat": {"bold": True, "fontSize": 12}}}
    rows = [{"values": [{**number(1), **red, "note": "n"}, text("b")]}]
    book.batch({"updateCells": {"start": {}, "rows": rows, "fields": "*"}})
    book.batch(
        {
            "updateCells": {
                "range": area(0, 1, 0, 2),
                "rows": [{"values": [{"userEnteredFormat": {"textFormat": {"italic": True}}}]}],
                "fields": "userEnteredFormat.textFormat.italic,note",
            }
        }
    )
    assert book.cell("A1", "userEnteredValue,userEnteredFormat,note") == {
        "userEnteredValue": {"numberValue": 1},
        "userEnteredFormat": {
            "backgroundColor": {"red": 1},
            "backgroundColorStyle": {"rgbColor": {"red": 1}},
            "textFormat": {"bold": True, "fontSize": 12, "italic": True},
        },
    }
    assert book.values("A1:B1") == [["1", "b"]]


def test_updated_cells_clear_what_the_rows_lack(book: Book) -> None:
    book.update("A1", [["a", "b"], ["c", "d"]])
    rows = [{"values": [text("A")]}]
    book.batch({"updateCells": {"range": area(0, 2, 0, 2), "rows": rows, "fields": "userEnteredValue"}})
    assert book.values("A1:B2") == [["A"]]


def test_writing_past_the_range_is_refused(book: Book) -> None:
    rows = [{"values": [text("a"), text("b")]}]
    message = book.refused({"updateCells": {"range": area(0, 1, 0, 1), "rows": rows, "fields": "*"}})
    assert message == (
        "Invalid requests[0].updateCells: "
        "Attempting to write column: 1, beyond the last requested column of: 0"
    )


def test_a_repeated_formula_is_relative(book: Book) -> None:
    book.update("A1", [[1], [2], [3]])
    cell = {"userEnteredValue": {"formulaValue": "=A1*10+A$1"}}
    book.batch({"repeatCell": {"range": area(0, 3, 1, 2), "cell": cell, "fields": "userEnteredValue"}})
    assert book.values("B1:B3", "FORMULA") == [["=A1*10+A$1"], ["=A2*10+A$1"], ["=A3*10+A$1"]]
    assert book.values("B1:B3", "UNFORMATTED_VALUE") == [[11], [21], [31]]


def test_cells_are_appended_after_the_last_row_with_data(book: Book) -> None:
    book.update("C5", [["x"]])
    book.batch(
        {"appendCells": {"rows": [{"values": [text("new")]}], "fields": "*"}},
        {"createDeveloperMetadata": {"developerMetadata": MARK}},
    )
    assert book.values("A5:C6") == [["", "", "x"], ["new"]]


def test_metadata_ids_are_given_once(book: Book) -> None:
    """An id of one's own makes a batch fail the second time instead of writing twice."""
    batch = [
        {"appendCells": {"rows": [{"values": [text("new")]}], "fields": "*"}},
        {"createDeveloperMetadata": {"developerMetadata": MARK}},
    ]
    book.batch(*batch)
    assert book.refused(*batch) == (
        "Invalid requests[1].createDeveloperMetadata: Cannot add developer metadata with ID [5] because "
        "developer metadata with that ID already exists."
    )
    assert book.values("A1:A3") == [["new"]]


def test_borders(book: Book) -> None:
    line = {"style": "SOLID", "color": {"red": 1}}
    book.batch(
        {"updateBorders": {"range": area(0, 2, 0, 2), "top": line, "innerVertical": {"style": "DASHED"}}}
    )
    red = {"red": 1}
    solid = {"style": "SOLID", "width": 1, "color": red, "colorStyle": {"rgbColor": red}}
    dashed = {"style": "DASHED", "width": 1, "color": {}, "colorStyle": {"rgbColor": {}}}
    assert book.cell("A1", "userEnteredFormat.borders") == {
        "userEnteredFormat": {"borders": {"top": solid, "right": dashed}}
    }
    assert book.cell("B2", "userEnteredFormat.borders") == {
        "userEnteredFormat": {"borders": {"left": dashed}}
    }
    book.batch({"updateBorders": {"range": area(0, 2, 0, 2), "innerVertical": {"style": "NONE"}}})
    assert book.cell("B2", "userEnteredFormat.borders") == {}


def test_merges(book: Book) -> None:
    book.update("A1", [["a", "b"], ["c", "d"]])
    book.batch({"mergeCells": {"range": area(0, 2, 0, 2), "mergeType": "MERGE_ROWS"}})
    assert book.sheet()["merges"] == [
        {"startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 2},
        {"startRowIndex": 1, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2},
    ]
    assert book.values("A1:B2") == [["a"], ["c"]]
    partly = "You must select all cells in a merged range to merge or unmerge them."
    assert (
        book.refused({"unmergeCells": {"range": area(0, 1, 0, 1)}})
        == f"Invalid requests[0].unmergeCells: {partly}"
    )
    book.batch({"unmergeCells": {"range": area(0, 5, 0, 5)}})
    assert "merges" not in book.sheet()


def test_sorting(russian: Book) -> None:
    russian.update("A1", [["имя", "балл"], ["Ель", 2], ["ёж", "-"], ["", 9], ["дуб", True], [5, 1]])
    spec = {"dimensionIndex": 0, "sortOrder": "ASCENDING"}
    russian.batch({"sortRange": {"range": area(1, 6, 0, 2), "sortSpecs": [spec]}})
    assert russian.values("A1:B6", "UNFORMATTED_VALUE") == [
        ["имя", "балл"],
        [5, 1],
        ["дуб", True],
        ["ёж", "-"],
        ["Ель", 2],
        ["", 9],
    ]
    russian.batch(
        {"sortRange": {"range": area(1, 6, 0, 2), "sortSpecs": [spec | {"sortOrder": "DESCENDING"}]}}
    )
    assert russian.values("A2:A6") == [["Ель"], ["ёж"], ["дуб"], ["5"]]


def test_sorting_carries_formulas_and_notes(book: Book) -> None:
    book.update("A1", [[2, "=A1*10"], [1, "=A2*10"]])
    note = {"rows": [{"values": [{"note": "two"}]}], "fields": "note"}
    book.batch(
        {"updateCells": {"range": area(0, 1, 0, 1), **note}},
        {"sortRange": {"range": area(0, 2, 0, 2), "sortSpecs": [{"dimensionIndex": 0}]}},
    )
    assert book.values("A1:B2", "FORMULA") == [[1, "=A1*10"], [2, "=A2*10"]]
    assert book.cell("A2", "note") == {"note": "two"}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("PASTE_NORMAL", [["=B1+$A$1"], ["=B2+$A$1"]]),
        ("PASTE_FORMULA", [["=B1+$A$1"], ["=B2+$A$1"]]),
        ("PASTE_VALUES", [[2], [2]]),
    ],
)
def test_copies(book: Book, kind: str, expected: Any) -> None:
    book.update("A1", [[1, "=A1+$A$1"]])
    book.batch(
        {"copyPaste": {"source": area(0, 1, 1, 2), "destination": area(0, 2, 2, 3), "pasteType": kind}}
    )
    assert book.values("C1:C2", "FORMULA") == expected


def test_a_transposed_copy(book: Book) -> None:
    book.update("A1", [[1, 2, 3]])
    book.batch(
        {
            "copyPaste": {
                "source": area(0, 1, 0, 3),
                "destination": area(2, 3, 0, 1),
                "pasteOrientation": "TRANSPOSE",
            }
        }
    )
    assert book.values("A3:A5", "UNFORMATTED_VALUE") == [[1], [2], [3]]


def test_cut_cells_take_their_references_along(book: Book) -> None:
    book.update("A1", [[7, "=A1+1", "=SUM(A1:A2)"]])
    book.batch({"cutPaste": {"source": area(0, 1, 0, 1), "destination": {"rowIndex": 4, "columnIndex": 4}}})
    assert book.values("A1:C1", "FORMULA") == [["", "=E5+1", "=SUM(A1:A2)"]]
    assert book.values("A1:C1", "UNFORMATTED_VALUE") == [["", 8, 0]]


def test_find_and_replace(book: Book) -> None:
    book.update("A1", [["cat", "Cat nap", '=LEN("cat")'], [12, "dog"]])
    reply = book.batch({"findReplace": {"find": "cat", "replacement": "fox", "allSheets": True}})[0]
    assert reply == {
        "findReplace": {"valuesChanged": 2, "rowsChanged": 1, "sheetsChanged": 1, "occurrencesChanged": 2}
    }
    book.batch(
        {"findReplace": {"find": r"^(\d)(\d)$", "replacement": "$2$1", "searchByRegex": True, "sheetId": 0}},
        {"findReplace": {"find": "cat", "replacement": "horse", "includeFormulas": True, "sheetId": 0}},
        {"findReplace": {"find": "FOX", "replacement": "-", "matchCase": True, "sheetId": 0}},
    )
    assert book.values("A1:C2", "UNFORMATTED_VALUE") == [["fox", "fox nap", 5], [21, "dog"]]


def test_validation(book: Book) -> None:
    rule = {
        "condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "н"}]},
        "strict": True,
        "showCustomUi": True,
    }
    book.batch({"setDataValidation": {"range": area(0, 2, 0, 1), "rule": rule}})
    assert book.cell("A2", "dataValidation") == {"dataValidation": rule}
    book.update("A2", [["н"]])
    assert book.cell("A2", "dataValidation,formattedValue") == {"dataValidation": rule, "formattedValue": "н"}
    book.batch({"setDataValidation": {"range": area(1, 2, 0, 1)}})
    assert book.cell("A2", "dataValidation") == {}


def test_duplicates_and_spaces(book: Book) -> None:
    book.update("A1", [["a", "1"], ["A", "1"], ["b", "  x   y "], ["a", "1"]], "RAW")
    replies = book.batch(
        {"deleteDuplicates": {"range": area(0, 4, 0, 2)}}, {"trimWhitespace": {"range": area(0, 9, 0, 2)}}
    )
    assert replies == [
        {"deleteDuplicates": {"duplicatesRemovedCount": 2}},
        {"trimWhitespace": {"cellsChangedCount": 1}},
    ]
    assert book.values("A1:B4") == [["a", "1"], ["b", "x y"]]


@pytest.mark.parametrize(
    ("find", "replacement", "options", "shown"),
    [
        ("(a+)+$", "x", {}, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"),
        (r"\p{L}+", "слово", {}, "слово!"),
        ("A+(!)", "$1$1", {}, "!!"),
        ("A+", "x", {"matchCase": True}, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"),
        ("a+", "x", {"matchEntireCell": True}, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"),
        ("a+|a+!", "x", {"matchEntireCell": True}, "x"),
        ("a+", r"\$1\\", {}, "$1\\!"),
        ("!", "$1", {"searchByRegex": False}, "a" * 40 + "$1"),
        ("(?s)A.*", "$0?", {}, "a" * 40 + "!?"),
    ],
)
def test_find_by_expression(
    book: Book, find: str, replacement: str, options: dict[str, bool], shown: str
) -> None:
    book.update("A1", [["a" * 40 + "!"]], "RAW")
    request = {"find": find, "replacement": replacement, "searchByRegex": True, "allSheets": True, **options}
    book.batch({"findReplace": request})
    assert book.values("A1") == [[shown]]


@pytest.mark.parametrize(
    ("find", "replacement"), [("(", ""), ("(?=a)", ""), (r"(a)\1", ""), ("a", "$1"), ("(?:(a?){9}){99}", "")]
)
def test_refused_expressions(book: Book, find: str, replacement: str) -> None:
    book.update("A1", [["a" * 40_000]], "RAW")
    request = {"find": find, "replacement": replacement, "searchByRegex": True, "allSheets": True}
    assert book.refused({"findReplace": request}).startswith("Invalid requests[0].findReplace: ")
    assert book.values("A1") == [["a" * 40_000]]


def test_spaces_in_what_an_array_fills_are_its_own(book: Book) -> None:
    book.update("A1", [['={" a ";" b "}']])
    book.batch({"trimWhitespace": {"range": area(0, 5, 0, 5)}})
    assert book.values("A1:A5") == [[" a "], [" b "]]


@pytest.mark.parametrize("kind", ["copyPaste", "cutPaste"])
@pytest.mark.parametrize("source", [area(0, 0, 0, 1), area(0, 1, 2, 2)])
def test_nothing_cannot_be_pasted(book: Book, kind: str, source: dict[str, int]) -> None:
    target = {"sheetId": 0, "rowIndex": 3} if kind == "cutPaste" else area(3, 4, 0, 1)
    message = book.refused({kind: {"source": source, "destination": target}})
    assert message == f"Invalid requests[0].{kind}: The source range is empty."
