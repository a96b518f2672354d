"""Angles, choices out of many, Roman numbers and products of matrices."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from operator import mul

from ...book.cell import Value
from ..amounts import is_number, whole
from ..faults import DIV, NUM, VALUE, Fault, fail
from ..function import Function
from ..grids import Grid, Result, as_grid, bounded
from ..world import At

_LETTERS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_ROMAN = re.compile(r"(-?)M*(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_MOST = 1_030


def angle_of(at: At, x: float, y: float) -> Value:
    if x == y == 0:
        raise Fault(DIV)
    return math.atan2(y, x)


def combinations(at: At, many: float, few: float) -> Value:
    return float(math.comb(*_choice(many, few)))


def permutations(at: At, many: float, few: float) -> Value:
    return float(math.perm(*_choice(many, few)))


def roman(at: At, value: float) -> Value:
    left = whole(value)
    if not 0 <= left < 4000:
        raise Fault(VALUE)
    text = ""
    for worth, letters in _LETTERS:
        count, left = divmod(left, worth)
        text += letters * count
    return text


def arabic(at: At, text: str) -> Value:
    match = _ROMAN.fullmatch(text.strip().upper())
    if match is None:
        fail(VALUE, f"'{text}' is not a Roman number.")
    rest, total = match[0].removeprefix("-"), 0
    for worth, letters in _LETTERS:
        while rest.startswith(letters):
            total, rest = total + worth, rest[len(letters) :]
    return -total if match[1] else total


def product_of(at: At, first: Result, second: Result) -> Result:
    """MMULT: rows times columns."""
    left, right = _matrix(first), _matrix(second)
    if len(left[0]) != len(right):
        fail(VALUE, "The first has not as many columns as the second has rows.")
    columns = list(zip(*right, strict=True))
    bounded(len(left), len(columns))
    at.world.spend(len(left) * len(columns) * len(right))
    return Grid([[sum(map(mul, row, column)) for column in columns] for row in left])


def _matrix(value: Result) -> list[list[float]]:
    found = as_grid(value).rows
    if not found or not all(is_number(cell) for row in found for cell in row):
        fail(VALUE, "A matrix has a number in every cell.")
    return [[float(cell) for cell in row] for row in found]  # type: ignore[arg-type]


def _choice(many: float, few: float) -> tuple[int, int]:
    total, chosen = whole(many), whole(few)
    if not 0 <= chosen <= total or total >= _MOST:
        raise Fault(NUM)
    return total, chosen


def _of_angle(work: Callable[[float], float]) -> Function:
    def run(at: At, value: float) -> Value:
        try:
            return work(value)
        except ValueError:
            raise Fault(NUM) from None

    return Function(run, "n")


FUNCTIONS = {
    "SIN": _of_angle(math.sin),
    "COS": _of_angle(math.cos),
    "TAN": _of_angle(math.tan),
    "ASIN": _of_angle(math.asin),
    "ACOS": _of_angle(math.acos),
    "ATAN": _of_angle(math.atan),
    "ATAN2": Function(angle_of, "nn"),
    "DEGREES": _of_angle(math.degrees),
    "RADIANS": _of_angle(math.radians),
    "COMBIN": Function(combinations, "nn"),
    "PERMUT": Function(permutations, "nn"),
    "ROMAN": Function(roman, "n"),
    "ARABIC": Function(arabic, "t"),
    "MMULT": Function(product_of, "aa"),
}
