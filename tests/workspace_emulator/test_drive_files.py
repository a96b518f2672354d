"""Files, folders, uploads, permissions, comments and changes, as Drive answers them."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
import requests

FILES = "https://www.googleapis.com/drive/v3/files"
UPLOAD = "https://www.googleapis.com/upload/drive/v3/files"
DRIVE = "https://www.googleapis.com/drive/v3"
FOLDER = "application/vnd.google-apps.folder"
BYTES = bytes(range(256)) + b"\r\n--x\n"


def made(session: requests.Session, name: str = "plan.txt", **more: Any) -> str:
    """The id of a new plain file."""
    return str(session.post(FILES, json={"name": name, "mimeType": "text/plain", **more}).json()["id"])


def shown(session: requests.Session, file_id: str, fields: str) -> Any:
    return session.get(f"{FILES}/{file_id}", params={"fields": fields}).json()


def frozen(session: requests.Session, moment: str) -> None:
    assert session.post("https://www.googleapis.com/_control/clock", json={"now": moment}).status_code == 200


def test_created_file_is_shown_by_four_members(door: requests.Session) -> None:
    answer = door.post(FILES, json={"name": "Список", "mimeType": FOLDER})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json; charset=UTF-8"
    file = answer.json()
    assert file == {"kind": "drive#file", "id": file["id"], "name": "Список", "mimeType": FOLDER}
    assert (len(file["id"]), file["id"][0]) == (44, "1")


def test_fields_asked_for_are_shown(session: requests.Session) -> None:
    frozen(session, "2026-09-01T08:00:00.123456+03:00")
    file_id = made(session, appProperties={"key": "k1"}, description="план")
    times = "version,createdTime,modifiedTime"
    others = "appProperties,description,owners(emailAddress,me),parents,webViewLink"
    assert shown(session, file_id, f"{times},{others}") == {
        "parents": [shown(session, "root", "id")["id"]],
        "version": "1",
        "webViewLink": f"https://drive.google.com/file/d/{file_id}/view?usp=drivesdk",
        "createdTime": "2026-09-01T05:00:00.123Z",
        "modifiedTime": "2026-09-01T05:00:00.123Z",
        "owners": [{"me": True, "emailAddress": "school@example.org"}],
        "description": "план",
        "appProperties": {"key": "k1"},
    }


def test_root_is_the_same_folder_before_and_after_the_first_file(session: requests.Session) -> None:
    before = shown(session, "root", "id,name,mimeType")
    made(session)
    assert shown(session, "root", "id,name,mimeType") == before
    assert (before["name"], before["mimeType"]) == ("My Drive", FOLDER)


def test_copy_without_a_name_keeps_bytes_and_properties(session: requests.Session) -> None:
    made_id = session.post(UPLOAD, params={"uploadType": "media"}, data=BYTES).json()["id"]
    session.patch(f"{FILES}/{made_id}", json={"name": "план", "appProperties": {"a": "1", "b": "2"}})
    copied = session.post(
        f"{FILES}/{made_id}/copy", json={"name": None, "appProperties": {"b": None, "c": "3"}}
    ).json()
    assert copied["name"] == "Copy of план"
    assert shown(session, copied["id"], "appProperties") == {"appProperties": {"a": "1", "c": "3"}}
    assert session.get(f"{FILES}/{copied['id']}", params={"alt": "media"}).content == BYTES


def test_multipart_upload_keeps_bytes_and_metadata(door: requests.Session) -> None:
    body = (
        b"--x\r\nContent-Type: application/json\r\n\r\n"
        + json.dumps({"name": "a.bin", "appProperties": {"k": "v"}}).encode()
        + b"\r\n--x\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n\r\n"
        + BYTES.replace(b"--x", b"--y")
        + b"\r\n--x--\r\n"
    )
    headers = {"Content-Type": "multipart/related; boundary=x"}
    params = {"uploadType": "multipart", "fields": "id,name,size,md5Checksum,appProperties"}
    file = door.post(UPLOAD, params=params, data=body, headers=headers).json()
    assert door.get(f"{FILES}/{file.pop('id')}", params={"alt": "media"}).content == BYTES.replace(
        b"--x", b"--y"
    )
    assert file == {
        "name": "a.bin",
        "appProperties": {"k": "v"},
        "size": "262",
        "md5Checksum": hashlib.md5(BYTES.replace(b"--x", b"--y")).hexdigest(),
    }


def test_update_bumps_version_and_time_and_removes_null_properties(session: requests.Session) -> None:
    frozen(session, "2026-09-01T08:00:00Z")
    file_id = made(session, properties={"a": "1", "b": "2"})
    frozen(session, "2026-09-02T08:00:00Z")
    answer = session.patch(
        f"{FILES}/{file_id}",
        json={"name": "new", "properties": {"a": None, "c": "3"}},
        params={"fields": "name,properties,version,modifiedTime,createdTime"},
    )
    assert answer.json() == {
        "name": "new",
        "properties": {"b": "2", "c": "3"},
        "version": "2",
        "modifiedTime": "2026-09-02T08:00:00.000Z",
        "createdTime": "2026-09-01T08:00:00.000Z",
    }


def test_a_star_leaves_the_time_of_change(session: requests.Session) -> None:
    frozen(session, "2026-09-01T08:00:00Z")
    file_id = made(session)
    frozen(session, "2026-09-02T08:00:00Z")
    session.patch(f"{FILES}/{file_id}", json={"starred": True})
    assert shown(session, file_id, "starred,modifiedTime,version") == {
        "starred": True,
        "version": "2",
        "modifiedTime": "2026-09-01T08:00:00.000Z",
    }


def test_a_file_moves_between_folders(session: requests.Session) -> None:
    first, second = (made(session, name, mimeType=FOLDER) for name in ("a", "b"))
    file_id = made(session, parents=[first])
    params = {"addParents": second, "removeParents": first, "fields": "parents"}
    assert session.patch(f"{FILES}/{file_id}", params=params).json() == {"parents": [second]}
    params = {"addParents": "root", "removeParents": second, "fields": "parents"}
    assert session.patch(f"{FILES}/{file_id}", params=params).json() == {
        "parents": [shown(session, "root", "id")["id"]]
    }


def test_trash_takes_along_what_lies_in_a_folder(session: requests.Session) -> None:
    folder = made(session, "folder", mimeType=FOLDER)
    inside, alone = made(session, parents=[folder]), made(session, parents=[folder])
    session.patch(f"{FILES}/{alone}", json={"trashed": True})
    session.patch(f"{FILES}/{folder}", json={"trashed": True})
    fields = "trashed,explicitlyTrashed"
    assert [shown(session, file_id, fields) for file_id in (folder, inside, alone)] == [
        {"trashed": True, "explicitlyTrashed": True},
        {"trashed": True, "explicitlyTrashed": False},
        {"trashed": True, "explicitlyTrashed": True},
    ]
    session.patch(f"{FILES}/{folder}", json={"trashed": False})
    assert [shown(session, file_id, "trashed")["trashed"] for file_id in (folder, inside, alone)] == [
        False,
        False,
        True,
    ]
    assert session.delete(f"{FILES}/trash").status_code == 204
    assert [session.get(f"{FILES}/{file_id}").status_code for file_id in (folder, inside, alone)] == [
        200,
        200,
        404,
    ]


def test_delete_answers_an_empty_204_and_takes_a_folder_with_its_files(door: requests.Session) -> None:
    folder = made(door, "folder", mimeType=FOLDER)
    inside = made(door, parents=[folder])
    answer = door.delete(f"{FILES}/{folder}")
    assert (answer.status_code, answer.content, answer.headers["Content-Type"]) == (204, b"", "text/html")
    assert [door.get(f"{FILES}/{file_id}").status_code for file_id in (folder, inside)] == [404, 404]


def test_given_id_is_taken_once(session: requests.Session) -> None:
    ids = session.get(f"{FILES}/generateIds", params={"count": 2}).json()
    assert (ids["kind"], ids["space"], len(set(ids["ids"]))) == ("drive#generatedIds", "drive", 2)
    answers = [session.post(FILES, json={"id": ids["ids"][0], "name": "a"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 409]
    assert answers[1].json()["error"]["errors"][0]["reason"] == "fileIdInUse"


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "reason", "message"),
    [
        ("GET", "files/nope", None, 404, "notFound", "File not found: nope."),
        ("PATCH", "files/nope", {"name": "x"}, 404, "notFound", "File not found: nope."),
        ("POST", "files", {"name": "x", "parents": ["nope"]}, 404, "notFound", "File not found: nope."),
        ("POST", "files", {"version": "7"}, 403, "fieldNotWritable",
         "The resource body includes fields which are not directly writable."),
        ("PATCH", "files/FILE", {"parents": ["root"]}, 403, "fieldNotWritable",
         "The parents field is not directly writable in update requests. Use the addParents and "
         "removeParents parameters instead."),
        ("GET", "files/root?alt=media", None, 403, "fileNotDownloadable",
         "Only files with binary content can be downloaded. Use Export with Docs Editors files."),
        ("GET", "files/FILE/export", None, 400, "required", "Required parameter: mimeType"),
        ("GET", "changes", None, 400, "required", "Required parameter: pageToken"),
        ("GET", "files/FILE/export?mimeType=text/csv", None, 403, "fileNotExportable",
         "Export only supports Docs Editors files."),
        ("PATCH", "files/FILE?addParents=root", None, 200, "", ""),
        ("PATCH", "files/FILE?addParents=FOLDER", None, 403, "cannotAddParent",
         "Increasing the number of parents is not allowed"),
        ("GET", "files/FILE/permissions/1", None, 404, "notFound", "Permission not found: 1."),
        ("POST", "files/FILE/permissions", {"type": "user", "role": "owner", "emailAddress": "a@example.org"},
         403, "forbidden",
         "The transferOwnership parameter must be enabled when the permission role is 'owner'."),
        ("GET", "about", None, 400, "required", "The 'fields' parameter is required for this method."),
        ("GET", "files?fields=files(nope)", None, 400, "invalidParameter", "Invalid field selection nope"),
    ],
)  # fmt: skip
def test_refusals(
    session: requests.Session, method: str, path: str, body: Any, status: int, reason: str, message: str
) -> None:
    if "FILE" in path:
        path = path.replace("FILE", made(session))
    if "FOLDER" in path:
        path = path.replace("FOLDER", made(session, mimeType=FOLDER))
    answer = session.request(method, f"{DRIVE}/{path}", json=body)
    error = answer.json().get("error", {"errors": [{"reason": ""}], "message": ""})
    assert (answer.status_code, error["errors"][0]["reason"], error["message"]) == (status, reason, message)


def test_not_found_has_drives_whole_shape(door: requests.Session) -> None:
    entry = {
        "message": "File not found: nope.",
        "domain": "global",
        "reason": "notFound",
        "location": "fileId",
        "locationType": "parameter",
    }
    assert door.get(f"{FILES}/nope").json() == {
        "error": {"code": 404, "message": "File not found: nope.", "errors": [entry]}
    }


def test_permissions_from_giving_to_taking_back(door: requests.Session) -> None:
    file_id = made(door)
    url = f"{FILES}/{file_id}/permissions"
    given = door.post(url, json={"type": "user", "role": "reader", "emailAddress": "anna@example.org"}).json()
    assert given == {"kind": "drive#permission", "id": given["id"], "type": "user", "role": "reader"}
    again = door.post(url, json={"type": "user", "role": "writer", "emailAddress": "anna@example.org"}).json()
    assert again == {**given, "role": "writer"}
    anyone = door.post(url, json={"type": "anyone", "role": "reader", "withLink": True}).json()
    assert anyone["id"] == "anyoneWithLink"
    fields = "permissions(id,role,emailAddress,allowFileDiscovery)"
    listed = door.get(url, params={"fields": fields}).json()["permissions"]
    assert [
        (item["role"], item.get("emailAddress", ""), item.get("allowFileDiscovery")) for item in listed
    ] == [
        ("owner", "school@example.org", None),
        ("reader", "", False),
        ("writer", "anna@example.org", None),
    ]
    assert door.patch(f"{url}/{given['id']}", json={"role": "commenter"}).json()["role"] == "commenter"
    assert [door.delete(f"{url}/{item['id']}").status_code for item in (given, anyone, listed[0])] == [
        204,
        204,
        403,
    ]
    assert shown(door, file_id, "shared,permissionIds") == {
        "shared": False,
        "permissionIds": [listed[0]["id"]],
    }


def test_ownership_goes_to_another_and_the_former_owner_may_write(session: requests.Session) -> None:
    file_id = made(session)
    body = {"type": "user", "role": "owner", "emailAddress": "anna@example.org"}
    answer = session.post(f"{FILES}/{file_id}/permissions", json=body, params={"transferOwnership": True})
    assert answer.status_code == 200
    assert shown(session, file_id, "ownedByMe,owners/emailAddress,permissions(role,emailAddress)") == {
        "owners": [{"emailAddress": "anna@example.org"}],
        "ownedByMe": False,
        "permissions": [
            {"role": "owner", "emailAddress": "anna@example.org"},
            {"role": "writer", "emailAddress": "school@example.org"},
        ],
    }


def test_published_view_stands_beside_the_files_own_permissions(session: requests.Session) -> None:
    body = {"id": "1form", "name": "Форма", "mimeType": "application/vnd.google-apps.form"}
    assert session.post("https://www.googleapis.com/_control/files", json=body).status_code == 200
    url = f"{FILES}/1form/permissions"
    answer = session.post(
        url, json={"type": "anyone", "role": "reader", "view": "published"}, params={"fields": "id,role,view"}
    )
    assert answer.json() == {"id": "anyoneWithLink", "role": "publishedReader", "view": "published"}
    assert [item["role"] for item in session.get(url).json()["permissions"]] == ["owner"]
    both = session.get(url, params={"includePermissionsForView": "published"}).json()["permissions"]
    assert [item["role"] for item in both] == ["owner", "publishedReader"]


def test_comments_need_fields_and_are_listed_newest_first(session: requests.Session) -> None:
    file_id = made(session)
    url = f"{FILES}/{file_id}/comments"
    assert session.get(url).status_code == 400
    first, second = (
        session.post(url, json={"content": text}, params={"fields": "id"}).json()["id"] for text in "ab"
    )
    listed = session.get(url, params={"fields": "comments(id,content)"}).json()
    assert listed == {"comments": [{"id": second, "content": "b"}, {"id": first, "content": "a"}]}
    assert session.delete(f"{url}/{first}").status_code == 204
    assert session.delete(f"{url}/{first}").status_code == 404


def test_about_names_the_caller(session: requests.Session) -> None:
    answer = session.get(f"{DRIVE}/about", params={"fields": "user(emailAddress,me)"})
    assert answer.json() == {"user": {"me": True, "emailAddress": "school@example.org"}}


def test_changes_tell_each_file_once_and_what_is_gone(session: requests.Session) -> None:
    start = session.get(f"{DRIVE}/changes/startPageToken").json()["startPageToken"]
    kept, dropped = made(session, "kept"), made(session, "dropped")
    session.patch(f"{FILES}/{kept}", json={"name": "renamed"})
    session.delete(f"{FILES}/{dropped}")
    listed = session.get(f"{DRIVE}/changes", params={"pageToken": start, "fields": "*"}).json()
    mine = [change for change in listed["changes"] if change["fileId"] in (kept, dropped)]
    assert [(change["fileId"], change["removed"], change.get("file", {}).get("name")) for change in mine] == [
        (kept, False, "renamed"),
        (dropped, True, None),
    ]
    later = session.get(f"{DRIVE}/changes", params={"pageToken": listed["newStartPageToken"]}).json()
    assert later == {
        "kind": "drive#changeList",
        "changes": [],
        "newStartPageToken": listed["newStartPageToken"],
    }
