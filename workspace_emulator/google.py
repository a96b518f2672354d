"""The workspace itself: one request in, one answer out. Finds the method, the caller and the function that
answers."""

from __future__ import annotations

import importlib
import logging
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from . import batch, catalog, checks, clock, control, encoding, faults, messages, quotas, settings, uploads
from .call import Call
from .catalog import ANSWERS, Method
from .oauth import callers
from .payload import Payload, carried
from .store import Store
from .wire import ApiError, Json, Reply, Request, error_reply

log = logging.getLogger(__name__)
ROOMS = (
    "oauth.routes",
    "oauth.consent",
    "drive.files",
    "drive.v2",
    "drive.v2_permissions",
    "drive.v2_about",
    "drive.listing",
    "drive.permissions",
    "drive.comments",
    "drive.about",
    "drive.changes",
    "sheets.spreadsheets",
    "sheets.values",
    "sheets.batch_update",
    "sheets.developer_metadata",
    "forms.forms",
    "forms.batch_update",
    "forms.responses",
    "gmail.messages",
    "gmail.drafts",
    "gmail.threads",
    "gmail.labels",
    "gmail.profile",
    "gmail.send_as",
    "gmail.history",
)


@dataclass(frozen=True)
class Asked:
    """One call that has been let in: what `Call` holds, but for the transaction and the moment."""

    method: Method
    request: Request
    user: str
    params: Json
    selected: checks.Mask
    body: Json
    media: bytes | None
    media_type: str


class Workspace:
    """A Google Workspace in one SQLite file."""

    def __init__(self, path: str | Path) -> None:
        for room in ROOMS:
            importlib.import_module(f"{__package__}.{room}")
        self.memory: dict[str, object] = {}
        self.oauth = importlib.import_module(f"{__package__}.oauth.routes")
        self.store = Store(path)
        self.calls: Counter[str] = Counter()
        self.leaving = threading.Event()

    def handle(self, request: Request) -> Reply:
        """Answer one HTTP request. Never raises but for a fault that asks the transport to drop the line.

        HEAD is answered like GET: whoever sends the answer leaves its body out.
        """
        try:
            reply = self._handled(request)
            if reply.fits:
                return reply
            log.error("an answer to %s %s fits no head", request.method, request.path)
        except faults.DroppedConnection:
            raise
        except Exception:
            log.exception("unhandled error while answering %s", request.method)
        return _broken(catalog.family_of(request.path))

    def perform(self, method: Method, path: Mapping[str, str], request: Request) -> Reply:
        """Do one method: what reads is judged and done in one transaction, what writes is judged before it
        holds the store's lock."""
        self._counted(method, request)
        with self.store.read() as tx:
            asked = _judged(tx, method, path, request, lambda: carried(request))
            if method.http_method == "GET":
                return self.done(tx, asked)
        with self.store.write() as tx:
            return self.done(tx, asked)

    def admitted(
        self, method: Method, path: Mapping[str, str], request: Request, payload: Callable[[], Payload]
    ) -> Asked:
        """A call that may be done, in a transaction of its caller's."""
        self._counted(method, request)
        with self.store.read() as tx:
            return _judged(tx, method, path, request, payload)

    def done(self, tx: sqlite3.Connection, asked: Asked) -> Reply:
        """Call the function that answers and print its answer."""
        call = Call(
            self, tx, asked.method, asked.request, asked.user, clock.now(tx), asked.params, asked.body,
            asked.media, asked.media_type,
        )  # fmt: skip
        value = ANSWERS[asked.method.id](call)
        if value is None:
            return Reply.empty()
        return value if isinstance(value, Reply) else Reply.json(checks.apply(asked.selected, value))

    def close(self) -> None:
        self.store.close()

    def _counted(self, method: Method, request: Request) -> None:
        self.calls[method.id] += 1
        if method.id not in ANSWERS:
            raise ApiError(501, f"{method.id} is not implemented by this workspace.")
        quotas.charge(self, method, request)

    def _handled(self, request: Request) -> Reply:
        try:
            request = _overridden(encoding.unpacked(request))
        except ApiError as error:
            return error_reply(error, catalog.family_of(request.path))
        if request.path.startswith(control.PREFIX):
            return control.handle(self, request)
        if request.path.rstrip("/") in batch.PATHS:
            return batch.answer(self, request)
        fault = faults.strike(self, request)
        if fault and fault.before:
            return _struck(fault, request)
        reply = encoding.printed(self._answer(request), request)
        return _struck(fault, request) if fault else reply

    def _answer(self, request: Request) -> Reply:
        family = catalog.family_of(request.path)
        try:
            granted = self.oauth.ROUTES.get(request.path)
            if granted is not None:
                return granted(self, request)  # type: ignore[no-any-return]
            if not family:
                return _not_found(request) if catalog.programs_alone(request.path) else self._page(request)
            return self._api(request)
        except ApiError as error:
            return error_reply(self._translated(error), family)
        except Exception:
            # Caught here already: a fault may still take the place of this answer.
            log.exception("unhandled error while answering %s", request.method)
            return _broken(family)

    def _page(self, request: Request) -> Reply:
        return _pages().handle(self, request)  # type: ignore[no-any-return]

    def _api(self, request: Request) -> Reply:
        if request.method == "OPTIONS":
            return _options(request)
        if uploads.is_resumable(request):
            return uploads.step(self, request)
        if request.method == "HEAD":
            request = replace(request, method="GET")
        found = catalog.route(request.method, request.path)
        if found is None:
            return _not_found(request)
        return self.perform(*found, request)

    def _translated(self, error: ApiError) -> ApiError:
        """The refusal in the language of the account: the setting `message_language`."""
        with self.store.read() as tx:
            language = str(settings.value(tx, "message_language"))
        return messages.translated(error, language)


NOT_FOUND = (
    "<!DOCTYPE html>\n<html lang=en>\n<title>Error 404 (Not Found)!!1</title>\n"
    "<p><b>404.</b> <ins>That’s an error.</ins>\n"
    "<p>The requested URL <code>{path}</code> was not found on this server."
)


def _judged(
    tx: sqlite3.Connection,
    method: Method,
    path: Mapping[str, str],
    request: Request,
    payload: Callable[[], Payload],
) -> Asked:
    """First who calls is judged, then what was sent."""
    user = callers.caller(tx, request, method)
    params = checks.parameters(method, path, request.query)
    selected = checks.mask(method, params.get("fields"))
    body, media, media_type = payload()
    return Asked(method, request, user, params, selected, checks.body(method, body), media, media_type)


def _struck(fault: faults.Fault, request: Request) -> Reply:
    """What a fault answers; a person who waits for a page is told so on one."""
    reply = fault.reply()
    return _pages().told(request, reply.status) or reply if fault.of_a_page else reply


def _broken(family: str) -> Reply:
    return error_reply(ApiError(500, "Internal error encountered."), family)


def _pages() -> Any:
    """Pages are loaded with the first one: a workspace that only answers the API starts sooner."""
    return importlib.import_module(f"{__package__}.web.pages")


def _not_found(request: Request) -> Reply:
    return Reply.html(NOT_FOUND.format(path=_escaped(request.plain_path)), 404)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _options(request: Request) -> Reply:
    """Which methods an address takes; nothing is said to pages of other sites."""
    known = [verb for verb in ("GET", "POST", "PUT", "PATCH", "DELETE") if catalog.route(verb, request.path)]
    if not known:
        return _not_found(request)
    allowed = ["OPTIONS", *(["HEAD"] if "GET" in known else []), *known]
    return Reply(200, b"", {"Allow": ", ".join(allowed), "Content-Type": "text/html; charset=UTF-8"})


def _overridden(request: Request) -> Request:
    """A long GET that a client sent as a POST with `x-http-method-override` and its query in the body."""
    override = request.headers.get("x-http-method-override", "").upper()
    if not override or request.method != "POST":
        return request
    query, body = request.query, request.body
    if request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        query, body = query + tuple(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)), b""
    return Request(override, request.path, query, request.headers, body)
