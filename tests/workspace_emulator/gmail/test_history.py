"""History: what changed since a number, in order, in pages, and when a number is too old."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.workspace_emulator.gmail.conftest import NOW
from tests.workspace_emulator.gmail.letters import IVAN, letter, raw
from tests.workspace_emulator.gmail.refused import MISSING, invalid, refusal
from workspace_emulator import clock
from workspace_emulator.google import Workspace


@pytest.fixture
def identity(gmail: Any) -> str:
    """A letter that came (1002), was starred (1003), read (1004) and deleted (1005)."""
    box = gmail.messages()
    found = str(
        box.insert(userId="me", body=raw(letter()) | {"labelIds": ["INBOX", "UNREAD"]}).execute()["id"]
    )
    box.modify(userId="me", id=found, body={"addLabelIds": ["STARRED"]}).execute()
    box.modify(userId="me", id=found, body={"removeLabelIds": ["UNREAD"]}).execute()
    box.modify(userId="me", id=found, body={"removeLabelIds": ["UNREAD"]}).execute()
    box.delete(userId="me", id=found).execute()
    gmail.messages().insert(userId=IVAN, body=raw(letter())).execute()
    return found


def test_every_change_is_told_in_order(gmail: Any, identity: str) -> None:
    plain = {"id": identity, "threadId": identity}
    starred = plain | {"labelIds": ["INBOX", "STARRED", "UNREAD"]}
    last = plain | {"labelIds": ["INBOX", "STARRED"]}
    assert gmail.history().list(userId="me", startHistoryId="1001").execute() == {
        "history": [
            {
                "id": "1002",
                "messages": [plain],
                "messagesAdded": [{"message": plain | {"labelIds": ["INBOX", "UNREAD"]}}],
            },
            {
                "id": "1003",
                "messages": [plain],
                "labelsAdded": [{"message": starred, "labelIds": ["STARRED"]}],
            },
            {"id": "1004", "messages": [plain], "labelsRemoved": [{"message": last, "labelIds": ["UNREAD"]}]},
            {"id": "1005", "messages": [plain], "messagesDeleted": [{"message": last}]},
        ],
        "historyId": "1005",
    }


FILTERS: list[tuple[dict[str, Any], list[str]]] = [
    ({"startHistoryId": "1003"}, ["1004", "1005"]),
    ({"startHistoryId": "1005"}, []),
    ({"startHistoryId": "9999"}, []),
    ({"startHistoryId": "1001", "historyTypes": ["messageAdded", "messageDeleted"]}, ["1002", "1005"]),
    ({"startHistoryId": "1001", "labelId": "UNREAD"}, ["1002", "1003", "1004"]),
]


@pytest.mark.parametrize(("params", "ids"), FILTERS)
def test_filters(gmail: Any, identity: str, params: dict[str, Any], ids: list[str]) -> None:
    answer = gmail.history().list(userId="me", **params).execute()
    assert [record["id"] for record in answer.get("history", [])] == ids
    assert answer["historyId"] == "1005"


@pytest.mark.parametrize(
    ("size", "pages"),
    [
        (3, [["1002", "1003", "1004"], ["1005"]]),
        (2, [["1002", "1003"], ["1004", "1005"], []]),
        (5, [["1002", "1003", "1004", "1005"]]),
    ],
)
def test_pages(gmail: Any, identity: str, size: int, pages: list[list[str]]) -> None:
    ids = []
    request = gmail.history().list(userId="me", startHistoryId="1001", maxResults=size)
    while request is not None:
        answer = request.execute()
        ids.append([record["id"] for record in answer.get("history", [])])
        request = gmail.history().list_next(request, answer)
    assert ids == pages


def test_every_label_has_a_record_of_its_own(gmail: Any) -> None:
    box = gmail.messages()
    found = box.insert(userId="me", body=raw(letter()) | {"labelIds": ["INBOX"]}).execute()["id"]
    box.modify(userId="me", id=found, body={"addLabelIds": ["STARRED", "SPAM"]}).execute()
    records = gmail.history().list(userId="me", startHistoryId="1002").execute()["history"]
    assert [
        (kind, change["labelIds"], change["message"]["labelIds"])
        for record in records
        for kind in ("labelsAdded", "labelsRemoved")
        for change in record.get(kind, [])
    ] == [
        ("labelsAdded", ["STARRED"], ["INBOX", "STARRED"]),
        ("labelsAdded", ["SPAM"], ["INBOX", "SPAM", "STARRED"]),
        ("labelsRemoved", ["INBOX"], ["SPAM", "STARRED"]),
    ]


def test_numbers_that_are_refused(gmail: Any, workspace: Workspace, identity: str) -> None:
    def asked(number: str) -> Any:
        return gmail.history().list(userId="me", startHistoryId=number)

    assert refusal(asked("1000")) == MISSING
    assert refusal(asked("x")) == invalid("Missing/invalid startHistoryId")
    assert refusal(gmail.history().list(userId="me")) == invalid("Missing/invalid startHistoryId")
    with workspace.store.write() as tx:
        clock.freeze(tx, NOW + timedelta(days=8))
    assert refusal(asked("1004")) == MISSING
    assert asked("1005").execute() == {"historyId": "1005"}
