"""Letters in a box: formats, pages, labels, bins, insert, import, attachments, uploads, foreign mailboxes."""

from __future__ import annotations

import io
from typing import Any

import pytest
import requests
from googleapiclient.http import MediaIoBaseUpload

from tests.workspace_emulator.gmail.letters import BOSS, IVAN, SCHOOL, decoded, header, letter, raw
from tests.workspace_emulator.gmail.refused import MISSING, Refusal, invalid, refusal
from workspace_emulator.doors import service
from workspace_emulator.google import Workspace
from workspace_emulator.oauth import token
from workspace_emulator.store import set_setting

REPORT = letter(
    "Отчёт во вложении",
    files=(("Отчёт май.xlsx", b"PK\x03\x04" + bytes(range(256))),),
    html="<p>Отчёт во вложении</p>",
    From=f"Иван <{IVAN}>",
    To=SCHOOL,
    Subject="Отчёт за май",
    Message_ID="<own@example.org>",
    Date="Mon, 04 May 2026 10:00:00 +0300",
)
# The client library packs only ASCII into a multipart upload.
PLAIN = letter("in plain words", files=(("a.bin", bytes(range(256))),), To=IVAN, Subject="Отчёт")


def insert(gmail: Any, content: bytes = REPORT, *labels: str, **more: Any) -> dict[str, Any]:
    body = {**raw(content), "labelIds": list(labels), **more}
    answer: dict[str, Any] = gmail.messages().insert(userId="me", body=body).execute()
    return answer


def shape(part: dict[str, Any]) -> Any:
    """(partId, mimeType, filename, keys of body, parts) of a payload."""
    inner = [shape(child) for child in part.get("parts", [])]
    return part["partId"], part["mimeType"], part["filename"], sorted(part["body"]), inner


def test_full(gmail: Any) -> None:
    identity = insert(gmail, REPORT, "INBOX")["id"]
    read = gmail.messages().get(userId="me", id=identity).execute()
    assert {key: value for key, value in read.items() if key != "payload"} == {
        "id": identity,
        "threadId": identity,
        "labelIds": ["INBOX"],
        "snippet": "Отчёт во вложении",
        "sizeEstimate": len(REPORT),
        "historyId": "1002",
        "internalDate": "1789365600000",
    }
    assert shape(read["payload"]) == (
        "",
        "multipart/mixed",
        "",
        ["size"],
        [
            (
                "0",
                "multipart/alternative",
                "",
                ["size"],
                [
                    ("0.0", "text/plain", "", ["data", "size"], []),
                    ("0.1", "text/html", "", ["data", "size"], []),
                ],
            ),
            ("1", "application/octet-stream", "Отчёт май.xlsx", ["attachmentId", "size"], []),
        ],
    )
    assert header(read, "subject") == ["Отчёт за май"]
    assert header(read, "message-id") == ["<own@example.org>"]


def test_the_other_formats(gmail: Any) -> None:
    identity = insert(gmail)["id"]
    common = {"id", "threadId", "snippet", "sizeEstimate", "historyId", "internalDate"}
    whole = gmail.messages().get(userId="me", id=identity, format="raw").execute()
    assert (set(whole), decoded(whole["raw"])) == (common | {"raw"}, REPORT)
    short = gmail.messages().get(userId="me", id=identity, format="minimal").execute()
    assert set(short) == common
    some = gmail.messages().get(
        userId="me", id=identity, format="metadata", metadataHeaders=["subject", "X-None", "MESSAGE-ID"]
    )
    assert some.execute()["payload"] == {
        "mimeType": "multipart/mixed",
        "headers": [
            {"name": "Subject", "value": "Отчёт за май"},
            {"name": "Message-ID", "value": "<own@example.org>"},
        ],
    }
    every = gmail.messages().get(userId="me", id=identity, format="metadata").execute()
    assert len(every["payload"]["headers"]) == 7
    masked = (
        gmail.messages()
        .get(userId="me", id=identity, fields="payload(headers/name,parts/partId),id")
        .execute()
    )
    assert masked["payload"]["parts"] == [{"partId": "0"}, {"partId": "1"}]
    assert set(masked) == {"id", "payload"}


def test_attachments(gmail: Any) -> None:
    first, second = insert(gmail), insert(gmail)

    def number(of: dict[str, Any]) -> str:
        read = gmail.messages().get(userId="me", id=of["id"]).execute()
        return str(read["payload"]["parts"][1]["body"]["attachmentId"])

    def fetch(of: dict[str, Any], identity: str) -> Any:
        return gmail.messages().attachments().get(userId="me", messageId=of["id"], id=identity)

    got = fetch(first, number(first)).execute()
    assert (got["size"], decoded(got["data"])) == (260, b"PK\x03\x04" + bytes(range(256)))
    assert fetch(first, number(first)).execute() == got
    assert number(first) != number(first)
    assert refusal(fetch(first, number(second))) == invalid("Invalid attachment token")
    assert refusal(fetch(first, "ANGjdJ!")) == invalid("Invalid attachment token")
    for identity in ("no-id", "0123456789abcdef"):
        assert refusal(fetch({"id": identity}, number(first))) == invalid("Invalid attachment token")


def test_a_very_long_text_is_fetched_as_an_attachment(gmail: Any) -> None:
    content = letter("ж" * 600_000)
    identity = insert(gmail, content)["id"]
    body = gmail.messages().get(userId="me", id=identity).execute()["payload"]["body"]
    assert sorted(body) == ["attachmentId", "size"]
    got = (
        gmail.messages().attachments().get(userId="me", messageId=identity, id=body["attachmentId"]).execute()
    )
    assert decoded(got["data"]).decode().strip() == "ж" * 600_000


def test_pages(gmail: Any) -> None:
    identities = [insert(gmail, letter(Subject=str(n)), "INBOX")["id"] for n in range(5)][::-1]
    found: list[str] = []
    estimates = []
    request = gmail.messages().list(userId="me", maxResults=2, labelIds=["INBOX"])
    while request is not None:
        answer = request.execute()
        found += [entry["id"] for entry in answer["messages"]]
        estimates.append(answer["resultSizeEstimate"])
        insert(gmail, letter(Subject="meanwhile"), "INBOX")
        request = gmail.messages().list_next(request, answer)
    assert found == identities
    assert estimates == [5, 6, 7]
    assert gmail.messages().list(userId="me", maxResults=3).execute()["resultSizeEstimate"] == 8
    assert refusal(gmail.messages().list(userId="me", pageToken="x")) == invalid("Invalid pageToken")
    assert refusal(gmail.messages().list(userId="me", labelIds=["X"])) == invalid("Invalid label: X")


CHANGES: list[tuple[list[str], dict[str, Any], list[str]]] = [
    (["INBOX", "UNREAD"], {"removeLabelIds": ["UNREAD"]}, ["INBOX"]),
    (["INBOX"], {"addLabelIds": ["STARRED", "INBOX"]}, ["INBOX", "STARRED"]),
    (["INBOX", "UNREAD"], {"addLabelIds": ["TRASH"]}, ["TRASH", "UNREAD"]),
    (["INBOX"], {"addLabelIds": ["SPAM"]}, ["SPAM"]),
    (["SPAM"], {"addLabelIds": ["INBOX"]}, ["INBOX"]),
    ([], {"addLabelIds": ["UNREAD"], "removeLabelIds": ["INBOX"]}, ["UNREAD"]),
]


@pytest.mark.parametrize(("had", "change", "has"), CHANGES)
def test_modify(gmail: Any, had: list[str], change: dict[str, Any], has: list[str]) -> None:
    message = insert(gmail, REPORT, *had)
    expected = {"id": message["id"], "threadId": message["threadId"], "labelIds": has}
    assert gmail.messages().modify(userId="me", id=message["id"], body=change).execute() == expected
    other = insert(gmail, REPORT, *had)
    batch = {"ids": [other["id"]], **change}
    assert gmail.messages().batchModify(userId="me", body=batch).execute() == ""
    assert gmail.messages().get(userId="me", id=other["id"], format="minimal").execute()["labelIds"] == has


NOT_CHANGED: list[tuple[dict[str, Any], Refusal]] = [
    ({}, invalid("No label add or removes specified")),
    ({"addLabelIds": ["Label_9"]}, invalid("labelId not found")),
    ({"addLabelIds": ["Заявки"]}, invalid("Invalid label: Заявки")),
    ({"addLabelIds": ["SENT"]}, invalid("Invalid label: SENT")),
    (
        {"addLabelIds": ["INBOX"], "removeLabelIds": ["INBOX"]},
        invalid("Cannot both add and remove the same label"),
    ),
]


@pytest.mark.parametrize(("change", "expected"), NOT_CHANGED)
def test_changes_that_are_refused(gmail: Any, change: dict[str, Any], expected: Refusal) -> None:
    message = insert(gmail)
    assert refusal(gmail.messages().modify(userId="me", id=message["id"], body=change)) == expected


def test_the_bin(gmail: Any) -> None:
    message = insert(gmail, REPORT, "INBOX", "UNREAD")
    binned = gmail.messages().trash(userId="me", id=message["id"]).execute()
    assert binned["labelIds"] == ["TRASH", "UNREAD"]
    assert gmail.messages().list(userId="me").execute() == {"resultSizeEstimate": 0}
    assert gmail.messages().list(userId="me", labelIds=["TRASH"]).execute()["resultSizeEstimate"] == 1
    assert gmail.messages().untrash(userId="me", id=message["id"]).execute()["labelIds"] == ["UNREAD"]
    assert gmail.messages().delete(userId="me", id=message["id"]).execute() == ""
    assert refusal(gmail.messages().get(userId="me", id=message["id"])) == MISSING


def test_batch_delete_passes_over_what_is_gone(gmail: Any, workspace: Workspace) -> None:
    ids = [insert(gmail)["id"] for _ in range(2)]
    gmail.messages().batchDelete(userId="me", body={"ids": [*ids, "0123456789abcdef"]}).execute()
    assert gmail.messages().list(userId="me").execute() == {"resultSizeEstimate": 0}
    with workspace.store.read() as tx:
        assert tx.execute("SELECT COUNT(*) FROM gmail_contents").fetchone()[0] == 0


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        ("0123456789abcdef", MISSING),
        ("7fffffffffffffff", MISSING),
        ("000000123456789abcdef", MISSING),
        ("no-id", invalid("Invalid id value")),
        ("8000000000000000", invalid("Invalid id value")),
        ("1" * 17, invalid("Invalid id value")),
    ],
)
def test_letters_that_are_not_there(gmail: Any, identity: str, expected: Refusal) -> None:
    box = gmail.messages()
    for call in (box.get, box.delete, box.trash, box.untrash):
        assert refusal(call(userId="me", id=identity)) == expected


def test_an_id_may_be_written_with_zeros_and_great_letters(gmail: Any) -> None:
    identity = insert(gmail)["id"]
    written = "00" + identity.upper()
    assert gmail.messages().get(userId="me", id=written).execute()["id"] == identity
    assert gmail.threads().get(userId="me", id=written).execute()["id"] == identity


@pytest.mark.parametrize("kind", ["messages", "threads", "drafts"])
@pytest.mark.parametrize("size", [0, 2**31])
def test_a_page_of_no_letters_is_refused(gmail: Any, kind: str, size: int) -> None:
    request = getattr(gmail, kind)().list(userId="me", maxResults=size)
    assert refusal(request) == invalid("Invalid maxResults")


DATES = [
    ("insert", {}, "1789365600000"),
    ("insert", {"internalDateSource": "dateHeader"}, "1777878000000"),
    ("import_", {}, "1777878000000"),
    ("import_", {"internalDateSource": "receivedTime"}, "1789365600000"),
]


@pytest.mark.parametrize(("method", "params", "moment"), DATES)
def test_insert_and_import_keep_the_letter(
    gmail: Any, method: str, params: dict[str, Any], moment: str
) -> None:
    call = getattr(gmail.messages(), method)
    identity = call(userId="me", body=raw(REPORT) | {"labelIds": ["STARRED"]}, **params).execute()["id"]
    read = gmail.messages().get(userId="me", id=identity, format="raw").execute()
    assert (decoded(read["raw"]), read["internalDate"], read["labelIds"]) == (REPORT, moment, ["STARRED"])


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("Fri, 31 Dec 9999 23:59:59 +0000", "1789365600000"),
        ("Sat, 01 Jan 2101 00:00:00 +0000", "4133980800000"),
        ("Thu, 01 Jan 1970 00:00:00 +0000", "1789365600000"),
        ("Mon, 4 May 2026 25:00:00 +0300", "1789365600000"),
        ("4 May 26 10:00 +0300", "1777878000000"),
        ("soon", "1789365600000"),
    ],
)
@pytest.mark.parametrize("kind", ["messages", "threads"])
def test_dates_that_cannot_be_do_not_disturb_the_pages(gmail: Any, date: str, moment: str, kind: str) -> None:
    for _ in range(3):
        identity = insert(gmail)["id"]
    content = b"Date: " + date.encode() + b"\r\n\r\ntext"
    last = gmail.messages().import_(userId="me", body=raw(content)).execute()["id"]
    read = gmail.messages().get(userId="me", id=last, format="minimal").execute()
    assert read["internalDate"] == moment
    box, found = getattr(gmail, kind)(), []
    request = box.list(userId="me", maxResults=1)
    while request is not None:
        answer = request.execute()
        found += [entry["id"] for entry in answer[kind]]
        request = box.list_next(request, answer)
    assert (len(found), len(set(found)), {identity, last} <= set(found)) == (4, 4, True)


IMPORTED = [
    ({"Subject": "Re: Отчёт за май", "References": "<own@example.org>", "From": BOSS}, True),
    ({"Subject": "Отчёт за май", "From": f"Иван <{IVAN}>", "Date": "Fri, 08 May 2026 10:00:00 +0300"}, True),
    ({"Subject": "Отчёт за май", "From": f"Иван <{IVAN}>", "Date": "Fri, 29 May 2026 10:00:00 +0300"}, False),
    ({"Subject": "Отчёт за май", "From": BOSS, "Date": "Fri, 08 May 2026 10:00:00 +0300"}, False),
    ({"Subject": "Другое", "From": f"Иван <{IVAN}>", "Date": "Fri, 08 May 2026 10:00:00 +0300"}, False),
]


@pytest.mark.parametrize(("headers", "joined"), IMPORTED)
def test_what_is_imported_joins_a_thread_as_by_post(
    gmail: Any, headers: dict[str, str], joined: bool
) -> None:
    first = gmail.messages().import_(userId="me", body=raw(REPORT)).execute()
    assert list(first) == ["id"]
    body = raw(letter(**headers))
    second = gmail.messages().import_(userId="me", body=body).execute()["id"]
    read = gmail.messages().get(userId="me", id=second, format="minimal").execute()
    assert (read["threadId"] == first["id"]) == joined
    asked = gmail.messages().import_(userId="me", body=body | {"threadId": first["id"]})
    assert refusal(asked) == invalid("threadId not allowed")


def test_what_is_inserted_joins_nothing_by_itself(gmail: Any) -> None:
    first = insert(gmail)
    answer = letter(Subject="Re: Отчёт за май", References="<own@example.org>")
    assert insert(gmail, answer)["threadId"] != first["threadId"]
    assert insert(gmail, answer, threadId=first["threadId"])["threadId"] == first["threadId"]


@pytest.mark.parametrize("body", [None, {"labelIds": ["INBOX"]}])
def test_a_letter_is_uploaded_as_it_stands(gmail: Any, body: dict[str, Any] | None) -> None:
    media = MediaIoBaseUpload(io.BytesIO(PLAIN), mimetype="message/rfc822")
    identity = gmail.messages().insert(userId="me", body=body, media_body=media).execute()["id"]
    read = gmail.messages().get(userId="me", id=identity, format="raw").execute()
    assert (decoded(read["raw"]), read.get("labelIds", [])) == (PLAIN, (body or {}).get("labelIds", []))


def test_an_uploaded_draft_is_sent(gmail: Any) -> None:
    media = MediaIoBaseUpload(io.BytesIO(PLAIN), mimetype="message/rfc822")
    draft = gmail.drafts().create(userId="me", body={"message": {}}, media_body=media).execute()
    gmail.drafts().send(userId="me", body={"id": draft["id"]}).execute()
    assert gmail.messages().list(userId=IVAN).execute()["resultSizeEstimate"] == 1


def test_profile(gmail: Any) -> None:
    assert gmail.getProfile(userId="me").execute() == {
        "emailAddress": SCHOOL,
        "messagesTotal": 0,
        "threadsTotal": 0,
        "historyId": "1001",
    }
    insert(gmail)
    insert(gmail)
    assert gmail.getProfile(userId=SCHOOL).execute() == {
        "emailAddress": SCHOOL,
        "messagesTotal": 2,
        "threadsTotal": 2,
        "historyId": "1003",
    }


def test_an_account_sends_from_its_own_address(gmail: Any) -> None:
    aliases = gmail.settings().sendAs()
    [own] = aliases.list(userId="me").execute()["sendAs"]
    assert (own["sendAsEmail"], own["isPrimary"], own["signature"]) == (SCHOOL, True, "")
    assert aliases.get(userId="me", sendAsEmail=SCHOOL).execute() == own
    assert refusal(aliases.get(userId="me", sendAsEmail=IVAN)) == MISSING


def test_a_format_in_either_case(gmail: Any, session: requests.Session) -> None:
    url = f"https://gmail.googleapis.com/gmail/v1/users/me/messages/{insert(gmail)['id']}?format="
    assert [sorted(session.get(url + form).json()) for form in ("RAW", "Raw")] == [
        sorted(session.get(url + "raw").json())
    ] * 2
    assert session.get(url + "HUGE").status_code == 400


def test_in_strict_mode_only_ones_own_mailbox_is_open(
    gmail: Any, workspace: Workspace, session: requests.Session
) -> None:
    with workspace.store.write() as tx:
        set_setting(tx, "strict", True)
        bearer = token.issue(tx, IVAN, "https://mail.google.com/")
    session.headers["Authorization"] = f"Bearer {bearer}"
    own = service(session, "gmail").users()
    assert own.getProfile(userId="me").execute()["emailAddress"] == IVAN
    assert own.getProfile(userId=IVAN.upper()).execute()["emailAddress"] == IVAN
    denied = (403, f"Delegation denied for {SCHOOL}", "PERMISSION_DENIED", "forbidden")
    assert refusal(own.getProfile(userId=SCHOOL)) == denied


def test_the_same_over_a_port(door: requests.Session) -> None:
    gmail = service(door, "gmail").users()
    identity = gmail.messages().send(userId="me", body=raw(letter("Привет", To=IVAN))).execute()["id"]
    read = gmail.messages().get(userId="me", id=identity).execute()
    assert (read["snippet"], read["labelIds"]) == ("Привет", ["SENT"])
    assert refusal(gmail.messages().get(userId="me", id="0123456789abcdef")) == MISSING
