"""Text cut, joined, searched, changed and made of numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from ...book.cell import Value
from ...values import number_format
from ..amounts import Shown, is_number, shown
from ..faults import NUM, TOO_LONG, VALUE, Fault, fail
from ..function import Function
from ..grids import Grid, Result, as_grid
from ..ordering import has_wildcards, wildcard
from ..world import At
from .arithmetic import rounded

LONGEST = 32_767
_WORD = re.compile(r"[^\W\d_]+")
# What putting a number to a pattern costs.
_COST = 200
_MOST_PLACES = 127


def concatenate(at: At, *values: Result) -> Value:
    return _bounded("".join(at.text(cell) for value in values for cell in as_grid(value).cells()))


def joined(at: At, mark: str, *values: Result) -> Value:
    if any(isinstance(value, Grid) and value.height > 1 and value.width > 1 for value in values):
        fail(VALUE, "JOIN range must be a single row or a single column.")
    return _bounded(mark.join(at.text(cell) for value in values for cell in as_grid(value).flat()))


def text_join(at: At, mark: str, skip: bool, *values: Result) -> Value:
    parts = [at.text(cell) for value in values for cell in as_grid(value).flat()]
    return _bounded(mark.join(part for part in parts if part or not skip))


def split(at: At, text: str, mark: str, each: bool = True, drop_empty: bool = True) -> Result:
    if not mark or not text:
        fail(VALUE, "SPLIT needs a text and a delimiter.")
    pattern = f"[{re.escape(mark)}]" if each else re.escape(mark)
    parts = re.split(pattern, text)
    if drop_empty:
        parts = [part for part in parts if part]
    at.world.spend(4 * len(parts))
    cells: list[Value] = []
    for part in parts or [""]:
        number = at.parsed(part) if part else None
        cells.append(number if number is not None else part or None)
    return Grid([cells])


def left(at: At, text: str, count: float = 1) -> Value:
    if count < 0:
        raise Fault(VALUE)
    return text[: int(count)]


def right(at: At, text: str, count: float = 1) -> Value:
    if count < 0:
        raise Fault(VALUE)
    return text[-int(count) :] if int(count) else ""


def middle(at: At, text: str, start: float, count: float) -> Value:
    if start < 1:
        raise Fault(NUM)
    if count < 0:
        raise Fault(VALUE)
    return text[int(start) - 1 : int(start) - 1 + int(count)]


def find(at: At, wanted: str, text: str, start: float = 1) -> Value:
    if start < 1 or start > len(text) + 1:
        raise Fault(VALUE)
    place = text.find(wanted, int(start) - 1)
    if place < 0:
        fail(VALUE, f"'{wanted}' is not in '{text}'.")
    return place + 1


def search(at: At, wanted: str, text: str, start: float = 1) -> Value:
    if start < 1 or start > len(text) + 1:
        raise Fault(VALUE)
    low, begin = text.lower(), int(start) - 1
    if has_wildcards(wanted):
        place = wildcard(wanted).find(text, begin)
    else:
        place = low.find(wanted.lower(), begin)
    if place < 0:
        fail(VALUE, f"'{wanted}' is not in '{text}'.")
    return place + 1


def substitute(at: At, text: str, old: str, new: str, number: float = 0) -> Value:
    if number < 0:
        fail(VALUE, "SUBSTITUTE counts occurrences from 1.")
    if not old:
        return text
    if int(number) == 0:
        return _bounded(text.replace(old, new))
    place = -1
    for _ in range(min(int(number), len(text) + 1)):
        place = text.find(old, place + 1 if place < 0 else place + len(old))
        if place < 0:
            return text
    return text[:place] + new + text[place + len(old) :]


def replaced(at: At, text: str, start: float, count: float, new: str) -> Value:
    if start < 1 or count < 0:
        raise Fault(VALUE)
    place = int(start) - 1
    return _bounded(text[:place] + new + text[place + int(count) :])


def repeated(at: At, text: str, count: float) -> Value:
    if count < 0 or len(text) * count > LONGEST:
        raise Fault(TOO_LONG)
    return text * int(count)


def proper(at: At, text: str) -> Value:
    return _WORD.sub(lambda match: match[0][0].upper() + match[0][1:].lower(), text)


def value_of(at: At, value: Value) -> Value:
    if is_number(value) or value is None:
        return float(value or 0)  # type: ignore[arg-type]
    found = at.parsed(value) if isinstance(value, str) else None
    if found is None:
        fail(VALUE, "The value cannot be parsed to a number.")
    return float(found)


def formatted(at: At, value: Value, pattern: str) -> Value:
    """TEXT: the pattern's decimal mark may be the locale's own."""
    at.world.spend(_COST)
    if isinstance(value, bool):
        return at.text(value)
    if isinstance(value, str):
        number = at.parsed(value)
        if number is None:
            return number_format.string_text(value, pattern) if "@" in pattern else value
        value = number
    locale = at.world.locale
    if not pattern:
        return ""
    return number_format.number_text(float(value or 0), _in_english(pattern, locale.decimal), locale)  # type: ignore[arg-type]


def as_shown(at: At, value: Value) -> Value:
    return shown(value, at.world.locale) if isinstance(value, Shown) else at.text(value)


def fixed(at: At, value: float, places: float = 2, plain_: bool = False) -> Value:
    count = _places(at, places)
    pattern = ("0" if plain_ else "#,##0") + ("." + "0" * count if count > 0 else "")
    return number_format.number_text(rounded(value, count), pattern, at.world.locale)


def money(at: At, value: float, places: float = 2) -> Value:
    """DOLLAR: a sum as the locale writes money."""
    count = _places(at, places)
    decimals = "." + "0" * count if count > 0 else ""
    pattern = at.world.locale.currency_pattern.replace(".00", decimals)
    return number_format.number_text(rounded(value, count), pattern, at.world.locale)


def _places(at: At, places: float) -> int:
    """How many decimal places to write. Raises Fault for more than anybody reads."""
    if not abs(places) <= _MOST_PLACES:
        raise Fault(NUM)
    at.world.spend(_COST)
    return int(places)


def character(at: At, number: float) -> Value:
    if not 1 <= number <= 0x10FFFF or 0xD800 <= int(number) <= 0xDFFF:
        raise Fault(NUM)
    return chr(int(number))


def code(at: At, text: str) -> Value:
    if not text:
        raise Fault(VALUE)
    return ord(text[0])


def _in_english(pattern: str, decimal: str) -> str:
    """`0,00` and `# ##0,00` of a locale with a decimal comma; dates keep their points."""
    if decimal != "," or number_format.is_date(pattern) or "," not in pattern:
        return pattern
    whole, _, places = pattern.rpartition(",")
    if not re.match(r"[0#?]+(?![0#?.])", places):
        return pattern
    return re.sub(r"(?<=[#0?])[ \u00a0.](?=[#0?])", ",", whole) + "." + places


def _bounded(text: str) -> str:
    if len(text) > LONGEST:
        raise Fault(TOO_LONG)
    return text


def _text(work: Callable[[str], Any]) -> Callable[..., Any]:
    return lambda at, text: work(text)


FUNCTIONS = {
    "CONCATENATE": Function(concatenate, "a", repeat=1),
    "JOIN": Function(joined, "ta", repeat=1),
    "TEXTJOIN": Function(text_join, "tba", repeat=1),
    "SPLIT": Function(split, "ttbb", 2),
    "LEFT": Function(left, "tn", 1),
    "RIGHT": Function(right, "tn", 1),
    "MID": Function(middle, "tnn"),
    "LEN": Function(_text(len), "t"),
    "FIND": Function(find, "ttn", 2),
    "SEARCH": Function(search, "ttn", 2),
    "SUBSTITUTE": Function(substitute, "tttn", 3),
    "REPLACE": Function(replaced, "tnnt"),
    "REPT": Function(repeated, "tn"),
    "UPPER": Function(_text(str.upper), "t"),
    "LOWER": Function(_text(str.lower), "t"),
    "PROPER": Function(proper, "t"),
    "TRIM": Function(_text(lambda text: " ".join(part for part in text.split(" ") if part)), "t"),
    "CLEAN": Function(_text(lambda text: "".join(char for char in text if ord(char) >= 32)), "t"),
    "EXACT": Function(lambda at, first, second: first == second, "tt"),
    "VALUE": Function(value_of, "s"),
    "TEXT": Function(formatted, "st"),
    "TO_TEXT": Function(as_shown, "s"),
    "FIXED": Function(fixed, "nnb", 1),
    "DOLLAR": Function(money, "nn", 1),
    "CHAR": Function(character, "n"),
    "UNICHAR": Function(character, "n"),
    "CODE": Function(code, "t"),
    "UNICODE": Function(code, "t"),
    "T": Function(lambda at, value: value if isinstance(value, str) else "", "s"),
    "TO_PERCENT": Function(lambda at, value: Shown(value, {"type": "PERCENT"}), "n"),
    "TO_DOLLARS": Function(lambda at, value: Shown(value, {"type": "CURRENCY"}), "n"),
    "ENCODEURL": Function(_text(lambda text: quote(text, safe="")), "t"),
    "HYPERLINK": Function(lambda at, link, label=None: link if label is None else label, "ts", 1),
}
