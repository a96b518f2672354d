"""Which room makes, copies, fills, exports and reads a kind of file. Drive itself keeps plain uploads."""

from __future__ import annotations

import importlib
import sqlite3
from abc import ABC, abstractmethod
from datetime import datetime
from typing import cast

from ..wire import ApiError
from .registry import FORM, SPREADSHEET, FileRow

ROOMS = {SPREADSHEET: "sheets.content", FORM: "forms.content"}
"""Each of them has a `CONTENT`."""


class Content(ABC):
    """What Drive asks of a room; the file's row is registered before and forgotten after."""

    @abstractmethod
    def create(self, tx: sqlite3.Connection, file_id: str, name: str, now: datetime, owner: str) -> None:
        """A new empty content for a registered file."""

    @abstractmethod
    def copy(self, tx: sqlite3.Connection, from_id: str, to_id: str, name: str, now: datetime) -> None:
        """The content of one file as the content of another."""

    @abstractmethod
    def delete(self, tx: sqlite3.Connection, file_id: str) -> None:
        """Forget a file's content."""

    def export(self, tx: sqlite3.Connection, file_id: str, mime: str) -> bytes | None:
        """The content as another type; None when that conversion does not exist."""
        return None

    def fill(self, tx: sqlite3.Connection, row: FileRow, content: bytes, kind: str, now: datetime) -> bool:
        """Uploaded bytes as the whole content of a file; False when that conversion does not exist."""
        return False

    def text(self, tx: sqlite3.Connection, file_id: str) -> str:
        """What a search for words finds inside of a file."""
        return ""


def maker(mime: str) -> Content | None:
    """The room that owns a kind of content, None for folders and plain files. Loaded at first use."""
    room = ROOMS.get(mime)
    if room is None:
        return None
    return cast(Content, importlib.import_module(f"{__package__.rpartition('.')[0]}.{room}").CONTENT)


def fill(tx: sqlite3.Connection, row: FileRow, content: bytes, kind: str, now: datetime) -> None:
    """Uploaded bytes as the whole content of a Google file. 400 when that conversion does not exist."""
    room = maker(row.mime)
    if room is None or not room.fill(tx, row, content, kind, now):
        raise ApiError(400, "Bad Request. The upload cannot be converted.", reason="badRequest")


def text(tx: sqlite3.Connection, row: FileRow) -> str:
    """What a search for words finds inside of a file: the first texts of a spreadsheet, else nothing."""
    room = maker(row.mime)
    return room.text(tx, row.id) if room else ""
