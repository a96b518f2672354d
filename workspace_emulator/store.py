"""The emulator's state: one SQLite file shared safely by several processes. Tables belong to the rooms that
use them.

A read sees one moment; a write holds the file's only write lock from its first statement, so what it read
cannot change under it.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BUSY_SECONDS = 60.0
TABLES: list[str] = [
    "CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS sequences (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
]


def tables(*statements: str) -> None:
    """Called at import by each room: `CREATE TABLE/INDEX IF NOT EXISTS …` statements of its own."""
    TABLES.extend(statement for statement in statements if statement not in TABLES)


class Store:
    """Connections to one SQLite file, one a thread."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._create()

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A consistent view; nothing may be written."""
        with self._transaction("BEGIN") as tx:
            yield tx

    def glance(self, statement: str, *values: Any) -> sqlite3.Row | None:
        """The first row of one statement, which sees one moment without being told so."""
        row: sqlite3.Row | None = self._connection().execute(statement, values).fetchone()
        return row

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """The file's write lock; committed at the end, rolled back on any error."""
        with self._transaction("BEGIN IMMEDIATE") as tx:
            yield tx

    def reset(self) -> None:
        """Forget everything."""
        with self.write() as tx:
            names = [row[0] for row in tx.execute("SELECT name FROM sqlite_master WHERE type='table'")]
            for name in names:
                if not name.startswith("sqlite_"):
                    tx.execute(f'DELETE FROM "{name}"')

    def close(self) -> None:
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()
        self._local = threading.local()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        tx = self._connection()
        tx.execute(begin)
        try:
            yield tx
        except BaseException:
            tx.execute("ROLLBACK")
            raise
        tx.execute("COMMIT")

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA synchronous = NORMAL")
            self._local.connection = connection
            with self._lock:
                self._all.append(connection)
        return connection

    def _create(self) -> None:
        connection = self._connection()
        connection.execute("PRAGMA journal_mode = WAL")
        with self.write() as tx:
            for statement in TABLES:
                tx.execute(statement)


def setting(tx: sqlite3.Connection, name: str, default: Any = None) -> Any:
    """A named JSON value kept in the file."""
    row = tx.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
    return default if row is None else json.loads(row[0])


def set_setting(tx: sqlite3.Connection, name: str, value: Any) -> None:
    """Store a named JSON value; None removes it."""
    if value is None:
        tx.execute("DELETE FROM settings WHERE name = ?", (name,))
    else:
        tx.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, json.dumps(value)))


def next_number(tx: sqlite3.Connection, name: str, first: int = 1) -> int:
    """The next value of a named counter; never given twice in one file."""
    tx.execute("INSERT OR IGNORE INTO sequences VALUES (?, ?)", (name, first - 1))
    row = tx.execute(
        "UPDATE sequences SET value = value + 1 WHERE name = ? RETURNING value", (name,)
    ).fetchone()
    return int(row[0])
