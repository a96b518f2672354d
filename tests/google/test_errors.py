"""Google's refusals told apart by status and reason, in every family's shape and language."""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests
import urllib3
from google.auth import exceptions as auth

from starosta.errors import AccessDenied, NotFoundInWorkspace, StarostaError, WorkspaceUnreachable
from starosta.google.errors import GoogleTrouble, Kind, from_answer, from_exception, to_act_on

WORDS = Path(__file__).parents[2] / "sheets_templates" / "ru" / "words.toml"


def legacy(reason: str, message: str = "") -> dict[str, Any]:
    return {
        "error": {"errors": [{"domain": "global", "reason": reason, "message": message}], "message": message}
    }


def newer(status: str, *reasons: str, message: str = "") -> dict[str, Any]:
    details = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason} for reason in reasons]
    return {"error": {"status": status, "message": message, "details": details}}


ANSWERS: list[tuple[int, object, Kind]] = [
    (429, newer("RESOURCE_EXHAUSTED", "RATE_LIMIT_EXCEEDED"), Kind.RATE),
    (429, legacy("userRateLimitExceeded"), Kind.RATE),
    (429, "<html>automated queries</html>", Kind.RATE),
    (403, legacy("rateLimitExceeded"), Kind.RATE),
    (403, legacy("userRateLimitExceeded"), Kind.RATE),
    (403, legacy("dailyLimitExceeded"), Kind.LIMIT),
    (429, legacy("userRateLimitExceeded", "Retry after 2026-11-11T11:38:10.449Z"), Kind.LIMIT),
    (403, legacy("rateLimitExceeded", "Лимит. Повторите после 2026-11-11T11:38:10Z"), Kind.LIMIT),
    (400, newer("INVALID_ARGUMENT"), Kind.INVALID),
    (400, legacy("failedPrecondition", "Precondition check failed."), Kind.DENIED),
    (401, legacy("authError"), Kind.SIGNED_OUT),
    (403, newer("PERMISSION_DENIED"), Kind.DENIED),
    (403, newer("PERMISSION_DENIED", "SERVICE_DISABLED"), Kind.DISABLED),
    (403, legacy("accessNotConfigured"), Kind.DISABLED),
    (403, newer("PERMISSION_DENIED", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"), Kind.SCOPES),
    (403, legacy("insufficientPermissions"), Kind.SCOPES),
    (403, legacy("storageQuotaExceeded", "Исчерпана квота хранилища."), Kind.STORAGE),
    (404, newer("NOT_FOUND"), Kind.MISSING),
    (404, "<html>404</html>", Kind.MISSING),
    (409, legacy("conflict"), Kind.CONFLICT),
    (408, "", Kind.UNAVAILABLE),
    (500, newer("INTERNAL"), Kind.UNAVAILABLE),
    (502, "<html>502</html>", Kind.UNAVAILABLE),
    (503, "[]", Kind.UNAVAILABLE),
    (501, newer("UNIMPLEMENTED"), Kind.UNSUPPORTED),
]


@pytest.mark.parametrize(("status", "body", "kind"), ANSWERS)
def test_kind_of_an_answer(status: int, body: object, kind: Kind) -> None:
    text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    trouble = from_answer("drive.files.list", status, {}, text.encode())
    assert (trouble.kind, trouble.status) == (kind, status)


def test_the_moment_after_which_gmail_listens_again() -> None:
    message = "User-rate limit exceeded.  Retry after 2026-11-11T11:38:10.449Z"
    body = json.dumps(legacy("userRateLimitExceeded", message)).encode()
    trouble = from_answer("gmail.users.drafts.send", 429, {}, body)
    assert trouble.until == datetime(2026, 11, 11, 11, 38, 10, 449000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "7"}, 7.0),
        ({"retry-after": "Wed, 11 Nov 2026 08:00:30 GMT", "date": "Wed, 11 Nov 2026 08:00:00 GMT"}, 30.0),
        ({"retry-after": "Wed, 11 Nov 2026 08:00:00 GMT", "date": "Wed, 11 Nov 2026 08:00:30 GMT"}, 0.0),
        ({"retry-after": "скоро", "date": "Wed, 11 Nov 2026 08:00:00 GMT"}, None),
    ],
)
def test_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    assert from_answer("drive.files.list", 503, headers, b"").retry_after == seconds


NOT_OPENED = urllib3.exceptions.MaxRetryError(
    urllib3.HTTPSConnectionPool("www.googleapis.com"),
    "/",
    urllib3.exceptions.NewConnectionError(urllib3.connection.HTTPConnection("www.googleapis.com"), "refused"),
)


@pytest.mark.parametrize(
    ("error", "kind", "uncertain"),
    [
        (requests.ConnectTimeout(), Kind.UNREACHABLE, False),
        (requests.ConnectionError(NOT_OPENED), Kind.UNREACHABLE, False),
        (requests.ConnectionError("('Connection aborted.', ...)"), Kind.UNREACHABLE, True),
        (requests.ReadTimeout(), Kind.UNREACHABLE, True),
        (auth.TransportError("no route to the token endpoint"), Kind.UNREACHABLE, False),
        (
            auth.RefreshError("server error", {"error": "internal_failure"}, retryable=True),
            Kind.UNREACHABLE,
            False,
        ),
        (auth.RefreshError("invalid_grant: revoked", {"error": "invalid_grant"}), Kind.SIGNED_OUT, False),
    ],
)
def test_kind_of_an_exception(error: Exception, kind: Kind, uncertain: bool) -> None:
    trouble = from_exception("gmail.users.drafts.send", error)
    assert trouble is not None
    assert (trouble.kind, trouble.uncertain) == (kind, uncertain)


@pytest.mark.parametrize(
    "error", [requests.exceptions.InvalidURL("host"), ValueError("ours"), KeyError("ours")]
)
def test_faults_of_our_own_are_no_trouble(error: Exception) -> None:
    assert from_exception("drive.files.list", error) is None


ACTS: dict[Kind, type[StarostaError]] = {
    Kind.RATE: WorkspaceUnreachable,
    Kind.LIMIT: WorkspaceUnreachable,
    Kind.UNAVAILABLE: WorkspaceUnreachable,
    Kind.UNREACHABLE: WorkspaceUnreachable,
    Kind.SIGNED_OUT: AccessDenied,
    Kind.SCOPES: AccessDenied,
    Kind.DISABLED: AccessDenied,
    Kind.STORAGE: AccessDenied,
    Kind.DENIED: AccessDenied,
    Kind.MISSING: NotFoundInWorkspace,
    Kind.CONFLICT: NotFoundInWorkspace,
    Kind.INVALID: NotFoundInWorkspace,
    Kind.UNSUPPORTED: NotFoundInWorkspace,
}


@pytest.mark.parametrize("kind", Kind)
def test_every_trouble_has_a_class_and_a_sentence(kind: Kind) -> None:
    error = to_act_on(
        GoogleTrouble(kind, "drive.files.list", status=500, until=datetime(2026, 11, 11, tzinfo=UTC))
    )
    with WORDS.open("rb") as file:
        sentence = tomllib.load(file)["errors"][error.key].format(**error.facts)
    assert (type(error), sentence[-1]) == (ACTS[kind], ".")
