"""What a query makes of a table: its headings and types, then filtering, grouping, order and labels."""

from __future__ import annotations

from typing import Any

from ...book.cell import ErrorValue, Value
from ..amounts import Shown, is_number
from ..faults import NA, fail
from ..grids import Grid, Rows
from ..world import At
from . import rules
from .evaluate import Evaluator, Row, aggregates
from .grammar import Applied, BadQuery, Column, Expression, Literal, Query

_SIGNS = {"+": "sum", "-": "difference", "*": "product", "/": "quotient"}
_SPELLED = {"todate": "toDate", "datediff": "dateDiff"}


def run(at: At, rows: Rows, names: list[str], query: Query, headers: int) -> Grid:
    """The query's answer. Raises BadQuery."""
    count = _header_rows(rows) if headers < 0 else headers
    titles = [
        " ".join(at.text(row[place]) for row in rows[:count] if row[place] is not None and row[place] != "")
        for place in range(len(names))
    ]
    table = _typed(rows[count:])
    evaluator = Evaluator(at, names)
    if query.where is not None:
        table = [row for row in table if evaluator.holds(query.where, row)]
    every: list[Expression] = [Column(name) for name in names]
    select = every if query.select is None else query.select
    for expression in [*select, *query.group, *query.pivot, *(by for by, _ in query.order)]:
        _check(evaluator, expression)
    rules.check(query, select)
    headings = _Headings(evaluator, titles, query)
    if query.pivot:
        top, answer = _pivoted(evaluator, table, select, query, headings)
    else:
        top = [headings.of(expression) for expression in select]
        answer = _answer(evaluator, table, select, query)
    answer = answer[:: query.skipping][query.offset :]
    if query.limit >= 0:
        answer = answer[: query.limit]
    if any(top):
        answer = [[title or None for title in top], *answer]
    if not answer:
        fail(NA, "Query completed with an empty output.")
    return Grid(answer)


class _Headings:
    """The heading of each expression: its label, or what the columns' headings make."""

    def __init__(self, evaluator: Evaluator, titles: list[str], query: Query) -> None:
        self.evaluator, self.titles, self.labels = evaluator, titles, query.labels

    def of(self, expression: Expression) -> str:
        return self.labels[expression] if expression in self.labels else self._made(expression)

    def _made(self, expression: Expression) -> str:
        if isinstance(expression, Column):
            return self.titles[self.evaluator.place(expression)]
        if isinstance(expression, Literal):
            said = f'"{expression.value}"' if isinstance(expression.value, str) else str(expression.value)
            return f"{said}()"
        inner = [self._made(argument) for argument in expression.arguments]
        if aggregates(expression) and expression.name not in _SIGNS:
            return f"{expression.name} {inner[0]}"
        name = _SIGNS.get(expression.name) or _SPELLED.get(expression.name, expression.name)
        return f"{name}({''.join(inner)})"


def _answer(evaluator: Evaluator, table: Rows, select: list[Expression], query: Query) -> Rows:
    groups = _groups(evaluator, table, select, query)
    _ordered(evaluator, groups, query)
    return [
        [
            _formatted(evaluator.value(expression, rows), query.formats.get(expression))
            for expression in select
        ]
        for rows in groups
    ]


def _groups(evaluator: Evaluator, table: Rows, select: list[Expression], query: Query) -> list[list[Row]]:
    """Rows that are answered together, in the order of what they are grouped by."""
    if not query.group:
        if not any(aggregates(expression) for expression in select):
            return [[row] for row in table]
        if not all(aggregates(expression) or isinstance(expression, Literal) for expression in select):
            raise BadQuery("ADD_COL_TO_GROUP_BY_OR_AGG")
        return [table] if table else []
    for expression in select:
        if not aggregates(expression) and not _grouped(expression, query.group):
            raise BadQuery("ADD_COL_TO_GROUP_BY_OR_AGG")
    found: dict[Any, list[Row]] = {}
    for row in table:
        key = tuple(_key(evaluator.value(expression, [row])) for expression in query.group)
        found.setdefault(key, []).append(row)
    return [found[key] for key in sorted(found)]


def _ordered(evaluator: Evaluator, groups: list[list[Row]], query: Query) -> None:
    for expression, downwards in reversed(query.order):
        groups.sort(key=lambda rows: _key(evaluator.value(expression, rows)), reverse=downwards)


def _pivoted(
    evaluator: Evaluator, table: Rows, select: list[Expression], query: Query, headings: _Headings
) -> tuple[list[str], Rows]:
    """A column for every value of what is pivoted and every aggregate."""
    plain = [expression for expression in select if not aggregates(expression)]
    counted = [expression for expression in select if aggregates(expression)]
    pivots: dict[Any, str] = {}
    for row in table:
        values = [evaluator.value(expression, [row]) for expression in query.pivot]
        pivots.setdefault(
            tuple(_key(value) for value in values), ",".join(evaluator.at.text(value) for value in values)
        )
    keys = sorted(pivots)
    groups = _groups(evaluator, table, select, query) if query.group else [table] if table else []
    _ordered(evaluator, groups, query)
    top = [headings.of(expression) for expression in plain]
    for key in keys:
        top += [
            pivots[key] if len(counted) == 1 else f"{pivots[key]} {headings.of(expression)}"
            for expression in counted
        ]
    rows: Rows = []
    for members in groups:
        line = [evaluator.value(expression, members) for expression in plain]
        split: dict[Any, list[Row]] = {}
        for row in members:
            key = tuple(_key(evaluator.value(expression, [row])) for expression in query.pivot)
            split.setdefault(key, []).append(row)
        for key in keys:
            line += [
                _formatted(evaluator.value(expression, split[key]), query.formats.get(expression))
                if key in split
                else None
                for expression in counted
            ]
        rows.append(line)
    return top, rows


def _header_rows(rows: Rows) -> int:
    """One when some column begins with text and goes on with mostly something else."""
    if len(rows) < 2:
        return 0
    for place, first in enumerate(rows[0]):
        if not isinstance(first, str):
            continue
        rest = [row[place] for row in rows[1:] if row[place] is not None]
        if rest and sum(not isinstance(value, str) for value in rest) * 2 > len(rest):
            return 1
    return 0


def _typed(rows: Rows) -> Rows:
    """Every column of the kind most of its values are; the others of it count as blank."""
    if not rows:
        return rows
    kinds = []
    for place in range(len(rows[0])):
        amounts = {"number": 0, "text": 0, "truth": 0}
        for row in rows:
            kind = _kind(row[place])
            if kind:
                amounts[kind] += 1
        kinds.append(max(amounts, key=lambda kind: amounts[kind]))
    return [
        [value if _kind(value) == kind else None for value, kind in zip(row, kinds, strict=True)]
        for row in rows
    ]


def _kind(value: Value) -> str:
    if value is None or isinstance(value, ErrorValue):
        return ""
    if isinstance(value, bool):
        return "truth"
    return "number" if is_number(value) else "text"


def _key(value: Value) -> tuple[int, Any]:
    """Blanks first, then numbers, text, truth."""
    if value is None:
        return (0, 0)
    if isinstance(value, bool):
        return (3, value)
    return (1, value) if is_number(value) else (2, value)


def _grouped(expression: Expression, group: list[Expression]) -> bool:
    if expression in group or isinstance(expression, Literal):
        return True
    return (
        isinstance(expression, Applied)
        and bool(expression.arguments)
        and all(_grouped(argument, group) for argument in expression.arguments)
    )


def _check(evaluator: Evaluator, expression: Expression) -> None:
    """Raises BadQuery for a column the table has not."""
    if isinstance(expression, Column):
        evaluator.place(expression)
    elif isinstance(expression, Applied):
        for argument in expression.arguments:
            _check(evaluator, argument)


def _formatted(value: Value, pattern: str | None) -> Value:
    if pattern is None or not is_number(value):
        return value
    return Shown(value, {"type": "NUMBER", "pattern": pattern})  # type: ignore[arg-type]
