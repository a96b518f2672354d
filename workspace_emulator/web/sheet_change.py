"""What a person changes in a sheet, as requests to the API's own functions, and how each change is undone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..sheets.book import cell as cells
from ..sheets.book.areas import Area, Box
from ..sheets.book.workbook import Sheet, Workbook
from ..sheets.grid import PIXELS, entered_data
from ..wire import Json
from .sheet_cells import takes
from .sheet_place import Refused, place
from .sheet_typed import Typed

BATCH = "sheets.spreadsheets.batchUpdate"
BY_FILTER = "sheets.spreadsheets.values.batchUpdateByDataFilter"
RESTORED = "userEnteredValue,userEnteredFormat,note,dataValidation"
MOST_UNDONE = 20_000
LEAST_PIXELS, MOST_PIXELS = 10, 2000
DIMENSIONS = ("ROWS", "COLUMNS")


@dataclass(frozen=True)
class Change:
    """A call of the API, and the batchUpdate that takes it back ([] when it cannot be taken back).

    `before` are requests of a batchUpdate that makes room for it. `touched` is the box whose content must
    still be what this change made of it when it is taken back.
    """

    method: str
    body: Json
    undo: tuple[Json, ...] = ()
    touched: Area | None = None
    before: tuple[Json, ...] = ()


def planned(book: Workbook, wish: Json, now: datetime, new_title: str) -> Change:
    """The change that a wish means. KeyError, TypeError or ValueError for a wish that is none, Refused for
    one that cannot be granted."""
    return WISHES[wish["do"]](book, wish, now, new_title)


def content_mark(book: Workbook, area: Area | None) -> str:
    """A mark of what cells hold, by which a later edit of someone else is noticed."""
    if area is None:
        return ""
    sheet = book.sheet(area.sheet)
    held = [(spot, cells.dump(sheet.get(*spot))) for spot in sheet.used(area).cells()]
    text = json.dumps([one for one in held if one[1] is not None], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _put(book: Workbook, wish: Json, now: datetime, _: str) -> Change:
    """Texts as typed, from a corner on; `had` is what the cell held when the typing began."""
    sheet, typed = book.sheet(int(wish["gid"])), Typed(book, now)
    row, column = place(sheet, typed, wish)
    rows = [[str(text) for text in line] for line in wish["rows"]]
    box = Box(row, row + len(rows), column, column + max(len(line) for line in rows))
    if not 0 <= row < sheet.row_count or not 0 <= column < sheet.column_count:
        raise Refused("outside")
    if "had" in wish and typed.text(sheet.get(row, column)) not in (wish["had"], rows[0][0]):
        raise Refused("conflict", typed.text(sheet.get(row, column)))
    for down, line in enumerate(rows):
        for right, text in enumerate(line):
            if not takes(book, sheet, sheet.get(row + down, column + right), text, typed):
                raise Refused("choice", text)
    area = box.area(sheet.id)
    data = {"dataFilter": {"gridRange": area.json()}, "majorDimension": "ROWS", "values": rows}
    body = {"valueInputOption": "USER_ENTERED", "data": [data]}
    old = Box(row, min(box.bottom, sheet.row_count), column, min(box.right, sheet.column_count))
    wanted = ((sheet.row_count, box.bottom), (sheet.column_count, box.right))
    grown = [(name, size, end) for name, (size, end) in zip(DIMENSIONS, wanted, strict=True) if end > size]
    room = tuple(
        {"appendDimension": {"sheetId": sheet.id, "dimension": name, "length": end - size}}
        for name, size, end in grown
    )
    shrunk = tuple(
        {"deleteDimension": {
            "range": {"sheetId": sheet.id, "dimension": name, "startIndex": size, "endIndex": end}
        }}
        for name, size, end in grown
    )  # fmt: skip
    return Change(BY_FILTER, body, (*_restored(book, sheet, old, wish), *shrunk), area, room)


def _clear(book: Workbook, wish: Json, _now: datetime, _: str) -> Change:
    """Values and formulas go, all else stays."""
    sheet = book.sheet(int(wish["gid"]))
    box = Box(*(int(wish[side]) for side in ("top", "bottom", "left", "right")))
    if not 0 <= box.top < box.bottom or not 0 <= box.left < box.right:
        raise ValueError(wish)
    if box.bottom > sheet.row_count or box.right > sheet.column_count:
        raise Refused("outside")
    used = sheet.used(box.area(sheet.id))
    if not used.height or not used.width:
        used = Box(box.top, box.top + 1, box.left, box.left + 1)
    area = used.area(sheet.id)
    request = {"updateCells": {"range": area.json(), "rows": [], "fields": "userEnteredValue"}}
    return Change(BATCH, {"requests": [request]}, _restored(book, sheet, used, wish), area)


def _width(book: Workbook, wish: Json, _now: datetime, _: str) -> Change:
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


def _insert(book: Workbook, wish: Json, _now: datetime, _: str) -> Change:
    sheet, dimension, start, end = _stretch(book, wish, past=1)
    lines = {"sheetId": sheet.id, "dimension": dimension, "startIndex": start, "endIndex": end}
    request = {
        "insertDimension": {"range": lines, "inheritFromBefore": bool(wish.get("after")) and start > 0}
    }
    return Change(
        BATCH,
        {"requests": [request]},
        ({"deleteDimension": {"range": lines}},),
        _lines(sheet, dimension, start, end),
    )


def _delete(book: Workbook, wish: Json, _now: datetime, _: str) -> Change:
    """Undone by new lines with the old cells in them; what pointed at the old lines stays without them."""
    sheet, dimension, start, end = _stretch(book, wish)
    lines = {"sheetId": sheet.id, "dimension": dimension, "startIndex": start, "endIndex": end}
    back: tuple[Json, ...] = ({"insertDimension": {"range": lines, "inheritFromBefore": start > 0}},)
    restored = _restored(book, sheet, sheet.used(_lines(sheet, dimension, start, end)), wish)
    sizes = [
        _sized(sheet, dimension, line, line + 1, known["pixelSize"])
        for line, known in sorted(sheet.lines[dimension].items())
        if start <= line < end and "pixelSize" in known
    ]
    undo = () if wish.get("sure") else (*back, *restored, *sizes)
    return Change(BATCH, {"requests": [{"deleteDimension": {"range": lines}}]}, undo)


def _sort(book: Workbook, wish: Json, _now: datetime, _: str) -> Change:
    """All rows below the frozen ones by one column."""
    sheet, column = book.sheet(int(wish["gid"])), int(wish["column"])
    top = min(int(sheet.grid.get("frozenRowCount", 0)), sheet.row_count)
    area = Area(sheet.id, top, sheet.row_count, 0, sheet.column_count)
    order = "DESCENDING" if wish.get("descending") else "ASCENDING"
    spec = {"dimensionIndex": column, "sortOrder": order}
    request = {"sortRange": {"range": area.json(), "sortSpecs": [spec]}}
    return Change(BATCH, {"requests": [request]}, _restored(book, sheet, sheet.used(area), wish), area)


def _add_tab(book: Workbook, _wish: Json, _now: datetime, new_title: str) -> Change:
    number = len(book.sheets) + 1
    while book.titled(f"{new_title}{number}"):
        number += 1
    sheet_id = book.free_sheet_id()
    properties = {"title": f"{new_title}{number}", "sheetId": sheet_id}
    request = {"addSheet": {"properties": properties}}
    return Change(BATCH, {"requests": [request]}, ({"deleteSheet": {"sheetId": sheet_id}},), Area(sheet_id))


def _rename(book: Workbook, wish: Json, _now: datetime, _: str) -> Change:
    sheet, title = book.sheet(int(wish["gid"])), str(wish["title"]).strip()
    other = book.titled(title)
    if not title or (other is not None and other is not sheet):
        raise Refused("title", title)
    return Change(BATCH, {"requests": [_titled(sheet, title)]}, (_titled(sheet, sheet.title),))


def _undo(book: Workbook, wish: Json, _now: datetime, _: str) -> Change:
    """Refused when the cells are no longer what the change had made of them."""
    given = wish["undo"]
    area = Area.of(given["touched"]) if given.get("touched") is not None else None
    if area is not None and all(area.sheet != sheet.id for sheet in book.sheets):
        raise Refused("changed")
    if content_mark(book, area) != given["mark"]:
        raise Refused("changed")
    return Change(BATCH, {"requests": list(given["requests"])})


WISHES: dict[str, Callable[[Workbook, Json, datetime, str], Change]] = {
    "put": _put,
    "clear": _clear,
    "width": _width,
    "insert": _insert,
    "delete": _delete,
    "sort": _sort,
    "tab": _add_tab,
    "rename": _rename,
    "undo": _undo,
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


def _titled(sheet: Sheet, title: str) -> Json:
    properties = {"sheetId": sheet.id, "title": title}
    return {"updateSheetProperties": {"properties": properties, "fields": "title"}}


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


def _restored(book: Workbook, sheet: Sheet, box: Box, wish: Json) -> tuple[Json, ...]:
    """What gives the cells of a box back what they hold now. Too many of them are refused to one who does
    not know (`sure`) that this cannot be taken back."""
    if not box.height or not box.width:
        return ()
    if box.height * box.width > MOST_UNDONE:
        if not wish.get("sure"):
            raise Refused("irreversible")
        return ()
    kept: Any = {name: {} for name in RESTORED.split(",")}
    rows = []
    for row in range(box.top, box.bottom):
        held = [
            entered_data(sheet.get(row, column), book.formats[cells.format_of(sheet.get(row, column))])
            for column in range(box.left, box.right)
        ]
        rows.append({"values": [{name: one[name] for name in kept if name in one} for one in held]})
    return ({"updateCells": {"range": box.area(sheet.id).json(), "rows": rows, "fields": RESTORED}},)
