"""Regular expressions as Sheets has them (RE2): nothing looks around or back, and no pattern takes longer
than its text and its own length allow."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from .machine import Machine
from .printed import printed
from .syntax import BadExpression, endless, parsed

Groups = tuple[str | None, ...]
# The longest text Python's engine is given, by how many repetitions of a pattern may end anywhere.
_SURE = (100_000, 5_000, 500, 100, 0)

__all__ = ["BadExpression", "Expression", "Groups", "TooLong", "expression"]


class TooLong(Exception):
    """A replacement has made a longer text than is wanted."""


class Expression:
    """A pattern ready to search with; Python's own engine does what it is sure to do in time."""

    def __init__(self, pattern: str) -> None:
        tree, groups = parsed(pattern)
        self._longest = _SURE[min(endless(tree), len(_SURE) - 1)]
        self._machine = Machine(tree, groups)
        try:
            self._pattern = re.compile(printed(tree)) if self._longest else None
        except (re.error, OverflowError, RecursionError) as error:
            raise BadExpression(pattern) from error

    def cost(self, text: str) -> int:
        """How many steps a search may take at most; 0 where Python's engine is sure to be quick."""
        slow = self._pattern is None or len(text) > self._longest
        return len(text) * len(self._machine.program) if slow else 0

    def search(self, text: str) -> Groups | None:
        """The first match and its groups; None without a match."""
        found = self._at(text, 0)
        return None if found is None else found[1]

    def replace(self, text: str, filled: Callable[[Groups], str], longest: int) -> str:
        """Every match replaced by what `filled` makes of its groups.

        Raises TooLong when that gives more than `longest` characters.
        """
        parts, start, search_from, size = [], 0, 0, len(text)
        while search_from <= len(text):
            found = self._at(text, search_from)
            if found is None:
                break
            (begin, end), groups = found
            new = filled(groups)
            size += len(new) - (end - begin)
            # Later matches can take away no more than what is still left of the text.
            if size - (len(text) - end) > longest:
                raise TooLong
            parts += [text[start:begin], new]
            start = end
            search_from = end if end > begin else end + 1
        if parts and size > longest:
            raise TooLong
        return "".join(parts) + text[start:]

    def _at(self, text: str, start: int) -> tuple[tuple[int, int], Groups] | None:
        if self._pattern is None or len(text) > self._longest:
            spans = self._machine.search(text, start)
            if spans is None:
                return None
            return spans[0], tuple(None if begin < 0 else text[begin:end] for begin, end in spans)
        match = self._pattern.search(text, start)
        return None if match is None else (match.span(), (match[0], *match.groups()))


@lru_cache(maxsize=512)
def expression(pattern: str) -> Expression:
    """A pattern understood. Raises BadExpression."""
    try:
        return Expression(pattern)
    except RecursionError:
        raise BadExpression(pattern) from None
