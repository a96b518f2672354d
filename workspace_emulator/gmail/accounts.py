"""Whose mailbox a call is about, and what an account is set to."""

from __future__ import annotations

import sqlite3
from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..call import Call
from ..oauth.callers import strict
from ..store import setting
from .headers import is_address
from .refusals import delegation_denied, invalid

DEFAULT_ZONE = "Europe/Moscow"


def mailbox_of(call: Call) -> str:
    """The address that `userId` means. Open mode: any address; strict mode: the caller's only."""
    named = str(call.params["userId"]).strip().lower()
    own = call.user.lower()
    if named in ("me", own):
        return own
    if not is_address(named):
        raise invalid("Invalid userId")
    if strict(call.tx):
        raise delegation_denied(named)
    return named


def zone_of(tx: sqlite3.Connection) -> tzinfo:
    """The zone in which `after:2026/05/04` begins: the setting `time_zone`."""
    try:
        return ZoneInfo(str(setting(tx, "time_zone", DEFAULT_ZONE)))
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
