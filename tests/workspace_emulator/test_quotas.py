"""Limits a minute: each bucket's limits and words, the clock, several processes on one file."""

from __future__ import annotations

from typing import Any

import gspread
import pytest
import requests

from workspace_emulator import catalog, quotas
from workspace_emulator.adapter import WorkspaceAdapter
from workspace_emulator.google import Workspace
from workspace_emulator.wire import Request

CONTROL = "https://www.googleapis.com/_control/"
FILES = "https://www.googleapis.com/drive/v3/files"
SHEET = "https://sheets.googleapis.com/v4/spreadsheets/1none"
FORM = "https://forms.googleapis.com/v1/forms/1none"
MAIL = "https://gmail.googleapis.com/gmail/v1/users/me"


def limit(session: requests.Session, **limits: Any) -> None:
    """Turn quotas on with such limits and stop the clock."""
    session.post(CONTROL + "clock", json={"now": "2026-09-01T08:00:30Z"}).raise_for_status()
    body = {"on": True, "limits": {name.replace("__", "."): most for name, most in limits.items()}}
    session.post(CONTROL + "quotas", json=body).raise_for_status()


def test_off_until_asked_for(session: requests.Session) -> None:
    shown = session.get(CONTROL + "quotas").json()
    assert shown == {"on": False, "limits": quotas.LIMITS, "used": []}
    assert {session.get(SHEET).status_code for _ in range(61)} == {404}


def test_sixty_reads_a_minute(session: requests.Session) -> None:
    limit(session)
    statuses = [session.get(SHEET).status_code for _ in range(61)]
    assert statuses == [404] * 60 + [429]
    assert session.post(SHEET + ":batchUpdate", json={}).status_code == 400
    session.post(CONTROL + "clock", json={"now": "2026-09-01T08:00:59Z"})
    assert session.get(SHEET).status_code == 429
    session.post(CONTROL + "clock", json={"now": "2026-09-01T08:01:00Z"})
    assert session.get(SHEET).status_code == 404


def test_the_sheets_refusal(session: requests.Session) -> None:
    limit(session, sheets__read={"user": 0})
    answer = session.get(SHEET)
    assert (answer.status_code, "Retry-After" in answer.headers) == (429, False)
    assert answer.json() == {"error": {
        "code": 429,
        "message": "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per "
                   "user' of service 'sheets.googleapis.com' for consumer 'project_number:100000000000'.",
        "status": "RESOURCE_EXHAUSTED",
        "details": [
            {
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": "RATE_LIMIT_EXCEEDED",
                "domain": "googleapis.com",
                "metadata": {
                    "quota_limit_value": "0",
                    "service": "sheets.googleapis.com",
                    "consumer": "projects/100000000000",
                    "quota_unit": "1/min/{project}/{user}",
                    "quota_location": "global",
                    "quota_metric": "sheets.googleapis.com/read_requests",
                    "quota_limit": "ReadRequestsPerMinutePerUser",
                },
            },
            {
                "@type": "type.googleapis.com/google.rpc.Help",
                "links": [{
                    "description": "Request a higher quota limit.",
                    "url": "https://cloud.google.com/docs/quotas/help/request_increase",
                }],
            },
        ],
    }}  # fmt: skip


def test_the_gmail_refusal(session: requests.Session) -> None:
    limit(session, gmail={"user": 0})
    words = (
        "Quota exceeded for quota metric 'Total Query Cost' and limit 'Units per minute per user' of service "
        "'gmail.googleapis.com' for consumer 'project_number:100000000000'."
    )
    error = session.get(MAIL + "/profile").json()["error"]
    info, help_ = error.pop("details")
    assert error == {
        "code": 403,
        "message": words,
        "errors": [{"message": words, "domain": "usageLimits", "reason": "rateLimitExceeded"}],
        "status": "PERMISSION_DENIED",
    }
    assert help_ == quotas.HELP
    assert info["metadata"] == {
        "quota_limit_value": "0",
        "service": "gmail.googleapis.com",
        "consumer": "projects/100000000000",
        "quota_unit": "1/min/{project}/{user}",
        "quota_location": "global",
        "quota_metric": "gmail.googleapis.com/total_query_cost",
        "quota_limit": "totalQueryCostPerMinutePerUser",
    }


@pytest.mark.parametrize(
    ("bucket", "whose", "verb", "url", "status", "reason", "start"),
    [
        ("sheets__write", "user", "POST", SHEET + ":batchUpdate", 429, None,
         "'Write requests per minute per user'"),
        ("sheets__read", "project", "GET", SHEET, 429, None, "'Read requests per minute'"),
        ("sheets__read", "user", "POST", SHEET + ":getByDataFilter", 429, None,
         "'Read requests per minute per user'"),
        ("forms__read", "user", "GET", FORM, 429, None, "'Read requests per minute per user'"),
        ("forms__expensive_read", "user", "GET", FORM + "/responses", 429, None,
         "'Expensive read requests per minute per user'"),
        ("forms__write", "project", "POST", FORM + ":batchUpdate", 429, None, "'Write requests per minute'"),
        ("gmail", "user", "GET", MAIL + "/profile", 403, "rateLimitExceeded",
         "'Units per minute per user'"),
        ("gmail", "project", "GET", MAIL + "/profile", 403, "rateLimitExceeded", "'Units per minute'"),
        ("drive", "user", "GET", FILES, 403, "userRateLimitExceeded", "User Rate Limit Exceeded."),
        ("drive", "project", "GET", FILES, 403, "rateLimitExceeded", "Rate Limit Exceeded"),
    ],
)  # fmt: skip
def test_every_bucket_in_its_familys_words(
    session: requests.Session,
    bucket: str,
    whose: str,
    verb: str,
    url: str,
    status: int,
    reason: Any,
    start: str,
) -> None:
    limit(session, **{bucket: {whose: 0}})
    answer = session.request(verb, url, json={} if verb == "POST" else None)
    error = answer.json()["error"]
    entry = error.get("errors", [{}])[0]
    assert (answer.status_code, entry.get("reason")) == (status, reason)
    assert entry.get("domain", "usageLimits") == "usageLimits"
    assert error["message"].startswith(start) or f"and limit {start} of service" in error["message"]


@pytest.mark.parametrize(
    ("verb", "path", "bucket", "units"),
    [
        ("GET", "/gmail/v1/users/me/messages", "gmail", 5),
        ("GET", "/gmail/v1/users/me/messages/1", "gmail", 20),
        ("GET", "/gmail/v1/users/me/threads/1", "gmail", 40),
        ("POST", "/gmail/v1/users/me/messages/send", "gmail", 100),
        ("GET", "/gmail/v1/users/me/history", "gmail", 2),
        ("GET", "/drive/v3/files", "drive", 100),
        ("GET", "/drive/v3/files/1", "drive", 5),
        ("GET", "/drive/v3/files/1?alt=media", "drive", 200),
        ("GET", "/drive/v3/files/1/export", "drive", 200),
        ("POST", "/drive/v3/files/1/copy", "drive", 50),
        ("GET", "/v4/spreadsheets/1/values:batchGet", "sheets.read", 1),
        ("POST", "/v4/spreadsheets/1/values:batchGetByDataFilter", "sheets.read", 1),
        ("POST", "/v4/spreadsheets/1/developerMetadata:search", "sheets.read", 1),
        ("PUT", "/v4/spreadsheets/1/values/A1", "sheets.write", 1),
        ("GET", "/v1/forms/1/responses/2", "forms.read", 1),
        ("GET", "/v1/forms/1/responses", "forms.expensive_read", 1),
    ],
)
def test_what_a_call_costs(verb: str, path: str, bucket: str, units: int) -> None:
    request = Request.of(verb, path)
    found = catalog.route(verb, request.path)
    assert found is not None
    assert quotas.cost_of(found[0], request) == quotas.Cost(bucket, units)


def test_every_method_of_gmail_has_a_price() -> None:
    priced = {f"gmail.users.{name}" for name in quotas.GMAIL_UNITS}
    methods = {method.id for method in catalog.methods("gmail")}
    assert priced - methods == set()
    assert (methods & set(catalog.ANSWERS)) - priced == set()


def test_accounts_have_shares_of_their_own(session: requests.Session) -> None:
    session.post(CONTROL + "tokens", json={"refresh_token": "1//anna", "account": "anna@example.org"})
    form = {"grant_type": "refresh_token", "refresh_token": "1//anna"}
    token = session.post("https://oauth2.googleapis.com/token", data=form).json()["access_token"]
    limit(session, sheets__read={"user": 2, "project": 3})
    anna = {"Authorization": f"Bearer {token}"}
    statuses = [session.get(SHEET, headers=headers).status_code for headers in ({}, {}, {}, anna, anna)]
    assert statuses == [404, 404, 429, 404, 429]
    assert session.get(CONTROL + "quotas").json()["used"] == [
        {"bucket": "sheets.read", "user": "", "units": 3},
        {"bucket": "sheets.read", "user": "anna@example.org", "units": 1},
        {"bucket": "sheets.read", "user": "school@example.org", "units": 2},
    ]


def test_processes_share_what_is_left(workspace: Workspace, session: requests.Session) -> None:
    limit(session, sheets__read={"user": 2})
    other = Workspace(workspace.store.path)
    with requests.Session() as neighbour:
        neighbour.mount("https://", WorkspaceAdapter(other))
        assert [one.get(SHEET).status_code for one in (session, neighbour, session)] == [404, 404, 429]
    other.close()


def test_calls_of_a_batch_are_counted_one_by_one(session: requests.Session) -> None:
    limit(session, sheets__read={"user": 2})
    call = "--b\r\nContent-Type: application/http\r\n\r\nGET /v4/spreadsheets/1none\r\n\r\n"
    answer = session.post("https://sheets.googleapis.com/batch", data=call * 3 + "--b--",
                          headers={"Content-Type": "multipart/mixed; boundary=b"})  # fmt: skip
    assert [line[9:12] for line in answer.text.splitlines() if line.startswith("HTTP/1.1")] == [
        "404", "404", "429",
    ]  # fmt: skip


def test_gspread_meets_the_refusal(session: requests.Session) -> None:
    client = gspread.Client(auth=None, session=session)  # type: ignore[arg-type]
    book = client.create("Журнал")
    limit(session, sheets__write={"user": 1})
    book.sheet1.update([["a"]], "A1")
    with pytest.raises(gspread.exceptions.APIError) as raised:
        book.sheet1.update([["b"]], "A1")
    assert raised.value.code == 429
    assert book.sheet1.acell("A1").value == "a"


def test_limits_can_be_changed_back_and_turned_off(session: requests.Session) -> None:
    limit(session, drive={"user": 7})
    shown = session.post(CONTROL + "quotas", json={"limits": {"drive": {"project": 9}}}).json()
    assert (shown["on"], shown["limits"]["drive"]) == (True, {"user": 7, "project": 9})
    shown = session.post(CONTROL + "quotas", json={"on": False, "limits": {}}).json()
    assert (shown["on"], shown["limits"]) == (False, quotas.LIMITS)


BUCKETS = ", ".join(quotas.LIMITS)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"on": "yes"}, '"on" must be true or false.'),
        ({"off": True}, "Unknown: off. Known: on, limits."),
        ({"limits": []}, f'"limits" must be an object with any of {BUCKETS}.'),
        ({"limits": {"mail": {}}}, f"Unknown: mail. Known: {BUCKETS}."),
        ({"limits": {"drive": 5}}, '"drive" must be an object with any of user, project.'),
        ({"limits": {"drive": {"day": 1}}}, "Unknown: day. Known: user, project."),
        ({"limits": {"drive": {"user": -1}}}, '"user" must be a whole number, 0 or more.'),
        ({"limits": {"drive": {"user": True}}}, '"user" must be a whole number, 0 or more.'),
    ],
)
def test_wrong_limits(session: requests.Session, body: Any, sentence: str) -> None:
    answer = session.post(CONTROL + "quotas", json=body)
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, sentence)
    assert session.get(CONTROL + "quotas").json()["limits"] == quotas.LIMITS
