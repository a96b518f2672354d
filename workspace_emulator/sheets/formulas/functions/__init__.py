"""The functions of the language by their English names: one table out of those of the rooms' files."""

from __future__ import annotations

from ..function import Function
from ..russian import english_name
from . import (
    aggregates,
    arithmetic,
    calendar,
    conditional,
    info,
    logical,
    lookup,
    patterns,
    querying,
    references,
    shapes,
    text,
    workdays,
)

FUNCTIONS: dict[str, Function] = {
    **aggregates.FUNCTIONS,
    **arithmetic.FUNCTIONS,
    **calendar.FUNCTIONS,
    **conditional.FUNCTIONS,
    **info.FUNCTIONS,
    **logical.FUNCTIONS,
    **lookup.FUNCTIONS,
    **patterns.FUNCTIONS,
    **querying.FUNCTIONS,
    **references.FUNCTIONS,
    **shapes.FUNCTIONS,
    **text.FUNCTIONS,
    **workdays.FUNCTIONS,
}
VOLATILE = frozenset({"TODAY", "NOW", "RAND", "RANDBETWEEN", "INDIRECT", "OFFSET"})


def find(name: str, locale: str) -> tuple[str, Function | None]:
    """A function by the name a formula says, with its English name; None when there is none."""
    english = english_name(name, locale)
    return english, FUNCTIONS.get(english)
