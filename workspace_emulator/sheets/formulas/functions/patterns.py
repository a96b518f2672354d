"""REGEXMATCH, REGEXEXTRACT and REGEXREPLACE."""

from __future__ import annotations

import re

from ...book.cell import Value
from ..amounts import LONGEST
from ..expressions import BadExpression, Expression, TooLong, expression
from ..faults import NA, REF, TOO_LONG, VALUE, Fault, fail
from ..function import Function
from ..grids import Grid, Result
from ..world import At

# The steps of a search that cost as much as a cell.
_STEPS = 4
_GROUP = re.compile(r"\\(.)|\$(\d)", re.DOTALL)


def matches(at: At, text: Value, pattern: str) -> Value:
    return _read(at, pattern, text).search(_text(text)) is not None


def extract(at: At, text: Value, pattern: str) -> Result:
    """The first match, or its groups side by side."""
    found = _read(at, pattern, text).search(_text(text))
    if found is None:
        raise Fault(NA)
    if len(found) == 1:
        return found[0]
    return Grid([list(found[1:])])


def replace(at: At, text: Value, pattern: str, new: str) -> Value:
    """Every match; `$1` in the new text is the first group."""

    def filled(groups: tuple[str | None, ...]) -> str:
        return _GROUP.sub(
            lambda match: match[1] or ((groups[int(match[2])] or "") if int(match[2]) < len(groups) else ""),
            new,
        )

    try:
        return _read(at, pattern, text).replace(_text(text), filled, LONGEST)
    except TooLong:
        raise Fault(TOO_LONG) from None


def _read(at: At, pattern: str, text: Value) -> Expression:
    try:
        found = expression(pattern)
    except BadExpression:
        fail(REF, f"'{pattern}' is not a valid regular expression.")
    at.world.spend(found.cost(_text(text)) // _STEPS)
    return found


def _text(value: Value) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        fail(VALUE, f"'{value}' is a number and cannot be coerced to a text.")
    return value


FUNCTIONS = {
    "REGEXMATCH": Function(matches, "st"),
    "REGEXEXTRACT": Function(extract, "st"),
    "REGEXREPLACE": Function(replace, "stt"),
}
