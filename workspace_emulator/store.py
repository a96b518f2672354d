"""The emulator's state: one SQLite file shared safely by several processes. Tables belong to the rooms that
use them.

A read sees one moment; a write holds the file's only write lock from its first statement, so what it read
cannot change under it.
"""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BUSY_SECONDS = 60.0
BUSY_PAUSE = 0.01
MOST_FREE = 16
MARK = int.from_bytes(b"wksp")
"""What a workspace's file bears as SQLite's `application_id`."""
VERSION = 1
UNMARKED = {"sequences", "drive_files"}
"""Tables of every workspace that was made before there was a mark."""
SETTING = "SELECT value FROM settings WHERE name = ?"
TABLES: list[str] = [
    "CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS sequences (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
]


def tables(*statements: str) -> None:
    """Called at import by each room: `CREATE TABLE/INDEX IF NOT EXISTS …` statements of its own."""
    TABLES.extend(statement for statement in statements if statement not in TABLES)


class NoWorkspace(sqlite3.DatabaseError):
    """A file that is no workspace, or one of a later version; its text says which."""


class Store:
    """One SQLite file. A transaction borrows a connection for as long as it lasts, whatever thread it is in;
    a few of those that are free are kept for the next ones."""

    def __init__(self, path: str | Path) -> None:
        """NoWorkspace when the file holds something else."""
        self.path = Path(path)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._readers: list[sqlite3.Connection] = []
        self._writers: list[sqlite3.Connection] = []
        self._create()

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A consistent view; SQLite refuses to write in it."""
        free = self._readers
        tx = self._borrowed(free, writes=False)
        try:
            tx.execute("BEGIN")
            yield tx
        finally:
            self._give_back(tx, free)

    def glance(self, statement: str, *values: Any) -> sqlite3.Row | None:
        """The first row of one statement, which sees one moment without being told so."""
        free = self._readers
        tx = self._borrowed(free, writes=False)
        try:
            row: sqlite3.Row | None = tx.execute(statement, values).fetchone()
        finally:
            self._give_back(tx, free)
        return row

    def setting(self, name: str) -> Any:
        """A named JSON value, outside of any transaction."""
        row = self.glance(SETTING, name)
        return None if row is None else json.loads(row[0])

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """The file's write lock; committed at the end, rolled back on any error."""
        free = self._writers
        tx = self._borrowed(free, writes=True)
        try:
            tx.execute("BEGIN IMMEDIATE")
            yield tx
            tx.execute("COMMIT")
        finally:
            self._give_back(tx, free)

    def reset(self) -> None:
        """Forget everything that the rooms keep."""
        with self.write() as tx:
            for name in _declared():
                tx.execute(f'DELETE FROM "{name}"')

    def close(self) -> None:
        """End the connections that are free now, and the others as soon as they are."""
        former = (self._readers, self._writers)
        self._readers, self._writers = [], []
        for free in former:
            while free:
                free.pop().close()

    def _borrowed(self, free: list[sqlite3.Connection], writes: bool) -> sqlite3.Connection:
        try:
            return free.pop()
        except IndexError:
            return self._opened(writes)

    def _give_back(self, connection: sqlite3.Connection, free: list[sqlite3.Connection]) -> None:
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except sqlite3.Error:
            connection.close()
            raise
        if len(free) < MOST_FREE and (free is self._readers or free is self._writers):
            free.append(connection)
        else:
            connection.close()

    def _opened(self, writes: bool) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous = NORMAL" if writes else "PRAGMA query_only = ON")
        return connection

    def _create(self) -> None:
        connection = self._opened(writes=True)
        try:
            _check(connection)
            _log_ahead(connection)
        except BaseException:
            connection.close()
            raise
        self._writers.append(connection)
        with self.write() as tx:
            tx.execute(f"PRAGMA application_id = {MARK}")
            tx.execute(f"PRAGMA user_version = {VERSION}")
            for statement in TABLES:
                tx.execute(statement)


def _check(connection: sqlite3.Connection) -> None:
    """Refuse what another program keeps in a file, before anything is changed in it."""
    mark, version = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
    )
    known = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    if mark != MARK and (mark or (known and not known >= UNMARKED)):
        raise NoWorkspace("it is a database of another program")
    if version > VERSION and mark == MARK:
        raise NoWorkspace("it was made by a later version")


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Readers are not to wait for a writer. While others open the same new file SQLite does not wait for its
    turn by itself."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > until:
                raise
        time.sleep(BUSY_PAUSE)


def _declared() -> list[str]:
    found = (re.match(r"CREATE TABLE IF NOT EXISTS (\w+)", statement) for statement in TABLES)
    return [match[1] for match in found if match]


def setting(tx: sqlite3.Connection, name: str, default: Any = None) -> Any:
    """A named JSON value kept in the file."""
    row = tx.execute(SETTING, (name,)).fetchone()
    return default if row is None else json.loads(row[0])


def set_setting(tx: sqlite3.Connection, name: str, value: Any) -> None:
    """Store a named JSON value; None removes it."""
    if value is None:
        tx.execute("DELETE FROM settings WHERE name = ?", (name,))
    else:
        tx.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, json.dumps(value)))


def last_number(tx: sqlite3.Connection, name: str) -> int:
    """The value of a named counter that was given last; 0 when none was."""
    row = tx.execute("SELECT value FROM sequences WHERE name = ?", (name,)).fetchone()
    return int(row[0]) if row else 0


def next_number(tx: sqlite3.Connection, name: str, first: int = 1) -> int:
    """The next value of a named counter; never given twice in one file."""
    tx.execute("INSERT OR IGNORE INTO sequences VALUES (?, ?)", (name, first - 1))
    row = tx.execute(
        "UPDATE sequences SET value = value + 1 WHERE name = ? RETURNING value", (name,)
    ).fetchone()
    return int(row[0])
