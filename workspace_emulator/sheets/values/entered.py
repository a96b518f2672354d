"""What a person's typing means in a locale: a number, a date, a formula or text, with the number format it
suggests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import isfinite

from ...wire import Json
from ..book.cell import Scalar, number
from . import serial
from .locale import Locale

_TIME = re.compile(r"(\d{1,4}):(\d{2})(?::(\d{2})([.,]\d{1,3})?)?(?:\s*([AaPp])\.?[Mm]\.?)?")
_DIGITS = re.compile(r"\d+")
_ANY_DIGIT = re.compile(r"\d")
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_HOUR = re.compile(r"(\d{1,2}) ?([AaPp])\.?[Mm]\.?")
_SHORT_DAY = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2}))?")


@dataclass(frozen=True, slots=True)
class Entered:
    """A value or a formula, and the number format it brings with it (None: none)."""

    value: Scalar | None
    formula: str = ""
    number_format: Json | None = None


def read(text: str, locale: Locale, today: date) -> Entered:
    """USER_ENTERED: `4,5` is a number in ru_RU and text in en_US, `4.5` the 4th of May in ru_RU and a number
    in en_US.

    A leading apostrophe makes text of anything; a plus before what is no number begins a formula. `today`
    gives the year of dates without one.
    """
    if not text:
        return Entered(None)
    if text[0] == "'":
        return Entered(text[1:])
    if text[0] == "=" and len(text) > 1:
        return Entered(None, text)
    stripped = text.strip()
    if not stripped:
        return Entered(text)
    first = stripped[0]
    if first.isalpha():
        truth = _truth(stripped, locale)
        if truth is not None:
            return Entered(truth)
        word = re.split(r"[\s.,-]", stripped, maxsplit=1)[0].casefold()
        found = _moment(stripped, locale, today) if word in date_words(locale) else None
        return found or Entered(text)
    if _ANY_DIGIT.search(stripped):
        found = _number(stripped, locale) or _currency(stripped, locale) or _moment(stripped, locale, today)
        if found:
            return found
    return Entered(None, f"={text}") if text[0] == "+" and len(text) > 1 else Entered(text)


def _truth(text: str, locale: Locale) -> bool | None:
    upper = text.upper()
    if upper in ("TRUE", locale.yes):
        return True
    return False if upper in ("FALSE", locale.no) else None


def _number(text: str, locale: Locale) -> Entered | None:
    """Digits with the locale's separators, a sign, an exponent, a percent sign, brackets around a negative
    number."""
    body, sign = text, 1
    if body.startswith("(") and body.endswith(")"):
        body, sign = body[1:-1].strip(), -1
    elif body[0] in "+-":
        body, sign = body[1:], -1 if body[0] == "-" else 1
    percent = body.endswith("%")
    if percent:
        body = body[:-1].rstrip()
    parsed = _digits(body, locale)
    if parsed is None:
        return None
    value, grouped, fraction, exponent = parsed
    value *= sign
    if percent:
        return Entered(number(value / 100), "", _format("PERCENT", "0.00%" if fraction else "0%"))
    if exponent:
        return Entered(number(value), "", _format("SCIENTIFIC", "0.00E+00"))
    if grouped:
        return Entered(number(value), "", _format("NUMBER", "#,##0.00" if fraction else "#,##0"))
    return Entered(number(value))


def _digits(body: str, locale: Locale) -> tuple[float, bool, bool, bool] | None:
    """The number, and whether it was grouped, had a fraction, had an exponent; None for more than any number
    can be."""
    if _DIGITS.fullmatch(body):
        plain = float(body) if len(body) > 15 else int(body)
        return (plain, False, False, False) if isfinite(plain) else None
    match = _written(locale).fullmatch(body)
    if not match or not (match[1] or match[2]):
        return None
    whole = match[1] if match[1].isdecimal() else "".join(_DIGITS.findall(match[1]))
    value = float(f"{whole or 0}.{match[2] or 0}e{match[3] or 0}")
    if not isfinite(value):
        return None
    return value, whole != match[1], bool(match[2]), bool(match[3])


@lru_cache(maxsize=64)
def _written(locale: Locale) -> re.Pattern[str]:
    """Whole part, fraction and exponent of a number as a locale writes it."""
    groups, mark = re.escape(locale.groups), re.escape(locale.decimal)
    return re.compile(rf"(\d{{1,3}}(?:[{groups}]\d{{3}})+|\d*)(?:{mark}(\d*))?(?:[eE]([+-]?\d{{1,3}}))?")


def _currency(text: str, locale: Locale) -> Entered | None:
    """An amount with the locale's sign of money before or after it, brackets for a minus."""
    negative = text[0] == "(" and text[-1] == ")"
    inner = text[1:-1] if negative else text
    body = inner.replace(locale.currency, "", 1).strip()
    if body == inner or not body or body[0] == "(" or body.endswith("%"):
        return None
    found = _number(body, locale)
    if found is None or isinstance(found.value, str | None):
        return None
    pattern = locale.currency_pattern
    if locale.decimal not in body:
        pattern = pattern.replace(".00", "")
    return Entered(-found.value if negative else found.value, "", _format("CURRENCY", pattern))


def _moment(text: str, locale: Locale, today: date) -> Entered | None:
    day_text, _, time_text = text.rpartition(" ") if ":" in text else (text, "", "")
    if ":" in text:
        time_match = _TIME.search(text)
        if time_match is None or time_match.end() != len(text):
            return None
        day_text, time_text = text[: time_match.start()].strip(), time_match[0]
    elif locale.name.startswith("en"):
        hour = _HOUR.search(text)
        if hour and hour.end() == len(text) and (hour.start() == 0 or text[hour.start() - 1] == " "):
            day_text, time_text = text[: hour.start()].strip(), hour[0]
    clock = _time(time_text) if time_text else None
    if time_text and clock is None:
        return None
    day = _day(day_text, locale, today) if day_text else None
    if day_text and day is None:
        return None
    if day and clock:
        if clock[0] >= 1:
            return None
        return Entered(
            number(serial.of_date(day[0]) + clock[0]), "", _format("DATE_TIME", f"{day[1]} {clock[1]}")
        )
    if day:
        return Entered(serial.of_date(day[0]), "", _format("DATE", day[1]))
    return Entered(number(clock[0]), "", _format("TIME", clock[1])) if clock else None


def _time(text: str) -> tuple[float, str] | None:
    hour = _HOUR.fullmatch(text)
    if hour and 1 <= int(hour[1]) <= 12:
        return serial.of_time(int(hour[1]) % 12 + (12 if hour[2] in "pP" else 0), 0), "h am/pm"
    match = _TIME.fullmatch(text)
    if not match:
        return None
    hours, minutes, seconds = (
        int(match[1]),
        int(match[2]),
        float((match[3] or "0") + (match[4] or "").replace(",", ".")),
    )
    half = (match[5] or "").lower()
    if minutes > 59 or seconds >= 60 or (half and not 1 <= hours <= 12):
        return None
    pattern = "hh" if match[1].startswith("0") and len(match[1]) == 2 else "h"
    if half:
        hours = hours % 12 + (12 if half == "p" else 0)
    if hours >= 24:
        pattern = "[h]"
    pattern += ":mm" + (":ss" if match[3] else "") + (".000" if match[4] else "") + (" am/pm" if half else "")
    return serial.of_time(hours, minutes, seconds), pattern


def _day(text: str, locale: Locale, today: date) -> tuple[date, str] | None:
    """A date and the pattern that shows it as it was typed."""
    iso = _ISO.fullmatch(text)
    if iso:
        pattern = iso[2].join(("yyyy", "m" * len(iso[3]), "d" * len(iso[4])))
        return _dated(int(iso[1]), int(iso[3]), int(iso[4]), pattern)
    match = _SHORT_DAY.fullmatch(text)
    if not match:
        return _worded_day(text, locale, today)
    if match[2] not in locale.date_separators:
        return None
    first, second = match[1], match[3]
    doubled = locale.order == "dmy" or "0" in (first[0], second[0])
    names = ("m", "d") if locale.order == "mdy" else ("d", "m")
    parts = [
        name * (len(typed) if doubled else 1) for name, typed in zip(names, (first, second), strict=True)
    ]
    year = match[4]
    if year:
        parts.append("y" * len(year))
    month, day = (int(first), int(second)) if locale.order == "mdy" else (int(second), int(first))
    return _dated(_year(year, today), month, day, match[2].join(parts))


def _worded_day(text: str, locale: Locale, today: date) -> tuple[date, str] | None:
    """`5 мая 2026`, `May 5, 2026`, `5-May-26`, `May 2026`, each after a day of the week or without one."""
    weekday, text = _without_weekday(text, locale)
    match = re.fullmatch(r"(\d{1,2})(\.?[ -])([^\W\d]+\.?)(?:[ ,-]+(\d{4}|\d{2}))?(?: г\.?)?", text)
    if match:
        digits, gap, name, year = match.groups()
        order = f"d{gap}{{}}" + (f"{gap[-1]}{'y' * len(year)}" if year else "")
    else:
        match = re.fullmatch(r"([^\W\d]+\.?)(?: (\d{1,2}))?(?:,? (\d{4}))?", text)
        if not match or not (match[3] or locale.order == "mdy") or (match[2] and locale.order != "mdy"):
            return None
        name, digits, year = match[1], match[2] or "1", match[3]
        order = "{}" + (" d" if match[2] else "") + ("," if match[2] and year else "")
        order += " yyyy" if year else ""
        if not match[2] and not year:
            return None
    month, pattern = _month(name, locale)
    if not month:
        return None
    return _dated(_year(year, today), month, int(digits), weekday + order.format(pattern))


def _without_weekday(text: str, locale: Locale) -> tuple[str, str]:
    """The pattern of the day of the week that a text begins with, and the rest."""
    head, space, rest = text.partition(" ")
    name = head.rstrip(",").casefold()
    for names, pattern in ((locale.days, "dddd"), (locale.short_days, "ddd")):
        if space and name in (known.casefold() for known in names):
            return pattern + head[len(name) :] + " ", rest.strip()
    return "", text


@lru_cache(maxsize=16)
def date_words(locale: Locale) -> frozenset[str]:
    """The words that a date may begin with: months and days of the week."""
    names = (*locale.months, *locale.month_forms, *locale.short_months, *locale.days, *locale.short_days)
    return frozenset(name.casefold().rstrip(".") for name in names)


def _month(name: str, locale: Locale) -> tuple[int, str]:
    folded = name.casefold()
    for names, pattern in (
        (locale.month_forms, "mmmm"),
        (locale.months, "mmmm"),
        (locale.short_months, "mmm"),
    ):
        for index, known in enumerate(names):
            if folded in (known.casefold(), known.casefold().rstrip(".")):
                return index + 1, pattern
    return 0, ""


def _year(text: str | None, today: date) -> int:
    if not text:
        return today.year
    return int(text) if len(text) == 4 else int(text) + (2000 if int(text) < 30 else 1900)


def _dated(year: int, month: int, day: int, pattern: str) -> tuple[date, str] | None:
    try:
        return date(year, month, day), pattern
    except ValueError:
        return None


def _format(kind: str, pattern: str) -> Json:
    return {"type": kind, "pattern": pattern}
