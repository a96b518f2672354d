"""What a service account says of itself in a signed assertion (RFC 7523), and what a strict workspace asks of
it."""

from __future__ import annotations

import sqlite3
from typing import Any

from .. import json_text, settings
from ..clock import machine_now
from ..identity import strict
from ..wire import ApiError, Json, Request
from . import keys
from .grants import SCOPES
from .refused import Refused

HOUR = 3600
LEEWAY = 300
LAST_SECOND = 2**53
"""Beyond it seconds are no moments, and a number with a fraction does not tell them apart."""
AUDIENCES = tuple(
    f"https://{address}"
    for address in (
        "oauth2.googleapis.com/token",
        "www.googleapis.com/oauth2/v4/token",
        "www.googleapis.com/oauth2/v3/token",
        "accounts.google.com/o/oauth2/token",
    )
)


def granted(tx: sqlite3.Connection, request: Request, assertion: str) -> tuple[str, str]:
    """The account an assertion speaks for and the scopes it asks. Refused when it does not hold.

    Open mode asks for a signature only where the account's key is known.
    """
    claims = _claims(assertion)
    issuer = claims["iss"].lower()
    subject = str(claims.get("sub") or issuer).lower()
    _check_signature(tx, assertion, issuer)
    scope = str(claims.get("scope") or "")
    if strict(tx):
        check_times(claims.get("iat"), claims.get("exp"))
        if claims.get("aud") not in (*AUDIENCES, *_own_addresses(request)):
            raise Refused("invalid_grant", "Invalid JWT: Failed audience check.")
        if not scope.strip():
            raise Refused("invalid_scope", "Invalid OAuth scope or ID token audience provided.")
        if subject != issuer and not settings.value(tx, "domain_delegation"):
            raise Refused(
                "unauthorized_client",
                "Client is unauthorized to retrieve access tokens using this method, or client not "
                "authorized for any of the scopes requested.",
                401,
            )
    return subject, scope or SCOPES


def _claims(assertion: str) -> Json:
    try:
        _, payload, _ = (keys.decoded(part) for part in assertion.split("."))
        claims: Any = json_text.loads(payload)
    except (ValueError, ApiError) as error:
        raise _unparsed() from error
    if not isinstance(claims, dict) or not isinstance(claims.get("iss"), str):
        raise _unparsed()
    return claims


def _check_signature(tx: sqlite3.Connection, assertion: str, issuer: str) -> None:
    key = keys.of(tx, issuer)
    if not key and strict(tx):
        raise Refused("invalid_grant", "Invalid grant: account not found")
    if key and not keys.is_signed(assertion, key):
        raise Refused("invalid_grant", "Invalid JWT Signature.")


def check_times(issued: Any, expires: Any) -> None:
    """An hour at most, around the present moment. That is the machine's: libraries sign by it, wherever the
    workspace's clock may stand."""
    now = machine_now().timestamp()
    moments = all(
        isinstance(at, int | float) and not isinstance(at, bool) and 0 <= at <= LAST_SECOND
        for at in (issued, expires)
    )
    if not moments or not (
        0 < expires - issued <= HOUR and issued <= now + LEEWAY and expires >= now - LEEWAY
    ):
        raise Refused(
            "invalid_grant",
            "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
            "Check your iat and exp values in the JWT claim.",
        )


def _own_addresses(request: Request) -> tuple[str, ...]:
    """The address that was asked, as a credentials file names it."""
    host = request.headers.get("host", "")
    return tuple(f"{scheme}://{host}{request.path}" for scheme in ("http", "https")) if host else ()


def _unparsed() -> Refused:
    return Refused("invalid_grant", "Invalid JWT: could not be parsed.")
