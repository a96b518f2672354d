"""Tabs as a person changes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import count

from ..sheets.book.workbook import Sheet, Workbook
from ..wire import Json
from .sheet_place import Refused
from .sheet_restore import BATCH, Change

LONGEST_TITLE = 100


def add(book: Workbook, wish: Json, _now: datetime, new_title: str) -> Change:
    """An empty tab at the end, under the first free number."""
    sheet_id = int(wish.get("id") or book.free_sheet_id())
    titles = (f"{new_title}{number}" for number in count(len(book.sheets) + 1))
    properties = {"title": _free(book, titles), "sheetId": sheet_id}
    return _made(sheet_id, {"addSheet": {"properties": properties}})


def duplicate(book: Workbook, wish: Json, _now: datetime, _: str) -> Change:
    """The same tab again, right behind it."""
    sheet = book.sheet(int(wish["gid"]))
    sheet_id = int(wish.get("id") or book.free_sheet_id())
    titles = (f" ({number})" for number in count(2))
    request = {
        "sourceSheetId": sheet.id,
        "insertSheetIndex": book.index(sheet) + 1,
        "newSheetId": sheet_id,
        "newSheetName": _free(book, (sheet.title[: LONGEST_TITLE - len(end)] + end for end in titles)),
    }
    return _made(sheet_id, {"duplicateSheet": request})


def rename(book: Workbook, wish: Json, _now: datetime, _: str) -> Change:
    sheet, title = book.sheet(int(wish["gid"])), str(wish["title"]).strip()
    other = book.titled(title)
    if not title or len(title) > LONGEST_TITLE or (other is not None and other is not sheet):
        raise Refused("title", title)
    return Change(BATCH, {"requests": [_said(sheet, title=title)]}, (_said(sheet, title=sheet.title),))


def hide(book: Workbook, wish: Json, _now: datetime, _: str) -> Change:
    sheet = book.sheet(int(wish["gid"]))
    shows = _neighbour(book, sheet)
    back = (_said(sheet, hidden=False),)
    return Change(BATCH, {"requests": [_said(sheet, hidden=True)]}, back, shows=shows)


def show(book: Workbook, wish: Json, _now: datetime, _: str) -> Change:
    """A hidden tab (`tab`) comes into sight again."""
    sheet = book.sheet(int(wish["tab"]))
    back = (_said(sheet, hidden=True),)
    return Change(BATCH, {"requests": [_said(sheet, hidden=False)]}, back, shows=sheet.id)


def delete(book: Workbook, wish: Json, _now: datetime, _: str) -> Change:
    """Only for one who knows (`sure`) that this cannot be taken back."""
    sheet = book.sheet(int(wish["gid"]))
    shows = _neighbour(book, sheet)
    if not wish.get("sure"):
        raise Refused("irreversible")
    return Change(BATCH, {"requests": [{"deleteSheet": {"sheetId": sheet.id}}]}, shows=shows)


def _made(sheet_id: int, request: Json) -> Change:
    back = ({"deleteSheet": {"sheetId": sheet_id}},)
    return Change(BATCH, {"requests": [request]}, back, shows=sheet_id)


def _free(book: Workbook, titles: Iterable[str]) -> str:
    return next(title for title in titles if book.titled(title) is None)


def _neighbour(book: Workbook, sheet: Sheet) -> int:
    """The tab in sight that comes to stand in the place of this one: the next, else the one before."""
    others = [one for one in book.sheets if one is not sheet and not one.properties.get("hidden")]
    if not others:
        raise Refused("last_tab")
    at = book.index(sheet)
    return next((one for one in others if book.index(one) > at), others[-1]).id


def _said(sheet: Sheet, **said: str | bool) -> Json:
    properties = {"sheetId": sheet.id, **said}
    return {"updateSheetProperties": {"properties": properties, "fields": ",".join(said)}}
