"""What the clauses of a query demand of one another: where aggregates may stand and what must be selected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .evaluate import aggregates
from .grammar import AGGREGATES, Applied, BadQuery, Column, Condition, Expression, Literal, Logic, Query


def check(query: Query, select: list[Expression]) -> None:
    """Raises BadQuery, in Google's words for what is wrong."""
    for expression in query.group:
        _plain(expression, "CANNOT_BE_IN_GROUP_BY")
    for expression in query.pivot:
        _plain(expression, "CANNOT_BE_IN_PIVOT")
        if expression in query.group:
            raise BadQuery(f"NO_COL_IN_GROUP_AND_PIVOT: {said(expression)}")
    for expression in () if query.where is None else _compared(query.where):
        _plain(expression, "CANNOT_BE_IN_WHERE")
    counted = any(aggregates(expression) for expression in select)
    if query.group and not counted:
        raise BadQuery("CANNOT_GROUP_WITHOUT_AGG")
    if query.pivot and not counted:
        raise BadQuery("CANNOT_PIVOT_WITHOUT_AGG")
    _check_order(query, select, counted)
    if query.select is not None:
        _selected(query.labels, select, "LABEL_COL_NOT_IN_SELECT")
        _selected(query.formats, select, "FORMAT_COL_NOT_IN_SELECT")


def said(expression: Expression) -> str:
    """An expression as a query says it."""
    if isinstance(expression, Column):
        return f"`{expression.name}`"
    if isinstance(expression, Literal):
        return str(expression.value)
    inner = ", ".join(said(argument) for argument in expression.arguments)
    return f"{expression.name.upper() if expression.name in AGGREGATES else expression.name}({inner})"


def _check_order(query: Query, select: list[Expression], counted: bool) -> None:
    for expression, _ in query.order:
        if aggregates(expression) and query.pivot:
            raise BadQuery(f"NO_AGG_IN_ORDER_WHEN_PIVOT: {said(expression)}")
        if aggregates(expression) and not _known(expression, select):
            raise BadQuery(f"AGG_IN_ORDER_NOT_IN_SELECT: {said(expression)}")
        if counted and not _known(expression, select):
            raise BadQuery(f"COL_IN_ORDER_MUST_BE_IN_SELECT: {said(expression)}")


def _known(expression: Expression, select: list[Expression]) -> bool:
    """Whether an expression is selected, or made of what is."""
    if expression in select or isinstance(expression, Literal):
        return True
    if not isinstance(expression, Applied) or expression.name in AGGREGATES:
        return False
    return all(_known(argument, select) for argument in expression.arguments)


def _selected(wanted: Iterable[Expression], select: list[Expression], code: str) -> None:
    for expression in wanted:
        if expression not in select:
            raise BadQuery(f"{code}: {said(expression)}")


def _plain(expression: Expression, code: str) -> None:
    if aggregates(expression):
        raise BadQuery(f"{code}: {said(expression)}")


def _compared(condition: Condition) -> Iterator[Expression]:
    """The expressions in a condition."""
    if isinstance(condition, Logic):
        for part in condition.parts:
            yield from _compared(part)
    else:
        yield condition.left
        yield condition.right
