"""Requests that no client would send: any body and any query for any method of the discovery documents."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from workspace_emulator import catalog
from workspace_emulator.catalog import Method
from workspace_emulator.wire import Json, Request

DEPTH = 6
TEXTS = st.one_of(
    st.sampled_from([
        "", "A1", "A1:B2", "Sheet1", "'Sheet1'!A1:C3", "Sheet1!A:A", "1:1", "ZZZ99999", "*", "a.b",
        "title,name", "ROWS", "COLUMNS", "RAW", "USER_ENTERED", "=A1+1", "=SUM(", "0", "-1", "1e9",
        "2026-09-01T08:00:00Z",
        "timestamp > 2026-09-01T08:00:00Z", "name contains 'a'", "is:unread from:a", "{(", "INBOX", "me",
        "text/csv",
        "application/vnd.google-apps.spreadsheet", "anna@example.org", "\x00", "ъ", "\U0001f600", "VG86IGE=",
    ]),
    st.text(max_size=8),
)  # fmt: skip
INTEGERS = st.integers(0, 5) | st.sampled_from([-1, 30, 999, 2000, 2**31 - 1, -(2**31)])
NUMBERS = INTEGERS | st.sampled_from([2**31, 10**18, 10**30, 0.5, -1.5, 1e300, 1e-300])
COMMON = ("$.xgafv", "alt", "callback", "prettyPrint", "quotaUser", "key", "fields", "uploadType")
NEEDED = ("valueInputOption", "q", "filter", "mimeType", "updateMask", "ranges")
SCALARS = st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


@dataclass(frozen=True)
class Known:
    """Ids that exist, so that not every call ends at «not found»."""

    ids: dict[str, list[str]]

    def path(self, name: str) -> SearchStrategy[str]:
        return _rarely(TEXTS.filter(bool), st.sampled_from(self.ids.get(name, ["0"])))


def requests_to(method: Method, known: Known) -> SearchStrategy[Request]:
    """Requests to one method: right and wrong parameters, bodies by its schema and against it."""
    path = {name: known.path(name) for name in method.names.values()}
    own = {name: about for name, about in method.params.items() if name not in path and name not in COMMON}
    needed = {name: _parameter(own[name]) for name in NEEDED if name in own}
    offered = {name: _parameter(about) for name, about in own.items() if name not in needed}
    common = {name: _parameter(method.params[name]) for name in COMMON}
    body = _message(method.family, method.request, known, DEPTH) if method.request else st.none()
    return st.builds(
        lambda values, query, common, extra, content: _request(
            method, values, {**query, **common, **extra}, content
        ),
        st.fixed_dictionaries(path),
        st.fixed_dictionaries(needed, optional=offered),
        _rarely(st.fixed_dictionaries({}, optional=common), st.just({})),
        _rarely(st.dictionaries(TEXTS, TEXTS, max_size=1), st.just({})),
        _rarely(JSON | st.binary(max_size=6), body),
    )


def _request(method: Method, values: dict[str, str], query: dict[str, str], body: Any) -> Request:
    path = method.pattern.pattern
    for alias, name in method.names.items():
        path = path.replace(f"(?P<{alias}>[^/]+?)", quote(values[name], safe=""))
    raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    url = path.replace("\\", "") + "?" + urlencode(query, errors="replace")
    return Request.of(method.http_method, url, {"content-type": "application/json"}, raw)


def _parameter(about: Json) -> SearchStrategy[str]:
    if "enum" in about:
        return _rarely(TEXTS, st.sampled_from(about["enum"]))
    if about.get("type") == "boolean":
        return _rarely(TEXTS, st.sampled_from(["true", "false"]))
    return _rarely(TEXTS, INTEGERS.map(str)) if about.get("type") == "integer" else TEXTS


def _message(family: str, name: str, known: Known, depth: int) -> SearchStrategy[Any]:
    """A JSON object by a schema: some of its members, mostly of the right type."""
    properties: Json = catalog.document(family)["schemas"][name].get("properties", {})
    members = {
        key: st.deferred(lambda about=about, key=key: _value(family, key, about, known, depth - 1))  # type: ignore[misc]
        for key, about in properties.items()
    }
    if not members or depth <= 0:
        return st.just({})
    most = 1 if name == "Request" else 4
    always = {
        key for key in members if key in ("range", "rows", "requests", "location", "item", "sheetId", *NEEDED)
    }
    some = st.lists(st.sampled_from(sorted(members)), min_size=1, max_size=most, unique=True)
    if name == "Request":
        always = set()
    return some.flatmap(lambda keys: st.fixed_dictionaries({key: members[key] for key in {*keys, *always}}))


def _value(family: str, key: str, about: Json, known: Known, depth: int) -> SearchStrategy[Any]:
    right: SearchStrategy[Any]
    if "$ref" in about:
        right = _message(family, about["$ref"], known, depth)
    elif about.get("type") == "array":
        least = 1 if key in ("requests", "ranges", "data") else 0
        right = st.lists(_value(family, key, about["items"], known, depth), min_size=least, max_size=2)
    elif "enum" in about:
        right = st.sampled_from(about["enum"])
    elif key in known.ids:
        right = st.sampled_from([*known.ids[key]]).map(lambda text: int(text) if text.isdecimal() else text)
    else:
        texts = _rarely(TEXTS, st.just("*")) if key in ("fields", "updateMask") else TEXTS
        right = {"boolean": st.booleans(), "integer": INTEGERS, "number": NUMBERS, "string": texts}.get(
            about.get("type", ""), JSON
        )
    return _rarely(SCALARS, right)


def _rarely(wrong: SearchStrategy[Any], right: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """The wrong thing once in a dozen times."""
    return st.integers(0, 11).flatmap(lambda drawn: wrong if drawn == 11 else right)
