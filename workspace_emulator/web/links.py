"""Addresses written in letters and cells: which may be followed, and which of Google's lie in this store."""

from __future__ import annotations

import re
import sqlite3
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from ..drive import registry
from ..forms.model import find_published

_WRITTEN = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"']+[^\s<>\"'.,;:!?)\]»”]", re.IGNORECASE)
_PUBLISHED = re.compile(r"/forms/d/e/([\w-]+)/\w+")
_FILE = re.compile(
    r"/(?:forms|spreadsheets)/d/([\w-]+)(?:/\w*)?|/drive/folders/([\w-]+)|/file/d/([\w-]+)/view"
)
_HOSTS = ("docs.google.com", "drive.google.com", "127.0.0.1", "localhost")


def local(tx: sqlite3.Connection, address: str) -> str:
    """The path of a form or a file of this store that Google's or this machine's address names; any other
    address as it is."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return address
    if host not in _HOSTS or not _here(tx, parts.path):
        return address
    query = f"?{parts.query}" if parts.query else ""
    return parts.path + query + (f"#{parts.fragment}" if parts.fragment else "")


def linked(tx: sqlite3.Connection, text: str) -> Markup:
    """A plain text with its web addresses as links that open a new tab; everything else is escaped."""
    pieces, at = [], 0
    for match in _WRITTEN.finditer(text):
        shown = match[0]
        if text[match.end() : match.end() + 1] == ")" and shown.count("(") > shown.count(")"):
            shown += ")"
        address = f"https://{shown}" if shown.lower().startswith("www.") else shown
        pieces.append(escape(text[at : match.start()]))
        pieces.append(
            Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(
                local(tx, address), shown
            )
        )
        at = match.start() + len(shown)
    return Markup("").join([*pieces, escape(text[at:])])


def _here(tx: sqlite3.Connection, path: str) -> bool:
    published = _PUBLISHED.fullmatch(path)
    if published:
        return find_published(tx, published[1]) is not None
    file = _FILE.fullmatch(path)
    return file is not None and registry.find(tx, next(filter(None, file.groups()))) is not None
