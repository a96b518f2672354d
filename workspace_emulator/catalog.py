"""Google's discovery documents turned into routes: which method a request means and which file answers it.

The documents are the ones google-api-python-client ships, so the emulator's surface is Google's own
description.
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from .wire import Json

DOCUMENTS = {
    "sheets": "sheets.v4",
    "drive": "drive.v3",
    "forms": "forms.v1",
    "gmail": "gmail.v1",
    "drive2": "drive.v2",
}
PREFIXES = (
    ("/v4/spreadsheets", "sheets"),
    ("/drive/v3/", "drive"),
    ("/drive/v2/", "drive2"),
    ("/v1/forms", "forms"),
    ("/gmail/v1/", "gmail"),
)
ROOTS = re.compile(r"/(?:v4|v1/forms|drive/v\d+|gmail)(?:/.*)?")
UPLOADS = ("/resumable/upload", "/upload")
ANSWERS: dict[str, Callable[..., Any]] = {}


@dataclass(frozen=True)
class Method:
    """One API method as its discovery document describes it; `largest`: the most bytes of an upload;
    `required` and `defaults`: parameters that must be given, and those that have a value unless they are."""

    id: str
    family: str
    http_method: str
    pattern: re.Pattern[str]
    params: dict[str, Json]
    request: str
    response: str
    scopes: tuple[str, ...]
    media: bool = False
    largest: int = 0
    required: tuple[str, ...] = ()
    defaults: tuple[str, ...] = ()
    names: dict[str, str] = field(default_factory=dict)


def answers(*method_ids: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Mark the function that answers these methods: `def f(call: Call) -> dict | Reply | None`."""

    def mark(function: Callable[..., Any]) -> Callable[..., Any]:
        for method_id in method_ids:
            ANSWERS[method_id] = function
        return function

    return mark


@cache
def document(family: str) -> Json:
    """The discovery document of a family."""
    spec = importlib.util.find_spec("googleapiclient")
    if spec is None or not spec.submodule_search_locations:
        raise LookupError(
            "google-api-python-client is not installed: its discovery documents describe the emulator"
        )
    folder = Path(spec.submodule_search_locations[0], "discovery_cache", "documents")
    loaded: Json = json.loads((folder / f"{DOCUMENTS[family]}.json").read_text(encoding="utf-8"))
    return loaded


@cache
def methods(family: str) -> tuple[Method, ...]:
    """Every method of a family; longer literal paths come first so that `/values:batchGet` beats
    `/values/{range}`."""
    found = list(_walk(family, document(family)))
    return tuple(
        sorted(found, key=lambda method: -len(re.sub(r"\(\?P<.*?>.*?\)", "", method.pattern.pattern)))
    )


@lru_cache(maxsize=1024)
def family_of(path: str) -> str:
    """The family a path belongs to, '' when it is no API path."""
    plain = _plain(path)
    return next((family for prefix, family in PREFIXES if plain.startswith(prefix)), "")


def programs_alone(path: str) -> bool:
    """Whether only programs ask below such a path: no page lies there, known methods or not."""
    return ROOTS.fullmatch(_plain(path)) is not None


@lru_cache(maxsize=1024)
def route(http_method: str, path: str) -> tuple[Method, Mapping[str, str]] | None:
    """The method a request means and its decoded path parameters; None when nothing matches."""
    plain, family = _plain(path), family_of(path)
    for method in methods(family) if family else ():
        match = method.pattern.fullmatch(plain) if method.http_method == http_method else None
        if match:
            return method, {method.names[name]: unquote(value) for name, value in match.groupdict().items()}
    return None


def _plain(path: str) -> str:
    """A method's own path, whichever door its content comes through."""
    return next((path.removeprefix(door) for door in UPLOADS if path.startswith(door + "/")), path)


def _walk(family: str, node: Json) -> Iterator[Method]:
    for described in node.get("methods", {}).values():
        yield _method(family, described)
    for resource in node.get("resources", {}).values():
        yield from _walk(family, resource)


def _method(family: str, described: Json) -> Method:
    base = "/" + document(family)["servicePath"]
    names: dict[str, str] = {}

    def group(match: re.Match[str]) -> str:
        alias = f"p{len(names)}"
        names[alias] = match[1]
        return f"(?P<{alias}>[^/]+?)"

    template = described.get("flatPath") or described["path"]
    literal = re.split(r"(\{[^}]+\})", base + template)
    pattern = "".join(
        re.sub(r"\{([^}]+)\}", group, part) if part.startswith("{") else re.escape(part) for part in literal
    )
    params: dict[str, Json] = {**document(family).get("parameters", {}), **described.get("parameters", {})}
    return Method(
        id=described["id"] if family != "drive2" else described["id"].replace("drive.", "drive2.", 1),
        family=family,
        http_method=described["httpMethod"],
        pattern=re.compile(pattern),
        params=params,
        request=described.get("request", {}).get("$ref", ""),
        response=described.get("response", {}).get("$ref", ""),
        scopes=tuple(described.get("scopes", ())),
        media=bool(described.get("supportsMediaUpload")),
        largest=int(described.get("mediaUpload", {}).get("maxSize", 0)),
        required=tuple(name for name, known in params.items() if known.get("required")),
        defaults=tuple(
            name for name, known in params.items() if "default" in known and not known.get("repeated")
        ),
        names=names,
    )
