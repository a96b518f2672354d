"""Writing rows that may be there already, in the dialects of SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Values = Mapping[str, Any]


def put(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Insert rows; those whose primary key is taken take the place of the old ones."""
    if not rows:
        return
    statement = _insert(connection, table)
    keys = [column.name for column in table.primary_key]
    rest = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    if rest:
        statement = statement.on_conflict_do_update(index_elements=keys, set_=rest)
    else:
        statement = statement.on_conflict_do_nothing()
    connection.execute(statement, [dict(row) for row in rows])


def add(connection: Connection, table: Table, row: Values) -> bool:
    """Insert a row unless its primary key is taken; whether it was inserted."""
    statement = _insert(connection, table).values(dict(row)).on_conflict_do_nothing()
    # A count of rows is not what every driver tells; the row itself is.
    return connection.execute(statement.returning(*table.primary_key)).first() is not None


def _insert(connection: Connection, table: Table) -> Any:
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)
