"""HTTP on one connection, by the standard library's `http.server`: who may ask, bodies read whole, answers
that leave in one piece. What an answer says is `Workspace.handle`'s affair.
"""

from __future__ import annotations

import re
import socket
from email.errors import MissingHeaderBodySeparatorDefect
from email.message import Message
from functools import lru_cache
from http.client import HTTPException, parse_headers
from http.server import BaseHTTPRequestHandler
from io import BufferedReader
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .encoding import packed
from .faults import DroppedConnection
from .wire import Reply, Request

if TYPE_CHECKING:
    from .server import Server

NAMES = ("127.0.0.1", "localhost", "::1")
BODY_LIMIT = 256 * 2**20
LINE_LIMIT = 4096
TEXT = {"Content-Type": "text/plain; charset=utf-8"}
# What programs answer lies beside the pages: opened in a browser it can run nothing. Pages say their own.
UNTRUSTED = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff"}
_BODILESS = (204, 304)
_RESET = b"\x01\0\0\0\0\0\0\0"


class BadRequest(Exception):
    """What came is no HTTP this server understands; the line is closed after saying so."""


class _WholeLines(BufferedReader):
    """A head that was cut short is no request: http.server alone would do what it has of it."""

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        if not line.endswith(b"\n") and len(line) != size:
            raise ConnectionAbortedError("the line was closed in the middle of a request")
        return line


class Exchange(BaseHTTPRequestHandler):
    """Answers one request after another until either side ends the line."""

    server: Server
    protocol_version = default_request_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = 120
    error_message_format = "%(message)s.\n"
    error_content_type = TEXT["Content-Type"]
    _served = False

    def setup(self) -> None:
        super().setup()
        self.rfile = _WholeLines(self.rfile.detach())

    def handle_one_request(self) -> None:
        """As http.server does it; the server knows which lines wait for their next request."""
        if self._served:
            self.server.wait(self.connection)
        self._served = True
        super().handle_one_request()

    def parse_request(self) -> bool:
        self.server.resume(self.connection)
        return super().parse_request()

    def answer(self) -> None:
        """One request: read, done, answered. A dropped line is reset without a byte of an answer."""
        try:
            headers = _joined(self.headers)
            request = Request.of(self.command, self.path, headers, self._body(headers))
        except (BadRequest, HTTPException) as error:
            self.send_error(400, str(error))
            return
        try:
            reply = self._reply(request)
        except DroppedConnection:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            socket.close(self.connection.detach())
            self.close_connection = True
            return
        self._send(reply)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer

    def handle_expect_100(self) -> bool:
        """Ask for the body at once: the client waits for it."""
        super().handle_expect_100()
        self.wfile.flush()
        return True

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: whoever serves a workspace has the terminal for himself."""

    def _reply(self, request: Request) -> Reply:
        host, origin = request.headers.get("host", ""), request.headers.get("origin", "//localhost")
        if not _local(f"//{host}") or not _local(origin):
            return Reply(403, b"This workspace answers only to 127.0.0.1 and localhost.\n", TEXT)
        reply = packed(self.server.workspace.handle(request), request.headers.get("accept-encoding", ""))
        return Reply(reply.status, reply.body, {**UNTRUSTED, **reply.headers})

    def _send(self, reply: Reply) -> None:
        self.send_response_only(reply.status, reply.reason)
        self.send_header("Date", self.date_time_string())
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        bodiless = reply.status in _BODILESS
        if not bodiless:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if not bodiless and self.command != "HEAD":
            self.wfile.write(reply.body)

    def _body(self, headers: dict[str, str]) -> bytes:
        length, coding = headers.get("content-length"), headers.get("transfer-encoding", "").lower()
        if coding == "chunked" and length is None:
            return self._chunks()
        if coding or not re.fullmatch("[0-9]+", length or "0") or int(length or 0) > BODY_LIMIT:
            raise BadRequest("The body's length is wrong, too large or said in two ways")
        return self._exactly(int(length or 0))

    def _chunks(self) -> bytes:
        """A body in pieces (RFC 9112, 7.1), which http.server leaves to its user."""
        body = bytearray()
        while size := self._size():
            if len(body) + size > BODY_LIMIT:
                raise BadRequest("The body is too large")
            body += self._exactly(size)
            if self._exactly(2) != b"\r\n":
                raise BadRequest("A chunk is longer than it said")
        parse_headers(self.rfile)
        return bytes(body)

    def _size(self) -> int:
        line = self.rfile.readline(LINE_LIMIT)
        match = re.fullmatch(rb"([0-9A-Fa-f]{1,8})[ \t]*(;.*)?\r\n", line)
        if match is None:
            raise BadRequest("A chunk's length cannot be understood")
        return int(match[1], 16)

    def _exactly(self, count: int) -> bytes:
        body = self.rfile.read(count) if count else b""
        if len(body) < count:
            raise ConnectionAbortedError("the line was closed in the middle of a request")
        return body


def _joined(headers: Message) -> dict[str, str]:
    """Header fields by their lower-case names; a repeated one is joined with commas."""
    joined: dict[str, str] = {}
    for name, value in headers.items():
        name = name.lower()
        known = joined.get(name)
        if "\n" in value or (name in ("content-length", "host") and known not in (None, value)):
            raise BadRequest("A header is folded or contradicts another")
        joined[name] = value if known in (None, value) else f"{known}, {value}"
    if any(isinstance(defect, MissingHeaderBodySeparatorDefect) for defect in headers.defects):
        raise BadRequest("A header cannot be understood")
    return joined


@lru_cache(maxsize=64)
def _local(address: str) -> bool:
    """Whether a Host (after //) or an Origin names this machine; a page of another site names itself."""
    try:
        return urlsplit(address).hostname in NAMES
    except ValueError:
        return False
