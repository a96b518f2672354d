"""The functions of the language, by their English names, and their Russian names for Russian spreadsheets."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from ..function import Function
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
    upper = name.upper()
    if locale.startswith("ru"):
        upper = russian().get(upper, upper)
    return upper, FUNCTIONS.get(upper)


@lru_cache(maxsize=1)
def russian() -> dict[str, str]:
    """Russian names and the English ones they stand for."""
    table = tomllib.loads(Path(__file__).with_name("russian.toml").read_text(encoding="utf-8"))
    return {str(name): str(english) for name, english in table.items()}
