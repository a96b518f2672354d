"""JSON as Google prints it: two spaces a level, letters of every alphabet as they are.

The same text as `json.dumps(value, ensure_ascii=False, indent=2)`, which the standard library writes several
times slower: its fast encoder knows no indent. Names of members must be texts.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

_WORDS = {True: "true", False: "false", None: "null"}


def printed(value: Any) -> str:
    """The value on as many lines as it takes, without a newline at the end."""
    parts: list[str] = []
    _write(value, "\n", parts.append)
    return "".join(parts)


def _write(value: Any, newline: str, add: Callable[[str], None]) -> None:
    kind = value.__class__
    if kind is str:
        add(encode_basestring(value))
    elif kind is dict:
        _members(value, newline, add)
    elif kind is list:
        _items(value, newline, add)
    elif kind is int:
        add(int.__repr__(value))
    elif kind is float and isfinite(value):
        add(float.__repr__(value))
    elif kind is bool or value is None:
        add(_WORDS[value])
    else:
        add(json.dumps(value, ensure_ascii=False, indent=2).replace("\n", newline))


def _members(value: dict[str, Any], newline: str, add: Callable[[str], None]) -> None:
    if not value:
        add("{}")
        return
    inner = newline + "  "
    lead = "{" + inner
    for key, item in value.items():
        add(lead)
        add(encode_basestring(str(key)))
        add(": ")
        _write(item, inner, add)
        lead = "," + inner
    add(newline + "}")


def _items(value: list[Any], newline: str, add: Callable[[str], None]) -> None:
    if not value:
        add("[]")
        return
    inner = newline + "  "
    lead = "[" + inner
    for item in value:
        add(lead)
        if item.__class__ is str:
            add(encode_basestring(item))
        else:
            _write(item, inner, add)
        lead = "," + inner
    add(newline + "]")
