"""Requests of spreadsheets.batchUpdate that make and shape tabs, as plain dictionaries. What stands in cells:
`cells`."""

from __future__ import annotations

import zlib

from .calls import Json


def tab_id(key: str) -> int:
    """The number a tab of this key is made with: always the same, so that making it twice is refused, not
    doubled.

    A tab keeps its number when people rename or move it.
    """
    return zlib.crc32(key.encode()) & 0x7FFFFFFF or 1


def book_properties(title: str = "", locale: str = "ru_RU", time_zone: str = "Europe/Moscow") -> Json:
    """Set the book's locale, zone and, if given, its title: Google makes books in English and in
    Greenwich."""
    properties = {"locale": locale, "timeZone": time_zone} | ({"title": title} if title else {})
    return {"updateSpreadsheetProperties": {"properties": properties, "fields": ",".join(properties)}}


def add_tab(
    title: str,
    sheet_id: int,
    *,
    rows: int = 200,
    columns: int = 12,
    frozen_rows: int = 1,
    index: int | None = None,
) -> Json:
    """A new tab with a grid of its own size: the default of 26 000 cells soon fills a book."""
    grid = {"rowCount": rows, "columnCount": columns, "frozenRowCount": frozen_rows}
    properties: Json = {"sheetId": sheet_id, "title": title, "gridProperties": grid}
    return {"addSheet": {"properties": properties | ({"index": index} if index is not None else {})}}


def delete_tab(sheet_id: int) -> Json:
    return {"deleteSheet": {"sheetId": sheet_id}}


def freeze(sheet_id: int, rows: int = 1, columns: int = 0) -> Json:
    """Keep the first rows and columns in sight."""
    grid = {"frozenRowCount": rows, "frozenColumnCount": columns}
    fields = "gridProperties(frozenRowCount,frozenColumnCount)"
    return _properties(sheet_id, {"gridProperties": grid}, fields)


def insert_rows(sheet_id: int, start: int, count: int) -> Json:
    """Empty rows before a row counted from 0. Not repeatable."""
    where = {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": start, "endIndex": start + count}
    return {"insertDimension": {"range": where, "inheritFromBefore": False}}


def grid_size(sheet_id: int, rows: int, columns: int) -> Json:
    """Set the grid's size; unlike appending it may be repeated. What lies outside a smaller grid is lost."""
    grid = {"rowCount": rows, "columnCount": columns}
    return _properties(sheet_id, {"gridProperties": grid}, "gridProperties(rowCount,columnCount)")


def column_width(sheet_id: int, column: int, pixels: int, count: int = 1) -> Json:
    """The width of a column, or of several from it on."""
    where = {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": column, "endIndex": column + count}
    return {
        "updateDimensionProperties": {
            "range": where,
            "properties": {"pixelSize": pixels},
            "fields": "pixelSize",
        }
    }


def warn_before_edit(area: Json, protected_id: int, description: str = "") -> Json:
    """Ask people whether they mean it before they change an area; nobody is refused. The id makes it
    repeatable."""
    protected = {
        "protectedRangeId": protected_id,
        "range": area,
        "warningOnly": True,
        "description": description,
    }
    return {"addProtectedRange": {"protectedRange": protected}}


def _properties(sheet_id: int, properties: Json, fields: str) -> Json:
    return {"updateSheetProperties": {"properties": {"sheetId": sheet_id, **properties}, "fields": fields}}
