"""Threads: listed by their newest letter, read from the oldest on, changed as a whole."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workspace_emulator.gmail.letters import letter, raw
from tests.workspace_emulator.gmail.refused import MISSING, invalid, refusal


@pytest.fixture
def threads(gmail: Any) -> list[str]:
    """Two threads of two and one letters; the first has the newest letter."""
    letters = [
        letter("первое", Subject="День", Message_ID="<1@example.org>"),
        letter("другое", Subject="Прочее", Message_ID="<2@example.org>"),
        letter("второе", Subject="Re: День", In_Reply_To="<1@example.org>"),
    ]
    ids = [
        gmail.messages().import_(userId="me", body=raw(one) | {"labelIds": ["INBOX"]}).execute()["id"]
        for one in letters
    ]
    box = gmail.messages()
    found = [box.get(userId="me", id=one, format="minimal").execute()["threadId"] for one in ids]
    assert found[0] == found[2]
    return found[:2]


def test_list(gmail: Any, threads: list[str]) -> None:
    first, other = threads
    assert gmail.threads().list(userId="me").execute() == {
        "threads": [
            {"id": first, "snippet": "второе", "historyId": "1004"},
            {"id": other, "snippet": "другое", "historyId": "1003"},
        ],
        "resultSizeEstimate": 2,
    }
    found = gmail.threads().list(userId="me", q="первое").execute()
    assert found["threads"] == [{"id": first, "snippet": "второе", "historyId": "1004"}]
    assert gmail.threads().list(userId="me", q="третье").execute() == {"resultSizeEstimate": 0}


@pytest.mark.parametrize("params", [{}, {"labelIds": ["INBOX"]}, {"q": "in:inbox"}])
def test_pages(gmail: Any, threads: list[str], params: dict[str, Any]) -> None:
    request = gmail.threads().list(userId="me", maxResults=1, **params)
    answer = request.execute()
    assert ([thread["id"] for thread in answer["threads"]], answer["resultSizeEstimate"]) == (threads[:1], 2)
    following = gmail.threads().list_next(request, answer).execute()
    assert [thread["id"] for thread in following["threads"]] == threads[1:]
    assert "nextPageToken" not in following


def test_get(gmail: Any, threads: list[str]) -> None:
    read = (
        gmail.threads()
        .get(userId="me", id=threads[0], format="metadata", metadataHeaders=["Subject"])
        .execute()
    )
    assert (read["id"], read["historyId"]) == (threads[0], "1004")
    assert [message["snippet"] for message in read["messages"]] == ["первое", "второе"]
    assert [message["payload"]["headers"][0]["value"] for message in read["messages"]] == ["День", "Re: День"]


def test_changes(gmail: Any, threads: list[str]) -> None:
    box, identity = gmail.threads(), threads[0]

    def labels(answer: dict[str, Any]) -> list[Any]:
        return [message.get("labelIds") for message in answer["messages"]]

    starred = box.modify(userId="me", id=identity, body={"addLabelIds": ["STARRED"]}).execute()
    assert (starred["id"], labels(starred)) == (identity, [["INBOX", "STARRED"]] * 2)
    assert labels(box.trash(userId="me", id=identity).execute()) == [["STARRED", "TRASH"]] * 2
    assert [thread["id"] for thread in box.list(userId="me").execute()["threads"]] == threads[1:]
    assert labels(box.untrash(userId="me", id=identity).execute()) == [["STARRED"]] * 2
    assert box.delete(userId="me", id=identity).execute() == ""
    assert refusal(box.get(userId="me", id=identity)) == MISSING
    assert refusal(box.get(userId="me", id="no-id")) == invalid("Invalid id value")
    assert gmail.getProfile(userId="me").execute()["messagesTotal"] == 1
