"""Where files lie: the folder of a file, moves between folders, the trash, what a folder takes along."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from ..call import Call
from ..clock import stamp
from ..identity import strict
from ..wire import ApiError, Json
from . import comments, contents, registry, view
from .registry import FOLDER, FileRow

APP_DATA = "appDataFolder"


def parents_of(call: Call, body: Json) -> list[str]:
    """The folder a new file goes to: known, a folder, and one at most."""
    parents = body.get("parents") or []
    if len(parents) > 1:
        raise ApiError(
            403, "A file cannot be created in more than one folder.", reason="multipleParentsNotAllowed"
        )
    if APP_DATA in parents:
        raise ApiError(501, "Files of the application data folder are not kept by this workspace.")
    return [_folder(call, parent).id for parent in parents]


def moved(call: Call, row: FileRow) -> tuple[str, ...]:
    """The folder after addParents and removeParents; a file lies in one folder."""
    added = [_folder(call, name).id for name in (call.get("addParents") or "").split(",") if name]
    removed = {
        registry.root_id(call.user) if name == "root" else name
        for name in (call.get("removeParents") or "").split(",")
        if name
    }
    for name in added:
        _not_inside(call, row, name)
    parents = [name for name in row.parents if name not in removed or name in added]
    parents += [name for name in added if name not in parents]
    if len(parents) > max(1, len(row.parents)):
        raise ApiError(403, "Increasing the number of parents is not allowed", reason="cannotAddParent")
    return tuple(parents)


def trash(call: Call, row: FileRow, trashed: bool) -> None:
    """Trash or restore a file; what lies in a folder goes with it unless it was trashed by itself."""
    body = {key: value for key, value in row.body.items() if key not in ("explicitlyTrashed", "trashedTime")}
    if trashed:
        body |= {"explicitlyTrashed": True, "trashedTime": stamp(call.now)}
    registry.rewrite(call.tx, replace(row, trashed=trashed, body=body))
    for child in _below(call, row, lambda child: not child.body.get("explicitlyTrashed")):
        registry.rewrite(call.tx, replace(child, trashed=trashed, version=child.version + 1))
        registry.note_change(call.tx, child.id, call.now)


def drop(call: Call, row: FileRow) -> None:
    """Forget a file with its content, a folder with everything in it; of that, in strict mode, only what
    the caller owns."""
    for gone in [*_below(call, row), row]:
        if strict(call.tx) and gone.owner != call.user:
            continue
        room = contents.maker(gone.mime)
        if room is not None:
            room.delete(call.tx, gone.id)
        comments.forget(call.tx, gone.id)
        registry.forget(call.tx, gone.id)
        registry.note_change(call.tx, gone.id, call.now, removed=True)


def _folder(call: Call, file_id: str) -> FileRow:
    row = view.known(call, file_id)
    if row.mime != FOLDER:
        raise ApiError(
            403, "The specified parent is not a folder.", reason="parentNotAFolder", location="parents"
        )
    if not registry.may_edit(call.tx, row, call.user):
        raise ApiError(
            403,
            "Insufficient permissions for the specified parent.",
            reason="insufficientParentPermissions",
        )
    return row


def _not_inside(call: Call, row: FileRow, folder_id: str) -> None:
    """400 for a move that would lay a folder into itself, however deep."""
    above = [folder_id]
    for name in above:
        if name == row.id:
            raise ApiError(400, "A folder cannot lie in itself or in a folder inside of it.")
        folder = registry.find(call.tx, name)
        above += [parent for parent in (folder.parents if folder else ()) if parent not in above]


def _below(call: Call, row: FileRow, taken: Callable[[FileRow], bool] = lambda _: True) -> list[FileRow]:
    """What lies in a folder, at any depth; what is not taken hides what lies in it."""
    if row.mime != FOLDER:
        return []
    inside: dict[str, list[FileRow]] = defaultdict(list)
    for child in registry.everything(call.tx):
        for parent in child.parents:
            inside[parent].append(child)
    found = {row.id: row}
    for folder_id in (queue := [row.id]):
        fresh = [child for child in inside[folder_id] if child.id not in found and taken(child)]
        found |= {child.id: child for child in fresh}
        queue += [child.id for child in fresh]
    return list(found.values())[1:]
