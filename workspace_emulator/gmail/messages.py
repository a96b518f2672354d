"""Letters: send, list, get, label, bin, delete, insert and import, and their attachments."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from ..call import Call
from ..catalog import answers
from ..clock import millis
from ..wire import Json
from . import changes, delivery, headers, listing, mailbox, shapes
from .accounts import check_format, mailbox_of
from .mailbox import Message
from .refusals import invalid

_MOST_IDS = 1000
_EARLIEST, _LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


@answers("gmail.users.messages.send")
def send(call: Call) -> Json:
    account = mailbox_of(call)
    raw = shapes.uploaded(call, call.body)
    sent = delivery.send(call.tx, account, raw, call.now, wanted=str(call.body.get("threadId", "")))
    return shapes.labelled(call.tx, sent)


@answers("gmail.users.messages.list")
def list_messages(call: Call) -> Json:
    page = listing.page(call)
    found = {"messages": [shapes.reference(message) for message in page.messages]} if page.messages else {}
    token = {"nextPageToken": page.next_token} if page.next_token else {}
    return {**found, **token, "resultSizeEstimate": page.estimate}


@answers("gmail.users.messages.get")
def get(call: Call) -> Json:
    check_format(call)
    return shapes.resource(call.tx, _message(call), call.params["format"], call.get("metadataHeaders", []))


@answers("gmail.users.messages.modify")
def modify(call: Call) -> Json:
    message = _message(call)
    changes.relabel(call, message, *changes.requested(call, message.account))
    return shapes.labelled(call.tx, message)


@answers("gmail.users.messages.batchModify")
def batch_modify(call: Call) -> None:
    """All or none: an unknown id refuses the batch."""
    account = mailbox_of(call)
    add, remove = changes.requested(call, account)
    for message in [mailbox.get(call.tx, account, identity) for identity in _ids(call)]:
        changes.relabel(call, message, add, remove)


@answers("gmail.users.messages.trash")
def trash(call: Call) -> Json:
    message = _message(call)
    changes.trash(call, message)
    return shapes.labelled(call.tx, message)


@answers("gmail.users.messages.untrash")
def untrash(call: Call) -> Json:
    message = _message(call)
    changes.untrash(call, message)
    return shapes.labelled(call.tx, message)


@answers("gmail.users.messages.delete")
def delete(call: Call) -> None:
    mailbox.remove(call.tx, _message(call), call.now)


@answers("gmail.users.messages.batchDelete")
def batch_delete(call: Call) -> None:
    """Ids that are not there any more are passed over."""
    account = mailbox_of(call)
    for identity in _ids(call):
        found = mailbox.find(call.tx, account, identity)
        if found is not None:
            mailbox.remove(call.tx, found, call.now)


@answers("gmail.users.messages.insert")
def insert(call: Call) -> Json:
    """Put a letter into the box as it stands, Message-ID included; no label but those given."""
    account = mailbox_of(call)
    raw = shapes.uploaded(call, call.body)
    thread = delivery.joined_thread(call.tx, account, raw, str(call.body.get("threadId", "")))
    return _kept(call, account, raw, thread, changes.wanted_labels(call, account, call.body))


@answers("gmail.users.messages.import")
def import_(call: Call) -> Json:
    """Like insert, but threaded as if it had arrived by post: a thread cannot be asked for, and only the id
    is answered."""
    account = mailbox_of(call)
    raw = shapes.uploaded(call, call.body)
    if call.body.get("threadId"):
        raise invalid("threadId not allowed")
    moment = _header_date(raw) or millis(call.now)
    thread = mailbox.answered_thread(call.tx, account, raw) or mailbox.same_subject_thread(
        call.tx, account, raw, moment
    )
    kept = _kept(call, account, raw, thread, changes.wanted_labels(call, account, call.body))
    return {"id": kept["id"]}


@answers("gmail.users.messages.attachments.get")
def attachment(call: Call) -> Json:
    """Whatever is wrong with the letter's id, the attachment's is refused."""
    message = mailbox.find(call.tx, mailbox_of(call), str(call.params["messageId"]))
    return shapes.attachment(call.tx, message, str(call.params["id"]))


def _message(call: Call) -> Message:
    return mailbox.get(call.tx, mailbox_of(call), str(call.params["id"]))


def _ids(call: Call) -> list[str]:
    ids: list[str] = call.body.get("ids", [])
    if not ids:
        raise invalid("No message ids specified.")
    if len(ids) > _MOST_IDS:
        raise invalid("Too many message ids specified.")
    return list(dict.fromkeys(ids))


def _kept(call: Call, account: str, raw: bytes, thread: str, labels: list[str]) -> Json:
    internal = _header_date(raw) if call.get("internalDateSource") == "dateHeader" else None
    message = mailbox.add(call.tx, account, raw, call.now, labels, thread=thread, internal=internal)
    return shapes.labelled(call.tx, message)


def _header_date(raw: bytes) -> int | None:
    """Milliseconds of the Date header; None when it cannot be read or lies beyond all mail."""
    value = headers.first(headers.split(raw)[0], "Date")
    try:
        moment = parsedate_to_datetime(headers.text(value or b""))
    except (ValueError, TypeError, OverflowError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return millis(aware) if _EARLIEST < aware < _LATEST else None
