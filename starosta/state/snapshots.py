"""Snapshots: the last good reading of a table, used while the table itself cannot be read."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select

from .records import Snapshot
from .rows import put
from .schema import snapshots, stamp


class Snapshots:
    """Any JSON value under a name, with the moment it was read."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, name: str, value: Any, at: datetime) -> None:
        row = {"name": name, "value": json.dumps(value, ensure_ascii=False), "at": stamp(at)}
        with self._engine.begin() as connection:
            put(connection, snapshots, [row])

    def last(self, name: str) -> Snapshot | None:
        with self._engine.begin() as connection:
            row = connection.execute(select(snapshots).where(snapshots.c.name == name)).first()
        return None if row is None else Snapshot(json.loads(row.value), datetime.fromisoformat(row.at))
