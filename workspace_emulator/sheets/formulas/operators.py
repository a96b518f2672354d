"""Arithmetic, joining of text and comparison, on values and place by place on arrays."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from math import isfinite
from typing import Any

from ...wire import Json
from ..book.cell import ErrorValue, Value
from .amounts import DATES, LONGEST, NUMBERS, Shown, format_kind, is_number
from .faults import DIV, NUM, TOO_LONG, VALUE, Fault, fail
from .grids import Grid, Result, paired, single, spread
from .nodes import Node
from .ordering import compare, equal
from .world import At

_MONEY = ("CURRENCY", "PERCENT")
_EXACT = 10**15
_LONG = 16


class Binary(Node):
    """Two sides and what joins them."""

    def __init__(self, sign: str, left: Node, right: Node) -> None:
        self.work, self.plain = SIGNS[sign]
        self.left, self.right = left, right

    def run(self, at: At, many: bool) -> Result:
        left, right = self.left.run(at, many), self.right.run(at, many)
        if self.plain is not None and left.__class__ in NUMBERS and right.__class__ in NUMBERS:
            return finite(self.plain(left, right))
        if isinstance(left, Grid) or isinstance(right, Grid):
            if many:
                made = paired(lambda first, second: self._one(at, first, second), left, right)
                at.world.spend(made.height * made.width)
                return made
            left, right = single(left, at.row, at.column), single(right, at.row, at.column)
        return self._one(at, left, right)

    def _one(self, at: At, left: Any, right: Any) -> Value:
        if self.plain is not None and left.__class__ in NUMBERS and right.__class__ in NUMBERS:
            return finite(self.plain(left, right))
        if left.__class__ is ErrorValue:
            return left
        if right.__class__ is ErrorValue:
            return right
        try:
            return finite(self.work(at, left, right))
        except Fault as fault:
            return fault.error


class Unary(Node):
    """A minus before a value, or a percent sign after it."""

    def __init__(self, work: Callable[[At, Any], Value], inner: Node) -> None:
        self.work, self.inner = work, inner

    def run(self, at: At, many: bool) -> Result:
        found = self.inner.run(at, many)
        if isinstance(found, Grid):
            if many:
                return spread(lambda value: self._one(at, value), [found])
            found = single(found, at.row, at.column)
        return self._one(at, found)

    def _one(self, at: At, value: Any) -> Value:
        return value if value.__class__ is ErrorValue else self.work(at, value)


def add(at: At, left: Any, right: Any) -> Value:
    first, second = operand(at, left), operand(at, right)
    return _formed(first + second, _sum_format(first, second))


def subtract(at: At, left: Any, right: Any) -> Value:
    first, second = operand(at, left), operand(at, right)
    both = format_kind(first), format_kind(second)
    if both[0] in DATES and both[0] == both[1] != "TIME":
        return first - second
    return _formed(first - second, _sum_format(first, second))


def multiply(at: At, left: Any, right: Any) -> Value:
    first, second = operand(at, left), operand(at, right)
    if first.__class__ is not Shown and second.__class__ is not Shown:
        return first * second
    return _formed(first * second, _money_format(first) or _money_format(second))


def divide(at: At, left: Any, right: Any) -> Value:
    first, second = operand(at, left), operand(at, right)
    if second == 0:
        return DIV
    return _formed(first / second, None if isinstance(second, Shown) else _money_format(first))


def power(at: At, left: Any, right: Any) -> Value:
    return raised(operand(at, left), operand(at, right))


def join(at: At, left: Any, right: Any) -> Value:
    joined = at.text(left) + at.text(right)
    if len(joined) > _LONG:
        at.world.spend(len(joined) // _LONG)
    return joined if len(joined) <= LONGEST else TOO_LONG


def negative(at: At, value: Any) -> Value:
    amount = operand(at, value)
    return _formed(-amount, _money_format(amount))


def percent(at: At, value: Any) -> Value:
    return operand(at, value) / 100


Work = Callable[[At, Any, Any], Value]
# What each sign does, and what does the same for two plain numbers.
SIGNS: dict[str, tuple[Work, Callable[[Any, Any], Any] | None]] = {
    "=": (lambda at, left, right: equal(left, right), operator.eq),
    "<>": (lambda at, left, right: not equal(left, right), operator.ne),
    "<": (lambda at, left, right: compare(left, right) < 0, operator.lt),
    ">": (lambda at, left, right: compare(left, right) > 0, operator.gt),
    "<=": (lambda at, left, right: compare(left, right) <= 0, operator.le),
    ">=": (lambda at, left, right: compare(left, right) >= 0, operator.ge),
    "&": (join, None),
    "+": (add, operator.add),
    "-": (subtract, operator.sub),
    "*": (multiply, operator.mul),
    "/": (divide, None),
    "^": (power, None),
}


def operand(at: At, value: Any) -> float:
    """A side of arithmetic; unlike an argument, '' is no number. Raises Fault."""
    if value.__class__ in NUMBERS:
        return value
    if value == "" and value.__class__ is str:
        fail(VALUE, "'' is a text and cannot be coerced to a number.")
    return at.number(value)


def raised(base: float, exponent: float) -> float:
    """A power; odd roots of negative numbers are real. Raises Fault."""
    if base == 0 and exponent < 0:
        raise Fault(DIV)
    if base < 0 and exponent != int(exponent):
        root = round(1 / exponent)
        if root % 2 == 0 or not math.isclose(1 / exponent, root, rel_tol=1e-9):
            raise Fault(NUM)
        return -math.pow(-base, exponent)
    try:
        return math.pow(base, exponent)
    except OverflowError:
        raise Fault(NUM) from None


def finite(value: Value) -> Value:
    """A result as cells could keep it: endless numbers are #NUM!, long integers lose their last digits."""
    kind = value.__class__
    if kind is float:
        return value if isfinite(value) else NUM  # type: ignore[arg-type]
    if kind is int and not -_EXACT < value < _EXACT:  # type: ignore[operator]
        return float(value)  # type: ignore[arg-type]
    return value


def _formed(value: float, number_format: Json | None) -> float:
    return value if number_format is None else Shown(value, number_format)


def _sum_format(first: float, second: float) -> Json | None:
    kinds = format_kind(first), format_kind(second)
    if kinds in (("DATE", "TIME"), ("TIME", "DATE")):
        return {"type": "DATE_TIME"}
    for value, kind in zip((first, second), kinds, strict=True):
        if kind and isinstance(value, Shown):
            return value.format
    return None


def _money_format(value: float) -> Json | None:
    return (
        value.format
        if is_number(value) and isinstance(value, Shown) and format_kind(value) in _MONEY
        else None
    )
