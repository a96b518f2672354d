"""One raw cell as the value it was meant to be: date, time, number, address, list. Which cell means what is
not decided here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date as Date
from datetime import time as Time
from datetime import timedelta
from typing import Generic, TypeVar

from .tables import Cell
from .vocabulary import Vocabulary, look
from .writing import clean, normal

Value = TypeVar("Value")

_EPOCH = Date(1899, 12, 30)
_FIRST_SERIAL = (Date(2000, 1, 1) - _EPOCH).days
_LAST_SERIAL = (Date(2100, 1, 1) - _EPOCH).days
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:\s?\w\.?)?")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NO_YEAR = re.compile(r"\d{1,2}[./-]\d{1,2}\.?")
_TIME = re.compile(r"(\d{1,2})\s?[:.-]\s?(\d{2})(?::\d{2})?")
_RANGE = re.compile(r"(\d{1,2})(?:\s?-\s?(\d{1,2}))?")
_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_SEPARATORS = re.compile(r"[;,\n]")


@dataclass(frozen=True)
class Reading(Generic[Value]):
    """A value, or None with a `fault` (a name in `words.toml` [problems.roster]), or None without one for a
    blank cell."""

    value: Value | None = None
    fault: str = ""


def text(cell: Cell) -> str:
    """The text of any cell, '' for a blank one. A code that became a number comes back as it was typed: 12.0
    → «12»."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int | float):
        return str(int(cell)) if float(cell).is_integer() else str(cell)
    return clean(cell)


def date(cell: Cell) -> Reading[Date]:
    """A serial number (a time of day in it is dropped), «01.09.2026», «1.9.26», «01/09/2026», «2026-09-01».

    Faults: date_unreadable, date_without_year, date_impossible (31.02). Two digits of a year belong to this
    century.
    """
    if isinstance(cell, bool):
        return Reading(fault="date_unreadable")
    if isinstance(cell, int | float):
        if _FIRST_SERIAL <= cell < _LAST_SERIAL:
            return Reading(_EPOCH + timedelta(days=int(cell)))
        return Reading(fault="date_unreadable")
    written = normal(cell or "")
    if not written:
        return Reading()
    if found := _YEAR_FIRST.fullmatch(written):
        return _calendar_date(*found.groups())
    if found := _DAY_FIRST.fullmatch(written):
        day, month, year = found.groups()
        return _calendar_date(year if len(year) == 4 else f"20{year}", month, day)
    return Reading(fault="date_without_year" if _NO_YEAR.fullmatch(written) else "date_unreadable")


def time(cell: Cell) -> Reading[Time]:
    """A fraction of a day (to the nearest minute), «8:30», «8.30», «08-30», «8:30:00».

    Faults: time_unreadable; time_became_date when a spreadsheet made «8.10» the 8th of October.
    """
    if isinstance(cell, bool):
        return Reading(fault="time_unreadable")
    if isinstance(cell, int | float):
        minutes = round(cell * 24 * 60)
        if 0 <= minutes < 24 * 60:
            return Reading(Time(*divmod(minutes, 60)))
        return Reading(fault="time_became_date" if _is_serial(cell) else "time_unreadable")
    written = normal(cell or "")
    if not written:
        return Reading()
    found = _TIME.fullmatch(written)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return Reading(fault="time_unreadable")
    return Reading(Time(int(found[1]), int(found[2])))


def moment_text(cell: Cell) -> str:
    """The text of a limit; a time that the spreadsheet turned into a fraction of a day is written back as
    «8:15»."""
    if isinstance(cell, float) and 0 <= cell < 1:
        clock = time(cell).value
        return f"{clock.hour}:{clock.minute:02}" if clock else text(cell)
    return text(cell)


def integer(cell: Cell) -> Reading[int]:
    """A whole number. Faults: number_unreadable, number_became_date."""
    written = text(cell)
    if not written:
        return Reading()
    if not written.isascii() or not written.isdigit():
        return Reading(fault="number_unreadable")
    return Reading(fault="number_became_date") if _is_serial(int(written)) else Reading(int(written))


def number_range(cell: Cell) -> Reading[tuple[int, int]]:
    """The first and the last of «1–4», «1-4» or «3». Faults: range_unreadable; range_became_date when «1-4»
    is the 1st of April."""
    written = normal(text(cell))
    if not written:
        return Reading()
    if isinstance(cell, int | float) and _is_serial(cell):
        return Reading(fault="range_became_date")
    found = _RANGE.fullmatch(written)
    if found is None:
        return Reading(fault="range_unreadable")
    first, last = int(found[1]), int(found[2] or found[1])
    return Reading((first, last)) if 0 < first <= last else Reading(fault="range_unreadable")


def email(cell: Cell) -> Reading[str]:
    """One address in lower case. Faults: email_unreadable; email_cyrillic when a Russian letter slipped in
    («с» for «c»)."""
    written = text(cell).lower()
    if not written:
        return Reading()
    if _EMAIL.fullmatch(written):
        return Reading(written)
    return Reading(fault="email_unreadable" if written.isascii() else "email_cyrillic")


def texts(cell: Cell) -> tuple[str, ...]:
    """The parts of a list written with «;», «,» or one to a line; blank parts are left out."""
    parts = _SEPARATORS.split(cell) if isinstance(cell, str) else [text(cell)]
    return tuple(part for part in map(clean, parts) if part)


def yes_no(cell: Cell, vocabulary: Vocabulary) -> Reading[bool]:
    """A tick box, «да», «нет», «+» … Fault: yes_no_unreadable."""
    if isinstance(cell, bool):
        return Reading(cell)
    written = text(cell)
    if not written:
        return Reading()
    answers = dict.fromkeys(vocabulary.yes, True) | dict.fromkeys(vocabulary.no, False)
    answer = look(answers, written)
    return Reading(fault="yes_no_unreadable") if answer is None else Reading(answer)


def shown(cell: Cell) -> str:
    """The cell as a complaint should quote it: a date's serial number as 01.04.2026, everything else as
    `text`."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and _is_serial(cell):
        return (_EPOCH + timedelta(days=int(cell))).strftime("%d.%m.%Y")
    return text(cell)


def _is_serial(number: float) -> bool:
    return _FIRST_SERIAL <= number < _LAST_SERIAL


def _calendar_date(year: str, month: str, day: str) -> Reading[Date]:
    try:
        return Reading(Date(int(year), int(month), int(day)))
    except ValueError:
        return Reading(fault="date_impossible")
