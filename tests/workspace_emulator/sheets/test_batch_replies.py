"""Replies of batchUpdate tell how things stood at their request; numbers of objects are given once."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Book, area

WHERE = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 5}
STRIPES = {"firstBandColor": {"red": 1}, "secondBandColor": {"blue": 1}}
SOURCE = {"sourceRange": {"sources": [area(0, 3, 0, 1)]}}
CHART = {
    "chartId": 5,
    "spec": {"basicChart": {"chartType": "LINE", "series": [{"series": SOURCE}]}},
    "position": {"overlayPosition": {"anchorCell": {"sheetId": 0}}},
}


def test_a_reply_does_not_know_what_comes_later(book: Book) -> None:
    group = {"range": WHERE, "depth": 1, "collapsed": True}
    grouped, *_ = book.batch(
        {"addDimensionGroup": {"range": WHERE}},
        {"updateDimensionGroup": {"dimensionGroup": group, "fields": "collapsed"}},
    )
    (made,) = grouped["addDimensionGroup"]["dimensionGroups"]
    assert "collapsed" not in made
    noted = {"metadataId": 1, "metadataKey": "k", "visibility": "DOCUMENT", "location": {"spreadsheet": True}}
    lookup = {"developerMetadataLookup": {"metadataId": 1}}
    change = {"dataFilters": [lookup], "developerMetadata": {"metadataValue": "v"}, "fields": "metadataValue"}
    first, second = book.batch(
        {"createDeveloperMetadata": {"developerMetadata": noted}}, {"updateDeveloperMetadata": change}
    )
    assert "metadataValue" not in first["createDeveloperMetadata"]["developerMetadata"]
    (updated,) = second["updateDeveloperMetadata"]["developerMetadata"]
    assert updated["metadataValue"] == "v"


@pytest.mark.parametrize(
    ("kind", "first", "again", "message"),
    [
        (
            "addFilterView",
            {"filter": {"filterViewId": 5, "range": area(0, 2, 0, 1)}},
            {"filter": {"filterViewId": 5, "range": area(4, 6, 0, 1, 7)}},
            "A filter with ID 5 already exists.",
        ),
        (
            "addProtectedRange",
            {"protectedRange": {"protectedRangeId": 5, "range": area(0, 2, 0, 1)}},
            {"protectedRange": {"protectedRangeId": 5, "range": area(4, 6, 0, 1, 7)}},
            "A protected range with ID 5 already exists.",
        ),
        (
            "addBanding",
            {"bandedRange": {"bandedRangeId": 5, "range": area(0, 2, 0, 1), "rowProperties": STRIPES}},
            {"bandedRange": {"bandedRangeId": 5, "range": area(4, 6, 0, 1, 7), "rowProperties": STRIPES}},
            "A banded range with ID 5 already exists.",
        ),
        (
            "addChart",
            {"chart": CHART},
            {"chart": CHART},
            "An embedded object with ID 5 already exists.",
        ),
    ],
)
def test_a_number_that_is_taken_is_refused(
    book: Book, kind: str, first: Any, again: Any, message: str
) -> None:
    book.batch({"addSheet": {"properties": {"sheetId": 7}}}, {kind: first})
    assert book.refused({kind: again}) == f"Invalid requests[0].{kind}: {message}"
