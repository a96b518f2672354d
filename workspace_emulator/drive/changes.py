"""drive.changes: what has changed in a Drive since a page token."""

from __future__ import annotations

from .. import page_tokens
from ..call import Call
from ..catalog import answers
from ..identity import strict
from ..store import last_number
from ..wire import Json
from . import listing, registry, view
from .registry import FileRow


@answers("drive.changes.getStartPageToken")
def start_page_token(call: Call) -> Json:
    """The token from which later changes are listed."""
    return {"kind": "drive#startPageToken", "startPageToken": str(_last(call) + 1)}


@answers("drive.changes.list")
def list_(call: Call) -> Json:
    """The files changed since a token that the caller sees, each once, the earliest change first."""
    size = view.in_range(call.get("pageSize", 100), "page_size", 1000)
    try:
        since = page_tokens.number(call.get("pageToken", ""))
    except ValueError as error:
        raise view.invalid("Invalid Value", "pageToken") from error
    rows = call.tx.execute(
        "SELECT * FROM drive_changes WHERE number >= ? AND (? OR NOT removed) ORDER BY number LIMIT ?",
        (since, call.get("includeRemoved", True), size + 1),
    ).fetchall()
    answer: Json = {"kind": "drive#changeList", "changes": []}
    if len(rows) > size:
        answer["nextPageToken"] = str(rows[size]["number"])
    else:
        answer["newStartPageToken"] = str(_last(call) + 1)
    for row in rows[:size]:
        file = registry.find(call.tx, row["file_id"])
        if file and not _seen(call, file):
            continue
        change = {
            "kind": "drive#change",
            "type": "file",
            "changeType": "file",
            "removed": file is None,
            "time": row["time"],
            "fileId": row["file_id"],
        }
        if file is not None:
            change["file"] = view.resource(call.tx, file, call.user, call.get("fields") or "")
        answer["changes"].append(change)
    return answer


def _seen(call: Call, file: FileRow) -> bool:
    own = registry.permissions(call.tx, file.id)
    return listing.is_seen(call.tx, call.user, file, own) or (
        strict(call.tx) and registry.role_of(call.tx, file, call.user) != ""
    )


def _last(call: Call) -> int:
    return last_number(call.tx, registry.CHANGES)
