"""What a person changes in a sheet, as requests to the API's own functions, and how each change is undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ..sheets.book.areas import Box
from ..sheets.book.cell import extra_of, with_value
from ..sheets.book.workbook import Workbook
from ..sheets.values import entered
from ..wire import Json
from . import sheet_lines, sheet_paste, sheet_sort, sheet_tabs
from .sheet_cells import choice, takes
from .sheet_marks import mark
from .sheet_place import Refused, place
from .sheet_restore import BATCH, Change, data, filled, restored, room, within
from .sheet_typed import Typed

LONGEST_TEXT = 50_000
BY_FILTER = "sheets.spreadsheets.values.batchUpdateByDataFilter"


def planned(book: Workbook, wish: Json, now: datetime, new_title: str) -> Change:
    """The change that a wish means. KeyError, TypeError or ValueError for a wish that is none, Refused for
    one that cannot be granted."""
    if "again" in wish:
        _check_unchanged(book, wish["again"])
    return WISHES[wish["do"]](book, wish, now, new_title)


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
            content = sheet.get(row + down, column + right)
            if len(text) > LONGEST_TEXT:
                raise Refused("long")
            if not takes(book, sheet, content, text, typed):
                raise Refused("choice" if choice(extra_of(content)) else "rule", text)
    area = box.area(sheet.id)
    given = {"dataFilter": {"gridRange": area.json()}, "majorDimension": "ROWS", "values": rows}
    body = {"valueInputOption": "USER_ENTERED", "data": [given]}
    more, less = room(sheet, box)
    content = sheet.get(row, column)
    if "had" in wish and typed.text(content) != wish["had"]:
        # It is written already: the answer was lost on its way.
        read = entered.read(wish["had"], typed.locale, typed.today)
        before = with_value(content, None if read.value == "" else read.value, read.formula)
        undo = (filled(sheet, Box(row, row + 1, column, column + 1), [[data(book, before)]]), *less)
    else:
        undo = (*restored(book, sheet, within(sheet, box), wish), *less)
    return Change(BY_FILTER, body, undo, more)


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
    return Change(BATCH, {"requests": [request]}, restored(book, sheet, used, wish))


def _sort(book: Workbook, wish: Json, _now: datetime, _: str) -> Change:
    """The rows that are meant, by one column."""
    sheet, column = book.sheet(int(wish["gid"])), int(wish["column"])
    box = sheet_sort.meant(sheet, wish)
    area = box.area(sheet.id)
    order = "DESCENDING" if wish.get("descending") else "ASCENDING"
    spec = {"dimensionIndex": column, "sortOrder": order}
    request = {"sortRange": {"range": area.json(), "sortSpecs": [spec]}}
    return Change(BATCH, {"requests": [request]}, sheet_sort.undone(book, sheet, box, wish))


def _unfilter(book: Workbook, wish: Json, _now: datetime, _: str) -> Change:
    """The filter stays, without conditions: all its rows are in sight."""
    sheet = book.sheet(int(wish["gid"]))
    had = sheet.parts["basicFilter"]
    bare = {"setBasicFilter": {"filter": {"range": had["range"]}}}
    back = {name: item for name, item in had.items() if name != "sortSpecs"}
    return Change(BATCH, {"requests": [bare]}, ({"setBasicFilter": {"filter": back}},))


def _undo(book: Workbook, wish: Json, _now: datetime, _: str) -> Change:
    """Refused when something there is no longer what the change had made of it."""
    _check_unchanged(book, wish["undo"])
    return Change(BATCH, {"requests": list(wish["undo"]["requests"])})


def _check_unchanged(book: Workbook, given: Json) -> None:
    if mark(book, given["requests"]) != given["mark"]:
        raise Refused("changed")


WISHES: dict[str, Callable[[Workbook, Json, datetime, str], Change]] = {
    "put": _put,
    "clear": _clear,
    "width": sheet_lines.width,
    "insert": sheet_lines.insert,
    "delete": sheet_lines.delete,
    "sort": _sort,
    "unfilter": _unfilter,
    "paste": sheet_paste.paste,
    "move": sheet_paste.move,
    "fill": sheet_paste.fill,
    "tab": sheet_tabs.add,
    "duplicate": sheet_tabs.duplicate,
    "rename": sheet_tabs.rename,
    "hide": sheet_tabs.hide,
    "show": sheet_tabs.show,
    "delete-tab": sheet_tabs.delete,
    "undo": _undo,
}
