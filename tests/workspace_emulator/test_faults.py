"""Faults on demand: which calls they hit, what the caller gets, and whether the work was done."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from workspace_emulator.adapter import WorkspaceAdapter
from workspace_emulator.google import Workspace

CONTROL = "https://www.googleapis.com/_control/"
FILES = "https://www.googleapis.com/drive/v3/files"
UPLOAD = "https://www.googleapis.com/upload/drive/v3/files"
SHEET = "https://sheets.googleapis.com/v4/spreadsheets/1none"
RESPONSES = "https://forms.googleapis.com/v1/forms/1none/responses"
LETTERS = "https://gmail.googleapis.com/gmail/v1/users/me/messages"


def fault(session: requests.Session, **spec: Any) -> Any:
    answer = session.post(CONTROL + "faults", json=spec)
    assert answer.status_code == 200, answer.text
    return answer.json()


def names(session: requests.Session) -> list[str]:
    return sorted(file["name"] for file in session.get(FILES).json()["files"])


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ({}, [503, 200, 200, 200, 200, 200]),
        ({"times": 2}, [503, 503, 200, 200, 200, 200]),
        ({"nth": 3}, [200, 200, 503, 200, 200, 200]),
        ({"nth": 3, "times": 2}, [200, 200, 503, 503, 200, 200]),
        ({"nth": 4, "times": 0}, [200, 200, 200, 503, 503, 503]),
        ({"method": "drive.files.list"}, [503, 200, 200, 200, 200, 200]),
        ({"method": "drive.*"}, [503, 200, 200, 200, 200, 200]),
        ({"method": "drive.files.get"}, [200] * 6),
        ({"method": "gmail.*"}, [200] * 6),
        ({"probability": 0, "seed": 1}, [200] * 6),
        ({"probability": 1, "seed": 1}, [503] * 6),
        ({"probability": 1, "times": 2}, [503, 503, 200, 200, 200, 200]),
    ],
)
def test_which_calls_are_struck(session: requests.Session, spec: Any, expected: list[int]) -> None:
    fault(session, **{"method": "*", "status": 503, **spec})
    assert [session.get(FILES).status_code for _ in range(6)] == expected


def test_a_seed_repeats_its_luck(session: requests.Session) -> None:
    rounds = []
    for seed in (7, 7, 8):
        session.delete(CONTROL + "faults")
        fault(session, status=500, probability=0.5, seed=seed)
        rounds.append([session.get(FILES).status_code for _ in range(40)])
    assert rounds[0] == rounds[1] != rounds[2]
    assert set(rounds[0]) == {200, 500}


@pytest.mark.parametrize(
    ("url", "status", "error"),
    [
        (SHEET, 500, {"code": 500, "message": "Internal error encountered.", "status": "INTERNAL"}),
        (SHEET, 503, {"code": 503, "message": "The service is currently unavailable.",
                      "status": "UNAVAILABLE"}),
        (SHEET, 504, {"code": 504, "message": "Gateway Timeout", "status": "DEADLINE_EXCEEDED"}),
        (FILES, 503, {"code": 503, "message": "The service is currently unavailable.", "errors": [
            {"message": "Backend Error", "domain": "global", "reason": "backendError"}]}),
        (FILES, 429, {"code": 429, "message": "User Rate Limit Exceeded",
                      "errors": [{"message": "User Rate Limit Exceeded", "domain": "usageLimits",
                                  "reason": "userRateLimitExceeded"}]}),
        (LETTERS, 429, {"code": 429, "message": "Too many concurrent requests for user",
                        "errors": [
            {"message": "Too many concurrent requests for user", "domain": "usageLimits",
             "reason": "rateLimitExceeded"}], "status": "RESOURCE_EXHAUSTED"}),
    ],
)  # fmt: skip
def test_the_familys_own_words(door: requests.Session, url: str, status: int, error: Any) -> None:
    fault(door, status=status)
    answer = door.get(url)
    assert (answer.status_code, answer.json()) == (status, {"error": error})
    assert "Retry-After" not in answer.headers


@pytest.mark.parametrize(
    ("method", "url", "words", "limit"),
    [
        ("GET", SHEET, "Read requests", "ReadRequestsPerMinutePerUser"),
        ("POST", SHEET + ":batchUpdate", "Write requests", "WriteRequestsPerMinutePerUser"),
        ("GET", RESPONSES, "Expensive read requests", "ExpensiveReadRequestsPerMinutePerUser"),
    ],
)
def test_quota_names_what_was_spent(
    session: requests.Session, method: str, url: str, words: str, limit: str
) -> None:
    fault(session, status=429)
    service = url.split("/")[2]
    error = session.request(method, url, json={}).json()["error"]
    assert error["message"] == (
        f"Quota exceeded for quota metric '{words}' and limit '{words} per minute per user' of service "
        f"'{service}' for consumer 'project_number:100000000000'."
    )
    assert [detail["metadata"]["quota_limit"] for detail in error["details"][:1]] == [limit]


def test_message_and_reason_of_ones_own(session: requests.Session) -> None:
    message = "User-rate limit exceeded.  Retry after 2026-09-01T08:15:00.000Z"
    fault(session, method="gmail.*", status=429, message=message, reason="userRateLimitExceeded")
    error = session.get(LETTERS).json()["error"]
    assert (error["message"], error["errors"][0]["reason"]) == (message, "userRateLimitExceeded")


def test_a_token_that_does_not_hold_is_refused_in_googles_words(session: requests.Session) -> None:
    fault(session, status=401)
    answer = session.get(FILES)
    assert answer.json()["error"]["errors"] == [
        {
            "message": "Invalid Credentials",
            "domain": "global",
            "reason": "authError",
            "location": "Authorization",
            "locationType": "header",
        }
    ]
    assert answer.headers["WWW-Authenticate"].endswith('error="invalid_token"')


@pytest.mark.parametrize("reason", ["userRateLimitExceeded", "dailyLimitExceeded"])
def test_a_limit_belongs_to_the_domain_of_limits(session: requests.Session, reason: str) -> None:
    fault(session, status=403, reason=reason)
    [entry] = session.get(FILES).json()["error"]["errors"]
    assert (entry["reason"], entry["domain"]) == (reason, "usageLimits")


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ({"status": 400, "reason": "invalid_grant", "message": "Token has been expired or revoked."},
         {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}),
        ({"status": 503}, {"error": "temporarily_unavailable", "error_description": "Service Unavailable"}),
        ({"status": 500}, {"error": "internal_failure", "error_description": "Internal Server Error"}),
        ({"status": 429}, {"error": "invalid_request", "error_description": "Too Many Requests"}),
    ],
)  # fmt: skip
def test_the_token_endpoint_has_a_shape_of_its_own(
    session: requests.Session, spec: Any, expected: Any
) -> None:
    fault(session, method="oauth.token", **spec)
    answer = session.post("https://oauth2.googleapis.com/token", data={"grant_type": "refresh_token"})
    assert (answer.status_code, answer.json()) == (spec["status"], expected)


@pytest.mark.parametrize("spec", [{"status": 502}, {"status": 503, "html": True}])
def test_html_instead_of_json(door: requests.Session, spec: Any) -> None:
    fault(door, **spec)
    answer = door.get(FILES)
    assert (answer.status_code, answer.headers["Content-Type"]) == (
        spec["status"],
        "text/html; charset=UTF-8",
    )
    assert answer.text.startswith(f"<!DOCTYPE html>\n<html lang=en>\n<title>Error {spec['status']}")


@pytest.mark.parametrize(("when", "kept"), [("before", []), ("after", ["a"])])
def test_dropped_line(door: requests.Session, when: str, kept: list[str]) -> None:
    fault(door, method="drive.files.create", kind="drop", when=when)
    with pytest.raises(requests.ConnectionError):
        door.post(FILES, json={"name": "a"})
    assert names(door) == kept
    assert door.post(FILES, json={"name": "b"}).status_code == 200


@pytest.mark.parametrize(("nth", "kept"), [(1, []), (2, []), (3, ["план"])])
def test_the_pieces_of_an_upload_belong_to_its_method(
    session: requests.Session, nth: int, kept: list[str]
) -> None:
    fault(session, method="drive.files.create", kind="drop", when="after", nth=nth)
    with pytest.raises(requests.ConnectionError):
        upload_in_pieces(session)
    assert session.get(CONTROL + "faults").json()["faults"][0]["seen"] == nth
    assert names(session) == kept


def upload_in_pieces(session: requests.Session) -> None:
    """A file of four bytes: its session is opened, then two pieces are sent."""
    opened = session.post(UPLOAD, params={"uploadType": "resumable"}, json={"name": "план"})
    for piece, span in ((b"ab", "0-1"), (b"cd", "2-3")):
        session.put(
            opened.headers["Location"], data=piece, headers={"Content-Range": f"bytes {span}/4"}
        ).raise_for_status()


@pytest.mark.parametrize(("when", "kept"), [("before", []), ("after", ["a"])])
def test_refusal_before_or_after_the_work(session: requests.Session, when: str, kept: list[str]) -> None:
    fault(session, method="drive.files.create", status=500, when=when)
    assert session.post(FILES, json={"name": "a"}).status_code == 500
    assert names(session) == kept


def test_late_answer(door: requests.Session) -> None:
    fault(door, method="drive.files.get", kind="latency", seconds=0.2)
    with pytest.raises(requests.ReadTimeout):
        door.get(f"{FILES}/root", timeout=(60, 0.02))
    assert door.get(f"{FILES}/root", timeout=60).status_code == 200


def test_work_is_done_though_the_answer_came_too_late(session: requests.Session) -> None:
    fault(session, method="drive.files.create", kind="latency", seconds=0.05)
    with pytest.raises(requests.ReadTimeout):
        session.post(FILES, json={"name": "a"}, timeout=0.01)
    assert names(session) == ["a"]


def test_token_endpoint_can_be_struck(session: requests.Session) -> None:
    fault(session, method="oauth.token", status=503)
    assert session.post("https://oauth2.googleapis.com/token", data={}).status_code == 503


def test_faults_are_listed_and_removed(session: requests.Session) -> None:
    first = fault(session, method="drive.files.get", status=503)
    second = fault(session, method="drive.files.list", status=503)
    session.get(FILES)
    session.get(FILES)
    listed = session.get(CONTROL + "faults").json()["faults"]
    assert listed == [{**first, "seen": 0, "struck": 0}, {**second, "seen": 2, "struck": 1}]
    assert session.delete(f"{CONTROL}faults/{first['id']}").json() == {"removed": 1}
    assert session.delete(CONTROL + "faults").json() == {"removed": 1}


def test_a_fault_that_could_strike_nothing_is_refused(session: requests.Session) -> None:
    for method in ("sheet.*", "gmail.users.drafts.sendd", "Drive.*"):
        refused = session.post(CONTROL + "faults", json={"method": method, "status": 503})
        assert (refused.status_code, refused.json()["error"]["message"]) == (
            400,
            '"method" must be the id of a known method, a glob such as sheets.*, drive.*, forms.*, gmail.*, '
            "drive2.*, or oauth.token, web.",
        )
    for method in ("*", "drive2.files.*", "*.list", "oauth.*", "web"):
        fault(session, method=method, status=503)


def test_faults_reach_every_process_on_the_file(workspace: Workspace, session: requests.Session) -> None:
    fault(session, method="drive.*", status=503)
    other = Workspace(workspace.store.path)
    with requests.Session() as neighbour:
        neighbour.mount("https://", WorkspaceAdapter(other))
        assert [neighbour.get(FILES).status_code, session.get(FILES).status_code] == [503, 200]
    other.close()


def test_nothing_is_written_without_faults(workspace: Workspace, session: requests.Session) -> None:
    with workspace.store.read() as tx:
        before = tx.total_changes
    session.get(FILES)
    with workspace.store.read() as tx:
        assert tx.total_changes == before
