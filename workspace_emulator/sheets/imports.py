"""Uploads that become spreadsheets: CSV and TSV as if typed, XLSX with its values, formulas and number
formats."""

from __future__ import annotations

import csv
import io
import sqlite3
from datetime import datetime

from ..drive.registry import CSV, TSV, XLSX
from ..store import setting
from ..wire import ApiError
from . import fresh
from .book import kept
from .book.workbook import Workbook
from .formulas import calculate
from .values.put import Typist

DELIMITERS = {CSV: "", TSV: "\t"}
CALIFORNIA = "America/Los_Angeles"


def fill(
    tx: sqlite3.Connection, file_id: str, name: str, content: bytes, kind: str, now: datetime, owner: str
) -> bool:
    """Uploaded bytes as the whole content of a spreadsheet; False when that type is not converted.

    A CSV makes one sheet named after the file. Conversions have California's time zone unless the account
    has one of its own.
    """
    if kind != XLSX and kind not in DELIMITERS:
        return False
    book = fresh.workbook(tx, file_id, {"timeZone": setting(tx, "spreadsheet_time_zone", CALIFORNIA)})
    if kind == XLSX:
        from .import_xlsx import read_into

        read_into(book, content)
    else:
        _read_table(book, name, _rows(content, DELIMITERS[kind]), now, owner)
    book.check_size()
    for sheet in book.sheets:
        sheet.changed_from(0)
    calculate.recalculate(book, now)
    kept.delete(tx, file_id)
    kept.insert(tx, book)
    return True


def _read_table(book: Workbook, name: str, rows: list[list[str]], now: datetime, owner: str) -> None:
    sheet = fresh.add_sheet(book, name, len(rows), max((len(row) for row in rows), default=0))
    Typist(book, "USER_ENTERED", now, owner).put(sheet, 0, 0, rows)


def _rows(content: bytes, delimiter: str) -> list[list[str]]:
    """The fields of a separated text; without a delimiter the first line shows which one it is."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1251", "replace")
    first = text.partition("\n")[0]
    delimiter = delimiter or max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise ApiError(400, "Bad Request. The upload cannot be converted.", reason="badRequest") from error
