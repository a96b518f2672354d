"""Whose mailbox a call is about, and what an account is set to."""

from __future__ import annotations

import sqlite3
from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .. import settings
from ..call import Call
from ..identity import is_robot, strict
from ..oauth.callers import granted
from .headers import is_address
from .refusals import delegation_denied, forbidden, invalid, precondition

METADATA = "https://www.googleapis.com/auth/gmail.metadata"


def mailbox_of(call: Call) -> str:
    """The address that `userId` means. Open mode: any address; strict mode: the caller's only.

    A service account has no mailbox: 400, unless it acts for a person.
    """
    named = str(call.params["userId"]).strip().lower()
    own = call.user.lower()
    if named in ("me", own):
        if is_robot(own):
            raise precondition()
        return own
    if not is_address(named):
        raise invalid("Invalid userId")
    if strict(call.tx):
        raise delegation_denied(named)
    return named


def check_format(call: Call) -> None:
    """403 for a letter's content when the token bears the metadata scope, whatever else it bears."""
    form = str(call.params["format"])
    if form in ("full", "raw") and METADATA in granted(call.tx, call.request):
        raise forbidden(f"Metadata scope doesn't allow format {form.upper()}")


def check_search(call: Call) -> None:
    """403 for a search under the metadata scope."""
    if call.get("q") and METADATA in granted(call.tx, call.request):
        raise forbidden("Metadata scope does not support 'q' parameter")


def zone_of(tx: sqlite3.Connection) -> tzinfo:
    """The zone in which `after:2026/05/04` begins: the setting `mailbox_time_zone`."""
    try:
        return ZoneInfo(str(settings.value(tx, "mailbox_time_zone")))
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
