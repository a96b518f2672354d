"""Rows and columns as a person changes them: how wide, inserted, deleted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ..sheets.book.areas import Area
from ..sheets.book.lines import Lines
from ..sheets.book.workbook import Sheet, Workbook
from ..sheets.grid import PIXELS
from ..wire import Json
from .sheet_place import Refused
from .sheet_restore import BATCH, DIMENSIONS, Change, restored
from .sheet_torn import torn

LEAST_PIXELS, MOST_PIXELS = 10, 2000


def width(book: Workbook, wish: Json, _now: datetime, _: str) -> Change:
    """How wide columns are (or how high rows), in pixels."""
    sheet, dimension, start, end = _stretch(book, wish)
    pixels = int(wish["pixels"])
    if not LEAST_PIXELS <= pixels <= MOST_PIXELS:
        raise ValueError(wish)
    known = sheet.lines[dimension]
    undo = [
        _sized(sheet, dimension, line, line + 1, known.get(line, {}).get("pixelSize", PIXELS[dimension]))
        for line in range(start, min(end, sheet.size(dimension)))
    ]
    return Change(BATCH, {"requests": [_sized(sheet, dimension, start, end, pixels)]}, tuple(undo))


def insert(book: Workbook, wish: Json, _now: datetime, _: str) -> Change:
    sheet, dimension, start, end = _stretch(book, wish, past=1)
    lines = {"sheetId": sheet.id, "dimension": dimension, "startIndex": start, "endIndex": end}
    request = {
        "insertDimension": {"range": lines, "inheritFromBefore": bool(wish.get("after")) and start > 0}
    }
    return Change(
        BATCH,
        {"requests": [request]},
        ({"deleteDimension": {"range": lines}},),
    )


def delete(book: Workbook, wish: Json, _now: datetime, _: str) -> Change:
    """Undone by new lines with the old cells in them, and with all that pointed at them or lay over them."""
    sheet, dimension, start, end = _stretch(book, wish)
    if end - start >= sheet.size(dimension):
        raise Refused("whole")
    lines = {"sheetId": sheet.id, "dimension": dimension, "startIndex": start, "endIndex": end}
    request = {"deleteDimension": {"range": lines}}
    if wish.get("sure"):
        return Change(BATCH, {"requests": [request]})
    undo = (
        {"insertDimension": {"range": lines, "inheritFromBefore": start > 0}},
        *restored(book, sheet, sheet.used(_lines(sheet, dimension, start, end)), wish),
        *_own(sheet, dimension, start, end),
        *torn(book, Lines(sheet.id, dimension, "delete", start, end - start)),
    )
    return Change(BATCH, {"requests": [request]}, undo)


def _own(sheet: Sheet, dimension: str, start: int, end: int) -> Iterator[Json]:
    """What lines have of their own: their size, and whether a person has hidden them."""
    for line, known in sorted(sheet.lines[dimension].items()):
        if not start <= line < end:
            continue
        if "pixelSize" in known:
            yield _sized(sheet, dimension, line, line + 1, known["pixelSize"])
        if known.get("hiddenByUser"):
            lines = {"sheetId": sheet.id, "dimension": dimension, "startIndex": line, "endIndex": line + 1}
            yield {
                "updateDimensionProperties": {
                    "range": lines,
                    "properties": {"hiddenByUser": True},
                    "fields": "hiddenByUser",
                }
            }


def _sized(sheet: Sheet, dimension: str, start: int, end: int, pixels: int) -> Json:
    lines = {"sheetId": sheet.id, "dimension": dimension, "startIndex": start, "endIndex": end}
    return {
        "updateDimensionProperties": {
            "range": lines,
            "properties": {"pixelSize": pixels},
            "fields": "pixelSize",
        }
    }


def _stretch(book: Workbook, wish: Json, past: int = 0) -> tuple[Sheet, str, int, int]:
    """Sheet, dimension and lines of a wish; `past` lets new lines stand after the last."""
    sheet, dimension = book.sheet(int(wish["gid"])), str(wish["dimension"])
    start, count = int(wish["at"]), int(wish["count"])
    if dimension not in DIMENSIONS or count < 1 or not 0 <= start < sheet.size(dimension) + past:
        raise ValueError(wish)
    return sheet, dimension, start, start + count


def _lines(sheet: Sheet, dimension: str, start: int, end: int) -> Area:
    if dimension == "ROWS":
        return Area(sheet.id, start, end, 0, None)
    return Area(sheet.id, 0, None, start, end)
