"""Moments as people read them on pages: the hour of today, the day of this year, else the whole date."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from ..wire import Json


def short(moment: datetime, now: datetime, zone: tzinfo, texts: Json) -> str:
    """`9:20`, `11 ноября` or `11.11.2025`, as near as needed."""
    local, today = moment.astimezone(zone), now.astimezone(zone)
    if local.date() == today.date():
        return f"{local.hour}:{local:%M}"
    if local.year == today.year:
        return str(texts["day_month"]).format(day=local.day, month=texts["months"][local.month - 1])
    return local.strftime(texts["date"])


def long(moment: datetime, zone: tzinfo, texts: Json) -> str:
    """`11 ноября 2026, 9:20`."""
    local = moment.astimezone(zone)
    day = str(texts["day_month"]).format(day=local.day, month=texts["months"][local.month - 1])
    return f"{day} {local.year}, {local.hour}:{local:%M}"


def of_millis(milliseconds: int) -> datetime:
    """Gmail's internalDate as a moment; what no calendar holds becomes 1970."""
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)
