"""The addresses an account sends from: its own alone, which programs ask for to sign a letter."""

from __future__ import annotations

from ..call import Call
from ..catalog import answers
from ..wire import Json
from .accounts import mailbox_of
from .refusals import missing


@answers("gmail.users.settings.sendAs.list")
def list_send_as(call: Call) -> Json:
    return {"sendAs": [_own(mailbox_of(call))]}


@answers("gmail.users.settings.sendAs.get")
def get(call: Call) -> Json:
    account = mailbox_of(call)
    if str(call.params["sendAsEmail"]).strip().lower() != account:
        raise missing()
    return _own(account)


def _own(account: str) -> Json:
    return {
        "sendAsEmail": account,
        "displayName": "",
        "replyToAddress": "",
        "signature": "",
        "isPrimary": True,
        "isDefault": True,
    }
