"""Conditions on cells, as conditional formats, filters and validation state them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache

from ..wire import Json
from .book.cell import Content, ErrorValue, Value, shown_format_of, value_of
from .book.workbook import Sheet, Workbook
from .formulas.asked import Asked
from .values import entered, serial
from .values import locale as locales
from .values.render import Renderer

Place = tuple[int, int]

_WHOLE = {
    "TEXT_IS_EMAIL": re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}"),
    "TEXT_IS_URL": re.compile(
        r"(?:(?:https?|ftp)://|www\.|mailto:)\S+|[\w-]+(?:\.[\w-]+)+(?:/\S*)?", re.IGNORECASE
    ),
}
_NUMBERS: dict[str, Callable[[float, list[float]], bool]] = {
    "GREATER": lambda value, wanted: value > wanted[0],
    "GREATER_THAN_EQ": lambda value, wanted: value >= wanted[0],
    "LESS": lambda value, wanted: value < wanted[0],
    "LESS_THAN_EQ": lambda value, wanted: value <= wanted[0],
    "EQ": lambda value, wanted: value == wanted[0],
    "NOT_EQ": lambda value, wanted: value != wanted[0],
    "BETWEEN": lambda value, wanted: min(wanted) <= value <= max(wanted),
    "NOT_BETWEEN": lambda value, wanted: not min(wanted) <= value <= max(wanted),
}
_NUMBERS |= {
    "AFTER": _NUMBERS["GREATER"],
    "ON_OR_AFTER": _NUMBERS["GREATER_THAN_EQ"],
    "BEFORE": _NUMBERS["LESS"],
    "ON_OR_BEFORE": _NUMBERS["LESS_THAN_EQ"],
}
_TEXTS: dict[str, Callable[[str, str], bool]] = {
    "TEXT_CONTAINS": lambda shown, wanted: wanted in shown,
    "TEXT_NOT_CONTAINS": lambda shown, wanted: wanted not in shown,
    "TEXT_STARTS_WITH": lambda shown, wanted: shown.startswith(wanted),
    "TEXT_ENDS_WITH": lambda shown, wanted: shown.endswith(wanted),
    "TEXT_EQ": lambda shown, wanted: shown == wanted,
}


class Conditions:
    """Tries BooleanConditions on the cells of one workbook as they are at this moment."""

    def __init__(self, book: Workbook, now: datetime) -> None:
        self.book = book
        self.asked = Asked(book, now)
        self.today = book.local(now).date()
        self.locale = locales.find(book.locale)
        self.renderer = Renderer(book.locale, book.formats)

    def holds(self, condition: Json, sheet: Sheet, place: Place, origin: Place) -> bool:
        """Whether a cell meets a condition whose formulas are written for the cell `origin`.

        Text compares without regard to case; a number condition never holds for text, nor a text condition
        of a blank for anything but what says «not».
        """
        kind = str(condition.get("type", ""))
        content = sheet.get(*place)
        value = value_of(content)
        if kind in ("BLANK", "NOT_BLANK"):
            return (value is None or value == "") == (kind == "BLANK")
        given = condition.get("values", [])
        wanted = [self._meant(item, sheet, place, origin) for item in given]
        if kind == "CUSTOM_FORMULA":
            return bool(wanted) and _true(wanted[0])
        if kind in _TEXTS:
            return bool(wanted) and _TEXTS[kind](self._shown(content), self._text(wanted[0]).casefold())
        if kind in _WHOLE:
            return isinstance(value, str) and _WHOLE[kind].fullmatch(value) is not None
        return self._compared(kind, value, given, wanted)

    def number(self, text: str, sheet: Sheet, origin: Place) -> float:
        """The number that a text of a rule means, a formula too; 0 when it means none."""
        found = self._meant({"userEnteredValue": text}, sheet, origin, origin)
        return _amount(found) or 0.0

    def _compared(self, kind: str, value: Value, given: list[Json], wanted: list[Value]) -> bool:
        family, _, name = kind.partition("_")
        amount, limits = _amount(value), [_amount(item) for item in wanted]
        known = [limit for limit in limits if limit is not None]
        if family not in ("NUMBER", "DATE") or name not in _NUMBERS or amount is None:
            return False
        if not known or len(known) != len(limits):
            return False
        if family == "DATE":
            amount, known = float(amount // 1), [float(limit // 1) for limit in known]
            if name == "EQ" and str(given[0].get("relativeDate", "")).startswith("PAST_"):
                return known[0] < amount <= serial.of_date(self.today)
        return _NUMBERS[name](amount, known)

    def _meant(self, item: Json, sheet: Sheet, place: Place, origin: Place) -> Value:
        """A ConditionValue: a relative date, a formula, or a value as if typed."""
        if "relativeDate" in item:
            return serial.of_date(_relative(self.today, item["relativeDate"]))
        text = str(item.get("userEnteredValue", ""))
        if text.startswith("=") and len(text) > 1:
            return self.asked.value(sheet, origin, place, text)
        return _typed(text, self.locale, self.today)

    def _shown(self, content: Content) -> str:
        return self.renderer.text(value_of(content), shown_format_of(content)).casefold()

    def _text(self, value: Value) -> str:
        return value if isinstance(value, str) else self.renderer.text(value, 0)


def _true(value: Value) -> bool:
    if isinstance(value, str | ErrorValue) or value is None:
        return False
    return bool(value)


def _amount(value: Value) -> float | None:
    """A number or a moment; text, truth values, errors and blanks are none."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


@lru_cache(maxsize=256)
def _typed(text: str, locale: locales.Locale, today: date) -> Value:
    return entered.read(text, locale, today).value


def _relative(today: date, name: str) -> date:
    if name == "PAST_MONTH":
        month, year = (today.month - 1, today.year) if today.month > 1 else (12, today.year - 1)
        return date(year, month, min(today.day, monthrange(year, month)[1]))
    if name == "PAST_YEAR":
        return today.replace(year=today.year - 1, day=min(today.day, 28) if today.month == 2 else today.day)
    days = {"YESTERDAY": -1, "TOMORROW": 1, "PAST_WEEK": -7}.get(name, 0)
    return today + timedelta(days=days)
