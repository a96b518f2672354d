"""Whether what a change would be taken back from is still as the change has left it: a mark of all that the
requests which take it back would write.

What formulas show is left out: it changes without anybody's doing.
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
MERGES = ("mergeCells", "unmergeCells")
NUMBERED = (
    ("protectedRange", "protectedRangeId", "protectedRanges"),
    ("bandedRange", "bandedRangeId", "bandedRanges"),
)
Now = Callable[[Area], Area]


def mark(book: Workbook, requests: Iterable[Json]) -> str:
    """The same as long as nobody has written where these requests of a batchUpdate write, and nothing there
    has changed places."""
    seen: list[Any] = []
    now: Now = _as_it_is
    for request in requests:
        for kind, body in request.items():
            seen.append(list(_seen(book, kind, body, now)))
            if kind == "insertDimension":
                now = _without(body["range"])
    text = json.dumps(seen, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _seen(book: Workbook, kind: str, body: Json, now: Now) -> Iterator[Any]:
    """What there is now of what a request writes; `now` says where an area lies as long as the requests
    before it are not carried out."""
    if kind == "updateCells":
        yield from _cells(book, now(Area.of(body["range"])))
    elif kind == "cutPaste":
        yield from _cells(book, Area.of(body["source"]))
        yield from _cells(book, _target(body))
    elif kind in LINES:
        yield from _lines(book, kind, body)
    elif kind in MERGES:
        area = now(Area.of(body["range"]))
        merges = _part(book, area.sheet, "merges") or ()
        yield [merge for merge in merges if Area.of(merge).overlaps(area)]
    elif kind == "deleteSheet":
        yield from _cells(book, Area(body["sheetId"]))
    elif kind == "updateSheetProperties":
        yield _said(book, body)
    else:
        yield _object(book, kind, body)


def _cells(book: Workbook, area: Area) -> Iterator[Any]:
    """What people and programs have put into cells."""
    sheet = _sheet(book, area.sheet)
    if sheet is None:
        return
    yield sheet.order
    for place in sheet.used(area).cells():
        content = cells.own(sheet.get(*place))
        if isinstance(content, cells.Cell) and content.formula:
            yield place, content.formula, content.format, content.extra
        elif content is not None:
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
    if sheet is None:
        return
    yield sheet.order
    if kind == "insertDimension":
        return
    yield [(line, known) for line, known in sorted(sheet.lines[dimension].items()) if start <= line < end]
    if kind == "deleteDimension":
        sides = (start, end, None, None) if dimension == "ROWS" else (None, None, start, end)
        yield from _cells(book, Area(sheet.id, *sides))


def _said(book: Workbook, body: Json) -> list[Any]:
    """Those properties of a tab that the request sets."""
    found = []
    for path in body["fields"].split(","):
        sheet = _sheet(book, body["properties"].get("sheetId", 0))
        value: Any = sheet.properties if sheet else {}
        for name in path.split("."):
            value = value.get(name) if isinstance(value, dict) else None
        found.append(value)
    return found


def _object(book: Workbook, kind: str, body: Json) -> Any:
    """The one thing that a request adds, changes or takes away."""
    if kind == "setBasicFilter":
        return _part(book, body["filter"]["range"].get("sheetId", 0), "basicFilter")
    if kind.endswith("ConditionalFormatRule"):
        place = body["rule"]["ranges"][0] if "rule" in body else body
        return _part(book, place.get("sheetId", 0), "conditionalFormats")
    if "namedRange" in body:
        number = body["namedRange"]["namedRangeId"]
        return [known for known in book.named_ranges if known["namedRangeId"] == number]
    if "developerMetadata" in body:
        looked = [one["developerMetadataLookup"] for one in body.get("dataFilters", ())]
        numbers = [one["metadataId"] for one in looked or (body["developerMetadata"],)]
        return [known for known in book.metadata if known["metadataId"] in numbers]
    for member, key, part in NUMBERED:
        if member in body:
            every = [known for sheet in book.sheets for known in sheet.parts.get(part, ())]
            return [known for known in every if known[key] == body[member][key]]
    return [(sheet.id, sheet.properties, sheet.parts) for sheet in book.sheets]


def _as_it_is(area: Area) -> Area:
    return area


def _without(lines: Json) -> Now:
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


def _part(book: Workbook, number: int, name: str) -> Any:
    sheet = _sheet(book, number)
    return sheet.parts.get(name) if sheet else None


def _sheet(book: Workbook, number: int) -> Sheet | None:
    return next((sheet for sheet in book.sheets if sheet.id == number), None)
