"""The outbox: every letter with how far it has come. What to do about a stage is decided in
`starosta.outgoing`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, func, select, update

from .records import OPEN, OutboxRow, Stage
from .rows import add
from .schema import moment, outbox, stamp, stamp_or_none


class Outbox:
    """One row a once-key; a row's stage only ever moves forward."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def plan(self, row: OutboxRow) -> OutboxRow:
        """Write a new letter down, or give back the row that its once-key has already.

        A row whose letter is not on its way yet takes the new text, addressee and expiry.
        """
        values = {
            "addressee": row.addressee,
            "letter": row.letter,
            "subject": row.subject,
            "payload": row.payload,
            "expires": stamp_or_none(row.expires),
        }
        fresh = {
            **values,
            "once_key": row.once_key,
            "thread_key": row.thread_key,
            "stage": Stage.PLANNED.value,
            "planned": stamp(row.planned),
            "attempts": 0,
            "draft": "",
            "message": "",
            "thread": "",
            "message_header": "",
            "note": "",
        }
        waiting = outbox.c.stage.in_((Stage.PLANNED.value, Stage.DRAFTED.value))
        with self._engine.begin() as connection:
            if not add(connection, outbox, fresh):
                connection.execute(
                    update(outbox).where(outbox.c.once_key == row.once_key, waiting).values(values)
                )
            found = connection.execute(select(outbox).where(outbox.c.once_key == row.once_key)).one()
        return _row(found)

    def get(self, once_key: str) -> OutboxRow | None:
        with self._engine.begin() as connection:
            found = connection.execute(select(outbox).where(outbox.c.once_key == once_key)).first()
        return None if found is None else _row(found)

    def attempt(self, once_key: str, at: datetime) -> OutboxRow:
        """Note that a draft is about to be made: from now on one may exist that we do not know."""
        return self._change(once_key, attempts=outbox.c.attempts + 1, attempted=stamp(at))

    def drafted(self, once_key: str, draft: str, message: str, thread: str) -> OutboxRow:
        """The draft's id, and the ids of its message and thread, are known."""
        return self._change(once_key, stage=Stage.DRAFTED, draft=draft, message=message, thread=thread)

    def sending(self, once_key: str, at: datetime) -> OutboxRow:
        """Note that the draft is about to be sent: from now on the letter may be out."""
        return self._change(
            once_key, stage=Stage.SENDING, attempts=outbox.c.attempts + 1, attempted=stamp(at)
        )

    def unsent(self, once_key: str) -> OutboxRow:
        """Sending was refused outright: the letter is certainly not out, its draft is still there."""
        return self._change(once_key, stage=Stage.DRAFTED)

    def sent(self, once_key: str, at: datetime, message: str, thread: str) -> OutboxRow:
        return self._change(
            once_key, stage=Stage.SENT, sent=stamp(at), message=message, thread=thread, note=""
        )

    def review(self, once_key: str, note: str) -> OutboxRow:
        """A person must look; `note` says why: a key of words or what Google answered."""
        return self._change(once_key, stage=Stage.NEEDS_REVIEW, note=note)

    def supersede(self, once_key: str, note: str = "") -> OutboxRow:
        return self._change(once_key, stage=Stage.SUPERSEDED, note=note)

    def forget_draft(self, once_key: str) -> OutboxRow:
        """The draft is no more and was certainly never sent: back to the beginning."""
        return self._change(once_key, stage=Stage.PLANNED, draft="", message="", thread="", attempts=0)

    def name_header(self, once_key: str, message_header: str) -> OutboxRow:
        """Keep the Message-ID that Google gave the letter."""
        return self._change(once_key, message_header=message_header)

    def thread_root(self, thread_key: str) -> OutboxRow | None:
        """The first letter sent in a thread."""
        query = (
            select(outbox)
            .where(outbox.c.thread_key == thread_key, outbox.c.stage == Stage.SENT.value)
            .order_by(outbox.c.sent, outbox.c.once_key)
            .limit(1)
        )
        with self._engine.begin() as connection:
            found = connection.execute(query).first()
        return None if found is None else _row(found)

    def open(self, stages: Collection[Stage] = OPEN) -> list[OutboxRow]:
        """Letters at these stages, oldest first."""
        return self._rows(outbox.c.stage.in_([stage.value for stage in stages]))

    def planned_between(self, start: datetime, end: datetime) -> list[OutboxRow]:
        """Letters of a stretch of time (its end not included), whatever came of them, oldest first."""
        return self._rows(outbox.c.planned >= stamp(start), outbox.c.planned < stamp(end))

    def sent_since(self, at: datetime) -> int:
        """How many letters left since a moment: the daily limit is counted in any 24 hours."""
        query = select(func.count()).select_from(outbox).where(outbox.c.sent >= stamp(at))
        with self._engine.begin() as connection:
            return int(connection.scalar(query) or 0)

    def _rows(self, *conditions: Any) -> list[OutboxRow]:
        query = select(outbox).where(*conditions).order_by(outbox.c.planned, outbox.c.once_key)
        with self._engine.begin() as connection:
            return [_row(row) for row in connection.execute(query)]

    def _change(self, once_key: str, stage: Stage | None = None, **values: Any) -> OutboxRow:
        if stage is not None:
            values["stage"] = stage.value
        with self._engine.begin() as connection:
            connection.execute(update(outbox).where(outbox.c.once_key == once_key).values(**values))
            return _row(connection.execute(select(outbox).where(outbox.c.once_key == once_key)).one())


def _row(row: Any) -> OutboxRow:
    values = dict(row._mapping)
    for name in ("planned", "expires", "attempted", "sent"):
        values[name] = moment(values[name])
    return OutboxRow(**{**values, "stage": Stage(values["stage"])})
