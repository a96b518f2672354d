"""A letter as a person writes it on a page, and the message that is made of it. Nothing is sent here."""

from __future__ import annotations

import base64
import re
import sqlite3
from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formataddr

from ..gmail import headers, letters, mailbox, mime
from ..gmail.accounts import zone_of
from ..gmail.mailbox import Message
from ..gmail.mime import Part
from ..wire import Json
from . import letter_parts, moments
from .incoming import Sent
from .letter_parts import Attachment

_ANSWER = re.compile(r"\s*(?:re|отв|ответ)\s*:", re.IGNORECASE)
_POLICY = SMTP.clone(cte_type="7bit")


@dataclass(frozen=True)
class Written:
    """The fields of the page. `kept` are files of a draft; `answered` is the letter that is answered."""

    to: str = ""
    cc: str = ""
    bcc: str = ""
    subject: str = ""
    text: str = ""
    thread: str = ""
    answered: str = ""
    draft: str = ""
    kept: tuple[Attachment, ...] = ()
    lost: tuple[str, ...] = ()


def answer(tx: sqlite3.Connection, account: str, letter_id: str, everyone: bool, texts: Json) -> Written:
    """An answer to a letter's sender (an own letter's receivers), its words quoted. 404 for none."""
    message = mailbox.get(tx, account, letter_id)
    raw = mailbox.raw_of(tx, message)
    fields, _ = headers.split(raw)
    to, cc = _addressed(fields, account, everyone)
    subject = headers.readable(headers.first(fields, "Subject") or b"")
    sender = headers.readable(headers.first(fields, "From") or b"")
    when = moments.long(moments.of_millis(message.internal), zone_of(tx), texts)
    words = mime.readable(mime.parse(raw)).strip().splitlines()
    quoted = "\n".join(f"> {line}" if not line.startswith(">") else f">{line}" for line in words)
    return Written(
        to=to,
        cc=cc,
        subject=subject if _ANSWER.match(subject) else f"Re: {subject}",
        text=f"\n\n{texts['mail']['wrote'].format(when=when, who=sender)}\n{quoted}\n",
        thread=message.thread,
        answered=message.id,
    )


def taken_up(tx: sqlite3.Connection, account: str, draft: str) -> Written:
    """A draft as it was left. 404 when there is none."""
    message = mailbox.of_draft(tx, account, draft)
    raw = mailbox.raw_of(tx, message)
    fields, _ = headers.split(raw)
    tree = mime.parse(raw)
    shown = {name: _every(fields, name) for name in ("To", "Cc", "Bcc", "Subject")}
    return Written(
        shown["To"], shown["Cc"], shown["Bcc"], shown["Subject"], mime.readable(tree).replace("\r\n", "\n"),
        message.thread, "", draft, _files(tree),
    )  # fmt: skip


def sent(tx: sqlite3.Connection, account: str, given: Sent) -> Written:
    """What came back with a complaint: shown again as it was, but chosen files have to be chosen again."""
    tree = _draft_tree(tx, account, given.one("draft"))
    return Written(
        given.one("to"), given.one("cc"), given.one("bcc"), given.one("subject"), given.one("text"),
        given.one("thread"), given.one("answered"), given.one("draft"),
        tuple(file for file in _files(tree) if file.part in given.every("keep")),
        tuple(file.name for file in given.files),
    )  # fmt: skip


def letter(tx: sqlite3.Connection, account: str, given: Sent) -> bytes:
    """The message: text, kept files of the draft and new ones. ValueError for unreadable addresses."""
    made = EmailMessage(_POLICY)
    lines = [("From", account)]
    lines += [(name, _receivers(name, given.one(name.lower()))) for name in ("To", "Cc", "Bcc")]
    lines.append(("Subject", _words(" ".join(given.one("subject").split()), "Subject")))
    lines += _threading(tx, account, given)
    made.set_content("\n".join(given.one("text").splitlines()) + "\n", charset="utf-8")
    tree = _draft_tree(tx, account, given.one("draft"))
    for part in letter_parts.files(tree) if tree else ():
        if part.part_id in given.every("keep"):
            _attach(made, letter_parts.name_of(part), part.mime, part.content)
    for file in given.files:
        _attach(made, file.name, file.kind, file.content)
    # EmailMessage would lose spaces of words in two alphabets where it breaks a line.
    head = "".join(f"{name}: {value}\r\n" for name, value in lines if value)
    return head.encode() + made.as_bytes()


def own_thread(tx: sqlite3.Connection, account: str, given: Sent, made: bytes) -> str:
    """The thread of an answered letter that has no Message-ID to be named by, under the same subject."""
    if not given.one("answered"):
        return ""
    message = mailbox.get(tx, account, given.one("answered"))
    old, new = letters.outline(_fields(tx, message)), letters.outline(headers.split(made)[0])
    same = not old.message_id and old.base_subject == new.base_subject
    return message.thread if same else ""


def encoded(raw: bytes) -> str:
    """A message as the API takes it."""
    return base64.urlsafe_b64encode(raw).decode()


def _receivers(name: str, written: str) -> str:
    """The people of a field as a header has them. ValueError, in the post's words, for no address."""
    people = headers.addresses([" ".join(written.split()).encode()])
    if not all(headers.is_address(address) for _, address in people):
        raise ValueError(f"Invalid {name} header")
    return ",\r\n ".join(_address(name, address) for name, address in people)


def _address(name: str, address: str) -> str:
    return formataddr((name, address)) if name.isascii() else f"{_words(name, '')} <{address}>"


def _words(text: str, name: str) -> str:
    """A text as a header has it: in ASCII, encoded where it must be, in lines of a lawful length."""
    plain = text.isascii() and "=?" not in text
    return Header(text, "us-ascii" if plain else "utf-8", header_name=name).encode(linesep="\r\n")


def _threading(tx: sqlite3.Connection, account: str, given: Sent) -> list[tuple[str, str]]:
    """The headers that tie an answer to its letter; a draft keeps those it has."""
    if given.one("answered"):
        fields = _fields(tx, mailbox.get(tx, account, given.one("answered")))
        own = headers.text(headers.first(fields, "Message-ID") or b"").strip()
        before = headers.text(headers.first(fields, "References") or b"")
        found = {"In-Reply-To": own, "References": f"{before} {own}"}
    elif given.one("draft"):
        fields = _fields(tx, mailbox.of_draft(tx, account, given.one("draft")))
        names = ("In-Reply-To", "References")
        found = {name: headers.text(headers.first(fields, name) or b"") for name in names}
    else:
        return []
    return [(name, "\r\n ".join(value.split())) for name, value in found.items() if value.strip()]


def _addressed(fields: list[headers.Field], account: str, everyone: bool) -> tuple[str, str]:
    senders = _named(fields, "Reply-To") or _named(fields, "From")
    own = all(address.lower() == account for _, address in senders)
    to = _named(fields, "To") if own else senders
    if not everyone:
        return _printed(to), ""
    taken = {account, *(address.lower() for _, address in to)}
    others = [*(_named(fields, "To") if not own else []), *_named(fields, "Cc")]
    return _printed(to), _printed([one for one in others if one[1].lower() not in taken])


def _printed(people: list[tuple[str, str]]) -> str:
    """Names and addresses as they are written into a field; a name with signs in it stands in quotes."""
    shown = []
    for name, address in dict.fromkeys(people):
        plain = name.replace("\\", "").replace('"', "")
        quoted = f'"{plain}"' if re.search(r"[^\w\s]", plain) else plain
        shown.append(f"{quoted} <{address}>" if quoted else address)
    return ", ".join(shown)


def _named(fields: list[headers.Field], name: str) -> list[tuple[str, str]]:
    return headers.addresses(field.value for field in fields if field.name.lower() == name.lower())


def _every(fields: list[headers.Field], name: str) -> str:
    if name == "Subject":
        return headers.readable(headers.first(fields, name) or b"")
    return _printed(_named(fields, name))


def _fields(tx: sqlite3.Connection, message: Message) -> list[headers.Field]:
    return headers.split(mailbox.raw_of(tx, message))[0]


def _draft_tree(tx: sqlite3.Connection, account: str, draft: str) -> Part | None:
    return mime.parse(mailbox.raw_of(tx, mailbox.of_draft(tx, account, draft))) if draft else None


def _files(tree: Part | None) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(part.part_id, letter_parts.name_of(part), "")
        for part in (letter_parts.files(tree) if tree else ())
    )


def _attach(made: EmailMessage, name: str, kind: str, content: bytes) -> None:
    main, _, sub = kind.partition("/")
    known = re.fullmatch(r"[\w.+-]+", main) and re.fullmatch(r"[\w.+-]+", sub)
    if not known or main in ("multipart", "message"):
        main, sub = "application", "octet-stream"
    made.add_attachment(content, maintype=main, subtype=sub, filename=name)
