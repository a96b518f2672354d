"""What Drive asks of spreadsheets: make, copy, delete, fill, export and search the content of a file."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from ..drive.contents import Content
from ..drive.registry import FileRow
from . import export as exports
from . import fresh, imports
from .book import kept


class Spreadsheets(Content):
    """Spreadsheets as contents of files."""

    def create(self, tx: sqlite3.Connection, file_id: str, name: str, now: datetime, owner: str) -> None:
        """An empty spreadsheet with one sheet."""
        book = fresh.workbook(tx, file_id, {})
        book.sheets.append(fresh.sheet(0, fresh.first_title(tx)))
        kept.insert(tx, book)

    def copy(self, tx: sqlite3.Connection, from_id: str, to_id: str, name: str, now: datetime) -> None:
        """The content of one spreadsheet as the content of another; sheet ids stay."""
        kept.copy(tx, from_id, to_id)

    def delete(self, tx: sqlite3.Connection, file_id: str) -> None:
        kept.delete(tx, file_id)

    def export(self, tx: sqlite3.Connection, file_id: str, mime: str) -> bytes | None:
        """The first sheet as CSV or TSV, the whole workbook as XLSX; None for any other type."""
        found = exports.EXPORTS.get(mime)
        return None if found is None else found(kept.load(tx, file_id))

    def fill(self, tx: sqlite3.Connection, row: FileRow, content: bytes, kind: str, now: datetime) -> bool:
        return imports.fill(tx, row.id, row.name, content, kind, now, row.owner)

    def text(self, tx: sqlite3.Connection, file_id: str) -> str:
        """The texts of the first rows of its sheets, a line for each."""
        return "\n".join(kept.texts(tx, file_id))


CONTENT = Spreadsheets()
