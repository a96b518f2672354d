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
