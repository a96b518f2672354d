"""How requests and answers travel: batches, compression, overridden methods, HEAD, OPTIONS."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from googleapiclient.http import BatchHttpRequest

from workspace_emulator.doors import service
from workspace_emulator.encoding import packed
from workspace_emulator.google import Workspace
from workspace_emulator.server import running
from workspace_emulator.wire import Reply

CONTROL = "https://www.googleapis.com/_control/"
FILES = "https://www.googleapis.com/drive/v3/files"
BATCH = "https://www.googleapis.com/batch"
SHEETS = "https://sheets.googleapis.com/v4/spreadsheets"


@pytest.fixture
def base(workspace: Workspace) -> Iterator[str]:
    """The base URL of a workspace behind a port."""
    with running(workspace) as url:
        yield url


class Gathered:
    """What a batch brought, by request id: an answer or an error."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}

    def __call__(self, request_id: str, answer: Any, error: Any) -> None:
        self.answers[request_id] = answer if error is None else (error.status_code, error.reason)


def parts(answer: requests.Response) -> list[str]:
    """The parts of a multipart answer as text."""
    boundary = answer.headers["Content-Type"].partition("boundary=")[2]
    return answer.text.split(f"--{boundary}")[1:-1]


def multipart(*calls: str) -> dict[str, Any]:
    """The body and headers of a batch of such calls."""
    pieces = [
        f"--b\r\nContent-Type: application/http\r\nContent-ID: <item{n}>\r\n\r\n{call}\r\n"
        for n, call in enumerate(calls)
    ]
    body = "".join(pieces) + "--b--\r\n"
    return {"data": body.encode(), "headers": {"Content-Type": "multipart/mixed; boundary=b"}}


def test_batch_of_the_google_client(door: requests.Session) -> None:
    drive, gathered = service(door, "drive"), Gathered()
    batch = drive.new_batch_http_request(callback=gathered)
    for number in range(3):
        batch.add(drive.files().create(body={"name": f"план {number}"}, fields="name"))
    batch.add(drive.files().get(fileId="nope"), request_id="лишний")
    batch.execute()
    assert gathered.answers == {
        "1": {"name": "план 0"},
        "2": {"name": "план 1"},
        "3": {"name": "план 2"},
        "лишний": (404, "File not found: nope."),
    }


@pytest.mark.parametrize("family", ["sheets", "forms", "gmail"])
def test_every_familys_batch_address(door: requests.Session, family: str) -> None:
    client, gathered = service(door, family), Gathered()
    batch = client.new_batch_http_request(callback=gathered)
    calls = {
        "sheets": lambda: client.spreadsheets().get(spreadsheetId="1nope"),
        "forms": lambda: client.forms().get(formId="1nope"),
        "gmail": lambda: client.users().messages().get(userId="me", id="1234"),
    }
    batch.add(calls[family]())
    batch.execute()
    assert gathered.answers == {"1": (404, "Requested entity was not found.")}


def test_batch_of_a_client_over_a_port(base: str) -> None:
    """Any `multipart/mixed` client that knows only the address."""
    call = "GET /drive/v3/files/root?fields=name HTTP/1.1\r\nAccept: application/json\r\n\r\n"
    answer = requests.post(f"{base}/batch/drive/v3", timeout=60, **multipart(call))
    (part,) = parts(answer)
    assert part.startswith(
        "\r\nContent-Type: application/http\r\nContent-ID: <response-item0>\r\n\r\nHTTP/1.1 200 OK"
    )
    assert part.endswith('{\n  "name": "My Drive"\n}\n\r\n')


@pytest.mark.parametrize("path", ["", "/gmail/v1"])
def test_a_batch_of_gmail_has_a_hundred_calls_at_most(session: requests.Session, path: str) -> None:
    call = "GET /gmail/v1/users/me/profile HTTP/1.1\r\n\r\n"
    address = f"https://gmail.googleapis.com/batch{path}"
    assert len(parts(session.post(address, **multipart(*[call] * 100)))) == 100
    answer = session.post(address, **multipart(*[call] * 101))
    assert (answer.status_code, answer.json()["error"]["message"]) == (
        400,
        "Inner request count exceeds the limit. Received: 101, Limit: 100",
    )


def test_inner_errors_have_their_familys_shape(session: requests.Session) -> None:
    calls = (
        "GET /v4/spreadsheets/1nope HTTP/1.1\r\n\r\n",
        "GET /drive/v3/files/nope\n\n",
        "POST /v1/forms HTTP/1.1\nContent-Type: application/json\n\n{broken",
        "GET /gmail/v1/users/me/messages/12 HTTP/1.1",
    )
    answer = session.post(BATCH, **multipart(*calls))
    errors = [json.loads(part.split("\r\n\r\n", 2)[2])["error"] for part in parts(answer)]
    assert [(error["code"], "status" in error, "errors" in error) for error in errors] == [
        (404, True, False),
        (404, False, True),
        (400, True, False),
        (404, True, True),
    ]


def test_inner_calls_take_the_headers_of_the_whole(session: requests.Session) -> None:
    session.post(CONTROL + "tokens", json={"refresh_token": "1//anna", "account": "anna@example.org"})
    form = {"grant_type": "refresh_token", "refresh_token": "1//anna"}
    token = session.post("https://oauth2.googleapis.com/token", data=form).json()["access_token"]
    about = "GET /drive/v3/about?fields=user(emailAddress) HTTP/1.1\r\n{}\r\n"
    sent = multipart(about.format(""), about.format("Authorization: Bearer other\r\n"))
    sent["headers"]["Authorization"] = f"Bearer {token}"
    answer = session.post(f"{BATCH}/drive/v3", **sent)
    found = [json.loads(part.split("\r\n\r\n", 2)[2])["user"]["emailAddress"] for part in parts(answer)]
    assert found == ["anna@example.org", "school@example.org"]


@pytest.mark.parametrize(
    ("path", "call", "status", "message"),
    [
        ("", "GET /nope HTTP/1.1\r\n\r\n", 404, "Not Found"),
        ("", "POST /batch HTTP/1.1\r\n\r\n", 404, "Not Found"),
        ("/drive/v3", "GET /v4/spreadsheets/1 HTTP/1.1\r\n\r\n", 404, "Not Found"),
        ("", "", 404, "Not Found"),
        ("", "POST /upload/drive/v3/files?uploadType=media HTTP/1.1\r\n\r\nx", 400,
         "Media cannot be sent or read in a batch."),
        ("", "GET /drive/v3/files/root?alt=media HTTP/1.1\r\n\r\n", 400,
         "Media cannot be sent or read in a batch."),
    ],
)  # fmt: skip
def test_calls_that_no_batch_takes(
    session: requests.Session, path: str, call: str, status: int, message: str
) -> None:
    (part,) = parts(session.post(BATCH + path, **multipart(call)))
    error = json.loads(part.split("\r\n\r\n", 2)[2])["error"]
    assert (error["code"], error["message"]) == (status, message)


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"", "multipart/mixed; boundary=b"), (b"x", "multipart/mixed"), (b"{}", "application/json")],
)
def test_empty_batch(session: requests.Session, body: bytes, kind: str) -> None:
    answer = session.post(BATCH, data=body, headers={"Content-Type": kind})
    message = (
        f"Failed to parse batch request, error: 0 items. Received batch body: ({len(body)}) bytes redacted"
    )
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, message)


def test_batch_sizes(session: requests.Session) -> None:
    calls = ["GET /drive/v3/files/root HTTP/1.1\r\n\r\n"] * 1001
    assert session.post(BATCH, **multipart(*calls)).status_code == 400
    found = parts(session.post(f"{BATCH}/drive/v3", **multipart(*calls[:101])))
    statuses = [part.split("HTTP/1.1 ")[1][:3] for part in found]
    assert statuses == ["200"] * 100 + ["403"]
    error = json.loads(found[-1].split("\r\n\r\n", 2)[2])["error"]
    assert error["message"] == "Exceeds allowed inner batch requests soft limit. Please retry."


def test_a_fault_strikes_one_call_of_a_batch(session: requests.Session) -> None:
    session.post(CONTROL + "faults", json={"method": "drive.files.get", "status": 503, "nth": 2})
    calls = ["GET /drive/v3/files/root HTTP/1.1\r\n\r\n"] * 3
    found = parts(session.post(BATCH, **multipart(*calls)))
    assert [part.split("HTTP/1.1 ")[1][:3] for part in found] == ["200", "503", "200"]


def test_batch_request_of_its_own(session: requests.Session) -> None:
    """The legacy address, which BatchHttpRequest takes when it is built by hand."""
    sheets, gathered = service(session, "sheets"), Gathered()
    batch = BatchHttpRequest(callback=gathered, batch_uri=BATCH)
    body = {"properties": {"title": "Журнал"}}
    batch.add(sheets.spreadsheets().create(body=body, fields="properties.title"))
    batch.execute(http=sheets._http)
    assert gathered.answers == {"1": {"properties": {"title": "Журнал"}}}


def test_get_that_travels_as_a_post(door: requests.Session) -> None:
    headers = {"X-HTTP-Method-Override": "GET", "Content-Type": "application/x-www-form-urlencoded"}
    answer = door.post(f"{FILES}/root", data=b"fields=name", headers=headers)
    assert (answer.status_code, answer.json()) == (200, {"name": "My Drive"})
    patched = door.post(f"{FILES}/root", json={"starred": True}, headers={"X-HTTP-Method-Override": "PATCH"},
                        params={"fields": "starred"})  # fmt: skip
    assert patched.json() == {"starred": True}


def test_override_with_a_body_that_is_no_text(session: requests.Session) -> None:
    headers = {"X-HTTP-Method-Override": "GET", "Content-Type": "application/x-www-form-urlencoded"}
    assert session.post(f"{FILES}/root", data=b"\xff\xfe=1", headers=headers).status_code == 200


def test_packed_bodies_both_ways(base: str) -> None:
    packed_body = gzip.compress(json.dumps({"name": "план", "description": "да" * 2000}).encode())
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    url = f"{base}/drive/v3/files?fields=description"
    answer = requests.post(url, data=packed_body, headers=headers, timeout=60)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert int(answer.headers["Content-Length"]) < 300
    assert answer.json() == {"description": "да" * 2000}
    plain = requests.post(
        url, data=packed_body, headers={**headers, "Accept-Encoding": "identity"}, timeout=60
    )
    assert "Content-Encoding" not in plain.headers
    assert plain.json() == answer.json()


def test_small_answers_are_not_packed(base: str) -> None:
    assert "Content-Encoding" not in requests.get(f"{base}/drive/v3/files/root", timeout=60).headers


@pytest.mark.parametrize(
    ("accepted", "kind", "is_packed"),
    [
        ("gzip", "application/json", True),
        ("br;q=1.0, GZIP;q=0.5", "text/csv", True),
        ("*", "text/html", True),
        ("gzip;q=0", "application/json", False),
        ("deflate", "application/json", False),
        ("", "application/json", False),
        ("gzip", "application/zip", False),
    ],
)
def test_who_gets_a_packed_answer(accepted: str, kind: str, is_packed: bool) -> None:
    reply = packed(Reply(200, b"x" * 2000, {"Content-Type": kind}), accepted)
    assert ("Content-Encoding" in reply.headers) == is_packed
    assert (gzip.decompress(reply.body) if is_packed else reply.body) == b"x" * 2000


@pytest.mark.parametrize("body", [b"no gzip", gzip.compress(b"{}", mtime=0)[:-4]])
def test_broken_gzip(session: requests.Session, body: bytes) -> None:
    answer = session.post(FILES, data=body, headers={"Content-Encoding": "gzip"})
    assert answer.status_code == 400
    assert answer.json()["error"]["errors"][0]["reason"] == "badRequest"


def test_head_and_options(door: requests.Session) -> None:
    got = door.get(f"{FILES}/root")
    headed = door.head(f"{FILES}/root")
    assert (headed.status_code, headed.content) == (200, b"")
    assert headed.headers["Content-Length"] == got.headers["Content-Length"]
    assert door.head(f"{FILES}/nope").status_code == 404
    asked = door.options(f"{FILES}/root")
    assert (asked.status_code, asked.headers["Allow"]) == (200, "OPTIONS, HEAD, GET, PATCH, DELETE")
    assert "Access-Control-Allow-Origin" not in asked.headers
    assert door.options("https://www.googleapis.com/drive/v3/nope").status_code == 404


def test_common_parameters(session: requests.Session) -> None:
    common = {"$.xgafv": "2", "callback": "alert", "key": "k", "quotaUser": "u", "alt": "json"}
    for url in (f"{FILES}/root", "https://gmail.googleapis.com/gmail/v1/users/me/profile"):
        pretty = session.get(url, params=common)
        compact = session.get(url, params={**common, "prettyPrint": "false"})
        assert pretty.text.startswith("{\n  ")
        assert compact.text == json.dumps(pretty.json(), separators=(",", ":"))
    refused = session.get(f"{FILES}/nope", params={"prettyPrint": "false"})
    assert refused.text.startswith('{"error":{"code":404,')


def test_media_of_a_file(door: requests.Session) -> None:
    content = bytes(range(256)) * 20
    upload = "https://www.googleapis.com/upload/drive/v3/files?uploadType=media"
    made = door.post(upload, data=content, headers={"Content-Type": "image/png"}).json()
    got = door.get(f"{FILES}/{made['id']}?alt=media")
    assert (got.content, got.headers["Content-Type"]) == (content, "image/png")


@pytest.mark.parametrize(
    ("path", "status"),
    [("//", 200), ("/%zz", 404), ("/drive/v3/files/%ff", 404), ("//[", 404), ("/v4/spreadsheets/%00", 404)],
)
def test_odd_addresses(base: str, path: str, status: int) -> None:
    """Slashes at the beginning count as one: nothing there can pass for another host."""
    assert requests.get(base + path, timeout=60).status_code == status
