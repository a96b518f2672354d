"""The formulas that rules carry: conditions of formats, validation and filters, points of colour scales."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_MEMBERS = ("userEnteredValue", "value")


def told(value: Any, change: Callable[[str], str]) -> Any:
    """A message with every formula in it put through `change`."""
    if isinstance(value, list):
        return [told(item, change) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: change(item)
        if key in _MEMBERS and isinstance(item, str) and item.startswith("=")
        else told(item, change)
        for key, item in value.items()
    }
