"""Workbooks in the store: a document, and blocks of rows so that a small edit writes little."""

from __future__ import annotations

import json
import secrets
import sqlite3
from dataclasses import dataclass
from typing import Any

from ...store import tables
from ...wire import Json
from . import cell
from .formats import Formats
from .workbook import BLOCK, Sheet, Workbook

SEARCHED = 16

tables(
    """CREATE TABLE IF NOT EXISTS sheets_books (
        file_id TEXT PRIMARY KEY, born TEXT NOT NULL, version INTEGER NOT NULL, token TEXT NOT NULL,
        document TEXT NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS sheets_blocks (
        file_id TEXT NOT NULL, sheet INTEGER NOT NULL, block INTEGER NOT NULL, version INTEGER NOT NULL,
        data TEXT NOT NULL, PRIMARY KEY (file_id, sheet, block))""",
    "CREATE INDEX IF NOT EXISTS sheets_blocks_by_version ON sheets_blocks (file_id, version)",
)


@dataclass(frozen=True)
class Stamp:
    """Which content a stored workbook has: `born` names one life of a file id, `token` one commit."""

    born: str
    version: int
    token: str


def stamp(tx: sqlite3.Connection, file_id: str) -> Stamp | None:
    row = tx.execute("SELECT born, version, token FROM sheets_books WHERE file_id = ?", (file_id,)).fetchone()
    return None if row is None else Stamp(row[0], row[1], row[2])


def known(tx: sqlite3.Connection, file_ids: list[str]) -> set[str]:
    """Those of some files that are workbooks of the store."""
    marks = ", ".join("?" * len(file_ids))
    found = tx.execute(f"SELECT file_id FROM sheets_books WHERE file_id IN ({marks})", file_ids)
    return {row[0] for row in found}


def block_versions(tx: sqlite3.Connection, file_id: str, sheet_id: int) -> dict[int, int]:
    """When each block of a sheet's rows was last written: block → version."""
    found = tx.execute(
        "SELECT block, version FROM sheets_blocks WHERE file_id = ? AND sheet = ?", (file_id, sheet_id)
    )
    return {row[0]: row[1] for row in found}


def insert(tx: sqlite3.Connection, book: Workbook) -> None:
    """Keep a new workbook."""
    born = secrets.token_hex(8)
    tx.execute("INSERT INTO sheets_books VALUES (?, ?, 0, ?, '{}')", (book.file_id, born, born))
    for sheet in book.sheets:
        sheet.changed_from(0)
    save(tx, book)


def load(tx: sqlite3.Connection, file_id: str) -> Workbook:
    """A workbook with all its cells."""
    (document,) = tx.execute("SELECT document FROM sheets_books WHERE file_id = ?", (file_id,)).fetchone()
    book = Workbook(file_id, {})
    used = _fill(book, json.loads(document))
    _read_blocks(tx, book, used, -1)
    return book


def refresh(tx: sqlite3.Connection, book: Workbook, since: int) -> None:
    """Bring a workbook read at version `since` up to what the store holds now."""
    (document,) = tx.execute(
        "SELECT document FROM sheets_books WHERE file_id = ?", (book.file_id,)
    ).fetchone()
    rows = {(sheet.id, sheet.born): sheet.rows for sheet in book.sheets}
    used = _fill(book, json.loads(document))
    for sheet in book.sheets:
        sheet.rows = rows.get((sheet.id, sheet.born), [])
    _read_blocks(tx, book, used, since)
    book.engine = None


def save(tx: sqlite3.Connection, book: Workbook) -> Stamp:
    """Write the document and the changed blocks under a new version."""
    (version,) = tx.execute(
        "SELECT version + 1 FROM sheets_books WHERE file_id = ?", (book.file_id,)
    ).fetchone()
    token = secrets.token_hex(8)
    _forget_others(tx, book)
    if book.formats.many:
        _forget_formats(book)
    for sheet in book.sheets:
        sheet.trim()
        for block in sorted(sheet.dirty):
            rows = sheet.rows[block * BLOCK : (block + 1) * BLOCK]
            if rows:
                data = json.dumps(
                    [[cell.dump(content) for content in cells] for cells in rows], ensure_ascii=False
                )
                tx.execute(
                    "INSERT OR REPLACE INTO sheets_blocks VALUES (?, ?, ?, ?, ?)",
                    (book.file_id, sheet.id, block, version, data),
                )
        if sheet.dirty:
            tx.execute(
                "DELETE FROM sheets_blocks WHERE file_id = ? AND sheet = ? AND block > ?",
                (book.file_id, sheet.id, (len(sheet.rows) - 1) // BLOCK),
            )
        sheet.dirty.clear()
    book.births = {sheet.id: sheet.born for sheet in book.sheets}
    tx.execute(
        "UPDATE sheets_books SET version = ?, token = ?, document = ? WHERE file_id = ?",
        (version, token, json.dumps(_document(book), ensure_ascii=False), book.file_id),
    )
    (born,) = tx.execute("SELECT born FROM sheets_books WHERE file_id = ?", (book.file_id,)).fetchone()
    return Stamp(born, version, token)


def texts(tx: sqlite3.Connection, file_id: str) -> list[str]:
    """The texts in the cells of a workbook, as far as a search looks: not to the end of a long one."""
    found = tx.execute(
        "SELECT data FROM sheets_blocks WHERE file_id = ? ORDER BY block, sheet LIMIT ?", (file_id, SEARCHED)
    )
    stored = (content for (data,) in found for cells in json.loads(data) for content in cells)
    values = (cell.value_of(cell.load(content)) for content in stored if content is not None)
    return [value for value in values if isinstance(value, str)]


def copy(tx: sqlite3.Connection, from_id: str, to_id: str) -> None:
    """The content of one file as the content of another."""
    born = secrets.token_hex(8)
    tx.execute(
        "INSERT INTO sheets_books SELECT ?, ?, version, ?, document FROM sheets_books WHERE file_id = ?",
        (to_id, born, born, from_id),
    )
    tx.execute(
        "INSERT INTO sheets_blocks SELECT ?, sheet, block, version, data "
        "FROM sheets_blocks WHERE file_id = ?",
        (to_id, from_id),
    )


def delete(tx: sqlite3.Connection, file_id: str) -> None:
    tx.execute("DELETE FROM sheets_books WHERE file_id = ?", (file_id,))
    tx.execute("DELETE FROM sheets_blocks WHERE file_id = ?", (file_id,))


def _forget_others(tx: sqlite3.Connection, book: Workbook) -> None:
    """Drop the blocks of sheets that are gone, of those whose number a new one has taken, too."""
    ids = [sheet.id for sheet in book.sheets if book.births.get(sheet.id) == sheet.born]
    marks = ", ".join("?" * len(ids))
    tx.execute(
        f"DELETE FROM sheets_blocks WHERE file_id = ? AND sheet NOT IN ({marks})", (book.file_id, *ids)
    )


def _forget_formats(book: Workbook) -> None:
    """Drop the formats that no cell has; the others keep their numbers, which cells elsewhere know."""
    held = (
        content
        for sheet in book.sheets
        for cells in sheet.rows
        for content in cells
        if isinstance(content, cell.Cell)
    )
    book.formats.keep({number for content in held for number in (content.format, content.shown)})
    book.engine = None


def _document(book: Workbook) -> Json:
    return {
        "properties": book.properties,
        "namedRanges": book.named_ranges,
        "metadata": book.metadata,
        "formats": book.formats.all,
        "formatsMade": book.formats.made,
        "sheets": [
            {
                "id": sheet.id,
                "born": sheet.born,
                "order": sheet.order,
                "properties": sheet.properties,
                "parts": sheet.parts,
                "lines": {dimension: sorted(kept.items()) for dimension, kept in sheet.lines.items()},
                "formulas": sheet.formulas,
                "used": len(sheet.rows),
            }
            for sheet in book.sheets
        ],
    }


def _fill(book: Workbook, document: Json) -> dict[int, int]:
    """All but the rows, which are still to be read; how many of them each sheet has."""
    book.properties = document["properties"]
    book.named_ranges = document["namedRanges"]
    book.metadata = document["metadata"]
    book.formats = Formats(document["formats"], document.get("formatsMade", 0))
    book.sheets = [_sheet(stored) for stored in document["sheets"]]
    book.births = {sheet.id: sheet.born for sheet in book.sheets}
    return {stored["id"]: stored["used"] for stored in document["sheets"]}


def _sheet(stored: Json) -> Sheet:
    sheet = Sheet(stored["id"], stored["properties"], stored.get("born", ""))
    sheet.order = stored.get("order", "")
    sheet.parts = stored["parts"]
    sheet.lines = {dimension: dict(items) for dimension, items in stored["lines"].items()}
    sheet.formulas = stored["formulas"]
    return sheet


def _read_blocks(tx: sqlite3.Connection, book: Workbook, used: dict[int, int], since: int) -> None:
    sheets: dict[int, Sheet] = {sheet.id: sheet for sheet in book.sheets}
    found = tx.execute(
        "SELECT sheet, block, data FROM sheets_blocks "
        "WHERE file_id = ? AND version > ? ORDER BY sheet, block",
        (book.file_id, since),
    )
    for sheet_id, block, data in found:
        if sheet_id in sheets:
            _place(sheets[sheet_id].rows, block * BLOCK, json.loads(data))
    for sheet in book.sheets:
        count = used[sheet.id]
        del sheet.rows[count:]
        while len(sheet.rows) < count:
            sheet.rows.append([])


def _place(rows: list[list[cell.Content]], start: int, stored: list[list[Any]]) -> None:
    while len(rows) < start:
        rows.append([])
    rows[start : start + BLOCK] = [
        [
            content if content.__class__ is not list and content.__class__ is not dict else cell.load(content)
            for content in cells
        ]
        for cells in stored
    ]
