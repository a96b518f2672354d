"""A formula cut into tokens, losslessly: joining the texts gives the formula back.

Only references are understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from ..book.a1 import column_index, column_letters, unquoted

_PATTERN = r"""
    (?P<text>"(?:[^"]|"")*"?)
  | (?P<error>\#(?:REF!|N/A|DIV/0!|NAME\?|VALUE!|NUM!|NULL!|ERROR!))
  | (?P<ref>
        (?:(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?
        (?: \$?[A-Za-z]{1,3}\$?[1-9]\d*(?::\$?[A-Za-z]{1,3}(?:\$?[1-9]\d*)?(?![\w(])|:\$?[1-9]\d*(?![\w.(]))?
          | \$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?:\$?[1-9]\d*)?
          | \$?[1-9]\d*:\$?(?:[A-Za-z]{1,3}\$?)?[1-9]\d*
        )(?![\w(.!])
    )
  | (?P<name>(?:'(?:[^']|'')+'!|[^\W\d][\w.]*!)?[^\W\d][\w.]*)
  | (?P<number>\d+(?:DECIMAL\d+)?(?:[eE][+-]?\d+)?|DECIMAL\d+)
  | (?P<space>\s+)
  | (?P<other><>|<=|>=|.)
"""
_TOKENS = {
    ".": re.compile(_PATTERN.replace("DECIMAL", r"\."), re.VERBOSE | re.DOTALL),
    ",": re.compile(_PATTERN.replace("DECIMAL", ","), re.VERBOSE | re.DOTALL),
}
_BARE_TITLE = re.compile(r"[^\W\d][\w.]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")
_PART = re.compile(r"(\$?)([A-Za-z]{1,3})?(\$?)([1-9]\d*)?")


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is text, error, ref, name, number, space or other."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class End:
    """One corner of a reference; -1 where the column or the row is not said."""

    column: int = -1
    row: int = -1
    fixed_column: bool = False
    fixed_row: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """`Tab!$A1:B`: `sheet` is None without a title; `last` is None for a single cell."""

    sheet: str | None
    first: End
    last: End | None

    def print(self) -> str:
        title = "" if self.sheet is None else f"{formula_title(self.sheet)}!"
        return title + _print_end(self.first) + ("" if self.last is None else f":{_print_end(self.last)}")

    def shifted(self, rows: int, columns: int) -> Reference | None:
        """As a copy of the formula would say it elsewhere: relative parts move.

        None when it leaves the sheet.
        """
        first = _shift_end(self.first, rows, columns)
        last = None if self.last is None else _shift_end(self.last, rows, columns)
        if first is None or (self.last is not None and last is None):
            return None
        return replace(self, first=first, last=last)


def begins(first: int, last: int) -> bool:
    """Whether a stretch begins with the first of its two ends, -1 being one that is not said."""
    return last < 0 or 0 <= first <= last


def sides(first: int, last: int) -> tuple[int | None, int | None]:
    """Where a stretch between two ends, in any order, begins and stops; None is an open side."""
    if first < 0 or last < 0:
        return (None if first == last else max(first, last)), None
    return min(first, last), max(first, last) + 1


@lru_cache(maxsize=20_000)
def tokens(formula: str, decimal: str = ".") -> tuple[Token, ...]:
    """The tokens of a formula, its `=` included, in a locale with this decimal mark."""
    return tuple(Token(match.lastgroup or "other", match[0]) for match in _TOKENS[decimal].finditer(formula))


def reference(text: str) -> Reference:
    """A reference token understood."""
    title, mark, address = text.rpartition("!")
    first, colon, last = address.partition(":")
    return Reference(unquoted(title) if mark else None, _end(first), _end(last) if colon else None)


def rewritten(formula: str, change: Callable[[Reference], Reference | None]) -> str:
    """The formula with every reference replaced by what `change` says; None becomes `#REF!`."""
    parts = []
    for token in tokens(formula):
        if token.kind == "ref":
            before = reference(token.text)
            after = change(before)
            parts.append("#REF!" if after is None else token.text if after == before else after.print())
        else:
            parts.append(token.text)
    return "".join(parts)


def copied(formula: str, rows: int, columns: int) -> str:
    """The formula as a copy of it says it so many rows and columns away."""
    return rewritten(formula, lambda found: found.shifted(rows, columns)) if formula else formula


def formula_title(title: str) -> str:
    """A sheet's title as formulas say it: letters of any alphabet need no quotes."""
    if _BARE_TITLE.fullmatch(title) and not _LIKE_A_CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def _end(text: str) -> End:
    match = _PART.fullmatch(text)
    if match is None:
        return End()
    mark, letters, second_mark, digits = match.groups()
    row_mark = second_mark if letters else mark or second_mark
    return End(
        column_index(letters) if letters else -1,
        int(digits) - 1 if digits else -1,
        bool(letters and mark),
        bool(digits and row_mark),
    )


def _print_end(end: End) -> str:
    column = "" if end.column < 0 else ("$" if end.fixed_column else "") + column_letters(end.column)
    row = "" if end.row < 0 else ("$" if end.fixed_row else "") + str(end.row + 1)
    return column + row


def _shift_end(end: End, rows: int, columns: int) -> End | None:
    row = end.row if end.row < 0 or end.fixed_row else end.row + rows
    column = end.column if end.column < 0 or end.fixed_column else end.column + columns
    if end.row >= 0 > row or end.column >= 0 > column:
        return None
    return replace(end, row=row, column=column)
