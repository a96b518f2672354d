"""The first page and the folders: what lies in this workspace, whose it is, and the way to the mail."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from .. import clock
from ..drive import registry
from ..drive.registry import FileRow
from ..forms.model import load
from ..gmail.accounts import zone_of
from ..wire import ApiError, Reply, Request
from . import mail_boxes, moments
from .rendering import language, notice, page, texts

if TYPE_CHECKING:
    from ..google import Workspace

MOST = 200
KINDS = {registry.SPREADSHEET: "spreadsheet", registry.FORM: "form", registry.FOLDER: "folder"}
ADDRESSES = {
    "spreadsheet": "/spreadsheets/d/{}/edit",
    "form": "/forms/d/{}/viewform",
    "folder": "/drive/folders/{}",
    "file": "/file/d/{}/view",
}


@dataclass(frozen=True)
class Line:
    """One file as the list shows it. `state` is said of forms only: `open`, `closed` or ''."""

    name: str
    kind: str
    path: str
    owner: str
    modified: str
    state: str


def show(workspace: Workspace, request: Request) -> Reply:
    """All files, the last changed first, or those whose name holds `q`; and the mailboxes."""
    with workspace.store.read() as tx:
        found = [row for row in registry.everything(tx) if _listed(row) and _named(row, request.first("q"))]
        lines = _lines(tx, found[:MOST], request)
        boxes = mail_boxes.every(tx)
    return page(
        "home.html", request, lines=lines, boxes=boxes, q=request.first("q"), folder=None,
        more=len(found) > MOST,
    )  # fmt: skip


def folder(workspace: Workspace, request: Request, file_id: str) -> Reply:
    """What lies in one folder."""
    with workspace.store.read() as tx:
        row = registry.find(tx, file_id)
        if row is None or row.mime != registry.FOLDER or row.trashed:
            return notice("missing", request, 404)
        inside = [one for one in registry.everything(tx) if _listed(one) and file_id in one.parents]
        found = [one for one in inside if _named(one, request.first("q"))]
        lines = _lines(tx, found[:MOST], request)
    return page(
        "home.html", request, lines=lines, boxes=(), q=request.first("q"), folder=row, more=len(found) > MOST
    )


def download(workspace: Workspace, request: Request, file_id: str) -> Reply:
    """An uploaded file as it was uploaded, never shown in the browser itself."""
    with workspace.store.read() as tx:
        row = registry.find(tx, file_id)
        blob = tx.execute("SELECT content FROM drive_blobs WHERE file_id = ?", (file_id,)).fetchone()
    if row is None or row.trashed or blob is None:
        return notice("missing", request, 404)
    return attachment(row.name, "application/octet-stream", bytes(blob[0]))


def attachment(name: str, mime: str, content: bytes) -> Reply:
    """A download: the browser keeps it under this name and neither shows nor guesses what it is."""
    headers = {
        "Content-Type": mime,
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name or 'file', safe='')}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return Reply(200, content, headers)


def _listed(row: FileRow) -> bool:
    return not row.trashed and row.id != registry.root_id(row.owner)


def _named(row: FileRow, wanted: str) -> bool:
    return all(word in row.name.casefold() for word in wanted.casefold().split())


def _lines(tx: sqlite3.Connection, rows: list[FileRow], request: Request) -> list[Line]:
    now, zone, words = clock.now(tx), zone_of(tx), texts(language(request))
    lines = []
    for row in rows:
        kind = KINDS.get(row.mime, "file")
        when = moments.short(clock.parse(row.modified), now, zone, words)
        path, state = ADDRESSES[kind].format(row.id), ""
        if kind == "form":
            path, state = _form(tx, row.id)
        lines.append(Line(row.name, kind, path, row.owner, when, state))
    return lines


def _form(tx: sqlite3.Connection, form_id: str) -> tuple[str, str]:
    """A form's public page and whether it takes answers."""
    try:
        form = load(tx, form_id)
    except ApiError:
        return ADDRESSES["form"].format(form_id), ""
    return f"{form.path}/viewform", "open" if form.open else "closed"
