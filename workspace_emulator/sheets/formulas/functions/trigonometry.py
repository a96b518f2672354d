"""Functions of angles and of the hyperbola beyond the usual ones, and the error function."""

from __future__ import annotations

import math
from collections.abc import Callable

from ...book.cell import Value
from ..faults import DIV, NUM, Fault
from ..function import Function
from ..world import At


def _of(work: Callable[[float], float], bottom: Callable[[float], float] | None = None) -> Function:
    """A function of one number; #NUM! where it has no value, one over `bottom` #DIV/0! where that is 0."""

    def run(at: At, value: float) -> Value:
        try:
            if bottom is None:
                return work(value)
            below = bottom(value)
            if below == 0:
                raise Fault(DIV)
            return work(value) / below
        except ZeroDivisionError:
            raise Fault(DIV) from None
        except (ValueError, OverflowError):
            raise Fault(NUM) from None

    return Function(run, "n")


def _one(value: float) -> float:
    return 1.0


def _small(work: Callable[[float], float]) -> Callable[[float], float]:
    """One over a hyperbolic function, 0 where that is endless."""

    def run(value: float) -> float:
        return 0.0 if abs(value) > 700 else 1 / work(value)

    return run


def _arc_cotangent(value: float) -> float:
    return math.pi / 2 - math.atan(value)


def _hyperbolic_arc_cotangent(value: float) -> float:
    return math.atanh(1 / value) if value else math.atanh(2)


def error_between(at: At, low: float, high: float | None = None) -> Value:
    return math.erf(low) if high is None else math.erf(high) - math.erf(low)


FUNCTIONS = {
    "SINH": _of(math.sinh),
    "COSH": _of(math.cosh),
    "TANH": _of(math.tanh),
    "ASINH": _of(math.asinh),
    "ACOSH": _of(math.acosh),
    "ATANH": _of(math.atanh),
    "COT": _of(_one, math.tan),
    "SEC": _of(_one, math.cos),
    "CSC": _of(_one, math.sin),
    "ACOT": _of(_arc_cotangent),
    "COTH": _of(_one, math.tanh),
    "SECH": _of(_small(math.cosh)),
    "CSCH": _of(_small(math.sinh)),
    "ACOTH": _of(_hyperbolic_arc_cotangent),
    "ERF": Function(error_between, "nn", 1),
    "ERF.PRECISE": Function(error_between, "nn", 1),
    "ERFC": _of(math.erfc),
    "ERFC.PRECISE": _of(math.erfc),
}
