"""The mailbox: drafts are sent once, found by their key, and a letter arrives as it was written."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest

from starosta.google.errors import GoogleTrouble, Kind
from starosta.google.gate import Gate
from starosta.google.mail import Mailed
from starosta.google.message import Attachment, Message, build, key_token

NOON = datetime(2026, 11, 11, 9, 0, tzinfo=UTC)
LETTER = Message(
    ("gorin@example.org",),
    "Сводка: мониторинг к 9:20",
    "Всё сдано: 14 из 14.",
    "<p>Всё сдано: 14 из 14.</p>",
    attachments=(Attachment("Отчёт за 11.11.2026.txt", "text/plain", "итог".encode()),),
)


def raw(key: str = "k", **thread: Any) -> bytes:
    return build(LETTER, key, NOON, **thread)


def inbox(control: Any, address: str = "gorin@example.org") -> list[Any]:
    listed = control.ask("GET", f"/gmail/v1/users/{address}/messages?labelIds=INBOX").get("messages", [])
    letters = [
        control.ask("GET", f"/gmail/v1/users/{address}/messages/{entry['id']}?format=raw") for entry in listed
    ]
    return [
        message_from_bytes(base64.urlsafe_b64decode(letter["raw"] + "=="), policy=default)
        for letter in letters
    ]


def test_a_letter_arrives_as_it_was_written(gate: Gate, control: Any) -> None:
    sent = gate.mail.send_draft(gate.mail.draft(raw()).draft)
    (letter,) = inbox(control)
    (file,) = letter.iter_attachments()
    assert [letter[name] for name in ("Subject", "To", "X-Starosta-Key", "Auto-Submitted")] == [
        "Сводка: мониторинг к 9:20",
        "gorin@example.org",
        key_token("k"),
        "auto-generated",
    ]
    assert letter.get_body(("plain",)).get_content().strip() == LETTER.text
    assert (file.get_filename(), file.get_content()) == ("Отчёт за 11.11.2026.txt", "итог")
    assert gate.mail.headers(sent.id, ["message-id", "Subject"]) == {
        "message-id": letter["Message-ID"],
        "Subject": "Сводка: мониторинг к 9:20",
    }


def test_a_draft_is_sent_once(gate: Gate, control: Any) -> None:
    draft = gate.mail.draft(raw())
    gate.mail.send_draft(draft.draft)
    with pytest.raises(GoogleTrouble) as trouble:
        gate.mail.send_draft(draft.draft)
    assert (trouble.value.kind, len(inbox(control)), gate.mail.get_draft(draft.draft)) == (
        Kind.MISSING,
        1,
        None,
    )


@pytest.mark.parametrize("method", ["create", "send"])
@pytest.mark.parametrize("fault", [{"kind": "drop"}, {"kind": "status", "status": 503}])
@pytest.mark.parametrize("when", ["before", "after"])
def test_what_may_have_happened_is_not_tried_again(
    gate: Gate, control: Any, method: str, fault: dict[str, Any], when: str
) -> None:
    """Not by us, and not by the client library either: the workspace has seen the request once."""
    control.strike(f"gmail.users.drafts.{method}", when=when, times=0, **fault)
    with pytest.raises(GoogleTrouble) as trouble:
        gate.mail.send_draft(gate.mail.draft(raw()).draft)
    seen = control.ask("GET", "/_control/faults")["faults"][0]["seen"]
    assert (trouble.value.uncertain, gate.made[f"gmail.users.drafts.{method}"], seen) == (True, 1, 1)


def test_a_quota_s_refusal_is_tried_again(embedded: Gate, control: Any) -> None:
    for method in ("create", "send"):
        control.strike(f"gmail.users.drafts.{method}", kind="status", status=429, times=2)
    embedded.mail.send_draft(embedded.mail.draft(raw()).draft)
    assert (len(inbox(control)), dict(embedded.made)) == (
        1,
        {"gmail.users.drafts.create": 3, "gmail.users.drafts.send": 3},
    )


def test_a_draft_is_found_by_its_key_and_changed(embedded: Gate, control: Any) -> None:
    drafts = [embedded.mail.draft(raw(key)) for key in ("а", "б", "в")]
    assert embedded.mail.find_draft("б") == drafts[1]
    assert embedded.mail.find_draft("г") is None
    changed = embedded.mail.update_draft(drafts[1].draft, build(Message(LETTER.to, "Другая", "т"), "б", NOON))
    embedded.mail.send_draft(changed.draft)
    assert (changed.draft, [str(letter["Subject"]) for letter in inbox(control)]) == (
        drafts[1].draft,
        ["Другая"],
    )


def test_a_draft_thrown_away_twice(embedded: Gate) -> None:
    draft = embedded.mail.draft(raw())
    for _ in range(2):
        embedded.mail.drop_draft(draft.draft)
    assert embedded.mail.get_draft(draft.draft) is None


def test_a_sent_letter_is_found_by_its_key(embedded: Gate) -> None:
    sent = {key: embedded.mail.send_draft(embedded.mail.draft(raw(key)).draft) for key in ("а", "б")}
    embedded.mail.draft(raw("в"))
    found = {key: embedded.mail.find_sent(key, sent["а"].thread) for key in ("а", "б", "в")}
    assert found == {**sent, "в": None}
    assert embedded.mail.find_sent("б") == sent["б"]


def test_a_second_letter_joins_the_thread(embedded: Gate, control: Any) -> None:
    first = embedded.mail.send_draft(embedded.mail.draft(raw("а")).draft)
    header = embedded.mail.headers(first.id, ["Message-ID"])["Message-ID"]
    second = embedded.mail.draft(raw("б", answers=[header]), first.thread)
    assert embedded.mail.send_draft(second.draft).thread == first.thread
    listed = control.ask("GET", "/gmail/v1/users/gorin@example.org/threads")
    assert len(listed["threads"]) == 1


def test_the_moment_after_which_gmail_listens_again(embedded: Gate, control: Any) -> None:
    message = "User-rate limit exceeded.  Retry after 2026-11-11T11:38:10.449Z"
    control.strike(
        "gmail.users.drafts.send", kind="status", status=429, message=message, reason="userRateLimitExceeded"
    )
    draft = embedded.mail.draft(raw())
    with pytest.raises(GoogleTrouble) as trouble:
        embedded.mail.send_draft(draft.draft)
    assert (trouble.value.kind, trouble.value.until, embedded.made["gmail.users.drafts.send"]) == (
        Kind.LIMIT,
        datetime(2026, 11, 11, 11, 38, 10, 449000, tzinfo=UTC),
        1,
    )


@pytest.mark.parametrize("when", ["before", "after"])
def test_labels_are_made_once(embedded: Gate, control: Any, when: str) -> None:
    control.strike("gmail.users.labels.create", kind="drop", when=when)
    names = ["Староста", "Староста/Отправлено"]
    if when == "before":
        with pytest.raises(GoogleTrouble):
            embedded.mail.labels(names)
    first = embedded.mail.labels(names)
    assert (list(first), embedded.mail.labels(names)) == (names, first)


def test_reading_and_sorting(embedded: Gate, control: Any) -> None:
    label = embedded.mail.labels(["Разобрано"])["Разобрано"]
    sent = [embedded.mail.send_draft(embedded.mail.draft(raw(key)).draft) for key in ("а", "б")]
    embedded.mail.relabel([sent[0].id], add=[label])
    assert embedded.mail.search(labels=[label]) == [Mailed(sent[0].id, sent[0].thread)]
    assert len(embedded.mail.search("to:gorin@example.org subject:сводка in:sent")) == 2
    assert len(embedded.mail.search(limit=1)) == 1
    assert set(embedded.mail.get(sent[0].id)["labelIds"]) == {"SENT", label}
    assert key_token("а").encode() in embedded.mail.raw(sent[0].id)
    assert embedded.mail.headers("0" * 16, ["Subject"]) == {}
