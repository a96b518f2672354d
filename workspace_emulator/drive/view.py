"""How Drive shows a file: the File resource built from its row, and the refusals its methods share."""

from __future__ import annotations

import hashlib
import json
import sqlite3

from ..call import Call
from ..identity import permission_id, strict
from ..wire import ApiError, Json
from . import blobs
from .registry import (
    EDITORS,
    FOLDER,
    FORM,
    SPREADSHEET,
    FileRow,
    find,
    may_see,
    permissions,
    role_of,
    root,
    root_id,
    shared_above,
)

COMMENTERS = (*EDITORS, "commenter")
DEFAULT = ("kind", "id", "name", "mimeType")
GOOGLE_TYPE = "application/vnd.google-apps."
ADDRESSES = {
    SPREADSHEET: "https://docs.google.com/spreadsheets/d/{}/edit?usp=drivesdk",
    FORM: "https://docs.google.com/forms/d/{}/edit?usp=drivesdk",
    FOLDER: "https://drive.google.com/drive/folders/{}",
}
SHOWN_FROM_BODY = (
    "description", "properties", "appProperties", "folderColorRgb", "originalFilename", "contentHints",
    "sharedWithMeTime", "trashedTime", "shortcutDetails",
)  # fmt: skip


def known(call: Call, file_id: str) -> FileRow:
    """A file the caller may open; `root` means the caller's own folder. 404 as Drive says it."""
    if file_id in ("root", root_id(call.user)):
        return find(call.tx, root_id(call.user)) or root(call.user, call.now)
    row = find(call.tx, file_id)
    if row is None or not may_see(call.tx, row, call.user):
        raise not_found(file_id)
    return row


def not_found(file_id: str) -> ApiError:
    return ApiError(404, f"File not found: {file_id}.", reason="notFound", location="fileId")


def invalid(message: str, location: str, reason: str = "invalid") -> ApiError:
    return ApiError(400, message, reason=reason, location=location)


def in_range(value: int, name: str, most: int) -> int:
    """A number of things that is asked for. 400 for one that is too small or too large."""
    if not 1 <= value <= most:
        raise invalid(
            f"Invalid value '{value}'. Values must be within the range: [value: 1\n, value: {most}\n]",
            name,
            "invalidParameter",
        )
    return value


def answer(call: Call, row: FileRow) -> Json:
    """The resource a method answers with: the default four members unless `fields` asks for others."""
    fields = call.get("fields") or ""
    return resource(call.tx, row, call.user, fields, call.get("includePermissionsForView") or "")


def resource(tx: sqlite3.Connection, row: FileRow, user: str, fields: str, view: str = "") -> Json:
    """A File resource; the costly members only when the mask's text names them."""
    short: Json = {"kind": "drive#file", "id": row.id, "name": row.name, "mimeType": row.mime}
    if not fields:
        return short
    everything = "*" in fields
    mine = row.owner == user
    shown: Json = {
        **short,
        "starred": bool(row.body.get("starred")),
        "trashed": row.trashed,
        "explicitlyTrashed": bool(row.body.get("explicitlyTrashed")),
        "parents": list(row.parents),
        "spaces": ["drive"],
        "version": str(row.version),
        "webViewLink": ADDRESSES.get(row.mime, "https://drive.google.com/file/d/{}/view?usp=drivesdk").format(
            row.id
        ),
        "iconLink": f"https://drive-thirdparty.googleusercontent.com/16/type/{row.mime}",
        "hasThumbnail": False,
        "viewedByMe": True,
        "viewedByMeTime": row.modified,
        "createdTime": row.created,
        "modifiedTime": row.modified,
        "modifiedByMe": row.modifier == user,
        "owners": [person(row.owner, user)],
        "lastModifyingUser": person(row.modifier, user),
        "ownedByMe": mine,
        "viewersCanCopyContent": row.body.get("viewersCanCopyContent", True),
        "copyRequiresWriterPermission": row.body.get("copyRequiresWriterPermission", False),
        "writersCanShare": row.body.get("writersCanShare", True),
        "quotaBytesUsed": "0",
        "isAppAuthorized": True,
        **{name: row.body[name] for name in SHOWN_FROM_BODY if name in row.body},
    }
    if row.modifier == user:
        shown["modifiedByMeTime"] = row.modified
    if not row.parents:
        del shown["parents"]
    if everything or "permission" in fields or "shared" in fields or "capabilities" in fields:
        shown |= _sharing(tx, row, user, view)
    if not row.mime.startswith(GOOGLE_TYPE) and (everything or _names_content(fields)):
        shown |= _content(tx, row)
    return shown


def person(email: str, user: str) -> Json:
    """A User resource."""
    return {
        "kind": "drive#user",
        "displayName": email.partition("@")[0],
        "me": email == user,
        "permissionId": permission_id(email),
        "emailAddress": email,
    }


def permission(row: sqlite3.Row) -> Json:
    """A Permission resource from its row."""
    shown: Json = {"kind": "drive#permission", "id": row["id"], "type": row["type"], "role": row["role"]}
    if row["type"] in ("user", "group"):
        shown |= {
            "emailAddress": row["email"],
            "displayName": row["email"].partition("@")[0],
            "deleted": False,
            "pendingOwner": False,
        }
    elif row["type"] == "domain":
        shown |= {"domain": row["email"], "displayName": row["email"]}
    if row["view"]:
        shown["view"] = row["view"]
    more: Json = json.loads(row["body"])
    return shown | more


def may_edit(call: Call, row: FileRow, owner_only: bool = False) -> None:
    """403 when a strict workspace's caller has too weak a role."""
    _hold(call, row, EDITORS[:1] if owner_only else EDITORS)


def may_comment(call: Call, row: FileRow) -> None:
    """403 for whoever may only read."""
    _hold(call, row, COMMENTERS)


def may_share(call: Call, row: FileRow) -> None:
    """403 for whoever may not edit the file, and for writers where its owner shares it himself."""
    may_edit(call, row, owner_only=not row.body.get("writersCanShare", True))


def _hold(call: Call, row: FileRow, roles: tuple[str, ...]) -> None:
    if strict(call.tx) and role_of(call.tx, row, call.user) not in roles:
        raise ApiError(
            403,
            "The user does not have sufficient permissions for this file.",
            reason="insufficientFilePermissions",
        )


def _sharing(tx: sqlite3.Connection, row: FileRow, user: str, view: str) -> Json:
    shown = [permission(found) for found in permissions(tx, row.id, view)]
    role = role_of(tx, row, user)
    edits = role in EDITORS
    rights = dict.fromkeys(("canEdit", "canModifyContent", "canRename", "canShare", "canAddChildren"), edits)
    rights["canShare"] = edits and (role == "owner" or row.body.get("writersCanShare", True))
    rights |= dict.fromkeys(("canDelete", "canTrash", "canUntrash"), role == "owner")
    rights |= dict.fromkeys(("canCopy", "canDownload", "canListChildren"), True)
    rights["canComment"] = not strict(tx) or role in COMMENTERS
    if row.mime != FOLDER:
        rights["canAddChildren"] = rights["canListChildren"] = False
    sharing: Json = {"shared": len(shown) > 1 or shared_above(tx, row), "capabilities": rights}
    if not strict(tx) or edits:
        # Only who may share a file is told with whom it is shared.
        sharing |= {"permissionIds": [item["id"] for item in shown], "permissions": shown}
    return sharing


def _names_content(fields: str) -> bool:
    return any(
        name in fields
        for name in ("size", "Checksum", "quotaBytesUsed", "Extension", "headRevision", "webContent")
    )


def _content(tx: sqlite3.Connection, row: FileRow) -> Json:
    content, _ = blobs.find(tx, row.id) or (b"", "")
    dot = row.name.rpartition(".")[2] if "." in row.name else ""
    return {
        "size": str(len(content)),
        "quotaBytesUsed": str(len(content)),
        "md5Checksum": hashlib.md5(content, usedforsecurity=False).hexdigest(),
        "sha1Checksum": hashlib.sha1(content, usedforsecurity=False).hexdigest(),
        "sha256Checksum": hashlib.sha256(content).hexdigest(),
        "fileExtension": dot,
        "fullFileExtension": dot,
        "originalFilename": row.body.get("originalFilename", row.name),
        "headRevisionId": f"0B{row.id[:20]}{row.version}",
        "webContentLink": f"https://drive.google.com/uc?id={row.id}&export=download",
    }
