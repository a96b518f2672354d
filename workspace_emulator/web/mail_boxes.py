"""The mailboxes of a store: who has one, how many letters are unread, its folders and labels."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..gmail import mailbox
from ..identity import default_account
from .acting import act

if TYPE_CHECKING:
    from ..google import Workspace

# The labels that a folder asks for.
FOLDERS: dict[str, list[str]] = {
    "inbox": ["INBOX"],
    "sent": ["SENT"],
    "drafts": ["DRAFT"],
    "all": [],
    "spam": ["SPAM"],
    "trash": ["TRASH"],
}


@dataclass(frozen=True)
class Box:
    """One mailbox: letters in all, unread ones in the inbox."""

    address: str
    letters: int
    unread: int


@dataclass(frozen=True)
class Side:
    """What stands beside the letters of a mailbox. `labels`: id → name of those its owner has made."""

    unread: int
    folders: tuple[str, ...]
    labels: dict[str, str]


def side(workspace: Workspace, tx: sqlite3.Connection, address: str) -> Side:
    """The folders and labels of a mailbox; spam has a folder only where there is some."""
    spam = mailbox.counted(tx, address, "SPAM") > 0
    found = act(workspace, tx, address, "gmail.users.labels.list", {"userId": "me"})
    own = {
        label["id"]: label["name"]
        for label in found.get("labels", ())
        if label["type"] == "user" and label.get("labelListVisibility") != "labelHide"
    }
    return Side(
        unread(tx, address),
        tuple(name for name in FOLDERS if spam or name != "spam"),
        dict(sorted(own.items(), key=lambda pair: pair[1].casefold())),
    )


def every(tx: sqlite3.Connection) -> list[Box]:
    """Every mailbox that holds a letter, and the workspace's own account; the latter first."""
    own = default_account(tx)
    counted = mailbox.counts(tx)
    addresses = [own, *(address for address in counted if address != own)]
    return [Box(address, counted.get(address, 0), unread(tx, address)) for address in addresses]


def unread(tx: sqlite3.Connection, address: str) -> int:
    """How many letters of the inbox were not opened yet."""
    return mailbox.counted(tx, address, "INBOX", "UNREAD")
