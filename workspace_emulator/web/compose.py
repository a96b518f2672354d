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
from .letter_parts import Attachment
from .posted import Sent

_ANSWER = re.compile(r"\s*(?:re|отв|ответ)\s*:", re.IGNORECASE)
_FORWARD = re.compile(r"\s*(?:fwd?|пересл)\s*:", re.IGNORECASE)
_POLICY = SMTP.clone(cte_type="7bit")


class WrongAddress(ValueError):
    """The field is named in the post's words, so that one sentence serves both refusals."""

    def __init__(self, field: str, written: str) -> None:
        super().__init__(f"Invalid {field} header")
        self.written = written


@dataclass(frozen=True)
class Written:
    """The fields of the page. `answered` is the letter that is answered or sent on, `forwarded` the latter;
    `kept` are the files of that or of a draft."""

    to: str = ""
    cc: str = ""
    bcc: str = ""
    subject: str = ""
    text: str = ""
    thread: str = ""
    answered: str = ""
    forwarded: str = ""
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


def forward(tx: sqlite3.Connection, account: str, letter_id: str, texts: Json) -> Written:
    """A letter to be sent on with its files, below a line that says whose it was. 404 for none."""
    message = mailbox.get(tx, account, letter_id)
    raw = mailbox.raw_of(tx, message)
    subject = headers.readable(headers.first(headers.split(raw)[0], "Subject") or b"")
    return Written(
        subject=subject if _FORWARD.match(subject) else f"Fwd: {subject}",
        text=f"\n\n{_sent_on(tx, message, texts)}\n",
        thread=message.thread,
        answered=message.id,
        forwarded=message.id,
        kept=_files(mime.parse(raw)),
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
        message.thread, draft=draft, kept=_files(tree),
    )  # fmt: skip


def sent(tx: sqlite3.Connection, account: str, given: Sent) -> Written:
    """What came back with a complaint: shown again as it was, but chosen files have to be chosen again."""
    tree = _source(tx, account, given)
    return Written(
        given.one("to"), given.one("cc"), given.one("bcc"), given.one("subject"), given.one("text"),
        given.one("thread"), given.one("answered"), given.one("forwarded"), given.one("draft"),
        tuple(file for file in _files(tree) if file.part in given.every("keep")),
        tuple(file.name for file in given.files),
    )  # fmt: skip


def letter(tx: sqlite3.Connection, account: str, given: Sent, texts: Json) -> bytes:
    """The message: text, kept files and new ones. WrongAddress for what is no address."""
    made = EmailMessage(_POLICY)
    lines = [("From", account)]
    lines += [(name, _receivers(name, given.one(name.lower()))) for name in ("To", "Cc", "Bcc")]
    lines.append(("Subject", _words(" ".join(given.one("subject").split()), "Subject")))
    lines += _threading(tx, account, given)
    made.set_content(_lines(given.one("text")) + "\n", charset="utf-8")
    tree = _source(tx, account, given)
    looks = _looks(tx, account, given, tree, texts) if tree else ""
    if looks:
        made.add_alternative(looks, subtype="html", charset="utf-8")
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
    """The people of a field as a header has them. WrongAddress for what is none."""
    people = []
    for piece in headers.pieces(written):
        found = headers.addresses([piece.encode()])
        if len(found) != 1 or not headers.is_address(found[0][1]):
            raise WrongAddress(name, piece)
        people += found
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


def _source(tx: sqlite3.Connection, account: str, given: Sent) -> Part | None:
    """The draft that is gone on with, or the letter that is sent on."""
    if given.one("draft"):
        return mime.parse(mailbox.raw_of(tx, mailbox.of_draft(tx, account, given.one("draft"))))
    if given.one("forwarded"):
        return mime.parse(mailbox.raw_of(tx, mailbox.get(tx, account, given.one("forwarded"))))
    return None


def _looks(tx: sqlite3.Connection, account: str, given: Sent, tree: Part, texts: Json) -> str:
    """The HTML of a draft or of a letter that is sent on, as long as nobody has changed its words."""
    shown, text = letter_parts.rich(tree), _lines(given.one("text")).strip()
    if shown is None:
        return ""
    if given.one("draft"):
        return shown.body if text == _lines(mime.readable(tree)).strip() else ""
    passage = _sent_on(tx, mailbox.get(tx, account, given.one("forwarded")), texts)
    if not text.endswith(passage):
        return ""
    above = [text.removesuffix(passage), passage.partition("\n\n")[0]]
    return "<br>".join([*filter(None, map(letter_parts.as_written, above)), shown.body])


def _sent_on(tx: sqlite3.Connection, message: Message, texts: Json) -> str:
    """Whose letter is sent on, then its words."""
    raw, words = mailbox.raw_of(tx, message), texts["mail"]
    fields, _ = headers.split(raw)
    when = moments.long(moments.of_millis(message.internal), zone_of(tx), texts)
    told = [
        (words["from"], _printed(_named(fields, "From"))),
        (words["date"], when),
        (words["subject"], _every(fields, "Subject")),
        (words["to"], _printed(_named(fields, "To"))),
        (words["cc"], _printed(_named(fields, "Cc"))),
    ]
    lines = [words["forwarded"], *(f"{name}: {value}" for name, value in told if value)]
    return _lines("\n".join([*lines, "", mime.readable(mime.parse(raw)).strip()])).strip()


def _lines(text: str) -> str:
    return "\n".join(text.splitlines())


def _files(tree: Part | None) -> tuple[Attachment, ...]:
    """What goes along: pictures that stand in the text do so with it."""
    if tree is None:
        return ()
    shown = letter_parts.rich(tree)
    found = letter_parts.files(tree, shown.used if shown else frozenset())
    return tuple(Attachment(part.part_id, letter_parts.name_of(part), "") for part in found)


def _attach(made: EmailMessage, name: str, kind: str, content: bytes) -> None:
    main, _, sub = kind.partition("/")
    known = re.fullmatch(r"[\w.+-]+", main) and re.fullmatch(r"[\w.+-]+", sub)
    if not known or main in ("multipart", "message"):
        main, sub = "application", "octet-stream"
    made.add_attachment(content, maintype=main, subtype=sub, filename=name)
