"""Drive v2: who may see a file, and whose Drive it is."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from workspace_emulator.identity import permission_id

FILES = "https://www.googleapis.com/drive/v2/files"
ANNA = "anna@example.org"


@pytest.fixture
def file(session: requests.Session) -> str:
    return f"{FILES}/{session.post(FILES, json={'title': 'план'}).json()['id']}/permissions"


def shown(item: Any) -> tuple[Any, ...]:
    return tuple(item.get(name) for name in ("type", "role", "additionalRoles", "emailAddress", "withLink"))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"type": "user", "value": ANNA, "role": "reader"}, ("user", "reader", None, ANNA, None)),
        ({"type": "user", "value": ANNA, "role": "reader", "additionalRoles": ["commenter"]},
         ("user", "reader", ["commenter"], ANNA, None)),
        ({"type": "anyone", "role": "reader", "withLink": True}, ("anyone", "reader", None, None, True)),
        ({"type": "domain", "value": "example.org", "role": "writer"},
         ("domain", "writer", None, None, False)),
    ],
)  # fmt: skip
def test_a_permission_is_given_shown_changed_and_taken(
    session: requests.Session, file: str, given: Any, expected: Any
) -> None:
    made = session.post(file, json=given).json()
    assert (made["kind"], shown(made)) == ("drive#permission", expected)
    link = f"{file}/{made['id']}"
    assert session.get(link).json() == made
    items = session.get(file).json()["items"]
    assert [item["role"] for item in items if item["type"] == "user" and item["role"] == "owner"] == ["owner"]
    assert [item for item in items if item["role"] != "owner"] == [made]
    assert (
        session.put(link, json={**made, "role": "writer", "additionalRoles": []}).json()["role"] == "writer"
    )
    assert session.delete(link).status_code == 204
    assert [item["role"] for item in session.get(file).json()["items"]] == ["owner"]


def test_the_id_of_an_address(session: requests.Session) -> None:
    answer = session.get(f"https://www.googleapis.com/drive/v2/permissionIds/{ANNA}").json()
    assert answer == {"kind": "drive#permissionId", "id": permission_id(ANNA)}


def test_about(session: requests.Session) -> None:
    found = session.get("https://www.googleapis.com/drive/v2/about").json()
    assert (found["kind"], found["name"], found["user"]["emailAddress"]) == (
        "drive#about", "school", "school@example.org",
    )  # fmt: skip
    assert {item["source"] for item in found["exportFormats"]} == {"application/vnd.google-apps.spreadsheet"}
