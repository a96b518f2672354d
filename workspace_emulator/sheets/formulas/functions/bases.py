"""Numbers written to other bases, and what is done to their bits."""

from __future__ import annotations

import operator
from collections.abc import Callable

from ...book.cell import Value
from ..amounts import whole
from ..faults import NUM, Fault
from ..function import Function
from ..world import At

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NAMES = {"BIN": 2, "OCT": 8, "DEC": 10, "HEX": 16}
# How many binary digits the ten digits of a number have to say; the highest is the sign.
_BITS = {2: 10, 8: 30, 16: 40}
_LONGEST = 10
_MOST_BITS = 48
_FARTHEST = 53
_EXACT = 2**53
_COST = 40


def to_base(at: At, value: float, base: float, length: float = 0) -> Value:
    number, radix, least = whole(value), whole(base), whole(length)
    if not 0 <= number <= _EXACT or not 2 <= radix <= 36 or not 0 <= least <= 255:
        raise Fault(NUM)
    at.world.spend(_COST)
    return _written(number, radix).rjust(least, "0")


def from_base(at: At, text: str, base: float) -> Value:
    radix = whole(base)
    if not 2 <= radix <= 36 or len(text) > 255:
        raise Fault(NUM)
    return float(_read(text, radix)) if text else 0


def _converted(source: int, target: int) -> Function:
    """From one base into another: the highest bit of ten digits is a minus."""

    def run(at: At, text: str, places: float | None = None) -> Value:
        number = _signed(text, source)
        at.world.spend(_COST)
        if target == 10:
            return number
        limit = 1 << (_BITS[target] - 1)
        if not -limit <= number < limit:
            raise Fault(NUM)
        if number < 0:
            return _written(number + 2 * limit, target)
        written = _written(number, target)
        least = 0 if places is None else whole(places)
        if places is not None and not len(written) <= least <= _LONGEST:
            raise Fault(NUM)
        return written.rjust(least, "0")

    def of_number(at: At, value: float, places: float | None = None) -> Value:
        return run(at, str(whole(value)), places)

    if source == 10:
        return Function(of_number, "nn", 1)
    return Function(run, "t") if target == 10 else Function(run, "tn", 1)


def _signed(text: str, base: int) -> int:
    if base == 10:
        return int(text)
    if len(text) > _LONGEST:
        raise Fault(NUM)
    number, size = _read(text, base) if text else 0, 1 << _BITS[base]
    return number - size if number >= size // 2 else number


def _read(text: str, base: int) -> int:
    digits = _DIGITS[:base]
    if any(char not in digits for char in text.upper()):
        raise Fault(NUM)
    return int(text, base)


def _written(number: int, base: int) -> str:
    text = ""
    while number:
        number, digit = divmod(number, base)
        text = _DIGITS[digit] + text
    return text or "0"


def _bitwise(work: Callable[[int, int], int]) -> Function:
    return Function(lambda at, left, right: work(_bits(left), _bits(right)), "nn")


def _bits(value: float) -> int:
    if value != whole(value) or not 0 <= value < 1 << _MOST_BITS:
        raise Fault(NUM)
    return int(value)


def shifted(at: At, value: float, places: float) -> Value:
    """BITLSHIFT; places below zero shift to the right."""
    step = whole(places)
    if abs(step) > _FARTHEST:
        raise Fault(NUM)
    found = _bits(value) << step if step >= 0 else _bits(value) >> -step
    if found >= 1 << _MOST_BITS:
        raise Fault(NUM)
    return found


FUNCTIONS = {
    **{
        f"{source}2{target}": _converted(_NAMES[source], _NAMES[target])
        for source in _NAMES
        for target in _NAMES
        if source != target
    },
    "BASE": Function(to_base, "nnn", 2),
    "DECIMAL": Function(from_base, "tn"),
    "BITAND": _bitwise(operator.and_),
    "BITOR": _bitwise(operator.or_),
    "BITXOR": _bitwise(operator.xor),
    "BITLSHIFT": Function(shifted, "nn"),
    "BITRSHIFT": Function(lambda at, value, places: shifted(at, value, -places), "nn"),
    "DELTA": Function(lambda at, left, right=0: int(left == right), "nn", 1),
    "GESTEP": Function(lambda at, value, step=0: int(value >= step), "nn", 1),
}
