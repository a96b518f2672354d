"""Dates and times as Sheets counts them: days since 1899-12-30, the time as the fraction of a day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

EPOCH = date(1899, 12, 30)
DAY_SECONDS = 86_400


def of_date(day: date) -> int:
    """2020-01-01 → 43831."""
    return (day - EPOCH).days


def of_time(hours: int, minutes: int, seconds: float = 0.0) -> float:
    """10:00 → 0.41666…; hours may pass 24."""
    return (hours * 3600 + minutes * 60 + seconds) / DAY_SECONDS


def moment(serial: float) -> datetime | None:
    """The moment a serial number means, to the millisecond; None outside of the years 1 to 9999."""
    try:
        days = int(serial // 1)
        return datetime.combine(EPOCH, time()) + timedelta(
            days=days, milliseconds=round((serial - days) * DAY_SECONDS * 1000)
        )
    except OverflowError:
        return None
