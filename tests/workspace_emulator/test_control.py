"""The control plane: reset, clock, account, files with a given id, counting calls, and its own refusals."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CONTROL = "https://www.googleapis.com/_control/"
FILES = "https://www.googleapis.com/drive/v3/files"


def test_clock_stands_where_it_was_set_and_runs_again(door: requests.Session) -> None:
    set_to = door.post(CONTROL + "clock", json={"now": "2026-09-01T08:00:00+03:00"})
    assert (set_to.status_code, set_to.json()) == (
        200,
        {"now": "2026-09-01T05:00:00.000000Z", "frozen": True},
    )
    file_id = door.post(FILES, json={"name": "a"}).json()["id"]
    shown = door.get(f"{FILES}/{file_id}", params={"fields": "createdTime"}).json()
    assert shown == {"createdTime": "2026-09-01T05:00:00.000Z"}
    assert door.get(CONTROL + "clock").json() == set_to.json()
    for path, body in (("clock", {"resume": True}), ("clock/resume", {})):
        door.post(CONTROL + "clock", json={"now": "2026-09-01T08:00:00+03:00"})
        resumed = door.post(CONTROL + path, json=body).json()
        assert resumed["frozen"] is False
        assert abs(datetime.fromisoformat(resumed["now"]) - datetime.now(UTC)) < timedelta(minutes=5)


def test_reset_forgets_everything(door: requests.Session) -> None:
    door.post(FILES, json={"name": "a"})
    door.post(CONTROL + "clock", json={"now": "2026-09-01T08:00:00Z"})
    door.post(CONTROL + "account", json={"account": "lyceum@example.org"})
    door.post(CONTROL + "faults", json={"method": "drive.*", "status": 503, "nth": 99})
    assert door.post(CONTROL + "reset").status_code == 200
    assert door.get(CONTROL + "calls").json() == {"calls": {}}
    assert door.get(FILES).json()["files"] == []
    assert door.get(CONTROL + "clock").json()["frozen"] is False
    assert door.get(CONTROL + "account").json() == {"account": "school@example.org"}
    assert door.get(CONTROL + "faults").json() == {"faults": []}


def test_file_with_a_given_id_and_owner(session: requests.Session) -> None:
    body = {"id": "1plan", "name": "План", "mimeType": "text/plain", "owner": "anna@example.org",
            "appProperties": {"k": "v"}}  # fmt: skip
    made = session.post(CONTROL + "files", json=body)
    assert made.json() == {
        "id": "1plan",
        "name": "План",
        "mimeType": "text/plain",
        "owner": "anna@example.org",
    }
    shown = session.get(
        f"{FILES}/1plan", params={"fields": "name,ownedByMe,owners/emailAddress,appProperties"}
    ).json()
    assert shown == {
        "name": "План",
        "owners": [{"emailAddress": "anna@example.org"}],
        "ownedByMe": False,
        "appProperties": {"k": "v"},
    }


def test_spreadsheet_and_form_with_a_given_id_have_content(session: requests.Session) -> None:
    for file_id, kind in (("1sheet", "spreadsheet"), ("1form", "form")):
        body = {"id": file_id, "name": "Журнал", "mimeType": f"application/vnd.google-apps.{kind}"}
        assert session.post(CONTROL + "files", json=body).status_code == 200
    sheet = session.get(
        "https://sheets.googleapis.com/v4/spreadsheets/1sheet", params={"fields": "properties.title"}
    )
    assert sheet.json() == {"properties": {"title": "Журнал"}}
    form = session.get("https://forms.googleapis.com/v1/forms/1form", params={"fields": "formId"})
    assert form.json() == {"formId": "1form"}


def test_calls_are_counted_by_method(door: requests.Session) -> None:
    file_id = door.post(FILES, json={"name": "a"}).json()["id"]
    for _ in range(2):
        door.get(f"{FILES}/{file_id}")
    door.get(f"{FILES}/nope")
    assert door.get(CONTROL + "calls").json() == {"calls": {"drive.files.create": 1, "drive.files.get": 3}}
    assert door.delete(CONTROL + "calls").json() == {"calls": {}}
    assert door.get(CONTROL + "calls").json() == {"calls": {}}


MOMENT = "an ISO 8601 moment such as 2026-09-01T08:00:00+03:00"
KEY = "an RSA public key or a certificate in PEM"
ELLIPTIC = (
    ec.generate_private_key(ec.SECP256R1())
    .public_key()
    .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    .decode()
)
FILES_REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"owner": 5}, '"owner" must be an e-mail address.'),
    ({"owner": ["a"]}, '"owner" must be an e-mail address.'),
    ({"mimeType": []}, '"mimeType" must be a text that is not empty.'),
    ({"mimeType": {}}, '"mimeType" must be a text that is not empty.'),
    ({"parents": 5}, '"parents" must be a list of ids.'),
    ({"parents": [5]}, '"parents" must be a list of ids.'),
]
STATUSES = "one of 400, 401, 403, 404, 408, 409, 429, 500, 502, 503, 504"
FAULTS_REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"kind": "fire"}, '"kind" must be one of status, latency, drop.'),
    ({"kind": []}, '"kind" must be one of status, latency, drop.'),
    ({"status": 299}, f'"status" must be {STATUSES}.'),
    ({"status": "503"}, f'"status" must be {STATUSES}.'),
    ({"kind": "latency", "seconds": 601}, '"seconds" must be a number from 0 to 600.'),
    ({"kind": "latency", "seconds": 1, "when": "after"}, "latency comes before the work: leave out when"),
    ({"when": "now"}, '"when" must be one of before, after.'),
    ({"nth": 0}, '"nth" must be a whole number, 1 or more.'),
    ({"times": True}, '"times" must be a whole number, 0 or more.'),
    ({"probability": 2}, '"probability" must be a number from 0 to 1.'),
    ({"seed": [1]}, '"seed" must be a number or a text.'),
    ({"message": 5}, '"message" must be a text that is not empty.'),
    ({"reason": ["notFound"]}, '"reason" must be a text that is not empty.'),
    ({"html": "yes"}, '"html" must be true or false.'),
    ({"colour": "red"}, "Unknown: colour."),
]


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "sentence"),
    [
        ("GET", "nope", None, 404, "There is no /_control/nope here."),
        ("GET", "clock/nope", None, 404, "There is no /_control/clock/nope here."),
        ("GET", "reset", None, 405, "/_control/reset takes POST."),
        ("POST", "clock", {}, 400, f'"now" is needed: {MOMENT}.'),
        ("POST", "clock", {"now": "tomorrow"}, 400, f'"now" must be {MOMENT}.'),
        ("POST", "clock", {"now": "9999-12-31T23:59:59-12:00"}, 400, f'"now" must be {MOMENT}.'),
        ("POST", "clock", {"now": "0001-01-01T00:00:00+12:00"}, 400, f'"now" must be {MOMENT}.'),
        ("POST", "clock", {"now": "9999-01-01T00:00:00Z"}, 400, f'"now" must be {MOMENT}.'),
        ("POST", "clock", {"now": 5}, 400, f'"now" must be {MOMENT}.'),
        ("POST", "clock", {"resume": 1}, 400, '"resume" must be true or false.'),
        ("POST", "clock", [], 400, "The body must be a JSON object."),
        ("POST", "account", {"account": "anna"}, 400, '"account" must be an e-mail address.'),
        ("POST", "account", {"account": "@"}, 400, '"account" must be an e-mail address.'),
        ("POST", "account", {"acount": "anna@example.org"}, 400, '"account" is needed: an e-mail address.'),
        ("POST", "reset", {"files": True}, 400, "Unknown: files."),
        ("POST", "strict", {"strict": "yes"}, 400, '"strict" must be true or false.'),
        ("POST", "files", {"id": "1"}, 400, '"name" is needed: a text that is not empty.'),
        *(("POST", "files", {"id": "1", "name": "a", **more}, 400, text) for more, text in FILES_REFUSED),
        *(("POST", "tokens", {"refresh_token": "r", **more}, 400, sentence) for more, sentence in (
            ({"account": 5}, '"account" must be an e-mail address.'),
            ({"account": ["a"]}, '"account" must be an e-mail address.'),
            ({"scope": ["https://a"]}, '"scope" must be a text that is not empty.'),
            ({"acount": "a@example.org"}, "Unknown: acount."),
        )),
        ("POST", "tokens", {}, 400, '"refresh_token" is needed: a text that is not empty.'),
        ("POST", "tokens/revoke", {"refresh_token": [1]}, 400,
         '"refresh_token" must be a text that is not empty.'),
        ("POST", "tokens/revoke", {"account": {}}, 400, '"account" must be an e-mail address.'),
        ("POST", "clients", {"client_id": "a", "client_secret": "b", "name": [1]}, 400,
         '"name" must be a text that is not empty.'),
        *(("POST", "keys", {"account": "a@example.org", "public_key": key}, 400,
           f'"public_key" must be {KEY}.') for key in ("x", "-----BEGIN x", 5, ELLIPTIC)),
        *(("POST", "faults", {"status": 503, **more}, 400, sentence) for more, sentence in FAULTS_REFUSED),
        ("POST", "faults", {}, 400, f'"status" is needed: {STATUSES}.'),
        ("POST", "faults", {"kind": "latency"}, 400, '"seconds" is needed: a number from 0 to 600.'),
        ("DELETE", "faults/first", None, 400, "first is no number of a fault."),
    ],
)  # fmt: skip
def test_refusals(
    session: requests.Session, method: str, path: str, body: Any, status: int, sentence: str
) -> None:
    answer = session.request(method, CONTROL + path, json=body)
    message = answer.json()["error"]["message"]
    assert (answer.status_code, message.partition(" Known:")[0]) == (status, sentence)


@pytest.mark.parametrize("body", [b"{now", b"[" * 100_000, b'{"now":' * 100_000, b'{"now": NaN}'])
def test_body_that_is_no_json(session: requests.Session, body: bytes) -> None:
    answer = session.post(CONTROL + "clock", data=body)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"].startswith("The body is no JSON: ")


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"description": "план", "appProperties": {"k": "v"}, "starred": True}, 200),
        ({"description": 5}, 200),
        ({"appProperties": 5}, 400),
        ({"appProperties": {"k": ["v"]}}, 400),
        ({"starred": "maybe"}, 400),
        ({"contentHints": []}, 400),
    ],
)
def test_what_a_file_is_given_besides_is_read_as_drive_reads_it(
    session: requests.Session, more: dict[str, Any], status: int
) -> None:
    answer = session.post(CONTROL + "files", json={"id": "1", "name": "a", "mimeType": "text/plain", **more})
    found = session.get(FILES, params={"q": "fullText contains 'a'", "fields": "*"})
    assert (answer.status_code, found.status_code) == (status, 200)


def test_file_id_is_given_once(session: requests.Session) -> None:
    body = {"id": "1plan", "name": "a", "mimeType": "text/plain"}
    answers = [session.post(CONTROL + "files", json=body) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 400]
    assert answers[1].json()["error"]["message"] == "A file already exists with the provided ID."
