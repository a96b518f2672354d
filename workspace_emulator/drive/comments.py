"""drive.comments: remarks on a file, enough for clients that copy a file with its comments. No replies."""

from __future__ import annotations

import json
import sqlite3

from ..call import Call
from ..catalog import answers
from ..clock import stamp
from ..store import next_number, tables
from ..wire import ApiError, Json
from . import view

tables(
    """CREATE TABLE IF NOT EXISTS drive_comments (
        file_id TEXT NOT NULL, number INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (file_id, number))
        WITHOUT ROWID"""
)


@answers("drive.comments.create")
def create(call: Call) -> Json:
    """A new comment; `fields` must be given, as in Drive."""
    _fields(call)
    row = view.known(call, call.params["fileId"])
    view.may_comment(call, row)
    if not call.body.get("content"):
        raise view.invalid("The comment's content is required.", "content", "required")
    number = next_number(call.tx, "drive.comments")
    made: Json = {
        "kind": "drive#comment",
        "id": f"AAAA{number:08d}",
        "createdTime": stamp(call.now),
        "modifiedTime": stamp(call.now),
        "author": view.person(call.user, call.user),
        "deleted": False,
        "resolved": False,
        "htmlContent": call.body["content"],
        **{name: call.body[name] for name in ("content", "anchor", "quotedFileContent") if name in call.body},
        "replies": [],
    }
    call.tx.execute("INSERT INTO drive_comments VALUES (?, ?, ?)", (row.id, number, json.dumps(made)))
    return made


@answers("drive.comments.list")
def list_(call: Call) -> Json:
    """All comments of a file, the newest first."""
    _fields(call)
    row = view.known(call, call.params["fileId"])
    found = call.tx.execute(
        "SELECT body FROM drive_comments WHERE file_id = ? ORDER BY number DESC", (row.id,)
    )
    return {"kind": "drive#commentList", "comments": [json.loads(item[0]) for item in found]}


@answers("drive.comments.delete")
def delete(call: Call) -> None:
    """Drop a comment. 204."""
    row = view.known(call, call.params["fileId"])
    comment = call.params["commentId"]
    found = call.tx.execute(
        "SELECT number, body FROM drive_comments WHERE file_id = ? AND json_extract(body, '$.id') = ?",
        (row.id, comment),
    ).fetchone()
    if found is None:
        raise ApiError(404, f"Comment not found: {comment}", reason="notFound", location="commentId")
    if json.loads(found["body"])["author"]["emailAddress"] != call.user:
        view.may_edit(call, row)
    call.tx.execute("DELETE FROM drive_comments WHERE file_id = ? AND number = ?", (row.id, found["number"]))


def forget(tx: sqlite3.Connection, file_id: str) -> None:
    """Drop the remarks on a file that is no more."""
    tx.execute("DELETE FROM drive_comments WHERE file_id = ?", (file_id,))


def _fields(call: Call) -> None:
    if not call.get("fields"):
        raise ApiError(
            400, "The 'fields' parameter is required for this method.", reason="required", location="fields"
        )
