"""What the values of a search mean: moments, ages and sizes; None for a text that is none of them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, tzinfo

from ..clock import millis


def moment(value: str, zone: tzinfo) -> int | None:
    """Milliseconds of `2026/05/04`, `05/04/2026` (midnight of the zone) or seconds since 1970."""
    if re.fullmatch(r"\d{5,12}", value):
        return int(value) * 1000
    match = re.fullmatch(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})", value)
    american = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", value)
    parts = match.groups() if match else (american[3], american[1], american[2]) if american else None
    if parts is None:
        return None
    try:
        return millis(datetime(int(parts[0]), int(parts[1]), int(parts[2]), tzinfo=zone))
    except ValueError:
        return None


def ago(value: str, now: datetime, zone: tzinfo) -> int | None:
    """Milliseconds of the moment that lies `3d`, `2m` or the like before now."""
    match = re.fullmatch(r"(\d{1,5})([hdwmy])", value.lower())
    if not match:
        return None
    number, unit = int(match[1]), match[2]
    if unit in "my":
        return _months_ago(number * (12 if unit == "y" else 1), now.astimezone(zone))
    return millis(now - timedelta(hours=number * {"h": 1, "d": 24, "w": 168}[unit]))


def size(value: str) -> int | None:
    """The bytes of `2000`, `5M` or the like."""
    match = re.fullmatch(r"(\d{1,9})([kKmM]?)[bB]?", value)
    return int(match[1]) * {"": 1, "k": 1024, "m": 1024 * 1024}[match[2].lower()] if match else None


def _months_ago(months: int, local: datetime) -> int:
    index = max(local.year * 12 + local.month - 1 - months, 12 * 1970)
    for day in (local.day, 30, 29, 28):
        try:
            return millis(local.replace(year=index // 12, month=index % 12 + 1, day=day))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
