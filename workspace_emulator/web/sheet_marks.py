"""Whether what a change would be taken back from is still as the change has left it: a mark of all that the
requests which take it back would write.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from ..sheets.book import cell as cells
from ..sheets.book.areas import Area
from ..sheets.book.workbook import Sheet, Workbook
from ..wire import Json

LINES = ("insertDimension", "deleteDimension", "updateDimensionProperties")
TABS = ("deleteSheet", "updateSheetProperties")


def mark(book: Workbook, requests: Iterable[Json]) -> str:
    """The same as long as nobody has written where these requests of a batchUpdate write, and no line has
    come or gone there."""
    seen: list[Any] = []
    now: Callable[[Area], Area] = _as_it_is
    for request in requests:
        for kind, body in request.items():
            seen.append(list(_seen(book, kind, body, now)))
            if kind == "insertDimension":
                now = _without(body["range"])
    text = json.dumps(seen, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _seen(book: Workbook, kind: str, body: Json, now: Callable[[Area], Area]) -> Iterator[Any]:
    """What there is now of what a request writes; `now` says where an area lies as long as the requests
    before it are not carried out."""
    if kind == "updateCells":
        yield from _cells(book, now(Area.of(body["range"])))
    elif kind == "cutPaste":
        yield from _cells(book, Area.of(body["source"]))
        yield from _cells(book, _target(body))
    elif kind in LINES:
        yield from _lines(book, kind, body)
    elif kind == "appendDimension":
        yield _shape(book, body.get("sheetId", 0))
    elif kind in TABS:
        yield from _tab(book, kind, body)
    else:
        yield book.named_ranges, book.metadata, [(sheet.id, sheet.parts) for sheet in book.sheets]


def _as_it_is(area: Area) -> Area:
    return area


def _without(lines: Json) -> Callable[[Area], Area]:
    """Where areas lie as long as these lines are not inserted."""
    start, end = lines.get("startIndex", 0), lines["endIndex"]

    def line(at: int | None) -> int | None:
        return at if at is None or at <= start else max(start, at - (end - start))

    def now(area: Area) -> Area:
        if area.sheet != lines.get("sheetId", 0):
            return area
        if lines["dimension"] == "ROWS":
            return replace(area, top=line(area.top), bottom=line(area.bottom))
        return replace(area, left=line(area.left), right=line(area.right))

    return now


def _cells(book: Workbook, area: Area) -> Iterator[Any]:
    sheet = _sheet(book, area.sheet)
    yield _shape(book, area.sheet)
    for place in sheet.used(area).cells() if sheet else ():
        content = sheet.get(*place) if sheet else None
        if content is not None:
            yield place, cells.dump(content)


def _target(body: Json) -> Area:
    source, goal = Area.of(body["source"]), body["destination"]
    top, left = goal.get("rowIndex", 0), goal.get("columnIndex", 0)
    return source.moved(top - (source.top or 0), left - (source.left or 0), goal.get("sheetId", 0))


def _lines(book: Workbook, kind: str, body: Json) -> Iterator[Any]:
    """The lines' own properties; of those that would be deleted also what has been written there."""
    place = body["range"]
    sheet, dimension = _sheet(book, place.get("sheetId", 0)), place["dimension"]
    start, end = place.get("startIndex", 0), place["endIndex"]
    yield _shape(book, place.get("sheetId", 0))
    if sheet is None or kind == "insertDimension":
        return
    yield [(line, known) for line, known in sorted(sheet.lines[dimension].items()) if start <= line < end]
    if kind == "deleteDimension":
        rows = (start, end, None, None) if dimension == "ROWS" else (None, None, start, end)
        yield from _cells(book, Area(sheet.id, *rows))


def _tab(book: Workbook, kind: str, body: Json) -> Iterator[Any]:
    number = body.get("properties", body).get("sheetId", 0)
    sheet = _sheet(book, number)
    yield sheet.properties if sheet else None
    if kind == "deleteSheet":
        yield from _cells(book, Area(number))


def _shape(book: Workbook, number: int) -> tuple[int, int] | None:
    """How many rows and columns a sheet has: others stand elsewhere when that has changed."""
    sheet = _sheet(book, number)
    return (sheet.row_count, sheet.column_count) if sheet else None


def _sheet(book: Workbook, number: int) -> Sheet | None:
    return next((sheet for sheet in book.sheets if sheet.id == number), None)
