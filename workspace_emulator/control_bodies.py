"""What may stand in the body of each order of the control plane: one small table, checked before anything is
done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from . import clock, json_text, settings
from .oauth import keys
from .wire import ApiError, Json

YEARS = range(1970, 9999)


class BadInput(Exception):
    """What was sent cannot be used; the text says why."""


@dataclass(frozen=True)
class Field:
    """One member of a body: what fits it, in words too, whether it may be left out, and how it is taken."""

    fits: Callable[[Any], bool]
    wanted: str
    needed: bool = False
    taken: Callable[[Any], Any] | None = None


def read(order: str, raw: bytes) -> Json:
    """The body of an order, without nulls where a schema knows its members. BadInput says what is wanted."""
    try:
        value = json_text.loads(raw) if raw.strip() else {}
    except ApiError as error:
        raise BadInput(f"The body is no JSON: {error}") from error
    if not isinstance(value, dict):
        raise BadInput("The body must be a JSON object.")
    fields = SCHEMAS.get(order)
    return value if fields is None else _checked(fields, value, order in OPEN)


def moment(text: str) -> datetime:
    """A moment that the clock can be set to, in UTC. ValueError for any other."""
    found = clock.parse(text)
    if found.year not in YEARS:
        raise ValueError("a year that no client counts in")
    return found


def _checked(fields: dict[str, Field], body: Json, open_: bool) -> Json:
    given = {name: value for name, value in body.items() if value is not None or name not in fields}
    for name, field in fields.items():
        if name not in given and field.needed:
            raise BadInput(f'"{name}" is needed: {field.wanted}.')
        if name in given and not field.fits(given[name]):
            raise BadInput(f'"{name}" must be {field.wanted}.')
        if name in given and field.taken is not None:
            given[name] = field.taken(given[name])
    unknown = sorted(given.keys() - fields.keys())
    if unknown and not open_:
        raise BadInput(f"Unknown: {', '.join(unknown)}. Known: {', '.join(fields) or 'nothing'}.")
    return given


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _is_truth(value: Any) -> bool:
    return isinstance(value, bool)


def _is_list_of_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_moment(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(moment(value))
    except ValueError:
        return False


def _is_key(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(keys.public_key(value))
    except ValueError:
        return False


def _text(needed: bool = False) -> Field:
    return Field(_is_text, "a text that is not empty", needed)


def _truth(needed: bool = False) -> Field:
    return Field(_is_truth, "true or false", needed)


def _address(needed: bool = False) -> Field:
    return Field(settings.is_address, "an e-mail address", needed, str.lower)


_MOMENT = Field(_is_moment, "an ISO 8601 moment such as 2026-09-01T08:00:00+03:00")
_KEY = Field(_is_key, "an RSA public key or a certificate in PEM", needed=True)
SCHEMAS: dict[str, dict[str, Field]] = {
    "reset": {},
    "clock": {"now": _MOMENT, "resume": _truth()},
    "clock/resume": {},
    "files": {
        "id": _text(needed=True),
        "name": _text(needed=True),
        "mimeType": _text(),
        "owner": _address(),
        "parents": Field(_is_list_of_texts, "a list of ids"),
    },
    "account": {"account": _address(needed=True)},
    "strict": {"strict": _truth(needed=True)},
    "tokens": {"refresh_token": _text(needed=True), "account": _address(), "scope": _text()},
    "tokens/revoke": {"refresh_token": _text(), "access_token": _text(), "account": _address()},
    "keys": {"account": _address(needed=True), "public_key": _KEY},
    "clients": {"client_id": _text(needed=True), "client_secret": _text(needed=True), "name": _text()},
}
OPEN = ("files",)
