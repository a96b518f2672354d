"""The first page and the folders: what lies in this workspace, whose it is, and the way to the mail."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from .. import clock
from ..drive import blobs, registry
from ..drive.registry import FileRow
from ..forms.forms import UNTITLED
from ..forms.model import load
from ..gmail.accounts import zone_of
from ..identity import default_account
from ..wire import ApiError, Reply, Request
from . import guard, mail_boxes, moments
from .rendering import language, notice, page, texts

if TYPE_CHECKING:
    from ..google import Workspace

MOST = 200
DONE, SAID = ("trash", "untrash", "delete"), ("done", "file", "hl")
KINDS = {registry.SPREADSHEET: "spreadsheet", registry.FORM: "form", registry.FOLDER: "folder"}
ADDRESSES = {
    "spreadsheet": "/spreadsheets/d/{}/edit",
    "form": "/forms/d/{}/viewform",
    "folder": "/drive/folders/{}",
    "file": "/file/d/{}/view",
}


@dataclass(frozen=True)
class Line:
    """One file as the list shows it. `state` is said of forms only: `open`, `closed`, `unpublished`, else
    ''."""

    id: str
    name: str
    kind: str
    path: str
    owner: str
    modified: str
    state: str


def show(workspace: Workspace, request: Request) -> Reply:
    """All files, the last changed first, or those whose name holds `q`; the bin (`in=trash`) without what
    lies in its folders; mailboxes."""
    binned, token = request.first("in") == "trash", guard.token(workspace)
    wanted = _put_into_the_bin if binned else _not_in_the_bin
    with workspace.store.read() as tx:
        boxes = () if binned else tuple(mail_boxes.every(tx))
        return _page(tx, request, token, wanted, binned=binned, boxes=boxes)


def folder(workspace: Workspace, request: Request, file_id: str) -> Reply:
    """What lies in one folder."""
    token = guard.token(workspace)
    with workspace.store.read() as tx:
        row = registry.find(tx, file_id)
        if row is None or row.mime != registry.FOLDER or row.trashed:
            return notice("missing", request, 404)
        return _page(tx, request, token, lambda one: not one.trashed and file_id in one.parents, folder=row)


def download(workspace: Workspace, request: Request, file_id: str) -> Reply:
    """An uploaded file as it was uploaded, never shown in the browser itself."""
    with workspace.store.read() as tx:
        row = registry.find(tx, file_id)
        blob = blobs.find(tx, file_id)
    if row is None or row.trashed or blob is None:
        return notice("missing", request, 404)
    return attachment(row.name, "application/octet-stream", blob[0])


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


def _put_into_the_bin(row: FileRow) -> bool:
    return row.trashed and bool(row.body.get("explicitlyTrashed"))


def _not_in_the_bin(row: FileRow) -> bool:
    return not row.trashed


def _page(
    tx: sqlite3.Connection, request: Request, token: str, wanted: Callable[[FileRow], bool],
    folder: FileRow | None = None, binned: bool = False, boxes: tuple[mail_boxes.Box, ...] = (),
) -> Reply:  # fmt: skip
    now, zone, words = clock.now(tx), zone_of(tx), texts(language(request))
    rows = [row for row in registry.everything(tx) if row.id != registry.root_id(row.owner) and wanted(row)]
    lines = [_line(tx, row, moments.short(clock.parse(row.modified), now, zone, words)) for row in rows]
    asked = _folded(request.first("q")).split()
    found = [line for line in lines if all(word in _folded(line.name) for word in asked)]
    done = request.first("done") if request.first("done") in DONE else ""
    return page(
        "home.html", request, lines=found[:MOST], more=len(found) > MOST, q=request.first("q"), folder=folder,
        binned=binned, boxes=boxes, account=default_account(tx), token=token, here=_here(request),
        above=_above(tx, folder), done=done,
        done_to=registry.find(tx, request.first("file")) if done else None,
    )  # fmt: skip


def _folded(text: str) -> str:
    """For a search: large and small letters are one, and so are ё and е."""
    return text.casefold().replace("ё", "е")


def _here(request: Request) -> str:
    """This page's address without what it says about the last press of a button."""
    query = urlencode([pair for pair in request.query if pair[0] not in SAID])
    return request.plain_path + (f"?{query}" if query else "")


def _above(tx: sqlite3.Connection, folder: FileRow | None) -> list[FileRow]:
    """The folders that a folder lies in, the outermost first; none of them in the bin."""
    found: list[FileRow] = []
    parents = folder.parents if folder else ()
    while parents and parents[0] not in [row.id for row in found]:
        row = registry.find(tx, parents[0])
        if row is None or row.trashed or row.id == registry.root_id(row.owner):
            break
        found.insert(0, row)
        parents = row.parents
    return found


def _line(tx: sqlite3.Connection, row: FileRow, modified: str) -> Line:
    kind = KINDS.get(row.mime, "file")
    line = Line(row.id, row.name, kind, ADDRESSES[kind].format(row.id), row.owner, modified, "")
    return _form(tx, line) if kind == "form" else line


def _form(tx: sqlite3.Connection, line: Line) -> Line:
    """A form leads to its public page and tells what it takes; one without a name of its own is shown by its
    title."""
    try:
        form = load(tx, line.id)
    except ApiError:
        return line
    state = "open" if form.open else "closed" if form.published else "unpublished"
    name = form.title if line.name == UNTITLED else line.name
    return replace(line, name=name, path=f"{form.path}/viewform", state=state)
