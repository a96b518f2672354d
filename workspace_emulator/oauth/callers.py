"""Who is calling: the account behind a bearer token; in strict mode whether the token holds and suffices."""

from __future__ import annotations

import sqlite3

from ..catalog import Method
from ..clock import now, stamp
from ..identity import default_account, strict
from ..store import tables
from ..wire import ApiError, Json, Request
from . import rpc_names

REALM = 'Bearer realm="https://accounts.google.com/"'
SIGN_IN = "See https://developers.google.com/identity/sign-in/web/devconsole-project."
INVALID = (
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other "
    f"valid authentication credential. {SIGN_IN}"
)
MISSING = (
    "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or "
    f"other valid authentication credential. {SIGN_IN}"
)
UNREGISTERED = (
    "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or "
    "other form of API consumer identity to call this API."
)
# What these families let anyone read who has but a key: who has none is no caller that they know.
WITH_KEYS = ("sheets", "drive", "drive2")

tables(
    """CREATE TABLE IF NOT EXISTS oauth_tokens (
        token TEXT PRIMARY KEY, account TEXT NOT NULL, scope TEXT NOT NULL, expires TEXT NOT NULL,
        refresh_token TEXT NOT NULL, revoked INTEGER NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS oauth_refresh (
        token TEXT PRIMARY KEY, account TEXT NOT NULL, scope TEXT NOT NULL, revoked INTEGER NOT NULL)
        WITHOUT ROWID""",
)


def caller(tx: sqlite3.Connection, request: Request, method: Method) -> str:
    """The e-mail address of the account that calls, in small letters.

    Open mode: a token given out here means its account, anything else the default account; only a revoked
    token is refused. Strict mode: 401 for a missing, unknown or expired token, 403 when none of the method's
    scopes was granted, and for reading Drive or Sheets without any.
    """
    token = _token(request)
    row = _row(tx, token)
    if row is not None and row["revoked"]:
        raise invalid_token()
    if not strict(tx):
        return str(row["account"]).lower() if row is not None else default_account(tx)
    if not token:
        reads = method.http_method == "GET" and method.family in WITH_KEYS
        raise _unregistered() if reads and "authorization" not in request.headers else _missing(method)
    if row is None or row["expires"] <= stamp(now(tx)):
        raise invalid_token()
    if method.scopes and not set(method.scopes) & set(row["scope"].split()):
        raise _insufficient(method)
    return str(row["account"]).lower()


def granted(tx: sqlite3.Connection, request: Request) -> frozenset[str]:
    """The scopes of the caller's token where scopes are checked; none in open mode."""
    row = _row(tx, _token(request)) if strict(tx) else None
    return frozenset(row["scope"].split()) if row is not None else frozenset()


def _token(request: Request) -> str:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else request.first("access_token")


def _row(tx: sqlite3.Connection, token: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = tx.execute("SELECT * FROM oauth_tokens WHERE token = ?", (token,)).fetchone()
    return row


def invalid_token() -> ApiError:
    """401 for a token that is not known, has run out or was taken back."""
    return _unauthenticated(INVALID, "Invalid Credentials", "authError", ', error="invalid_token"')


def _missing(method: Method) -> ApiError:
    """A caller who brings nothing is told of no error in his token (RFC 6750, 3.1)."""
    return _unauthenticated(MISSING, "Login Required.", "required", "", _info("CREDENTIALS_MISSING", method))


def _unregistered() -> ApiError:
    return ApiError(403, UNREGISTERED, reason="forbidden", at_the_door=True)


def _unauthenticated(message: str, legacy: str, reason: str, challenge: str, *details: Json) -> ApiError:
    return ApiError(
        401,
        message,
        reason=reason,
        location="Authorization",
        location_type="header",
        legacy_message=legacy,
        details=list(details),
        headers={"WWW-Authenticate": f"{REALM}{challenge}"},
    )


def _insufficient(method: Method) -> ApiError:
    return ApiError(
        403,
        "Request had insufficient authentication scopes.",
        reason="insufficientPermissions",
        legacy_message="Insufficient Permission",
        details=[_info("ACCESS_TOKEN_SCOPE_INSUFFICIENT", method)],
        headers={
            "WWW-Authenticate": f'{REALM}, error="insufficient_scope", scope="{" ".join(method.scopes)}"'
        },
    )


def _info(reason: str, method: Method) -> Json:
    return {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": reason,
        "domain": "googleapis.com",
        "metadata": {"service": rpc_names.service(method), "method": rpc_names.name(method)},
    }
