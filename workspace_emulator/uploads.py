"""Resumable uploads: content that arrives in pieces under a session's address, and is answered like any
other upload once it is whole."""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from . import catalog, checks, clock, json_text
from .catalog import Method
from .clock import stamp
from .oauth import callers
from .store import tables
from .wire import LOOPBACK, ApiError, Reply, Request, media_type, quoted

if TYPE_CHECKING:
    from .google import Workspace

HEADERS = ("authorization", "host")
WEEK = timedelta(weeks=1)
"""How long a session waits for the rest of its content (Drive's guide on uploads)."""

tables(
    """CREATE TABLE IF NOT EXISTS upload_sessions (
        id TEXT PRIMARY KEY, method TEXT NOT NULL, path TEXT NOT NULL, query TEXT NOT NULL,
        headers TEXT NOT NULL, described TEXT NOT NULL, type TEXT NOT NULL, received INTEGER NOT NULL,
        status INTEGER NOT NULL, answer BLOB NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS upload_pieces (
        session TEXT NOT NULL, start INTEGER NOT NULL, content BLOB NOT NULL,
        PRIMARY KEY (session, start))""",
)


@dataclass(frozen=True)
class Piece:
    """What a Content-Range says: the first byte, and the size of the whole when it is known."""

    start: int | None
    total: int | None


def is_resumable(request: Request) -> bool:
    return request.path.startswith(("/upload/", "/resumable/upload/")) and (
        request.first("uploadType") == "resumable" or bool(request.first("upload_id"))
    )


def method_of(tx: sqlite3.Connection, request: Request) -> Method | None:
    """The method that a session was opened for, whichever way its pieces come; None for anything else."""
    row = tx.execute(
        "SELECT method, path FROM upload_sessions WHERE id = ?", (request.first("upload_id"),)
    ).fetchone()
    found = catalog.route(row["method"], row["path"]) if row is not None else None
    return found[0] if found else None


def step(workspace: Workspace, request: Request) -> Reply:
    """Open a session, take a piece, tell how far one is, or drop one.

    200 with Location opens; 308 with Range asks for more; the method's own answer ends it; 499 confirms that
    it was dropped; 404 when there is no such session.
    """
    session_id = request.first("upload_id")
    if not session_id:
        return _opened(workspace, request)
    with workspace.store.read() as tx:
        row = tx.execute("SELECT * FROM upload_sessions WHERE id = ?", (session_id,)).fetchone()
    if row is None:
        raise _unknown()
    if request.method == "DELETE":
        _forget(workspace, session_id)
        return Reply(499, b"", {"Content-Type": "text/html; charset=UTF-8"})
    if request.method not in ("PUT", "POST"):
        raise _unknown()
    if row["status"]:
        return _kept_answer(row)
    piece = _piece(request)
    received = _kept(workspace, session_id, piece, request.body)
    if piece.total is None or received < piece.total:
        more = {"Range": f"bytes=0-{received - 1}"} if received else {}
        return Reply(308, b"", {"Content-Type": "text/plain; charset=utf-8", **more})
    return _finished(workspace, row, session_id)


def _opened(workspace: Workspace, request: Request) -> Reply:
    found = catalog.route(request.method, request.path)
    if found is None or not found[0].media:
        raise _unknown()
    method, path = found
    with workspace.store.read() as tx:
        callers.caller(tx, request, method)
    checks.mask(method, checks.parameters(method, path, request.query).get("fields"))
    described = json_text.loads(request.body or b"{}")
    checks.body(method, described)
    session_id = "AJ" + secrets.token_urlsafe(60)
    kept = {name: request.headers[name] for name in HEADERS if name in request.headers}
    query = [pair for pair in request.query if pair[0] not in ("uploadType", "upload_id")]
    with workspace.store.write() as tx:
        now = clock.now(tx)
        _forget_before(tx, stamp(now - WEEK))
        kept["opened"] = stamp(now)
        tx.execute(
            "INSERT INTO upload_sessions VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, x'')",
            (
                session_id, request.method, request.path, json.dumps(query), json.dumps(kept),
                json.dumps(described), request.headers.get("x-upload-content-type", ""),
            ),
        )  # fmt: skip
    location = f"{_door(request)}{request.path}?uploadType=resumable&upload_id={session_id}"
    headers = {"Location": quoted(location), "X-GUploader-UploadID": session_id}
    return Reply(200, b"", {"Content-Type": "text/html; charset=UTF-8", **headers})


def _door(request: Request) -> str:
    """Where the next piece goes: the port that was asked, or Google's address inside this process."""
    host = request.headers.get("host", "")
    name = re.sub(r":\d+\Z", "", host)
    return f"http://{host}" if name.strip("[]") in LOOPBACK else f"https://{host or 'www.googleapis.com'}"


def _piece(request: Request) -> Piece:
    text = request.headers.get("content-range", "").strip()
    if not text:
        return Piece(0, len(request.body))
    match = re.fullmatch(r"bytes (?:(\d{1,15})-(\d{1,15})|\*)/(\d{1,15}|\*)", text)
    if match is None:
        raise _bad_range()
    total = None if match[3] == "*" else int(match[3])
    if match[1] is None:
        return Piece(None, total)
    start, end = int(match[1]), int(match[2])
    if end - start + 1 != len(request.body) or (total is not None and end >= total):
        raise _bad_range()
    return Piece(start, total)


def _kept(workspace: Workspace, session_id: str, piece: Piece, content: bytes) -> int:
    """Store what is new of a piece and give the number of bytes received; a piece behind a gap is not
    kept."""
    with workspace.store.write() as tx:
        row = tx.execute("SELECT received FROM upload_sessions WHERE id = ?", (session_id,)).fetchone()
        received = int(row[0]) if row else 0
        if row is None or piece.start is None or piece.start > received:
            return received
        new = content[received - piece.start :]
        if new:
            tx.execute("INSERT INTO upload_pieces VALUES (?, ?, ?)", (session_id, received, new))
            received += len(new)
            tx.execute("UPDATE upload_sessions SET received = ? WHERE id = ?", (received, session_id))
        return received


def _finished(workspace: Workspace, row: sqlite3.Row, session_id: str) -> Reply:
    """Do what the session was opened for. The work and the word that it is done are one transaction: whoever
    sends the last piece too gets the answer of the one who came first."""
    query = tuple((str(name), str(value)) for name, value in json.loads(row["query"]))
    request = Request(row["method"], row["path"], query, json.loads(row["headers"]))
    found = catalog.route(request.method, request.path)
    if found is None:
        raise _unknown()
    asked = workspace.admitted(*found, request, lambda: _payload(row))
    with workspace.store.write() as tx:
        now = tx.execute("SELECT * FROM upload_sessions WHERE id = ?", (session_id,)).fetchone()
        if now is None:
            raise _unknown()
        if now["status"]:
            return _kept_answer(now)
        reply = workspace.done(tx, replace(asked, media=_content(tx, session_id)))
        tx.execute(
            "UPDATE upload_sessions SET status = ?, answer = ? WHERE id = ?",
            (reply.status, reply.body, session_id),
        )
        tx.execute("DELETE FROM upload_pieces WHERE session = ?", (session_id,))
    return reply


def _payload(row: sqlite3.Row) -> tuple[Any, None, str]:
    """What the session said of its content, which lies in the pieces."""
    described: Any = json.loads(row["described"])
    kind = row["type"] or (described.get("mimeType", "") if isinstance(described, dict) else "")
    return described, None, media_type(kind)


def _forget_before(tx: sqlite3.Connection, moment: str) -> None:
    """Drop the sessions opened before a moment, with what has come of them."""
    old = "json_extract(headers, '$.opened') < ?"
    pieces = "DELETE FROM upload_pieces WHERE session IN (SELECT id FROM upload_sessions WHERE "
    tx.execute(f"{pieces}{old})", (moment,))
    tx.execute(f"DELETE FROM upload_sessions WHERE {old}", (moment,))


def _content(tx: sqlite3.Connection, session_id: str) -> bytes:
    pieces = tx.execute(
        "SELECT content FROM upload_pieces WHERE session = ? ORDER BY start", (session_id,)
    ).fetchall()
    return b"".join(piece[0] for piece in pieces)


def _kept_answer(row: sqlite3.Row) -> Reply:
    return Reply(row["status"], row["answer"], {"Content-Type": "application/json; charset=UTF-8"})


def _unknown() -> ApiError:
    return ApiError(404, "Not Found", reason="notFound")


def _bad_range() -> ApiError:
    return ApiError(400, "Failed to parse Content-Range header.", reason="badRequest")


def _forget(workspace: Workspace, session_id: str) -> None:
    with workspace.store.write() as tx:
        tx.execute("DELETE FROM upload_sessions WHERE id = ?", (session_id,))
        tx.execute("DELETE FROM upload_pieces WHERE session = ?", (session_id,))
