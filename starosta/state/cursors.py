"""Cursors: named values that say how far something was read («monitoring: 2026-09-01T06:15:00Z»)."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Engine, bindparam, delete, select

from .rows import put
from .schema import cursors

VALUE = select(cursors.c.value).where(cursors.c.name == bindparam("wanted"))


class Cursors:
    """Any JSON value under a name."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, name: str, default: Any = None) -> Any:
        with self._engine.begin() as connection:
            text = connection.scalar(VALUE, {"wanted": name})
        return default if text is None else json.loads(text)

    def set(self, name: str, value: Any) -> None:
        """Store a value; None forgets the name."""
        with self._engine.begin() as connection:
            if value is None:
                connection.execute(delete(cursors).where(cursors.c.name == name))
            else:
                put(connection, cursors, [{"name": name, "value": json.dumps(value, ensure_ascii=False)}])

    def all(self, prefix: str = "") -> dict[str, Any]:
        """Every value whose name begins so."""
        query = (
            select(cursors).where(cursors.c.name.startswith(prefix, autoescape=True)).order_by(cursors.c.name)
        )
        with self._engine.begin() as connection:
            return {row.name: json.loads(row.value) for row in connection.execute(query)}
