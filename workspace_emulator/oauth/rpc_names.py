"""What Google calls a method behind its front door: the name that a refusal for want of rights carries."""

from __future__ import annotations

import re

from ..catalog import Method

_SERVICES = {
    "gmail": ("gmail.users.", "caribou.api.proto.MailboxService"),
    "sheets": ("sheets.", "google.apps.sheets.v4.SpreadsheetsService"),
    "forms": ("forms.", "google.apps.forms.v1.FormsService"),
    "drive": ("drive.", "google.apps.drive.v3."),
    "drive2": ("drive2.", "google.apps.drive.v2."),
}
_SEVERAL = ("list", "batch")
_NAMES = ("values", "history")
_VERB = re.compile(r"(batch[A-Z][a-z]+|[a-z]+)(.*)")


def service(method: Method) -> str:
    """`gmail.googleapis.com`; both versions of Drive are one service."""
    return f"{method.family.removesuffix('2')}.googleapis.com"


def name(method: Method) -> str:
    """`caribou.api.proto.MailboxService.ListMessages` for gmail.users.messages.list."""
    prefix, owner = _SERVICES[method.family]
    *resources, verb = method.id.removeprefix(prefix).split(".")
    resource = resources[-1] if resources else ""
    if owner.endswith("."):
        return f"{owner}Drive{_capital(resource)}.{_capital(verb)}"
    return f"{owner}.{_action(verb, resource)}"


def _action(verb: str, resource: str) -> str:
    """ListMessages, GetMessage, BatchGetValuesByDataFilter; a verb with its own object stays: GetProfile."""
    match = _VERB.fullmatch(verb)
    first, rest = (match[1], match[2]) if match else (verb, "")
    if rest and not rest.startswith("By"):
        return _capital(verb)
    several = resource in _NAMES or (first.startswith(_SEVERAL) and resource != "spreadsheets")
    return _capital(first) + _capital(resource if several else resource.removesuffix("s")) + rest


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
