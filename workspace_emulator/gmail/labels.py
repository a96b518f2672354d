"""Labels: Gmail's own, which every mailbox has, and the user's, which may be nested by `/` in their names."""

from __future__ import annotations

import json
import re
import sqlite3
from functools import cache

from ..call import Call
from ..catalog import answers, document
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
_SHOWN = {"messageListVisibility": "show", "labelListVisibility": "labelShow"}
_ID = re.compile("Label_[0-9]+")
# Names that differ only in these are one name.
_SEPARATORS = str.maketrans(" /", "--")
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
    """The label's id when the mailbox has it; 400 otherwise, in words of its own for the form of an id."""
    if label not in SYSTEM and _body(tx, account, label) is None:
        raise invalid("labelId not found" if _ID.fullmatch(label) else f"Invalid label: {label}")
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
    """The label as it is kept; only here without its type. Parents are not made."""
    account = mailbox_of(call)
    count = call.tx.execute("SELECT COUNT(*) FROM gmail_labels WHERE account = ?", (account,)).fetchone()[0]
    if count >= _MOST:
        raise invalid("Label limit exceeded")
    label = f"Label_{next_number(call.tx, f'gmail_labels {account}')}"
    _save(call.tx, account, label, _SHOWN | _chosen(call.body))
    created = _shown(call.tx, account, label)
    del created["type"]
    return created


@answers("gmail.users.labels.update", "gmail.users.labels.patch")
def change(call: Call) -> Json:
    """A patch keeps what it leaves out; an update must name the label again."""
    account, label = mailbox_of(call), str(call.params["id"])
    if label in SYSTEM:
        raise invalid("Invalid update request")
    had = _body(call.tx, account, label)
    if had is None:
        raise missing()
    kept = had if call.method.id.endswith("patch") else _SHOWN
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
    name = " ".join(str(body.get("name", "")).split())
    if not name.strip("/ ") or len(name) > _LONGEST or name.upper() in _RESERVED:
        raise invalid("Invalid label name")
    for color in body.get("color", {}).values():
        if color.lower() not in _palette():
            raise invalid(f"Label color {color} is not on the allowed color palette")
    folded = name.casefold().translate(_SEPARATORS)
    taken = tx.execute(
        "SELECT 1 FROM gmail_labels WHERE account = ? AND folded = ? AND id <> ?",
        (account, folded, label),
    ).fetchone()
    if taken:
        raise conflict("Label name exists or conflicts")
    text = json.dumps({**body, "name": name}, ensure_ascii=False)
    row = (account, label, slug(name), folded, text)
    tx.execute("INSERT OR REPLACE INTO gmail_labels VALUES (?, ?, ?, ?, ?)", row)


@cache
def _palette() -> frozenset[str]:
    """The colours that a label may have, as Google's own description lists them."""
    described = document("gmail")["schemas"]["LabelColor"]["properties"]["backgroundColor"]["description"]
    return frozenset(re.findall("#[0-9a-f]{6}", described))


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
    shown = {key: body[key] for key in ("name", *_SHOWN) if key in body}
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
