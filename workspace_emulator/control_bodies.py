"""What may stand in the body of each order of the control plane: one small table, checked before anything is
done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from . import clock, faults, json_text, quotas
from .fields import BadInput, Field, address, checked, text, texts, truth
from .oauth import keys
from .wire import ApiError, Json

YEARS = range(1970, 9999)


def read(order: str, raw: bytes) -> Json:
    """The body of an order, without nulls where a schema knows its members. BadInput says what is wanted."""
    try:
        value = json_text.loads(raw) if raw.strip() else {}
    except ApiError as error:
        raise BadInput(f"The body is no JSON: {error}") from error
    if not isinstance(value, dict):
        raise BadInput("The body must be a JSON object.")
    schema = SCHEMAS.get(order)
    return value if schema is None else checked(schema, value, order in OPEN)


def moment(stamp: str) -> datetime:
    """A moment that the clock can be set to, in UTC. ValueError for any other."""
    found = clock.parse(stamp)
    if found.year not in YEARS:
        raise ValueError("a year that no client counts in")
    return found


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


_MOMENT = Field(_is_moment, "an ISO 8601 moment such as 2026-09-01T08:00:00+03:00")
_KEY = Field(_is_key, "an RSA public key or a certificate in PEM", needed=True)
SCHEMAS: dict[str, dict[str, Field]] = {
    "reset": {},
    "clock": {"now": _MOMENT, "resume": truth()},
    "clock/resume": {},
    "faults": faults.FIELDS,
    "quotas": quotas.FIELDS,
    "files": {
        "id": text(needed=True),
        "name": text(needed=True),
        "mimeType": text(),
        "owner": address(),
        "parents": texts("a list of ids"),
    },
    "account": {"account": address(needed=True)},
    "strict": {"strict": truth(needed=True)},
    "tokens": {"refresh_token": text(needed=True), "account": address(), "scope": text()},
    "tokens/revoke": {"refresh_token": text(), "access_token": text(), "account": address()},
    "keys": {"account": address(needed=True), "public_key": _KEY},
    "clients": {"client_id": text(needed=True), "client_secret": text(needed=True), "name": text()},
}
OPEN = ("files",)
