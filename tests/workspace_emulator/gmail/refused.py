"""Reading the refusal that a call of the real client ends in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from googleapiclient.errors import HttpError

Refusal = tuple[int, str, str, str]
MISSING: Refusal = (404, "Requested entity was not found.", "NOT_FOUND", "notFound")


def refusal(call: Any) -> Refusal:
    """(code, message, status, reason); both of Gmail's envelopes carry the same message."""
    with pytest.raises(HttpError) as caught:
        call.execute()
    error = json.loads(caught.value.content)["error"]
    assert [entry["message"] for entry in error["errors"]] == [error["message"]]
    return error["code"], error["message"], error["status"], error["errors"][0]["reason"]


def invalid(message: str) -> Refusal:
    """The refusal of a wrong argument."""
    return 400, message, "INVALID_ARGUMENT", "invalidArgument"


def violated(message: str) -> Refusal:
    """The refusal of a body that its schema does not know."""
    return 400, message, "INVALID_ARGUMENT", "invalid"
