"""Partial updates: the members that a batchUpdate's `fields` names, taken from one message into another."""

from __future__ import annotations

from typing import Any

from ..bodies import camel, snake
from ..checks import Mask, parse_mask, unknown_path
from ..wire import Json, bad_request
from .proto import twin, twin_of


def fields(text: str | None, schema: str, what: str = "") -> Mask:
    """The mask of a request for a message of this schema; `*` selects everything.

    400 when it is missing or names what the message does not have. `what` is the message's own name, which
    may stand before its members.
    """
    if not text:
        raise bad_request("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    parsed = parse_mask(text, camel)
    if what and set(parsed) == {what}:
        parsed = parsed[what] or {"*": {}}
    unknown = unknown_path("sheets", parsed, {"$ref": schema})
    if unknown:
        raise bad_request(f"Invalid field: {snake(unknown)}")
    return parsed


def selects(mask: Mask, name: str) -> bool:
    """Whether a mask touches a member at all."""
    return not mask or "*" in mask or name in mask


def inner(mask: Mask, name: str) -> Mask:
    """What a mask says of a member's own members; {} is everything."""
    return {} if not mask or "*" in mask else mask.get(name, {})


def merged(old: Json, new: Json, mask: Mask) -> Json:
    """`old` with the named members of `new`; named but absent ones are cleared.

    Colours go with their styles, also when only parts of one are named.
    """
    if not mask or "*" in mask:
        return dict(new)
    result = dict(old)
    for name, deeper in mask.items():
        coloured = name.lower().endswith(("color", "colorstyle")) and name != "rgbColor"
        if deeper and isinstance(result.get(name, {}), dict):
            value: Any = merged(result.get(name, {}), new.get(name) or {}, deeper)
            black = "color" in name.lower() and name in new
            _put(result, name, value if value or black else None)
            if coloured:
                _put(result, twin(name), twin_of(name, result.get(name)))
            continue
        for each in (name, twin(name)) if coloured else (name,):
            _put(result, each, new.get(each))
    return result


def _put(result: Json, name: str, value: Any) -> None:
    if value is None:
        result.pop(name, None)
    else:
        result[name] = value
