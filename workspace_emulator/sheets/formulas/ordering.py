"""How values compare: numbers before text before truth, letters of any alphabet without regard to case."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from ..book.cell import ErrorValue, Value
from .amounts import is_number

Sorted = dict[int, tuple[list[Any], list[int]]]


def folded(value: Value) -> Any:
    """What two values have in common exactly when they are equal; of different kinds none are."""
    kind = value.__class__
    if kind is str:
        return value.casefold()  # type: ignore[union-attr]
    if kind is bool:
        return (value,)
    if isinstance(value, ErrorValue):
        return (value.type,)
    return value


def compare(left: Value, right: Value) -> int:
    """Below 0, 0 or above 0; a blank is 0, '' or FALSE as the other side wants."""
    if left is None:
        left = _blank_like(right)
    if right is None:
        right = _blank_like(left)
    first, second = sort_key(left), sort_key(right)
    return (first > second) - (first < second)


def equal(left: Value, right: Value) -> bool:
    if left is None:
        left = _blank_like(right)
    if right is None:
        right = _blank_like(left)
    return bool(folded(left) == folded(right))


def sort_key(value: Value) -> tuple[int, Any]:
    """Numbers, then text, then FALSE and TRUE, then errors, then blanks."""
    if value is None:
        return (4, 0)
    if isinstance(value, ErrorValue):
        return (3, value.type)
    if is_number(value):
        return (0, value)
    if isinstance(value, bool):
        return (2, value)
    return (1, _letters(str(value)))


def sorted_kinds(values: Iterable[Value]) -> Sorted:
    """For each kind of values: what they are ordered by, from the least up, and their places; no blanks."""
    kinds: dict[int, list[tuple[Any, int]]] = {}
    for place, value in enumerate(values):
        if value is not None:
            kind, key = sort_key(value)
            kinds.setdefault(kind, []).append((key, place))
    found: Sorted = {}
    for kind, pairs in kinds.items():
        pairs.sort()
        found[kind] = [key for key, _ in pairs], [place for _, place in pairs]
    return found


def has_wildcards(text: str) -> bool:
    return "*" in text or "?" in text or "~" in text


class Wildcard:
    """`*` any letters, `?` one, `~` before them takes them as they are; case does not count.

    The stretches between the asterisks are found one after another, so no text takes long.
    """

    def __init__(self, text: str) -> None:
        parts = [""]
        place = 0
        text = text.casefold()
        while place < len(text):
            char = text[place]
            if char == "~" and text[place + 1 : place + 2] in ("*", "?", "~"):
                place += 1
                parts[-1] += re.escape(text[place])
            elif char == "*":
                parts.append("")
            else:
                parts[-1] += "." if char == "?" else re.escape(char)
            place += 1
        self.parts = [re.compile(part, re.DOTALL) for part in parts]
        self.last = re.compile(f"(?:{parts[-1]})\\Z", re.DOTALL)

    def fits(self, text: str) -> bool:
        """Whether a whole text is like this."""
        text = text.casefold()
        if len(self.parts) == 1:
            return self.parts[0].fullmatch(text) is not None
        first = self.parts[0].match(text)
        end = self._follow(text, first.end()) if first else None
        return end is not None and self.last.search(text, end) is not None

    def find(self, text: str, start: int) -> int:
        """The first place in a text, -1 for none, where something like this begins."""
        text = text.casefold()
        first = self.parts[0].search(text, start)
        if first is None or len(self.parts) == 1:
            return -1 if first is None else first.start()
        end = self._follow(text, first.end())
        return first.start() if end is not None and self.parts[-1].search(text, end) else -1

    def _follow(self, text: str, end: int) -> int | None:
        """Where the last of the middle stretches ends."""
        for part in self.parts[1:-1]:
            match = part.search(text, end)
            if match is None:
                return None
            end = match.end()
        return end


@lru_cache(maxsize=4096)
def wildcard(text: str) -> Wildcard:
    """A text with wildcards understood."""
    return Wildcard(text)


def _blank_like(other: Value) -> Value:
    if isinstance(other, bool):
        return False
    return "" if isinstance(other, str) else 0


def _letters(text: str) -> tuple[str, str]:
    """ё stands among the letters right after е."""
    small = text.casefold()
    return small.replace("ё", "е"), small
