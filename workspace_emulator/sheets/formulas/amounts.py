"""One value understood as a number, as text or as truth, in the spreadsheet's locale."""

from __future__ import annotations

from datetime import date
from typing import Any

from ...wire import Json
from ..book.cell import ErrorValue, Value
from ..values import entered, number_format
from ..values.locale import Locale
from .faults import NUM, VALUE, Fault, fail

NUMBERS = (int, float)
DATES = ("DATE", "TIME", "DATE_TIME")
LONGEST = 50_000


class Shown(float):
    """A number that brings the number format it is shown in: a date, an amount of money, a percentage."""

    __slots__ = ("format",)

    def __new__(cls, value: float, number_format: Json) -> Shown:
        made = super().__new__(cls, value)
        made.format = number_format
        return made

    format: Json


def is_number(value: Any) -> bool:
    """Whether a value is a number; TRUE is none."""
    return value.__class__ in NUMBERS or isinstance(value, float)


def format_kind(value: Any) -> str:
    """The type of the number format a value brings, '' for none."""
    return str(value.format.get("type", "")) if isinstance(value, Shown) else ""


def parsed(text: str, locale: Locale, today: date) -> float | None:
    """Text that says a number, a date, a time or an amount of money, as a number."""
    found = entered.read(text, locale, today)
    if found.formula or text.startswith("'") or not is_number(found.value):
        return None
    value: Any = found.value
    return Shown(value, found.number_format) if found.number_format else value


def number(value: Value, locale: Locale, today: date) -> float:
    """As an argument: blank and '' are 0, TRUE is 1, text may say a number. Raises Fault."""
    if value.__class__ in NUMBERS or isinstance(value, float):
        return value
    if value is None or value == "":
        return 0
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, ErrorValue):
        raise Fault(value)
    found = parsed(str(value), locale, today)
    if found is None:
        fail(VALUE, f"'{value}' is a text and cannot be coerced to a number.")
    return found


def text(value: Value, locale: Locale) -> str:
    """As text; dates and times as people see them. Raises Fault."""
    if value.__class__ is str:
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return locale.yes if value else locale.no
    if isinstance(value, ErrorValue):
        raise Fault(value)
    if isinstance(value, Shown) and format_kind(value) in DATES:
        return shown(value, locale)
    return plain(value, locale)  # type: ignore[arg-type]


def shown(value: Shown, locale: Locale) -> str:
    """A number in its own format."""
    pattern = value.format.get("pattern") or number_format.default_pattern(format_kind(value), locale)
    return number_format.number_text(float(value), pattern, locale)


def plain(value: float, locale: Locale) -> str:
    """A number without a format, to fifteen digits."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    mantissa, mark, power = f"{value:.15G}".partition("E")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return mantissa.replace(".", locale.decimal) + (f"E{power}" if mark else "")


def truth(value: Value, locale: Locale) -> bool:
    """As truth: 0, blank and '' are FALSE. Raises Fault."""
    if isinstance(value, bool):
        return value
    if value is None or value == "":
        return False
    if isinstance(value, ErrorValue):
        raise Fault(value)
    if isinstance(value, str):
        upper = value.upper()
        if upper in ("TRUE", locale.yes):
            return True
        if upper in ("FALSE", locale.no):
            return False
        fail(VALUE, f"'{value}' is a text and cannot be coerced to a boolean.")
    return value != 0


def whole(value: float) -> int:
    """A number cut to an integer. Raises Fault for what no integer can say."""
    if value != value or abs(value) > 1e18:
        raise Fault(NUM)
    return int(value)
