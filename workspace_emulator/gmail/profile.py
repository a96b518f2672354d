"""The mailbox as a whole: its address, how much lies in it and the number of its last change."""

from __future__ import annotations

from ..call import Call
from ..catalog import answers
from ..wire import Json
from . import mailbox
from .accounts import mailbox_of


@answers("gmail.users.getProfile")
def get_profile(call: Call) -> Json:
    account = mailbox_of(call)
    row = call.tx.execute(
        "SELECT COUNT(*), COUNT(DISTINCT thread) FROM gmail_messages WHERE account = ?",
        (account,),
    ).fetchone()
    return {
        "emailAddress": account,
        "messagesTotal": row[0],
        "threadsTotal": row[1],
        "historyId": str(mailbox.latest_history(call.tx, account)),
    }
