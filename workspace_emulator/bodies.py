"""JSON bodies held against the discovery schemas, with the liberties that protobuf's JSON mapping takes."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection
from functools import lru_cache
from typing import Any

from .catalog import document
from .wire import ApiError, Json, bad_request

LEGACY = ("drive", "drive2")
LARGEST = 2**31
_LARGEST_LONG = 2**63
_NUMBER = re.compile(r"-?[0-9]{1,400}(\.[0-9]{1,400})?([eE][+-]?[0-9]{1,5})?")
_PACKAGES = {"sheets": "google.apps.sheets.v4", "forms": "google.apps.forms.v1"}
_TYPES = {"integer": "TYPE_INT32", "number": "TYPE_DOUBLE", "boolean": "TYPE_BOOL", "string": "TYPE_STRING"}
_FORMATS = {"float": "TYPE_FLOAT", "int64": "TYPE_INT64", "uint64": "TYPE_UINT64"}
_ONE_OF: dict[str, tuple[str, frozenset[str]]] = {
    "ExtendedValue": (
        "value", frozenset({"numberValue", "stringValue", "boolValue", "formulaValue", "errorValue"})
    ),
    "UpdateCellsRequest": ("area", frozenset({"start", "range"})),
    "FindReplaceRequest": ("scope", frozenset({"range", "sheetId", "allSheets"})),
    "DataFilter": ("filter", frozenset({"a1Range", "gridRange", "developerMetadataLookup"})),
    "DeveloperMetadataLocation": ("location", frozenset({"spreadsheet", "sheetId", "dimensionRange"})),
    "ConditionalFormatRule": ("rule", frozenset({"booleanRule", "gradientRule"})),
    "ConditionValue": ("value", frozenset({"relativeDate", "userEnteredValue"})),
    "ColorStyle": ("kind", frozenset({"rgbColor", "themeColor"})),
    "TextRotation": ("type", frozenset({"angle", "vertical"})),
    "EmbeddedObjectPosition": ("location", frozenset({"sheetId", "overlayPosition", "newSheet"})),
    "PasteDataRequest": ("kind", frozenset({"delimiter", "html"})),
}  # fmt: skip
_LIST = "type.googleapis.com/google.protobuf.ListValue"
_SHARED_ENUMS = ("ValueRenderOption", "DateTimeRenderOption", "ValueInputOption", "Dimension")


def read(family: str, schema: str, value: Json, root: str) -> Json:
    """The body without nulls, its names as the schema spells them, its values of the schema's types.

    Names may be in snake_case, enums numbers, numbers and truth values texts; what repeats may be a single
    item or lists of lists. 400 in Google's words, a line for each fault. `root` is the body's place in the
    request message.
    """
    reader = _Reader(family)
    try:
        found = reader.message(schema, value, root)
    except RecursionError as error:
        raise bad_request("Invalid JSON payload received. Message too deep.") from error
    if reader.faults:
        raise refusal(reader.faults)
    return found


def refusal(faults: list[tuple[str, str]]) -> ApiError:
    """400 for (field, description) pairs; what has no field stands at the root of the body."""
    violations = [
        {"field": field, "description": text} if field else {"description": text} for field, text in faults
    ]
    details = [{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": violations}]
    return bad_request("\n".join(text for _, text in faults), details=details)


def invalid(path: str, kind: str, value: Any) -> tuple[str, str]:
    """The fault of a value that is none of its type."""
    shown = str(value).lower() if isinstance(value, bool) or value is None else str(value)
    if isinstance(value, str):
        shown = f'"{value}"'
    return path, f"Invalid value at '{path}' ({kind}), {'null' if value is None else shown}"


def type_name(family: str, name: str) -> str:
    """The full name of a message or an enum."""
    shared = next((known for known in _SHARED_ENUMS if name.endswith(known)), name)
    return f"type.googleapis.com/{_PACKAGES.get(family, f'google.apps.{family}')}.{shared}"


@lru_cache(maxsize=4096)
def snake(name: str) -> str:
    """gridProperties → grid_properties."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


@lru_cache(maxsize=4096)
def camel(name: str) -> str:
    """grid_properties → gridProperties; a leading line stays."""
    return re.sub(r"(?<=.)_([a-z0-9])", lambda match: match[1].upper(), name)


def whole(text: str) -> bool:
    """Whether a text is a whole number."""
    return bool(re.fullmatch(r"-?[0-9]{1,20}", text))


class _Reader:
    """Reads one body; what does not fit is noted in `faults`, and the reading goes on."""

    def __init__(self, family: str) -> None:
        self.family = family
        self.schemas: Json = document(family)["schemas"]
        self.lenient = family in LEGACY
        self.faults: list[tuple[str, str]] = []

    def message(self, name: str, value: Json, path: str) -> Json:
        described = self.schemas[name]
        properties = described.get("properties", {})
        checked: Json = {}
        members = self._one_of(name, properties)
        chosen = ""
        for key, item in value.items():
            if item is None:
                continue
            known, schema = key, properties.get(key)
            if schema is None:
                known = camel(key)
                schema = properties.get(known)
            if members and known in members[1]:
                if chosen and chosen != known:
                    self._twice(path, members[0], key)
                    continue
                chosen = known
            if schema is not None:
                checked[known] = self._value(schema, item, path, known)
            elif "additionalProperties" in described:
                checked[key] = item
            elif not self.lenient:
                self._unknown(key, path, "Cannot find field.")
        return checked

    def _value(self, schema: Json, item: Any, parent: str, name: str) -> Any:
        kind, known = schema.get("type"), item.__class__
        if kind is None and known is dict:
            return self.message(schema["$ref"], item, f"{parent}.{snake(name)}" if parent else snake(name))
        if known is str and kind == "string" and "enum" not in schema and "format" not in schema:
            return item
        if (known is bool and kind == "boolean") or (
            known is int and kind == "number" and -LARGEST < item < LARGEST
        ):
            return item
        path = _joined(parent, snake(name))
        if kind == "array":
            return self._repeated(schema, item, parent, name, path)
        if kind == "any":
            return item
        if isinstance(item, list):
            return self._unknown(name, parent, "Proto field is not repeating, cannot start list.")
        if "$ref" in schema:
            return self._wrong(path, type_name(self.family, schema["$ref"]), item)
        if kind == "object":
            return self._map(schema, item, path)
        if isinstance(item, dict):
            at = f" at '{parent}'" if parent else ""
            text = f"Invalid value{at} ({snake(name)}), Starting an object on a scalar field"
            return self.faults.append((parent, text))
        return self._scalar(schema, item, path, name)

    def _repeated(self, schema: Json, item: Any, parent: str, name: str, path: str) -> list[Any]:
        """Every item of a list; a single item stands for a list of one, lists in lists are laid flat."""
        inner = schema["items"]
        if inner.get("type") == "any":
            return item if isinstance(item, list) else self._wrong(path, _LIST, item)
        if not isinstance(item, list):
            return [self._element(inner, item, path)]
        read: list[Any] = []
        for number, part in enumerate(item):
            where = f"{path}[{number}]"
            if isinstance(part, list) and inner.get("type") != "array":
                read += self._repeated(schema, part, parent, name, where)
            elif part is not None or inner.get("type") == "array":
                read.append(self._element(inner, part, where))
        return read

    def _element(self, schema: Json, item: Any, path: str) -> Any:
        """One item of a repeated field, whose place is already in its path."""
        if schema.get("type") == "array":
            return self._repeated(schema, item, "", "", path)
        if "$ref" in schema and isinstance(item, dict):
            return self.message(schema["$ref"], item, path)
        if "$ref" in schema:
            return self._wrong(path, type_name(self.family, schema["$ref"]), item)
        if isinstance(item, dict):
            return self.faults.append(
                (path, f"Invalid value at '{path}', Starting an object on a scalar field")
            )
        return self._scalar(schema, item, path, path)

    def _map(self, schema: Json, item: Any, path: str) -> Any:
        if not isinstance(item, dict):
            return self._wrong(path, "Map", item)
        inner = schema.get("additionalProperties", {})
        if "$ref" not in inner:
            return item
        return {
            key: self.message(inner["$ref"], part, f"{path}.{key}") if isinstance(part, dict) else part
            for key, part in item.items()
        }

    def _scalar(self, schema: Json, item: Any, path: str, name: str) -> Any:
        kind = schema.get("type", "")
        if "enum" in schema:
            return self._enum(schema, item, path, name)
        if kind in ("integer", "number"):
            return self._number(schema, item, path)
        if kind == "boolean":
            if isinstance(item, str) and item in ("true", "false"):
                return item == "true"
            return item if isinstance(item, bool) else self._wrong(path, _TYPES[kind], item)
        if kind != "string":
            return item
        long = schema.get("format") in ("int64", "uint64")
        if isinstance(item, str):
            fits = self.lenient or not long or (whole(item) and abs(int(item)) <= _LARGEST_LONG)
            return item if fits else self._wrong(path, _FORMATS[schema["format"]], item)
        if isinstance(item, int | float) and not isinstance(item, bool) and (long or self.lenient):
            return str(item)
        return self._wrong(path, _TYPES[kind], item)

    def _number(self, schema: Json, item: Any, path: str) -> Any:
        kind: str = schema["type"]
        most = LARGEST if kind == "integer" else sys.float_info.max
        if not isinstance(item, bool) and _numeric(item, kind):
            if isinstance(item, str):
                item = int(item) if kind == "integer" else float(item)
            if abs(item) <= most:
                return int(item) if kind == "integer" else item
        return self._wrong(path, _FORMATS.get(schema.get("format", ""), _TYPES[kind]), item)

    def _enum(self, schema: Json, item: Any, path: str, name: str) -> Any:
        names: list[str] = schema["enum"]
        if isinstance(item, int) and not isinstance(item, bool) and 0 <= item < len(names):
            return names[item]
        if isinstance(item, str) and item in names:
            return item
        return self._wrong(path, type_name(self.family, name[:1].upper() + name[1:]), item)

    def _one_of(self, name: str, properties: Json) -> tuple[str, Collection[str]] | None:
        """The members of a message of which one at most may be set, and what they are called together."""
        if self.family != "sheets":
            return None
        return ("kind", properties) if name == "Request" else _ONE_OF.get(name)

    def _twice(self, path: str, one_of: str, key: str) -> None:
        at = f" at '{path}'" if path else ""
        text = f"Invalid value{at} (oneof), oneof field '{one_of}' is already set. Cannot set '{key}'"
        self.faults.append((path, text))

    def _unknown(self, key: str, path: str, why: str) -> None:
        at = f" at '{path}'" if path else ""
        self.faults.append((path, f'Invalid JSON payload received. Unknown name "{key}"{at}: {why}'))

    def _wrong(self, path: str, kind: str, item: Any) -> Any:
        self.faults.append(invalid(path, kind, item))


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _numeric(value: Any, kind: str) -> bool:
    if isinstance(value, str):
        return whole(value) if kind == "integer" else bool(_NUMBER.fullmatch(value))
    return isinstance(value, int) or (isinstance(value, float) and (kind == "number" or value.is_integer()))
