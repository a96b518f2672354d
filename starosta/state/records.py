"""What the state's methods give back, as frozen dataclasses. All moments are aware and in UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

Cell = str | float | bool | None


class Stage(StrEnum):
    """How far a letter has come."""

    PLANNED = "planned"  # the row is written; a draft may exist if `attempts` is above 0
    DRAFTED = "drafted"  # the draft's id is known; nobody has tried to send it
    SENDING = "sending"  # sending was begun: it may be out
    SENT = "sent"
    NEEDS_REVIEW = (
        "needs_review"  # nobody can say whether it is out, or it cannot be sent: a person must look
    )
    SUPERSEDED = "superseded"  # it lost its sense before it went out


OPEN = (Stage.PLANNED, Stage.DRAFTED, Stage.SENDING)
CLOSED = (Stage.SENT, Stage.NEEDS_REVIEW, Stage.SUPERSEDED)


@dataclass(frozen=True)
class OutboxRow:
    """A row of the outbox. `payload` is the letter itself; `message_header` its Message-ID once it was asked
    for.

    `attempted` is the beginning of the newest draft or sending whose end is not recorded; `note` says why a
    person must look.
    """

    once_key: str
    addressee: str
    thread_key: str
    letter: str
    subject: str
    payload: bytes
    stage: Stage
    planned: datetime
    expires: datetime | None = None
    attempted: datetime | None = None
    sent: datetime | None = None
    attempts: int = 0
    draft: str = ""
    message: str = ""
    thread: str = ""
    message_header: str = ""
    note: str = ""


@dataclass(frozen=True)
class Done:
    """A line of the history."""

    once_key: str
    kind: str
    at: datetime
    detail: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Snapshot:
    """The last good reading of something, and when it was made."""

    value: Any
    at: datetime


@dataclass(frozen=True)
class KeptAnswer:
    """One answer to a form as it was last read; `submitted` is its latest submission, `content` any JSON."""

    id: str
    submitted: datetime
    content: Any


@dataclass(frozen=True)
class Run:
    """One run of an automation. `result` is '' while it lasts (or when it was killed), then what the runner
    wrote."""

    id: int
    automation: str
    started: datetime
    ended: datetime | None = None
    result: str = ""
    calls: Mapping[str, int] = field(default_factory=dict, hash=False)
    problems: int = 0
