"""What the mailbox pages show: a line for each thread, a letter with its headers, text and attachments."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, tzinfo

from markupsafe import Markup

from ..gmail import headers, letters, mailbox, mime
from ..gmail.mailbox import Message
from ..gmail.mime import Part
from ..wire import Json
from . import letter_parts, links, moments
from .letter_parts import Attachment

HEADERS = ("From", "To", "Cc", "Bcc", "Reply-To", "Date", "Subject", "Message-ID", "In-Reply-To")
# So many receivers are named above a letter.
_FEW = 6


@dataclass(frozen=True)
class Reading:
    """How a page is read: the box, the reader's present, zone and texts."""

    tx: sqlite3.Connection
    account: str
    now: datetime
    zone: tzinfo
    texts: Json


@dataclass(frozen=True)
class Line:
    """A thread in a list. `people` are its senders, or in «sent» and «drafts» those it goes to. `first` is
    the letter to read first, where the thread does not begin with it."""

    thread: str
    first: str
    draft: str
    people: str
    subject: str
    snippet: str
    when: str
    letters: int
    unread: bool
    files: bool
    starred: bool


@dataclass(frozen=True)
class Letter:
    """A letter in full. `html` tells that it has an HTML body, shown under an address of its own."""

    id: str
    draft: str
    sender: str
    address: str
    receivers: str
    when: str
    subject: str
    snippet: str
    unread: bool
    labels: frozenset[str]
    html: bool
    blocked: bool
    text: Markup
    headers: tuple[tuple[str, str], ...]
    attachments: tuple[Attachment, ...]


def line(reading: Reading, thread: str, outgoing: str, trashed: bool) -> Line:
    """One thread as the list shows it; letters in the bin count in the bin alone. `outgoing` is the label
    of the letters whose receivers are shown instead of the senders."""
    every = [
        (one, mailbox.labels_of(reading.tx, one))
        for one in mailbox.of_thread(reading.tx, reading.account, thread)
    ]
    found = [(one, labels) for one, labels in every if trashed or "TRASH" not in labels] or every
    last = found[-1][0]
    previews = [letters.preview(reading.tx, one.content) for one, _ in found]
    heads = [headers.split(mailbox.raw_of(reading.tx, one))[0] for one, _ in found]
    gone = [fields for fields, (_, labels) in zip(heads, found, strict=True) if outgoing in labels]
    read_first = next((one for one, labels in found if "UNREAD" in labels), last)
    return Line(
        thread=thread,
        first=read_first.id if read_first != found[0][0] else "",
        draft=last.draft if len(found) == 1 else "",
        people=_receivers(reading, gone[-1]) if gone else _senders(reading, heads, [one for one, _ in found]),
        subject=headers.readable(headers.first(heads[0], "Subject") or b""),
        snippet=str(Markup(previews[-1].snippet).unescape()),
        when=moments.short(moments.of_millis(last.internal), reading.now, reading.zone, reading.texts),
        letters=len(found),
        unread=any("UNREAD" in labels for _, labels in found),
        files=any(preview.attached for preview in previews),
        starred=any("STARRED" in labels for _, labels in found),
    )


def letter(reading: Reading, message: Message) -> Letter:
    """One letter as its page shows it."""
    raw = mailbox.raw_of(reading.tx, message)
    tree, labels = mime.parse(raw), mailbox.labels_of(reading.tx, message)
    fields, _ = headers.split(raw)
    named = {name: _all(fields, name) for name in HEADERS}
    sender = headers.addresses([field.value for field in fields if field.name.lower() == "from"])
    name, address = sender[0] if sender else ("", "")
    shown = letter_parts.document(reading.tx, tree, reading.account)
    return Letter(
        id=message.id,
        draft=message.draft,
        sender=name or address or (reading.account if message.draft else reading.texts["mail"]["nobody"]),
        address=address if name else "",
        receivers=_few(reading, _named(reading, fields, ("To", "Cc", "Bcc"))),
        when=moments.long(moments.of_millis(message.internal), reading.zone, reading.texts),
        subject=named["Subject"],
        snippet=mime.readable(tree)[:200].strip(),
        unread="UNREAD" in labels,
        labels=frozenset(labels),
        html=shown is not None,
        blocked=shown is not None and shown.blocked > 0,
        text=links.linked(reading.tx, mime.readable(tree).strip()),
        headers=tuple((name, value) for name, value in named.items() if value),
        attachments=tuple(
            _attachment(part, reading.texts["mail"])
            for part in letter_parts.files(tree, shown.used if shown else frozenset())
        ),
    )


def _senders(reading: Reading, heads: list[list[headers.Field]], messages: list[Message]) -> str:
    """Names in the order of the letters, each once; a draft is called one."""
    words = reading.texts["mail"]
    found = [
        words["draft"] if message.draft else ", ".join(_named(reading, fields, ("From",))) or words["nobody"]
        for fields, message in zip(heads, messages, strict=True)
    ]
    return ", ".join(dict.fromkeys(found))


def _receivers(reading: Reading, fields: list[headers.Field]) -> str:
    words = reading.texts["mail"]
    shown = ", ".join(_named(reading, fields, ("To", "Cc", "Bcc")))
    return str(words["to_whom"]).format(people=shown) if shown else str(words["nobody"])


def _few(reading: Reading, people: list[str]) -> str:
    """The first of many people and how many there are beside them."""
    more = len(people) - _FEW
    if more <= 1:
        return ", ".join(people)
    return f"{', '.join(people[:_FEW])} {reading.texts['mail']['more_people'].format(count=more)}"


def _named(reading: Reading, fields: list[headers.Field], names: tuple[str, ...]) -> list[str]:
    """Names of people, addresses of those who have none, the reader as «я»."""
    wanted = tuple(name.lower() for name in names)
    found = headers.addresses(field.value for field in fields if field.name.lower() in wanted)
    me = reading.texts["mail"]["me"]
    return [me if address.lower() == reading.account else name or address for name, address in found]


def _all(fields: list[headers.Field], name: str) -> str:
    return ", ".join(headers.readable(field.value) for field in fields if field.name.lower() == name.lower())


def _attachment(part: Part, words: Json) -> Attachment:
    return Attachment(part.part_id, letter_parts.name_of(part), _size(len(part.content), words))


def _size(count: int, words: Json) -> str:
    units: list[str] = words["sizes"]
    size, unit = float(count), 0
    while size >= 1024 and unit < len(units) - 1:
        size, unit = size / 1024, unit + 1
    figure = f"{size:.0f}" if unit == 0 or size >= 10 else f"{size:.1f}".replace(".", words["decimal"])
    return f"{figure} {units[unit]}"
