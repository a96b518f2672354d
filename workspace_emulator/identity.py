"""Who an account is: the one that calls by default, service accounts, Google's number for an address; and
whether callers are told apart at all."""

from __future__ import annotations

import hashlib
import sqlite3

from . import settings

ROBOTS = ".gserviceaccount.com"


def default_account(tx: sqlite3.Connection) -> str:
    """The account of callers whose token is not known: the setting `account`."""
    return str(settings.value(tx, "account")).lower()


def strict(tx: sqlite3.Connection) -> bool:
    """Whether tokens, scopes and sharing are checked: the setting `strict`."""
    return bool(settings.value(tx, "strict"))


def is_robot(account: str) -> bool:
    """Whether an account is a service account: it has no mailbox and signs in nowhere."""
    return account.lower().endswith(ROBOTS)


def permission_id(email: str) -> str:
    """Google's number for an account or a domain: 20 digits, always the same for one address."""
    return f"{int.from_bytes(hashlib.sha256(email.lower().encode()).digest()[:8], 'big') % 10**19:020d}"
