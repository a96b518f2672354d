"""Authorization codes: given out by the consent page, turned once into tokens, with PKCE (RFC 7636)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import timedelta

from ..clock import now, stamp
from ..store import tables
from .refused import Refused

PREFIX = "4/0A"
MINUTES = 10
METHODS = ("S256", "plain")

tables(
    """CREATE TABLE IF NOT EXISTS oauth_codes (
        code TEXT PRIMARY KEY, client TEXT NOT NULL, redirect_uri TEXT NOT NULL, account TEXT NOT NULL,
        scope TEXT NOT NULL, challenge TEXT NOT NULL, method TEXT NOT NULL, expires TEXT NOT NULL)
        WITHOUT ROWID"""
)


@dataclass(frozen=True)
class Consent:
    """What an account has allowed a client; `challenge` and `method` are PKCE's, '' without it."""

    client: str
    redirect_uri: str
    account: str
    scope: str
    challenge: str = ""
    method: str = ""


def give(tx: sqlite3.Connection, consent: Consent) -> str:
    """A code for a consent, good for ten minutes."""
    code = PREFIX + secrets.token_urlsafe(54)
    tx.execute(
        "INSERT INTO oauth_codes VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            code, consent.client, consent.redirect_uri, consent.account, consent.scope, consent.challenge,
            consent.method, stamp(now(tx) + timedelta(minutes=MINUTES)),
        ),
    )  # fmt: skip
    return code


def redeem(tx: sqlite3.Connection, form: dict[str, str], client: str) -> Consent:
    """The consent behind a code, which is spent by that. Refused: invalid_grant and its relatives."""
    code = form.get("code", "")
    if not code:
        raise Refused("invalid_request", "Missing required parameter: code")
    row = tx.execute("SELECT * FROM oauth_codes WHERE code = ?", (code,)).fetchone()
    if row is None:
        # A code that was spent has the right form and is only no longer good.
        raise Refused("invalid_grant", "Bad Request" if code.startswith(PREFIX) else "Malformed auth code.")
    if row["expires"] <= stamp(now(tx)):
        raise Refused("invalid_grant", "Bad Request")
    if row["client"] != client:
        raise Refused("unauthorized_client", "Unauthorized", 401)
    if row["redirect_uri"] != form.get("redirect_uri", ""):
        raise Refused("redirect_uri_mismatch", "Bad Request")
    _check_verifier(row["challenge"], row["method"], form.get("code_verifier", ""))
    tx.execute("DELETE FROM oauth_codes WHERE code = ?", (code,))
    return Consent(row["client"], row["redirect_uri"], row["account"], row["scope"])


def _check_verifier(challenge: str, method: str, verifier: str) -> None:
    if not challenge:
        return
    if not verifier:
        raise Refused("invalid_grant", "Missing code verifier.")
    found = verifier
    if method == "S256":
        digest = hashlib.sha256(verifier.encode()).digest()
        found = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    if not hmac.compare_digest(found.encode(), challenge.encode()):
        raise Refused("invalid_grant", "Invalid code verifier.")
