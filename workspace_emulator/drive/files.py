"""drive.files: making, copying, reading, changing and deleting files. Searching lies in listing.py."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from ..call import Call
from ..catalog import answers
from ..clock import parse, stamp
from ..wire import OCTETS, ApiError, Json, Reply, media_type
from . import blobs, contents, download, folders, properties, registry, view
from .registry import FOLDER, SHORTCUT, FileRow

WRITABLE = {
    "name", "mimeType", "description", "starred", "trashed", "properties", "appProperties",
    "parents", "folderColorRgb", "viewersCanCopyContent", "copyRequiresWriterPermission", "writersCanShare",
    "contentHints", "originalFilename", "createdTime", "modifiedTime", "viewedByMeTime", "id", "kind",
    "contentRestrictions", "shortcutDetails", "inheritedPermissionsDisabled",
    "downloadRestrictions", "labelInfo",
}  # fmt: skip
IN_ROW = (
    "id",
    "kind",
    "name",
    "mimeType",
    "trashed",
    "parents",
    "createdTime",
    "modifiedTime",
    "viewedByMeTime",
)
GOOGLE_TYPE = view.GOOGLE_TYPE
NO_QUOTA = (
    "Service Accounts do not have storage quota. Leverage shared drives "
    "(https://developers.google.com/workspace/drive/api/guides/about-shareddrives), or use OAuth delegation "
    "(http://support.google.com/a/answer/7281227) instead."
)


@answers("drive.files.create")
def create(call: Call) -> Json:
    """A new file: empty content of a Google type, a folder, the uploaded bytes or a spreadsheet of them."""
    return view.answer(call, made(call, call.body))


@answers("drive.files.copy")
def copy(call: Call) -> Json:
    """A file of the caller's with the content of another; without a name it is «Copy of …»."""
    return view.answer(call, copied(call, call.body))


def made(call: Call, wanted: Json) -> FileRow:
    """A new file as a v3 body describes it, with the call's upload as content; a CSV or XLSX becomes a
    spreadsheet where that is the type wanted."""
    body = _writable(wanted)
    kind = call.media_type.partition(";")[0].strip()
    mime = body.get("mimeType") or kind or OCTETS
    if mime == SHORTCUT:
        body["shortcutDetails"] = _pointed(call, body.get("shortcutDetails", {}))
    row = _registered(
        call, body.get("name", "Untitled"), mime, folders.parents_of(call, body), body, body.get("id", "")
    )
    room = contents.maker(mime)
    if call.media is not None and mime.startswith(GOOGLE_TYPE):
        contents.fill(call.tx, row, call.media, kind, call.now)
    elif room is not None:
        room.create(call.tx, row.id, row.name, call.now, call.user)
    elif not mime.startswith(GOOGLE_TYPE):
        _keep(call, row.id, call.media or b"", call.media_type or mime)
    return row


def copied(call: Call, wanted: Json) -> FileRow:
    """A copy as a v3 body describes it; one of a CSV or XLSX may be a spreadsheet."""
    source = view.known(call, call.params["fileId"])
    if source.mime == FOLDER:
        raise ApiError(403, "This file cannot be copied by the user.", reason="cannotCopyFile")
    body = {
        **{name: source.body[name] for name in KEPT_BY_COPY if name in source.body},
        **_writable(wanted),
    }
    for name in properties.KINDS:
        if name in source.body or name in body:
            body[name] = properties.merged(source.body.get(name, {}), wanted.get(name))
    parents = (
        folders.parents_of(call, body)
        if body.get("parents")
        else list(source.parents if source.owner == call.user else ())
    )
    name = body.get("name") or f"Copy of {source.name}"
    plain = not source.mime.startswith(GOOGLE_TYPE)
    mime = body.get("mimeType", source.mime) if plain else source.mime
    row = _registered(call, name, mime, parents, body, body.get("id", ""))
    room = contents.maker(source.mime)
    if plain and mime.startswith(GOOGLE_TYPE):
        content, kind = _kept(call, source)
        contents.fill(call.tx, row, content, kind.partition(";")[0].strip(), call.now)
    elif room is not None:
        room.copy(call.tx, source.id, row.id, row.name, call.now)
    else:
        blobs.copy(call.tx, source.id, row.id)
    return row


@answers("drive.files.get")
def get(call: Call) -> Json | Reply:
    """A file's resource, or with alt=media the bytes of a plain file."""
    row = view.known(call, call.params["fileId"])
    if call.get("alt") != "media":
        if call.get("acknowledgeAbuse"):
            raise ApiError(
                403,
                "The acknowledgeAbuse parameter is only applicable for download requests.",
                reason="invalidAbuseAcknowledgment",
                location="acknowledgeAbuse",
            )
        return view.answer(call, row)
    if row.mime.startswith(GOOGLE_TYPE):
        raise ApiError(
            403,
            "Only files with binary content can be downloaded. Use Export with Docs Editors files.",
            reason="fileNotDownloadable",
            location="alt",
        )
    content, kind = _kept(call, row)
    return download.reply(content, kind, call.request.headers.get("range", ""))


@answers("drive.files.update")
def update(call: Call) -> Json:
    """Change a file's metadata, move it, trash it, or replace its content."""
    if "parents" in call.body:
        raise ApiError(
            403,
            "The parents field is not directly writable in update requests. Use the addParents and "
            "removeParents parameters instead.",
            reason="fieldNotWritable",
        )
    return view.answer(call, changed(call, call.body))


def changed(call: Call, wanted: Json) -> FileRow:
    """The file after a change that a v3 body describes; an upload for a spreadsheet replaces its sheets."""
    row = view.known(call, call.params["fileId"])
    view.may_edit(call, row)
    body = _writable(wanted)
    if call.media is not None and row.mime.startswith(GOOGLE_TYPE):
        contents.fill(call.tx, row, call.media, call.media_type.partition(";")[0].strip(), call.now)
    elif call.media is not None:
        _keep(call, row.id, call.media, call.media_type)
    if "trashed" in body and body["trashed"] != row.trashed:
        view.may_edit(call, row, owner_only=True)
        folders.trash(call, row, body["trashed"])
        row = view.known(call, row.id)
    after = replace(_changed(call, row, body), parents=folders.moved(call, row))
    if after != row or call.media is not None:
        after = replace(after, version=row.version + 1)
        registry.rewrite(call.tx, after)
        registry.note_change(call.tx, row.id, call.now)
    return after


@answers("drive.files.delete")
def delete(call: Call) -> None:
    """Drop a file for good, a folder with everything in it. 204."""
    row = view.known(call, call.params["fileId"])
    view.may_edit(call, row, owner_only=True)
    if row.id == registry.root_id(row.owner):
        raise ApiError(
            403, "The user does not have sufficient permissions for this file.", reason="forbidden"
        )
    folders.drop(call, row)


@answers("drive.files.emptyTrash")
def empty_trash(call: Call) -> None:
    """Drop every trashed file of the caller's. 204."""
    for row in registry.everything(call.tx):
        if row.trashed and row.owner == call.user and registry.find(call.tx, row.id):
            folders.drop(call, row)


@answers("drive.files.generateIds")
def generate_ids(call: Call) -> Json:
    """Free ids to create files with."""
    count = view.in_range(call.get("count", 10), "count", 1000)
    ids = [registry.new_id(call.tx) for _ in range(count)]
    return {"kind": "drive#generatedIds", "space": call.get("space", "drive"), "ids": ids}


@answers("drive.files.export")
def export(call: Call) -> Reply:
    """A Google file converted to another type."""
    row = view.known(call, call.params["fileId"])
    mime = call.params.get("mimeType", "")
    room = contents.maker(row.mime)
    if room is None:
        raise ApiError(403, "Export only supports Docs Editors files.", reason="fileNotExportable")
    made = room.export(call.tx, row.id, mime.lower())
    if made is None:
        raise view.invalid("The requested conversion is not supported.", "convertTo", "badRequest")
    disposition = f"attachment; filename*=UTF-8''{quote(row.name, safe='')}"
    return Reply(200, made, {"Content-Type": mime, "Content-Disposition": disposition})


KEPT_BY_COPY = (
    "description",
    "folderColorRgb",
    "viewersCanCopyContent",
    "copyRequiresWriterPermission",
    "contentHints",
    "shortcutDetails",
)


def _writable(body: Json) -> Json:
    if set(body) - WRITABLE:
        raise ApiError(
            403,
            "The resource body includes fields which are not directly writable.",
            reason="fieldNotWritable",
        )
    return dict(body)


def _registered(call: Call, name: str, mime: str, parents: list[str], body: Json, file_id: str) -> FileRow:
    if not registry.may_own(call.tx, call.user):
        raise ApiError(403, NO_QUOTA, reason="storageQuotaExceeded", domain="usageLimits")
    kept = {key: value for key, value in body.items() if key not in IN_ROW}
    for key in properties.KINDS:
        if key in kept:
            kept[key] = properties.merged({}, kept[key])
    made = registry.register(
        call.tx,
        name=name,
        mime=mime,
        owner=call.user,
        now=call.now,
        file_id=file_id,
        parents=parents,
        body=kept,
    )
    row = view.known(call, made)
    timed = _timed(row, body)
    if timed != row:
        registry.rewrite(call.tx, timed)
    return timed


def _timed(row: FileRow, body: Json) -> FileRow:
    """The row with the times a caller has set."""
    created = _time(body, "createdTime") if "createdTime" in body else row.created
    modified = _time(body, "modifiedTime") if "modifiedTime" in body else row.modified
    return replace(row, created=created, modified=modified)


def _time(body: Json, name: str) -> str:
    try:
        return stamp(parse(body[name]))
    except (ValueError, TypeError) as error:
        raise view.invalid(f"Invalid value for: {name}", name) from error


def _changed(call: Call, row: FileRow, body: Json) -> FileRow:
    kept = dict(row.body)
    for key, value in body.items():
        if key in properties.KINDS:
            kept[key] = properties.merged(kept.get(key, {}), value)
        elif key not in IN_ROW:
            kept[key] = value
    mime = body.get("mimeType", row.mime) if not row.mime.startswith(GOOGLE_TYPE) else row.mime
    if mime != row.mime and mime.startswith(GOOGLE_TYPE):
        # Only a file that is made can become a Google file: what is there keeps its bytes.
        raise ApiError(400, "Bad Request")
    changed = replace(row, name=body.get("name", row.name), mime=mime, body=kept)
    if call.media is not None or replace(changed, body=_without_star(kept)) != replace(
        row, body=_without_star(row.body)
    ):
        changed = replace(changed, modified=stamp(call.now), modifier=call.user)
    return _timed(changed, body)


def _without_star(body: Json) -> Json:
    return {key: value for key, value in body.items() if key != "starred"}


def _pointed(call: Call, details: Json) -> Json:
    """Where a shortcut leads: to a file that the caller knows, and of what type that is."""
    if not details.get("targetId"):
        raise ApiError(400, "Bad Request")
    target = view.known(call, str(details["targetId"]))
    return {"targetId": target.id, "targetMimeType": target.mime}


def _kept(call: Call, row: FileRow) -> tuple[bytes, str]:
    """The bytes of a plain file and their type."""
    content, kind = blobs.find(call.tx, row.id) or (b"", row.mime)
    return content, media_type(kind)


def _keep(call: Call, file_id: str, content: bytes, kind: str) -> None:
    blobs.keep(call.tx, file_id, content, media_type(kind))
