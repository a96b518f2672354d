"""drive.about: whose Drive this is, its limits, and what it takes in and gives out."""

from __future__ import annotations

from ..call import Call
from ..catalog import answers
from ..wire import ApiError, Json
from . import registry, view
from .registry import CSV, TSV, XLSX


@answers("drive.about.get")
def about(call: Call) -> Json:
    """The caller and the account's limits; `fields` must be given, as in Drive."""
    if not call.get("fields"):
        raise ApiError(
            400, "The 'fields' parameter is required for this method.", reason="required", location="fields"
        )
    used, trashed = call.tx.execute(
        "SELECT coalesce(sum(length(content)), 0), coalesce(sum(length(content) * trashed), 0) "
        "FROM drive_blobs JOIN drive_files ON id = file_id WHERE owner = ?",
        (call.user,),
    ).fetchone()
    return {
        "kind": "drive#about",
        "user": view.person(call.user, call.user),
        "storageQuota": {
            "limit": str(15 * 2**30),
            "usage": str(used),
            "usageInDrive": str(used),
            "usageInDriveTrash": str(trashed),
        },
        "importFormats": {kind: [registry.SPREADSHEET] for kind in (CSV, TSV, XLSX)},
        "exportFormats": {registry.SPREADSHEET: [CSV, TSV, XLSX]},
        "maxImportSizes": {},
        "maxUploadSize": str(5 * 2**40),
        "appInstalled": False,
        "folderColorPalette": [],
        "canCreateDrives": False,
        "canCreateTeamDrives": False,
        "driveThemes": [],
        "teamDriveThemes": [],
    }
