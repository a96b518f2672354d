"""The token endpoint: refresh tokens and service accounts' signed assertions in, access tokens out."""

from __future__ import annotations

import base64
import json
import secrets
import sqlite3
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from ..clock import now, stamp
from ..wire import Json, Request
from .callers import default_account, strict

if TYPE_CHECKING:
    from ..google import Workspace

LIFETIME = 3599
JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SCOPES = " ".join(
    f"https://www.googleapis.com/auth/{name}"
    for name in (
        "spreadsheets", "drive", "forms.body", "forms.responses.readonly", "gmail.modify", "gmail.compose",
        "gmail.send",
    )
)  # fmt: skip


class _Refused(Exception):
    """An OAuth error: its code and description."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.answer: tuple[Json, int] = ({"error": error, "error_description": description}, status)


def exchange(workspace: Workspace, request: Request) -> tuple[Json, int]:
    """Answer POST /token: the JSON body and its status, as RFC 6749 and RFC 7523 shape them."""
    if request.method != "POST":
        return {"error": "invalid_request", "error_description": "Only POST is allowed."}, 405
    form = _form(request)
    try:
        with workspace.store.write() as tx:
            if form.get("grant_type") == "refresh_token":
                return _refreshed(tx, form)
            if form.get("grant_type") == JWT_BEARER:
                return _asserted(tx, form)
            raise _Refused("unsupported_grant_type", f"Invalid grant_type: {form.get('grant_type', '')}")
    except _Refused as refused:
        return refused.answer


def issue(tx: sqlite3.Connection, account: str, scope: str, refresh_token: str = "") -> str:
    """A new access token for an account, good for an hour."""
    token = "ya29." + secrets.token_urlsafe(48)
    expires = stamp(now(tx) + timedelta(seconds=LIFETIME))
    tx.execute(
        "INSERT INTO oauth_tokens VALUES (?, ?, ?, ?, ?, 0)", (token, account, scope, expires, refresh_token)
    )
    return token


def revoke(tx: sqlite3.Connection, token: str = "", account: str = "") -> int:
    """Revoke one refresh or access token, all of an account, or (neither given) every one; how many went.

    An unknown refresh token is remembered as revoked: a token not seen yet can be refused too.
    """
    if token and not tx.execute("SELECT 1 FROM oauth_tokens WHERE token = ?", (token,)).fetchone():
        tx.execute(
            "INSERT OR IGNORE INTO oauth_refresh VALUES (?, ?, ?, 0)", (token, default_account(tx), SCOPES)
        )
    where = (
        ("token = :token", "token = :token OR refresh_token = :token")
        if token
        else ("account = :account", "account = :account")
        if account
        else ("1", "1")
    )
    wanted = {"token": token, "account": account}
    refresh = tx.execute(f"UPDATE oauth_refresh SET revoked = 1 WHERE {where[0]}", wanted).rowcount
    access = tx.execute(f"UPDATE oauth_tokens SET revoked = 1 WHERE {where[1]}", wanted).rowcount
    return refresh + access


def _form(request: Request) -> dict[str, str]:
    text = request.body.decode("utf-8", "replace")
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            loaded = json.loads(text)
        except ValueError:
            return {}
        return {key: str(value) for key, value in loaded.items()} if isinstance(loaded, dict) else {}
    return dict(parse_qsl(text, keep_blank_values=True))


def _refreshed(tx: sqlite3.Connection, form: dict[str, str]) -> tuple[Json, int]:
    token = form.get("refresh_token", "")
    if not token:
        raise _Refused("invalid_request", "Missing required parameter: refresh_token")
    row = tx.execute("SELECT * FROM oauth_refresh WHERE token = ?", (token,)).fetchone()
    if row is not None and row["revoked"]:
        raise _Refused("invalid_grant", "Token has been expired or revoked.")
    if row is None:
        if strict(tx):
            raise _Refused("invalid_grant", "Bad Request")
        scope = form.get("scope") or SCOPES
        tx.execute("INSERT INTO oauth_refresh VALUES (?, ?, ?, 0)", (token, default_account(tx), scope))
        return _granted(tx, default_account(tx), scope, token)
    asked = form.get("scope", "").split()
    if set(asked) - set(row["scope"].split()) and strict(tx):
        raise _Refused("invalid_scope", "Some requested scopes were invalid.")
    return _granted(tx, row["account"], " ".join(asked) or row["scope"], token)


def _asserted(tx: sqlite3.Connection, form: dict[str, str]) -> tuple[Json, int]:
    assertion = form.get("assertion", "")
    try:
        _, payload, _ = (_decoded(part) for part in assertion.split("."))
        claims = json.loads(payload)
        issuer = str(claims["iss"])
    except (ValueError, KeyError, TypeError) as error:
        raise _Refused("invalid_grant", "Invalid JWT: could not be parsed.") from error
    row = tx.execute("SELECT public_key FROM oauth_keys WHERE account = ?", (issuer,)).fetchone()
    if row is None and strict(tx):
        raise _Refused("invalid_grant", "Invalid grant: account not found")
    if row is not None and not _signed(assertion, row["public_key"]):
        raise _Refused("invalid_grant", "Invalid JWT Signature.")
    return _granted(tx, str(claims.get("sub") or issuer), str(claims.get("scope") or SCOPES))


def _granted(tx: sqlite3.Connection, account: str, scope: str, refresh_token: str = "") -> tuple[Json, int]:
    return {
        "access_token": issue(tx, account, scope, refresh_token),
        "expires_in": LIFETIME,
        "scope": scope,
        "token_type": "Bearer",
    }, 200


def _signed(assertion: str, public_key: str) -> bool:
    """Whether an RS256 assertion was signed by the owner of a PEM public key or certificate."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import load_pem_public_key
    from cryptography.x509 import load_pem_x509_certificate

    pem = public_key.encode()
    key = load_pem_x509_certificate(pem).public_key() if b"CERTIFICATE" in pem else load_pem_public_key(pem)
    signed, _, signature = assertion.rpartition(".")
    if not isinstance(key, RSAPublicKey):
        return False
    try:
        key.verify(_decoded(signature), signed.encode(), PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
