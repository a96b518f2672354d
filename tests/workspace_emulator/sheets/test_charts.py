"""Charts are kept, returned, moved with their cells, and deleted."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Book, area


def sources(top: int, bottom: int, left: int, right: int) -> Any:
    found = area(top, bottom, left, right)
    del found["sheetId"]
    return {"sourceRange": {"sources": [found]}}


def spec(title: str = "Баллы") -> Any:
    basic = {
        "chartType": "COLUMN",
        "domains": [{"domain": sources(0, 5, 0, 1)}],
        "series": [{"series": sources(0, 5, 1, 2), "targetAxis": "LEFT_AXIS"}],
    }
    return {"title": title, "basicChart": basic}


def added(book: Book, **more: Any) -> Any:
    place = {"position": {"overlayPosition": {"anchorCell": {}}}}
    return book.batch({"addChart": {"chart": {"spec": spec(), **place, **more}}})[0]["addChart"]["chart"]


def test_a_chart_is_kept_as_it_was_given(book: Book) -> None:
    anchor = {"rowIndex": 3, "columnIndex": 4}
    position = {"overlayPosition": {"anchorCell": anchor, "offsetXPixels": 5}}
    made = added(book, position=position)
    size = {"widthPixels": 600, "heightPixels": 371}
    assert made["spec"] == spec()
    assert made["position"] == {"overlayPosition": {**size, "offsetXPixels": 5, "anchorCell": anchor}}
    assert book.sheet()["charts"] == [made]
    twin = {"chart": {"chartId": made["chartId"], "spec": spec(), "position": position}}
    message = f"Invalid requests[0].addChart: An embedded object with ID {made['chartId']} already exists."
    assert book.refused({"addChart": twin}) == message


def test_a_chart_is_changed_moved_framed_and_deleted(book: Book) -> None:
    number = added(book)["chartId"]
    book.batch(
        {"addSheet": {"properties": {"title": "Второй", "sheetId": 7}}},
        {"updateChartSpec": {"chartId": number, "spec": spec("Итоги")}},
    )
    target = {"anchorCell": {"sheetId": 7, "rowIndex": 1, "columnIndex": 2}, "widthPixels": 300}
    moved = {
        "objectId": number,
        "newPosition": {"overlayPosition": target},
        "fields": "anchorCell,widthPixels",
    }
    border = {"objectId": number, "border": {"color": {"red": 1}}, "fields": "color"}
    replies = book.batch({"updateEmbeddedObjectPosition": moved}, {"updateEmbeddedObjectBorder": border})
    expected = {"overlayPosition": {**target, "heightPixels": 371}}
    assert replies[0]["updateEmbeddedObjectPosition"]["position"] == expected
    assert "charts" not in book.sheet(0)
    red = {"color": {"red": 1}, "colorStyle": {"rgbColor": {"red": 1}}}
    assert book.sheet(1)["charts"] == [
        {"chartId": number, "spec": spec("Итоги"), "position": expected, "border": red}
    ]
    book.batch({"deleteEmbeddedObject": {"objectId": number}})
    assert "charts" not in book.sheet(1)
    message = f"Invalid requests[0].deleteEmbeddedObject: No embedded object with id: {number}"
    assert book.refused({"deleteEmbeddedObject": {"objectId": number}}) == message


def test_a_chart_follows_its_cells(book: Book) -> None:
    added(book, position={"overlayPosition": {"anchorCell": {"rowIndex": 6, "columnIndex": 0}}})

    def lines(kind: str, dimension: str, start: int, end: int) -> Any:
        return {kind: {"range": {"dimension": dimension, "startIndex": start, "endIndex": end}}}

    book.batch(
        lines("insertDimension", "ROWS", 0, 2),
        lines("insertDimension", "COLUMNS", 0, 1),
        lines("deleteDimension", "ROWS", 3, 4),
    )
    (chart,) = book.sheet()["charts"]
    assert chart["spec"]["basicChart"]["domains"] == [{"domain": sources(2, 6, 1, 2)}]
    assert chart["position"]["overlayPosition"]["anchorCell"] == {"rowIndex": 7, "columnIndex": 1}
    book.batch(lines("deleteDimension", "ROWS", 2, 8))
    (chart,) = book.sheet()["charts"]
    assert chart["spec"]["basicChart"] == {"chartType": "COLUMN", "domains": [], "series": []}
    assert chart["position"]["overlayPosition"]["anchorCell"] == {"rowIndex": 1, "columnIndex": 1}


def test_a_copy_of_a_sheet_has_charts_of_its_own(book: Book) -> None:
    made = added(book)
    book.batch({"duplicateSheet": {"sourceSheetId": 0, "newSheetId": 9}})
    (copy,) = (shown for shown in book.get()["sheets"] if shown["properties"]["sheetId"] == 9)
    (chart,) = copy["charts"]
    assert chart["chartId"] != made["chartId"]
    assert chart["position"]["overlayPosition"]["anchorCell"]["sheetId"] == 9
    (found,) = chart["spec"]["basicChart"]["domains"][0]["domain"]["sourceRange"]["sources"]
    assert found == {
        "sheetId": 9,
        "startRowIndex": 0,
        "endRowIndex": 5,
        "startColumnIndex": 0,
        "endColumnIndex": 1,
    }


NO_KIND = (
    "One of basicChart, pieChart, bubbleChart, candelstickChart, histogramChart, or orgChart must be set on "
    "chartSpec."
)


@pytest.mark.parametrize(
    ("chart", "message"),
    [
        ({}, NO_KIND),
        ({"spec": {"title": "x"}}, NO_KIND),
        (
            {"spec": spec()},
            "One of EmbeddedObjectPosition.overlayPosition or EmbeddedObjectPosition.sheetId must be set",
        ),
        (
            {"spec": spec(), "position": {"newSheet": True}},
            "Charts on a sheet of their own are not supported by this workspace.",
        ),
        (
            {"spec": spec(), "position": {"overlayPosition": {"anchorCell": {"rowIndex": 5000}}}},
            "GridCoordinate.rowIndex[5000] is after last row in grid[999]",
        ),
        (
            {"spec": spec(), "position": {"overlayPosition": {"anchorCell": {"sheetId": 5}}}},
            "No grid with id: 5",
        ),
    ],
)
def test_refused_charts(book: Book, chart: Any, message: str) -> None:
    assert book.refused({"addChart": {"chart": chart}}) == f"Invalid requests[0].addChart: {message}"
    assert "charts" not in book.sheet()


@pytest.mark.parametrize(
    "kind", ["addSlicer", "updateSlicerSpec", "addTable", "autoFill", "textToColumns", "refreshDataSource"]
)
def test_other_kinds_are_refused_by_name(book: Book, kind: str) -> None:
    message = f"Invalid requests[0].{kind}: This kind of request is not supported by this workspace."
    assert book.refused({kind: {}}) == message
