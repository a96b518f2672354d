"""Where requests of the gate may go: adapters for `requests` that set timeouts, point Google's addresses at a
local port, or refuse. Imported lazily by `session`: it needs `requests`."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.adapters import BaseAdapter, HTTPAdapter

TIMEOUT = (5.0, 60.0)
"""Seconds to connect and seconds to wait for an answer, where the caller names none."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")
GOOGLE = (".googleapis.com", ".google.com")


class Refused(requests.exceptions.InvalidURL):
    """A request to a host this session must not reach. Never tried again."""


class Direct(HTTPAdapter):
    """To the host asked, once, with a timeout always set."""

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        if options.get("timeout") is None:
            options["timeout"] = TIMEOUT
        return super().send(request, *args, **options)


class GoogleOnly(Direct):
    """As Direct, for Google's own hosts only: a bearer token never goes anywhere else."""

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        if not host(request.url).endswith(GOOGLE):
            raise Refused(f"{host(request.url)} is no address of Google's.", request=request)
        return super().send(request, *args, **options)


class LocalPort(Direct):
    """Sends requests for Google's addresses, and for this machine's, to a workspace at `base`; refuses all
    others."""

    # google-auth copies sessions for its own threads; requests copies of an adapter only what is named here.
    __attrs__ = (*HTTPAdapter.__attrs__, "base")

    def __init__(self, base: str) -> None:
        super().__init__()
        if not is_loopback(base):
            raise Refused(f"{base} is no address of this machine.")
        self.base = urlsplit(base)

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        options["proxies"] = {}
        if host(request.url) in LOOPBACK:
            return super().send(request, *args, **options)
        if not host(request.url).endswith(GOOGLE):
            raise Refused(f"{host(request.url)} is refused: only this machine may be asked.", request=request)
        local = request.copy()
        parts = urlsplit(request.url or "")
        local.url = urlunsplit((self.base.scheme, self.base.netloc, parts.path, parts.query, ""))
        response = super().send(local, *args, **options)
        response.request, response.url = request, request.url or ""
        return response


def mount(session: requests.Session, adapter: BaseAdapter) -> None:
    """The adapter for every address of the session."""
    session.mount("https://", adapter)
    session.mount("http://", adapter)


def host(url: str | bytes | None) -> str:
    """The host of an address in lower case, '' when there is none."""
    text = url.decode("latin-1") if isinstance(url, bytes) else url or ""
    return (urlsplit(text).hostname or "").lower()


def is_loopback(url: str) -> bool:
    return host(url) in LOOPBACK
