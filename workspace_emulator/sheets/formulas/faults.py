"""The errors a formula may end in, with what a person reads when pointing at the cell."""

from __future__ import annotations

from typing import NoReturn

from ..book.cell import ErrorValue

NA = ErrorValue("N_A", "Did not find the value.")
VALUE = ErrorValue("VALUE", "A value of the wrong kind.")
REF = ErrorValue("REF", "Reference does not exist.")
DIV = ErrorValue("DIVIDE_BY_ZERO", "Division by zero.")
NUM = ErrorValue("NUM", "Invalid number.")
NAME = ErrorValue("NAME", "Unknown function or range name.")
BROKEN = ErrorValue("ERROR", "Formula parse error.")
CIRCULAR = ErrorValue("REF", "Circular dependency detected.")
ARGUMENTS = ErrorValue("N_A", "Wrong number of arguments.")
NOT_A_RANGE = ErrorValue("N_A", "Argument must be a range.")
TOO_MUCH = ErrorValue("ERROR", "The calculation is too large.")
TOO_LONG = ErrorValue("VALUE", "The text is longer than a cell may hold.")

BY_TEXT = {error.text: error for error in (NA, VALUE, REF, DIV, NUM, NAME, BROKEN)} | {
    "#NULL!": ErrorValue("NULL_VALUE", "Empty intersection.")
}


class Fault(Exception):
    """A function cannot give a value; `error` is what its cell shows."""

    def __init__(self, error: ErrorValue) -> None:
        super().__init__(error.text)
        self.error = error


class Spent(Exception):
    """A formula has cost more than it may; nothing in it can catch this."""


class Pending(Exception):
    """A formula has read cells whose own formulas (`places`) must be computed first."""

    def __init__(self, places: list[tuple[int, int, int]]) -> None:
        super().__init__(len(places))
        self.places = places


def fail(error: ErrorValue, message: str = "") -> NoReturn:
    """Raise a fault, in words of its own where there are any."""
    raise Fault(ErrorValue(error.type, message) if message else error)
