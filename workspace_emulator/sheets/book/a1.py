"""A1 notation: letters of columns, cell and range addresses, titles of sheets in quotes.

Knows no workbook.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9]\d*)?(?::\$?([A-Za-z]{1,3})?\$?([1-9]\d*)?)?")
_R1C1 = re.compile(r"[Rr](\d+)[Cc](\d+)(?::[Rr](\d+)[Cc](\d+))?")
_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")


@dataclass(frozen=True, slots=True)
class Span:
    """A rectangle of zero-based, half-open bounds; None is an open side."""

    top: int | None = None
    left: int | None = None
    bottom: int | None = None
    right: int | None = None


@lru_cache(maxsize=4096)
def column_letters(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters, rest = "", index + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


@lru_cache(maxsize=4096)
def column_index(letters: str) -> int:
    """A → 0, AA → 26; any case."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def parse_address(text: str) -> Span | None:
    """`A1`, `A1:B2`, `A:C`, `2:5`, `A2:C`, `R1C1:R2C2`, reversed corners too; None when it is no address."""
    matched = _R1C1.fullmatch(text)
    if matched:
        row, column, last_row, last_column = (int(found) if found else 0 for found in matched.groups())
        return _ordered(row, column, last_row or row, last_column or column)
    match = _ADDRESS.fullmatch(text)
    if not match or not text:
        return None
    letters, digits, last_letters, last_digits = match.groups()
    if ":" not in text:
        return (
            _ordered(int(digits), column_index(letters) + 1, int(digits), column_index(letters) + 1)
            if (letters and digits)
            else None
        )
    if not (letters or digits) or not (last_letters or last_digits):
        return None
    return _ordered(
        int(digits or 0),
        column_index(letters) + 1 if letters else 0,
        int(last_digits or 0),
        column_index(last_letters) + 1 if last_letters else 0,
    )


def print_address(span: Span, rows: int | None = None, columns: int | None = None) -> str:
    """The address; a single cell without a colon. Open ends stay open unless the grid's size is given."""
    top = span.top or 0
    left = span.left or 0
    bottom = rows if span.bottom is None else span.bottom
    right = columns if span.right is None else span.right
    if (bottom, right) == (top + 1, left + 1):
        return f"{column_letters(left)}{top + 1}"
    first = f"{column_letters(left)}{top + 1}"
    if bottom is None and span.top is None:
        first = column_letters(left)
    if right is None and span.left is None:
        first = str(top + 1)
    last = ("" if right is None else column_letters(right - 1)) + ("" if bottom is None else str(bottom))
    return f"{first}:{last}" if last else first


def quoted(title: str) -> str:
    """A sheet's title as Google echoes it: bare when it is a plain word that does not look like a cell."""
    if _PLAIN_TITLE.fullmatch(title) and not _LIKE_A_CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def split_title(text: str) -> tuple[str | None, str]:
    """`'My tab'!A1` → (My tab, A1); (None, text) without an exclamation mark."""
    if text.startswith("'"):
        end = re.match(r"'((?:[^']|'')*)'!", text)
        if end:
            return end[1].replace("''", "'"), text[end.end() :]
        return None, text
    title, mark, rest = text.rpartition("!")
    return (title, rest) if mark else (None, text)


def unquoted(text: str) -> str:
    """A title without the quotes around it."""
    if len(text) > 1 and text.startswith("'") and text.endswith("'"):
        return text[1:-1].replace("''", "'")
    return text


def _ordered(row: int, column: int, last_row: int, last_column: int) -> Span:
    """One-based corners in any order, 0 for a missing part: `A2:C` is open below."""
    top = min(row, last_row) if row and last_row else row or last_row
    bottom = max(row, last_row) if row and last_row else None
    left = min(column, last_column) if column and last_column else column or last_column
    right = max(column, last_column) if column and last_column else None
    return Span(
        top - 1 if top else None,
        left - 1 if left else None,
        bottom,
        right,
    )
