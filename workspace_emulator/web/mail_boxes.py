"""The mailboxes of a store: who has one, how many letters are unread, and what its folders are."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from ..oauth.callers import default_account

# The labels that a folder asks for.
FOLDERS: dict[str, list[str]] = {
    "inbox": ["INBOX"],
    "sent": ["SENT"],
    "drafts": ["DRAFT"],
    "all": [],
    "trash": ["TRASH"],
}


@dataclass(frozen=True)
class Box:
    """One mailbox: letters in all, unread ones in the inbox."""

    address: str
    letters: int
    unread: int


def every(tx: sqlite3.Connection) -> list[Box]:
    """Every mailbox that holds a letter, and the workspace's own account; the latter first."""
    own = default_account(tx)
    counted = {
        row[0]: int(row[1])
        for row in tx.execute(
            "SELECT account, COUNT(*) FROM gmail_messages GROUP BY account ORDER BY account"
        )
    }
    addresses = [own, *(address for address in counted if address != own)]
    return [Box(address, counted.get(address, 0), unread(tx, address)) for address in addresses]


def unread(tx: sqlite3.Connection, address: str) -> int:
    """How many letters of the inbox were not opened yet."""
    found = tx.execute(
        "SELECT COUNT(*) FROM gmail_labelled i JOIN gmail_labelled u ON u.message = i.message "
        "WHERE i.account = ? AND i.label = 'INBOX' AND u.label = 'UNREAD'",
        (address,),
    ).fetchone()
    return int(found[0])
