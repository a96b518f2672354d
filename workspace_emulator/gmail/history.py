"""History: what changed in a mailbox since a number that a get, a list or a profile gave."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

from .. import page_tokens, settings
from ..call import Call
from ..catalog import answers
from ..clock import millis
from ..wire import Json
from . import mailbox
from .accounts import mailbox_of
from .refusals import invalid, missing

_MOST = 500
_KEYS = {
    "messageAdded": "messagesAdded",
    "messageDeleted": "messagesDeleted",
    "labelAdded": "labelsAdded",
    "labelRemoved": "labelsRemoved",
}


@answers("gmail.users.history.list")
def list_history(call: Call) -> Json:
    """Records after `startHistoryId`, oldest first; 404 when older than `gmail_history_days`.

    A full page names a next one, though nothing may be left for it.
    """
    account = mailbox_of(call)
    start = _start(call, account)
    size = min(max(int(call.get("maxResults", 100)), 1), _MOST)
    kinds = list(dict.fromkeys(call.get("historyTypes") or _KEYS))
    label = call.get("labelId", "")
    rows = call.tx.execute(
        "SELECT * FROM gmail_history WHERE account = ? AND id > ? "
        f"AND kind IN ({', '.join('?' * len(kinds))}) "
        "AND (? = '' OR instr(' ' || labels || ' ' || changed || ' ', ' ' || ? || ' ')) ORDER BY id LIMIT ?",
        (account, start, *kinds, label, label, size),
    ).fetchall()
    shown = {"history": [_record(row) for row in rows]} if rows else {}
    token = {"nextPageToken": str(rows[-1]["id"])} if len(rows) == size else {}
    return {
        **shown,
        **token,
        "historyId": str(mailbox.latest_history(call.tx, account)),
    }


def _start(call: Call, account: str) -> int:
    given = call.get("startHistoryId", "")
    try:
        start, after = page_tokens.number(given), page_tokens.number(call.get("pageToken", "") or given)
    except ValueError as error:
        raise invalid("Missing/invalid startHistoryId") from error
    oldest = millis(call.now - timedelta(days=int(settings.value(call.tx, "gmail_history_days"))))
    forgotten = call.tx.execute(
        "SELECT MAX(id) FROM gmail_history WHERE account = ? AND at < ?",
        (account, oldest),
    ).fetchone()[0]
    if start < max(int(forgotten or 0), mailbox.FIRST_HISTORY):
        raise missing()
    return max(start, after)


def _record(row: sqlite3.Row) -> Json:
    message: Json = {"id": row["message"], "threadId": row["thread"]}
    full = message | ({"labelIds": row["labels"].split()} if row["labels"] else {})
    change: Json = {"message": full}
    if row["changed"]:
        change["labelIds"] = row["changed"].split()
    return {"id": str(row["id"]), "messages": [message], _KEYS[row["kind"]]: [change]}
