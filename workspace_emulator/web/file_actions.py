"""What a person does with whole files: a new one, a download, into the bin, out of it, away for ever."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from ..drive import registry
from ..gmail.accounts import zone_of
from ..identity import default_account
from ..wire import ApiError, Json, Reply, Request
from . import guard, posted
from .acting import act
from .mail_page import redirect
from .rendering import language, notice, page, texts

if TYPE_CHECKING:
    from ..google import Workspace

WISHES = ("trash", "untrash", "delete")
BIN = "/?in=trash"


def create(workspace: Workspace, request: Request) -> Reply:
    """A blank spreadsheet called `name`, with the reader's locale and the time zone set here; it opens."""
    sent = _sent(workspace, request)
    if isinstance(sent, Reply):
        return sent
    words = texts(language(request))
    with workspace.store.write() as tx:
        properties: Json = {"locale": words["locale"], "timeZone": str(zone_of(tx))}
        properties["title"] = " ".join(sent.one("name").split()) or words["home"]["untitled"]
        tab: Json = {"properties": {"title": f"{words['sheet']['new_tab']}1"}}
        body: Json = {"properties": properties, "sheets": [tab]}
        made = act(workspace, tx, default_account(tx), "sheets.spreadsheets.create", {}, body)
    return redirect(f"/spreadsheets/d/{made['spreadsheetId']}/edit")


def change(workspace: Workspace, request: Request, file_id: str) -> Reply:
    """A press of a button beside a file: `trash`, `untrash` or, in the bin, `delete`, done in its owner's
    name; then the list again that the button was on."""
    sent = _sent(workspace, request)
    if isinstance(sent, Reply):
        return sent
    wish = sent.one("do")
    if wish not in WISHES:
        return notice("bad_request", request, 400)
    try:
        with workspace.store.write() as tx:
            row = registry.find(tx, file_id)
            if row is None:
                return notice("missing", request, 404)
            if wish == "delete" and not row.trashed:
                return notice("bad_request", request, 400)
            _do(workspace, tx, row, wish)
    except ApiError:
        return notice("bad_request", request, 400)
    said = urlencode({"done": wish, "file": file_id})
    place = _place(sent.one("back"))
    return redirect(place + ("&" if "?" in place else "?") + said)


def ask(workspace: Workspace, request: Request, file_id: str) -> Reply:
    """Whether a file of the bin is really to go for ever."""
    with workspace.store.read() as tx:
        row = registry.find(tx, file_id)
        if row is None or not row.trashed:
            return notice("missing", request, 404)
    folder = row.mime == registry.FOLDER
    return page("delete.html", request, file=row, folder=folder, bin=BIN, token=guard.token(workspace))


def _do(workspace: Workspace, tx: sqlite3.Connection, row: registry.FileRow, wish: str) -> None:
    if wish == "delete":
        act(workspace, tx, row.owner, "drive.files.delete", {"fileId": row.id})
    else:
        body: Json = {"trashed": wish == "trash"}
        act(workspace, tx, row.owner, "drive.files.update", {"fileId": row.id}, body)


def _place(back: str) -> str:
    """The list of files that a button was on; the first page when it was none."""
    return back if re.fullmatch(r"/(?:drive/folders/[\w-]+)?(?:\?[\w%+.=&~*-]*)?", back) else "/"


def _sent(workspace: Workspace, request: Request) -> posted.Sent | Reply:
    """The fields of a post from our own page, or the refusal."""
    try:
        sent = posted.read(request)
    except ValueError:
        return notice("bad_request", request, 400)
    return sent if guard.ours(workspace, sent.one(guard.FIELD)) else notice("foreign", request, 403)
