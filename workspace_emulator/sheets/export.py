"""Workbooks as files of other programs: CSV and TSV of the first sheet, XLSX of everything it can hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

from .book.areas import Area
from .book.workbook import Workbook
from .values.read import rendered
from .values.render import Renderer

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def to_csv(book: Workbook) -> bytes:
    """The first sheet as people see it, rows padded to one width, no end of line after the last."""
    return _separated(book, ",")


def to_tsv(book: Workbook) -> bytes:
    return _separated(book, "\t")


def to_xlsx(book: Workbook) -> bytes:
    """An Excel workbook; see `export_xlsx`."""
    from .export_xlsx import workbook_bytes

    return workbook_bytes(book)


def _separated(book: Workbook, delimiter: str) -> bytes:
    sheet = book.sheets[0]
    rows: list[list[Any]] = rendered(sheet, sheet.box(Area(sheet.id)), Renderer(book.locale, book.formats))
    width = max((len(row) for row in rows), default=0)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([*row, *[""] * (width - len(row))] for row in rows)
    return text.getvalue().removesuffix("\r\n").encode()


EXPORTS: dict[str, Callable[[Workbook], bytes]] = {
    "text/csv": to_csv,
    "text/tab-separated-values": to_tsv,
    XLSX: to_xlsx,
}
