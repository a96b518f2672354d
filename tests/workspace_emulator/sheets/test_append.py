"""values.append: which table it finds, where it writes, how the grid grows."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Book

TWO_TABLES = [
    ["x", "y", "z"],
    ["x", "y", "z"],
    [],
    ["", "x", "y", "z"],
    ["", "x", "y", "z"],
    ["", "x", "y", "z"],
]


@pytest.mark.parametrize(
    ("anchor", "table", "written"),
    [
        ("Sheet1", "Sheet1!B4:D6", "Sheet1!B7"),
        ("B4", "Sheet1!B4:D6", "Sheet1!B7"),
        ("C5:D5", "Sheet1!B4:D6", "Sheet1!B7"),
        ("B2:D4", "Sheet1!B4:D6", "Sheet1!B7"),
        ("A3:G10", "Sheet1!B4:D6", "Sheet1!B7"),
        ("A1", "Sheet1!A1:C2", "Sheet1!A3"),
        ("E4", None, "Sheet1!E4"),
        ("A4", None, "Sheet1!A4"),
        ("F:G", None, "Sheet1!F1"),
    ],
)
def test_the_table_a_range_points_at(book: Book, anchor: str, table: str | None, written: str) -> None:
    """The examples of Google's guide."""
    book.update("A1", TWO_TABLES)
    answer = book.append(anchor, [["new"]])
    assert (answer.get("tableRange"), answer["updates"]["updatedRange"]) == (table, written)


def test_a_blank_sheet_has_no_table(book: Book) -> None:
    assert book.append("Sheet1", [["a", "b", ""]]) == {
        "spreadsheetId": book.id,
        "updates": {
            "spreadsheetId": book.id,
            "updatedRange": "Sheet1!A1:C1",
            "updatedRows": 1,
            "updatedColumns": 3,
            "updatedCells": 3,
        },
    }


def test_a_blank_cell_divides_tables(book: Book) -> None:
    book.update("A1", [["x", "", "z"]])
    drifted = book.append("Sheet1", [["1", "2", "3"]])
    assert (drifted["tableRange"], drifted["updates"]["updatedRange"]) == ("Sheet1!C1", "Sheet1!C2:E2")
    anchored = book.append("A1", [["1", "2", "3"]])
    assert (anchored["tableRange"], anchored["updates"]["updatedRange"]) == ("Sheet1!A1", "Sheet1!A2:C2")


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("OVERWRITE", [["h"], ["a"], ["new"], ["more"], ["below"]]),
        ("INSERT_ROWS", [["h"], ["a"], ["new"], ["more"], [], [], ["below"]]),
    ],
)
def test_overwriting_and_inserting(book: Book, option: str, expected: Any) -> None:
    book.update("A1", [["h"], ["a"], [], [], ["below"]])
    book.append("A1", [["new"], ["more"]], insertDataOption=option)
    assert book.values("A1:A9") == expected


@pytest.mark.parametrize("option", ["OVERWRITE", "INSERT_ROWS"])
def test_the_grid_grows(book: Book, option: str) -> None:
    grid = {"rowCount": 2, "columnCount": 2}
    book.batch(
        {
            "updateSheetProperties": {
                "properties": {"gridProperties": grid},
                "fields": "gridProperties(rowCount,columnCount)",
            }
        }
    )
    book.update("A1", [["a", "b"], ["c", "d"]])
    answer = book.append("A1", [["1", "2", "3"], ["4"]], insertDataOption=option)
    assert answer["updates"]["updatedRange"] == "Sheet1!A3:C4"
    assert book.sheet()["properties"]["gridProperties"] == {"rowCount": 4, "columnCount": 3}


def test_formulas_below_an_inserted_row_follow(book: Book) -> None:
    book.update("A1", [["1"], ["2"], [], ["=SUM(A1:A2)"]])
    book.append("A1", [["3"]], "USER_ENTERED", insertDataOption="INSERT_ROWS")
    assert book.values("A1:A9", "FORMULA") == [[1], [2], [3], [], ["=SUM(A1:A2)"]]
