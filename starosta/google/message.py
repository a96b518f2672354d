"""A letter as bytes for the wire: MIME, encodings, and headers nobody can break out of. Sending lives in
`mail`."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_8BIT
from email.utils import format_datetime

SMTP = SMTP_8BIT.clone(cte_type="7bit")
KEY_HEADER = "X-Starosta-Key"
LINE = "\r\n"
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
# Control characters, and the separators that mail programs and Python's header reader take for a line's end.
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


class BadAddress(ValueError):
    """What stands for an address is none; `args[0]` is the text."""


@dataclass(frozen=True)
class Attachment:
    """A file sent with a letter; `mime` as «application/pdf»."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True)
class Message:
    """What a letter says and to whom, before it is known how it travels.

    `sender` is the account's address ('' leaves From to Google), `sender_name` what stands before it.
    """

    to: tuple[str, ...]
    subject: str
    text: str
    html: str = ""
    sender_name: str = ""
    sender: str = ""
    reply_to: str = ""
    attachments: tuple[Attachment, ...] = ()


def key_token(once_key: str) -> str:
    """A once-key as the value of our header: 32 hexadecimal digits, whatever letters the key has."""
    return hashlib.sha256(once_key.encode()).hexdigest()[:32]


def build(
    message: Message,
    once_key: str,
    date: datetime,
    *,
    subject: str | None = None,
    answers: Iterable[str] = (),
) -> bytes:
    """RFC 5322 bytes. `subject` and `answers` (Message-IDs of the thread, oldest first) are the thread's,
    when there is one.

    BadAddress when a recipient's address is none.
    """
    mail = EmailMessage(policy=SMTP)
    if message.sender:
        mail["From"] = _address(message.sender, message.sender_name)
    mail["To"] = [_address(address) for address in message.to]
    if message.reply_to:
        mail["Reply-To"] = _address(message.reply_to)
    mail["Date"] = format_datetime(date)
    references = [one_line(answer) for answer in answers if answer]
    if references:
        mail["In-Reply-To"] = references[-1]
        mail["References"] = " ".join(references)
    mail["Auto-Submitted"] = "auto-generated"
    mail[KEY_HEADER] = key_token(once_key)
    mail.set_content(message.text, charset="utf-8")
    if message.html:
        mail.add_alternative(message.html, subtype="html", charset="utf-8")
    for file in message.attachments:
        maintype, _, subtype = file.mime.partition("/")
        mail.add_attachment(
            file.content,
            maintype=maintype,
            subtype=subtype or "octet-stream",
            filename=one_line(file.name),
            params={"charset": "utf-8"} if maintype == "text" else None,
        )
    return _subject(one_line(message.subject if subject is None else subject)) + mail.as_bytes()


def _subject(text: str) -> bytes:
    """The line of the subject. EmailMessage would lose spaces where it breaks a line of two alphabets, so the
    line is encoded as a whole."""
    plain = text.isascii() and "=?" not in text
    header = Header(text, "us-ascii" if plain else "utf-8", header_name="Subject")
    return f"Subject: {header.encode(linesep=LINE)}{LINE}".encode("ascii")


def pack(message: Message) -> bytes:
    """The message as bytes to be kept: the same for the same message."""
    files = [
        {"name": file.name, "mime": file.mime, "content": base64.b64encode(file.content).decode()}
        for file in message.attachments
    ]
    told = {name: getattr(message, name) for name in (field.name for field in fields(message))}
    return json.dumps({**told, "attachments": files}, ensure_ascii=False, sort_keys=True).encode()


def unpack(kept: bytes) -> Message:
    """What `pack` kept."""
    told = json.loads(kept)
    files = tuple(
        Attachment(file["name"], file["mime"], base64.b64decode(file["content"]))
        for file in told["attachments"]
    )
    return Message(**{**told, "to": tuple(told["to"]), "attachments": files})


def one_line(text: str) -> str:
    """Text for a header: line ends and control characters become one space."""
    return _BREAKS.sub(" ", text).strip()


def is_address(text: str) -> bool:
    """Whether a text can be written to: ASCII, one @, a domain with a dot."""
    return bool(_ADDRESS.fullmatch(text)) and ".." not in text


def _address(address: str, name: str = "") -> Address:
    plain = address.strip()
    if not is_address(plain):
        raise BadAddress(address)
    return Address(display_name=one_line(name), addr_spec=plain)
