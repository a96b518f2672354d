"""The properties of a file, public ones and those of one program: texts by name."""

from __future__ import annotations

import json
from typing import Any

from ..wire import ApiError
from . import view

KINDS = ("properties", "appProperties")
LONGEST = 124


def merged(old: dict[str, str], new: dict[str, Any] | None) -> dict[str, str]:
    """Properties after an update: a null removes a key. 403 for one that is too long with its key."""
    given = {key: value for key, value in {**old, **(new or {})}.items() if value is not None}
    found = {key: _text(key, value) for key, value in given.items()}
    if any(len((key + value).encode()) > LONGEST for key, value in found.items()):
        raise ApiError(
            403,
            f"Properties and app properties are limited to {LONGEST} bytes in UTF-8 encoding, counting both "
            "the key and the value.",
            reason="propertyLengthLimitExceeded",
        )
    return found


def _text(key: str, value: Any) -> str:
    if isinstance(value, dict | list):
        raise view.invalid(f"Invalid value for: {key}", key)
    return value if isinstance(value, str) else json.dumps(value)
