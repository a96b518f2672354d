"""What the store knows of a letter's content, shared by every mailbox that holds it: its bytes, kept once,
and the facts that listing, search and threading ask for. Whose letter it is stands in mailbox.py.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from dataclasses import dataclass

from ..store import tables
from . import headers, mime
from .words import fold

_TEXT_LIMIT = 100_000
_REPLY = re.compile(r"^\s*(?:(?:re|fwd?|aw|отв|ответ|на)(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)

tables(
    """CREATE TABLE IF NOT EXISTS gmail_contents (
        id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, raw BLOB NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS gmail_facts (
        id INTEGER PRIMARY KEY, message_id TEXT NOT NULL, base TEXT NOT NULL, size INTEGER NOT NULL,
        attached INTEGER NOT NULL, snippet TEXT NOT NULL, sender TEXT NOT NULL, receivers TEXT NOT NULL,
        copied TEXT NOT NULL, hidden TEXT NOT NULL, subject TEXT NOT NULL, filenames TEXT NOT NULL,
        list_id TEXT NOT NULL)""",
    # Apart, so that a search for a sender or a subject need not pass over the texts.
    "CREATE TABLE IF NOT EXISTS gmail_words (id INTEGER PRIMARY KEY, words TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS gmail_facts_message_id ON gmail_facts (message_id)",
)


@dataclass(frozen=True)
class Outline:
    """What threading asks of a letter."""

    message_id: str
    base_subject: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """What lists show of a letter. `snippet` is HTML, `size` bytes; `attached`: it brings files."""

    snippet: str
    size: int
    attached: bool


def keep(tx: sqlite3.Connection, raw: bytes) -> int:
    """The content's number; the same bytes are kept and read once."""
    digest = hashlib.sha256(raw).digest()
    row = tx.execute("SELECT id FROM gmail_contents WHERE hash = ?", (digest,)).fetchone()
    if row is not None:
        return int(row[0])
    content = tx.execute(
        "INSERT INTO gmail_contents (hash, raw) VALUES (?, ?) RETURNING id",
        (digest, raw),
    ).fetchone()[0]
    fields, _ = headers.split(raw)
    tree = mime.parse(raw)
    shown = outline(fields)
    files = " ".join(part.filename for part in mime.walk(tree) if part.filename)
    named = {name: fold(_all(fields, name)) for name in ("From", "To", "Cc", "Bcc", "Subject", "List-ID")}
    text = fold(mime.readable(tree)[:_TEXT_LIMIT])
    receivers = _spaced(named["To"], named["Cc"], named["Bcc"])
    facts = (
        content,
        shown.message_id,
        shown.base_subject,
        len(raw),
        any(part.attached and part.filename for part in mime.walk(tree)),
        mime.snippet(tree),
        named["From"],
        receivers,
        named["Cc"],
        named["Bcc"],
        named["Subject"],
        fold(files),
        named["List-ID"],
    )
    words = _spaced(named["Subject"], named["From"], receivers, text, fold(files))
    tx.execute(f"INSERT INTO gmail_facts VALUES ({', '.join('?' * len(facts))})", facts)
    tx.execute("INSERT INTO gmail_words VALUES (?, ?)", (content, words))
    return int(content)


def raw_of(tx: sqlite3.Connection, content: int) -> bytes:
    """The bytes as they were kept."""
    return bytes(tx.execute("SELECT raw FROM gmail_contents WHERE id = ?", (content,)).fetchone()[0])


def preview(tx: sqlite3.Connection, content: int) -> Preview:
    """What lists show of a content."""
    row = tx.execute("SELECT snippet, size, attached FROM gmail_facts WHERE id = ?", (content,)).fetchone()
    return Preview(row["snippet"], row["size"], bool(row["attached"]))


def forget_unused(tx: sqlite3.Connection, content: int) -> None:
    """Drop a content that no mailbox holds any more."""
    if tx.execute("SELECT 1 FROM gmail_messages WHERE content = ? LIMIT 1", (content,)).fetchone() is None:
        for table in ("gmail_words", "gmail_facts", "gmail_contents"):
            tx.execute(f"DELETE FROM {table} WHERE id = ?", (content,))


def outline(fields: list[headers.Field]) -> Outline:
    """Message-ID, the subject without Re: and the letters it answers, brackets taken off."""
    subject = headers.readable(headers.first(fields, "Subject") or b"")
    answered = b" ".join(
        field.value for field in fields if field.name.lower() in ("references", "in-reply-to")
    )
    return Outline(
        message_id=headers.text(headers.first(fields, "Message-ID") or b"").strip().strip("<>"),
        base_subject=" ".join(_REPLY.sub("", subject).casefold().split()),
        references=tuple(dict.fromkeys(re.findall(r"<([^<>\s]+)>", headers.text(answered)))),
    )


def sender(fields: list[headers.Field]) -> str:
    """The words of From, as they are kept for searching."""
    return fold(_all(fields, "From"))


def _all(fields: list[headers.Field], name: str) -> str:
    return " , ".join(headers.readable(field.value) for field in fields if field.name.lower() == name.lower())


def _spaced(*folded: str) -> str:
    """Folded texts after one another; a mark between them keeps a phrase from reaching over."""
    return "|".join(text for text in folded if text)
