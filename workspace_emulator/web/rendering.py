"""Templates, texts and headers of every page. What a page shows is decided by those who call `page`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from ..wire import Json, Reply, Request

if TYPE_CHECKING:
    from jinja2 import Environment

ROOM = Path(__file__).parent
LANGUAGES = ("ru", "en")
SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data: https:; "
        "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
STATIC_TYPES = {
    ".css": "text/css; charset=UTF-8",
    ".js": "text/javascript; charset=UTF-8",
    ".svg": "image/svg+xml",
}
CHOSEN = "hl"


def page(template: str, request: Request, status: int = 200, **values: Any) -> Reply:
    """A page in the reader's language. Everything in `values` is escaped."""
    headers = dict(SECURITY)
    if request.first(CHOSEN) in LANGUAGES:
        headers["Set-Cookie"] = f"{CHOSEN}={request.first(CHOSEN)}; Path=/; SameSite=Lax"
    return Reply.html(rendered(template, request, **values), status, headers)


def rendered(template: str, request: Request, **values: Any) -> str:
    """The text of a page, or of a piece of one."""
    return (
        _environment()
        .get_template(template)
        .render(t=texts(language(request)), others=_others(request), **values)
    )


def notice(name: str, request: Request, status: int, onward: str = "/") -> Reply:
    """A page with a heading and one sentence, by its name in the texts, and the way on from it."""
    return page("notice.html", request, status, name=name, onward=onward)


def static(name: str) -> Reply | None:
    """A style sheet or script of ours; None when there is none of that name."""
    path = ROOM / "static" / name
    if path.parent != ROOM / "static" or path.suffix not in STATIC_TYPES or not path.is_file():
        return None
    headers = {"Content-Type": STATIC_TYPES[path.suffix], "X-Content-Type-Options": "nosniff"}
    return Reply(200, path.read_bytes(), headers)


def language(request: Request) -> str:
    """The language that a person has chosen (`hl`, which a cookie keeps), else what Accept-Language puts
    first among ours; Russian when it names none."""
    kept = re.search(rf"(?:^|;)\s*{CHOSEN}=(\w+)", request.headers.get("cookie", ""))
    for chosen in (request.first(CHOSEN), kept[1] if kept else ""):
        if chosen in LANGUAGES:
            return chosen
    wanted = []
    for part in request.headers.get("accept-language", "").split(","):
        tag, _, weight = part.strip().partition(";q=")
        found = tag.partition("-")[0].lower()
        if found in LANGUAGES:
            wanted.append((-_number(weight), found))
    return min(wanted, key=lambda pair: pair[0])[1] if wanted else LANGUAGES[0]


@cache
def texts(name: str) -> Json:
    """All texts of a language."""
    return tomllib.loads((ROOM / "texts" / f"{name}.toml").read_text(encoding="utf-8"))


def _others(request: Request) -> list[tuple[str, str, str]]:
    """The same page in our other languages: language, its name, address. None for the answer to a post."""
    if request.method != "GET":
        return []
    query = [pair for pair in request.query if pair[0] != CHOSEN]
    return [
        (name, texts(name)["name"], "?" + urlencode([*query, (CHOSEN, name)]))
        for name in LANGUAGES
        if name != language(request)
    ]


def _number(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0.0


@cache
def _environment() -> Environment:
    # Loaded with the first page: a workspace that only answers the API starts in half the time without it.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(ROOM / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
