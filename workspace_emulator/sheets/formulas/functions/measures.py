"""Angles, choices out of many and Roman numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from ...book.cell import Value
from ..amounts import whole
from ..faults import DIV, NUM, VALUE, Fault, fail
from ..function import Function
from ..world import At

_LETTERS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_SINGLE = [pair for pair in _LETTERS if len(pair[1]) == 1]
_ROMAN = re.compile(r"(-?)M*(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_MOST = 1_030
_COST = 40


def angle_of(at: At, x: float, y: float) -> Value:
    if x == y == 0:
        raise Fault(DIV)
    return math.atan2(y, x)


def combinations(at: At, many: float, few: float) -> Value:
    return float(math.comb(*_choice(many, few)))


def permutations(at: At, many: float, few: float) -> Value:
    return float(math.perm(*_choice(many, few)))


def combinations_again(at: At, many: float, few: float) -> Value:
    """COMBINA: choices in which one thing may be taken again."""
    total, chosen = whole(many), whole(few)
    if total < 0 or chosen < 0 or (chosen and not total) or total + chosen > _MOST:
        raise Fault(NUM)
    return float(math.comb(total + chosen - 1, chosen)) if chosen else 1


def permutations_again(at: At, many: float, few: float) -> Value:
    total, chosen = whole(many), whole(few)
    if total < 0 or chosen < 0 or (chosen and not total):
        raise Fault(NUM)
    return float(total) ** chosen


def roman(at: At, value: float, form: Value = 0) -> Value:
    """Classic letters with form 0; each further form to 4 lets a smaller letter stand before a large one."""
    at.world.spend(_COST)
    left = whole(value)
    ease = (0 if form else 4) if isinstance(form, bool) else int(at.number(form))
    if not 0 <= left < 4000 or not 0 <= ease <= 4:
        raise Fault(VALUE)
    text = ""
    for place in range(0, len(_SINGLE), 2):
        worth, letter = _SINGLE[place]
        digit = left // worth
        if digit % 5 != 4:
            text += (_SINGLE[place - 1][1] if digit > 4 else "") + letter * (digit % 5)
            left %= worth
            continue
        top, top_letter = _SINGLE[place - (1 if digit == 4 else 2)]
        reach = _SINGLE[place : place + ease + 1]
        small, small_letter = next(pair for pair in reversed(reach) if top - pair[0] <= left)
        text, left = text + small_letter + top_letter, left + small - top
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
    "COMBINA": Function(combinations_again, "nn"),
    "PERMUT": Function(permutations, "nn"),
    "PERMUTATIONA": Function(permutations_again, "nn"),
    "ROMAN": Function(roman, "ns", 1),
    "ARABIC": Function(arabic, "t"),
}
