"""The three ways to Google: the real one, the embedded workspace in this process, a workspace behind a local
port.

They differ only in the adapters mounted on the sessions; what is asked over them lives in the other rooms of
the gate.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from ..errors import ConfigError

if TYPE_CHECKING:
    import requests
    from requests.adapters import BaseAdapter

TRIES_FOR_A_TOKEN = 2


@dataclass(frozen=True)
class Door:
    """An open way to Google: `account` is the session of the shared account (mail, forms, files), `sheets`
    the one that reads and writes spreadsheets. `service_account` is the address spreadsheets must be shared
    with, '' when both sessions are one. `description` names the way for people and logs; `port` is the
    address of a workspace that somebody must have opened on this machine, '' for the other ways."""

    account: requests.Session
    sheets: requests.Session
    description: str
    service_account: str = ""
    port: str = ""
    on_close: Callable[[], None] | None = None

    def close(self) -> None:
        self.account.close()
        self.sheets.close()
        if self.on_close is not None:
            self.on_close()


def real(credentials_path: str | Path, endpoint: str = "") -> Door:
    """Google itself, with the school's credentials file. ConfigError when the file will not do.

    With an `endpoint` on this machine, or a token endpoint on it in the file, every call goes there instead:
    the same credentials and tokens, another Google. Any other token endpoint of the file is ignored.
    """
    from . import credentials, ports

    keys = credentials.read(credentials_path)
    local_token = str(keys.user.get("token_uri", ""))
    if not ports.is_loopback(local_token):
        local_token = ""
    base = endpoint or _origin(local_token)
    if base and not ports.is_loopback(base):
        raise ConfigError("endpoint_not_local", endpoint=base)
    token_uri = local_token or (f"{base.rstrip('/')}/token" if base else credentials.TOKEN_URI)

    def adapter() -> BaseAdapter:
        return ports.LocalPort(base) if base else ports.GoogleOnly()

    account = _authorized(credentials.user(keys, token_uri), adapter)
    sheets = _authorized(credentials.service(keys, token_uri), adapter) if keys.service else account
    return Door(account, sheets, base or "Google", keys.service_account)


def embedded(path: str | Path) -> Door:
    """The workspace kept in a file, answering in this process; any host but Google's and this machine is
    refused. ConfigError when the file holds something else."""
    import sqlite3

    import requests

    from workspace_emulator.adapter import WorkspaceAdapter
    from workspace_emulator.google import Workspace

    from . import ports

    try:
        workspace = Workspace(path)
    except sqlite3.DatabaseError as error:
        raise ConfigError("workspace_broken", path=str(path)) from error
    session = requests.Session()
    # No proxy and no .netrc has a say inside this process.
    session.trust_env = False
    ports.mount(session, WorkspaceAdapter(workspace))
    return Door(session, session, str(path), on_close=workspace.close)


def local(base_url: str) -> Door:
    """A workspace behind a port of this machine (`starosta workspace --port`). ConfigError for any other
    address."""
    import requests

    from . import ports

    if not ports.is_loopback(base_url):
        raise ConfigError("endpoint_not_local", endpoint=base_url)
    session = requests.Session()
    ports.mount(session, ports.LocalPort(base_url))
    return Door(session, session, base_url, port=base_url)


def _authorized(credentials: Any, adapter: Callable[[], BaseAdapter]) -> requests.Session:
    """A session that adds and renews tokens; tokens are fetched over a session of their own, by the same
    way."""
    import requests
    from google.auth.transport.requests import AuthorizedSession, Request

    from . import ports

    for_tokens = requests.Session()
    ports.mount(for_tokens, adapter())
    session: requests.Session = AuthorizedSession(  # type: ignore[no-untyped-call]
        credentials, max_refresh_attempts=TRIES_FOR_A_TOKEN, auth_request=Request(for_tokens)
    )
    ports.mount(session, adapter())
    return session


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, "", "", "")) if url else ""
