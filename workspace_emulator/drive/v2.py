"""Drive v2 files, for the clients that still speak it: each method is v3's under its old name."""

from __future__ import annotations

from dataclasses import replace

from ..call import Call
from ..catalog import answers
from ..wire import Json, Reply
from . import files, listing, v2_view, view
from .registry import CSV, SPREADSHEET, TSV, XLSX, FileRow

CONVERTED = (CSV, TSV, XLSX)
SAME = (
    "description",
    "mimeType",
    "originalFilename",
    "folderColorRgb",
    "writersCanShare",
    "id",
    "shortcutDetails",
)


@answers("drive2.files.insert")
def insert(call: Call) -> Json:
    """A new file; `convert=true` makes a spreadsheet of a CSV or XLSX."""
    body = _v3(call.body)
    if call.get("convert") and _convertible(call):
        body["mimeType"] = SPREADSHEET
    return _answer(call, files.made(call, {"name": "Untitled", **body}))


@answers("drive2.files.update", "drive2.files.patch")
def update(call: Call) -> Json:
    """Change a file, or move it to the folder its body names; an upload replaces its content."""
    body = _v3(call.body)
    if "parents" in body:
        call = _moving(call, body.pop("parents"))
    if call.media is not None:
        body.pop("mimeType", None)
    return _answer(call, files.changed(call, body))


@answers("drive2.files.copy")
def copy(call: Call) -> Json:
    return _answer(call, files.copied(call, _v3(call.body)))


@answers("drive2.files.get")
def get(call: Call) -> Json | Reply:
    """A file's resource, or with alt=media its bytes."""
    if call.get("alt") == "media":
        content: Json | Reply = files.get(call)
        return content
    return _answer(call, view.known(call, call.params["fileId"]))


@answers("drive2.files.list")
def list_(call: Call) -> Json:
    """The files that match `q`, in which `title` means the name."""
    size = view.in_range(call.get("maxResults", 100), "max_results", 1000)
    call = replace(call, params={**call.params, "orderBy": _renamed(call.get("orderBy") or "")})
    found = listing.search(call, size, v2_query(call.get("q") or ""))
    answer: Json = {
        "kind": "drive#fileList",
        "etag": v2_view.etag("files"),
        "selfLink": f"{v2_view.FILES}",
        "incompleteSearch": False,
        "items": [v2_view.resource(call.tx, row, call.user) for row in found.rows],
    }
    if found.next_token:
        answer |= {
            "nextPageToken": found.next_token,
            "nextLink": f"{v2_view.FILES}?pageToken={found.next_token}",
        }
    return answer


@answers("drive2.files.export")
def export(call: Call) -> Reply:
    """A Google file converted to another type."""
    made: Reply = files.export(call)
    return made


@answers("drive2.files.delete")
def delete(call: Call) -> None:
    """Drop a file for good. 204."""
    files.delete(call)


@answers("drive2.files.emptyTrash")
def empty_trash(call: Call) -> None:
    """Drop every trashed file of the caller's. 204."""
    files.empty_trash(call)


@answers("drive2.files.trash")
def trash(call: Call) -> Json:
    return _answer(call, files.changed(call, {"trashed": True}))


@answers("drive2.files.untrash")
def untrash(call: Call) -> Json:
    return _answer(call, files.changed(call, {"trashed": False}))


@answers("drive2.files.touch")
def touch(call: Call) -> Json:
    """Set the modification date to the present moment."""
    return _answer(call, files.changed(call, {"modifiedTime": call.now.isoformat()}))


def v2_query(q: str) -> str:
    """A v2 search in v3's words: field names differ, text in quotes stays as it is."""
    parts: list[str] = []
    quote, start = "", 0
    for place, sign in enumerate(q):
        if quote:
            if sign == quote and not _escaped(q, place):
                parts.append(q[start : place + 1])
                quote, start = "", place + 1
        elif sign in "'\"":
            parts.append(_renamed(q[start:place]))
            quote, start = sign, place
    return "".join(parts) + (_renamed(q[start:]) if not quote else q[start:])


RENAMED: tuple[tuple[str, str], ...] = (
    ("title", "name"),
    ("modifiedDate", "modifiedTime"),
    ("modifiedByMeDate", "modifiedByMeTime"),
    ("createdDate", "createdTime"),
    ("lastViewedByMeDate", "viewedByMeTime"),
    ("sharedWithMeDate", "sharedWithMeTime"),
)


def _escaped(q: str, place: int) -> bool:
    slashes = len(q[:place]) - len(q[:place].rstrip("\\"))
    return slashes % 2 == 1


def _renamed(text: str) -> str:
    for old, new in RENAMED:
        text = text.replace(old, new)
    return text


def _moving(call: Call, parents: list[str]) -> Call:
    """The call with the folders of its body as a v3 call names them."""
    left = [name for name in view.known(call, call.params["fileId"]).parents if name not in parents]
    given = {"addParents": ",".join(parents), "removeParents": ",".join(left)}
    return replace(call, params={**call.params, **{name: text for name, text in given.items() if text}})


def _convertible(call: Call) -> bool:
    return call.media is not None and call.media_type.partition(";")[0].strip() in CONVERTED


def _v3(body: Json) -> Json:
    """A v2 File as v3 describes it; what cannot be written is left out, as Drive does."""
    found: Json = {name: body[name] for name in SAME if name in body}
    if "title" in body:
        found["name"] = body["title"]
    for old, new in (("createdDate", "createdTime"), ("modifiedDate", "modifiedTime")):
        if old in body:
            found[new] = body[old]
    found |= {name: value for name, value in body.get("labels", {}).items() if name in ("starred", "trashed")}
    if "parents" in body:
        found["parents"] = [parent["id"] for parent in body["parents"] if "id" in parent]
    for prop in body.get("properties", ()):
        home = "properties" if prop.get("visibility") == "PUBLIC" else "appProperties"
        found.setdefault(home, {})[prop.get("key", "")] = prop.get("value")
    return found


def _answer(call: Call, row: FileRow) -> Json:
    return v2_view.resource(call.tx, row, call.user)
