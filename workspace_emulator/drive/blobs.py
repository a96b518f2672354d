"""The bytes of plain files and their types, as they were uploaded."""

from __future__ import annotations

import sqlite3

from ..store import tables

tables(
    "CREATE TABLE IF NOT EXISTS drive_blobs "
    "(file_id TEXT PRIMARY KEY, content BLOB NOT NULL, type TEXT NOT NULL)"
)


def find(tx: sqlite3.Connection, file_id: str) -> tuple[bytes, str] | None:
    """The content of a file and its type; None for a file of another kind."""
    row = tx.execute("SELECT content, type FROM drive_blobs WHERE file_id = ?", (file_id,)).fetchone()
    return (bytes(row["content"]), str(row["type"])) if row else None


def keep(tx: sqlite3.Connection, file_id: str, content: bytes, kind: str) -> None:
    """Content in place of what a file held."""
    tx.execute("INSERT OR REPLACE INTO drive_blobs VALUES (?, ?, ?)", (file_id, content, kind))


def copy(tx: sqlite3.Connection, from_id: str, to_id: str) -> None:
    """The content of one file as that of another."""
    tx.execute(
        "INSERT INTO drive_blobs SELECT ?, content, type FROM drive_blobs WHERE file_id = ?", (to_id, from_id)
    )


def forget(tx: sqlite3.Connection, file_id: str) -> None:
    """Drop the content of a file."""
    tx.execute("DELETE FROM drive_blobs WHERE file_id = ?", (file_id,))
