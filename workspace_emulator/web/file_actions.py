"""What a person does with whole files: a new spreadsheet, a download, into the bin, out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import catalog
from ..drive import registry
from ..gmail.accounts import zone_of
from ..oauth.callers import default_account
from ..wire import ApiError, Json, Reply, Request
from . import guard, incoming
from .acting import act, person
from .home import attachment
from .mail_page import redirect
from .rendering import language, notice, texts

if TYPE_CHECKING:
    from ..google import Workspace

EXPORTS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}
WISHES = {"trash": True, "untrash": False}


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
    """A press of a button beside a file: `trash` or `untrash`, done in its owner's name."""
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
            body: Json = {"trashed": WISHES[wish]}
            act(workspace, tx, row.owner, "drive.files.update", {"fileId": file_id}, body)
    except ApiError:
        return notice("bad_request", request, 400)
    return redirect(f"/?done={wish}")


def export(workspace: Workspace, request: Request, file_id: str) -> Reply:
    """A spreadsheet as a download: `format` is xlsx (all of it) or csv (the first tab)."""
    kind = request.first("format")
    with workspace.store.read() as tx:
        row = registry.find(tx, file_id)
        if row is None or row.trashed or row.mime != registry.SPREADSHEET or kind not in EXPORTS:
            return notice("missing", request, 404)
        params: Json = {"fileId": file_id, "mimeType": EXPORTS[kind]}
        call = person(workspace, tx, row.owner, "drive.files.export", params)
        made: Reply = catalog.ANSWERS[call.method.id](call)
    return attachment(f"{row.name}.{kind}", EXPORTS[kind], made.body)


def _sent(workspace: Workspace, request: Request) -> incoming.Sent | Reply:
    """The fields of a post from our own page, or the refusal."""
    try:
        sent = incoming.read(request)
    except ValueError:
        return notice("bad_request", request, 400)
    return sent if guard.ours(workspace, sent.one(guard.FIELD)) else notice("foreign", request, 403)
