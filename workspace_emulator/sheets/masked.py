"""Partial updates: the members that a batchUpdate's `fields` names, taken from one message into another."""

from __future__ import annotations

from typing import Any

from ..bodies import camel, snake
from ..checks import Mask, parse_mask, unknown_path
from ..wire import Json, bad_request
from .proto import twin


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

    Colours go with their styles.
    """
    if not mask or "*" in mask:
        return dict(new)
    result = dict(old)
    for name, deeper in mask.items():
        for each in (name, twin(name)) if name.lower().endswith(("color", "colorstyle")) else (name,):
            value: Any = new.get(each)
            if deeper and isinstance(result.get(each, {}), dict):
                value = merged(result.get(each, {}), value or {}, deeper)
                value = value or None
            if value is None:
                result.pop(each, None)
            else:
                result[each] = value
    return result
