"""Letters as Gmail's JSON: the message resource in its four formats, references, bodies and attachments."""

from __future__ import annotations

import base64
import binascii
import secrets
import sqlite3
from collections.abc import Iterable

from .. import checks
from ..call import Call
from ..wire import Json, bad_request
from . import letters, mailbox, mime
from .mailbox import Message
from .mime import Part
from .refusals import invalid, too_large

_TOKEN = "ANGjdJ"
_SALT = 12


def reference(message: Message) -> Json:
    """`{id, threadId}` as lists give it."""
    return {"id": message.id, "threadId": message.thread}


def labelled(tx: sqlite3.Connection, message: Message) -> Json:
    """`{id, threadId, labelIds}` as changes give it; no labels, no key."""
    labels = mailbox.labels_of(tx, message)
    return reference(message) | ({"labelIds": labels} if labels else {})


def resource(
    tx: sqlite3.Connection,
    message: Message,
    form: str = "full",
    names: Iterable[str] = (),
) -> Json:
    """A letter in `full`, `metadata` (the headers of these names, all without names), `minimal` or `raw`."""
    preview = letters.preview(tx, message.content)
    shown = labelled(tx, message) | {"snippet": preview.snippet}
    if form in ("full", "metadata"):
        tree = mime.parse(mailbox.raw_of(tx, message))
        shown["payload"] = _payload(tree, message) if form == "full" else _metadata(tree, names)
    shown["sizeEstimate"] = preview.size + len(message.envelope)
    if form == "raw":
        shown["raw"] = encoded(mailbox.raw_of(tx, message))
    return shown | {
        "historyId": str(message.history),
        "internalDate": str(message.internal),
    }


def attachment(tx: sqlite3.Connection, message: Message | None, token: str) -> Json:
    """`{size, data}` of a part by the attachmentId that a get gave. 400 for a foreign one, and without the
    letter."""
    try:
        named = base64.urlsafe_b64decode(token.removeprefix(_TOKEN).encode() + b"==")[_SALT:].decode()
    except (binascii.Error, ValueError) as error:
        raise invalid("Invalid attachment token") from error
    owner, _, part_id = named.partition(":")
    if message is None:
        raise invalid("Invalid attachment token")
    part = mime.find(mime.parse(letters.raw_of(tx, message.content)), part_id)
    if not token.startswith(_TOKEN) or owner != message.id or part is None:
        raise invalid("Invalid attachment token")
    return {"size": len(part.content), "data": encoded(part.content)}


def uploaded(call: Call, given: Json) -> bytes:
    """The letter a call brings: uploaded as it stands, or base64 of any alphabet in `raw`, padded or not.

    413 when it is longer than the method takes.
    """
    letter = _from_base64(call, given) if call.media is None else call.media
    if len(letter) > call.method.largest:
        raise too_large()
    return letter


def _from_base64(call: Call, given: Json) -> bytes:
    text = given.get("raw")
    if not text:
        raise invalid("'raw' RFC822 payload message string or uploading message via /upload/* URL required")
    try:
        plain = str(text).translate(str.maketrans("-_", "+/", "\r\n\t =")).encode("ascii")
        return base64.b64decode(plain + b"=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        root = checks.body_root(call.method)
        path = f"{root}.message.raw" if root == "draft" else f"{root}.raw"
        text = f"Invalid value at '{path}' (TYPE_BYTES), Base64 decoding failed for \"{text}\""
        raise bad_request(text, path) from error


def encoded(content: bytes) -> str:
    """URL-safe base64 with padding, as Google sends."""
    return base64.urlsafe_b64encode(content).decode()


def _payload(part: Part, message: Message) -> Json:
    shown: Json = {
        "partId": part.part_id,
        "mimeType": part.mime,
        "filename": part.filename,
    }
    shown["headers"] = [{"name": name, "value": value} for name, value in part.headers]
    shown["body"] = _body(part, message)
    if part.parts:
        shown["parts"] = [_payload(inner, message) for inner in part.parts]
    return shown


def _body(part: Part, message: Message) -> Json:
    if part.attached:
        # A new token at every get: what a program kept from an earlier one is not promised to be equal.
        named = secrets.token_bytes(_SALT) + f"{message.id}:{part.part_id}".encode()
        return {
            "attachmentId": _TOKEN + encoded(named).rstrip("="),
            "size": len(part.content),
        }
    return {"size": len(part.content)} | ({"data": encoded(part.content)} if part.content else {})


def _metadata(part: Part, names: Iterable[str]) -> Json:
    wanted = {name.lower() for name in names}
    shown = [
        {"name": name, "value": value} for name, value in part.headers if not wanted or name.lower() in wanted
    ]
    return {"mimeType": part.mime} | ({"headers": shown} if shown else {})
