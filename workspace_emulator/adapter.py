"""Doors for programs that use `requests`: a workspace in this process or behind a local port."""

from __future__ import annotations

import time
from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from requests.structures import CaseInsensitiveDict
from requests.utils import get_encoding_from_headers

from .faults import DroppedConnection
from .google import Workspace
from .wire import LOOPBACK, Reply, Request

GOOGLE = (".googleapis.com", ".google.com")
Timeout = float | tuple[float | None, float | None] | None


class ForeignHost(requests.exceptions.InvalidURL):
    """A request to a host that is neither this machine nor a Google address the workspace stands in for."""


class WorkspaceAdapter(BaseAdapter):
    """Answers requests to Google's addresses in this process: `session.mount("https://", …)`."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace

    def send(self, request: requests.PreparedRequest, *_: Any, **options: Any) -> requests.Response:
        """The answer. ConnectionError when the line was dropped, ReadTimeout when the answer came late."""
        host = _host(request)
        if host not in LOOPBACK and not host.endswith(GOOGLE):
            raise ForeignHost(f"{host} is not reachable from the embedded workspace.", request=request)
        started = time.monotonic()
        headers = {name: _text(value) for name, value in request.headers.items()}
        try:
            reply = self.workspace.handle(
                Request.of(request.method or "GET", request.url or "/", headers, _bytes(request.body))
            )
        except DroppedConnection as error:
            raise requests.ConnectionError(
                "Connection aborted: the remote end closed the connection without an answer.",
                request=request,
            ) from error
        elapsed = time.monotonic() - started
        timeout: Timeout = options.get("timeout")
        patience = timeout[1] if isinstance(timeout, tuple) else timeout
        if patience is not None and elapsed > patience:
            raise requests.ReadTimeout(f"Read timed out. (read timeout={patience})", request=request)
        return _response(request, reply, elapsed)

    def close(self) -> None:
        """Nothing to close: the workspace belongs to whoever opened it."""


class LoopbackOnly(HTTPAdapter):
    """Lets requests to this machine through and refuses every other host before a socket is opened."""

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        """As HTTPAdapter.send, without proxies. ForeignHost for any host but the loopback."""
        host = _host(request)
        if host not in LOOPBACK:
            raise ForeignHost(f"{host} is refused: only this machine may be asked.", request=request)
        return super().send(request, *args, **{**options, "proxies": {}})


class RewriteAdapter(LoopbackOnly):
    """Sends requests for Google's addresses to a local port; path and query stay as they are."""

    def __init__(self, base_url: str) -> None:
        super().__init__()
        parts = urlsplit(base_url)
        if parts.hostname not in LOOPBACK:
            raise ForeignHost(f"{base_url} is refused: a local workspace lives at 127.0.0.1.")
        self.base = parts

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        """The answer under the address that was asked. ForeignHost for hosts that are not Google's."""
        if not _host(request).endswith(GOOGLE):
            return super().send(request, *args, **options)
        local = request.copy()
        parts = urlsplit(request.url or "")
        local.url = urlunsplit((self.base.scheme, self.base.netloc, parts.path, parts.query, ""))
        response = super().send(local, *args, **options)
        response.request, response.url = request, request.url or ""
        return response


class _Raw(BytesIO):
    """A body with urllib3's way of reading."""

    def read(self, amount: int | None = -1, **_: Any) -> bytes:
        return super().read(amount)

    def release_conn(self) -> None:
        self.close()


def _response(request: requests.PreparedRequest, reply: Reply, elapsed: float) -> requests.Response:
    response = requests.Response()
    response.status_code = reply.status
    response.reason = reply.reason
    response.headers = CaseInsensitiveDict(reply.headers)
    response.headers["Content-Length"] = str(len(reply.body))
    response.encoding = get_encoding_from_headers(response.headers)
    response.raw = _Raw(b"" if request.method == "HEAD" else reply.body)
    response.url = request.url or ""
    response.request = request
    response.elapsed = timedelta(seconds=elapsed)
    return response


def _host(request: requests.PreparedRequest) -> str:
    return (urlsplit(request.url or "").hostname or "").lower()


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _bytes(body: Any) -> bytes:
    """A prepared body in any of its shapes: nothing, text, bytes, a file, an iterable of pieces."""
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    if isinstance(body, bytes | bytearray):
        return bytes(body)
    pieces = [body.read()] if hasattr(body, "read") else list(body)
    return b"".join(piece.encode() if isinstance(piece, str) else piece for piece in pieces)
