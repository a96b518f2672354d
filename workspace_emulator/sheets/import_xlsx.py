"""An Excel workbook read into a spreadsheet: values, formulas, number formats, merges, frozen panes. Fonts,
colours and charts are left behind."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple

from ..wire import ApiError, Json
from . import fresh
from .book import cell as cells
from .book.areas import Area
from .book.workbook import Sheet, Workbook
from .formulas.faults import NUM
from .formulas.translate import relocated
from .requests import merges
from .values import locale as locales
from .values import serial

DATE_SIGNS = re.compile(r"[ymdhs]", re.IGNORECASE)
LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def read_into(book: Workbook, content: bytes) -> None:
    """Add every sheet of an XLSX. 400 when the bytes are no workbook."""
    try:
        found = load_workbook(io.BytesIO(content))
    except Exception as error:  # openpyxl lets through whatever it trips over in broken files
        raise ApiError(400, "Bad Request. The upload cannot be converted.", reason="badRequest") from error
    for page in found.worksheets:
        sheet = fresh.add_sheet(book, page.title, page.max_row, page.max_column)
        _read_sheet(book, sheet, page)
    if not book.sheets:
        raise ApiError(400, "Bad Request. The upload has no sheets.", reason="badRequest")


def _read_sheet(book: Workbook, sheet: Sheet, page: Any) -> None:
    for row in page.iter_rows():
        for found in row:
            content = _content(book, found)
            if content is not None:
                sheet.put(found.row - 1, found.column - 1, content)
    merged = [
        Area(sheet.id, found.min_row - 1, found.max_row, found.min_col - 1, found.max_col)
        for found in page.merged_cells.ranges
    ]
    merges.lay(sheet, merged, Area(sheet.id))
    if page.freeze_panes:
        row, column = coordinate_to_tuple(page.freeze_panes)
        frozen = {"frozenRowCount": row - 1, "frozenColumnCount": column - 1}
        sheet.grid.update({name: count for name, count in frozen.items() if count})


def _content(book: Workbook, found: Any) -> cells.Content:
    value = getattr(found.value, "text", found.value)
    if value is None:
        return None
    content: cells.Content = None
    if found.data_type == "f":
        local = relocated(str(value), locales.EN_US, locales.find(book.locale))
        content = cells.with_value(None, None, local)
    else:
        content = _plain(value)
    number_format = _number_format(str(found.number_format))
    if number_format is None:
        return content
    return cells.with_format(content, book.formats.with_number_format(0, number_format))


def _plain(value: Any) -> cells.Value:
    if isinstance(value, datetime):
        return cells.number(serial.of_date(value.date()) + _fraction(value.time()))
    if isinstance(value, date):
        return serial.of_date(value)
    if isinstance(value, time):
        return _fraction(value)
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    if isinstance(value, bool | str):
        return value
    return _number(value) if isinstance(value, int | float) else str(value)


def _number(value: float) -> cells.Value:
    """As a cell keeps it; a file may say more than any number can be."""
    try:
        amount = float(value)
    except OverflowError:
        return NUM
    return cells.number(amount) if isfinite(amount) else NUM


def _fraction(moment: time) -> float:
    return serial.of_time(moment.hour, moment.minute, moment.second + moment.microsecond / 1e6)


def _number_format(pattern: str) -> Json | None:
    """A NumberFormat of Excel's code; None for General."""
    if not pattern or pattern == "General":
        return None
    if pattern == "@":
        return {"type": "TEXT", "pattern": "@"}
    bare = LITERALS.sub("", pattern)
    if not DATE_SIGNS.search(bare):
        kind = "PERCENT" if "%" in bare else "SCIENTIFIC" if "E+" in bare else "NUMBER"
        return {"type": kind, "pattern": pattern}
    clock, calendar = re.search(r"[hs]", bare, re.IGNORECASE), re.search(r"[yd]", bare, re.IGNORECASE)
    kind = "DATE_TIME" if clock and calendar else "TIME" if clock else "DATE"
    return {"type": kind, "pattern": pattern}
