"""An adapter that stands before a session's own one and writes down every exchange: method, file, bytes.

What the toolkit counts itself is not asked; what goes over the wire is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

import requests
from requests.adapters import BaseAdapter

from workspace_emulator import catalog

FILE = re.compile(r"/(?:v4/spreadsheets|v1/forms|drive/v3/files)/([^/:?]+)")
READ, WRITE = "read", "write"


@dataclass(frozen=True)
class Exchange:
    """`method` is Google's id of the method, `file` the id of the file it is about ('' when none), `size`
    the bytes of the answer."""

    method: str
    verb: str
    file: str
    size: int

    @property
    def kind(self) -> str:
        return READ if self.verb == "GET" else WRITE


@dataclass
class Log:
    """The exchanges since it was last taken."""

    seen: list[Exchange] = field(default_factory=list)

    def take(self) -> list[Exchange]:
        """What was seen, and forget it."""
        taken, self.seen = self.seen, []
        return taken


class Counting(BaseAdapter):
    """Passes every request on to `inner` and notes it."""

    def __init__(self, inner: BaseAdapter, log: Log) -> None:
        super().__init__()
        self.inner, self.log = inner, log

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        response = self.inner.send(request, *args, **options)
        verb = request.headers.get("x-http-method-override", request.method or "GET")
        path = urlsplit(request.url or "").path
        found = catalog.route(verb, path)
        file = FILE.match(path)
        method = found[0].id if found else path
        self.log.seen.append(Exchange(method, verb, unquote(file[1]) if file else "", len(response.content)))
        return response

    def close(self) -> None:
        self.inner.close()


def count(session: requests.Session) -> Log:
    """Note every request of a session from now on."""
    log = Log()
    for prefix in list(session.adapters):
        session.mount(prefix, Counting(session.adapters[prefix], log))
    return log


def by_method(exchanges: Iterable[Exchange]) -> Counter[str]:
    return Counter(exchange.method for exchange in exchanges)


def per_file(exchanges: Iterable[Exchange], kind: str, method: str = "") -> Counter[str]:
    """How often each file was read or written, by its id; of methods that begin with `method` only."""
    return Counter(e.file for e in exchanges if e.file and e.kind == kind and e.method.startswith(method))


def most(counter: Counter[str]) -> int:
    return max(counter.values(), default=0)
