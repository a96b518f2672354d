"""drive.files.list: which files a caller sees, in which order, page by page. `q` is read in query.py."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from .. import page_tokens
from ..call import Call
from ..catalog import answers
from ..identity import default_account, strict
from ..wire import ApiError, Json
from . import contents, query, registry, view
from .folders import APP_DATA
from .query import Item
from .registry import FOLDER, FileRow, root_id

MARK = "~!!~"


@dataclass(frozen=True)
class Page:
    """Some files of a search, and the token of the page after them."""

    rows: list[FileRow]
    next_token: str


@answers("drive.files.list")
def list_(call: Call) -> Json:
    """The files that match `q`, trashed ones too unless it says otherwise; the last modified first."""
    size = view.in_range(call.get("pageSize", 100), "page_size", 1000)
    found = search(call, size, call.get("q") or "")
    fields = call.get("fields") or ""
    answer: Json = {
        "kind": "drive#fileList",
        "incompleteSearch": False,
        "files": [view.resource(call.tx, row, call.user, fields, _view(call)) for row in found.rows],
    }
    if found.next_token:
        answer["nextPageToken"] = found.next_token
    return answer


def search(call: Call, size: int, q: str) -> Page:
    """One page of the files that match a v3 query, in the order and from the token the call names."""
    if call.get("includeItemsFromAllDrives") and not call.get("supportsAllDrives"):
        raise ApiError(
            403, "The supportsAllDrives parameter was not set to true.", reason="supportsTeamDrivesRequired"
        )
    spaces = [space.strip() for space in (call.get("spaces") or "drive").split(",")]
    if set(spaces) - {"drive", APP_DATA}:
        raise view.invalid("Invalid Value", "spaces")
    asked = q, call.get("orderBy") or ""
    if asked[1] and query.in_full_text(q):
        raise _unsortable(
            "Sorting is not supported for queries with fullText terms. Results are always in descending "
            "relevance order.",
            "forbidden",
        )
    start = _start(call.get("pageToken") or "", asked)
    matches = query.parse(asked[0], call.user)
    seen = _seen(call.tx, call.user) if "drive" in spaces else []
    found = _ordered([item for item in seen if matches(item)], asked[1])
    rows = [item.row for item in found[start : start + size]]
    after = start + size
    return Page(rows, MARK + page_tokens.sealed(after, *asked) if after < len(found) else "")


def is_seen(tx: sqlite3.Connection, user: str, row: FileRow, permissions: list[sqlite3.Row]) -> bool:
    """Whether a file is the caller's or shared with him; the default account of an open workspace sees
    all."""
    if row.owner == user or (user == default_account(tx) and not strict(tx)):
        return True
    return any(held["email"] in (user, user.rpartition("@")[2]) for held in permissions)


def _seen(tx: sqlite3.Connection, user: str) -> list[Item]:
    """What a search goes through."""
    permissions, rows = registry.every_permission(tx), registry.everything(tx)
    seen = {row.id for row in rows if is_seen(tx, user, row, permissions[row.id])}
    if len(seen) < len(rows):
        seen |= _inside(rows, seen)
    return [
        Item(row, permissions[row.id], user, partial(contents.text, tx, row))
        for row in rows
        if row.id in seen and row.id != root_id(row.owner)
    ]


def _inside(rows: list[FileRow], folders: set[str]) -> set[str]:
    """What lies in these folders, at any depth: it is shared with them."""
    inside: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if not row.body.get("inheritedPermissionsDisabled"):
            for parent in row.parents:
                inside[parent].append(row.id)
    found: set[str] = set()
    for folder in (queue := list(folders)):
        fresh = [child for child in inside[folder] if child not in found]
        found.update(fresh)
        queue += fresh
    return found


def _view(call: Call) -> str:
    return call.get("includePermissionsForView") or ""


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Numbers inside a name count as numbers, however long they are: part 2 comes before part 10."""
    parts = [part for part in re.split(r"([0-9]+)", text.casefold()) if part]
    digits = [part.lstrip("0") if part.isdecimal() and part.isascii() else None for part in parts]
    return tuple(
        (1, 0, part) if number is None else (0, len(number), number)
        for part, number in zip(parts, digits, strict=True)
    )


ORDERS: dict[str, Callable[[FileRow], Any]] = {
    "createdTime": lambda row: row.created,
    "folder": lambda row: row.mime != FOLDER,
    "modifiedByMeTime": lambda row: row.modified,
    "modifiedTime": lambda row: row.modified,
    "name": lambda row: row.name.casefold(),
    "name_natural": lambda row: _natural(row.name),
    "quotaBytesUsed": lambda _: 0,
    "recency": lambda row: row.modified,
    "sharedWithMeTime": lambda row: row.created,
    "starred": lambda row: not row.body.get("starred"),
    "viewedByMeTime": lambda row: row.modified,
}


def _ordered(items: list[Item], text: str) -> list[Item]:
    """The files by several keys, the first of which counts most. 403 for a key that comes twice."""
    parts = [part.split() for part in text.split(",") if part.strip()]
    keys: set[str] = set()
    for part in parts:
        if part[0] not in ORDERS or part[1:] not in ([], ["desc"], ["asc"]):
            raise view.invalid("Invalid Value", "orderBy")
        key = "name" if part[0] == "name_natural" else part[0]
        if key in keys:
            raise _unsortable(
                "The orderBy parameter cannot contain duplicate sort keys.",
                "orderByContainsDuplicateSortKeys",
            )
        keys.add(key)
    for name, *way in reversed(parts):
        items = sorted(items, key=lambda item: ORDERS[name](item.row), reverse=way == ["desc"])
    return items


def _unsortable(message: str, reason: str) -> ApiError:
    return ApiError(403, message, reason=reason, location="orderBy")


def _start(token: str, asked: tuple[str, str]) -> int:
    """Where a page begins. 400 for a token of another search."""
    if not token:
        return 0
    try:
        start, of_search = page_tokens.unsealed(token.removeprefix(MARK))
    except ValueError as error:
        raise view.invalid("Invalid Value", "pageToken") from error
    if of_search != asked or isinstance(start, str):
        raise view.invalid("Invalid Value", "pageToken")
    return start
