"""HTTP/1.1 on one connection: requests read from a socket, answers written to it in one piece.

Only what travels: hosts, faults and meanings are not known here. RFC 9112 is the measure; what it lets a
server refuse (folded headers, two lengths at once) is refused.
"""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from email.utils import formatdate

from .wire import Reply, Request

HEAD_LIMIT = 64 * 1024
BODY_LIMIT = 256 * 2**20
_PIECE = 256 * 1024
_START = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([^\x00-\x20\x7f]+) HTTP/1\.([01])")
_FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\x00\r\n]*?)[ \t]*")
_BODILESS = (204, 304)


class BadRequest(Exception):
    """What came is no HTTP this server understands; the line is closed after saying so."""


@dataclass(frozen=True)
class Told:
    """A request, and whether the line stays open after its answer."""

    request: Request
    keep: bool


class Line:
    """One connection. Not safe for several threads."""

    def __init__(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.connection = connection
        self._waiting = b""

    def read(self) -> Told | None:
        """The next request, None when the other side has closed the line. BadRequest, OSError."""
        head = self._head()
        if head is None:
            return None
        start, *fields = head.split(b"\r\n")
        match = _START.fullmatch(start)
        if match is None:
            raise BadRequest("The first line of the request cannot be understood.")
        headers = _headers(fields)
        keep = _stays_open(match[3] == b"1", headers.get("connection", ""))
        body = self._body(headers)
        request = Request.of(match[1].decode("ascii"), match[2].decode("latin-1"), headers, body)
        return Told(request, keep)

    def write(self, reply: Reply, keep: bool, bodiless: bool = False) -> None:
        """An answer; to a HEAD request (`bodiless`) only its headers."""
        lines = [f"HTTP/1.1 {reply.status} {reply.reason}", f"Date: {formatdate(usegmt=True)}"]
        lines += [f"{name}: {value}" for name, value in reply.headers.items()]
        if reply.status not in _BODILESS:
            lines.append(f"Content-Length: {len(reply.body)}")
        if not keep:
            lines.append("Connection: close")
        head = "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n"
        self.connection.sendall(head if bodiless or reply.status in _BODILESS else head + reply.body)

    def abort(self) -> None:
        """Break the line off: the other side sees a reset and no byte of an answer."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        self.connection.close()

    def _head(self) -> bytes | None:
        """The request line and the headers; blank lines before them are passed over."""
        held = self._waiting.lstrip(b"\r\n")
        while (end := held.find(b"\r\n\r\n")) < 0:
            if len(held) > HEAD_LIMIT:
                raise BadRequest("The headers are too long.")
            piece = self.connection.recv(_PIECE)
            if not piece:
                return None
            held = (held + piece).lstrip(b"\r\n")
        self._waiting = held[end + 4 :]
        return held[:end]

    def _body(self, headers: dict[str, str]) -> bytes:
        length, coding = headers.get("content-length"), headers.get("transfer-encoding", "").lower()
        if not coding and length is None:
            return b""
        if coding not in ("", "chunked") or (coding and length is not None):
            raise BadRequest("The body's length is said in a way this server does not take.")
        if headers.get("expect", "").lower() == "100-continue" and not self._waiting:
            self.connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        if coding:
            return self._chunks()
        if length is None or not length.isdecimal() or int(length) > BODY_LIMIT:
            raise BadRequest("The body's length is wrong or too large.")
        return self._exactly(int(length))

    def _chunks(self) -> bytes:
        pieces, total = [], 0
        while True:
            size = self._line().partition(b";")[0].strip()
            if not re.fullmatch(rb"[0-9A-Fa-f]{1,8}", size):
                raise BadRequest("A chunk's length cannot be understood.")
            total += int(size, 16)
            if total > BODY_LIMIT:
                raise BadRequest("The body is too large.")
            if not int(size, 16):
                break
            pieces.append(self._exactly(int(size, 16)))
            if self._line():
                raise BadRequest("A chunk is longer than it said.")
        while self._line():
            pass
        return b"".join(pieces)

    def _line(self) -> bytes:
        while (end := self._waiting.find(b"\r\n")) < 0:
            if len(self._waiting) > HEAD_LIMIT:
                raise BadRequest("A line is too long.")
            self._waiting += self._more()
        line, self._waiting = self._waiting[:end], self._waiting[end + 2 :]
        return line

    def _exactly(self, count: int) -> bytes:
        if len(self._waiting) >= count:
            body, self._waiting = self._waiting[:count], self._waiting[count:]
            return body
        pieces, have = [self._waiting], len(self._waiting)
        while have < count:
            piece = self._more()
            pieces.append(piece)
            have += len(piece)
        joined = b"".join(pieces)
        self._waiting = joined[count:]
        return joined[:count]

    def _more(self) -> bytes:
        piece = self.connection.recv(_PIECE)
        if not piece:
            raise ConnectionAbortedError("the line was closed in the middle of a request")
        return piece


def _headers(fields: list[bytes]) -> dict[str, str]:
    """Header fields by their lower-case names; a repeated one is joined with commas."""
    headers: dict[str, str] = {}
    for field in fields:
        match = _FIELD.fullmatch(field)
        if match is None:
            raise BadRequest("A header cannot be understood.")
        name, value = match[1].decode("ascii").lower(), match[2].decode("latin-1")
        if name in ("content-length", "host") and headers.get(name, value) != value:
            raise BadRequest(f"There are two headers {name}.")
        known = headers.get(name)
        headers[name] = value if known is None or known == value else f"{known}, {value}"
    return headers


def _stays_open(modern: bool, said: str) -> bool:
    options = {option.strip().lower() for option in said.split(",")}
    return "close" not in options if modern else "keep-alive" in options
