"""From a draft to the recipients' mailboxes: what is sent, to whom, in which thread, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workspace_emulator.gmail.letters import BOSS, IVAN, OLGA, SCHOOL, decoded, header, letter, raw
from tests.workspace_emulator.gmail.refused import MISSING, invalid, refusal, violated
from workspace_emulator.google import Workspace
from workspace_emulator.store import set_setting


def fetch(gmail: Any, user: str, form: str = "full", **search: Any) -> list[dict[str, Any]]:
    """A mailbox's letters, newest first."""
    found = gmail.messages().list(userId=user, **search).execute().get("messages", [])
    return [gmail.messages().get(userId=user, id=entry["id"], format=form).execute() for entry in found]


def test_a_draft_is_sent_once(gmail: Any) -> None:
    content = letter(To=IVAN, Subject="Напоминание", X_Starosta_Key="k-1")
    draft = gmail.drafts().create(userId="me", body={"message": raw(content)}).execute()
    assert draft["message"]["labelIds"] == ["DRAFT"]
    listed = gmail.drafts().list(userId="me").execute()
    assert listed == {
        "drafts": [
            {
                "id": draft["id"],
                "message": {key: draft["message"][key] for key in ("id", "threadId")},
            }
        ],
        "resultSizeEstimate": 1,
    }
    read = gmail.drafts().get(userId="me", id=draft["id"], format="raw").execute()
    assert decoded(read["message"]["raw"]) == content

    sent = gmail.drafts().send(userId="me", body={"id": draft["id"]}).execute()

    assert sent["labelIds"] == ["SENT"]
    assert sent["threadId"] == draft["message"]["threadId"]
    assert sent["id"] != draft["message"]["id"]
    assert refusal(gmail.drafts().send(userId="me", body={"id": draft["id"]})) == MISSING
    assert refusal(gmail.drafts().get(userId="me", id=draft["id"])) == MISSING
    assert refusal(gmail.drafts().delete(userId="me", id=draft["id"])) == MISSING
    assert gmail.drafts().list(userId="me").execute() == {"resultSizeEstimate": 0}
    assert [header(found, "X-Starosta-Key") for found in fetch(gmail, IVAN)] == [["k-1"]]


def test_a_draft_is_changed_and_deleted(gmail: Any) -> None:
    draft = gmail.drafts().create(userId="me", body={"message": raw(letter(Subject="one"))}).execute()
    changed = (
        gmail.drafts()
        .update(
            userId="me",
            id=draft["id"],
            body={"message": raw(letter(Subject="two", To=IVAN))},
        )
        .execute()
    )
    assert (changed["id"], changed["message"]["threadId"]) == (
        draft["id"],
        draft["message"]["threadId"],
    )
    assert changed["message"]["id"] != draft["message"]["id"]
    read = gmail.drafts().get(userId="me", id=draft["id"], format="metadata").execute()
    assert header(read["message"], "Subject") == ["two"]
    assert gmail.drafts().delete(userId="me", id=draft["id"]).execute() == ""
    assert refusal(gmail.drafts().get(userId="me", id=draft["id"])) == MISSING
    assert fetch(gmail, IVAN) == []


def test_a_draft_moves_to_the_thread_it_answers(gmail: Any) -> None:
    question = letter(Subject="День", Message_ID="<q@example.org>")
    asked = gmail.messages().insert(userId="me", body=raw(question)).execute()
    draft = gmail.drafts().create(userId="me", body={"message": raw(letter(Subject="x"))}).execute()
    answer = letter(Subject="Re: День", In_Reply_To="<q@example.org>")
    bodies = [raw(answer), raw(answer) | {"threadId": asked["threadId"]}, raw(answer)]
    threads = [
        gmail.drafts()
        .update(userId="me", id=draft["id"], body={"message": body})
        .execute()["message"]["threadId"]
        for body in bodies
    ]
    own = draft["message"]["threadId"]
    assert threads == [own, asked["threadId"], asked["threadId"]]


def test_letters_that_are_too_large(gmail: Any) -> None:
    body = raw(letter(To=IVAN, text="x" * 60 + "\r\n") + b"x" * 36_700_160)
    too_large = (413, "Request Entity Too Large", "INVALID_ARGUMENT", "uploadTooLarge")
    assert refusal(gmail.messages().send(userId="me", body=body)) == too_large
    assert refusal(gmail.drafts().create(userId="me", body={"message": body})) == too_large
    assert fetch(gmail, IVAN) == []


def test_what_stands_beside_a_drafts_id_is_sent_in_its_place(gmail: Any) -> None:
    draft = (
        gmail.drafts().create(userId="me", body={"message": raw(letter(Subject="one", To=IVAN))}).execute()
    )
    gmail.drafts().send(
        userId="me",
        body={"id": draft["id"], "message": raw(letter(Subject="two", To=OLGA))},
    ).execute()
    assert fetch(gmail, IVAN) == []
    assert [header(found, "Subject") for found in fetch(gmail, OLGA)] == [["two"]]


def test_everyone_gets_the_letter_and_nobody_sees_the_hidden(gmail: Any) -> None:
    content = letter(
        "Письмо всем",
        From="Староста <other@example.org>",
        To=f"Иван <{IVAN}>, {OLGA}",
        Cc=SCHOOL,
        Bcc=BOSS,
        Subject="Всем",
        Message_ID="<own@example.org>",
        Date="Mon, 14 Sep 2026 08:59:00 +0300",
    )
    gmail.messages().send(userId="me", body=raw(content)).execute()

    [kept] = fetch(gmail, "me")
    assert sorted(kept["labelIds"]) == ["INBOX", "SENT", "UNREAD"]
    assert header(kept, "Bcc") == [BOSS]
    [number] = header(kept, "Message-ID")
    assert number.startswith("<CA") and number.endswith("@mail.gmail.com>")
    for user in (IVAN, OLGA, BOSS):
        [received] = fetch(gmail, user)
        assert sorted(received["labelIds"]) == ["INBOX", "UNREAD"]
        shown = {
            name: header(received, name)
            for name in ("From", "Bcc", "Message-ID", "Delivered-To", "Date", "Subject")
        }
        assert shown == {
            "From": [f"Староста <{SCHOOL}>"],
            "Bcc": [],
            "Message-ID": [number],
            "Delivered-To": [user],
            "Date": ["Mon, 14 Sep 2026 06:00:00 +0000"],
            "Subject": ["Всем"],
        }
        assert received["internalDate"] == "1789365600000"
    found = gmail.messages().list(userId="me", q="rfc822msgid:own@example.org").execute()
    assert found == {"resultSizeEstimate": 0}


@pytest.mark.parametrize(
    ("headers", "shown"),
    [
        ({}, [SCHOOL]),
        ({"From": SCHOOL}, [SCHOOL]),
        ({"From": f"Школа <{SCHOOL}>"}, [f"Школа <{SCHOOL}>"]),
        ({"From": "Завуч <boss@example.org>"}, [f"Завуч <{SCHOOL}>"]),
    ],
)
def test_from_is_the_account(gmail: Any, headers: dict[str, str], shown: list[str]) -> None:
    gmail.messages().send(userId="me", body=raw(letter(To=IVAN, **headers))).execute()
    assert [header(found, "From") for found in fetch(gmail, IVAN)] == [shown]
    assert [header(found, "Date") for found in fetch(gmail, IVAN)] == [["Mon, 14 Sep 2026 06:00:00 +0000"]]


@pytest.mark.parametrize(
    ("own", "names"),
    [
        (b"To: ivan@example.org\r\nSubject: x\r\n", ["To", "Subject", "Date", "Message-ID", "From"]),
        (
            b"Message-ID: <a@b.org>\r\nTo: ivan@example.org\r\nFrom: school@example.org\r\n",
            ["Message-ID", "To", "From", "Date"],
        ),
    ],
)
def test_headers_that_google_adds_come_last(gmail: Any, own: bytes, names: list[str]) -> None:
    gmail.messages().send(userId="me", body=raw(own + b"\r\ntext")).execute()
    [kept] = fetch(gmail, "me")
    assert [entry["name"] for entry in kept["payload"]["headers"]] == names
    [number] = header(kept, "Message-ID")
    assert number.startswith("<CA") and number.endswith("@mail.gmail.com>")


PLUS = [
    ("ivan+5a@example.org", [], 1),
    ("ivan+5a@example.org, ivan@example.org, IVAN+b@example.org", [], 1),
    ("school+note@example.org", ["INBOX", "SENT", "UNREAD"], 0),
]


@pytest.mark.parametrize(("to", "own", "others"), PLUS)
def test_what_stands_after_a_plus_is_the_owners_mark(
    gmail: Any, to: str, own: list[str], others: int
) -> None:
    sent = gmail.messages().send(userId="me", body=raw(letter(To=to))).execute()
    assert sent["labelIds"] == (own or ["SENT"])
    received = fetch(gmail, IVAN)
    assert [header(found, "To") for found in received] == [[to]] * others
    assert [header(found, "Delivered-To") for found in received] == [[IVAN]] * others


THREADS = [
    ("same subject", {"Subject": "Re: День", "References": "{}"}, True, True),
    ("in reply to", {"Subject": "RE: день", "In_Reply_To": "{}"}, True, True),
    ("no thread asked for", {"Subject": "Re: День", "References": "{}"}, False, False),
    ("other subject", {"Subject": "Другое", "References": "{}"}, True, False),
    ("no references", {"Subject": "Re: День"}, True, False),
    (
        "foreign references",
        {"Subject": "Re: День", "References": "<x@example.org>"},
        True,
        False,
    ),
]


@pytest.mark.parametrize(
    ("headers", "asked", "joined"),
    [case[1:] for case in THREADS],
    ids=[case[0] for case in THREADS],
)
def test_a_thread_is_joined_by_googles_rule(
    gmail: Any, headers: dict[str, str], asked: bool, joined: bool
) -> None:
    first = gmail.messages().send(userId="me", body=raw(letter(To=IVAN, Subject="День"))).execute()
    [number] = header(gmail.messages().get(userId="me", id=first["id"]).execute(), "Message-ID")
    filled = {name: value.format(number) for name, value in headers.items()}
    body = raw(letter(To=IVAN, **filled)) | ({"threadId": first["threadId"]} if asked else {})
    second = gmail.messages().send(userId="me", body=body).execute()
    assert (second["threadId"] == first["threadId"]) == joined


def test_an_answer_joins_the_thread_in_each_mailbox(gmail: Any) -> None:
    sent = gmail.messages().send(userId="me", body=raw(letter(To=IVAN, Subject="Вопрос"))).execute()
    [question] = fetch(gmail, IVAN)
    assert question["threadId"] == question["id"] != sent["threadId"]
    answer = letter(To=SCHOOL, Subject="Re: Вопрос", In_Reply_To=header(question, "Message-ID")[0])
    gmail.messages().send(userId=IVAN, body=raw(answer) | {"threadId": question["threadId"]}).execute()
    thread = gmail.threads().get(userId="me", id=sent["threadId"]).execute()
    assert [header(message, "From") for message in thread["messages"]] == [
        [SCHOOL],
        [IVAN],
    ]
    assert [sorted(message["labelIds"]) for message in thread["messages"]] == [
        ["SENT"],
        ["INBOX", "UNREAD"],
    ]
    assert len(gmail.threads().get(userId=IVAN, id=question["threadId"]).execute()["messages"]) == 2


REFUSED = [
    (letter(Subject="x"), "Recipient address required"),
    (letter(To="", Subject="x"), "Recipient address required"),
    (b"To: \xd0\x98\xd0\xb2\xd0\xb0\xd0\xbd\r\n\r\n", "Invalid To header"),
    (b"To: ivan@example\r\n\r\n", "Invalid To header"),
    (b"To: ivan@example.org, x@\r\n\r\n", "Invalid To header"),
    (b"To: x@, ivan@example.org\r\n\r\n", "Invalid To header"),
    (b"To: ivan@example.org\r\nCc: nobody\r\n\r\n", "Invalid Cc header"),
    (b"To: ivan@example.org\r\nBcc: a b@c\r\n\r\n", "Invalid Bcc header"),
    (
        letter(To=", ".join(f"p{n}@example.org" for n in range(101))),
        "Too many recipients",
    ),
]


@pytest.mark.parametrize(("content", "message"), REFUSED)
def test_letters_that_are_refused(gmail: Any, content: bytes, message: str) -> None:
    assert refusal(gmail.messages().send(userId="me", body=raw(content))) == invalid(message)
    assert gmail.messages().list(userId="me").execute() == {"resultSizeEstimate": 0}


@pytest.mark.parametrize(
    "written",
    [
        b"ivan@example.org, ,",
        b"; ivan@example.org",
        b'"Last, First" <ivan@example.org>',
        b"ivan@example.org (Last, First)",
        b"Group: ivan@example.org;",
        b"Nobody:;, ivan@example.org",
    ],
)
def test_signs_that_part_nobody(gmail: Any, written: bytes) -> None:
    gmail.messages().send(userId="me", body=raw(b"To: " + written + b"\r\n\r\n")).execute()
    assert len(gmail.messages().list(userId=IVAN).execute()["messages"]) == 1


NO_RAW = "'raw' RFC822 payload message string or uploading message via /upload/* URL required"
BODIES = [
    ({}, invalid(NO_RAW)),
    ({"raw": "п"}, violated("Invalid value at 'message.raw' (TYPE_BYTES), Base64 decoding failed for \"п\"")),
    (
        {"subject": "x"},
        violated("Invalid JSON payload received. Unknown name \"subject\" at 'message': Cannot find field."),
    ),
    (raw(letter(To=IVAN)) | {"threadId": "abc123"}, MISSING),
    (raw(letter(To=IVAN)) | {"threadId": "no!"}, invalid("Invalid thread_id value")),
]


@pytest.mark.parametrize(("body", "expected"), BODIES)
def test_bodies_that_are_refused(
    gmail: Any, body: dict[str, Any], expected: tuple[int, str, str, str]
) -> None:
    assert refusal(gmail.messages().send(userId="me", body=body)) == expected


@pytest.mark.parametrize(
    "trim",
    [
        lambda text: text,
        lambda text: text.rstrip("="),
        lambda text: text.replace("-", "+"),
    ],
)
def test_raw_in_either_base64(gmail: Any, trim: Any) -> None:
    body = {"raw": trim(raw(letter("~~~>>>???", To=IVAN, Subject="ab"))["raw"])}
    gmail.messages().send(userId="me", body=body).execute()
    assert [found["snippet"] for found in fetch(gmail, IVAN)] == ["~~~&gt;&gt;&gt;???"]


def test_the_daily_limit_counts_recipients_and_names_the_moment(gmail: Any, workspace: Workspace) -> None:
    with workspace.store.write() as tx:
        set_setting(tx, "gmail_daily_limit", 3)
    gmail.messages().send(userId="me", body=raw(letter(To=f"{IVAN}, {OLGA}"))).execute()
    too_many = gmail.messages().send(userId="me", body=raw(letter(To=f"{IVAN}, {OLGA}")))
    assert refusal(too_many) == (
        429,
        "User-rate limit exceeded.  Retry after 2026-09-15T06:00:00.000Z",
        "RESOURCE_EXHAUSTED",
        "userRateLimitExceeded",
    )
    gmail.messages().send(userId="me", body=raw(letter(To=BOSS))).execute()
    gmail.messages().send(userId=IVAN, body=raw(letter(To=BOSS))).execute()
    assert [len(fetch(gmail, user)) for user in ("me", IVAN, OLGA, BOSS)] == [
        2,
        2,
        1,
        2,
    ]


def test_a_refused_draft_stays(gmail: Any, workspace: Workspace) -> None:
    with workspace.store.write() as tx:
        set_setting(tx, "gmail_daily_limit", 0)
    draft = gmail.drafts().create(userId="me", body={"message": raw(letter(To=IVAN))}).execute()
    assert refusal(gmail.drafts().send(userId="me", body={"id": draft["id"]}))[0] == 429
    assert gmail.drafts().get(userId="me", id=draft["id"]).execute()["id"] == draft["id"]


def test_a_late_limit_takes_letters_and_loses_them(gmail: Any, workspace: Workspace) -> None:
    with workspace.store.write() as tx:
        set_setting(tx, "gmail_daily_limit", 1)
        set_setting(tx, "gmail_late_minutes", 5)
    for subject in ("one", "two"):
        gmail.messages().send(userId="me", body=raw(letter(To=IVAN, Subject=subject))).execute()
    assert [header(found, "Subject") for found in fetch(gmail, IVAN)] == [["one"]]
    [notice] = fetch(gmail, "me", q="from:nobody@gmail.com")
    assert notice["snippet"] == "You have reached a limit for sending mail. Your message was not sent."
    [lost] = fetch(gmail, "me", q="in:sent subject:two")
    assert header(notice, "References") == header(lost, "Message-ID")
    assert notice["threadId"] == lost["threadId"]


def test_a_first_letter_over_the_daily_limit_waits_a_day(gmail: Any, workspace: Workspace) -> None:
    with workspace.store.write() as tx:
        set_setting(tx, "gmail_daily_limit", 1)
    assert refusal(gmail.messages().send(userId="me", body=raw(letter(To=f"{IVAN}, {OLGA}"))))[1] == (
        "User-rate limit exceeded.  Retry after 2026-09-15T06:00:00.000Z"
    )


def test_the_burst_limit(gmail: Any, workspace: Workspace) -> None:
    with workspace.store.write() as tx:
        set_setting(tx, "gmail_burst_limit", 1)
    gmail.messages().send(userId="me", body=raw(letter(To=IVAN))).execute()
    assert refusal(gmail.messages().send(userId="me", body=raw(letter(To=IVAN))))[1] == (
        "User-rate limit exceeded.  Retry after 2026-09-14T06:01:00.000Z"
    )


def test_the_same_bytes_are_kept_once(gmail: Any, workspace: Workspace) -> None:
    everyone = ", ".join(f"p{n}@example.org" for n in range(50))
    gmail.messages().send(userId="me", body=raw(letter(To=everyone))).execute()
    with workspace.store.read() as tx:
        assert tx.execute("SELECT COUNT(*) FROM gmail_contents").fetchone()[0] == 1
        assert tx.execute("SELECT COUNT(*) FROM gmail_messages").fetchone()[0] == 51
