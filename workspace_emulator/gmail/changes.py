"""Labels and bins, shared by letters and threads: what may be asked, what one label does to others."""

from __future__ import annotations

from ..call import Call
from ..wire import Json
from . import labels, mailbox
from .mailbox import Message
from .refusals import invalid

_MOST = 100


def requested(call: Call, account: str) -> tuple[list[str], list[str]]:
    """The labels to add and to remove. 400 when none, too many, unknown ones or one on both sides."""
    add: list[str] = call.body.get("addLabelIds", [])
    remove: list[str] = call.body.get("removeLabelIds", [])
    if not add and not remove:
        raise invalid("No label add or removes specified")
    if len(add) > _MOST or len(remove) > _MOST:
        raise invalid("Too many labels")
    if set(add) & set(remove):
        raise invalid("Cannot both add and remove the same label")
    for label in (*add, *remove):
        labels.assignable(call.tx, account, label)
    return add, remove


def relabel(call: Call, message: Message, add: list[str], remove: list[str]) -> None:
    """Letters in the bin or in spam are not in the inbox."""
    if "TRASH" in add or "SPAM" in add:
        remove = [
            *remove,
            *(label for label in ("INBOX", "SPAM", "TRASH") if label not in add),
        ]
    elif "INBOX" in add:
        remove = [*remove, "SPAM", "TRASH"]
    mailbox.relabel(call.tx, message, add, remove, call.now)


def trash(call: Call, message: Message) -> None:
    relabel(call, message, ["TRASH"], [])


def untrash(call: Call, message: Message) -> None:
    relabel(call, message, [], ["TRASH"])


def wanted_labels(call: Call, account: str, body: Json) -> list[str]:
    """The labels that an inserted letter is given."""
    return [labels.require(call.tx, account, label) for label in body.get("labelIds", []) if label != "DRAFT"]
