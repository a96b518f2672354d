"""How much an account may send: recipients in any 24 hours, recipients of one letter, letters in a minute.

Settings: `gmail_daily_limit`, `gmail_burst_limit` and `gmail_late_minutes`: how long letters over the limit
are still accepted and lost, as the real service does before its first 429.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

from .. import settings
from ..clock import millis
from ..store import tables
from .refusals import invalid, limit_reached

PER_LETTER = 100
_DAY = 24 * 60 * 60 * 1000
_MINUTE = 60 * 1000

tables(
    """CREATE TABLE IF NOT EXISTS gmail_sent (
        account TEXT NOT NULL, at INTEGER NOT NULL, recipients INTEGER NOT NULL, lost INTEGER NOT NULL)""",
    "CREATE INDEX IF NOT EXISTS gmail_sent_account ON gmail_sent (account, at)",
)


def charge(tx: sqlite3.Connection, account: str, recipients: int, now: datetime) -> bool:
    """Count a letter against the limits; False when it is accepted but will not arrive.

    Raises 400 for too many recipients, 429 when a limit is reached.
    """
    if recipients > PER_LETTER:
        raise invalid("Too many recipients")
    moment = millis(now)
    rows = tx.execute(
        "SELECT at, recipients, lost FROM gmail_sent WHERE account = ? AND at > ? ORDER BY at",
        (account, moment - _DAY),
    ).fetchall()
    _check_burst(rows, int(settings.value(tx, "gmail_burst_limit")), moment)
    until = _free_at(rows, recipients, int(settings.value(tx, "gmail_daily_limit")), moment)
    lost = until is not None
    if until is not None:
        first = next((row["at"] for row in rows if row["lost"]), moment)
        if moment >= first + int(settings.value(tx, "gmail_late_minutes")) * _MINUTE:
            raise limit_reached(_moment(until))
    tx.execute(
        "INSERT INTO gmail_sent VALUES (?, ?, ?, ?)",
        (account, moment, recipients, lost),
    )
    return not lost


def _check_burst(rows: list[sqlite3.Row], limit: int, moment: int) -> None:
    recent = [row["at"] for row in rows if row["at"] > moment - _MINUTE]
    if limit and len(recent) >= limit:
        raise limit_reached(_moment(recent[-limit] + _MINUTE))


def _free_at(rows: list[sqlite3.Row], recipients: int, limit: int, moment: int) -> int | None:
    """When enough of the day's recipients have fallen out of the window; None when there is room now."""
    used = sum(row["recipients"] for row in rows if not row["lost"])
    if used + recipients <= limit:
        return None
    for row in rows:
        used -= 0 if row["lost"] else row["recipients"]
        if used + recipients <= limit:
            return int(row["at"]) + _DAY
    # More than a whole day allows: Google names a day, though it will not be enough.
    return int(rows[-1]["at"] if rows else moment) + _DAY


def _moment(at: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at)
