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
        self._parsed: dict[str, tuple[str, Any]] = {}

    def keep(self, name: str, value: Any, at: datetime) -> None:
        row = {"name": name, "value": json.dumps(value, ensure_ascii=False), "at": stamp(at)}
        with self._engine.begin() as connection:
            put(connection, snapshots, [row])

    def last(self, name: str) -> Snapshot | None:
        """The newest value, which whoever is given it must not change; None when there is none."""
        with self._engine.begin() as connection:
            row = connection.execute(select(snapshots).where(snapshots.c.name == name)).first()
        return None if row is None else Snapshot(self._value(name, row.value), datetime.fromisoformat(row.at))

    def _value(self, name: str, text: str) -> Any:
        """The same text is not read twice: a whole school's tables are looked at every minute."""
        known = self._parsed.get(name)
        if known is None or known[0] != text:
            known = self._parsed[name] = (text, json.loads(text))
        return known[1]
