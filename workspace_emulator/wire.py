"""Request, reply and error as values, and the error envelopes of each Google family. No transport, no
storage."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from .pretty import printed

Json = dict[str, Any]
LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""What this machine is called."""

OCTETS = "application/octet-stream"
_TYPE = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+(?:[ \t]*;[ -~]*)?", re.ASCII)
_FITTING = re.compile(r"[\t -\xff]*")
_LEFT_IN_ADDRESSES = "%/:=&?~#+!$,;'@()*[]"

RPC_STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ALREADY_EXISTS",
    412: "FAILED_PRECONDITION",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}

LEGACY_REASON = {
    400: "badRequest",
    401: "authError",
    403: "forbidden",
    404: "notFound",
    409: "conflict",
    429: "rateLimitExceeded",
    500: "backendError",
    501: "notImplemented",
    503: "backendError",
    504: "backendError",
}


@dataclass(frozen=True)
class Request:
    """One HTTP request. `path` is percent-encoded as it came; header names are lower-case."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @classmethod
    def of(
        cls, method: str, url: str, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> Request:
        """Build a request from an absolute or relative URL."""
        if not url.startswith("/"):
            parts = urlsplit(url)
            url = f"{parts.path or '/'}?{parts.query}"
        path, _, query = url.partition("#")[0].partition("?")
        return cls(
            method.upper(),
            path,
            tuple(parse_qsl(query, keep_blank_values=True)),
            {name.lower(): value for name, value in (headers or {}).items()},
            body or b"",
        )

    @property
    def plain_path(self) -> str:
        return unquote(self.path)

    def first(self, name: str, default: str = "") -> str:
        """The first value of a query parameter."""
        return next((value for key, value in self.query if key == name), default)


@dataclass(frozen=True)
class Reply:
    """One HTTP answer; `body` is sent as it stands."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def json(cls, value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
        """Pretty-printed as Google prints: two spaces and a newline at the end."""
        text = printed(value) + "\n"
        return cls(
            status, text.encode(), {"Content-Type": "application/json; charset=UTF-8", **(headers or {})}
        )

    @classmethod
    def html(cls, text: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
        return cls(status, text.encode(), {"Content-Type": "text/html; charset=UTF-8", **(headers or {})})

    @classmethod
    def empty(cls, status: int = 204) -> Reply:
        return cls(status, b"", {"Content-Type": "text/html"})

    @property
    def fits(self) -> bool:
        """Whether every header is one line of Latin-1: nothing else may stand in the head of an answer."""
        return all(_FITTING.fullmatch(name + value) for name, value in self.headers.items())

    @property
    def reason(self) -> str:
        try:
            return HTTPStatus(self.status).phrase
        except ValueError:
            return ""


def media_type(text: str) -> str:
    """A type as it may be sent; bytes of no known kind for what is none."""
    return text if _TYPE.fullmatch(text) else OCTETS


def quoted(text: str) -> str:
    """An address as it may be sent; what is quoted in it already stays so."""
    return quote(text, safe=_LEFT_IN_ADDRESSES)


class ApiError(Exception):
    """A refusal with everything any family's envelope needs.

    `reason`, `location` and `location_type` fill the legacy `errors[]`; `status` and `details` the newer
    shape. `at_the_door`: refused before Drive itself was asked, which shows the newer shape too.
    """

    def __init__(
        self,
        code: int,
        message: str,
        *,
        status: str = "",
        reason: str = "",
        domain: str = "global",
        location: str = "",
        location_type: str = "parameter",
        details: list[Json] | None = None,
        headers: Mapping[str, str] | None = None,
        legacy_message: str = "",
        at_the_door: bool = False,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status or RPC_STATUS.get(code, "UNKNOWN")
        self.reason = reason or LEGACY_REASON.get(code, "unknown")
        self.domain = domain
        self.location = location
        self.location_type = location_type
        self.details = details or []
        self.headers = headers or {}
        self.legacy_message = legacy_message or message
        self.at_the_door = at_the_door or code == 401 or reason == "insufficientPermissions"


def bad_request(message: str, field_name: str = "", details: list[Json] | None = None) -> ApiError:
    """400 INVALID_ARGUMENT, with a BadRequest detail when `field_name` is given."""
    if field_name:
        violation = {"field": field_name, "description": message}
        details = [{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}]
    return ApiError(400, message, details=details)


def error_reply(error: ApiError, family: str) -> Reply:
    """The error in its family's envelope.

    Sheets and Forms: code, message, status, details. Drive: `errors[]`, code, message; status and details
    too when the front door refuses (401, missing scopes, values of wrong types). Gmail: both.
    """
    envelope: Json = {"code": error.code, "message": error.message}
    violations = [violation for detail in error.details for violation in detail.get("fieldViolations", ())]
    drive = family in ("drive", "drive2")
    if (drive or family == "gmail") and not violations:
        entry: Json = {"message": error.legacy_message, "domain": error.domain, "reason": error.reason}
        if error.location:
            entry |= {"location": error.location, "locationType": error.location_type}
        envelope["errors"] = [entry]
    elif drive or family == "gmail":
        envelope["errors"] = [{"message": found["description"], "reason": "invalid"} for found in violations]
    if not drive or error.at_the_door or violations:
        envelope["status"] = error.status
        if error.details:
            envelope["details"] = error.details
    return Reply.json({"error": envelope}, error.code, error.headers)
