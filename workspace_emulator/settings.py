"""The settings of a workspace that may be looked at and changed under /_control/settings, by name."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from . import locale_names
from .fields import BadInput, is_address, is_count, is_truth
from .store import set_setting, setting
from .wire import Json

MOST_DAYS = 36_500


@dataclass(frozen=True)
class Known:
    """One setting: its value until it is set, what it means, what may stand in it."""

    default: Any
    meaning: str
    fits: Callable[[Any], bool]
    wanted: str


def value(tx: sqlite3.Connection, name: str) -> Any:
    """What a known setting is: as it was set, else its default."""
    return setting(tx, name, KNOWN[name].default)


def shown(tx: sqlite3.Connection) -> Json:
    """Every known setting: its value, its default and what it means."""
    return {
        name: {"value": value(tx, name), "default": known.default, "meaning": known.meaning}
        for name, known in KNOWN.items()
    }


def change(tx: sqlite3.Connection, wanted: Json) -> Json:
    """Set several at once; null brings a default back. BadInput changes nothing."""
    for name, given in wanted.items():
        known = KNOWN.get(name)
        if known is None:
            raise BadInput(f"There is no setting {name}. Known: {', '.join(KNOWN)}.")
        if given is not None and not known.fits(given):
            raise BadInput(f"{name} must be {known.wanted}.")
    for name, given in wanted.items():
        set_setting(tx, name, given)
    return {name: value(tx, name) for name in KNOWN}


def _is_zone(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(ZoneInfo(value))
    except (ZoneInfoNotFoundError, ValueError):
        return False


def _is_days(value: Any) -> bool:
    return is_count(value) and value <= MOST_DAYS


def _is_locale(value: Any) -> bool:
    return isinstance(value, str) and locale_names.known(value)


def _is_language(value: Any) -> bool:
    return value in ("en", "ru")


TRUTH = (is_truth, "true or false")
COUNT = (is_count, "a whole number, 0 or more")
DAYS = (_is_days, f"a whole number from 0 to {MOST_DAYS}")
ZONE = (_is_zone, "a time zone such as Europe/Moscow")

KNOWN: dict[str, Known] = {
    "account": Known(
        "school@example.org", "The account of callers whose token is not known.", is_address,
        "an e-mail address",
    ),
    "strict": Known(False, "Tokens, scopes and sharing are checked.", *TRUTH),
    "domain_delegation": Known(
        False, "In strict mode too, service accounts may act for the persons they name as `sub`.", *TRUTH
    ),
    "service_accounts_own_files": Known(
        True,
        "Service accounts may make and copy files, as before 2025; Google refuses them now, as false does.",
        *TRUTH,
    ),
    "testing_app": Known(False, "Refresh tokens given out live seven days, as of an app in testing.", *TRUTH),
    "message_language": Known(
        "en", "The language of refusals that Google translates.", _is_language, "en or ru"
    ),
    "locale": Known(
        "en_US", "The locale of new spreadsheets.", _is_locale,
        "a locale of Google's spreadsheets such as ru_RU",
    ),
    "spreadsheet_time_zone": Known("Etc/GMT", "The time zone of new spreadsheets.", *ZONE),
    "mailbox_time_zone": Known(
        "Europe/Moscow", "The time zone of mailboxes, for the days of searches.", *ZONE
    ),
    "forms_published_by_default": Known(
        False, "New forms take answers at once, as before the middle of 2026.", *TRUTH
    ),
    "gmail_daily_limit": Known(500, "Recipients that an account may write to in 24 hours.", *COUNT),
    "gmail_burst_limit": Known(0, "Letters that an account may send in a minute; 0: any number.", *COUNT),
    "gmail_late_minutes": Known(
        0, "How long letters over the daily limit are accepted and lost before the refusals begin.", *COUNT
    ),
    "gmail_history_days": Known(7, "How many days the history of a mailbox is kept.", *DAYS),
}  # fmt: skip
