"""Refusals in the language of the account: the few that Google itself translates. Programs must not read
them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from ..wire import ApiError, Json

LANGUAGES = ("ru",)


def translated(error: ApiError, language: str) -> ApiError:
    """The refusal as an account with this language gets it; the same when Google has no other words."""
    if language not in LANGUAGES:
        return error
    message = error.message
    for english, local in _texts(language).items():
        message = message.replace(english, local)
    if message == error.message:
        return error
    details = [_translated(detail, error.message, message) for detail in error.details]
    return ApiError(
        error.code, message, status=error.status, reason=error.reason, domain=error.domain,
        location=error.location, location_type=error.location_type, details=details, headers=error.headers,
        legacy_message=message,
    )  # fmt: skip


@cache
def _texts(language: str) -> dict[str, str]:
    found = tomllib.loads((Path(__file__).parent / f"{language}.toml").read_text(encoding="utf-8"))
    return {pair["english"]: pair["local"] for pair in found["message"]}


def _translated(detail: Json, old: str, new: str) -> Json:
    violations = [
        {**one, "description": one.get("description", "").replace(old, new)}
        for one in detail.get("fieldViolations", ())
    ]
    return {**detail, "fieldViolations": violations} if violations else detail
