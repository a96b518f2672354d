"""The mailbox in a browser: accounts, the threads of a folder, a thread with its letters and buttons."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from .. import clock
from ..gmail import headers, mailbox, mime
from ..gmail.accounts import zone_of
from ..wire import ApiError, Json, Reply, Request, quoted
from . import guard, letter_parts, mail_boxes, mail_view, posted
from .acting import act
from .home import attachment
from .letter_html import POLICY
from .mail_view import Reading
from .rendering import language, notice, page, texts

if TYPE_CHECKING:
    from ..google import Workspace

PAGE = 50
_MOVES: dict[str, Json] = {
    "archive": {"removeLabelIds": ["INBOX"]},
    "inbox": {"addLabelIds": ["INBOX"], "removeLabelIds": ["SPAM"]},
}


def accounts(workspace: Workspace, request: Request) -> Reply:
    """The mailboxes of the store; `address` opens any other one."""
    wanted = request.first("address").strip().lower()
    if headers.is_address(wanted):
        return redirect(box_path(wanted))
    with workspace.store.read() as tx:
        boxes = mail_boxes.every(tx)
    return page("mail_accounts.html", request, 400 if wanted else 200, boxes=boxes, wanted=wanted)


def folder(workspace: Workspace, request: Request, account: str) -> Reply:
    """The threads of a folder (`in`), or of the whole box when letters are searched for (`q`)."""
    address = account.lower()
    if not headers.is_address(address):
        return notice("missing", request, 404)
    q, label = request.first("q").strip(), request.first("label")
    name = request.first("in", "all" if q or label else "inbox")
    if name not in mail_boxes.FOLDERS:
        return notice("missing", request, 404)
    asked: Json = {"userId": "me", "maxResults": PAGE}
    asked |= {"labelIds": [label] if label else mail_boxes.FOLDERS[name]}
    asked |= {"q": q} if q else {}
    asked |= {"pageToken": request.first("page")} if request.first("page") else {}
    outgoing = {"sent": "SENT", "drafts": "DRAFT"}.get(name, "")
    with workspace.store.read() as tx:
        side = mail_boxes.side(workspace, tx, address)
        if label and label not in side.labels:
            return notice("missing", request, 404)
        reading = _reading(tx, request, address)
        try:
            found = act(workspace, tx, address, "gmail.users.threads.list", asked)
        except ApiError:
            return redirect(box_path(address))
        lines = [
            mail_view.line(reading, one["id"], outgoing, name == "trash") for one in found.get("threads", ())
        ]
    here = {"in": "" if label else name, "label": label, "q": q}
    older = found.get("nextPageToken", "")
    return page(
        "mail_box.html", request, account=address, side=side, folder=name, label=label, q=q, lines=lines,
        done=_known(request.first("done")), newest=_query(here) if request.first("page") else "",
        older=_query(here | {"page": older}) if older else "",
    )  # fmt: skip


def thread(workspace: Workspace, request: Request, account: str, thread_id: str) -> Reply:
    """A thread with its letters, oldest first; opening it marks them as read."""
    address = account.lower()
    with workspace.store.read() as tx:
        messages = mailbox.of_thread(tx, address, thread_id)
        if not messages:
            return notice("missing", request, 404)
        reading = _reading(tx, request, address)
        letters = [mail_view.letter(reading, message) for message in messages]
        side = mail_boxes.side(workspace, tx, address)
    fresh = [letter.id for letter in letters if letter.unread]
    if fresh:
        with workspace.store.write() as tx:
            body = {"ids": fresh, "removeLabelIds": ["UNREAD"]}
            act(workspace, tx, address, "gmail.users.messages.batchModify", {"userId": "me"}, body)
            side = replace(side, unread=mail_boxes.unread(tx, address))
    labels = frozenset[str]().union(*(letter.labels for letter in letters))
    return page(
        "mail_thread.html", request, account=address, side=side, folder="", label="", q="", thread=thread_id,
        letters=letters, fresh=fresh, token=guard.token(workspace), done=_known(request.first("done")),
        trashed=all("TRASH" in letter.labels for letter in letters), labels=labels,
        received=any(not letter.labels & {"SENT", "DRAFT"} for letter in letters),
    )  # fmt: skip


def change(workspace: Workspace, request: Request, account: str, thread_id: str) -> Reply:
    """A press of a button above a thread: into the bin or the inbox, out of one of them, unread again."""
    address = account.lower()
    try:
        sent = posted.read(request)
    except ValueError:
        return notice("bad_request", request, 400)
    if not guard.ours(workspace, sent.one(guard.FIELD)):
        return notice("foreign", request, 403)
    done = sent.one("do")
    params: Json = {"userId": "me", "id": thread_id}
    try:
        with workspace.store.write() as tx:
            if done in ("trash", "untrash"):
                act(workspace, tx, address, f"gmail.users.threads.{done}", params)
            elif done in _MOVES:
                act(workspace, tx, address, "gmail.users.threads.modify", params, _MOVES[done])
            elif done == "unread":
                for message in mailbox.of_thread(tx, address, thread_id)[-1:]:
                    last, body = params | {"id": message.id}, {"addLabelIds": ["UNREAD"]}
                    act(workspace, tx, address, "gmail.users.messages.modify", last, body)
    except ApiError:
        return notice("missing", request, 404)
    return redirect(f"{box_path(address)}?done={done}" if _known(done) else box_path(address))


def body(workspace: Workspace, request: Request, account: str, letter_id: str) -> Reply:
    """The HTML body of a letter as a document that can do nothing, for the frame on its page."""
    with workspace.store.read() as tx:
        tree = _tree(tx, account.lower(), letter_id)
        shown = letter_parts.document(tx, tree, account.lower()) if tree else None
    if shown is None:
        return notice("missing", request, 404)
    safety = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }
    return Reply.html(shown.document, 200, {"Content-Security-Policy": POLICY, **safety})


def part(workspace: Workspace, request: Request, account: str, letter_id: str, part_id: str) -> Reply:
    """An attachment as a download."""
    with workspace.store.read() as tx:
        tree = _tree(tx, account.lower(), letter_id)
    # The number of a letter that is nothing but a file.
    whole = tree if part_id == "0" else None
    found = (mime.find(tree, part_id) or whole) if tree else None
    if found is None or found.mime.startswith("multipart/"):
        return notice("missing", request, 404)
    return attachment(letter_parts.name_of(found), found.mime, found.content)


def original(workspace: Workspace, request: Request, account: str, letter_id: str) -> Reply:
    """The letter byte for byte, as a download."""
    try:
        with workspace.store.read() as tx:
            raw = mailbox.raw_of(tx, mailbox.get(tx, account.lower(), letter_id))
    except ApiError:
        return notice("missing", request, 404)
    return attachment(f"{letter_id}.eml", "message/rfc822", raw)


def box_path(account: str) -> str:
    """The address of a mailbox's page."""
    return f"/mail/{quote(account, safe='@')}"


def redirect(path: str) -> Reply:
    """On to another page, which is asked for with GET."""
    return Reply(303, b"", {"Location": quoted(path), "Cache-Control": "no-store"})


def _query(given: Mapping[str, str]) -> str:
    return f"?{urlencode({name: value for name, value in given.items() if value})}"


def _reading(tx: sqlite3.Connection, request: Request, address: str) -> Reading:
    return Reading(tx, address, clock.now(tx), zone_of(tx), texts(language(request)))


def _tree(tx: sqlite3.Connection, account: str, letter_id: str) -> mime.Part | None:
    try:
        return mime.parse(mailbox.raw_of(tx, mailbox.get(tx, account, letter_id)))
    except ApiError:
        return None


def _known(done: str) -> str:
    """What was just done, when it is one of the things that the page has a sentence for."""
    return done if re.fullmatch("trash|untrash|archive|inbox|unread|sent|saved|discarded", done) else ""
