"""Google's refusals as values of one class, told apart by HTTP status and reason and never by their
(localised) text.

What to do about them is decided elsewhere: `retry` repeats, `to_act_on` says which a person must mend.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any

from ..errors import AccessDenied, NotFoundInWorkspace, StarostaError, WorkspaceUnreachable


class Kind(StrEnum):
    """What a refusal means for the caller."""

    RATE = "rate"  # too many calls a minute: nothing was done, try again soon
    LIMIT = "limit"  # a daily or sending limit: nothing was done, try again after `until`
    UNAVAILABLE = "unavailable"  # 5xx, 408: may or may not have been done
    UNREACHABLE = "unreachable"  # no answer: may have been done unless `sent` is false
    SIGNED_OUT = "signed_out"  # the refresh token is dead or the access token refused
    SCOPES = "scopes"  # the token does not allow this
    DISABLED = "disabled"  # the API is switched off in the cloud project
    STORAGE = "storage"  # no room, or an account that cannot own files
    DENIED = "denied"
    MISSING = "missing"
    CONFLICT = "conflict"
    INVALID = "invalid"
    UNSUPPORTED = "unsupported"


PASSING = frozenset({Kind.RATE, Kind.UNAVAILABLE, Kind.UNREACHABLE})
OF_ONE = frozenset({Kind.DENIED, Kind.MISSING, Kind.CONFLICT, Kind.INVALID})
"""Refusals about the thing that was asked for; the rest is trouble with Google or with the account."""
RATE_REASONS = {"rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED"}
LIMIT_REASONS = {"dailyLimitExceeded", "quotaExceeded", "sharingRateLimitExceeded"}
SCOPE_REASONS = {"insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"}
DISABLED_REASONS = {"accessNotConfigured", "SERVICE_DISABLED"}
PRECONDITION_REASONS = {"failedPrecondition", "FAILED_PRECONDITION"}
"""400 for the account itself: it has no mailbox, or a service account asked for one."""
STORAGE_REASONS = {"storageQuotaExceeded", "teamDriveFileLimitExceeded"}
_BY_STATUS = {
    400: Kind.INVALID,
    401: Kind.SIGNED_OUT,
    403: Kind.DENIED,
    404: Kind.MISSING,
    408: Kind.UNAVAILABLE,
    409: Kind.CONFLICT,
    412: Kind.CONFLICT,
    501: Kind.UNSUPPORTED,
}
# The moment has no field of its own: Gmail writes it into the message, in RFC 3339 whatever the language.
_MOMENT = re.compile(r"\b(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\d*Z")
_SIGNED_OUT = ("invalid_grant", "invalid_client", "unauthorized_client", "deleted_client")


class GoogleTrouble(Exception):
    """A call that failed. `method` is its id («sheets.spreadsheets.get»), `status` the HTTP status (0 without
    an answer).

    `retry_after` is in seconds; `until` an aware moment before which trying is useless. `sent` is false when
    the request certainly never reached Google.
    """

    def __init__(
        self,
        kind: Kind,
        method: str,
        *,
        status: int = 0,
        reason: str = "",
        message: str = "",
        retry_after: float | None = None,
        until: datetime | None = None,
        sent: bool = True,
    ) -> None:
        super().__init__(kind, method, status, reason, message)
        self.kind = kind
        self.method = method
        self.status = status
        self.reason = reason
        self.message = message
        self.retry_after = retry_after
        self.until = until
        self.sent = sent
        self.port = ""
        """The address of a workspace on this machine, when it is such a one that was asked."""

    def __str__(self) -> str:
        return f"{self.method}: {self.kind} {self.status or ''} {self.reason} {self.message}".strip()

    @property
    def of_one(self) -> bool:
        """Whether the refusal is about the file asked for, so that others may well be had."""
        return self.kind in OF_ONE

    @property
    def uncertain(self) -> bool:
        """Whether the call may have been carried out all the same."""
        return self.sent and self.kind in (Kind.UNAVAILABLE, Kind.UNREACHABLE)


def from_answer(method: str, status: int, headers: Mapping[str, str], body: bytes) -> GoogleTrouble:
    """The trouble an HTTP answer of 400 and above tells of; bodies may be any family's JSON or a page of
    HTML."""
    message, reasons = _told(body)
    until = _until(message) if status in (403, 429) else None
    return GoogleTrouble(
        _kind(status, reasons, until),
        method,
        status=status,
        reason=next(iter(reasons), ""),
        message=message,
        retry_after=_seconds(headers),
        until=until,
    )


def from_exception(method: str, error: BaseException) -> GoogleTrouble | None:
    """The trouble a client library's exception tells of; None when it is no failure of a call."""
    import requests
    from google.auth import exceptions as auth

    answer = _answer_of(error)
    if answer is not None:
        return from_answer(method, *answer)
    if isinstance(error, auth.RefreshError):
        return _from_refresh(method, error)
    if isinstance(error, auth.TransportError):
        # Raised only while a token is fetched: the call itself has not been made.
        return GoogleTrouble(Kind.UNREACHABLE, method, message=str(error), sent=False)
    if isinstance(error, requests.exceptions.InvalidURL):
        return None
    if isinstance(error, requests.RequestException):
        return GoogleTrouble(Kind.UNREACHABLE, method, message=str(error), sent=_reached(error))
    return None


def to_act_on(trouble: GoogleTrouble) -> StarostaError:
    """The same for the person who runs us: a key of `words.toml` [errors] with its facts."""
    facts: dict[str, object] = {
        "method": trouble.method,
        "status": trouble.status,
        "reason": trouble.reason or trouble.kind.value,
        "until": trouble.until.isoformat(timespec="minutes") if trouble.until else "",
        "port": trouble.port,
    }
    if trouble.kind is Kind.UNREACHABLE and trouble.port:
        return WorkspaceUnreachable("port_unreachable", **facts)
    if trouble.kind in PASSING or trouble.kind is Kind.LIMIT:
        return WorkspaceUnreachable(f"google_{trouble.kind}", **facts)
    if trouble.kind in (Kind.MISSING, Kind.CONFLICT, Kind.INVALID, Kind.UNSUPPORTED):
        return NotFoundInWorkspace(f"google_{trouble.kind}", **facts)
    family = "_mail" if trouble.kind is Kind.DENIED and trouble.method.startswith("gmail.") else ""
    return AccessDenied(f"google_{trouble.kind}{family}", **facts)


def _kind(status: int, reasons: list[str], until: datetime | None) -> Kind:
    named = set(reasons)
    if until is not None or (status in (403, 429) and named & LIMIT_REASONS):
        return Kind.LIMIT
    if status == 429 or (status == 403 and named & RATE_REASONS):
        return Kind.RATE
    if status == 400 and named & PRECONDITION_REASONS:
        return Kind.DENIED
    if status == 403:
        for kind, known in (
            (Kind.SCOPES, SCOPE_REASONS),
            (Kind.DISABLED, DISABLED_REASONS),
            (Kind.STORAGE, STORAGE_REASONS),
        ):
            if named & known:
                return kind
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    return Kind.UNAVAILABLE if status >= 500 else Kind.INVALID


def _told(body: bytes) -> tuple[str, list[str]]:
    """The message and every reason named, the most specific first: ErrorInfo, then `errors[]`, then the
    status."""
    try:
        error = json.loads(body)["error"]
    except (ValueError, KeyError, TypeError):
        return "", []
    if isinstance(error, str):
        return error, [error]
    infos = [detail.get("reason", "") for detail in error.get("details", []) if isinstance(detail, dict)]
    legacy = [entry.get("reason", "") for entry in error.get("errors", []) if isinstance(entry, dict)]
    reasons = [reason for reason in (*infos, *legacy, error.get("status", "")) if reason]
    return str(error.get("message", "")), reasons


def _until(message: str) -> datetime | None:
    match = _MOMENT.search(message)
    if match is None:
        return None
    moment = datetime.fromisoformat(match[1]).replace(tzinfo=UTC)
    return moment + timedelta(microseconds=int(f"{match[2] or '0':0<6}"))


def _seconds(headers: Mapping[str, str]) -> float | None:
    """Retry-After in seconds; the form with a date is counted from the answer's own Date."""
    lower = {name.lower(): value for name, value in headers.items()}
    text = lower.get("retry-after", "").strip()
    if text.isdigit():
        return float(text)
    try:
        wait = parsedate_to_datetime(text) - parsedate_to_datetime(lower["date"])
    except (ValueError, KeyError, TypeError):
        return None
    return max(0.0, wait.total_seconds())


def _answer_of(error: BaseException) -> tuple[int, Mapping[str, str], bytes] | None:
    """Status, headers and body of the answer inside gspread's APIError or googleapiclient's HttpError."""
    response: Any = getattr(error, "response", None)
    if response is not None and hasattr(response, "status_code"):
        return response.status_code, response.headers, response.content
    resp: Any = getattr(error, "resp", None)
    if resp is not None and hasattr(error, "content"):
        return int(resp.status), resp, error.content
    return None


def _from_refresh(method: str, error: Any) -> GoogleTrouble:
    """A token was refused or could not be had: the call itself has not been made."""
    told = next((part for part in reversed(error.args) if isinstance(part, dict)), {})
    reason = str(told.get("error", "")) if isinstance(told.get("error"), str) else ""
    permanent = reason in _SIGNED_OUT or not error.retryable
    return GoogleTrouble(
        Kind.SIGNED_OUT if permanent else Kind.UNREACHABLE,
        method,
        reason=reason,
        message=str(error),
        sent=False,
    )


def _reached(error: Any) -> bool:
    """Whether a request that failed may have reached the server: not when no connection was made."""
    import requests
    import urllib3

    if isinstance(error, requests.exceptions.ConnectTimeout):
        return False
    inner = error.args[0] if error.args else None
    cause = getattr(inner, "reason", inner)
    return not isinstance(cause, urllib3.exceptions.NewConnectionError)
