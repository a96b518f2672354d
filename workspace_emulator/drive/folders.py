"""Where files lie: the folder of a file, moves between folders, the trash, what a folder takes along."""

from __future__ import annotations

from dataclasses import replace

from ..call import Call
from ..clock import stamp
from ..wire import ApiError, Json
from . import contents, registry, view
from .registry import FOLDER, FileRow


def parents_of(call: Call, body: Json) -> list[str]:
    """The folder a new file goes to: known, a folder, and one at most."""
    parents = body.get("parents") or []
    if len(parents) > 1:
        raise ApiError(
            403, "A file cannot be created in more than one folder.", reason="multipleParentsNotAllowed"
        )
    return [_folder(call, parent).id for parent in parents]


def moved(call: Call, row: FileRow) -> tuple[str, ...]:
    """The folder after addParents and removeParents; a file lies in one folder."""
    added = [_folder(call, name).id for name in (call.get("addParents") or "").split(",") if name]
    removed = {
        registry.root_id(call.user) if name == "root" else name
        for name in (call.get("removeParents") or "").split(",")
        if name
    }
    if row.id in added:
        raise ApiError(403, "A folder cannot be its own parent.", reason="cyclicMembership")
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
    for child in _children(call, row.id):
        _trash_with(call, child, trashed)


def drop(call: Call, row: FileRow) -> None:
    """Forget a file with its content, a folder with everything in it."""
    if row.mime == FOLDER:
        for child in _children(call, row.id):
            drop(call, child)
    room = contents.maker(row.mime)
    if room is not None:
        room.delete(call.tx, row.id)
    registry.forget(call.tx, row.id)
    registry.note_change(call.tx, row.id, call.now, removed=True)


def _folder(call: Call, file_id: str) -> FileRow:
    row = view.known(call, file_id)
    if row.mime != FOLDER:
        raise ApiError(
            403, "The specified parent is not a folder.", reason="parentNotAFolder", location="parents"
        )
    return row


def _trash_with(call: Call, row: FileRow, trashed: bool) -> None:
    if row.body.get("explicitlyTrashed"):
        return
    registry.rewrite(call.tx, replace(row, trashed=trashed, version=row.version + 1))
    registry.note_change(call.tx, row.id, call.now)
    for child in _children(call, row.id):
        _trash_with(call, child, trashed)


def _children(call: Call, folder_id: str) -> list[FileRow]:
    return [row for row in registry.everything(call.tx) if folder_id in row.parents]
