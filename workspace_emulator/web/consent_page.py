"""The consent page of the installed-app flow: who is asked, for what; then back to the program."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from ..drive import registry
from ..gmail import mailbox
from ..identity import default_account, is_robot
from ..oauth import clients, consent, grants
from ..oauth.refused import Refused
from ..wire import Reply, Request, quoted
from . import rendering

if TYPE_CHECKING:
    from ..google import Workspace

SCOPE_PREFIX = "https://www.googleapis.com/auth/"


def show(workspace: Workspace, request: Request) -> Reply:
    """The question that the address asks, or why it may not be asked."""
    try:
        with workspace.store.write() as tx:
            return _shown(tx, request, consent.asked(tx, request))
    except Refused as refused:
        body, _ = refused.answer
        status = 401 if refused.error == "invalid_client" else 400
        return _page(request, status, code=status, refused=refused.error, why=body["error_description"])


def decide(workspace: Workspace, request: Request) -> Reply:
    """What was pressed: back to the program with `code` or `error`."""
    form = parse_qs(request.body.decode("utf-8", "replace"), keep_blank_values=True)
    ticket, account, decision = (form.get(name, [""])[0] for name in ("ticket", "account", "decision"))
    with workspace.store.write() as tx:
        asked = consent.taken(tx, ticket)
        if asked is None:
            return _page(request, 400, answered=True)
        if decision == "allow" and account in _accounts(tx):
            location = consent.allowed(tx, asked, account, form.get("scope", ()))
        else:
            location = consent.denied(asked)
    return Reply(303, b"", {"Location": quoted(location), "Cache-Control": "no-store"})


def _shown(tx: sqlite3.Connection, request: Request, asked: consent.Asked) -> Reply:
    accounts = _accounts(tx)
    hint = request.first("login_hint")
    scopes = rendering.texts(rendering.language(request))["consent"]["scopes"]
    reply = _page(
        request, 200, ticket=consent.keep(tx, asked), action=consent.PATHS[0], accounts=accounts,
        chosen=hint if hint in accounts else accounts[0], program=clients.name_of(tx, asked.client),
        scopes=[(name, scopes.get(name.removeprefix(SCOPE_PREFIX), name)) for name in asked.scopes],
    )  # fmt: skip
    return _leading_to(asked.redirect_uri, reply)


def _accounts(tx: sqlite3.Connection) -> list[str]:
    """Every person who has something in this store, the default account first."""
    own = default_account(tx)
    found = registry.owners(tx) | mailbox.counts(tx).keys() | grants.accounts(tx)
    return [own, *(one for one in sorted(found) if one != own and not is_robot(one))]


def _page(request: Request, status: int, **values: object) -> Reply:
    return rendering.page("consent.html", request, status, **{"refused": "", "answered": False, **values})


def _leading_to(address: str, reply: Reply) -> Reply:
    """The page whose form may lead to the program's own address, which a strict policy would forbid."""
    parts, name = urlsplit(address), "Content-Security-Policy"
    leads = f"form-action 'self' {parts.scheme}://{parts.netloc}"
    policy = reply.headers[name].replace("form-action 'self'", leads)
    return replace(reply, headers={**reply.headers, name: policy})
