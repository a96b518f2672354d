"""The token endpoint: codes, refresh tokens and service accounts' signed assertions in, access tokens out."""

from __future__ import annotations

import secrets
import sqlite3
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from .. import json_text
from ..identity import default_account, strict
from ..wire import ApiError, Json, Reply, Request
from . import assertions, clients, codes, grants
from .grants import LIFETIME, SCOPES, issue
from .refused import Refused

if TYPE_CHECKING:
    from ..google import Workspace

JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
Answer = tuple[Json, int]


def exchange(workspace: Workspace, request: Request) -> Reply:
    """Answer POST /token as RFC 6749, RFC 7523 and RFC 7636 shape it."""
    if request.method != "POST":
        return Reply.json({"error": "invalid_request", "error_description": "Only POST is allowed."}, 405)
    form = form_of(request)
    grant = form.get("grant_type", "")
    try:
        with workspace.store.write() as tx:
            if grant == JWT_BEARER:
                return Reply.json(*_granted(tx, *assertions.granted(tx, request, form.get("assertion", ""))))
            client = clients.check(tx, request, form)
            if grant == "authorization_code":
                return Reply.json(*_redeemed(tx, form, client))
            if grant == "refresh_token":
                return Reply.json(*_refreshed(tx, form, client))
            raise Refused("unsupported_grant_type", f"Invalid grant_type: {grant}")
    except Refused as refused:
        return Reply.json(*refused.answer)


def form_of(request: Request) -> dict[str, str]:
    """The form of a request, which some clients send as JSON."""
    if request.headers.get("content-type", "").startswith("application/json"):
        return {name: value for name, value in _message(request.body).items() if isinstance(value, str)}
    return dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))


def _message(raw: bytes) -> Json:
    """A JSON object, an empty one where there is none."""
    try:
        loaded = json_text.loads(raw)
    except ApiError:
        return {}
    return loaded if isinstance(loaded, dict) else {}


def _redeemed(tx: sqlite3.Connection, form: dict[str, str], client: str) -> Answer:
    if not client:
        raise Refused("invalid_request", "Could not determine client ID from request.")
    consent = codes.redeem(tx, form, client)
    refresh = "1//0" + secrets.token_urlsafe(72)
    grants.remember(tx, refresh, consent.account, consent.scope, client)
    body, status = _granted(tx, consent.account, consent.scope, refresh)
    return {**body, "refresh_token": refresh}, status


def _refreshed(tx: sqlite3.Connection, form: dict[str, str], client: str) -> Answer:
    token = form.get("refresh_token", "")
    if not token:
        raise Refused("invalid_request", "Missing required parameter: refresh_token")
    row = tx.execute("SELECT * FROM oauth_refresh WHERE token = ?", (token,)).fetchone()
    if row is not None and (row["revoked"] or grants.lapsed(tx, token)):
        raise Refused("invalid_grant", "Token has been expired or revoked.")
    if row is None:
        if strict(tx):
            raise Refused("invalid_grant", "Bad Request")
        scope = form.get("scope") or SCOPES
        grants.remember(tx, token, default_account(tx), scope)
        return _granted(tx, default_account(tx), scope, token)
    if grants.client_of(tx, token) not in ("", client):
        raise Refused("unauthorized_client", "Unauthorized", 401)
    asked = form.get("scope", "").split()
    if set(asked) - set(row["scope"].split()) and strict(tx):
        raise Refused("invalid_scope", "Some requested scopes were invalid.")
    return _granted(tx, row["account"], " ".join(asked) or row["scope"], token)


def _granted(tx: sqlite3.Connection, account: str, scope: str, refresh_token: str = "") -> Answer:
    left = grants.seconds_left(tx, refresh_token) if refresh_token else None
    return {
        "access_token": issue(tx, account, scope, refresh_token),
        "expires_in": LIFETIME,
        **({} if left is None else {"refresh_token_expires_in": left}),
        "scope": scope,
        "token_type": "Bearer",
    }, 200
