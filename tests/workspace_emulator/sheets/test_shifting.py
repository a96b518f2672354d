"""Everything follows inserted, deleted and moved rows and columns."""

from __future__ import annotations

from typing import Any

import pytest

from workspace_emulator.sheets.book.areas import Area
from workspace_emulator.sheets.book.lines import Lines
from workspace_emulator.sheets.formulas.moves import follow_cut, follow_lines, follow_title
from workspace_emulator.sheets.formulas.tokens import copied

from .conftest import Book, area

INSERT = Lines(0, "ROWS", "insert", 2, 3)
DELETE = Lines(0, "ROWS", "delete", 1, 2)
COLUMNS = Lines(0, "COLUMNS", "delete", 1, 1)
MOVE = Lines(0, "ROWS", "move", 0, 2, 5)
BAND = Lines(0, "ROWS", "insert", 1, 1, low=0, high=1)


@pytest.mark.parametrize(
    ("lines", "before", "after"),
    [
        (INSERT, "=A2+A3+$A$3", "=A2+A6+$A$6"),
        (INSERT, "=SUM(A1:A2)", "=SUM(A1:A2)"),
        (INSERT, "=SUM(A1:A3)", "=SUM(A1:A6)"),
        (INSERT, "=SUM(A3:A)+SUM(B:B)+SUM(3:3)", "=SUM(A6:A)+SUM(B:B)+SUM(6:6)"),
        (INSERT, '=Tab!A9+Other!A9&"A9"', '=Tab!A12+Other!A9&"A9"'),
        (INSERT, "=LOG10(A5)+A5B", "=LOG10(A8)+A5B"),
        (DELETE, "=A1+A2+A4", "=A1+#REF!+A2"),
        (DELETE, "=SUM(A1:A4)", "=SUM(A1:A2)"),
        (DELETE, "=SUM(A2:A3)", "=SUM(#REF!)"),
        (DELETE, "=SUM(A3:A9)", "=SUM(A2:A7)"),
        (COLUMNS, "=A1+B1+C1+SUM(A:C)+SUM($B:$C)", "=A1+#REF!+B1+SUM(A:B)+SUM($B:$B)"),
        (MOVE, "=A1+A2+A3+A6", "=A4+A5+A1+A6"),
        (MOVE, "=SUM(A1:A2)", "=SUM(A4:A5)"),
        (MOVE, "=SUM(A1:A9)", "=SUM(A1:A9)"),
        (BAND, "=A2+B2+SUM(A2:B2)", "=A3+B2+SUM(A2:B2)"),
        (INSERT, "=SUM(A3:A1)+SUM(C2:$A$1)", "=SUM(A6:A1)+SUM(C2:$A$1)"),
        (INSERT, "=SUM(B:B3)+SUM(4:2)", "=SUM(B:B6)+SUM(7:2)"),
        (DELETE, "=SUM(A4:A1)+SUM(B3:A2)", "=SUM(A2:A1)+SUM(#REF!)"),
        (DELETE, "=SUM(B1:A4)+SUM(A4:$B$1)", "=SUM(B1:A2)+SUM(A2:$B$1)"),
        (COLUMNS, "=SUM(C1:A3)+SUM(C:A)+SUM(A3:C1)", "=SUM(B1:A3)+SUM(B:A)+SUM(A3:B1)"),
        (MOVE, "=SUM(A2:A1)+SUM(A9:A1)", "=SUM(A5:A4)+SUM(A9:A1)"),
        (BAND, "=SUM(A3:A2)+SUM(B2:A2)", "=SUM(A4:A3)+SUM(B2:A2)"),
    ],
)
def test_references_follow_lines(lines: Lines, before: str, after: str) -> None:
    assert follow_lines(before, lines, "Tab", "tab") == after


def test_copied_titled_and_cut_formulas() -> None:
    assert copied("=A1+$A1+A$1+$A$1+Tab!B:B", 2, 1) == "=B3+$A3+B$1+$A$1+Tab!C:C"
    assert copied("=A1", -1, 0) == "=#REF!"
    assert follow_title("=Tab!A1+Other!A1", "tab", "My tab") == "='My tab'!A1+Other!A1"
    assert follow_title("=Tab!A1", "Tab", None) == "=#REF!"
    source = Area(0, 0, 2, 0, 2)
    assert follow_cut("=A1+SUM(A1:C1)", source, 5, 0, "Other", "Tab", "Tab") == "=Other!A6+SUM(A1:C1)"
    assert follow_cut("=SUM(B2:A1)+SUM(C1:B1)", source, 5, 0, "Tab", "Tab", "Tab") == "=SUM(B7:A6)+SUM(C1:B1)"


@pytest.mark.parametrize(
    ("lines", "span", "after"),
    [
        (INSERT, (0, 2), (0, 2)),
        (INSERT, (2, 4), (5, 7)),
        (INSERT, (1, 3), (1, 6)),
        (INSERT, (3, None), (6, None)),
        (INSERT, (None, None), (None, None)),
        (DELETE, (1, 3), None),
        (DELETE, (0, 9), (0, 7)),
        (DELETE, (2, 5), (1, 3)),
        (DELETE, (1, None), (1, None)),
        (MOVE, (0, 2), (3, 5)),
        (MOVE, (2, 5), (0, 3)),
        (MOVE, (7, 9), (7, 9)),
    ],
)
def test_spans(lines: Lines, span: tuple[Any, Any], after: Any) -> None:
    assert lines.span(*span) == after


def lines(kind: str, dimension: str, start: int, end: int, **more: Any) -> Any:
    return {
        kind: {"range": {"sheetId": 0, "dimension": dimension, "startIndex": start, "endIndex": end}, **more}
    }


def furnished(book: Book) -> None:
    """Row 5 and column B have everything that can hang on them."""
    book.update("A5", [["5", "=A5*2"]])
    place = {"sheetId": 0, "dimension": "ROWS", "startIndex": 4, "endIndex": 5}
    rule = {"condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=$A5>1"}]}}
    book.batch(
        {"addNamedRange": {"namedRange": {"name": "five", "range": area(4, 5, 0, 2)}}},
        {"addProtectedRange": {"protectedRange": {"range": area(4, 5, 0, 2), "warningOnly": True}}},
        {"mergeCells": {"range": area(4, 6, 3, 4), "mergeType": "MERGE_ALL"}},
        {
            "addConditionalFormatRule": {
                "rule": {"ranges": [area(4, 5, 0, 2)], "booleanRule": {**rule, "format": {}}},
                "index": 0,
            }
        },
        {"setBasicFilter": {"filter": {"range": area(4, 9, 0, 2)}}},
        {"setDataValidation": {"range": area(4, 5, 2, 3), "rule": rule}},
        {
            "updateDimensionProperties": {
                "range": place,
                "properties": {"pixelSize": 50},
                "fields": "pixelSize",
            }
        },
        {
            "createDeveloperMetadata": {
                "developerMetadata": {
                    "metadataKey": "five",
                    "visibility": "DOCUMENT",
                    "location": {"dimensionRange": place},
                }
            }
        },
    )


def hung(book: Book) -> Any:
    """Where all of it is now: rows as they are counted from 0."""
    shown = book.get(includeGridData="true")
    sheet = shown["sheets"][0]
    metadata = sheet["data"][0]["rowMetadata"]
    rows = [row for row, found in enumerate(metadata) if found["pixelSize"] == 50]
    marked = [row for row, found in enumerate(metadata) if "developerMetadata" in found]
    return {
        "named": shown.get("namedRanges", [{}])[0].get("range", {}).get("startRowIndex"),
        "protected": sheet.get("protectedRanges", [{}])[0].get("range", {}).get("startRowIndex"),
        "merge": sheet.get("merges", [{}])[0].get("startRowIndex"),
        "condition": sheet.get("conditionalFormats", [{}])[0].get("ranges", [{}])[0].get("startRowIndex"),
        "filter": sheet.get("basicFilter", {}).get("range", {}).get("startRowIndex"),
        "size": rows,
        "metadata": marked,
    }


def everywhere(row: int) -> Any:
    names = ("named", "protected", "merge", "condition", "filter")
    return dict.fromkeys(names, row) | {"size": [row], "metadata": [row]}


@pytest.mark.parametrize(
    ("request_", "row"),
    [
        (lines("insertDimension", "ROWS", 0, 3), 7),
        (lines("insertDimension", "ROWS", 4, 5), 5),
        (lines("insertDimension", "ROWS", 10, 15), 4),
        (lines("deleteDimension", "ROWS", 0, 2), 2),
        (lines("deleteDimension", "ROWS", 9, 12), 4),
        (
            {
                "moveDimension": {
                    "source": {"dimension": "ROWS", "startIndex": 0, "endIndex": 1},
                    "destinationIndex": 3,
                }
            },
            4,
        ),
        (
            {
                "moveDimension": {
                    "source": {"dimension": "ROWS", "startIndex": 12, "endIndex": 14},
                    "destinationIndex": 0,
                }
            },
            6,
        ),
    ],
)
def test_all_that_hangs_on_a_row_follows(book: Book, request_: Any, row: int) -> None:
    furnished(book)
    book.batch(request_)
    found = hung(book)
    if "insertDimension" in request_ and row == 5:
        found["size"] = found["size"][-1:]  # a new row takes its size from the row it pushes away
    assert found == everywhere(row)
    number = row + 1
    assert book.values(f"A{number}:B{number}", "FORMULA") == [[5, f"=A{number}*2"]]
    rule = book.cell(f"C{number}", "dataValidation")["dataValidation"]
    assert rule["condition"]["values"] == [{"userEnteredValue": f"=$A{number}>1"}]
    condition = book.sheet()["conditionalFormats"][0]["booleanRule"]["condition"]
    assert condition["values"] == [{"userEnteredValue": f"=$A{number}>1"}]


def test_what_hung_on_a_deleted_row_is_gone(book: Book) -> None:
    furnished(book)
    book.update("F1", [["=A5"]])
    book.batch(lines("deleteDimension", "ROWS", 4, 6))
    found = hung(book)
    assert found == dict.fromkeys(found) | {"filter": 4, "size": [], "metadata": []}
    assert (book.values("F1"), book.values("F1", "FORMULA")) == ([["#REF!"]], [["=#REF!"]])


def test_columns_are_inserted_deleted_and_moved(book: Book) -> None:
    book.update("A1", [["a", "b", "c", "=A1&B1"]])
    book.batch(lines("insertDimension", "COLUMNS", 1, 2))
    assert book.values("A1:E1", "FORMULA") == [["a", "", "b", "c", "=A1&C1"]]
    move = {"source": {"dimension": "COLUMNS", "startIndex": 3, "endIndex": 4}, "destinationIndex": 0}
    book.batch({"moveDimension": move})
    assert book.values("A1:E1", "FORMULA") == [["c", "a", "", "b", "=B1&D1"]]
    book.batch(lines("deleteDimension", "COLUMNS", 1, 3))
    assert book.values("A1:C1", "FORMULA") == [["c", "b", "=#REF!&B1"]]
    assert book.sheet()["properties"]["gridProperties"]["columnCount"] == 25


def test_inserted_rows_take_the_format_of_their_neighbour(book: Book) -> None:
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    book.batch({"repeatCell": {"range": area(0, 1, 0, 1), "cell": bold, "fields": "userEnteredFormat"}})
    book.batch(lines("insertDimension", "ROWS", 1, 2, inheritFromBefore=True))
    assert book.cell("A2", "userEnteredFormat.textFormat.bold") == bold
    book.batch(lines("insertDimension", "ROWS", 2, 3))
    assert book.cell("A3", "userEnteredFormat") == {}


def test_frozen_rows_grow_and_shrink(book: Book) -> None:
    grid = {"gridProperties": {"frozenRowCount": 2}}
    book.batch({"updateSheetProperties": {"properties": grid, "fields": "gridProperties.frozenRowCount"}})
    book.batch(lines("insertDimension", "ROWS", 1, 2))
    assert book.sheet()["properties"]["gridProperties"]["frozenRowCount"] == 3
    book.batch(lines("deleteDimension", "ROWS", 0, 3))
    assert book.sheet()["properties"]["gridProperties"] == {"rowCount": 998, "columnCount": 26}


def test_ranges_push_cells_aside_and_close_up(book: Book) -> None:
    book.update("A1", [["a", "b"], ["c", "d"], ["=A2", "=B2"]])
    book.batch({"insertRange": {"range": area(1, 2, 0, 1), "shiftDimension": "ROWS"}})
    assert book.values("A1:B4", "FORMULA") == [["a", "b"], ["", "d"], ["c", "=B2"], ["=A3"]]
    book.batch({"deleteRange": {"range": area(1, 2, 0, 1), "shiftDimension": "ROWS"}})
    assert book.values("A1:B4", "FORMULA") == [["a", "b"], ["c", "d"], ["=A2", "=B2"]]
    book.batch({"insertRange": {"range": area(0, 1, 0, 1), "shiftDimension": "COLUMNS"}})
    assert book.values("A1:C1") == [["", "a", "b"]]
