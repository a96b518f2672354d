"""What an answer shows of the lists and objects that a workbook keeps: they change in place as soon as the
workbook is let go, and the answer is printed later.

Formats of cells and what single cells hold are never changed in place: answers may show them as they are.
"""

from __future__ import annotations

from typing import Any


def snapshot(value: Any) -> Any:
    """The same JSON, of which nothing is the workbook's own."""
    if value.__class__ is dict:
        return {name: snapshot(item) for name, item in value.items()}
    return [snapshot(item) for item in value] if value.__class__ is list else value
