"""Runs of the automations: when each began and ended, what came of it and what it cost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, delete, func, select

from .records import Run
from .schema import moment, runs, stamp

KEPT = timedelta(days=31)


class Runs:
    """One row a run."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(
        self, automation: str, at: datetime, result: str, calls: Mapping[str, int], problems: int
    ) -> None:
        """Note a run that is over, begun and ended in one moment of the school's clock; those of long ago are
        forgotten."""
        row = {
            "automation": automation,
            "started": stamp(at),
            "ended": stamp(at),
            "result": result,
            "calls": json.dumps(dict(calls)),
            "problems": problems,
        }
        with self._engine.begin() as connection:
            connection.execute(runs.insert().values(row))
            connection.execute(delete(runs).where(runs.c.started < stamp(at - KEPT)))

    def latest(self) -> dict[str, Run]:
        """The newest run of each automation."""
        newest = select(func.max(runs.c.id)).group_by(runs.c.automation)
        with self._engine.begin() as connection:
            rows = connection.execute(
                select(runs).where(runs.c.id.in_(newest)).order_by(runs.c.automation)
            ).all()
        return {row.automation: _run(row) for row in rows}

    def since(self, at: datetime) -> list[Run]:
        """Runs begun from a moment on, oldest first."""
        with self._engine.begin() as connection:
            rows = connection.execute(
                select(runs).where(runs.c.started >= stamp(at)).order_by(runs.c.id)
            ).all()
        return [_run(row) for row in rows]


def _run(row: Any) -> Run:
    return Run(
        id=row.id,
        automation=row.automation,
        started=datetime.fromisoformat(row.started),
        ended=moment(row.ended),
        result=row.result,
        calls=json.loads(row.calls),
        problems=row.problems,
    )
