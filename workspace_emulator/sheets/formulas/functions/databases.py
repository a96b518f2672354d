"""Figures of a table's rows that meet conditions laid out under headings: DSUM, DGET and their kin."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from typing import Any

from ...book.cell import ErrorValue, Value
from ..amounts import is_number
from ..criteria import criterion
from ..faults import NUM, VALUE, Fault, fail
from ..function import Function
from ..grids import Grid, Result, as_grid
from ..ordering import folded
from ..world import At
from .aggregates import average, count, count_all, figure, least, most, product, total


def _over(work: Callable[..., Value]) -> Function:
    """A figure of one column in the rows that are chosen."""

    def run(at: At, table: Result, field: Value, wanted: Result) -> Value:
        chosen = _chosen(at, as_grid(table), field, as_grid(wanted))
        return work(at, Grid([[value] for value in chosen]))

    return Function(run, "asa")


def only(at: At, table: Result, field: Value, wanted: Result) -> Value:
    """DGET: the value of the one row that meets the conditions."""
    chosen = _chosen(at, as_grid(table), field, as_grid(wanted))
    if not chosen:
        fail(VALUE, "No values in the database match the criteria.")
    if len(chosen) > 1:
        fail(NUM, "More than one value in the database matches the criteria.")
    return chosen[0]


def _chosen(at: At, table: Grid, field: Value, wanted: Grid) -> list[Value]:
    titles = {folded(title): place for place, title in reversed(list(enumerate(table.rows[0])))}
    column = _column(at, field, titles, table.width)
    kept: set[int] = set()
    for conditions in wanted.rows[1:]:
        kept |= _meeting(at, table, titles, list(zip(wanted.rows[0], conditions, strict=True)))
    return [table.rows[row][column] for row in sorted(kept)]


def _meeting(at: At, table: Grid, titles: dict[Any, int], conditions: list[tuple[Value, Value]]) -> set[int]:
    """The numbers of the rows that meet all conditions of one line."""
    rows = set(range(1, table.height))
    for title, condition in conditions:
        if condition is None or condition == "":
            continue
        if isinstance(condition, ErrorValue):
            raise Fault(condition)
        place = titles.get(folded(title))
        if place is None:
            fail(VALUE, f"The database has no column '{at.text(title)}'.")
        at.world.spend(12 * table.height)
        rows &= set(criterion(at, condition).places(at, _below(table, place)))
    return rows


def _below(table: Grid, place: int) -> Grid:
    """One column of a table, kept with it for further conditions."""
    key = ("column", place)
    if key not in table.memo:
        table.memo[key] = Grid([[row[place]] for row in table.kept])
    found: Grid = table.memo[key]
    return found


def _column(at: At, field: Value, titles: dict[Any, int], width: int) -> int:
    if is_number(field):
        number = int(at.number(field))
        if not 1 <= number <= width:
            fail(VALUE, f"The database has no column number {number}.")
        return number - 1
    place = titles.get(folded(field))
    if place is None:
        fail(VALUE, f"The database has no column '{at.text(field)}'.")
    return place


FUNCTIONS = {
    "DAVERAGE": _over(average),
    "DCOUNT": _over(count),
    "DCOUNTA": _over(count_all),
    "DGET": Function(only, "asa"),
    "DMAX": _over(most),
    "DMIN": _over(least),
    "DPRODUCT": _over(figure(product, 0)),
    "DSTDEV": _over(figure(statistics.stdev, 2)),
    "DSTDEVP": _over(figure(statistics.pstdev, 1)),
    "DSUM": _over(total),
    "DVAR": _over(figure(statistics.variance, 2)),
    "DVARP": _over(figure(statistics.pvariance, 1)),
}
