"""Whole requests out of the bytes of one connection, read by llhttp as RFC 9112 has it. What is no HTTP, too
long or said in two ways is refused; what breaks off is no request.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser

from .wire import Request

BODY_LIMIT = 256 * 2**20
HEAD_LIMIT = 64 * 2**10
MOST_HEADERS = 100
VERSIONS = ("1.0", "1.1")
LONG_ADDRESS = 414, "The address is too long"
LONG_HEAD = 431, "The head of the request is too long"
_ONCE = ("content-length", "host")
_AROUND = len(": \r\n")


class Refused(Exception):
    """What came cannot be answered as HTTP: the status to say so with; the connection is closed after it."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True)
class Arrived:
    """A whole request, and whether its client keeps the connection for a further one."""

    request: Request
    keeps: bool


class Incoming:
    """Fed with what a connection brings; `whole` holds the requests that have come, several in one piece or
    one in many; `begun` tells that a further one has come in part. After a `refusal` nothing is read any
    more; what came whole before it is still good."""

    def __init__(self, encourage: Callable[[], None], limit: int = BODY_LIMIT) -> None:
        """`encourage` is called when a client waits for a word (100 Continue) before it sends its body.

        `limit` is the most bytes of a body.
        """
        self.whole: deque[Arrived] = deque()
        self.refusal: Refused | None = None
        self._encourage, self._limit = encourage, limit
        self._parser = HttpRequestParser(self)
        self._begin()

    def feed(self, data: bytes) -> None:
        """Read on, until there is a refusal."""
        if self._in_head:
            self._head += len(data)
        try:
            self._parser.feed_data(data)
        except HttpParserUpgrade:
            # No other protocol is spoken here. What follows the request would be in it: the line ends.
            self.whole.append(Arrived(self.whole.pop().request, keeps=False))
        except HttpParserError as error:
            told = error.__context__
            self.refusal = told if isinstance(told, Refused) else Refused(400, f"This is no HTTP: {error}")
        if self._in_head and self._head > HEAD_LIMIT:
            self.refusal = self._too_long()

    def on_message_begin(self) -> None:
        self.begun = True

    def on_url(self, piece: bytes) -> None:
        self._url += piece
        self._count_in(len(piece))

    def on_header(self, raw_name: bytes, raw_value: bytes) -> None:
        """A header field; a repeated one is joined with commas. What follows a body says nothing here."""
        if not self._in_head:
            return
        self._count += 1
        if self._count > MOST_HEADERS:
            raise Refused(*LONG_HEAD)
        self._count_in(len(raw_name) + len(raw_value) + _AROUND)
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        known = self._headers.get(name)
        if known is not None and known != value:
            if name in _ONCE:
                raise Refused(400, f"The header {name} contradicts another")
            value = f"{known}, {value}"
        self._headers[name] = value

    def on_headers_complete(self) -> None:
        self._in_head = False
        if self._parser.get_http_version() not in VERSIONS:
            raise Refused(505, "Only HTTP/1.1 is spoken here")
        *inner, last = map(str.strip, self._headers.get("transfer-encoding", "").lower().split(","))
        if inner and last == "chunked":
            # Where another one is the last, nobody knows where the body ends: the parser says so.
            raise Refused(501, "No transfer coding but chunked is read here")
        if int(self._headers.get("content-length") or 0) > self._limit:
            self._too_large()
        expects = self._headers.get("expect", "").lower() == "100-continue"
        if expects and self._parser.get_http_version() != "1.0":
            self._encourage()

    def on_body(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > self._limit:
            self._too_large()
        self._body.append(piece)

    def on_message_complete(self) -> None:
        method, url = self._parser.get_method().decode(), self._url.decode("latin-1")
        if url.startswith("//"):
            # Else what follows would pass for another host.
            url = "/" + url.lstrip("/")
        request = Request.of(method, url, self._headers, b"".join(self._body))
        self.whole.append(Arrived(request, self._parser.should_keep_alive()))
        self._begin()

    def _begin(self) -> None:
        self.begun = False
        self._in_head, self._head, self._told = True, 0, 0
        self._url = b""
        self._headers: dict[str, str] = {}
        self._count = 0
        self._body: list[bytes] = []
        self._size = 0

    def _count_in(self, length: int) -> None:
        """What the parser has read of a head, however many pieces it came in."""
        self._told += length
        if self._told > HEAD_LIMIT:
            raise self._too_long()

    def _too_long(self) -> Refused:
        return Refused(*(LONG_ADDRESS if len(self._url) > HEAD_LIMIT / 2 else LONG_HEAD))

    def _too_large(self) -> NoReturn:
        raise Refused(413, "The body is too large")
