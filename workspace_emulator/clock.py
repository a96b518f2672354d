"""The emulator's own time: the machine's, or one that a test or a demonstration has set. Kept in the
store."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

from .store import set_setting, setting

SETTING = "clock"


def now(tx: sqlite3.Connection) -> datetime:
    """The present moment in UTC: frozen where it was set, else the machine's."""
    frozen = setting(tx, SETTING)
    return datetime.fromisoformat(frozen) if frozen else machine_now()


def machine_now() -> datetime:
    """The machine's time, whatever the workspace's clock says."""
    return datetime.now(UTC)


def freeze(tx: sqlite3.Connection, moment: datetime) -> None:
    """Stop the clock at a moment (aware); it stands until it is set again or resumed."""
    set_setting(tx, SETTING, moment.astimezone(UTC).isoformat())


def resume(tx: sqlite3.Connection) -> None:
    """Back to the machine's time."""
    set_setting(tx, SETTING, None)


def stamp(moment: datetime, digits: int = 3) -> str:
    """RFC 3339 in Zulu time with 0, 3, 6 or 9 fraction digits, as Google prints it."""
    text = moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat()
    fraction = f"{moment.microsecond:06d}000"[:digits]
    return f"{text}.{fraction}Z" if digits else f"{text}Z"


def parse(text: str) -> datetime:
    """An RFC 3339 moment in UTC; nanoseconds are cut to microseconds. ValueError when it is none, and for
    one that lies beyond the calendar there."""
    head, dot, rest = text.partition(".")
    if dot:
        digits = rest[: len(rest) - len(rest.lstrip("0123456789"))]
        text = f"{head}.{digits[:6]:0<6}{rest[len(digits) :]}"
    moment = datetime.fromisoformat(text)
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError as error:
        raise ValueError("the calendar does not reach so far") from error


def millis(moment: datetime) -> int:
    """Milliseconds since 1970, as Gmail's internalDate."""
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
