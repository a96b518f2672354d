"""Which room makes, copies, deletes and exports a kind of content. Drive itself keeps plain uploads."""

from __future__ import annotations

import importlib
import sqlite3
from datetime import datetime
from typing import Any, Protocol, cast

from ..wire import ApiError
from .registry import FORM, SPREADSHEET, FileRow

ROOMS = {SPREADSHEET: "sheets.content", FORM: "forms.content"}
TEXTS = {SPREADSHEET: "sheets.content"}
IMPORTS = {SPREADSHEET: "sheets.imports"}


class Content(Protocol):
    """Four functions of a content room; the file's row is registered before and forgotten after."""

    @staticmethod
    def create(tx: sqlite3.Connection, file_id: str, name: str, now: datetime, owner: str) -> None:
        """A new empty content for a registered file."""

    @staticmethod
    def copy(tx: sqlite3.Connection, from_id: str, to_id: str, name: str, now: datetime) -> None:
        """The content of one file as the content of another."""

    @staticmethod
    def delete(tx: sqlite3.Connection, file_id: str) -> None:
        """Forget a file's content."""

    @staticmethod
    def export(tx: sqlite3.Connection, file_id: str, mime: str) -> bytes | None:
        """The content as another type; None when that conversion does not exist."""


def maker(mime: str) -> Content | None:
    """The room that owns a kind of content, None for folders and plain files. Loaded at first use."""
    room = ROOMS.get(mime)
    if room is None:
        return None
    return cast(Content, _load(room))


def fill(tx: sqlite3.Connection, row: FileRow, content: bytes, kind: str, now: datetime) -> None:
    """Uploaded bytes as the whole content of a Google file. 400 when that conversion does not exist."""
    room = IMPORTS.get(row.mime)
    if room is None or not _load(room).fill(tx, row.id, row.name, content, kind, now, row.owner):
        raise ApiError(400, "Bad Request. The upload cannot be converted.", reason="badRequest")


def text(tx: sqlite3.Connection, row: FileRow) -> str:
    """What a search for words finds inside of a file: the first texts of a spreadsheet, else nothing."""
    room = TEXTS.get(row.mime)
    return str(_load(room).text(tx, row.id)) if room else ""


def _load(room: str) -> Any:
    return importlib.import_module(f"{__package__.rpartition('.')[0]}.{room}")
