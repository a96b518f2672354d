"""Labels: the system's and the user's, names that are refused, and counts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workspace_emulator.gmail.letters import letter, raw
from tests.workspace_emulator.gmail.refused import MISSING, Refusal, invalid, refusal

TAKEN: Refusal = (409, "Label name exists or conflicts", "ABORTED", "aborted")
SYSTEM = {
    "CATEGORY_FORUMS", "CATEGORY_PERSONAL", "CATEGORY_PROMOTIONS", "CATEGORY_SOCIAL", "CATEGORY_UPDATES",
    "CHAT", "DRAFT", "IMPORTANT", "INBOX", "SENT", "SPAM", "STARRED", "TRASH", "UNREAD",
}  # fmt: skip


def test_a_label_lives(gmail: Any) -> None:
    labels = gmail.labels()
    created = labels.create(
        userId="me", body={"name": "Отчёты/Май", "labelListVisibility": "labelHide"}
    ).execute()
    assert created == {
        "id": "Label_1",
        "name": "Отчёты/Май",
        "messageListVisibility": "show",
        "labelListVisibility": "labelHide",
    }
    created["type"] = "user"
    listed = labels.list(userId="me").execute()["labels"]
    assert {entry["id"] for entry in listed if entry["type"] == "system"} == SYSTEM
    assert [entry for entry in listed if entry["type"] == "user"] == [created]
    patched = labels.patch(userId="me", id="Label_1", body={"color": {"textColor": "#000000"}}).execute()
    assert patched == created | {"color": {"textColor": "#000000"}}
    updated = labels.update(userId="me", id="Label_1", body={"name": "Отчёты/Июнь"}).execute()
    assert updated == {
        "id": "Label_1",
        "name": "Отчёты/Июнь",
        "messageListVisibility": "show",
        "labelListVisibility": "labelShow",
        "type": "user",
    }
    message = (
        gmail.messages()
        .insert(userId="me", body=raw(letter()) | {"labelIds": ["Label_1", "INBOX"]})
        .execute()
    )
    assert labels.delete(userId="me", id="Label_1").execute() == ""
    assert refusal(labels.get(userId="me", id="Label_1")) == MISSING
    read = gmail.messages().get(userId="me", id=message["id"], format="minimal").execute()
    assert read["labelIds"] == ["INBOX"]
    assert labels.create(userId="me", body={"name": "Отчёты/Июнь"}).execute()["id"] == "Label_2"


def test_counts(gmail: Any) -> None:
    first = raw(letter(Subject="a", Message_ID="<a@example.org>"))
    second = raw(letter(Subject="Re: a", References="<a@example.org>"))
    gmail.messages().import_(userId="me", body=first | {"labelIds": ["INBOX", "UNREAD"]}).execute()
    gmail.messages().import_(userId="me", body=second | {"labelIds": ["INBOX"]}).execute()
    gmail.messages().import_(userId="me", body=raw(letter()) | {"labelIds": ["INBOX"]}).execute()
    assert gmail.labels().get(userId="me", id="INBOX").execute() == {
        "id": "INBOX",
        "name": "INBOX",
        "type": "system",
        "messagesTotal": 3,
        "messagesUnread": 1,
        "threadsTotal": 2,
        "threadsUnread": 1,
    }


NAMES = [
    ("Заявки", TAKEN),
    ("ЗАЯВКИ", TAKEN),
    ("inbox", invalid("Invalid label name")),
    ("Drafts", invalid("Invalid label name")),
    ("Unread", invalid("Invalid label name")),
    ("Chats", invalid("Invalid label name")),
    ("", invalid("Invalid label name")),
    (" / ", invalid("Invalid label name")),
    ("x" * 226, invalid("Invalid label name")),
]


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_names_that_are_refused(gmail: Any, name: str, expected: Refusal) -> None:
    labels = gmail.labels()
    labels.create(userId="me", body={"name": "Заявки"}).execute()
    labels.create(userId="me", body={"name": "Другое"}).execute()
    assert refusal(labels.create(userId="me", body={"name": name})) == expected
    assert refusal(labels.patch(userId="me", id="Label_2", body={"name": name})) == expected
    assert labels.patch(userId="me", id="Label_1", body={"name": "заявки"}).execute()["name"] == "заявки"


SAME_NAMES = [
    ("P/A", "p/a", True),
    ("P/A", "P/A ", True),
    ("P/A", "P-A", True),
    ("P/A", "P A", True),
    ("P-A", "P A", True),
    ("P /A", "P/ A", True),
    ("P /A", "P--A", True),
    ("P//X", "P/ X", True),
    ("P/A", "P/ A", False),
    ("P / A", "P/A", False),
    ("P / A", "P/ A", False),
    ("P_A", "P/A", False),
    ("P.A", "P/A", False),
    ("P/A", "P/A/B", False),
]


@pytest.mark.parametrize(("had", "other", "same"), SAME_NAMES)
def test_when_two_names_are_one(gmail: Any, had: str, other: str, same: bool) -> None:
    labels = gmail.labels()
    labels.create(userId="me", body={"name": had}).execute()
    call = labels.create(userId="me", body={"name": other})
    if same:
        assert refusal(call) == TAKEN
    else:
        assert call.execute()["name"] == other


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Social", "Social"),
        ("Inbox/x", "Inbox/x"),
        ("/a", "/a"),
        ("a/", "a/"),
        ("a//b", "a//b"),
        (" a\t\u00a0 b ", "a b"),
    ],
)
def test_names_as_they_are_kept(gmail: Any, written: str, kept: str) -> None:
    assert gmail.labels().create(userId="me", body={"name": written}).execute()["name"] == kept
    assert len(gmail.labels().list(userId="me").execute()["labels"]) == len(SYSTEM) + 1


@pytest.mark.parametrize("field", ["backgroundColor", "textColor"])
def test_colours_are_googles(gmail: Any, field: str) -> None:
    body = {"name": "a", "color": {"backgroundColor": "#16a766", "textColor": "#ffffff"}}
    assert gmail.labels().create(userId="me", body=body).execute()["color"] == body["color"]
    other = {"name": "b", "color": {field: "#123456"}}
    assert refusal(gmail.labels().create(userId="me", body=other)) == invalid(
        "Label color #123456 is not on the allowed color palette"
    )


def test_system_labels_stay(gmail: Any) -> None:
    labels = gmail.labels()
    assert refusal(labels.delete(userId="me", id="INBOX")) == invalid("Invalid delete request")
    assert refusal(labels.patch(userId="me", id="INBOX", body={"name": "x"})) == invalid(
        "Invalid update request"
    )
    for call in (
        labels.delete(userId="me", id="Label_7"),
        labels.patch(userId="me", id="Label_7", body={"name": "x"}),
    ):
        assert refusal(call) == MISSING


def test_half_a_surrogate_pair_is_no_name(gmail: Any) -> None:
    code, _, status, _ = refusal(gmail.labels().create(userId="me", body={"name": "\ud800"}))
    assert (code, status) == (400, "INVALID_ARGUMENT")
