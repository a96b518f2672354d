"""drive.permissions: with whom a file is shared, and who may answer a published form."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import timedelta

from .. import identity, page_tokens
from ..call import Call
from ..catalog import answers
from ..clock import parse, stamp
from ..wire import ApiError, Json
from . import registry, view
from .registry import FORM, FileRow

TYPES = ("user", "group", "domain", "anyone")
GIVEN = ("owner", "writer", "commenter", "reader", "organizer", "fileOrganizer")
PUBLISHED = "publishedReader"
YEAR = timedelta(days=366)


@answers("drive.permissions.create")
def create(call: Call) -> Json:
    """Share a file. A second permission of the same person takes the place of the first."""
    row = view.known(call, call.params["fileId"])
    view.may_share(call, row)
    kind, role, shown = (call.body.get("type"), call.body.get("role"), call.body.get("view", ""))
    if kind not in TYPES:
        raise _invalid(
            "The permission type field is required." if not kind else "The specified type is invalid.", "type"
        )
    if shown and (shown != "published" or row.mime != FORM):
        raise _invalid("The specified view is invalid.", "view")
    if role not in GIVEN and not (shown and role == PUBLISHED):
        raise _invalid(
            "The permission role field is required." if not role else "The specified role is invalid.", "role"
        )
    _may_give(call, row, kind, role)
    email = _grantee(kind, call.body)
    permission_id = _id(kind, email, bool(call.body.get("allowFileDiscovery")))
    body = (
        {"allowFileDiscovery": bool(call.body.get("allowFileDiscovery"))}
        if kind in ("anyone", "domain")
        else {}
    )
    body |= _expiration(call, kind)
    if role == "owner":
        _hand_over(call, row, email)
    call.tx.execute(
        "INSERT OR REPLACE INTO drive_permissions VALUES (?, ?, ?, ?, ?, ?, ?)",
        (row.id, shown, permission_id, kind, PUBLISHED if shown else role, email, json.dumps(body)),
    )
    _note(call, row)
    return _answer(call, _one(call, row, permission_id, shown))


@answers("drive.permissions.list")
def list_(call: Call) -> Json:
    """A file's permissions, the owner's first, for who may share it; those of the published view only when
    they are asked for."""
    row = view.known(call, call.params["fileId"])
    view.may_edit(call, row)
    found = registry.permissions(call.tx, row.id, call.get("includePermissionsForView") or "")
    size = view.in_range(call.get("pageSize", 100), "page_size", 100)
    start = _start(call.get("pageToken") or "")
    answer: Json = {
        "kind": "drive#permissionList",
        "permissions": [_answer(call, item) for item in found[start : start + size]],
    }
    if start + size < len(found):
        answer["nextPageToken"] = str(start + size)
    return answer


@answers("drive.permissions.get")
def get(call: Call) -> Json:
    """One permission by its id."""
    row = view.known(call, call.params["fileId"])
    return _answer(call, _one(call, row, call.params["permissionId"]))


@answers("drive.permissions.update")
def update(call: Call) -> Json:
    """Another role or another end of a permission."""
    row = view.known(call, call.params["fileId"])
    view.may_share(call, row)
    found = _one(call, row, call.params["permissionId"])
    if set(call.body) - {
        "role",
        "expirationTime",
        "kind",
        "id",
        "type",
        "emailAddress",
        "view",
        "pendingOwner",
    }:
        raise ApiError(
            403,
            "The resource body includes fields which are not directly writable.",
            reason="fieldNotWritable",
        )
    if "pendingOwner" in call.body:
        view.may_edit(call, row, owner_only=True)
    role = call.body.get("role", found["role"])
    if role not in GIVEN and role != found["role"]:
        raise _invalid("The specified role is invalid.", "role")
    accepting = (
        role == "owner" and found["email"] == call.user and json.loads(found["body"]).get("pendingOwner")
    )
    if not accepting:
        _may_give(call, row, found["type"], role)
    if found["role"] == "owner" and role != "owner":
        raise ApiError(
            403, "The owner's role cannot be changed. Transfer the ownership instead.", reason="forbidden"
        )
    if role == "owner":
        _hand_over(call, row, found["email"])
    body = {**json.loads(found["body"]), **_expiration(call, found["type"])}
    body |= {"pendingOwner": call.body["pendingOwner"]} if "pendingOwner" in call.body else {}
    if role == "owner":
        body.pop("pendingOwner", None)
    if call.get("removeExpiration"):
        body.pop("expirationTime", None)
    call.tx.execute(
        "UPDATE drive_permissions SET role = ?, body = ? WHERE file_id = ? AND view = ? AND id = ?",
        (role, json.dumps(body), row.id, found["view"], found["id"]),
    )
    _note(call, row)
    return _answer(call, _one(call, row, found["id"], found["view"]))


@answers("drive.permissions.delete")
def delete(call: Call) -> None:
    """Take a permission back. 204."""
    row = view.known(call, call.params["fileId"])
    found = _one(call, row, call.params["permissionId"])
    if found["email"] != call.user:
        view.may_share(call, row)
    if found["role"] == "owner":
        raise ApiError(403, "The owner of a file cannot be removed.", reason="cannotRemoveOwner")
    call.tx.execute(
        "DELETE FROM drive_permissions WHERE file_id = ? AND view = ? AND id = ?",
        (row.id, found["view"], found["id"]),
    )
    _note(call, row)


DEFAULT = ("kind", "id", "type", "role")


def _answer(call: Call, found: sqlite3.Row) -> Json:
    shown = view.permission(found)
    return shown if call.get("fields") else {name: shown[name] for name in DEFAULT}


def _one(call: Call, row: FileRow, permission_id: str, shown: str | None = None) -> sqlite3.Row:
    """A permission by id; without a view the file's own comes before the published one of the same person."""
    found: sqlite3.Row | None = call.tx.execute(
        "SELECT * FROM drive_permissions WHERE file_id = ? AND id = ? AND (? IS NULL OR view = ?) "
        f"AND {registry.HELD} ORDER BY view",
        (row.id, permission_id, shown, shown, stamp(call.now)),
    ).fetchone()
    if found is None:
        raise ApiError(
            404, f"Permission not found: {permission_id}.", reason="notFound", location="permissionId"
        )
    return found


def _grantee(kind: str, body: Json) -> str:
    """The address or the domain a permission is for, in small letters: Google knows no others."""
    if kind == "anyone":
        return ""
    name = "domain" if kind == "domain" else "emailAddress"
    value = str(body.get(name) or "").lower()
    if not value:
        raise _invalid(f"The {name} field is required for permissions of type {kind}.", f"permission.{name}")
    if kind != "domain" and not ("@" in value.strip("@") and " " not in value):
        raise _invalid(
            "The specified emailAddress is invalid or not applicable for the given permission type: "
            f'"{value}".',
            f"permission.{name}",
        )
    return value


def _id(kind: str, email: str, discoverable: bool) -> str:
    if kind == "anyone":
        return "anyone" if discoverable else "anyoneWithLink"
    return identity.permission_id(email) + ("k" if kind == "domain" else "")


def _may_give(call: Call, row: FileRow, kind: str, role: str) -> None:
    if role in ("organizer", "fileOrganizer"):
        raise ApiError(403, "The specified role applies to shared drives only.", reason="forbidden")
    if role != "owner":
        return
    if kind != "user":
        raise _invalid("Only a user can be an owner.", "permission.type")
    if not call.get("transferOwnership"):
        raise ApiError(
            403,
            "The transferOwnership parameter must be enabled when the permission role is 'owner'.",
            reason="forbidden",
            location="transferOwnership",
        )
    view.may_edit(call, row, owner_only=True)


def _hand_over(call: Call, row: FileRow, email: str) -> None:
    """The former owner stays as a writer."""
    call.tx.execute(
        "UPDATE drive_permissions SET role = 'writer' WHERE file_id = ? AND role = 'owner'", (row.id,)
    )
    registry.rewrite(call.tx, replace(row, owner=email))


def _expiration(call: Call, kind: str) -> Json:
    """When a person's or a group's permission runs out: in the future, within a year."""
    if "expirationTime" not in call.body:
        return {}
    try:
        until = parse(call.body["expirationTime"])
    except ValueError as error:
        raise _invalid("The specified expirationTime is invalid.", "expirationTime") from error
    if kind not in ("user", "group"):
        raise _cannot_end("cannotSetExpirationOnAnyoneOrDomain", "cannot be set on this item.")
    if until <= call.now:
        raise _cannot_end("expirationDatesMustBeInTheFuture", "must be in the future.")
    if until > call.now + YEAR:
        raise _cannot_end("cannotSetExpiration", "cannot be more than a year in the future.")
    return {"expirationTime": stamp(until)}


def _cannot_end(reason: str, why: str) -> ApiError:
    return ApiError(403, f"Expiration dates {why}", reason=reason)


def _note(call: Call, row: FileRow) -> None:
    call.tx.execute("UPDATE drive_files SET version = version + 1 WHERE id = ?", (row.id,))
    registry.note_change(call.tx, row.id, call.now)


def _start(token: str) -> int:
    try:
        return page_tokens.number(token or "0")
    except ValueError as error:
        raise _invalid("Invalid Value", "pageToken") from error


def _invalid(message: str, location: str) -> ApiError:
    return view.invalid(message, location)
