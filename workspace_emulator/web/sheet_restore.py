"""A change as requests to the API's own functions, and the requests that take it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..sheets.book import cell as cells
from ..sheets.book.areas import Box
from ..sheets.book.workbook import Sheet, Workbook
from ..sheets.grid import entered_data
from ..wire import Json
from .sheet_place import Refused

BATCH = "sheets.spreadsheets.batchUpdate"
RESTORED = "userEnteredValue,userEnteredFormat,note,dataValidation,textFormatRuns"
MOST_UNDONE = 20_000
DIMENSIONS = ("ROWS", "COLUMNS")


@dataclass(frozen=True)
class Change:
    """A call of the API, and the batchUpdate that takes it back ([] when it cannot be taken back).

    `before` are requests of a batchUpdate that makes room for it. `shows` is the tab to be shown after it.
    """

    method: str
    body: Json
    undo: tuple[Json, ...] = ()
    before: tuple[Json, ...] = ()
    shows: int | None = None


def restored(book: Workbook, sheet: Sheet, box: Box, wish: Json) -> tuple[Json, ...]:
    """What gives the cells of a box back what they hold now. Too many of them are refused to one who does
    not know (`sure`) that this cannot be taken back."""
    if not box.height or not box.width:
        return ()
    if box.height * box.width > MOST_UNDONE:
        if not wish.get("sure"):
            raise Refused("irreversible")
        return ()
    rows = [
        [data(book, sheet.get(row, column)) for column in range(box.left, box.right)]
        for row in range(box.top, box.bottom)
    ]
    return (filled(sheet, box, rows),)


def data(book: Workbook, content: cells.Content) -> Json:
    """A cell as `filled` takes it."""
    kept: Any = {name: {} for name in RESTORED.split(",")}
    held = entered_data(content, book.formats[cells.format_of(content)])
    return {name: held[name] for name in kept if name in held}


def filled(sheet: Sheet, box: Box, rows: list[list[Json]]) -> Json:
    """The request that puts these cells into a box."""
    given = [{"values": row} for row in rows]
    return {"updateCells": {"range": box.area(sheet.id).json(), "rows": given, "fields": RESTORED}}


def room(sheet: Sheet, box: Box) -> tuple[tuple[Json, ...], tuple[Json, ...]]:
    """The requests that make a sheet large enough for a box, and those that take the room away."""
    wanted = ((sheet.row_count, box.bottom), (sheet.column_count, box.right))
    grown = [(name, size, end) for name, (size, end) in zip(DIMENSIONS, wanted, strict=True) if end > size]
    more = tuple(
        {"appendDimension": {"sheetId": sheet.id, "dimension": name, "length": end - size}}
        for name, size, end in grown
    )
    less = tuple(
        {"deleteDimension": {
            "range": {"sheetId": sheet.id, "dimension": name, "startIndex": size, "endIndex": end}
        }}
        for name, size, end in grown
    )  # fmt: skip
    return more, less


def within(sheet: Sheet, box: Box) -> Box:
    """The part of a box that the sheet has already."""
    return Box(box.top, min(box.bottom, sheet.row_count), box.left, min(box.right, sheet.column_count))
