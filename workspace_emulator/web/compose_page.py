"""Writing a letter in a browser: blank, an answer, or a draft taken up again; sent, kept, thrown away."""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .. import clock
from ..gmail import headers, mailbox
from ..wire import ApiError, Json, Reply, Request
from . import compose, guard, mail_boxes, posted
from .acting import act
from .compose import Written
from .mail_page import box_path, redirect
from .rendering import language, notice, page, texts

if TYPE_CHECKING:
    from ..google import Workspace

# What the post says of a letter it does not take → our sentence for it.
COMPLAINTS = {
    "Recipient address required": "nobody",
    "Invalid To header": "to",
    "Invalid Cc header": "cc",
    "Invalid Bcc header": "bcc",
    "too large": "size",
}
# The field that a complaint is about.
PLACES = {"nobody": "to", "to": "to", "cc": "cc", "bcc": "bcc", "size": "files"}
# 25 MB of files, as base64 has them.
MOST_BYTES = 25 * 2**20 * 4 // 3


@dataclass(frozen=True)
class Complaint:
    """Why a letter did not go, by its name in the texts; `written` is what was taken for no address."""

    kind: str
    written: str

    @property
    def place(self) -> str:
        """The field to be mended, if it is one."""
        return PLACES.get(self.kind, "")


def show(workspace: Workspace, request: Request, account: str) -> Reply:
    """A blank letter (`to` and `subject` may be given), an answer to `reply` (`all=1`: to everyone), the
    letter `forward` to be sent on, or `draft`."""
    address = account.lower()
    if not headers.is_address(address):
        return notice("missing", request, 404)
    try:
        with workspace.store.read() as tx:
            written = _begun(tx, request, address)
            side = mail_boxes.side(workspace, tx, address)
    except ApiError:
        return notice("missing", request, 404)
    return _page(workspace, request, address, written, side)


def press(workspace: Workspace, request: Request, account: str) -> Reply:
    """A button was pressed: `send`, `save` or `discard`. 400 with a sentence when the letter cannot go."""
    address = account.lower()
    try:
        sent = posted.read(request)
    except ValueError:
        return notice("bad_request", request, 400)
    if not guard.ours(workspace, sent.one(guard.FIELD)):
        return notice("foreign", request, 403)
    try:
        with workspace.store.write() as tx:
            return _done(workspace, tx, address, sent, texts(language(request)))
    except (ApiError, ValueError) as error:
        kind = COMPLAINTS.get(str(error), "limit" if getattr(error, "code", 0) == 429 else "other")
        complaint = Complaint(kind, getattr(error, "written", ""))
    with workspace.store.read() as tx:
        written = compose.sent(tx, address, sent)
        side = mail_boxes.side(workspace, tx, address)
    return _page(workspace, request, address, written, side, complaint)


def _begun(tx: sqlite3.Connection, request: Request, address: str) -> Written:
    words = texts(language(request))
    if request.first("draft"):
        return compose.taken_up(tx, address, request.first("draft"))
    if request.first("reply"):
        return compose.answer(tx, address, request.first("reply"), bool(request.first("all")), words)
    if request.first("forward"):
        return compose.forward(tx, address, request.first("forward"), words)
    return Written(to=request.first("to"), subject=request.first("subject"))


def _done(
    workspace: Workspace, tx: sqlite3.Connection, address: str, sent: posted.Sent, words: Json
) -> Reply:
    draft, wish = sent.one("draft"), sent.one("do")
    params: Json = {"userId": "me"}
    if wish == "discard":
        if not draft:
            return redirect(box_path(address))
        act(workspace, tx, address, "gmail.users.drafts.delete", params | {"id": draft})
        return redirect(f"{box_path(address)}?in=drafts&done=discarded")
    letter = compose.letter(tx, address, sent, words)
    if len(letter) > MOST_BYTES:
        raise ValueError("too large")
    message: Json = {"raw": compose.encoded(letter)}
    if sent.one("thread"):
        message["threadId"] = sent.one("thread")
    thread = compose.own_thread(tx, address, sent, letter)
    if thread and not draft:
        # The post could not tell what this answers: it is begun as a draft where the answered letter lies.
        draft = f"r{secrets.randbits(63)}"
        mailbox.add(tx, address, letter, clock.now(tx), ["DRAFT"], thread=thread, draft=draft)
    if wish == "send":
        if draft:
            call = ("gmail.users.drafts.send", params, {"id": draft, "message": message})
        else:
            call = ("gmail.users.messages.send", params, message)
        done = act(workspace, tx, address, *call)
        return redirect(f"{box_path(address)}/thread/{done['threadId']}?done=sent")
    kept = {"message": message}
    if draft:
        act(workspace, tx, address, "gmail.users.drafts.update", params | {"id": draft}, kept)
    else:
        draft = act(workspace, tx, address, "gmail.users.drafts.create", params, kept)["id"]
    return redirect(f"{box_path(address)}/compose?draft={draft}&done=saved")


def _page(
    workspace: Workspace,
    request: Request,
    address: str,
    written: Written,
    side: mail_boxes.Side,
    complaint: Complaint | None = None,
) -> Reply:
    place = complaint.place if complaint else "text" if written.to else "to"
    return page(
        "mail_compose.html", request, 400 if complaint else 200, account=address, side=side, folder="",
        label="", q="", letter=written, complaint=complaint, place=place, token=guard.token(workspace),
        done="saved" if request.first("done") == "saved" else "",
    )  # fmt: skip
