"""Cells that are copied, moved or filled on within a spreadsheet: their formulas go along as in any such
program."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ..sheets.book import cell as cells
from ..sheets.book.areas import Area, Box
from ..sheets.book.cell import Content, formula_of
from ..sheets.book.workbook import Sheet, Workbook
from ..sheets.formulas.tokens import copied, reference, tokens
from ..sheets.requests.paste_rules import move_rules
from ..wire import Json
from . import sheet_view
from .sheet_place import Refused
from .sheet_restore import BATCH, Change, data, filled, restored, room, within
from .sheet_torn import rules, twin_of
from .sheet_typed import Typed


def paste(book: Workbook, wish: Json, now: datetime, _: str) -> Change:
    """A block again elsewhere, as often as the choice has room for whole copies. Refused as `source` when
    the block no longer shows what was copied (`rows`), or hides some of it."""
    sheet, source_sheet, source, target = _places(book, wish, now)
    chosen = _box(wish)
    tall = chosen.height if chosen.height % source.height == 0 else source.height
    wide = chosen.width if chosen.width % source.width == 0 else source.width
    target = Box(target.top, target.top + tall, target.left, target.left + wide)
    return _laid(book, wish, (source_sheet, source), (sheet, target))


def move(book: Workbook, wish: Json, now: datetime, _: str) -> Change:
    """A block cut out and put elsewhere; what points at it follows, and goes back when this is taken back."""
    sheet, source_sheet, source, target = _places(book, wish, now)
    source_area, area = source.area(source_sheet.id), target.area(sheet.id)
    request = {
        "cutPaste": {
            "source": source_area.json(),
            "destination": {"sheetId": sheet.id, "rowIndex": target.top, "columnIndex": target.left},
            "pasteType": "PASTE_NORMAL",
        }
    }
    back = {
        "cutPaste": {
            "source": area.json(),
            "destination": {
                "sheetId": source_sheet.id, "rowIndex": source.top, "columnIndex": source.left
            },
            "pasteType": "PASTE_NORMAL",
        }
    }  # fmt: skip
    more, less = room(sheet, target)
    undo = (
        back,
        *restored(book, sheet, within(sheet, target), wish),
        *_pointing(book, source_area, area),
        *_ruled(book, source_area, area),
        *less,
    )
    return Change(BATCH, {"requests": [request]}, undo, more)


def fill(book: Workbook, wish: Json, _now: datetime, _: str) -> Change:
    """The first row (or column) of the choice goes on over the rest; of a single one, its neighbour before
    it."""
    sheet, box = book.sheet(int(wish["gid"])), _box(wish)
    if box.bottom > sheet.row_count or box.right > sheet.column_count:
        raise Refused("outside")
    if wish["dimension"] == "ROWS":
        top = box.top if box.height > 1 else box.top - 1
        source, target = (
            Box(top, top + 1, box.left, box.right),
            Box(top + 1, box.bottom, box.left, box.right),
        )
    else:
        left = box.left if box.width > 1 else box.left - 1
        source, target = (
            Box(box.top, box.bottom, left, left + 1),
            Box(box.top, box.bottom, left + 1, box.right),
        )
    if source.top < 0 or source.left < 0:
        raise Refused("outside")
    return _laid(book, wish, (sheet, source), (sheet, target))


def _laid(book: Workbook, wish: Json, source: tuple[Sheet, Box], target: tuple[Sheet, Box]) -> Change:
    """Copies of a block side by side over a box."""
    (from_sheet, known), (sheet, box) = source, target
    undo = restored(book, sheet, within(sheet, box), wish)
    rows = [
        [
            _copy(
                book,
                from_sheet,
                (known.top + (row - box.top) % known.height, known.left + (column - box.left) % known.width),
                (row, column),
            )
            for column in range(box.left, box.right)
        ]
        for row in range(box.top, box.bottom)
    ]
    more, less = room(sheet, box)
    body = {"requests": [filled(sheet, box, rows)]}
    return Change(BATCH, body, (*undo, *less), more)


def _copy(book: Workbook, sheet: Sheet, source: tuple[int, int], target: tuple[int, int]) -> Json:
    content = sheet.get(*source)
    found = data(book, content)
    if formula_of(content):
        formula = copied(formula_of(content), target[0] - source[0], target[1] - source[1])
        found["userEnteredValue"] = {"formulaValue": formula}
    elif isinstance(content, cells.Cell) and content.spilled:
        # What a formula beside it has put here is copied as the value that it shows.
        found |= data(book, cells.make(content.value, "", content.format, content.extra))
    return found


def _places(book: Workbook, wish: Json, now: datetime) -> tuple[Sheet, Sheet, Box, Box]:
    """The sheet and the sheet of the source, the source, and a box of its size where the choice begins."""
    sheet, chosen = book.sheet(int(wish["gid"])), _box(wish)
    given = wish["source"]
    source_sheet = next((one for one in book.sheets if one.id == int(given["gid"])), None)
    if source_sheet is None:
        raise Refused("source")
    source = _box(given)
    typed = Typed(book, now)
    shown = [
        [typed.shown(source_sheet.get(row, column)) for column in range(source.left, source.right)]
        for row in sheet_view.visible(source_sheet, "ROWS", source)
    ]
    unseen = sheet_view.hidden(source_sheet, "COLUMNS").intersection(range(source.left, source.right))
    if unseen or len(shown) != source.height or shown != wish["rows"]:
        raise Refused("source")
    if chosen.top >= sheet.row_count or chosen.left >= sheet.column_count:
        raise Refused("outside")
    target = Box(chosen.top, chosen.top + source.height, chosen.left, chosen.left + source.width)
    return sheet, source_sheet, source, target


def _box(wish: Json) -> Box:
    box = Box(*(int(wish[side]) for side in ("top", "bottom", "left", "right")))
    if not 0 <= box.top < box.bottom or not 0 <= box.left < box.right:
        raise ValueError(wish)
    return box


def _ruled(book: Workbook, source: Area, target: Area) -> Iterator[Json]:
    """What gives back the rules that a move there and back divides: it is tried on a twin."""
    twin = twin_of(book)
    one, other = twin.sheet(source.sheet), twin.sheet(target.sheet)
    rows, columns = (target.top or 0) - (source.top or 0), (target.left or 0) - (source.left or 0)
    move_rules(one, source, other, rows, columns, str)
    move_rules(other, target, one, -rows, -columns, str)
    for number in dict.fromkeys((source.sheet, target.sheet)):
        yield from rules(book.sheet(number), twin.sheet(number))


def _pointing(book: Workbook, *areas: Area) -> Iterator[Json]:
    """What gives back the formulas that point into these areas: a move there and back leads some of them
    away, and names sheets that they left unnamed."""
    titles = {area: book.sheet(area.sheet).title.casefold() for area in areas}
    for sheet in book.sheets:
        for row, column, content in sheet.cells():
            if any(_points(content, sheet, title, area) for area, title in titles.items()):
                box = Box(row, row + 1, column, column + 1)
                yield filled(sheet, box, [[data(book, content)]])


def _points(content: Content, sheet: Sheet, title: str, area: Area) -> bool:
    for token in tokens(formula_of(content)) if formula_of(content) else ():
        if token.kind == "ref":
            found = reference(token.text)
            last = found.last or found.first
            named = (found.sheet or sheet.title).casefold()
            top, bottom = _stretch(found.first.row, last.row)
            left, right = _stretch(found.first.column, last.column)
            told = Area(area.sheet, top, bottom, left, right)
            if named == title and told.overlaps(area):
                return True
    return False


def _stretch(one: int, other: int) -> tuple[int | None, int | None]:
    """From where to where two ends of a reference reach, in either order; a missing end leaves it open."""
    low, high = sorted((one, other))
    return (None if low < 0 else low), (None if low < 0 else high + 1)
