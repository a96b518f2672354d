"""Limits as people write them («8:15», «начало − 10 мин», «конец дня + 30 мин») and their place on a real
day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING

from .writing import normal

if TYPE_CHECKING:
    from .timetable import Lesson
    from .vocabulary import Vocabulary


class Anchor(StrEnum):
    """What a limit is counted from."""

    CLOCK = "clock"  # 8:15
    LESSON_START = "lesson_start"  # начало − 10 мин
    LESSON_END = "lesson_end"  # конец занятия + 5 мин
    DAY_START = "day_start"  # начало дня
    DAY_END = "day_end"  # конец дня + 30 мин
    LIMIT = "limit"  # срок + 60 мин
    PREVIOUS_WORKING_DAY = "previous_working_day"  # предыдущий рабочий день 16:00
    NEXT_WORKING_DAY = "next_working_day"  # следующий рабочий день 12:00
    LAST_WORKING_DAY_OF_MONTH = "last_working_day_of_month"
    EVENT = "event"  # событие − 5 дней


LESSON_ANCHORS = frozenset({Anchor.LESSON_START, Anchor.LESSON_END})
WORKING_DAY_ANCHORS = frozenset(
    {Anchor.PREVIOUS_WORKING_DAY, Anchor.NEXT_WORKING_DAY, Anchor.LAST_WORKING_DAY_OF_MONTH}
)
_DATED = WORKING_DAY_ANCHORS | {Anchor.EVENT}
_LAST_MINUTE = time(23, 59)

_MINUSES = str.maketrans(dict.fromkeys("⁻➖﹘﹣－", "-") | {"\uff0b": "+"})
_AMOUNT = r"\d+(?:[.,]\d+)?\s*[^\W\d_]+\.?"
_WRITTEN = re.compile(
    r"(?P<phrase>[^\d+-]*?)\s*"
    rf"(?P<offset>[+-]\s*{_AMOUNT}(?:\s*{_AMOUNT})*)?\s*"
    r"(?P<clock>\d{1,2}[:.]\d{2}(?::00)?)?"
)
_ONE_AMOUNT = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d_]+)")


@dataclass(frozen=True)
class Moment:
    """`anchor` plus `minutes` and `days` (either may be negative); `clock` is the time of day for dated
    anchors."""

    anchor: Anchor
    minutes: int = 0
    days: int = 0
    clock: time | None = None


@dataclass(frozen=True)
class Frame:
    """What moments of one date are counted from: the school's zone, the date of each working-day anchor (left
    out when there is none within reach), and the working day's start and end on these dates and on the date
    itself."""

    day: date
    zone: tzinfo
    dates: Mapping[Anchor, date] = field(default_factory=dict)
    bounds: Mapping[date, tuple[time, time]] = field(default_factory=dict)


def parse(text: str, vocabulary: Vocabulary) -> Moment | None:
    """A limit as it is written in «Обязанности», or None when it cannot be understood.

    The shape is «phrase ± amounts clock», each part optional: the phrase is one of [vocabulary.anchors] (none
    means a plain time), amounts are numbers with units («1 ч 30 мин», «1,5 часа»), the clock is «8:15» or
    «8.15». A plain time and the dated anchors may have a clock, the others may not; days may be counted from
    anything but a plain time.
    """
    written = _WRITTEN.fullmatch(normal(text).translate(_MINUSES))
    if written is None:
        return None
    phrase, offset, clock_text = (written["phrase"].strip(), written["offset"], written["clock"])
    anchor = vocabulary.anchors.get(phrase) if phrase else Anchor.CLOCK
    clock = _clock(clock_text) if clock_text else None
    amounts = _amounts(offset, vocabulary.units) if offset else (0, 0)
    if anchor is None or amounts is None or (clock_text and clock is None):
        return None
    if anchor is Anchor.CLOCK and (clock is None or offset):
        return None
    if clock is not None and anchor is not Anchor.CLOCK and anchor not in _DATED:
        return None
    minutes, days = amounts
    return Moment(anchor, minutes, days, clock)


def resolve(
    moment: Moment,
    frame: Frame,
    *,
    lesson: Lesson | None = None,
    limit: datetime | None = None,
    event: date | None = None,
) -> datetime | None:
    """The aware moment in the frame's zone, or None when this date has nothing to count it from (no lesson,
    no bells).

    Days are added on the calendar, minutes on the running clock. A working day without a time of day means
    its end; an event without a time of day means the last minute of the date («не менее чем за 5 дней»).
    """
    start = _anchored(moment, frame, lesson, limit, event)
    if start is None:
        return None
    moved = start + timedelta(days=moment.days)
    return (moved.astimezone(UTC) + timedelta(minutes=moment.minutes)).astimezone(frame.zone)


def _anchored(
    moment: Moment, frame: Frame, lesson: Lesson | None, limit: datetime | None, event: date | None
) -> datetime | None:
    match moment.anchor:
        case Anchor.CLOCK:
            return _at(frame, frame.day, moment.clock)
        case Anchor.LESSON_START:
            return _at(frame, lesson.date, lesson.start) if lesson else None
        case Anchor.LESSON_END:
            return _at(frame, lesson.date, lesson.end) if lesson else None
        case Anchor.DAY_START:
            return _at(frame, frame.day, _bound(frame, frame.day, 0))
        case Anchor.DAY_END:
            return _at(frame, frame.day, _bound(frame, frame.day, 1))
        case Anchor.LIMIT:
            return limit.astimezone(frame.zone) if limit else None
        case Anchor.EVENT:
            return _at(frame, event, moment.clock or _LAST_MINUTE)
        case _:
            day = frame.dates.get(moment.anchor)
            return _at(frame, day, moment.clock or _bound(frame, day, 1))


def _at(frame: Frame, day: date | None, clock: time | None) -> datetime | None:
    return datetime.combine(day, clock, frame.zone) if day is not None and clock is not None else None


def _bound(frame: Frame, day: date | None, side: int) -> time | None:
    bounds = frame.bounds.get(day) if day is not None else None
    return bounds[side] if bounds else None


def _clock(text: str) -> time | None:
    hour, minute = re.split(r"[:.]", text)[:2]
    return time(int(hour), int(minute)) if int(hour) < 24 and int(minute) < 60 else None


def _amounts(text: str, units: Mapping[str, str]) -> tuple[int, int] | None:
    """Signed whole minutes and days of «- 1 ч 30 мин»; None for an unknown unit or a broken minute."""
    totals = {"minute": 0.0, "day": 0.0}
    for number, word in _ONE_AMOUNT.findall(text):
        unit = units.get(word)
        amount = float(number.replace(",", "."))
        if unit == "hour":
            unit, amount = "minute", amount * 60
        if unit not in totals:
            return None
        totals[unit] += amount
    sign = -1 if text.startswith("-") else 1
    if any(total != int(total) for total in totals.values()):
        return None
    return sign * int(totals["minute"]), sign * int(totals["day"])
