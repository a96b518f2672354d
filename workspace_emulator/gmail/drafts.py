"""Drafts: a letter that waits under an id of its own until it is sent, once."""

from __future__ import annotations

import secrets

from ..call import Call
from ..catalog import answers
from ..wire import Json
from . import delivery, listing, mailbox, shapes
from .accounts import mailbox_of
from .mailbox import Message
from .refusals import invalid, missing


@answers("gmail.users.drafts.create")
def create(call: Call) -> Json:
    account = mailbox_of(call)
    given = _given(call)
    raw = shapes.uploaded(call, given)
    delivery.check_addresses(raw)
    thread = delivery.joined_thread(call.tx, account, raw, str(given.get("threadId", "")))
    draft = f"r{secrets.randbits(63) * secrets.choice((1, -1))}"
    return _shown(
        call,
        mailbox.add(call.tx, account, raw, call.now, ["DRAFT"], thread=thread, draft=draft),
    )


@answers("gmail.users.drafts.get")
def get(call: Call) -> Json:
    message = _draft(call)
    return {
        "id": message.draft,
        "message": shapes.resource(call.tx, message, call.params["format"]),
    }


@answers("gmail.users.drafts.list")
def list_drafts(call: Call) -> Json:
    page = listing.page(call, drafts=True)
    shown = [{"id": message.draft, "message": shapes.reference(message)} for message in page.messages]
    found = {"drafts": shown} if shown else {}
    token = {"nextPageToken": page.next_token} if page.next_token else {}
    return {**found, **token, "resultSizeEstimate": page.estimate}


@answers("gmail.users.drafts.update")
def update(call: Call) -> Json:
    """The draft keeps its id; its letter is a new one with a new id, in the thread it asks for and answers or
    where the draft was."""
    had = _draft(call)
    given = _given(call)
    raw = shapes.uploaded(call, given)
    delivery.check_addresses(raw)
    thread = delivery.joined_thread(call.tx, had.account, raw, str(given.get("threadId", "")))
    mailbox.remove(call.tx, had, call.now)
    kept = mailbox.add(
        call.tx,
        had.account,
        raw,
        call.now,
        ["DRAFT"],
        thread=thread or had.thread,
        draft=had.draft,
    )
    return _shown(call, kept)


@answers("gmail.users.drafts.send")
def send(call: Call) -> Json:
    """Sends the draft, or what stands beside its id; then the draft is gone: a second send gives 404."""
    account = mailbox_of(call)
    identity = str(call.body.get("id", ""))
    given = call.body.get("message", {})
    brought = call.media is not None or bool(given.get("raw"))
    if not identity and not brought:
        raise missing()
    if not identity:
        sent = delivery.send(
            call.tx,
            account,
            shapes.uploaded(call, given),
            call.now,
            wanted=str(given.get("threadId", "")),
        )
        return shapes.labelled(call.tx, sent)
    had = mailbox.of_draft(call.tx, account, identity)
    raw = shapes.uploaded(call, given) if brought else mailbox.raw_of(call.tx, had)
    mailbox.remove(call.tx, had, call.now)
    return shapes.labelled(call.tx, delivery.send(call.tx, account, raw, call.now, thread=had.thread))


@answers("gmail.users.drafts.delete")
def delete(call: Call) -> None:
    mailbox.remove(call.tx, _draft(call), call.now)


def _draft(call: Call) -> Message:
    return mailbox.of_draft(call.tx, mailbox_of(call), str(call.params["id"]))


def _given(call: Call) -> Json:
    given: Json = call.body.get("message", {})
    if not given and call.media is None:
        raise invalid("Missing draft message")
    return given


def _shown(call: Call, message: Message) -> Json:
    return {"id": message.draft, "message": shapes.labelled(call.tx, message)}
