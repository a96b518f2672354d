"""Drive v2 files, as PyDrive2 and other old clients ask for them."""

from __future__ import annotations

from typing import Any

import pytest
import requests

FILES = "https://www.googleapis.com/drive/v2/files"
FOLDER = "application/vnd.google-apps.folder"
SHEET = "application/vnd.google-apps.spreadsheet"


def made(session: requests.Session, **body: Any) -> Any:
    return session.post(FILES, json=body).json()


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("title", ["a", "b"]),
        ("title desc", ["b", "a"]),
        ("createdDate", ["b", "a"]),
        ("folder,title", ["b", "a"]),
    ],
)
def test_files_are_ordered_by_v2_names(session: requests.Session, order: str, expected: list[str]) -> None:
    made(session, title="b", mimeType=FOLDER)
    made(session, title="a")
    answer = session.get(FILES, params={"orderBy": order}).json()
    assert [file["title"] for file in answer["items"]] == expected


def test_an_update_moves_a_file_to_the_folder_it_names(session: requests.Session) -> None:
    first, second = (made(session, title=name, mimeType=FOLDER)["id"] for name in "ab")
    file = made(session, title="f", parents=[{"id": first}])
    answer = session.put(f"{FILES}/{file['id']}", json={"title": "g", "parents": [{"id": second}]}).json()
    assert (answer["title"], [parent["id"] for parent in answer["parents"]]) == ("g", [second])
    same = session.put(f"{FILES}/{file['id']}", json={"parents": [{"id": second}]}).json()
    assert [parent["id"] for parent in same["parents"]] == [second]
    refused = session.patch(f"{FILES}/{file['id']}", json={"parents": [{"id": "nope"}]})
    assert refused.status_code == 404


def test_a_spreadsheet_is_exported(session: requests.Session) -> None:
    file = made(session, title="t", mimeType=SHEET)
    answer = session.get(f"{FILES}/{file['id']}/export", params={"mimeType": "text/csv"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/csv")
