"""Requests that no client would send: any body and any query for any method of the discovery documents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from workspace_emulator import catalog, control_bodies, faults, quotas, settings
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
INTEGERS = st.integers(0, 5) | st.sampled_from([-1, 30, 999, 2**31 - 1, -(2**31)])
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
        key: st.deferred(lambda about=about, key=key: value_of(family, key, about, known, depth - 1))  # type: ignore[misc]
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


def value_of(family: str, key: str, about: Json, known: Known, depth: int) -> SearchStrategy[Any]:
    """Mostly what the schema says of a member, to a depth; once in a dozen times anything else."""
    right: SearchStrategy[Any]
    if "$ref" in about:
        right = _message(family, about["$ref"], known, depth)
    elif about.get("type") == "array":
        least = 1 if key in ("requests", "ranges", "data") else 0
        right = st.lists(value_of(family, key, about["items"], known, depth), min_size=least, max_size=2)
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


VERBS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE")
TYPES = (
    "application/json", "application/x-www-form-urlencoded", "multipart/mixed; boundary=b",
    "multipart/related; boundary=b", "multipart/form-data; boundary=b", "multipart/mixed", "message/rfc822",
    "text/csv", ";", "",
)  # fmt: skip
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "content-type": st.sampled_from(TYPES) | TEXTS,
        "content-encoding": st.sampled_from(["gzip", "identity", "br"]),
        "content-range": st.sampled_from(["bytes 0-1/4", "bytes */*", "bytes 9-1/2", "bytes", ""]) | TEXTS,
        "x-http-method-override": st.sampled_from(VERBS) | TEXTS,
        "x-upload-content-type": st.sampled_from(TYPES) | TEXTS,
        "authorization": st.sampled_from(["Bearer", "Bearer x", "Basic eDp5", "Basic !", "Digest a"]) | TEXTS,
        "accept-language": st.sampled_from(["ru", "en;q=x", "*"]) | TEXTS,
        "cookie": st.sampled_from(["csrf=a", ";=;", "a"]) | TEXTS,
        "host": st.sampled_from(["localhost", "127.0.0.1:1", "[::1]", "a b"]) | TEXTS,
    },
)
PIECES = st.sampled_from([
    b"--b\r\n", b"\r\n--b--\r\n", b"--b--", b"\r\n", b"\r\n\r\n", b"\n", b"Content-ID: <a",
    b"Content-Type: application/http\r\n", b"Content-Transfer-Encoding: base64\r\n", b"\x1f\x8b",
    b"GET /gmail/v1/users/me/profile HTTP/1.1\r\n",
    b"POST /gmail/v1/users/me/messages/send\r\n", b"DELETE /drive/v3/files/a\r\n", b"GET //a?b\r\n", b"{}",
    b'{"raw": "VG86IGFAYi5vcmcKCnQ="}', b'{"message": {', b"To: a@example.org\r\n", b"ticket=a&", b"name=%ff",
    b"Content-Disposition: form-data; name=a; filename=b\r\n", b"x-http-method-override: GET\r\n",
])  # fmt: skip
BODIES = st.lists(PIECES | st.binary(max_size=4), max_size=14).map(b"".join) | JSON.map(
    lambda value: json.dumps(value).encode()
)
TOKEN = "t"
FIELDS = st.dictionaries(
    st.sampled_from([
        "grant_type", "code", "refresh_token", "assertion", "client_id", "client_secret", "redirect_uri",
        "scope", "code_verifier", "code_challenge", "code_challenge_method", "response_type", "state",
        "login_hint", "token", "access_token", "ticket", "decision", "account", "upload_id", "uploadType",
        "q", "page", "in", "all", "row", "column", "gid", "have", "w", "edit2", "done", "do", "draft",
        "reply", "thread", "to", "cc", "subject", "text", "pageHistory", "address",
    ]),
    st.sampled_from([
        "authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:jwt-bearer", "code", "S256",
        "http://localhost:1/", "http://localhost/?a=b", "a.b.c", "e30.e30.e30", "e30.eyJpc3MiOiAxfQ.e30",
        "eyJ9.W10.x", "allow", "resumable", "media", "multipart", "send", "save", "trash", "drop",
    ])
    | TEXTS,
    max_size=6,
).map(lambda fields: urlencode({"fbzx": TOKEN, **fields}))  # fmt: skip
WISHES = st.fixed_dictionaries(
    {"do": st.sampled_from(["put", "insert", "delete", "sort", "tab", "rename", "undo"])},
    optional={
        "dimension": st.sampled_from(["ROWS", "COLUMNS"]),
        "rows": st.lists(st.lists(TEXTS, max_size=2), max_size=2),
        **dict.fromkeys(("gid", "row", "column", "at", "count", "descending"), SCALARS),
        **dict.fromkeys(("title", "mark", "had"), TEXTS),
        **dict.fromkeys(("requests", "touched"), JSON),
    },
).map(lambda wish: json.dumps(wish).encode())


def anything_to(path: SearchStrategy[str]) -> SearchStrategy[Request]:
    """Requests that fit no method: any verb, query, header fields and body."""
    return st.builds(
        lambda verb, start, query, headers, body: Request.of(
            verb, f"{start}?{query}", {"x-fbzx": TOKEN, **headers}, body
        ),
        st.sampled_from(VERBS),
        path,
        FIELDS,
        HEADERS,
        BODIES | FIELDS.map(str.encode) | WISHES,
    )


ADDRESS = st.sampled_from(["school@example.org", "Anna@example.org", "robot@project.iam.gserviceaccount.com"])
ZONE = st.sampled_from(["Europe/Moscow", "Etc/GMT", "Pacific/Apia"])
COUNT = st.sampled_from([0, 1, 2, 30, 2000, 2**31, 10**30])
NAMED = TEXTS.filter(bool)


@cache
def _public_key() -> str:
    key = rsa.generate_private_key(65537, 2048).public_key()
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


ORDERED = {
    "now": st.sampled_from(["2026-09-01T08:00:00+03:00", "1970-01-01T00:00:00Z", "9998-12-31T23:59:59Z"]),
    "mimeType": st.sampled_from(["application/vnd.google-apps.form", "text/plain"]) | NAMED,
    "parents": st.lists(NAMED, max_size=2),
    "public_key": st.builds(_public_key),
    "locale": st.sampled_from(["ru_RU", "de_DE", "en_US"]),
    "message_language": st.sampled_from(["en", "ru"]),
    "limits": st.dictionaries(
        st.sampled_from(sorted(quotas.LIMITS)),
        st.dictionaries(st.sampled_from(["user", "project"]), COUNT, max_size=2),
        max_size=2,
    ),
    "kind": st.sampled_from(faults.KINDS),
    "method": st.sampled_from(["*", "drive.*", "sheets.spreadsheets.create", "web", "oauth.token"]),
    "status": st.sampled_from([status for status in faults.STATUSES if status != 500]),
    "when": st.sampled_from(["before", "after"]),
    "seconds": st.just(0),
    "probability": st.sampled_from([0, 0.5, 1]),
    "html": st.booleans(),
    **dict.fromkeys(("on", "strict", "resume"), st.booleans()),
    **dict.fromkeys(("account", "owner"), ADDRESS),
    **dict.fromkeys(("spreadsheet_time_zone", "mailbox_time_zone"), ZONE),
    **dict.fromkeys(("nth", "times", "seed"), COUNT),
}
MEMBERS = {
    **{order: sorted(fields) for order, fields in control_bodies.SCHEMAS.items()},
    "settings": list(settings.KNOWN),
}
"""What stands in the body of each order."""


def orders(routes: Mapping[str, Mapping[str, object]]) -> SearchStrategy[Request]:
    """Requests to the control plane: mostly with a verb and with members that the order takes."""
    return st.sampled_from(sorted(routes)).flatmap(
        lambda order: st.builds(
            lambda verb, rest, body: Request.of(verb, f"/_control/{order}{rest}", {}, body),
            _rarely(st.sampled_from(VERBS), st.sampled_from([*routes[order], max(routes[order])])),
            _rarely(TEXTS.map(lambda text: "/" + quote(text, safe="")), st.just("")),
            _rarely(st.binary(max_size=4), _rarely(JSON, _order(order)).map(json.dumps).map(str.encode)),
        )
    )


def _order(order: str) -> SearchStrategy[Json]:
    values = {name: _rarely(JSON, _ordered(name)) for name in MEMBERS.get(order, ())}
    needed = [name for name, field in control_bodies.SCHEMAS.get(order, {}).items() if field.needed]
    needed += {"faults": ["status"], "clock": ["now"]}.get(order, [])
    always = _rarely(st.just([]), st.just(needed))
    some = st.lists(st.sampled_from(sorted(values)), max_size=4, unique=True) if values else st.just([])
    chosen = st.builds(lambda *names: sorted({*names[0], *names[1]}), always, some)
    right = chosen.flatmap(lambda names: st.fixed_dictionaries({name: values[name] for name in names}))
    return st.builds(lambda body, more: {**body, **more}, right, _rarely(WRONG, st.just({})))


def _ordered(name: str) -> SearchStrategy[Any]:
    """What fits a member of an order: by its name, or by what a setting is until it is set."""
    default = settings.KNOWN[name].default if name in settings.KNOWN else ""
    fitting = {bool: st.booleans(), int: COUNT}.get(type(default), NAMED)
    return ORDERED.get(name, fitting)


WRONG = st.dictionaries(TEXTS, SCALARS, max_size=2)
