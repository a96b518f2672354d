"""The mailboxes: which letter lies in whose box, in which thread, under which labels; the history of changes.

A box exists as soon as it is asked for. What a letter contains is letters.py's; sending is delivery.py's.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ..clock import millis
from ..store import next_number, tables
from . import headers, letters
from .refusals import invalid, missing

FIRST_HISTORY = 1001
_WEEK = 7 * 24 * 60 * 60 * 1000
_ID = re.compile(r"0*[0-7]?[0-9a-fA-F]{1,15}")

tables(
    """CREATE TABLE IF NOT EXISTS gmail_messages (
        seq INTEGER PRIMARY KEY, account TEXT NOT NULL, id TEXT NOT NULL, thread TEXT NOT NULL,
        content INTEGER NOT NULL, internal INTEGER NOT NULL, history INTEGER NOT NULL, draft TEXT NOT NULL,
        envelope TEXT NOT NULL)""",
    "CREATE UNIQUE INDEX IF NOT EXISTS gmail_messages_id ON gmail_messages (account, id)",
    "CREATE INDEX IF NOT EXISTS gmail_messages_order ON gmail_messages (account, internal, seq)",
    "CREATE INDEX IF NOT EXISTS gmail_messages_thread ON gmail_messages (account, thread, internal, seq)",
    "CREATE INDEX IF NOT EXISTS gmail_messages_content ON gmail_messages (content)",
    "CREATE INDEX IF NOT EXISTS gmail_messages_draft ON gmail_messages (account, draft) WHERE draft <> ''",
    """CREATE TABLE IF NOT EXISTS gmail_labelled (
        account TEXT NOT NULL, label TEXT NOT NULL, internal INTEGER NOT NULL, message INTEGER NOT NULL,
        PRIMARY KEY (account, label, internal, message)) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS gmail_labelled_message ON gmail_labelled (message, label)",
    """CREATE TABLE IF NOT EXISTS gmail_history (
        id INTEGER PRIMARY KEY, account TEXT NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL,
        message TEXT NOT NULL, thread TEXT NOT NULL, labels TEXT NOT NULL, changed TEXT NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS gmail_history_account ON gmail_history (account, id)",
)


@dataclass(frozen=True)
class Message:
    """A letter in one mailbox. `internal` is milliseconds; `envelope` stands before the shared bytes."""

    seq: int
    account: str
    id: str
    thread: str
    content: int
    internal: int
    history: int
    draft: str
    envelope: str


def add(
    tx: sqlite3.Connection,
    account: str,
    raw: bytes,
    now: datetime,
    labels: Iterable[str],
    *,
    thread: str = "",
    draft: str = "",
    envelope: str = "",
    internal: int | None = None,
) -> Message:
    """Put a letter into a box; a new thread bears the letter's own id."""
    seq = next_number(tx, "gmail_messages")
    moment = millis(now) if internal is None else internal
    identity = f"{(max(moment, 0) << 20 | seq & 0xFFFFF) & 0xFFFFFFFFFFFFFFFF:016x}"
    if tx.execute(
        "SELECT 1 FROM gmail_messages WHERE account = ? AND id = ?", (account, identity)
    ).fetchone():
        identity = f"{seq:016x}"
    kept = dict.fromkeys(labels)
    row = (
        seq,
        account,
        identity,
        thread or identity,
        letters.keep(tx, raw),
        moment,
        0,
        draft,
        envelope,
    )
    tx.execute("INSERT INTO gmail_messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    _put(tx, account, seq, moment, kept)
    _record(tx, Message(*row), now, "messageAdded", kept)
    return get(tx, account, identity)


def is_id(text: str) -> bool:
    """Whether it has the form of a letter's or thread's id."""
    return bool(_ID.fullmatch(text))


def spelled(text: str) -> str:
    """An id as it is kept: 16 small digits, however it was written."""
    return text.lower().lstrip("0").rjust(16, "0")


def find(tx: sqlite3.Connection, account: str, message_id: str) -> Message | None:
    """The letter of this id."""
    row = tx.execute(
        "SELECT * FROM gmail_messages WHERE account = ? AND id = ?", (account, spelled(message_id))
    ).fetchone()
    return Message(*row) if row is not None else None


def get(tx: sqlite3.Connection, account: str, message_id: str) -> Message:
    """The letter of this id; 400 when it is no id, 404 when there is none."""
    if not is_id(message_id):
        raise invalid("Invalid id value")
    found = find(tx, account, message_id)
    if found is None:
        raise missing()
    return found


def by_seq(tx: sqlite3.Connection, seq: int) -> Message:
    """The letter of this number, which must exist."""
    return Message(*tx.execute("SELECT * FROM gmail_messages WHERE seq = ?", (seq,)).fetchone())


def of_thread(tx: sqlite3.Connection, account: str, thread: str) -> list[Message]:
    """The letters of a thread, oldest first; empty when there is none."""
    rows = tx.execute(
        "SELECT * FROM gmail_messages WHERE account = ? AND thread = ? ORDER BY internal, seq",
        (account, spelled(thread)),
    )
    return [Message(*row) for row in rows]


def of_draft(tx: sqlite3.Connection, account: str, draft: str) -> Message:
    """The letter of a draft; 404 when there is none."""
    row = tx.execute(
        "SELECT * FROM gmail_messages WHERE account = ? AND draft = ? AND draft <> ''",
        (account, draft),
    ).fetchone()
    if row is None:
        raise missing()
    return Message(*row)


def labels_of(tx: sqlite3.Connection, message: Message) -> list[str]:
    """The ids of a letter's labels, in one order always."""
    rows = tx.execute(
        "SELECT label FROM gmail_labelled WHERE message = ? ORDER BY label",
        (message.seq,),
    )
    return [row[0] for row in rows]


def raw_of(tx: sqlite3.Connection, message: Message) -> bytes:
    """The letter as its owner downloads it."""
    return message.envelope.encode("ascii", "replace") + letters.raw_of(tx, message.content)


def relabel(
    tx: sqlite3.Connection,
    message: Message,
    add_: Iterable[str],
    remove: Iterable[str],
    now: datetime,
) -> None:
    """Add and take off labels, each with a record of its own; what changes nothing leaves no history."""
    had = labels_of(tx, message)
    for label in dict.fromkeys(add_):
        if label not in had:
            _put(tx, message.account, message.seq, message.internal, [label])
            _record(tx, message, now, "labelAdded", labels_of(tx, message), [label])
    for label in dict.fromkeys(remove):
        if label in had:
            tx.execute(
                "DELETE FROM gmail_labelled WHERE account = ? AND label = ? AND internal = ? AND message = ?",
                (message.account, label, message.internal, message.seq),
            )
            _record(tx, message, now, "labelRemoved", labels_of(tx, message), [label])


def remove(tx: sqlite3.Connection, message: Message, now: datetime) -> None:
    """Take a letter out of its box for good."""
    labels = labels_of(tx, message)
    tx.execute("DELETE FROM gmail_labelled WHERE message = ?", (message.seq,))
    tx.execute("DELETE FROM gmail_messages WHERE seq = ?", (message.seq,))
    _record(tx, message, now, "messageDeleted", labels)
    letters.forget_unused(tx, message.content)


def answered_thread(tx: sqlite3.Connection, account: str, raw: bytes, within: str = "") -> str:
    """The thread where a letter that this one answers lies under the same subject; '' when there is none."""
    shown = letters.outline(headers.split(raw)[0])
    for reference in reversed(shown.references):
        row = tx.execute(
            "SELECT m.thread FROM gmail_facts f JOIN gmail_messages m ON m.content = f.id "
            "WHERE f.message_id = ? AND f.base = ? AND m.account = ? AND (? = '' OR m.thread = ?) "
            "ORDER BY m.seq DESC LIMIT 1",
            (reference, shown.base_subject, account, within, within),
        ).fetchone()
        if row is not None:
            return str(row[0])
    return ""


def same_subject_thread(tx: sqlite3.Connection, account: str, raw: bytes, moment: int) -> str:
    """The thread where a letter of the same sender with the same subject lies that came within a week; ''
    when there is none."""
    fields = headers.split(raw)[0]
    row = tx.execute(
        "SELECT m.thread FROM gmail_facts f JOIN gmail_messages m ON m.content = f.id "
        "WHERE m.account = ? AND f.base = ? AND f.base <> '' AND f.sender = ? "
        "AND abs(m.internal - ?) <= ? ORDER BY m.internal DESC, m.seq DESC LIMIT 1",
        (account, letters.outline(fields).base_subject, letters.sender(fields), moment, _WEEK),
    ).fetchone()
    return str(row[0]) if row is not None else ""


def counts(tx: sqlite3.Connection) -> dict[str, int]:
    """By account, in the order of addresses: how many letters lie in its box, where any do."""
    rows = tx.execute("SELECT account, COUNT(*) FROM gmail_messages GROUP BY account ORDER BY account")
    return {row[0]: int(row[1]) for row in rows}


def counted(tx: sqlite3.Connection, account: str, *labels: str) -> int:
    """How many letters of a box bear all these labels, one at least."""
    first, *others = labels
    also = "".join(
        " AND EXISTS (SELECT 1 FROM gmail_labelled o WHERE o.message = k.message AND o.label = ?)"
        for _ in others
    )
    found = tx.execute(
        f"SELECT COUNT(*) FROM gmail_labelled k WHERE k.account = ? AND k.label = ?{also}",
        (account, first, *others),
    ).fetchone()
    return int(found[0])


def latest_history(tx: sqlite3.Connection, account: str) -> int:
    """The number of the box's last change."""
    row = tx.execute("SELECT MAX(id) FROM gmail_history WHERE account = ?", (account,)).fetchone()
    return int(row[0] or FIRST_HISTORY)


def _put(tx: sqlite3.Connection, account: str, seq: int, internal: int, labels: Iterable[str]) -> None:
    tx.executemany(
        "INSERT OR IGNORE INTO gmail_labelled VALUES (?, ?, ?, ?)",
        [(account, label, internal, seq) for label in labels],
    )


def _record(
    tx: sqlite3.Connection,
    message: Message,
    now: datetime,
    kind: str,
    labels: Iterable[str],
    changed: Iterable[str] = (),
) -> None:
    number = next_number(tx, "gmail_history", FIRST_HISTORY + 1)
    tx.execute(
        "INSERT INTO gmail_history VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            message.account,
            millis(now),
            kind,
            message.id,
            message.thread,
            " ".join(labels),
            " ".join(changed),
        ),
    )
    tx.execute("UPDATE gmail_messages SET history = ? WHERE seq = ?", (number, message.seq))
