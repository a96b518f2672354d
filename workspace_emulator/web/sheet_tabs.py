"""Tabs as a person changes them."""

from __future__ import annotations

from datetime import datetime

from ..sheets.book.areas import Area
from ..sheets.book.workbook import Sheet, Workbook
from ..wire import Json
from .sheet_place import Refused
from .sheet_restore import BATCH, Change


def add(book: Workbook, wish: Json, _now: datetime, new_title: str) -> Change:
    number = len(book.sheets) + 1
    while book.titled(f"{new_title}{number}"):
        number += 1
    sheet_id = int(wish.get("id") or book.free_sheet_id())
    properties = {"title": f"{new_title}{number}", "sheetId": sheet_id}
    request = {"addSheet": {"properties": properties}}
    return Change(BATCH, {"requests": [request]}, ({"deleteSheet": {"sheetId": sheet_id}},), Area(sheet_id))


def rename(book: Workbook, wish: Json, _now: datetime, _: str) -> Change:
    sheet, title = book.sheet(int(wish["gid"])), str(wish["title"]).strip()
    other = book.titled(title)
    if not title or (other is not None and other is not sheet):
        raise Refused("title", title)
    return Change(BATCH, {"requests": [_titled(sheet, title)]}, (_titled(sheet, sheet.title),))


def _titled(sheet: Sheet, title: str) -> Json:
    properties = {"sheetId": sheet.id, "title": title}
    return {"updateSheetProperties": {"properties": properties, "fields": "title"}}
