"""JSON as requests bring it, and the words in which Google's parser refuses what is none."""

from __future__ import annotations

import json
import re
from typing import Any

from .wire import ApiError, bad_request

MOST = 10 * 2**20
MOST_WITH_A_LETTER = 50 * 2**20
"""Bytes: a letter of the largest size in base64, and something over."""
_CONTEXT = 20
_AFTER_PAIR = "Expected , or } after key:value pair."
_WORDS = {
    "Expecting ':' delimiter": "Expected : between key:value pair.",
    "Expecting property name enclosed in double quotes": "Expected an object key or }.",
    "Unterminated string starting at": "Closing quote expected in string.",
    "Extra data": "Parsing terminated before end of input.",
}


def loads(raw: bytes, most: int = MOST) -> Any:
    """A JSON value; 400 when it is none or has too many bytes, or holds half a surrogate pair, which no text
    can. What is read takes many times the room of what was sent."""
    if len(raw) > most:
        raise bad_request(f"Request payload size exceeds the limit: {most} bytes.")
    try:
        value = json.loads(raw, parse_constant=_no_number)
        if b"\\u" in raw:
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise _refused(_words(error), error.doc, error.pos) from error
    except (ValueError, RecursionError) as error:
        raise _refused("Unexpected token.", "", 0) from error
    return value


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no JSON")


def _words(error: json.JSONDecodeError) -> str:
    if not error.doc[error.pos :].strip() and not error.msg.startswith("Unterminated"):
        return "Unexpected end of string. Expected a value."
    if error.msg == "Expecting ',' delimiter":
        inside = _innermost(error.doc[: error.pos])
        return "Expected , or ] after array value." if inside == "[" else _AFTER_PAIR
    return _WORDS.get(error.msg, "Unexpected token.")


def _innermost(text: str) -> str:
    """The last bracket that is still open."""
    open_ = [""]
    for mark in re.sub(r'"(?:\\.|[^"\\])*"', "", text):
        if mark in "[{":
            open_.append(mark)
        elif mark in "]}":
            open_.pop()
    return open_[-1]


def _refused(words: str, text: str, at: int) -> ApiError:
    """The refusal, with what stands around the place and a mark below it."""
    before = text[max(at - _CONTEXT, 0) : at]
    shown = f"\n{before}{text[at : at + _CONTEXT]}\n{' ' * len(before)}^" if text else ""
    return bad_request(f"Invalid JSON payload received. {words}{shown}")
