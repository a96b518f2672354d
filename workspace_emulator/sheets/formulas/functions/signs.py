"""The signs of arithmetic and comparison by their names: ADD, MINUS, EQ, ISBETWEEN and their kin."""

from __future__ import annotations

from typing import Any

from ...book.cell import Value
from ..faults import NUM, Fault
from ..function import Function
from ..operators import SIGNS, negative, operand, percent
from ..ordering import compare
from ..world import At


def between(at: At, value: Value, low: Value, high: Value, first: bool = True, last: bool = True) -> Value:
    """Whether a value lies between two; an end counts unless told otherwise."""
    if compare(low, high) > 0:
        raise Fault(NUM)
    above, below = compare(value, low), compare(value, high)
    return (above > 0 or (first and above == 0)) and (below < 0 or (last and below == 0))


def _sign(sign: str) -> Function:
    work: Any = SIGNS[sign][0]
    return Function(work, "ss")


FUNCTIONS = {
    "ADD": _sign("+"),
    "MINUS": _sign("-"),
    "MULTIPLY": _sign("*"),
    "DIVIDE": _sign("/"),
    "CONCAT": _sign("&"),
    "EQ": _sign("="),
    "NE": _sign("<>"),
    "GT": _sign(">"),
    "GTE": _sign(">="),
    "LT": _sign("<"),
    "LTE": _sign("<="),
    "UMINUS": Function(negative, "s"),
    "UPLUS": Function(lambda at, value: value, "s"),
    "UNARY_PERCENT": Function(percent, "s"),
    "TO_PURE_NUMBER": Function(lambda at, value: float(operand(at, value)), "s"),
    "ISBETWEEN": Function(between, "sssbb", 3),
}
