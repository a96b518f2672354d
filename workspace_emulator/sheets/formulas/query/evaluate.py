"""The expressions and conditions of a query, for one row or for a group of rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from ...book.cell import Value
from ...values import serial
from ..amounts import DATES, Shown, format_kind, is_number
from ..expressions import BadExpression, expression
from ..world import At
from .grammar import AGGREGATES, Applied, BadQuery, Column, Condition, Expression, Literal, Logic, Test

Row = list[Value]
# A plain number is a date by its milliseconds since then.
_EPOCH = serial.of_date(date(1970, 1, 1))
_SUMS: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right if right else None,
}
_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


class Evaluator:
    """Works out expressions over rows whose columns have these names."""

    def __init__(self, at: At, names: list[str]) -> None:
        self.at = at
        self.places = {name: place for place, name in enumerate(names)}

    def place(self, column: Column) -> int:
        """The number of a column. Raises BadQuery."""
        found = self.places.get(column.name)
        if found is None:
            raise BadQuery(f"NO_COLUMN: {column.name}")
        return found

    def value(self, wanted: Expression, rows: list[Row]) -> Value:
        """An expression for a group of rows; outside of aggregates the first row speaks for all."""
        if isinstance(wanted, Literal):
            return wanted.value
        if isinstance(wanted, Column):
            return rows[0][self.place(wanted)] if rows else None
        if wanted.name in AGGREGATES:
            if len(wanted.arguments) != 1:
                raise BadQuery(f"{wanted.name} takes one column")
            return _aggregate(wanted.name, [self.value(wanted.arguments[0], [row]) for row in rows])
        values = [self.value(argument, rows) for argument in wanted.arguments]
        if wanted.name in _SUMS:
            left, right = values
            return _SUMS[wanted.name](left, right) if is_number(left) and is_number(right) else None
        return self._scalar(wanted.name, values)

    def holds(self, condition: Condition, row: Row) -> bool:
        if isinstance(condition, Logic):
            if condition.word == "not":
                return not self.holds(condition.parts[0], row)
            found = (self.holds(part, row) for part in condition.parts)
            return all(found) if condition.word == "and" else any(found)
        left = self.value(condition.left, [row])
        if condition.sign == "null":
            return left is None
        return _compares(condition, left, self.value(condition.right, [row]))

    def _scalar(self, name: str, values: list[Value]) -> Value:
        if name == "now":
            return Shown(self.at.world.now, {"type": "DATE_TIME"})
        if not values or values[0] is None:
            return None
        value = values[0]
        if name in ("upper", "lower"):
            text = self.at.text(value)
            return text.upper() if name == "upper" else text.lower()
        if not is_number(value):
            raise BadQuery(f"{name} needs a date")
        if name == "todate" and format_kind(value) not in DATES:
            value = value / (1000 * serial.DAY_SECONDS) + _EPOCH  # type: ignore[operator]
        if name == "datediff":
            return int(value // 1 - values[1] // 1) if len(values) > 1 and is_number(values[1]) else None  # type: ignore[operator]
        return _part(name, value)  # type: ignore[arg-type]


def aggregates(wanted: Expression) -> bool:
    """Whether an expression speaks of a group of rows."""
    if not isinstance(wanted, Applied):
        return False
    return wanted.name in AGGREGATES or any(aggregates(argument) for argument in wanted.arguments)


def _aggregate(name: str, values: list[Value]) -> Value:
    known = [value for value in values if value is not None]
    if name == "count":
        return len(known)
    if name in ("max", "min"):
        return (max if name == "max" else min)(known, default=None)  # type: ignore[type-var]
    if not all(is_number(value) for value in known):
        raise BadQuery("AVG_SUM_ONLY_NUMERIC")
    if not known:
        return None
    amounts: list[Any] = known
    result = sum(amounts) / (len(amounts) if name == "avg" else 1)
    first = amounts[0]
    if isinstance(first, Shown) and format_kind(first) not in DATES:
        return Shown(result, first.format)
    return float(result)


def _part(name: str, value: float) -> Value:
    moment = serial.moment(value)
    if moment is None:
        return None
    rounded = moment + timedelta(milliseconds=500)
    parts: dict[str, Value] = {
        "year": moment.year, "month": moment.month - 1, "day": moment.day, "quarter": (moment.month + 2) // 3,
        "dayofweek": moment.isoweekday() % 7 + 1, "hour": rounded.hour, "minute": rounded.minute,
        "second": rounded.second, "millisecond": round(value * 1000 * serial.DAY_SECONDS) % 1000,
        "todate": Shown(value // 1, {"type": "DATE"}),
    }  # fmt: skip
    return parts[name]


def _compares(test: Test, left: Any, right: Any) -> bool:
    if left is None or right is None:
        return False
    order = _ORDERS.get(test.sign)
    if order is not None:
        same = is_number(left) == is_number(right) and isinstance(left, str) == isinstance(right, str)
        return order(left, right) if same else test.sign == "!="
    if not isinstance(left, str) or not isinstance(right, str):
        return False
    if test.sign == "contains":
        return right in left
    if test.sign == "starts":
        return left.startswith(right)
    if test.sign == "ends":
        return left.endswith(right)
    return _matches(left, right, test.sign == "like")


def _matches(text: str, pattern: str, like: bool) -> bool:
    if like:
        pattern = "(?s)" + "".join({"%": ".*", "_": "."}.get(char, _plain(char)) for char in pattern)
    try:
        return expression(f"^(?:{pattern})$").search(text) is not None
    except BadExpression:
        raise BadQuery(f"INVALID_REGEX: {pattern}") from None


@lru_cache(maxsize=256)
def _plain(char: str) -> str:
    return re.escape(char) if char.isascii() else char
