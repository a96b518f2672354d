"""The history: what was already done, one line for each once-key."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, select

from .records import Done
from .rows import add
from .schema import history, stamp

MANY = 500


class History:
    """Lines are written once and never changed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(self, once_key: str, kind: str, at: datetime, detail: Mapping[str, Any] | None = None) -> bool:
        """Write that something was done; False when it stood there already (the first line stays)."""
        told = json.dumps(detail or {}, ensure_ascii=False, sort_keys=True)
        row = {"once_key": once_key, "kind": kind, "at": stamp(at), "detail": told}
        with self._engine.begin() as connection:
            return add(connection, history, row)

    def done(self, once_keys: Iterable[str]) -> set[str]:
        """Which of these were done."""
        asked = list(dict.fromkeys(once_keys))
        found: set[str] = set()
        if not asked:
            return found
        with self._engine.begin() as connection:
            for start in range(0, len(asked), MANY):
                query = select(history.c.once_key).where(history.c.once_key.in_(asked[start : start + MANY]))
                found.update(connection.scalars(query))
        return found

    def since(self, moment: datetime | None = None, kind: str = "") -> list[Done]:
        """Lines from a moment on, oldest first; of one kind when it is given."""
        query = select(history).order_by(history.c.at, history.c.once_key)
        if moment is not None:
            query = query.where(history.c.at >= stamp(moment))
        if kind:
            query = query.where(history.c.kind == kind)
        with self._engine.begin() as connection:
            rows = connection.execute(query).all()
        return [
            Done(
                row.once_key, row.kind, datetime.fromisoformat(row.at).astimezone(UTC), json.loads(row.detail)
            )
            for row in rows
        ]
