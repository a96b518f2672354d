"""A spreadsheet opened for its pages: which file, for whom, and what is said when it cannot be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..drive import registry
from ..drive.registry import FileRow
from ..identity import default_account
from ..sheets.book.shelf import reading
from ..sheets.book.workbook import Workbook
from ..wire import Reply, Request
from .acting import person
from .rendering import SECURITY, language, texts
from .sheet_place import Refused

if TYPE_CHECKING:
    from ..google import Workspace

GET = "sheets.spreadsheets.get"


def file_of(tx: sqlite3.Connection, file_id: str) -> tuple[FileRow, str] | None:
    """The file and for whom it is opened: the workspace's own account, or its owner where that may not see
    it."""
    row = registry.find(tx, file_id)
    if row is None or row.mime != registry.SPREADSHEET or row.trashed:
        return None
    own = default_account(tx)
    return row, own if registry.may_see(tx, row, own) else row.owner


def lack_of(tx: sqlite3.Connection, file_id: str) -> str:
    """Why `file_of` has nothing: `binned` for a spreadsheet in the bin, else `gone`."""
    row = registry.find(tx, file_id)
    return "binned" if row is not None and row.mime == registry.SPREADSHEET and row.trashed else "gone"


@contextmanager
def opened(workspace: Workspace, tx: sqlite3.Connection, user: str, file_id: str) -> Iterator[Workbook]:
    """The workbook to look at, as this account opens it."""
    with reading(person(workspace, tx, user, GET, {"spreadsheetId": file_id}), file_id) as book:
        yield book


def sentence(request: Request, refused: Refused) -> str:
    """A refusal in the language of the reader."""
    said = str(texts(language(request))["sheet"]["refusals"][refused.code])
    return said.format(shown=refused.shown)


def refusal(request: Request, refused: Refused, status: int = 400) -> Reply:
    """A refusal as the page's script takes it."""
    answer = {"error": sentence(request, refused), "code": refused.code, "shown": refused.shown}
    return Reply.json(answer, status, SECURITY)
