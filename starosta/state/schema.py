"""The tables of the state. Moments are text in UTC with microseconds, so that their order is their text's
order."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

VERSION = 1
metadata = MetaData()

about = Table(
    "about",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
history = Table(
    "history",
    metadata,
    Column("once_key", String(500), primary_key=True),
    Column("kind", String(100), nullable=False),
    Column("at", String(40), nullable=False),
    Column("detail", Text, nullable=False),
    Index("history_by_kind", "kind", "at"),
)
outbox = Table(
    "outbox",
    metadata,
    Column("once_key", String(500), primary_key=True),
    Column("addressee", Text, nullable=False),
    Column("thread_key", String(500), nullable=False),
    Column("letter", String(200), nullable=False),
    Column("subject", Text, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("stage", String(20), nullable=False),
    Column("planned", String(40), nullable=False),
    Column("expires", String(40)),
    Column("attempted", String(40)),
    Column("sent", String(40)),
    Column("attempts", Integer, nullable=False),
    Column("draft", String(100), nullable=False),
    Column("message", String(100), nullable=False),
    Column("thread", String(100), nullable=False),
    Column("message_header", Text, nullable=False),
    Column("note", Text, nullable=False),
    Index("outbox_by_stage", "stage", "planned"),
    Index("outbox_by_thread", "thread_key", "sent"),
)
cursors = Table(
    "cursors",
    metadata,
    Column("name", String(300), primary_key=True),
    Column("value", Text, nullable=False),
)
snapshots = Table(
    "snapshots",
    metadata,
    Column("name", String(300), primary_key=True),
    Column("value", Text, nullable=False),
    Column("at", String(40), nullable=False),
)
cells = Table(
    "cells",
    metadata,
    Column("book", String(200), primary_key=True),
    Column("tab", String(200), primary_key=True),
    Column("row_key", String(300), primary_key=True),
    Column("column_key", String(300), primary_key=True),
    Column("value", Text, nullable=False),
)
runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("automation", String(100), nullable=False),
    Column("started", String(40), nullable=False),
    Column("ended", String(40)),
    Column("result", Text, nullable=False),
    Column("calls", Text, nullable=False),
    Column("problems", Integer, nullable=False),
    Index("runs_by_automation", "automation", "id"),
)
reported = Table(
    "reported",
    metadata,
    Column("fingerprint", String(300), primary_key=True),
    Column("day", String(10), primary_key=True),
)
answers = Table(
    "answers",
    metadata,
    Column("form", String(100), primary_key=True),
    Column("file", String(100), primary_key=True),
    Column("id", String(100), primary_key=True),
    Column("submitted", String(40), nullable=False),
    Column("content", Text, nullable=False),
    Index("answers_by_moment", "form", "submitted"),
)


def stamp(moment: datetime) -> str:
    """An aware moment as stored."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone cannot be stored")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def stamp_or_none(moment: datetime | None) -> str | None:
    return None if moment is None else stamp(moment)


def moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
