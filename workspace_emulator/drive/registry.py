"""The register of files: what Drive knows of every file, whoever makes its content."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .. import settings
from ..clock import now as clock_now
from ..clock import stamp
from ..identity import is_robot, permission_id, strict
from ..store import next_number, tables
from ..wire import ApiError, Json
from . import blobs

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
FORM = "application/vnd.google-apps.form"
FOLDER = "application/vnd.google-apps.folder"
SHORTCUT = "application/vnd.google-apps.shortcut"
CSV, TSV = "text/csv", "text/tab-separated-values"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROOT_NAME = "My Drive"
ROLES = ("owner", "organizer", "fileOrganizer", "writer", "commenter", "reader")
EDITORS = ("owner", "writer")
CHANGES = "drive.changes"
"""What counts the lines of the list of changes."""
HELD = "coalesce(json_extract(body, '$.expirationTime') > ?, 1)"

tables(
    """CREATE TABLE IF NOT EXISTS drive_files (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, mime TEXT NOT NULL, owner TEXT NOT NULL,
        trashed INTEGER NOT NULL, version INTEGER NOT NULL, created TEXT NOT NULL, modified TEXT NOT NULL,
        modifier TEXT NOT NULL,
        parents TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS drive_files_by_name ON drive_files (name)",
    """CREATE TABLE IF NOT EXISTS drive_permissions (
        file_id TEXT NOT NULL, view TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, role TEXT NOT NULL,
        email TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (file_id, view, id)) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS drive_changes (
        file_id TEXT PRIMARY KEY, number INTEGER NOT NULL, time TEXT NOT NULL, removed INTEGER NOT NULL)
        WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS drive_changes_by_number ON drive_changes (number)",
)


@dataclass(frozen=True)
class FileRow:
    """One registered file. Times are stamps with milliseconds; `body` is what callers may set freely."""

    id: str
    name: str
    mime: str
    owner: str
    trashed: bool
    version: int
    created: str
    modified: str
    modifier: str
    parents: tuple[str, ...]
    body: Json


def new_id(tx: sqlite3.Connection) -> str:
    """A free file id: 44 characters, the first is 1."""
    while True:
        found = "1" + secrets.token_urlsafe(33)[:43]
        if find(tx, found) is None:
            return found


def register(
    tx: sqlite3.Connection,
    *,
    name: str,
    mime: str,
    owner: str,
    now: datetime,
    file_id: str = "",
    parents: Iterable[str] | None = None,
    body: Json | None = None,
) -> str:
    """Add a file with its owner's permission and give its id; its content is the caller's affair.

    `body` may hold appProperties, properties, description, starred and the like. Without parents the file
    lies in its owner's root folder. 409 when the id is taken, 403 for an owner that can own none.
    """
    if not may_own(tx, owner):
        raise ApiError(403, "The caller does not have permission")
    file_id = file_id or new_id(tx)
    if find(tx, file_id) is not None:
        raise ApiError(409, "A file already exists with the provided ID.", reason="fileIdInUse")
    _ensure_root(tx, owner, now)
    _insert(tx, file_id, name, mime, owner, now, list(parents or [root_id(owner)]), body or {})
    return file_id


def may_own(tx: sqlite3.Connection, account: str) -> bool:
    """Whether an account may own files: a service account by `service_accounts_own_files`."""
    return not is_robot(account) or bool(settings.value(tx, "service_accounts_own_files"))


def find(tx: sqlite3.Connection, file_id: str) -> FileRow | None:
    """A file by its id, trashed ones too."""
    row = tx.execute("SELECT * FROM drive_files WHERE id = ?", (file_id,)).fetchone()
    return None if row is None else _row(row)


def everything(tx: sqlite3.Connection) -> list[FileRow]:
    """All files, the last modified first."""
    return [_row(row) for row in tx.execute("SELECT * FROM drive_files ORDER BY modified DESC, id")]


def owners(tx: sqlite3.Connection) -> set[str]:
    """Whoever owns a file."""
    return {row[0] for row in tx.execute("SELECT DISTINCT owner FROM drive_files")}


def require(tx: sqlite3.Connection, file_id: str, user: str, mime: str = "") -> FileRow:
    """A file of a content family for this caller.

    404 as Sheets and Forms say it when there is none (or a form was asked and it is none), 400 when
    a spreadsheet was asked and the file is something else, 403 when it is not shared (strict mode).
    """
    row = find(tx, file_id)
    if row is None or (mime == FORM and row.mime != FORM):
        raise ApiError(404, "Requested entity was not found.")
    if not may_see(tx, row, user):
        raise ApiError(403, "The caller does not have permission")
    if mime and row.mime != mime:
        raise ApiError(400, "This operation is not supported for this document", status="FAILED_PRECONDITION")
    return row


def may_see(tx: sqlite3.Connection, row: FileRow, user: str) -> bool:
    """Whether a caller may open a file: everyone in open mode, else its owner and those it is shared with."""
    return not strict(tx) or role_of(tx, row, user) != ""


def role_of(tx: sqlite3.Connection, row: FileRow, user: str) -> str:
    """The strongest role a caller has on a file: owner, writer, commenter, reader or ''.

    Whoever has a role on a folder has it on what lies inside; a folder's owner may write there.
    """
    if row.owner == user:
        return "owner"
    found = [
        str(held["role"])
        for place in (row, *_above(tx, row))
        for held in permissions(tx, place.id)
        if held["type"] == "anyone" or held["email"] in (user, user.rpartition("@")[2])
    ]
    strongest = min(found, key=ROLES.index, default="")
    return "writer" if strongest == "owner" else strongest


def shared_above(tx: sqlite3.Connection, row: FileRow) -> bool:
    """Whether somebody else than its owner has a role on a file from a folder above."""
    return any(held["email"] != row.owner for place in _above(tx, row) for held in permissions(tx, place.id))


def may_edit(tx: sqlite3.Connection, row: FileRow, user: str) -> bool:
    """Whether a caller may change a file: everyone in open mode, else who owns it or may write."""
    return not strict(tx) or role_of(tx, row, user) in EDITORS


def require_editor(tx: sqlite3.Connection, file_id: str, user: str, mime: str) -> FileRow:
    """Like require, for a caller who is to change the file. 403 when he may but read it."""
    row = require(tx, file_id, user, mime)
    if not may_edit(tx, row, user):
        raise ApiError(403, "The caller does not have permission")
    return row


def permissions(tx: sqlite3.Connection, file_id: str, view: str = "") -> list[sqlite3.Row]:
    """The permissions of a file that have not run out, the owner's first; those of a view besides."""
    return tx.execute(
        f"SELECT * FROM drive_permissions WHERE file_id = ? AND view IN ('', ?) AND {HELD} "
        "ORDER BY role <> 'owner', view, email, id",
        (file_id, view, stamp(clock_now(tx))),
    ).fetchall()


def every_permission(tx: sqlite3.Connection) -> dict[str, list[sqlite3.Row]]:
    """By file: its own permissions that have not run out."""
    found: dict[str, list[sqlite3.Row]] = defaultdict(list)
    held = f"SELECT * FROM drive_permissions WHERE view = '' AND {HELD}"
    for row in tx.execute(held, (stamp(clock_now(tx)),)):
        found[row["file_id"]].append(row)
    return found


def touch(tx: sqlite3.Connection, file_id: str, now: datetime, user: str = "") -> None:
    """A file's content changed: the next version, a new modifiedTime, a line in the list of changes."""
    tx.execute(
        "UPDATE drive_files SET version = version + 1, modified = ?, "
        "modifier = CASE WHEN ? = '' THEN modifier ELSE ? END WHERE id = ?",
        (stamp(now), user, user, file_id),
    )
    note_change(tx, file_id, now)


def rename(tx: sqlite3.Connection, file_id: str, name: str) -> None:
    """Give a file another name; `touch` it as well when its content changed."""
    tx.execute("UPDATE drive_files SET name = ?, version = version + 1 WHERE id = ?", (name, file_id))


def rewrite(tx: sqlite3.Connection, row: FileRow) -> None:
    """Store a changed row under its id."""
    tx.execute(
        "UPDATE drive_files SET name = ?, mime = ?, owner = ?, trashed = ?, version = ?, created = ?, "
        "modified = ?, modifier = ?, parents = ?, body = ? WHERE id = ?",
        (
            row.name, row.mime, row.owner, row.trashed, row.version, row.created, row.modified,
            row.modifier, json.dumps(row.parents), json.dumps(row.body), row.id,
        ),
    )  # fmt: skip


def forget(tx: sqlite3.Connection, file_id: str) -> None:
    """Drop a file and its permissions from the register; the change list remembers that it is gone."""
    for statement in (
        "DELETE FROM drive_files WHERE id = ?",
        "DELETE FROM drive_permissions WHERE file_id = ?",
    ):
        tx.execute(statement, (file_id,))
    blobs.forget(tx, file_id)


def note_change(tx: sqlite3.Connection, file_id: str, now: datetime, removed: bool = False) -> None:
    """One line a file in the list of changes: its last change."""
    number = next_number(tx, CHANGES)
    tx.execute(
        "INSERT OR REPLACE INTO drive_changes VALUES (?, ?, ?, ?)", (file_id, number, stamp(now), removed)
    )


def root_id(account: str) -> str:
    """The id of an account's own «My Drive» folder: always the same for one account."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(account.encode()).digest()).decode()
    return f"0A{digest[:11]}Uk9PVA"


def root(account: str, now: datetime) -> FileRow:
    """The «My Drive» folder of an account that has no files yet."""
    moment = stamp(now)
    return FileRow(root_id(account), ROOT_NAME, FOLDER, account, False, 1, moment, moment, account, (), {})


def _above(tx: sqlite3.Connection, row: FileRow) -> list[FileRow]:
    """The folders a file lies in, up to one that keeps its inside to itself."""
    found: dict[str, FileRow] = {}
    queue = [row]
    for place in queue:
        if place.body.get("inheritedPermissionsDisabled"):
            continue
        fresh = [find(tx, parent) for parent in place.parents if parent not in found]
        found |= {folder.id: folder for folder in fresh if folder is not None}
        queue += [folder for folder in fresh if folder is not None]
    return list(found.values())


def _ensure_root(tx: sqlite3.Connection, owner: str, now: datetime) -> None:
    if find(tx, root_id(owner)) is None:
        _insert(tx, root_id(owner), ROOT_NAME, FOLDER, owner, now, [], {})


def _insert(
    tx: sqlite3.Connection,
    file_id: str,
    name: str,
    mime: str,
    owner: str,
    now: datetime,
    parents: list[str],
    body: Json,
) -> None:
    moment = stamp(now)
    tx.execute(
        "INSERT INTO drive_files VALUES (?, ?, ?, ?, 0, 1, ?, ?, ?, ?, ?)",
        (file_id, name, mime, owner, moment, moment, owner, json.dumps(parents), json.dumps(body)),
    )
    tx.execute(
        "INSERT INTO drive_permissions VALUES (?, '', ?, 'user', 'owner', ?, '{}')",
        (file_id, permission_id(owner), owner),
    )
    note_change(tx, file_id, now)


def _row(row: sqlite3.Row) -> FileRow:
    values: dict[str, Any] = dict(row)
    values |= {
        "trashed": bool(row["trashed"]),
        "parents": tuple(json.loads(row["parents"])),
        "body": json.loads(row["body"]),
    }
    return FileRow(**values)
