"""Numbers as common fractions: patterns such as `# ?/?`, `# ??/??` and `0/16`."""

from __future__ import annotations

import re
from fractions import Fraction

_FRACTION = re.compile(r"(?:(?P<whole>[0#?]+)(?P<gap>\s*))?(?P<top>[0#?]+)\s*/\s*(?P<bottom>[0#?]+|[1-9]\d*)")


def is_fraction(section: str) -> bool:
    """Whether a section of a pattern shows a fraction; dates with slashes have no digit places."""
    return _FRACTION.search(section) is not None


def fraction_text(value: float, section: str) -> str:
    """The nearest fraction with as many digits below the line as the pattern has places.

    What a `?` does not need becomes a space, so that fractions of a column stand under one another.
    """
    match = _FRACTION.search(section)
    if match is None:
        return ""
    exact, bottom = Fraction(abs(value)), match["bottom"]
    if bottom.isdigit() and bottom.strip("0"):
        below = int(bottom)
        above = round(exact * below)
    else:
        near = exact.limit_denominator(10 ** len(bottom) - 1)
        above, below = near.numerator, near.denominator
    shown = ""
    if match["whole"]:
        whole, above = divmod(above, below)
        digits = str(whole) if whole or not above else ""
        shown = _padded(digits, match["whole"], left=True) + match["gap"]
    part = f"{_padded(str(above), match['top'], left=True)}/{_padded(str(below), bottom, left=False)}"
    if not above and match["whole"]:
        part = " " * len(part) if "?" in match["top"] else ""
    sign = "-" if value < 0 and (above or shown.strip(" 0")) else ""
    return sign + _plain(section[: match.start()]) + shown + part + _plain(section[match.end() :])


def _padded(digits: str, places: str, left: bool) -> str:
    if places.isdigit() and places.strip("0"):
        return digits
    digits = digits.rjust(places.count("0"), "0")
    wide = places.count("0") + places.count("?")
    return digits.rjust(wide) if left else digits.ljust(wide)


def _plain(text: str) -> str:
    """The words around a fraction."""
    return re.sub(r'\[[^\]]*\]|\\(.)|"([^"]*)"', lambda match: match[1] or match[2] or "", text)
