"""Threads: letters that answer one another, read and changed together."""

from __future__ import annotations

from ..call import Call
from ..catalog import answers
from ..wire import Json
from . import changes, listing, mailbox, shapes
from .accounts import check_format, mailbox_of
from .mailbox import Message
from .refusals import invalid, missing


@answers("gmail.users.threads.list")
def list_threads(call: Call) -> Json:
    page = listing.page(call, threads=True)
    shown = [_summary(call, message) for message in page.messages]
    found = {"threads": shown} if shown else {}
    token = {"nextPageToken": page.next_token} if page.next_token else {}
    return {**found, **token, "resultSizeEstimate": page.estimate}


@answers("gmail.users.threads.get")
def get(call: Call) -> Json:
    """Its letters, oldest first."""
    check_format(call)
    found = _thread(call)
    names = call.get("metadataHeaders", [])
    shown = [shapes.resource(call.tx, message, call.params["format"], names) for message in found]
    history = max(message.history for message in found)
    return {"id": found[0].thread, "historyId": str(history), "messages": shown}


@answers("gmail.users.threads.modify")
def modify(call: Call) -> Json:
    found = _thread(call)
    add, remove = changes.requested(call, found[0].account)
    for message in found:
        changes.relabel(call, message, add, remove)
    return _changed(call, found)


@answers("gmail.users.threads.trash")
def trash(call: Call) -> Json:
    found = _thread(call)
    for message in found:
        changes.trash(call, message)
    return _changed(call, found)


@answers("gmail.users.threads.untrash")
def untrash(call: Call) -> Json:
    found = _thread(call)
    for message in found:
        changes.untrash(call, message)
    return _changed(call, found)


@answers("gmail.users.threads.delete")
def delete(call: Call) -> None:
    for message in _thread(call):
        mailbox.remove(call.tx, message, call.now)


def _thread(call: Call) -> list[Message]:
    identity = str(call.params["id"])
    if not mailbox.is_id(identity):
        raise invalid("Invalid id value")
    found = mailbox.of_thread(call.tx, mailbox_of(call), identity)
    if not found:
        raise missing()
    return found


def _summary(call: Call, found: Message) -> Json:
    """A thread in a list: the first words of its newest letter, whichever letter was found."""
    row = call.tx.execute(
        "SELECT f.snippet, "
        "(SELECT MAX(history) FROM gmail_messages WHERE account = ?1 AND thread = ?2) AS history "
        "FROM gmail_messages m JOIN gmail_facts f ON f.id = m.content "
        "WHERE m.account = ?1 AND m.thread = ?2 ORDER BY m.internal DESC, m.seq DESC LIMIT 1",
        (found.account, found.thread),
    ).fetchone()
    return {
        "id": found.thread,
        "snippet": row["snippet"],
        "historyId": str(row["history"]),
    }


def _changed(call: Call, found: list[Message]) -> Json:
    return {
        "id": found[0].thread,
        "messages": [shapes.labelled(call.tx, message) for message in found],
    }
