"""Drive v2 permissions: those of v3 under their old names."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..call import Call
from ..catalog import answers
from ..identity import permission_id
from ..wire import Json
from . import permissions, v2_view


@answers("drive2.permissions.insert")
def insert(call: Call) -> Json:
    """Share a file; v2 hands it over without being asked twice."""
    given = _v3(call.body)
    return _v2(call, permissions.create(_as_v3(call, given, transferOwnership=given.get("role") == "owner")))


@answers("drive2.permissions.update", "drive2.permissions.patch")
def update(call: Call) -> Json:
    """Another role or another end; what cannot be changed is left out, as Drive does."""
    given = _v3(call.body)
    wanted = {name: given.get(name) for name in ("role", "expirationTime")}
    return _v2(call, permissions.update(_as_v3(call, wanted)))


@answers("drive2.permissions.get")
def get(call: Call) -> Json:
    return _v2(call, permissions.get(_as_v3(call, {})))


@answers("drive2.permissions.list")
def list_(call: Call) -> Json:
    found = permissions.list_(_as_v3(call, {}, pageSize=call.get("maxResults", 100)))
    answer: Json = {
        "kind": "drive#permissionList",
        "etag": v2_view.etag("permissions"),
        "selfLink": f"{v2_view.FILES}/{call.params['fileId']}/permissions",
        "items": [_v2(call, item) for item in found["permissions"]],
    }
    return answer | {name: found[name] for name in ("nextPageToken",) if name in found}


@answers("drive2.permissions.delete")
def delete(call: Call) -> None:
    """Take a permission back. 204."""
    permissions.delete(call)


@answers("drive2.permissions.getIdForEmail")
def id_for_email(call: Call) -> Json:
    return {"kind": "drive#permissionId", "id": permission_id(call.params["email"])}


def _as_v3(call: Call, body: Json, **params: Any) -> Call:
    given = {name: item for name, item in body.items() if item is not None}
    return replace(call, body=given, params={**call.params, "fields": "*", **params})


def _v3(body: Json) -> Json:
    """A v2 Permission as v3 describes it."""
    kind, value = body.get("type"), body.get("value") or body.get("emailAddress") or body.get("domain")
    role = "commenter" if "commenter" in body.get("additionalRoles", ()) else body.get("role")
    found = {"type": kind, "role": role, "expirationTime": body.get("expirationDate")}
    found |= {"domain": value} if kind == "domain" else {"emailAddress": value}
    if kind in ("anyone", "domain"):
        found["allowFileDiscovery"] = not body.get("withLink", False)
    return {name: item for name, item in found.items() if item is not None}


def _v2(call: Call, found: Json) -> Json:
    """A Permission as v2 shows it: whoever comments is a reader with one role more."""
    link = f"{v2_view.FILES}/{call.params['fileId']}/permissions/{found['id']}"
    comments = found["role"] == "commenter"
    shown: Json = {
        "kind": "drive#permission",
        "etag": v2_view.etag(f"{found['id']}/{found['role']}"),
        "id": found["id"],
        "selfLink": link,
        "type": found["type"],
        "role": "reader" if comments else found["role"],
    }
    if comments:
        shown["additionalRoles"] = ["commenter"]
    if "allowFileDiscovery" in found:
        shown["withLink"] = not found["allowFileDiscovery"]
    renamed = {"displayName": "name", "expirationTime": "expirationDate"}
    kept = ("emailAddress", "domain", "deleted", "pendingOwner", "view", *renamed)
    return shown | {renamed.get(name, name): found[name] for name in kept if name in found}
