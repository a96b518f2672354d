"""Text as the words that mail search compares: normalised, case-folded, each between single spaces."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """` иван ivan example org ` for «Иван <ivan@example.org>»; '' when there are no words.

    A phrase occurs in a text exactly when its folded form is contained in the text's folded form.
    """
    found = _WORD.findall(unicodedata.normalize("NFC", text).casefold())
    return f" {' '.join(found)} " if found else ""


def near(text: str, first: str, second: str, most: int, ordered: int) -> bool:
    """Whether two folded phrases stand in one of a text's parts with at most so many words from the start of
    one to the start of the other; ordered: the first before the second."""
    return any(
        abs(other - one) <= most and (other > one or not ordered)
        for part in text.split("|")
        for one in _starts(part, first)
        for other in _starts(part, second)
    )


def _starts(part: str, phrase: str) -> list[int]:
    """The numbers of the words at which a phrase begins."""
    found, at = [], part.find(phrase)
    while at >= 0:
        found.append(part.count(" ", 0, at))
        at = part.find(phrase, at + 1)
    return found
