"""Opening a school's state: the engine, the schema, and the rooms that read and write it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, select, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from ..errors import Busy, ConfigError
from . import schema
from .answers import Answers
from .cells import Cells
from .cursors import Cursors
from .history import History
from .outbox import Outbox
from .reported import Reported
from .runs import Runs
from .snapshots import Snapshots

BUSY_SECONDS = 60
LOCK_NUMBER = 7_205_131


class State:
    """The state of one school. Every method of its rooms is a transaction of its own: killed at any moment,
    the database holds whole facts."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, where: str | Path) -> State:
        """The state in an SQLite file (a path) or in any database SQLAlchemy knows (a URL); made when it is
        not there.

        ConfigError when it cannot be opened or was written by a newer version.
        """
        url = str(where) if "://" in str(where) else f"sqlite:///{Path(where).resolve()}"
        try:
            engine = _engine(url)
            with engine.begin() as connection:
                _create(connection, url)
        except (NoSuchModuleError, ArgumentError, ImportError) as error:
            raise ConfigError("state_driver", path=where) from error
        except (SQLAlchemyError, OSError) as error:
            raise ConfigError("state_unusable", path=where, detail=str(error).splitlines()[0]) from error
        return cls(engine)

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Let nobody else in who asks the same; Busy when somebody is in already. A killed process leaves it
        free."""
        if self.engine.dialect.name == "sqlite":
            lock = _file_lock(f"{self.engine.url.database}.lock")
            try:
                yield
            finally:
                lock.close()
            return
        with self.engine.connect() as connection:
            free = connection.execute(text(f"SELECT pg_try_advisory_lock({LOCK_NUMBER})")).scalar()
            if not free:
                raise Busy("busy")
            try:
                yield
            finally:
                connection.execute(text(f"SELECT pg_advisory_unlock({LOCK_NUMBER})"))

    @cached_property
    def history(self) -> History:
        return History(self.engine)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self.engine)

    @cached_property
    def cursors(self) -> Cursors:
        return Cursors(self.engine)

    @cached_property
    def snapshots(self) -> Snapshots:
        return Snapshots(self.engine)

    @cached_property
    def cells(self) -> Cells:
        return Cells(self.engine)

    @cached_property
    def answers(self) -> Answers:
        return Answers(self.engine)

    @cached_property
    def runs(self) -> Runs:
        return Runs(self.engine)

    @cached_property
    def reported(self) -> Reported:
        return Reported(self.engine)

    def close(self) -> None:
        self.engine.dispose()


def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url)
    Path(make_url(url).database or "state.sqlite").parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    # The driver's own transactions begin too late: what was read before the first write could have changed.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    # A letter recorded as sent must still be so after the power fails.
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _create(connection: Connection, url: str) -> None:
    if connection.dialect.name == "postgresql":
        # Two who make the same tables at once would be in each other's way there.
        connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK_NUMBER + 1})"))
    schema.metadata.create_all(connection)
    found = connection.execute(select(schema.about.c.value).where(schema.about.c.name == "version")).scalar()
    if found is None:
        connection.execute(schema.about.insert().values(name="version", value=str(schema.VERSION)))
    elif int(found) > schema.VERSION:
        raise ConfigError("state_newer", path=url, found=found, known=schema.VERSION)


def _file_lock(path: str) -> sqlite3.Connection:
    """An open transaction on a file of its own: the one lock that every system frees when the process
    dies."""
    connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        connection.close()
        raise Busy("busy") from error
    return connection
