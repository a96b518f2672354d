"""Drive v2 about: that of v3 as it was told before."""

from __future__ import annotations

from dataclasses import replace

from ..call import Call
from ..catalog import answers
from ..wire import Json
from . import about, changes, registry, v2_view


@answers("drive2.about.get")
def get(call: Call) -> Json:
    """The caller and the account's limits; v2 asks for no `fields`."""
    found = about.about(replace(call, params={**call.params, "fields": "*"}))
    quota = found["storageQuota"]
    formats = {
        name: [{"source": source, "targets": targets} for source, targets in found[name].items()]
        for name in ("importFormats", "exportFormats")
    }
    return {
        "kind": "drive#about",
        "etag": v2_view.etag(call.user),
        "selfLink": "https://www.googleapis.com/drive/v2/about",
        "name": found["user"]["displayName"],
        "user": v2_view.person(found["user"]),
        "permissionId": found["user"]["permissionId"],
        "rootFolderId": registry.root_id(call.user),
        "largestChangeId": str(int(changes.start_page_token(call)["startPageToken"]) - 1),
        "quotaType": "LIMITED",
        "quotaBytesTotal": quota["limit"],
        "quotaBytesUsed": quota["usageInDrive"],
        "quotaBytesUsedAggregate": quota["usage"],
        "quotaBytesUsedInTrash": quota["usageInDriveTrash"],
        "isCurrentAppInstalled": False,
        **formats,
    }
