"""The consent page of the installed-app flow: who is asked, for what, and the way back to the program.

The way back leads to this machine alone.
"""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
import tomllib
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from ..store import tables
from ..web import rendering
from ..wire import Json, Reply, Request, quoted
from . import clients, codes
from .callers import default_account, is_robot
from .refused import Refused

if TYPE_CHECKING:
    from ..google import Workspace

PATH = "/o/oauth2/v2/auth"
LOOPBACK = re.compile(r"http://(127\.0\.0\.1|localhost|\[::1\])(:[0-9]{1,5})?(/[^\s\\]*)?")
SCOPE_PREFIX = "https://www.googleapis.com/auth/"

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


def handle(workspace: Workspace, request: Request) -> Reply:
    """GET shows the page, POST takes its answer and leads back to the program with `code` or `error`."""
    try:
        with workspace.store.write() as tx:
            if request.method == "POST":
                return _decided(tx, request)
            return _shown(tx, request, _asked(tx, request))
    except Refused as refused:
        body, _ = refused.answer
        status = 401 if refused.error == "invalid_client" else 400
        return _page(request, status, code=status, refused=refused.error, why=body["error_description"])


def _asked(tx: sqlite3.Connection, request: Request) -> Asked:
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


def _shown(tx: sqlite3.Connection, request: Request, asked: Asked) -> Reply:
    ticket = secrets.token_urlsafe(24)
    tx.execute("INSERT INTO oauth_asked VALUES (?, ?)", (ticket, json.dumps(asdict(asked))))
    accounts = _accounts(tx)
    hint = request.first("login_hint")
    scopes = _texts(rendering.language(request))["scopes"]
    return _page(
        request, 200, asked.redirect_uri, ticket=ticket, action=PATH, accounts=accounts,
        chosen=hint if hint in accounts else accounts[0], program=clients.name_of(tx, asked.client),
        scopes=[(name, scopes.get(name.removeprefix(SCOPE_PREFIX), name)) for name in asked.scopes],
    )  # fmt: skip


def _decided(tx: sqlite3.Connection, request: Request) -> Reply:
    form = parse_qs(request.body.decode("utf-8", "replace"), keep_blank_values=True)
    ticket = form.get("ticket", [""])[0]
    row = tx.execute("DELETE FROM oauth_asked WHERE ticket = ? RETURNING asked", (ticket,)).fetchone()
    if row is None:
        return _page(request, 400, answered=True)
    kept = json.loads(row[0])
    asked = Asked(**{**kept, "scopes": tuple(kept["scopes"])})
    account = form.get("account", [""])[0]
    granted = " ".join(scope for scope in asked.scopes if scope in form.get("scope", ()))
    if form.get("decision", [""])[0] != "allow" or not granted or account not in _accounts(tx):
        return _back(asked, {"error": "access_denied"})
    consent = codes.Consent(asked.client, asked.redirect_uri, account, granted, asked.challenge, asked.method)
    return _back(asked, {"code": codes.give(tx, consent), "scope": granted})


def _back(asked: Asked, answer: dict[str, str]) -> Reply:
    state = {"state": asked.state} if asked.state else {}
    mark = "&" if urlsplit(asked.redirect_uri).query else "?"
    location = f"{asked.redirect_uri}{mark}{urlencode(state | answer)}"
    return Reply(303, b"", {"Location": quoted(location), "Cache-Control": "no-store"})


def _accounts(tx: sqlite3.Connection) -> list[str]:
    """Every person who has something in this store, the default account first."""
    own = default_account(tx)
    rows = tx.execute(
        "SELECT owner FROM drive_files UNION SELECT account FROM gmail_messages "
        "UNION SELECT account FROM oauth_refresh ORDER BY 1"
    )
    return [own, *(row[0] for row in rows if row[0] != own and not is_robot(row[0]))]


def _page(request: Request, status: int, redirect_uri: str = "", **values: object) -> Reply:
    """The page; its form may lead to the program's own address, which a strict policy would forbid."""
    words: Json = _texts(rendering.language(request))
    reply = rendering.page(
        "consent.html", request, status, c=words, **{"refused": "", "answered": False, **values}
    )
    parts = urlsplit(redirect_uri)
    policy = rendering.SECURITY["Content-Security-Policy"]
    if redirect_uri:
        policy = policy.replace("form-action 'self'", f"form-action 'self' {parts.scheme}://{parts.netloc}")
    return Reply(status, reply.body, {**reply.headers, "Content-Security-Policy": policy})


@cache
def _texts(language: str) -> Json:
    return tomllib.loads((Path(__file__).parent / "texts" / f"{language}.toml").read_text(encoding="utf-8"))
