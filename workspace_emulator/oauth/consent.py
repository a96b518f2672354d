"""What a program asks a person for, kept while the consent page asks it, and the way back to the program.

The way back leads to this machine alone.
"""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
from collections.abc import Container
from dataclasses import asdict, dataclass
from urllib.parse import urlencode, urlsplit

from ..store import tables
from ..wire import Request
from . import clients, codes
from .refused import Refused

PATHS = ("/o/oauth2/v2/auth", "/o/oauth2/auth")
LOOPBACK = re.compile(r"http://(127\.0\.0\.1|localhost|\[::1\])(:[0-9]{1,5})?(/[^\s\\]*)?")

tables("CREATE TABLE IF NOT EXISTS oauth_asked (ticket TEXT PRIMARY KEY, asked TEXT NOT NULL) WITHOUT ROWID")


@dataclass(frozen=True)
class Asked:
    """What a program asks for; the ticket of the page that shows it stands for this in the answer."""

    client: str
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str
    challenge: str
    method: str


def asked(tx: sqlite3.Connection, request: Request) -> Asked:
    """What the address of the consent page asks. Refused when it may not."""
    for name in ("client_id", "redirect_uri", "response_type", "scope"):
        if not request.first(name):
            raise Refused("invalid_request", f"Missing required parameter: {name}")
    clients.name_of(tx, request.first("client_id"))
    if not LOOPBACK.fullmatch(request.first("redirect_uri")):
        raise Refused("redirect_uri_mismatch", f"redirect_uri={request.first('redirect_uri')}")
    if request.first("response_type") != "code":
        raise Refused("unsupported_response_type", f"response_type={request.first('response_type')}")
    method = request.first("code_challenge_method") or "plain"
    if method not in codes.METHODS:
        raise Refused("invalid_request", f"Invalid code_challenge_method: {method}")
    return Asked(
        request.first("client_id"),
        request.first("redirect_uri"),
        tuple(dict.fromkeys(request.first("scope").split())),
        request.first("state"),
        request.first("code_challenge"),
        method,
    )


def keep(tx: sqlite3.Connection, asked: Asked) -> str:
    """The ticket that stands for a question until it is answered."""
    ticket = secrets.token_urlsafe(24)
    tx.execute("INSERT INTO oauth_asked VALUES (?, ?)", (ticket, json.dumps(asdict(asked))))
    return ticket


def taken(tx: sqlite3.Connection, ticket: str) -> Asked | None:
    """The question of a ticket, which is spent by that; None when it is not known or was spent."""
    row = tx.execute("DELETE FROM oauth_asked WHERE ticket = ? RETURNING asked", (ticket,)).fetchone()
    if row is None:
        return None
    kept = json.loads(row[0])
    return Asked(**{**kept, "scopes": tuple(kept["scopes"])})


def allowed(tx: sqlite3.Connection, asked: Asked, account: str, scopes: Container[str]) -> str:
    """The address that brings the program its code for those of the scopes asked that are granted; without
    any it is as denied."""
    granted = " ".join(scope for scope in asked.scopes if scope in scopes)
    if not granted:
        return denied(asked)
    consent = codes.Consent(asked.client, asked.redirect_uri, account, granted, asked.challenge, asked.method)
    return _back(asked, {"code": codes.give(tx, consent), "scope": granted})


def denied(asked: Asked) -> str:
    """The address that tells the program that it gets nothing."""
    return _back(asked, {"error": "access_denied"})


def _back(asked: Asked, answer: dict[str, str]) -> str:
    state = {"state": asked.state} if asked.state else {}
    mark = "&" if urlsplit(asked.redirect_uri).query else "?"
    return f"{asked.redirect_uri}{mark}{urlencode(state | answer)}"
