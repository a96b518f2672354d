"""What plain files hold: ranges of their bytes, properties, shortcuts, what they can become."""

from __future__ import annotations

import io
from typing import Any

import gspread
import pytest
import requests
from googleapiclient.http import MediaIoBaseDownload

from workspace_emulator.doors import service

DRIVE = "https://www.googleapis.com/drive/v3"
FILES = f"{DRIVE}/files"
UPLOAD = "https://www.googleapis.com/upload/drive/v3/files"
FOLDER = "application/vnd.google-apps.folder"
SHORTCUT = "application/vnd.google-apps.shortcut"
SHEET = "application/vnd.google-apps.spreadsheet"
TEXT = "text/plain"


def uploaded(session: requests.Session, content: bytes, kind: str = TEXT) -> str:
    answer = session.post(
        UPLOAD, params={"uploadType": "media"}, data=content, headers={"Content-Type": kind}
    )
    return str(answer.json()["id"])


def made(session: requests.Session, **body: Any) -> requests.Response:
    return session.post(FILES, json=body, params={"fields": "*"})


def reason(answer: requests.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["errors"][0]["reason"]


@pytest.mark.parametrize(
    ("asked", "status", "content", "place"),
    [
        ("bytes=0-3", 206, b"0123", "bytes 0-3/10"),
        ("bytes=4-", 206, b"456789", "bytes 4-9/10"),
        ("bytes=-2", 206, b"89", "bytes 8-9/10"),
        ("bytes=-20", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=8-100", 206, b"89", "bytes 8-9/10"),
        ("bytes=3-1", 200, b"0123456789", None),
        ("bytes=0-1,4-5", 200, b"0123456789", None),
        ("bytes=-", 200, b"0123456789", None),
        ("lines=1-2", 200, b"0123456789", None),
    ],
)
def test_a_range_is_downloaded(
    door: requests.Session, asked: str, status: int, content: bytes, place: str | None
) -> None:
    file_id = uploaded(door, b"0123456789")
    answer = door.get(f"{FILES}/{file_id}", params={"alt": "media"}, headers={"Range": asked})
    assert (answer.status_code, answer.content, answer.headers.get("Content-Range")) == (
        status,
        content,
        place,
    )


@pytest.mark.parametrize(("content", "asked"), [(b"0123456789", "bytes=10-"), (b"", "bytes=0-5")])
def test_a_range_behind_the_end_is_refused(session: requests.Session, content: bytes, asked: str) -> None:
    file_id = uploaded(session, content)
    answer = session.get(f"{FILES}/{file_id}", params={"alt": "media"}, headers={"Range": asked})
    assert reason(answer) == (416, "requestedRangeNotSatisfiable")
    assert answer.headers["Content-Range"] == f"bytes */{len(content)}"


def test_googleapiclient_downloads_in_pieces(door: requests.Session) -> None:
    content = b"line of a report\n" * 5000
    request = service(door, "drive").files().get_media(fileId=uploaded(door, content))
    target = io.BytesIO()
    download = MediaIoBaseDownload(target, request, chunksize=30_000)
    steps = []
    while not steps or steps[-1] < 1:
        status, _ = download.next_chunk()
        steps.append(status.progress())
    assert target.getvalue() == content
    assert len(steps) == 3


def test_abuse_is_acknowledged_for_downloads_only(session: requests.Session) -> None:
    address = f"{FILES}/{uploaded(session, b'x')}"
    answer = session.get(address, params={"acknowledgeAbuse": "true"})
    assert reason(answer) == (403, "invalidAbuseAcknowledgment")
    assert session.get(address, params={"acknowledgeAbuse": "true", "alt": "media"}).content == b"x"


@pytest.mark.parametrize("kind", ["properties", "appProperties"])
def test_a_property_and_its_key_have_124_bytes(session: requests.Session, kind: str) -> None:
    assert made(session, name="a", **{kind: {"я": "я" * 61}}).status_code == 200
    answer = made(session, name="a", **{kind: {"я": "я" * 61 + "x"}})
    assert reason(answer) == (403, "propertyLengthLimitExceeded")
    assert answer.json()["error"]["message"] == (
        "Properties and app properties are limited to 124 bytes in UTF-8 encoding, counting both the key and "
        "the value."
    )


def test_properties_are_texts(session: requests.Session) -> None:
    file = made(session, name="a", appProperties={"n": 5, "yes": True, "none": None}).json()
    assert file["appProperties"] == {"n": "5", "yes": "true"}
    assert made(session, name="a", appProperties={"n": {"m": 1}}).status_code == 400


def test_a_shortcut_tells_where_it_leads(session: requests.Session) -> None:
    target = made(session, name="Журнал", mimeType=SHEET).json()["id"]
    link = made(session, name="link", mimeType=SHORTCUT, shortcutDetails={"targetId": target}).json()
    assert link["shortcutDetails"] == {"targetId": target, "targetMimeType": SHEET}
    found = session.get(FILES, params={"q": f"shortcutDetails.targetId = '{target}'"}).json()["files"]
    assert [file["id"] for file in found] == [link["id"]]
    old = session.get(f"https://www.googleapis.com/drive/v2/files/{link['id']}").json()
    assert old["shortcutDetails"] == link["shortcutDetails"]


@pytest.mark.parametrize(
    ("details", "expected"),
    [({"targetId": "nope"}, (404, "notFound")), ({}, (400, "badRequest"))],
)
def test_a_shortcut_leads_to_a_known_file(
    session: requests.Session, details: Any, expected: tuple[int, str]
) -> None:
    assert reason(made(session, mimeType=SHORTCUT, shortcutDetails=details)) == expected


def test_a_copy_of_a_csv_may_be_a_spreadsheet(session: requests.Session) -> None:
    file_id = uploaded(session, "Имя,Балл\nЯна,5".encode(), "text/csv")
    copy = session.post(f"{FILES}/{file_id}/copy", json={"name": "Баллы", "mimeType": SHEET}).json()
    assert copy["mimeType"] == SHEET
    client = gspread.Client(auth=None, session=session)  # type: ignore[arg-type]
    assert client.open_by_key(copy["id"]).sheet1.get_values() == [["Имя", "Балл"], ["Яна", "5"]]


def test_a_plain_file_does_not_become_a_spreadsheet_by_its_name(session: requests.Session) -> None:
    address = f"{FILES}/{uploaded(session, b'a,b', 'text/csv')}"
    assert session.patch(address, json={"mimeType": SHEET}).status_code == 400
    assert session.patch(address, json={"mimeType": TEXT}).json()["mimeType"] == TEXT


def test_an_export_is_asked_for_in_any_case(session: requests.Session) -> None:
    file_id = made(session, mimeType=SHEET).json()["id"]
    answer = session.get(f"{FILES}/{file_id}/export", params={"mimeType": "Text/CSV"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "Text/CSV")


def test_a_folder_does_not_lie_in_itself(session: requests.Session) -> None:
    outer = made(session, name="outer", mimeType=FOLDER).json()["id"]
    inner = made(session, name="inner", mimeType=FOLDER, parents=[outer]).json()["id"]
    for target in (outer, inner):
        answer = session.patch(f"{FILES}/{outer}", params={"addParents": target, "removeParents": "root"})
        assert reason(answer) == (400, "badRequest")
    assert session.delete(f"{FILES}/{outer}").status_code == 204
    assert session.get(f"{FILES}/{inner}").status_code == 404


def test_folders_may_lie_deep(session: requests.Session) -> None:
    path = [made(session, name="0", mimeType=FOLDER).json()["id"]]
    for depth in range(1, 60):
        path.append(made(session, name=str(depth), mimeType=FOLDER, parents=[path[-1]]).json()["id"])
    session.patch(f"{FILES}/{path[0]}", json={"trashed": True})
    trashed = session.get(FILES, params={"q": "trashed=true", "fields": "files/id"}).json()["files"]
    assert {file["id"] for file in trashed} == set(path)
    assert session.delete(f"{FILES}/{path[0]}").status_code == 204
    assert session.get(FILES).json()["files"] == []


def test_the_bin_counts_for_its_owner(session: requests.Session) -> None:
    kept, gone = uploaded(session, b"12345"), uploaded(session, b"123")
    session.patch(f"{FILES}/{gone}", json={"trashed": True})
    other = {"type": "user", "role": "owner", "emailAddress": "anna@example.org"}
    quota = {"fields": "storageQuota(usage,usageInDriveTrash)"}
    about = session.get(f"{DRIVE}/about", params=quota).json()
    assert about == {"storageQuota": {"usage": "8", "usageInDriveTrash": "3"}}
    session.post(f"{FILES}/{kept}/permissions", json=other, params={"transferOwnership": "true"})
    about = session.get(f"{DRIVE}/about", params=quota).json()
    assert about == {"storageQuota": {"usage": "3", "usageInDriveTrash": "3"}}


def test_the_folder_of_a_programs_own_data_is_refused_by_its_name(session: requests.Session) -> None:
    made(session, name="a")
    refused = made(session, name="settings", parents=["appDataFolder"])
    assert (refused.status_code, refused.json()["error"]["message"]) == (
        501,
        "Files of the application data folder are not kept by this workspace.",
    )
    assert session.get(FILES, params={"spaces": "appDataFolder"}).json()["files"] == []
    assert len(session.get(FILES, params={"spaces": "drive,appDataFolder"}).json()["files"]) == 1
    assert reason(session.get(FILES, params={"spaces": "cellar"})) == (400, "invalid")


@pytest.mark.parametrize(
    ("params", "body"),
    [({}, {"trashed": "yes"}), ({"fields": "nope"}, {}), ({"supportsAllDrives": "maybe"}, {})],
)
def test_what_is_wrong_with_an_upload_is_told_at_its_start(
    session: requests.Session, params: Any, body: Any
) -> None:
    answer = session.post(UPLOAD, params={"uploadType": "resumable", **params}, json=body)
    assert answer.status_code == 400
