"""SUBTOTAL: a figure of ranges that leaves out other subtotals and the rows nobody sees."""

from __future__ import annotations

import statistics
from collections.abc import Callable

from ...book.cell import Value, formula_of
from ..faults import NOT_A_RANGE, VALUE, Fault
from ..function import Function
from ..grids import Grid, Range, Result
from ..russian import english_name
from ..tokens import tokens
from ..world import At
from .aggregates import average, count, count_all, figure, least, most, product, total

_WORKS: dict[int, Callable[..., Value]] = {
    1: average, 2: count, 3: count_all, 4: most, 5: least, 6: figure(product, 0),
    7: figure(statistics.stdev, 2), 8: figure(statistics.pstdev, 1), 9: total,
    10: figure(statistics.variance, 2), 11: figure(statistics.pvariance, 1),
}  # fmt: skip
_BY_PEOPLE = 100


def subtotal(at: At, code: float, *values: Result) -> Value:
    """Rows a filter hides never count; from code 101 on those hidden by hand do not either."""
    number = int(code)
    work = _WORKS.get(number % _BY_PEOPLE)
    if work is None or not 0 < number < 2 * _BY_PEOPLE:
        raise Fault(VALUE)
    if not all(isinstance(value, Range) for value in values):
        raise Fault(NOT_A_RANGE)
    marks = ("hiddenByFilter", "hiddenByUser") if number > _BY_PEOPLE else ("hiddenByFilter",)
    return work(at, *(_seen(at, value, marks) for value in values if isinstance(value, Range)))


def _seen(at: At, cells: Range, marks: tuple[str, ...]) -> Grid:
    """The rows of a range that count, without the cells that are subtotals themselves."""
    lines = cells.sheet.lines["ROWS"]
    hidden = {row for row, kept in lines.items() if any(kept.get(mark) for mark in marks)}
    rows = []
    for row, values in enumerate(cells.kept, cells.top):
        if row in hidden:
            continue
        contents = cells.sheet.row(row, cells.left, cells.right)
        if any(_sums_up(at, formula_of(content)) for content in contents):
            values = [
                None if place < len(contents) and _sums_up(at, formula_of(contents[place])) else value
                for place, value in enumerate(values)
            ]
        rows.append(values)
    return Grid(rows)


def _sums_up(at: At, formula: str) -> bool:
    """Whether a formula calls SUBTOTAL."""
    locale = at.world.locale
    return bool(formula) and any(
        token.kind == "name" and english_name(token.text, locale.name) == "SUBTOTAL"
        for token in tokens(formula, locale.decimal)
    )


FUNCTIONS = {"SUBTOTAL": Function(subtotal, "na", repeat=1)}
