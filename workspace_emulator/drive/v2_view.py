"""How Drive v2 shows a file."""

from __future__ import annotations

import hashlib
import sqlite3

from ..wire import Json
from . import registry, view
from .registry import CSV, FOLDER, SPREADSHEET, TSV, XLSX, FileRow

FILES = "https://www.googleapis.com/drive/v2/files"
EXPORTS = {
    SPREADSHEET: {
        "application/x-vnd.oasis.opendocument.spreadsheet": "ods",
        TSV: "tsv",
        "application/pdf": "pdf",
        XLSX: "xlsx",
        CSV: "csv",
        "application/zip": "zip",
        "application/vnd.oasis.opendocument.spreadsheet": "ods",
    }
}


def resource(tx: sqlite3.Connection, row: FileRow, user: str) -> Json:
    """A v2 File resource, all of it: v2 has no short form."""
    v3 = view.resource(tx, row, user, "*")
    link = f"{FILES}/{row.id}"
    role = registry.role_of(tx, row, user) or "writer"
    edits = v3["capabilities"]["canEdit"]
    shown: Json = {
        "kind": "drive#file",
        "id": row.id,
        "etag": etag(f"{row.id}/{row.version}"),
        "selfLink": link,
        "alternateLink": v3["webViewLink"],
        "embedLink": _embedded(row),
        "iconLink": v3["iconLink"],
        "title": row.name,
        "mimeType": row.mime,
        "labels": {
            "starred": v3["starred"],
            "hidden": False,
            "trashed": row.trashed,
            "restricted": v3["copyRequiresWriterPermission"],
            "viewed": True,
        },
        "copyRequiresWriterPermission": v3["copyRequiresWriterPermission"],
        "createdDate": row.created,
        "modifiedDate": row.modified,
        "modifiedByMeDate": row.modified,
        "lastViewedByMeDate": row.modified,
        "markedViewedByMeDate": "1970-01-01T00:00:00.000Z",
        "version": v3["version"],
        "parents": [_parent(link, parent, row) for parent in row.parents],
        "userPermission": {
            "kind": "drive#permission",
            "etag": etag(f"{row.id}/{user}"),
            "id": "me",
            "selfLink": f"{link}/permissions/me",
            "role": role,
            "type": "user",
        },
        "quotaBytesUsed": v3["quotaBytesUsed"],
        "ownerNames": [v3["owners"][0]["displayName"]],
        "owners": [person(v3["owners"][0])],
        "lastModifyingUserName": v3["lastModifyingUser"]["displayName"],
        "lastModifyingUser": person(v3["lastModifyingUser"]),
        "capabilities": {"canCopy": row.mime != FOLDER, "canEdit": edits},
        "editable": edits,
        "copyable": row.mime != FOLDER,
        "writersCanShare": v3["writersCanShare"],
        "shared": v3["shared"],
        "explicitlyTrashed": v3["explicitlyTrashed"],
        "appDataContents": False,
        "spaces": ["drive"],
    }
    exports = EXPORTS.get(row.mime, {})
    if exports:
        shown["exportLinks"] = {
            mime: f"https://docs.google.com/spreadsheets/export?id={row.id}&exportFormat={ending}"
            for mime, ending in exports.items()
        }
    return shown | _more(row, v3)


def etag(text: str) -> str:
    """A quoted mark of a state: equal texts have equal marks."""
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:27]}"'


def _more(row: FileRow, v3: Json) -> Json:
    """What only some files have."""
    found: Json = {}
    found |= {name: v3[name] for name in ("description", "shortcutDetails") if name in v3}
    if "md5Checksum" in v3:
        found |= {
            "fileSize": v3["size"],
            "downloadUrl": f"{FILES}/{row.id}?alt=media&source=downloadUrl",
            "webContentLink": v3["webContentLink"],
            **{
                name: v3[name]
                for name in ("md5Checksum", "fileExtension", "originalFilename", "headRevisionId")
            },
        }
    properties = [
        {
            "kind": "drive#property",
            "etag": etag(f"{row.id}/{key}"),
            "selfLink": f"{FILES}/{row.id}/properties/{key}",
            "key": key,
            "visibility": visibility,
            "value": value,
        }
        for home, visibility in (("properties", "PUBLIC"), ("appProperties", "PRIVATE"))
        for key, value in v3.get(home, {}).items()
    ]
    return found | ({"properties": properties} if properties else {})


def _embedded(row: FileRow) -> str:
    kinds = {SPREADSHEET: f"https://docs.google.com/spreadsheets/d/{row.id}/htmlembed"}
    return kinds.get(row.mime, f"https://drive.google.com/file/d/{row.id}/preview?usp=drivesdk")


def _parent(link: str, parent: str, row: FileRow) -> Json:
    return {
        "kind": "drive#parentReference",
        "id": parent,
        "selfLink": f"{link}/parents/{parent}",
        "parentLink": f"{FILES}/{parent}",
        "isRoot": parent == registry.root_id(row.owner),
    }


def person(user: Json) -> Json:
    """A v2 User from a v3 one."""
    return {
        "kind": "drive#user",
        "displayName": user["displayName"],
        "isAuthenticatedUser": user["me"],
        "permissionId": user["permissionId"],
        "emailAddress": user["emailAddress"],
    }
