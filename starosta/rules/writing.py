"""How people's writing is made comparable: spaces, dashes, case, ё and look-alike letters. Nothing here is
shown to people."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_LOOK_ALIKE = str.maketrans("abcehkmoptxy\u00eb", "авсенкмортхуе")


def clean(text: str) -> str:
    """The text as its writer meant it: NFC, one ordinary space between words, none at the ends; lines are
    joined."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip()


def normal(text: str) -> str:
    """The form in which words are compared: `clean`, lower case, «ё» as «е», every dash and minus as «-»."""
    return _DASHES.sub("-", clean(text)).lower().replace("ё", "е")


def alike(text: str) -> str:
    """`normal` with Latin letters that look like Cyrillic ones read as Cyrillic, for names and codes typed
    on the wrong keyboard.

    Compare `alike` with `alike` only: purely Latin codes change too.
    """
    return normal(text).translate(_LOOK_ALIKE)
