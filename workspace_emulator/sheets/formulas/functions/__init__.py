"""The functions of the language by their English names: one table out of those of the rooms' files."""

from __future__ import annotations

from ..function import Function
from ..russian import english_name
from . import (
    aggregates,
    arithmetic,
    bases,
    calendar,
    cells,
    conditional,
    databases,
    distributions,
    finance,
    info,
    lambdas,
    logical,
    lookup,
    matrices,
    measures,
    patterns,
    pictures,
    querying,
    references,
    shapes,
    signs,
    statistics,
    subtotals,
    text,
    trends,
    trials,
    trigonometry,
    units,
    workdays,
)

FUNCTIONS: dict[str, Function] = {
    **aggregates.FUNCTIONS,
    **arithmetic.FUNCTIONS,
    **bases.FUNCTIONS,
    **calendar.FUNCTIONS,
    **cells.FUNCTIONS,
    **conditional.FUNCTIONS,
    **databases.FUNCTIONS,
    **distributions.FUNCTIONS,
    **finance.FUNCTIONS,
    **info.FUNCTIONS,
    **lambdas.FUNCTIONS,
    **logical.FUNCTIONS,
    **lookup.FUNCTIONS,
    **matrices.FUNCTIONS,
    **measures.FUNCTIONS,
    **patterns.FUNCTIONS,
    **pictures.FUNCTIONS,
    **querying.FUNCTIONS,
    **references.FUNCTIONS,
    **shapes.FUNCTIONS,
    **signs.FUNCTIONS,
    **statistics.FUNCTIONS,
    **subtotals.FUNCTIONS,
    **text.FUNCTIONS,
    **trends.FUNCTIONS,
    **trials.FUNCTIONS,
    **trigonometry.FUNCTIONS,
    **units.FUNCTIONS,
    **workdays.FUNCTIONS,
}
# What a formula must be computed anew for at every calculation: the clock, chance, ranges named by text, and
# rows that come and go from sight.
VOLATILE = frozenset({"TODAY", "NOW", "RAND", "RANDARRAY", "RANDBETWEEN", "INDIRECT", "OFFSET", "SUBTOTAL"})


def find(name: str, locale: str) -> tuple[str, Function | None]:
    """A function by the name a formula says, with its English name; None when there is none."""
    english = english_name(name, locale)
    return english, FUNCTIONS.get(english)
