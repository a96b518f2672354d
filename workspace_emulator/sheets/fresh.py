"""What Google gives a new spreadsheet or sheet: locale, default format, theme, the size of the grid."""

from __future__ import annotations

import sqlite3

from .. import locale_names, settings
from ..wire import Json, bad_request
from .book.workbook import Sheet, Workbook, zone
from .proto import THEME, normal

ROWS, COLUMNS = 1000, 26
FIRST_TITLES = {"en": "Sheet1", "ru": "Лист1", "de": "Tabellenblatt1"}
WHITE = {"red": 1, "green": 1, "blue": 1}
DEFAULT_FORMAT: Json = {
    "backgroundColor": WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": WHITE},
}
THEME_ANSWER: Json = {
    "primaryFontFamily": "Arial",
    "themeColors": [{"colorType": kind, "color": {"rgbColor": colour}} for kind, colour in THEME.items()],
}


def workbook(tx: sqlite3.Connection, file_id: str, properties: Json) -> Workbook:
    """A workbook without sheets.

    Locale and time zone come from the account's settings unless they are given. 400 for a locale or a time
    zone that Google does not offer.
    """
    locale = properties.get("locale") or settings.value(tx, "locale")
    locale_names.check(locale)
    if properties.get("timeZone") and zone(properties["timeZone"]) is None:
        raise bad_request(f"Unsupported time zone: {properties['timeZone']}")
    kept = {
        "locale": locale,
        "autoRecalc": properties.get("autoRecalc", "ON_CHANGE"),
        "timeZone": properties.get("timeZone") or settings.value(tx, "spreadsheet_time_zone"),
    }
    if "iterativeCalculationSettings" in properties:
        kept["iterativeCalculationSettings"] = properties["iterativeCalculationSettings"]
    return Workbook(file_id, kept)


def first_title(tx: sqlite3.Connection) -> str:
    """The name of the first sheet, in the account's language."""
    return FIRST_TITLES.get(settings.value(tx, "locale").partition("_")[0], "Sheet1")


def sheet(sheet_id: int, title: str, properties: Json | None = None) -> Sheet:
    """A new sheet; what `properties` leaves out is as Google's defaults have it."""
    given = normal("SheetProperties", properties or {})
    grid = given.pop("gridProperties", {})
    for name in ("index", "sheetId", "title", "sheetType"):
        given.pop(name, None)
    if sheet_id < 0 or any(grid.get(name, 1) < 1 for name in ("rowCount", "columnCount")):
        raise bad_request("sheetId, rowCount and columnCount must not be negative.")
    made = Sheet(sheet_id, {"sheetId": sheet_id, "title": title, "sheetType": "GRID"})
    made.properties["gridProperties"] = {
        **grid,
        "rowCount": grid.get("rowCount") or ROWS,
        "columnCount": grid.get("columnCount") or COLUMNS,
    }
    check_frozen(made.grid, made.row_count, made.column_count)
    made.properties |= given
    return made


def add_sheet(book: Workbook, title: str, rows: int, columns: int) -> Sheet:
    """A further sheet with room for so many rows and columns, and never less than Google gives a new one."""
    made = sheet(book.free_sheet_id(), title)
    made.properties["index"] = len(book.sheets)
    made.resize(max(rows, ROWS), max(columns, COLUMNS))
    book.sheets.append(made)
    book.check_size()
    return made


def check_frozen(grid: Json, rows: int, columns: int) -> None:
    """400 when no row or no column would be left to scroll."""
    for name, size, word in (("frozenRowCount", rows, "rows"), ("frozenColumnCount", columns, "columns")):
        if grid.get(name, 0) >= size:
            raise bad_request(f"You can't freeze all visible {word} on the sheet.")
