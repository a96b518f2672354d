"""Requests and answers held against the discovery schemas: query parameters, JSON bodies and field masks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from . import bodies
from .catalog import Method, document
from .wire import ApiError, Json, bad_request

Mask = dict[str, Any]
ALL: Mask = {}
NOTHING: Mask = {"": {}}
_DEEPEST = 100
_TOKEN = re.compile(r"[^,()/.\s]+|[,()/.]")
_ORDINAL = re.compile(r"[0-9]{1,4}")
_WHOLE = re.compile(r"[+-]?[0-9]{1,20}")
_TRUTHS = {"true": True, "t": True, "yes": True, "y": True, "1": True, "": True}
_TRUTHS |= {"false": False, "f": False, "no": False, "n": False, "0": False}
_BODY_ROOT = {
    "sheets.spreadsheets.values.update": "data",
    "sheets.spreadsheets.values.append": "data",
    **{f"gmail.users.messages.{verb}": "message" for verb in ("send", "insert", "import")},
    **{f"gmail.users.drafts.{verb}": "draft" for verb in ("create", "update", "send")},
    **{f"gmail.users.labels.{verb}": "label" for verb in ("create", "update", "patch")},
}


def parameters(method: Method, path: Mapping[str, Any], query: Iterable[tuple[str, str]]) -> Json:
    """Path and query parameters typed as described; unknown names are refused, as the newer families do."""
    found: Json = {
        name: _typed(name, value, method.params.get(name, {}), method) if isinstance(value, str) else value
        for name, value in path.items()
    }
    for name, text in query:
        known = name if name in method.params or method.family in bodies.LEGACY else bodies.camel(name)
        described = method.params.get(known)
        if described is None:
            if method.family in bodies.LEGACY:
                continue
            text = (
                f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter. '
                f"Field '{name}' could not be found in request message."
            )
            raise bodies.refusal([("", text)])
        value = _typed(known, text, described, method)
        if described.get("repeated"):
            found.setdefault(known, []).append(value)
        else:
            found[known] = value
    for name in method.required if method.family in bodies.LEGACY else ():
        if name not in found:
            raise ApiError(400, f"Required parameter: {name}", reason="required", location=name)
    for name in method.defaults:
        if name not in found:
            described = method.params[name]
            found[name] = _typed(name, described["default"], described, method)
    return found


def body(method: Method, value: Any) -> Json:
    """A JSON body without nulls; 400 in Google's words for unknown names and wrong types."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise bad_request('Invalid JSON payload received. Unknown name "": Root element must be a message.')
    if not method.request:
        return value
    return bodies.read(method.family, method.request, value, body_root(method))


def body_root(method: Method) -> str:
    """Where a body stands in the request message, as refusals name it: `message` for messages.send."""
    return _BODY_ROOT.get(method.id, "")


def mask(method: Method, text: str | None) -> Mask:
    """A parsed `fields` parameter, every path known to the answer's schema. {} selects everything; an empty
    one selects nothing of Drive."""
    legacy = method.family in bodies.LEGACY
    if text is None or not text.strip():
        return NOTHING if text is not None and legacy else ALL
    try:
        parsed = parse_mask(text, bodies.camel if not legacy else str)
    except ApiError as error:
        raise (_invalid_selection(text) if legacy else error) from error
    schema = {"$ref": method.response} if method.response else {}
    unknown = unknown_path(method.family, parsed, schema)
    if unknown:
        if legacy:
            raise _invalid_selection(unknown.rpartition(".")[2])
        raise (
            bad_request(f"Request contains an invalid argument. Invalid field selection: {unknown}")
            if (method.family == "gmail")
            else _unexpandable(unknown)
        )
    return parsed


def parse_mask(text: str, spelled: Callable[[str], str] = str) -> Mask:
    """`a,b(c,d/e).f` → nested dictionaries whose leaves are empty. 400 when the brackets do not close
    or a path is longer than any message is deep.

    `spelled` gives a name as the schema has it.
    """
    tokens = [spelled(token) for token in _TOKEN.findall(text)]
    parsed, rest = _list(tokens, 0, 0)
    if rest != len(tokens):
        raise _unexpandable(text)
    return parsed


def unknown_path(family: str, selected: Mask, schema: Json, path: str = "") -> str:
    """The first path of a mask that the schema does not have; '' when all are known."""
    while "items" in schema:
        schema = schema["items"]
    if "$ref" in schema:
        schema = document(family)["schemas"][schema["$ref"]]
    properties = schema.get("properties", {})
    for key, inner in selected.items():
        where = f"{path}.{key}" if path else key
        if key == "*" or "additionalProperties" in schema or not properties:
            continue
        if key not in properties:
            return where
        found = unknown_path(family, inner, properties[key], where)
        if found:
            return found
    return ""


def apply(selected: Mask, value: Any) -> Any:
    """What a mask leaves of an answer; lists are masked element by element."""
    if not selected or ("*" in selected and not selected["*"]):
        return value
    if isinstance(value, list):
        return [apply(selected, item) for item in value]
    if not isinstance(value, dict):
        return value
    wild: Mask | None = selected.get("*")
    return {
        key: apply(selected.get(key, wild or ALL), item)
        for key, item in value.items()
        if key in selected or wild is not None
    }


def _typed(name: str, text: str, described: Json, method: Method) -> Any:
    kind = described.get("type")
    place = bodies.snake(name)
    if kind == "boolean":
        if text.lower() not in _TRUTHS or not text.isascii():
            raise bodies.refusal([bodies.invalid(place, "TYPE_BOOL", text)])
        return _TRUTHS[text.lower()]
    if kind == "integer":
        unsigned = described.get("format") == "uint32"
        least, most = (0, 2 * bodies.LARGEST - 1) if unsigned else (-bodies.LARGEST, bodies.LARGEST - 1)
        if not _WHOLE.fullmatch(text) or not least <= int(text) <= most:
            raise bodies.refusal([bodies.invalid(place, "TYPE_UINT32" if unsigned else "TYPE_INT32", text)])
        return int(text)
    return _constant(name, text, described, method) if "enum" in described else text


def _constant(name: str, text: str, described: Json, method: Method) -> str:
    """One of the described constants, in any case; a line may stand for an underline."""
    known: list[str] = described["enum"]
    spelled = {one.lower(): one for one in known}.get(text.lower().replace("-", "_"))
    if spelled is not None:
        return text if text in known else spelled
    if _ORDINAL.fullmatch(text) and int(text) < len(known) and method.family not in bodies.LEGACY:
        return known[int(text)]
    if name == "alt":
        raise bad_request(f"Invalid value \"{text}\" for query parameter 'alt'")
    kind = bodies.type_name(method.family, name[:1].upper() + name[1:])
    raise bodies.refusal([bodies.invalid(bodies.snake(name), kind, text)])


def _invalid_selection(path: str) -> ApiError:
    return ApiError(400, f"Invalid field selection {path}", reason="invalidParameter", location="fields")


def _unexpandable(path: str) -> ApiError:
    text = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'."
    refused = bodies.refusal([(path, text)])
    return bad_request("Request contains an invalid argument.", details=refused.details)


def _list(tokens: list[str], at: int, depth: int) -> tuple[Mask, int]:
    """Reads `path,path,…` until the end or a closing bracket; gives the place where it stopped."""
    selected: Mask = {}
    while at < len(tokens):
        at = _path(tokens, at, selected, depth)
        if at >= len(tokens) or tokens[at] != ",":
            break
        at += 1
    return selected, at


def _path(tokens: list[str], at: int, into: Mask, depth: int) -> int:
    while True:
        depth += 1
        if at >= len(tokens) or tokens[at] in ",()/." or depth > _DEEPEST:
            raise _unexpandable("".join(tokens))
        step = into.setdefault(tokens[at], {})
        at += 1
        if at < len(tokens) and tokens[at] in "/.":
            into, at = step, at + 1
            continue
        if at < len(tokens) and tokens[at] == "(":
            inner, at = _list(tokens, at + 1, depth)
            if at >= len(tokens) or tokens[at] != ")":
                raise _unexpandable("".join(tokens))
            _merge(step, inner)
            at += 1
        return at


def _merge(into: Mask, other: Mask) -> None:
    for key, inner in other.items():
        _merge(into.setdefault(key, {}), inner)
