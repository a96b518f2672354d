"""One connection to the port: its requests are answered one after another, each answer leaves in one piece.
What an answer says is `Workspace.handle`'s affair.
"""

from __future__ import annotations

import socket
from email.utils import formatdate
from functools import lru_cache
from socketserver import BaseRequestHandler
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .encoding import packed
from .faults import DroppedConnection
from .incoming import Arrived, Incoming
from .wire import LOOPBACK, Reply, Request

if TYPE_CHECKING:
    from .server import Server

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
PIECE = 64 * 2**10
PATIENCE = 120
"""Seconds that a connection may be silent."""
TEXT = {"Content-Type": "text/plain; charset=utf-8"}
# What programs answer lies beside the pages: opened in a browser it can run nothing. Pages say their own.
UNTRUSTED = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff"}
_BODILESS = (204, 304)
_RESET = b"\x01\0\0\0\0\0\0\0"


class Exchange(BaseRequestHandler):
    """Answers one request after another until either side ends the line."""

    server: Server
    request: socket.socket

    def setup(self) -> None:
        self.request.settimeout(PATIENCE)
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)

    def handle(self) -> None:
        """Until the line ends. A dropped one is reset without a byte of an answer."""
        incoming = Incoming(lambda: self.request.sendall(CONTINUE))
        self.server.wait(self.request)
        try:
            while data := self.request.recv(PIECE):
                self.server.resume(self.request)
                incoming.feed(data)
                while incoming.whole:
                    if not self._answer(incoming.whole.popleft()):
                        return
                if incoming.refusal:
                    reply = Reply(incoming.refusal.status, f"{incoming.refusal}.\n".encode(), TEXT)
                    self.request.sendall(_sent(reply, keeps=False, bodiless=False))
                    return
                if not incoming.begun:
                    self.server.wait(self.request)
        except DroppedConnection:
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            socket.close(self.request.detach())

    def _answer(self, arrived: Arrived) -> bool:
        """One request done and answered; whether the line goes on."""
        reply = self._reply(arrived.request)
        self.request.sendall(_sent(reply, arrived.keeps, bodiless=arrived.request.method == "HEAD"))
        return arrived.keeps

    def _reply(self, request: Request) -> Reply:
        host, origin = request.headers.get("host", ""), request.headers.get("origin", "//localhost")
        if not _local(f"//{host}") or not _local(origin):
            return Reply(403, b"This workspace answers only to 127.0.0.1 and localhost.\n", TEXT)
        reply = packed(self.server.workspace.handle(request), request.headers.get("accept-encoding", ""))
        return Reply(reply.status, reply.body, {**UNTRUSTED, **reply.headers})


def _sent(reply: Reply, keeps: bool, bodiless: bool) -> bytes:
    """An answer as it travels; one to HEAD tells the length of a body that it has not."""
    lines = [f"HTTP/1.1 {reply.status} {reply.reason}", f"Date: {formatdate(usegmt=True)}"]
    lines += [f"{name}: {value}" for name, value in reply.headers.items()]
    if not keeps:
        lines.append("Connection: close")
    if reply.status in _BODILESS:
        bodiless = True
    else:
        lines.append(f"Content-Length: {len(reply.body)}")
    head = "\r\n".join((*lines, "\r\n")).encode("latin-1")
    return head if bodiless else head + reply.body


@lru_cache(maxsize=64)
def _local(address: str) -> bool:
    """Whether a Host (after //) or an Origin names this machine; a page of another site names itself."""
    try:
        return urlsplit(address).hostname in LOOPBACK
    except ValueError:
        return False
