"""Letters that went out, as files a browser opens: one page for each, its attachments beside it, and an
index of them all.

Which letters there are is for the caller to say; how they look is in `letters/envelope.html` and
`letters/index.html`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .google.message import Attachment, Message, unpack
from .shelf import Shelf
from .state.records import OutboxRow
from .words import Words

INDEX = "index.html"
LONGEST_PART = 56
"""Letters of a name's part: with two bytes to a Russian letter the whole name stays far below what disks
take."""
_UNSAFE = re.compile(r"[^\w .()+-]+")
_CLOCK = re.compile(r"(?<=\d):(?=\d)")
_BODY = re.compile(r"<body[^>]*>")


@dataclass(frozen=True)
class Page:
    """One exported letter. `about` is the first line of its text; `to` whom it went to, as people call
    them."""

    at: datetime
    to: str
    email: str
    about: str
    path: Path
    subject: str
    files: tuple[Path, ...] = ()


def export(
    folder: Path,
    rows: Iterable[OutboxRow],
    addressees: Mapping[str, str],
    shelf: Shelf,
    words: Words,
    zone: tzinfo,
    school: str = "",
) -> tuple[Page, ...]:
    """Write the sent ones of these letters and the index into a folder; the pages in the order of time.

    `addressees` says how people call an address. Only files of its own making are written over.
    """
    folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    sent = sorted((row for row in rows if row.sent), key=lambda row: (row.sent, row.once_key))
    pages = tuple(_page(folder, row, addressees, shelf, words, zone, taken) for row in sent)
    facts = {"school": school, **_index(pages, words, folder)}
    (folder / INDEX).write_text(_filled(shelf.text("letters/index.html"), facts), encoding="utf-8")
    return pages


def about(message: Message) -> str:
    """What a letter is about: the first line of its text."""
    return next((line.strip() for line in message.text.splitlines() if line.strip()), message.subject)


def _page(
    folder: Path,
    row: OutboxRow,
    addressees: Mapping[str, str],
    shelf: Shelf,
    words: Words,
    zone: tzinfo,
    taken: set[str],
) -> Page:
    message = unpack(row.payload)
    at = (row.sent or row.planned).astimezone(zone)
    to = addressees.get(row.addressee, row.addressee)
    stem = _free(f"{at:%Y-%m-%d %H-%M} {_safe(to)} {_safe(about(message))}", taken)
    files = tuple(_attachments(folder / stem, message.attachments))
    page = Page(at, to, row.addressee, about(message), folder / f"{stem}.html", row.subject, files)
    facts = {
        "index": INDEX,
        "to": to,
        "email": row.addressee,
        "at": f"{words.day(at.date())}, {words.time(at)}",
        "subject": row.subject,
        "files": [{"name": file.name, "href": _href(file, folder)} for file in files],
    }
    envelope = _filled(shelf.text("letters/envelope.html"), facts)
    html = message.html or f"<body><pre>{escape(message.text)}</pre></body>"
    page.path.write_text(_BODY.sub(lambda found: found[0] + envelope, html, count=1), encoding="utf-8")
    return page


def _attachments(folder: Path, attachments: Sequence[Attachment]) -> Iterable[Path]:
    taken: set[str] = set()
    for attachment in attachments:
        folder.mkdir(parents=True, exist_ok=True)
        name = Path(attachment.name)
        path = folder / f"{_free(_safe(name.stem, len(name.stem)), taken)}{_safe(name.suffix)}"
        path.write_bytes(attachment.content)
        yield path


def _index(pages: Sequence[Page], words: Words, folder: Path) -> dict[str, Any]:
    def told(page: Page) -> dict[str, Any]:
        return {
            "time": words.time(page.at),
            "date": f"{page.at:%d.%m}",
            "to": page.to,
            "about": page.about,
            "href": _href(page.path, folder),
            "files": len(page.files),
        }

    days = [(day, list(found)) for day, found in groupby(pages, key=lambda page: page.at.date())]
    by_person = sorted(pages, key=lambda page: page.to)
    people = [(to, list(found)) for to, found in groupby(by_person, key=lambda page: page.to)]
    return {
        "total": words.count(len(pages), "letter"),
        "days": [
            {
                "title": words.day(day),
                "count": words.count(len(found), "letter"),
                "letters": list(map(told, found)),
            }
            for day, found in days
        ],
        "people": [
            {"to": to, "count": words.count(len(found), "letter"), "letters": list(map(told, found))}
            for to, found in people
        ],
    }


def _filled(template: str, facts: Mapping[str, Any]) -> str:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.from_string(template).render(facts)


def _safe(text: str, longest: int = LONGEST_PART) -> str:
    """A part of a file's name that every system takes."""
    plain = " ".join(_UNSAFE.sub(" ", _CLOCK.sub("-", text)).split())
    return plain if len(plain) <= longest else plain[:longest].rsplit(" ", 1)[0]


def _free(stem: str, taken: set[str]) -> str:
    """The name, with a number when another letter has it already."""
    stem = stem.rstrip(" .-—")
    found, number = stem, 1
    while found.casefold() in taken:
        number += 1
        found = f"{stem} ({number})"
    taken.add(found.casefold())
    return found


def _href(path: Path, folder: Path) -> str:
    return quote(path.relative_to(folder).as_posix())
