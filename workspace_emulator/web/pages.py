"""Which page an address means. Every path that belongs to no API comes here."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..wire import Reply, Request
from . import form_page, home, rendering

if TYPE_CHECKING:
    from ..google import Workspace

Page = Callable[..., Reply]
PUBLISHED = r"/forms/d/e/(?P<published_id>[\w-]+)"
BY_FILE = r"/forms/d/(?P<form_id>[\w-]+)"


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
            return show(workspace, request, **match.groupdict())
    if methods:
        return Reply(405, b"", {"Allow": ", ".join(methods), "Content-Type": "text/html; charset=UTF-8"})
    return rendering.notice("missing", request, 404)


def _editor(_workspace: Workspace, _request: Request, form_id: str) -> Reply:
    """Drive's link to a form's editor: this workspace has none, so the form itself is shown."""
    return Reply(
        302, b"", {"Location": f"/forms/d/{form_id}/viewform", "Content-Type": "text/html; charset=UTF-8"}
    )


def _static(_workspace: Workspace, request: Request, name: str) -> Reply:
    return rendering.static(name) or rendering.notice("missing", request, 404)


ROUTES: tuple[tuple[str, str, Page], ...] = (
    ("GET", r"/", home.show),
    ("GET", PUBLISHED + r"/viewform", form_page.show),
    ("GET", BY_FILE + r"/viewform", form_page.show),
    ("POST", PUBLISHED + r"/formResponse", form_page.answer),
    ("POST", BY_FILE + r"/formResponse", form_page.answer),
    ("GET", BY_FILE + r"/edit", _editor),
    ("GET", r"/_static/(?P<name>[\w.-]+)", _static),
)
