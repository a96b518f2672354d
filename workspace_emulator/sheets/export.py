"""Workbooks as files of other programs: CSV and TSV of the first sheet, XLSX of everything it can hold."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any

from ..drive.registry import CSV, TSV, XLSX
from .book.areas import Area
from .book.workbook import Sheet, Workbook
from .values.read import rendered
from .values.render import Renderer


def to_csv(book: Workbook, sheet: Sheet | None = None) -> bytes:
    """A sheet, the first if none is named, as people see it: rows padded to one width, no end of line after
    the last."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(_shown(book, sheet or book.sheets[0]))
    return text.getvalue().removesuffix("\r\n").encode()


def to_tsv(book: Workbook, sheet: Sheet | None = None) -> bytes:
    """As CSV, with tabs between cells and nothing in quotes: a tab or a new line in a cell is a space."""
    shown = _shown(book, sheet or book.sheets[0])
    rows = ("\t".join(re.sub(r"\r\n|[\t\r\n]", " ", str(value)) for value in row) for row in shown)
    return "\r\n".join(rows).encode()


def to_xlsx(book: Workbook) -> bytes:
    """An Excel workbook; see `export_xlsx`."""
    from .export_xlsx import workbook_bytes

    return workbook_bytes(book)


def _shown(book: Workbook, sheet: Sheet) -> list[list[Any]]:
    rows: list[list[Any]] = rendered(sheet, sheet.box(Area(sheet.id)), Renderer(book.locale, book.formats))
    width = max((len(row) for row in rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]


EXPORTS: dict[str, Callable[[Workbook], bytes]] = {
    CSV: to_csv,
    TSV: to_tsv,
    XLSX: to_xlsx,
}
