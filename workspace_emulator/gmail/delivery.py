"""The post: a letter leaves an account and lies in every recipient's mailbox. The only place that sends."""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime, formataddr

from . import headers, limits, mailbox
from .headers import Field
from .mailbox import Message
from .refusals import invalid, missing

_LIMIT_NOTICE = "You have reached a limit for sending mail. Your message was not sent."


@dataclass(frozen=True)
class Letter:
    """A letter ready to leave: the sender's copy, the receivers' (no Bcc) and their addresses."""

    kept: bytes
    sent: bytes
    recipients: tuple[str, ...]
    message_id: str


def send(
    tx: sqlite3.Connection,
    account: str,
    raw: bytes,
    now: datetime,
    *,
    thread: str = "",
    wanted: str = "",
) -> Message:
    """Send a letter and give the sender's copy.

    `wanted` is a threadId the caller asked for: joined only by Google's rule. `thread` is joined as it is (a
    sent draft stays in its thread). Raises 400 without recipients or with an unreadable address, 404 for an
    unknown `wanted`, 429 when the account's limit is reached.
    """
    letter = outgoing(raw, account, now)
    if not letter.recipients:
        raise invalid("Recipient address required")
    arrives = limits.charge(tx, account, len(letter.recipients), now)
    boxes = dict.fromkeys(_box(address) for address in letter.recipients)
    to_self = account in boxes and arrives
    labels = ["SENT", "INBOX", "UNREAD"] if to_self else ["SENT"]
    thread = thread or joined_thread(tx, account, raw, wanted)
    copy = mailbox.add(tx, account, letter.kept, now, labels, thread=thread)
    if not arrives:
        _bounce(tx, account, letter, now)
        return copy
    for box in boxes:
        if box != account:
            receive(tx, box, letter.sent, now, sender=account)
    return copy


def receive(tx: sqlite3.Connection, address: str, raw: bytes, now: datetime, *, sender: str = "") -> Message:
    """Put a letter into an inbox as the post does: unread, in the thread it answers."""
    envelope = f"Delivered-To: {address}\r\n" + (f"Return-Path: <{sender}>\r\n" if sender else "")
    thread = mailbox.answered_thread(tx, address, raw)
    return mailbox.add(tx, address, raw, now, ["INBOX", "UNREAD"], thread=thread, envelope=envelope)


def _box(address: str) -> str:
    """Whose box an address leads to: what stands after a plus is the owner's own mark."""
    local, _, domain = address.partition("@")
    return f"{local.partition('+')[0] or local}@{domain}"


def check_addresses(raw: bytes) -> tuple[str, ...]:
    """Everyone a letter goes to, once each, in lower case. 400 «Invalid To header» for what is no address."""
    fields, _ = headers.split(raw)
    found: list[str] = []
    for name in ("To", "Cc", "Bcc"):
        values = [field.value for field in fields if field.name.lower() == name.lower()]
        written = [piece for value in values for piece in headers.pieces(headers.text(value))]
        for _, address in headers.addresses(piece.encode("utf-8", "replace") for piece in written):
            if not headers.is_address(address):
                raise invalid(f"Invalid {name} header")
            found.append(address.lower())
    return tuple(dict.fromkeys(found))


def joined_thread(tx: sqlite3.Connection, account: str, raw: bytes, wanted: str) -> str:
    """The wanted thread when the letter answers one in it under the same subject; '' otherwise."""
    if not wanted:
        return ""
    if not mailbox.is_id(wanted):
        raise invalid("Invalid thread_id value")
    if not mailbox.of_thread(tx, account, wanted):
        raise missing()
    return mailbox.answered_thread(tx, account, raw, within=mailbox.spelled(wanted))


def outgoing(raw: bytes, account: str, now: datetime) -> Letter:
    """The letter as it leaves: Date and Message-ID are Google's, in the places of its own or after them, From
    is the account, Bcc stays with the sender only."""
    recipients = check_addresses(raw)
    fields, rest = headers.split(raw)
    message_id = f"<CA{secrets.token_urlsafe(42)}@mail.gmail.com>"
    ours = {"date": format_datetime(now), "message-id": message_id}
    kept = [
        headers.field(field.name, ours[field.name.lower()]) if field.name.lower() in ours else field
        for field in fields
    ]
    for name in ("Date", "Message-ID"):
        if headers.first(kept, name) is None:
            kept.append(headers.field(name, ours[name.lower()]))
    kept = _from_account(kept, account)
    sent = [field for field in kept if field.name.lower() != "bcc"]
    return Letter(headers.join(kept, rest), headers.join(sent, rest), recipients, message_id)


def _from_account(fields: list[Field], account: str) -> list[Field]:
    written = [field.value for field in fields if field.name.lower() == "from"]
    named = headers.addresses(written)
    if len(named) == 1 and named[0][1].lower() == account:
        return fields
    name = " ".join(named[0][0].split()) if named else ""
    own = headers.field("From", formataddr((name, account), "utf-8"))
    at = next(
        (at for at, field in enumerate(fields) if field.name.lower() == "from"),
        len(fields),
    )
    return [
        *fields[:at],
        own,
        *(field for field in fields[at:] if field.name.lower() != "from"),
    ]


def _bounce(tx: sqlite3.Connection, account: str, letter: Letter, now: datetime) -> None:
    """What the real service answers a letter it took and did not send."""
    subject = headers.first(headers.split(letter.kept)[0], "Subject") or b""
    head = [
        headers.field("From", "nobody@gmail.com"),
        headers.field("To", account),
        Field("Subject", b"Subject: Re: " + subject + b"\r\n"),
        headers.field("Date", format_datetime(now)),
        headers.field("Message-ID", f"<{secrets.token_hex(12)}@mx.google.com>"),
        headers.field("In-Reply-To", letter.message_id),
        headers.field("References", letter.message_id),
        headers.field("Content-Type", "text/plain; charset=UTF-8"),
    ]
    receive(tx, account, headers.join(head, b"\r\n" + _LIMIT_NOTICE.encode() + b"\r\n"), now)
