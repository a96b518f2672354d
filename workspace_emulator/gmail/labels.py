"""Labels: Gmail's own, which every mailbox has, and the user's, which may be nested by `/` in their names."""

from __future__ import annotations

import json
import sqlite3

from ..call import Call
from ..catalog import answers
from ..store import next_number, tables
from ..wire import Json
from . import mailbox
from .accounts import mailbox_of
from .refusals import conflict, invalid, missing
from .search import slug

_HIDDEN = {"messageListVisibility": "hide", "labelListVisibility": "labelHide"}
SYSTEM: dict[str, Json] = {
    "CHAT": _HIDDEN,
    "SENT": {},
    "INBOX": {},
    "IMPORTANT": _HIDDEN,
    "TRASH": _HIDDEN,
    "DRAFT": {},
    "SPAM": _HIDDEN,
    "CATEGORY_FORUMS": _HIDDEN,
    "CATEGORY_UPDATES": _HIDDEN,
    "CATEGORY_PERSONAL": _HIDDEN,
    "CATEGORY_PROMOTIONS": _HIDDEN,
    "CATEGORY_SOCIAL": _HIDDEN,
    "STARRED": {},
    "UNREAD": {},
}
_RESERVED = frozenset((*SYSTEM, "DRAFTS", "ALL MAIL", "MUTED", "SCHEDULED", "SNOOZED", "CHATS"))
_BY_GMAIL = frozenset(("SENT", "DRAFT", "CHAT"))
_MOST = 10_000
_LONGEST = 225

tables(
    """CREATE TABLE IF NOT EXISTS gmail_labels (
        account TEXT NOT NULL, id TEXT NOT NULL, slug TEXT NOT NULL, folded TEXT NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (account, id)) WITHOUT ROWID""",
    "CREATE UNIQUE INDEX IF NOT EXISTS gmail_labels_name ON gmail_labels (account, folded)",
    "CREATE INDEX IF NOT EXISTS gmail_labels_slug ON gmail_labels (account, slug)",
)


def require(tx: sqlite3.Connection, account: str, label: str) -> str:
    """The label's id when the mailbox has it; 400 otherwise."""
    if label not in SYSTEM and _body(tx, account, label) is None:
        raise invalid(f"Invalid label: {label}")
    return label


def assignable(tx: sqlite3.Connection, account: str, label: str) -> str:
    """Like require, for a label that a person may put on and take off: SENT, DRAFT and CHAT are Gmail's."""
    if label in _BY_GMAIL:
        raise invalid(f"Invalid label: {label}")
    return require(tx, account, label)


@answers("gmail.users.labels.list")
def list_labels(call: Call) -> Json:
    account = mailbox_of(call)
    rows = call.tx.execute(
        "SELECT id, body FROM gmail_labels WHERE account = ? ORDER BY length(id), id",
        (account,),
    )
    own = [_user(row["id"], json.loads(row["body"])) for row in rows]
    return {"labels": [_system(name) for name in SYSTEM] + own}


@answers("gmail.users.labels.get")
def get(call: Call) -> Json:
    account, label = mailbox_of(call), str(call.params["id"])
    return _shown(call.tx, account, label) | _counts(call.tx, account, label)


@answers("gmail.users.labels.create")
def create(call: Call) -> Json:
    account = mailbox_of(call)
    count = call.tx.execute("SELECT COUNT(*) FROM gmail_labels WHERE account = ?", (account,)).fetchone()[0]
    if count >= _MOST:
        raise invalid("Label limit exceeded")
    label = f"Label_{next_number(call.tx, f'gmail_labels {account}')}"
    _save(call.tx, account, label, _chosen(call.body))
    return _shown(call.tx, account, label)


@answers("gmail.users.labels.update", "gmail.users.labels.patch")
def change(call: Call) -> Json:
    """A patch keeps what it leaves out; an update must name the label again."""
    account, label = mailbox_of(call), str(call.params["id"])
    if label in SYSTEM:
        raise invalid("Invalid update request")
    had = _body(call.tx, account, label)
    if had is None:
        raise missing()
    kept = had if call.method.id.endswith("patch") else {}
    _save(call.tx, account, label, kept | _chosen(call.body))
    return _shown(call.tx, account, label)


@answers("gmail.users.labels.delete")
def delete(call: Call) -> None:
    """The label goes from every letter; letters stay."""
    account, label = mailbox_of(call), str(call.params["id"])
    if label in SYSTEM:
        raise invalid("Invalid delete request")
    if _body(call.tx, account, label) is None:
        raise missing()
    rows = call.tx.execute(
        "SELECT message FROM gmail_labelled WHERE account = ? AND label = ?",
        (account, label),
    )
    for row in rows.fetchall():
        mailbox.relabel(call.tx, mailbox.by_seq(call.tx, row[0]), (), (label,), call.now)
    call.tx.execute("DELETE FROM gmail_labels WHERE account = ? AND id = ?", (account, label))


def _chosen(body: Json) -> Json:
    """What of a request is the user's to choose."""
    names = ("name", "messageListVisibility", "labelListVisibility", "color")
    return {name: body[name] for name in names if name in body}


def _save(tx: sqlite3.Connection, account: str, label: str, body: Json) -> None:
    name = str(body.get("name", "")).strip()
    if (
        not name
        or len(name) > _LONGEST
        or name.upper() in _RESERVED
        or "" in [step.strip() for step in name.split("/")]
    ):
        raise invalid("Invalid label name")
    taken = tx.execute(
        "SELECT 1 FROM gmail_labels WHERE account = ? AND folded = ? AND id <> ?",
        (account, name.casefold(), label),
    ).fetchone()
    if taken:
        raise conflict("Label name exists or conflicts")
    text = json.dumps({**body, "name": name}, ensure_ascii=False)
    row = (account, label, slug(name), name.casefold(), text)
    tx.execute("INSERT OR REPLACE INTO gmail_labels VALUES (?, ?, ?, ?, ?)", row)


def _body(tx: sqlite3.Connection, account: str, label: str) -> Json | None:
    row = tx.execute(
        "SELECT body FROM gmail_labels WHERE account = ? AND id = ?", (account, label)
    ).fetchone()
    found: Json | None = json.loads(row[0]) if row else None
    return found


def _shown(tx: sqlite3.Connection, account: str, label: str) -> Json:
    if label in SYSTEM:
        return _system(label)
    body = _body(tx, account, label)
    if body is None:
        raise missing()
    return _user(label, body)


def _system(name: str) -> Json:
    return {"id": name, "name": name, **SYSTEM[name], "type": "system"}


def _user(label: str, body: Json) -> Json:
    shown = {key: value for key, value in body.items() if key != "color"}
    return {"id": label, **shown, "type": "user"} | ({"color": body["color"]} if "color" in body else {})


def _counts(tx: sqlite3.Connection, account: str, label: str) -> Json:
    row = tx.execute(
        "SELECT COUNT(*), COUNT(u.message), COUNT(DISTINCT m.thread), "
        "COUNT(DISTINCT iif(u.message, m.thread, NULL)) "
        "FROM gmail_labelled k JOIN gmail_messages m ON m.seq = k.message "
        "LEFT JOIN gmail_labelled u ON u.message = k.message AND u.label = 'UNREAD' "
        "WHERE k.account = ? AND k.label = ?",
        (account, label),
    ).fetchone()
    return dict(
        zip(
            ("messagesTotal", "messagesUnread", "threadsTotal", "threadsUnread"),
            row,
            strict=True,
        )
    )
