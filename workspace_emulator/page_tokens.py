"""Page tokens: where a listing goes on. A client may send any text in their place, so they are read here
alone, and what is none is a ValueError."""

from __future__ import annotations

import base64
import json
from itertools import accumulate

from . import json_text
from .wire import ApiError

LARGEST = 2**63 - 1
_DIGITS = 19


def number(text: str) -> int:
    """A token that is a whole number, as SQLite holds it."""
    if not (text.isascii() and text.isdecimal() and len(text) <= _DIGITS and int(text) <= LARGEST):
        raise ValueError("no number of a page")
    return int(text)


def numbers(text: str, *widths: int) -> tuple[int, ...]:
    """A token that is several numbers side by side, each of a known number of digits."""
    if len(text) != sum(widths) or not (text.isascii() and text.isdecimal()):
        raise ValueError("no numbers of a page")
    ends = list(accumulate(widths))
    return tuple(int(text[end - width : end]) for end, width in zip(ends, widths, strict=True))


def sealed(at: int | str, *asked: str) -> str:
    """A token that goes on at a place, and only for the same question."""
    return base64.urlsafe_b64encode(json.dumps([at, *asked]).encode()).decode()


def unsealed(token: str) -> tuple[int | str, tuple[str, ...]]:
    """The place and the question of a sealed token."""
    try:
        at, *asked = json_text.loads(base64.b64decode(token, altchars="-_", validate=True))
    except (ApiError, TypeError) as error:
        raise ValueError("no page token") from error
    if not (isinstance(at, int | str) and all(isinstance(part, str) for part in asked)):
        raise ValueError("no page token")
    if isinstance(at, int) and not 0 <= at <= LARGEST:
        raise ValueError("no place of a page")
    return at, tuple(asked)
