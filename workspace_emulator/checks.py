"""Requests and answers held against the discovery schemas: query parameters, JSON bodies and field masks."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import Any

from .catalog import Method, document
from .wire import ApiError, Json, bad_request

Mask = dict[str, Any]
ALL: Mask = {}
_TOKEN = re.compile(r"[^,()/.\s]+|[,()/.]")
_NUMBER = re.compile(r"-?[0-9]{1,400}(\.[0-9]{1,400})?([eE][+-]?[0-9]{1,5})?")
_LARGEST = 2**31
_BODY_ROOT = {
    "sheets.spreadsheets.values.update": "data",
    "sheets.spreadsheets.values.append": "data",
    **{f"gmail.users.messages.{verb}": "message" for verb in ("send", "insert", "import")},
    **{f"gmail.users.drafts.{verb}": "draft" for verb in ("create", "update", "send")},
    **{f"gmail.users.labels.{verb}": "label" for verb in ("create", "update", "patch")},
}
_PROTO_TYPE = {
    "integer": "TYPE_INT32",
    "number": "TYPE_DOUBLE",
    "boolean": "TYPE_BOOL",
    "string": "TYPE_STRING",
}


def parameters(method: Method, path: dict[str, Any], query: Iterable[tuple[str, str]]) -> Json:
    """Path and query parameters typed as described; unknown names are refused, as the newer families do."""
    found: Json = {
        name: _typed(name, value, method.params.get(name, {}), method) if isinstance(value, str) else value
        for name, value in path.items()
    }
    for name, text in query:
        described = method.params.get(name)
        if described is None:
            if method.family in ("drive", "drive2"):
                continue
            raise bad_request(
                f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter. '
                f"Field '{name}' could not be found in request message.",
                name,
            )
        value = _typed(name, text, described, method)
        if described.get("repeated"):
            found.setdefault(name, []).append(value)
        else:
            found[name] = value
    for name, described in method.params.items():
        if "default" in described and name not in found and not described.get("repeated"):
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
    return _message(method.family, method.request, value, body_root(method))


def body_root(method: Method) -> str:
    """Where a body stands in the request message, as refusals name it: `message` for messages.send."""
    return _BODY_ROOT.get(method.id, "")


def mask(method: Method, text: str | None) -> Mask:
    """A parsed `fields` parameter, every path known to the answer's schema. {} selects everything."""
    if not text:
        return ALL
    parsed = parse_mask(text)
    schema = {"$ref": method.response} if method.response else {}
    unknown = _unknown(method.family, parsed, schema, "")
    if unknown:
        if method.family in ("drive", "drive2"):
            raise ApiError(
                400,
                f"Invalid field selection {unknown.rpartition('.')[2]}",
                reason="invalidParameter",
                location="fields",
            )
        raise (
            bad_request(f"Request contains an invalid argument. Invalid field selection: {unknown}")
            if (method.family == "gmail")
            else _unexpandable(unknown)
        )
    return parsed


def parse_mask(text: str) -> Mask:
    """`a,b(c,d/e).f` → nested dictionaries whose leaves are empty. 400 when the brackets do not close."""
    tokens = _TOKEN.findall(text)
    parsed, rest = _list(tokens, 0)
    if rest != len(tokens):
        raise _unexpandable(text)
    return parsed


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
    if kind == "boolean":
        if text.lower() not in ("true", "false", "1", "0", ""):
            raise _invalid(name, "TYPE_BOOL", text)
        return text.lower() in ("true", "1", "")
    if kind == "integer":
        if not _whole(text) or abs(int(text)) > _LARGEST:
            raise _invalid(name, "TYPE_INT32", text)
        return int(text)
    if "enum" in described and text.lower() in described["enum"]:
        # Gmail describes its constants in small letters and takes them in either.
        return text.lower()
    if "enum" in described and text not in described["enum"]:
        snake = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
        enum = name[:1].upper() + name[1:]
        raise _invalid(snake, f"type.googleapis.com/google.apps.{method.family}.{enum}", text)
    return text


def _message(family: str, name: str, value: Json, path: str) -> Json:
    described = document(family)["schemas"][name]
    properties = described.get("properties", {})
    checked: Json = {}
    for key, item in value.items():
        if item is None:
            continue
        if key not in properties:
            if "additionalProperties" in described:
                checked[key] = item
                continue
            if family in ("drive", "drive2"):
                continue
            where = f" at '{path}'" if path else ""
            raise bad_request(
                f'Invalid JSON payload received. Unknown name "{key}"{where}: Cannot find field.', path or key
            )
        checked[key] = _value(family, properties[key], item, f"{path}.{key}" if path else key)
    return checked


def _value(family: str, schema: Json, value: Any, path: str) -> Any:
    if "$ref" in schema:
        if not isinstance(value, dict):
            raise _invalid(path, f"type.googleapis.com/google.apps.{family}.{schema['$ref']}", value)
        return _message(family, schema["$ref"], value, path)
    kind = schema.get("type")
    if kind == "array":
        if not isinstance(value, list):
            raise _invalid(path, "type.googleapis.com/google.protobuf.ListValue", value)
        return [_value(family, schema["items"], item, f"{path}[{n}]") for n, item in enumerate(value)]
    if kind == "object" and not isinstance(value, dict):
        raise _invalid(path, "Map", value)
    if kind in ("integer", "number") and (isinstance(value, bool) or not _numeric(value, kind)):
        raise _invalid(path, _PROTO_TYPE[kind], value)
    if kind in ("integer", "number") and isinstance(value, str):
        value = int(value) if kind == "integer" else float(value)
    if kind in ("integer", "number") and not abs(value) <= (
        _LARGEST if kind == "integer" else sys.float_info.max
    ):
        raise _invalid(path, _PROTO_TYPE[kind], value)
    if kind == "boolean" and not isinstance(value, bool):
        raise _invalid(path, "TYPE_BOOL", value)
    if kind == "string" and not isinstance(value, str):
        return _text(family, schema, value, path)
    if "enum" in schema and isinstance(value, str) and value not in schema["enum"]:
        raise _invalid(path, f"type.googleapis.com/google.apps.{family}.Enum", value)
    return value


def _text(family: str, schema: Json, value: Any, path: str) -> str:
    """A number where a text belongs: 64-bit numbers are texts in JSON, and Drive takes any number as one."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and (schema.get("format") in ("int64", "uint64") or family in ("drive", "drive2")):
        return str(value)
    raise _invalid(path, "TYPE_STRING", value)


def _numeric(value: Any, kind: str) -> bool:
    if isinstance(value, str):
        return _whole(value) if kind == "integer" else bool(_NUMBER.fullmatch(value))
    return isinstance(value, int) or (isinstance(value, float) and (kind == "number" or value.is_integer()))


def _whole(text: str) -> bool:
    return bool(re.fullmatch(r"-?[0-9]{1,20}", text))


def _invalid(path: str, kind: str, value: Any) -> ApiError:
    shown = (
        f'"{value}"'
        if isinstance(value, str)
        else str(value).lower()
        if isinstance(value, bool)
        else "null"
        if value is None
        else str(value)
    )
    return bad_request(f"Invalid value at '{path}' ({kind}), {shown}", path)


def _unexpandable(path: str) -> ApiError:
    return bad_request(
        f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'.", path
    )


def _list(tokens: list[str], at: int) -> tuple[Mask, int]:
    """Reads `path,path,…` until the end or a closing bracket; gives the place where it stopped."""
    selected: Mask = {}
    while at < len(tokens):
        at = _path(tokens, at, selected)
        if at >= len(tokens) or tokens[at] != ",":
            break
        at += 1
    return selected, at


def _path(tokens: list[str], at: int, into: Mask) -> int:
    while True:
        if at >= len(tokens) or tokens[at] in ",()/.":
            raise _unexpandable("".join(tokens))
        step = into.setdefault(tokens[at], {})
        at += 1
        if at < len(tokens) and tokens[at] in "/.":
            into, at = step, at + 1
            continue
        if at < len(tokens) and tokens[at] == "(":
            inner, at = _list(tokens, at + 1)
            if at >= len(tokens) or tokens[at] != ")":
                raise _unexpandable("".join(tokens))
            _merge(step, inner)
            at += 1
        return at


def _merge(into: Mask, other: Mask) -> None:
    for key, inner in other.items():
        _merge(into.setdefault(key, {}), inner)


def _unknown(family: str, selected: Mask, schema: Json, path: str) -> str:
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
        found = _unknown(family, inner, properties[key], where)
        if found:
            return found
    return ""
