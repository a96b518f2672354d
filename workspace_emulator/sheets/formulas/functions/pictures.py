"""What Google draws or fetches: IMAGE and SPARKLINE keep their formulas and have no value; IMPORTRANGE is
refused."""

from __future__ import annotations

from ...book.cell import ErrorValue, Value
from ..faults import REF, Fault, fail
from ..function import Function
from ..grids import Result
from ..world import At


def drawn(at: At, *values: Result) -> Value:
    """Nothing, but for the errors of what was to be drawn."""
    for value in values:
        if isinstance(value, ErrorValue):
            raise Fault(value)
    return None


def imported(at: At, address: str, cells: str) -> Value:
    fail(REF, "IMPORTRANGE: this workspace does not connect spreadsheets with one another.")


FUNCTIONS = {
    "IMAGE": Function(drawn, "snnn", 1),
    "SPARKLINE": Function(drawn, "aa", 1),
    "IMPORTRANGE": Function(imported, "tt"),
}
