"""What a letter is made of, for those who show it or write another one with it: bodies, pictures, files."""

from __future__ import annotations

import base64
import html
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from mimetypes import MimeTypes
from urllib.parse import parse_qsl, quote, unquote, urlencode

from ..gmail.mime import Part
from . import letter_html, links

_PICTURES = ("image/png", "image/gif", "image/jpeg", "image/webp", "image/bmp")
_KINDS = MimeTypes()


@dataclass(frozen=True)
class Attachment:
    """A file of a letter by the number of its part."""

    part: str
    name: str
    size: str


def own(tree: Part) -> Iterator[Part]:
    """The parts of a letter, not those of the letters attached to it."""
    yield tree
    if tree.mime != "message/rfc822":
        for inner in tree.parts:
            yield from own(inner)


def bodies(part: Part) -> list[Part]:
    """The texts of a letter in the order in which they are read; of several forms of one text the richest."""
    if part.mime == "multipart/alternative":
        forms = [bodies(inner) for inner in part.parts]
        rich = [form for form in forms if _is_rich(form)] or [form for form in forms if form]
        return rich[-1] if rich else []
    if part.mime.startswith("multipart/"):
        return [found for inner in part.parts for found in bodies(inner)]
    return [part] if part.mime in ("text/plain", "text/html") and not part.attached else []


def document(tx: sqlite3.Connection, tree: Part, account: str) -> letter_html.Shown | None:
    """The texts fit to be shown. An address to write to leads to a new letter of this account's."""

    def led(address: str) -> str:
        mail = address.lower().startswith("mailto:")
        return _writing(address, account) if mail else links.local(tx, address)

    return rich(tree, led)


def rich(tree: Part, link: Callable[[str], str] = str) -> letter_html.Shown | None:
    """The texts of a letter with all their looks; None where all is plain."""
    texts = bodies(tree)
    return letter_html.shown(map(_source, texts), _pictures(tree), link) if _is_rich(texts) else None


def as_written(text: str) -> str:
    """A plain text as a piece of an HTML letter."""
    return f'<div style="white-space:pre-wrap">{html.escape(text.strip())}</div>' if text.strip() else ""


def files(tree: Part, shown: frozenset[str] = frozenset()) -> list[Part]:
    """What is attached, but for the pictures that are shown already, by their Content-IDs."""
    return [part for part in own(tree) if part.attached and not (shown and _identity(part) in shown)]


def name_of(part: Part) -> str:
    """What a file is called. One without a name is called as its kind is; a letter after its subject."""
    if part.filename:
        return part.filename
    if part.mime == "message/rfc822":
        given = (value for inner in part.parts for name, value in inner.headers if name.lower() == "subject")
        return f"{' '.join(next(given, '').split()) or 'noname'}.eml"
    return f"noname{_KINDS.guess_extension(part.mime) or ''}"


def _is_rich(texts: list[Part]) -> bool:
    return any(part.mime == "text/html" for part in texts)


def _source(part: Part) -> str:
    text = part.content.decode("utf-8", "replace")
    return text if part.mime == "text/html" else as_written(text)


def _pictures(tree: Part) -> dict[str, str]:
    """Content-ID → data: address of the pictures that lie in the letter itself."""
    return {
        _identity(part): f"data:{part.mime};base64,{base64.b64encode(part.content).decode()}"
        for part in own(tree)
        if part.mime in _PICTURES and _identity(part)
    }


def _identity(part: Part) -> str:
    found = (value for name, value in part.headers if name.lower() == "content-id")
    return next(found, "").strip().strip("<>")


def _writing(address: str, account: str) -> str:
    to, _, query = address[len("mailto:") :].partition("?")
    given = {"to": unquote(to)} | {
        name.lower(): value
        for name, value in parse_qsl(query.replace("+", "%2B"))
        if name.lower() in ("to", "subject")
    }
    return f"/mail/{quote(account, safe='@')}/compose?{urlencode(given)}"
