"""Questions about a token: what it grants, whose it is; and taking it back."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from ..clock import now, parse, stamp
from ..identity import permission_id
from ..wire import Json, Reply, Request
from . import grants
from .token import form_of

if TYPE_CHECKING:
    from ..google import Workspace


def tokeninfo(workspace: Workspace, request: Request) -> Reply:
    """Scopes, account and remaining life of an access token; 400 invalid_token for any other."""
    token = request.first("access_token") or form_of(request).get("access_token", "")
    with workspace.store.read() as tx:
        row = _living(tx, token)
        if row is None:
            return _invalid("Invalid Value")
        client = grants.client_of(tx, row["refresh_token"])
        expires = parse(row["expires"])
        shown: Json = {
            "azp": client or "anonymous",
            "aud": client or "anonymous",
            "sub": permission_id(row["account"]),
            "scope": row["scope"],
            "exp": str(int(expires.timestamp())),
            "expires_in": str(int((expires - now(tx)).total_seconds())),
            "email": row["account"],
            "email_verified": "true",
            "access_type": "offline" if row["refresh_token"] else "online",
        }
    return Reply.json(shown)


def userinfo(workspace: Workspace, request: Request) -> Reply:
    """Whose access token it is; 401 for any other."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    token = token.strip() if kind.lower() == "bearer" else request.first("access_token")
    with workspace.store.read() as tx:
        row = _living(tx, token)
    if row is None:
        return Reply.json({"error": "invalid_request", "error_description": "Invalid Credentials"}, 401)
    account = row["account"]
    number = permission_id(account)
    return Reply.json({"sub": number, "id": number, "email": account, "email_verified": True})


def revoke(workspace: Workspace, request: Request) -> Reply:
    """Take a refresh or an access token back, and with an access token the refresh token behind it.

    200 {}; 400 invalid_token when it is not known or gone already.
    """
    if request.method != "POST":
        return Reply.json({"error": "invalid_request", "error_description": "Only POST is allowed."}, 405)
    token = form_of(request).get("token") or request.first("token")
    with workspace.store.write() as tx:
        refresh = tx.execute(
            "SELECT token FROM oauth_refresh WHERE token = ? AND NOT revoked", (token,)
        ).fetchone()
        access = tx.execute(
            "SELECT refresh_token FROM oauth_tokens WHERE token = ? AND NOT revoked", (token,)
        ).fetchone()
        if not token or (refresh is None and access is None):
            return _invalid("Token expired or revoked")
        grants.revoke(tx, token)
        if access is not None and access["refresh_token"]:
            grants.revoke(tx, access["refresh_token"])
    return Reply.json({})


def _living(tx: sqlite3.Connection, token: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = tx.execute(
        "SELECT * FROM oauth_tokens WHERE token = ? AND NOT revoked AND expires > ?", (token, stamp(now(tx)))
    ).fetchone()
    return row


def _invalid(description: str) -> Reply:
    return Reply.json({"error": "invalid_token", "error_description": description}, 400)
