"""What was granted to programs: access tokens and refresh tokens, how long they live, who took them back."""

from __future__ import annotations

import secrets
import sqlite3
from datetime import timedelta
from math import ceil

from .. import settings
from ..clock import now, parse, stamp
from ..identity import default_account
from ..store import tables

LIFETIME = 3599
TESTING_LIFETIME = 604_799
SCOPES = " ".join(
    f"https://www.googleapis.com/auth/{name}"
    for name in (
        "spreadsheets", "drive", "forms.body", "forms.responses.readonly", "gmail.modify", "gmail.compose",
        "gmail.send",
    )
)  # fmt: skip

tables(
    """CREATE TABLE IF NOT EXISTS oauth_grants (
        token TEXT PRIMARY KEY, client TEXT NOT NULL, expires TEXT NOT NULL) WITHOUT ROWID"""
)


def remember(tx: sqlite3.Connection, token: str, account: str, scope: str, client: str = "") -> None:
    """A refresh token: whose it is, what it grants, to which client ('' for any).

    It lives seven days where the setting `testing_app` is on, else for ever.
    """
    tx.execute("INSERT OR REPLACE INTO oauth_refresh VALUES (?, ?, ?, 0)", (token, account, scope))
    testing = bool(settings.value(tx, "testing_app"))
    expires = stamp(now(tx) + timedelta(seconds=TESTING_LIFETIME)) if testing else ""
    tx.execute("INSERT OR REPLACE INTO oauth_grants VALUES (?, ?, ?)", (token, client, expires))


def issue(tx: sqlite3.Connection, account: str, scope: str, refresh_token: str = "") -> str:
    """A new access token for an account, good for an hour."""
    token = "ya29." + secrets.token_urlsafe(48)
    expires = stamp(now(tx) + timedelta(seconds=LIFETIME))
    tx.execute(
        "INSERT INTO oauth_tokens VALUES (?, ?, ?, ?, ?, 0)", (token, account, scope, expires, refresh_token)
    )
    return token


def accounts(tx: sqlite3.Connection) -> set[str]:
    """Whoever has granted something that lasts."""
    return {row[0] for row in tx.execute("SELECT DISTINCT account FROM oauth_refresh")}


def client_of(tx: sqlite3.Connection, refresh_token: str) -> str:
    """The client a refresh token was given to; '' when that is not known."""
    row = tx.execute("SELECT client FROM oauth_grants WHERE token = ?", (refresh_token,)).fetchone()
    return str(row[0]) if row else ""


def seconds_left(tx: sqlite3.Connection, refresh_token: str) -> int | None:
    """How long a refresh token still lives; None: no end is known, 0 or less: it is dead."""
    row = tx.execute("SELECT expires FROM oauth_grants WHERE token = ?", (refresh_token,)).fetchone()
    return ceil((parse(row[0]) - now(tx)).total_seconds()) if row and row[0] else None


def lapsed(tx: sqlite3.Connection, refresh_token: str) -> bool:
    """Whether a refresh token has outlived its seven days."""
    left = seconds_left(tx, refresh_token)
    return left is not None and left <= 0


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
