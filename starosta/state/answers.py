"""Answers to forms as they were last read: a form that people delete takes nothing with it that was already
received. What an answer means is not known here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, select

from .records import KeptAnswer
from .rows import put
from .schema import answers, moment, stamp

KEPT = timedelta(days=400)
"""Longer than a school year."""


class Answers:
    """The latest reading of each answer, by form and by the file it was given in."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, form: str, file: str, found: Iterable[KeptAnswer]) -> None:
        """Note what was read; answers that are known like this cost no writing."""
        read = {answer.id: answer for answer in found}
        if not read:
            return
        since = stamp(min(answer.submitted for answer in read.values()))
        ours = (answers.c.form == form, answers.c.file == file)
        query = select(answers.c.id, answers.c.submitted).where(*ours, answers.c.submitted >= since)
        with self._engine.begin() as connection:
            known = {row.id: row.submitted for row in connection.execute(query)}
            rows = [
                {
                    "form": form,
                    "file": file,
                    "id": answer.id,
                    "submitted": stamp(answer.submitted),
                    "content": json.dumps(answer.content, ensure_ascii=False),
                }
                for answer in read.values()
                if known.get(answer.id) != stamp(answer.submitted)
            ]
            put(connection, answers, rows)
            if rows:
                latest = max(answer.submitted for answer in read.values())
                connection.execute(delete(answers).where(answers.c.submitted < stamp(latest - KEPT)))

    def elsewhere(self, form: str, file: str, since: datetime) -> list[KeptAnswer]:
        """Answers to a form given in other files than this one ('' for none), sent from a moment on, oldest
        first."""
        query = (
            select(answers)
            .where(answers.c.form == form, answers.c.file != file, answers.c.submitted >= stamp(since))
            .order_by(answers.c.submitted, answers.c.id)
        )
        with self._engine.begin() as connection:
            rows = connection.execute(query).all()
        found = ((row, moment(row.submitted)) for row in rows)
        return [KeptAnswer(row.id, at, json.loads(row.content)) for row, at in found if at is not None]
