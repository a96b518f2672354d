"""The programs that may ask for tokens. Until the first one is registered any client is taken."""

from __future__ import annotations

import base64
import hmac
import sqlite3
from urllib.parse import unquote_plus

from ..store import tables
from ..wire import Request
from .refused import Refused

tables(
    """CREATE TABLE IF NOT EXISTS oauth_clients (
        id TEXT PRIMARY KEY, secret TEXT NOT NULL, name TEXT NOT NULL) WITHOUT ROWID"""
)


def register(tx: sqlite3.Connection, client_id: str, secret: str, name: str) -> None:
    """Make a client known; from now on unknown ones are refused."""
    tx.execute("INSERT OR REPLACE INTO oauth_clients VALUES (?, ?, ?)", (client_id, secret, name))


def name_of(tx: sqlite3.Connection, client_id: str) -> str:
    """What a client is called on the consent page. invalid_client when it is not registered."""
    row = _row(tx, client_id)
    return str(row["name"]) if row is not None and row["name"] else client_id


def check(tx: sqlite3.Connection, request: Request, form: dict[str, str]) -> str:
    """The id of the client that asks, '' when it names none; 401 invalid_client for an unknown one or a
    wrong secret."""
    client_id, secret = _named(request, form)
    row = _row(tx, client_id)
    if row is not None and not hmac.compare_digest(row["secret"].encode(), secret.encode()):
        raise Refused("invalid_client", "The provided client secret is invalid.", 401)
    return client_id


def _row(tx: sqlite3.Connection, client_id: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = tx.execute("SELECT * FROM oauth_clients WHERE id = ?", (client_id,)).fetchone()
    if row is None and tx.execute("SELECT 1 FROM oauth_clients LIMIT 1").fetchone():
        raise Refused("invalid_client", "The OAuth client was not found.", 401)
    return row


def _named(request: Request, form: dict[str, str]) -> tuple[str, str]:
    """Id and secret from the Authorization header or the form."""
    kind, _, encoded = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "basic":
        try:
            client_id, _, secret = base64.b64decode(encoded).decode().partition(":")
        except ValueError as error:
            raise Refused("invalid_request", "Malformed Authorization header.") from error
        return unquote_plus(client_id), unquote_plus(secret)
    return form.get("client_id", ""), form.get("client_secret", "")
