"""What kind of value something is."""

from __future__ import annotations

import re
from collections.abc import Callable

from ...book.cell import ErrorValue, Value, formula_of
from ..amounts import DATES, format_kind, is_number
from ..faults import NA, Fault
from ..function import Function
from ..grids import Grid, Range, Result
from ..world import At

_ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_LINK = re.compile(r"(https?://|www\.|mailto:)?[\w-]+(\.[\w-]+)*\.\w{2,}([/?#:]\S*)?", re.IGNORECASE)
_NUMBERS = {"NULL_VALUE": 1, "DIVIDE_BY_ZERO": 2, "VALUE": 3, "REF": 4, "NAME": 5, "NUM": 6, "N_A": 7}


def error_number(at: At, value: Value) -> Value:
    if not isinstance(value, ErrorValue):
        raise Fault(NA)
    return _NUMBERS.get(value.type, 8)


def kind_number(at: At, value: Result) -> Value:
    if isinstance(value, Grid) and (value.height, value.width) != (1, 1):
        return 64
    single = value.rows[0][0] if isinstance(value, Grid) else value
    if isinstance(single, ErrorValue):
        return 16
    return 4 if isinstance(single, bool) else 2 if isinstance(single, str) else 1


def as_number(at: At, value: Value) -> Value:
    if isinstance(value, str) or value is None:
        return 0
    return int(value) if isinstance(value, bool) else value


def is_formula(at: At, cells: Result) -> Value:
    return isinstance(cells, Range) and bool(formula_of(cells.sheet.get(cells.top, cells.left)))


def formula_text(at: At, cells: Result) -> Value:
    found = formula_of(cells.sheet.get(cells.top, cells.left)) if isinstance(cells, Range) else ""
    if not found:
        raise Fault(NA)
    return found


def is_date(at: At, value: Value) -> Value:
    found = at.parsed(value) if isinstance(value, str) else value
    return format_kind(found) in DATES


def _when(test: Callable[[Value], bool]) -> Function:
    return Function(lambda at, value: test(value), "v")


def _is_error(value: Value) -> bool:
    return isinstance(value, ErrorValue)


def _is_na(value: Value) -> bool:
    return isinstance(value, ErrorValue) and value.type == "N_A"


FUNCTIONS = {
    "ISBLANK": _when(lambda value: value is None),
    "ISERROR": _when(_is_error),
    "ISERR": _when(lambda value: _is_error(value) and not _is_na(value)),
    "ISNA": _when(_is_na),
    "ISNUMBER": _when(is_number),
    "ISTEXT": _when(lambda value: isinstance(value, str)),
    "ISNONTEXT": _when(lambda value: not isinstance(value, str)),
    "ISLOGICAL": _when(lambda value: isinstance(value, bool)),
    "ISEVEN": Function(lambda at, value: int(value) % 2 == 0, "n"),
    "ISODD": Function(lambda at, value: int(value) % 2 == 1, "n"),
    "ISDATE": Function(is_date, "v"),
    "ISEMAIL": Function(lambda at, value: bool(_ADDRESS.fullmatch(value)), "t"),
    "ISURL": Function(lambda at, value: bool(_LINK.fullmatch(value)), "t"),
    "ISREF": Function(lambda at, value: isinstance(value, Range), "w"),
    "ISFORMULA": Function(is_formula, "w"),
    "FORMULATEXT": Function(formula_text, "a"),
    "NA": Function(lambda at: NA, ""),
    "N": Function(as_number, "s"),
    "TYPE": Function(kind_number, "w"),
    "ERROR.TYPE": Function(error_number, "v"),
}
