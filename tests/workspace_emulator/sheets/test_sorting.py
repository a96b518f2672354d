"""Rows put in order: what goes along, and what stays where it is."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Book, area

PEOPLE = [["Вера", 3], ["Анна", 1], ["Борис", 2]]


def sort(*specs: Any, bottom: int = 3) -> Any:
    return {"sortRange": {"range": area(0, bottom, 0, 4), "sortSpecs": list(specs)}}


@pytest.mark.parametrize(
    ("specs", "expected"),
    [
        ([{"dimensionIndex": 0}], ["Анна", "Борис", "Вера"]),
        ([{"dimensionIndex": 1, "sortOrder": "DESCENDING"}], ["Вера", "Борис", "Анна"]),
        ([{"dimensionIndex": 2}, {"dimensionIndex": 0}], ["Анна", "Борис", "Вера"]),
    ],
)
def test_order(book: Book, specs: Any, expected: list[str]) -> None:
    book.update("A1", PEOPLE)
    book.batch(sort(*specs))
    assert [row[0] for row in book.values("A1:A3")] == expected


def test_metadata_notes_and_merges_go_with_their_rows(book: Book) -> None:
    book.update("A1", PEOPLE)
    place = {"dimensionRange": {"dimension": "ROWS", "startIndex": 0, "endIndex": 1}}
    given = {"metadataId": 7, "metadataKey": "k", "visibility": "DOCUMENT", "location": place}
    note = {"start": {}, "rows": [{"values": [{"note": "её"}]}], "fields": "note"}
    book.batch(
        {"createDeveloperMetadata": {"developerMetadata": given}},
        {"updateCells": note},
        {"mergeCells": {"range": area(0, 1, 2, 4)}},
        sort({"dimensionIndex": 0}),
    )
    status, found = book.ask("GET", "/developerMetadata/7")
    assert (status, found["location"]["dimensionRange"]["startIndex"]) == (200, 2)
    assert (book.cell("A3", "note"), book.cell("A1", "note")) == ({"note": "её"}, {})
    merged = {"startRowIndex": 2, "endRowIndex": 3, "startColumnIndex": 2, "endColumnIndex": 4}
    assert book.sheet()["merges"] == [merged]


def test_hidden_rows_stay(book: Book) -> None:
    book.update("A1", [["г"], ["в"], ["б"], ["а"]])
    hide = {
        "range": {"dimension": "ROWS", "startIndex": 1, "endIndex": 2},
        "properties": {"hiddenByUser": True},
    }
    book.batch(
        {"updateDimensionProperties": {**hide, "fields": "hiddenByUser"}},
        sort({"dimensionIndex": 0}, bottom=4),
    )
    assert book.values("A1:A4") == [["а"], ["в"], ["б"], ["г"]]
