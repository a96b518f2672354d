"""Which page an address means. Every path that belongs to no API comes here."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from ..oauth import consent
from ..wire import ApiError, Reply, Request, quoted
from . import (
    compose_page,
    consent_page,
    file_actions,
    form_page,
    home,
    mail_page,
    rendering,
    sheet_export,
    sheet_page,
    sheet_wish,
)

if TYPE_CHECKING:
    from ..google import Workspace

log = logging.getLogger(__name__)
Page = Callable[..., Reply]
PUBLISHED = r"/forms/d/e/(?P<published_id>[\w-]+)"
BY_FILE = r"/forms/d/(?P<form_id>[\w-]+)"
BOX = r"/mail/(?P<account>[^/]+@[^/]+)"
LETTER = BOX + r"/letter/(?P<letter_id>[0-9a-fA-F]+)"
SHEET = r"/spreadsheets/d/(?P<file_id>[\w-]+)"
THREAD = BOX + r"/thread/(?P<thread_id>[0-9a-fA-F]+)"


def handle(workspace: Workspace, request: Request) -> Reply:
    """Answer a request for a page; an unknown address gives a readable 404."""
    path = request.plain_path
    methods = []
    for method, pattern, show in ROUTES:
        match = re.fullmatch(pattern, path)
        if match is None:
            continue
        methods.append(method)
        if method == request.method or (method == "GET" and request.method == "HEAD"):
            return _shown(show, workspace, request, match.groupdict())
    if methods:
        reply = rendering.notice("missing", request, 405)
        return Reply(405, reply.body, {**reply.headers, "Allow": ", ".join(methods)})
    return rendering.notice("missing", request, 404)


def _shown(show: Page, workspace: Workspace, request: Request, parts: dict[str, str]) -> Reply:
    """A page. What goes wrong is said to a person in a sentence; scripts get what programs get."""
    try:
        return show(workspace, request, **parts)
    except Exception as error:
        code = error.code if isinstance(error, ApiError) else 500
        reply = told(request, code)
        if reply is None:
            raise
        if code >= 500:
            log.exception("unhandled error while answering %s", request.method)
        return reply


def told(request: Request, code: int) -> Reply | None:
    """A failure as a page for a person; None when a program or a script asks."""
    if "text/html" not in request.headers.get("accept", ""):
        return None
    return rendering.notice("missing" if code == 404 else "failed", request, code)


def _editor(_workspace: Workspace, _request: Request, form_id: str) -> Reply:
    """Drive's link to a form's editor: this workspace has none, so the form itself is shown."""
    leads = quoted(f"/forms/d/{form_id}/viewform")
    return Reply(302, b"", {"Location": leads, "Content-Type": "text/html; charset=UTF-8"})


def _blank(_workspace: Workspace, request: Request, form: str) -> Reply:
    """Where a form was sent to, opened again: the form, filled in as the address says."""
    return mail_page.redirect(f"{form}/viewform?{urlencode(request.query)}")


def _static(_workspace: Workspace, request: Request, name: str) -> Reply:
    return rendering.static(name) or rendering.notice("missing", request, 404)


ROUTES: tuple[tuple[str, str, Page], ...] = (
    ("GET", r"/", home.show),
    ("POST", r"/files", file_actions.create),
    ("POST", r"/files/(?P<file_id>[\w-]+)", file_actions.change),
    ("GET", r"/files/(?P<file_id>[\w-]+)/delete", file_actions.ask),
    ("GET", r"/drive/folders/(?P<file_id>[\w-]+)", home.folder),
    ("GET", r"/file/d/(?P<file_id>[\w-]+)/view", home.download),
    ("GET", PUBLISHED + r"/viewform", form_page.show),
    ("GET", BY_FILE + r"/viewform", form_page.show),
    ("POST", PUBLISHED + r"/formResponse", form_page.answer),
    ("POST", BY_FILE + r"/formResponse", form_page.answer),
    ("GET", r"(?P<form>/forms/d/(?:e/)?[\w-]+)/formResponse", _blank),
    ("GET", BY_FILE + r"/edit", _editor),
    ("GET", SHEET + r"(?:/edit|/view|/)?", sheet_page.show),
    ("GET", SHEET + r"/export", sheet_export.show),
    ("GET", r"/spreadsheets/export", sheet_export.show),
    ("GET", SHEET + r"/rows", sheet_page.rows),
    ("GET", SHEET + r"/looks\.css", sheet_page.looks),
    ("GET", SHEET + r"/version", sheet_page.version),
    ("GET", SHEET + r"/offers", sheet_page.offers),
    ("GET", SHEET + r"/block", sheet_page.block),
    ("GET", SHEET + r"/find", sheet_page.find),
    ("GET", SHEET + r"/place", sheet_page.place),
    ("GET", SHEET + r"/edge", sheet_page.edge),
    ("GET", SHEET + r"/sortable", sheet_page.sortable),
    ("POST", SHEET + r"/change", sheet_wish.change),
    *(("GET", path, consent_page.show) for path in consent.PATHS),
    *(("POST", path, consent_page.decide) for path in consent.PATHS),
    ("GET", r"/mail/?", mail_page.accounts),
    ("GET", BOX, mail_page.folder),
    ("GET", BOX + r"/compose", compose_page.show),
    ("POST", BOX + r"/compose", compose_page.press),
    ("GET", THREAD, mail_page.thread),
    ("POST", THREAD, mail_page.change),
    ("GET", LETTER + r"/body", mail_page.body),
    ("GET", LETTER + r"/original", mail_page.original),
    ("GET", LETTER + r"/part/(?P<part_id>[\d.]+)", mail_page.part),
    ("GET", r"/_static/(?P<name>[\w.-]+)", _static),
)
