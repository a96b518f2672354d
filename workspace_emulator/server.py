"""The workspace behind a port of this machine. Only the transport: every answer is `Workspace.handle`'s."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request as HttpRequest
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from .encoding import packed
from .faults import DroppedConnection
from .google import Workspace
from .wire import Reply, Request

HOST = "127.0.0.1"
NAMES = ("127.0.0.1", "localhost", "::1")
VERBS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]


def application(workspace: Workspace) -> Starlette:
    """An ASGI application that answers for a workspace; hosts other than this machine are refused."""

    async def answer(http: HttpRequest) -> Response:
        if not _local("//" + http.headers.get("host", "")) or not _local(
            http.headers.get("origin", "//localhost")
        ):
            return PlainTextResponse("This workspace answers only to 127.0.0.1 and localhost.\n", 403)
        target = http.scope["raw_path"].decode("latin-1")
        query = http.scope["query_string"].decode("latin-1")
        request = Request.of(http.method, f"{target}?{query}", dict(http.headers), await http.body())
        try:
            reply = await run_in_threadpool(_answered, workspace, request)
        except DroppedConnection:
            return await _dropped(http)
        return Response(reply.body, reply.status, dict(reply.headers))

    return Starlette(routes=[Route("/{path:path}", answer, methods=VERBS)])


def serve(workspace: Workspace, port: int, on_ready: Callable[[str], None] | None = None) -> None:
    """Answer on 127.0.0.1 until interrupted. `on_ready` is called with the base URL once the port listens.

    Port 0 takes a free one. OSError when the port is taken.
    """
    listener = _listener(port)
    _Server(workspace, listener, on_ready).run(sockets=[listener])


@contextmanager
def running(workspace: Workspace, port: int = 0) -> Iterator[str]:
    """A server in a thread of this process for as long as the block lasts; gives its base URL."""
    ready = threading.Event()
    listener = _listener(port)
    server = _Server(workspace, listener, lambda _: ready.set())
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    ready.wait()
    try:
        yield _url(listener)
    finally:
        server.should_exit = True
        thread.join()


class _Corked:
    """A transport that joins what is written in one turn of the loop: an answer leaves in one packet."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._pending: list[bytes] = []

    def write(self, data: bytes) -> None:
        if not self._pending:
            asyncio.get_running_loop().call_soon(self._flush)
        self._pending.append(bytes(data))

    def close(self) -> None:
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        if self._pending:
            data, self._pending = b"".join(self._pending), []
            self._transport.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class _Line(H11Protocol):
    """One connection; the application may reach its transport to drop it."""

    def connection_made(self, transport: Any) -> None:
        self.app_state = {**self.app_state, "transport": transport}
        super().connection_made(_Corked(transport))  # type: ignore[arg-type]


class _Server(uvicorn.Server):
    def __init__(
        self, workspace: Workspace, listener: socket.socket, on_ready: Callable[[str], None] | None
    ) -> None:
        super().__init__(
            uvicorn.Config(
                application(workspace), http=_Line, ws="none", lifespan="off", loop="asyncio",
                log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=2,
            )
        )  # fmt: skip
        self._listener, self._on_ready = listener, on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self._on_ready is not None:
            self._on_ready(_url(self._listener))


def _answered(workspace: Workspace, request: Request) -> Reply:
    return packed(workspace.handle(request), request.headers.get("accept-encoding", ""))


async def _dropped(http: HttpRequest) -> Response:
    """Close the socket and wait until the server has noticed: nothing may be sent any more."""
    http.state.transport.abort()
    while (await http.receive())["type"] != "http.disconnect":
        pass
    return Response()


def _local(address: str) -> bool:
    """Whether a Host (after //) or an Origin names this machine; a page of another site names itself."""
    try:
        return urlsplit(address).hostname in NAMES
    except ValueError:
        return False


def _listener(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError:
        listener.close()
        raise
    return listener


def _url(listener: socket.socket) -> str:
    return f"http://{HOST}:{listener.getsockname()[1]}"
