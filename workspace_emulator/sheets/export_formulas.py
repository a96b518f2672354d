"""Formulas as Excel can read them: English, with closed ranges; what Excel does not know keeps its result, in
the words Google's own export uses for it.
"""

from __future__ import annotations

from dataclasses import replace

from .book.workbook import Workbook
from .formulas.tokens import End, Reference, rewritten, tokens
from .formulas.translate import relocated
from .values import locale as locales

_GOOGLES = """
    ADD ARRAYFORMULA ARRAY_CONSTRAIN AVERAGE.WEIGHTED COUNTUNIQUE COUNTUNIQUEIFS DIVIDE EPOCHTODATE EQ
    FLATTEN GOOGLEFINANCE GT GTE IMAGE IMPORTRANGE ISBETWEEN ISDATE ISEMAIL ISURL JOIN LT LTE MINUS MULTIPLY
    NE POW QUERY REGEXEXTRACT REGEXMATCH REGEXREPLACE SORTN SPARKLINE SPLIT TO_DATE TO_DOLLARS TO_PERCENT
    TO_PURE_NUMBER TO_TEXT UMINUS UNARY_PERCENT UPLUS
"""
GOOGLES = frozenset(_GOOGLES.split())
"""Functions that only Google's sheets have."""
_LARGEST_TEXT = 255


def for_excel(
    book: Workbook, title: str, names: dict[str, str], formula: str, shown: str | float | bool
) -> str:
    """The formula of a cell of the tab `title` whose result is `shown`; `names` are the tabs' in Excel by
    their own in small letters."""
    english = relocated(formula, locales.find(book.locale), locales.EN_US)
    named = {token.text.upper() for token in tokens(english) if token.kind == "name"}
    if named & GOOGLES or "{" in english:
        return f"=IFERROR(__xludf.DUMMYFUNCTION({_quoted(english[1:])}),{_literal(shown)})"
    return rewritten(english, lambda found: _titled(_closed(book, title, found), names))


def _titled(found: Reference, names: dict[str, str]) -> Reference:
    if found.sheet is None:
        return found
    return replace(found, sheet=names.get(found.sheet.casefold(), found.sheet))


def _closed(book: Workbook, title: str, found: Reference) -> Reference:
    """`C2:C` ends where the grid ends; whole columns and rows are Excel's own."""
    last = found.last
    if last is None:
        return found
    sheet = book.titled(found.sheet or title)
    if sheet is None:
        return found
    first = _ended(found.first, last, 0, 0)
    return replace(found, first=first, last=_ended(last, first, sheet.row_count - 1, sheet.column_count - 1))


def _ended(end: End, other: End, row: int, column: int) -> End:
    """A corner with what it leaves open and the other corner says."""
    if end.row < 0 <= other.row:
        end = replace(end, row=row, fixed_row=other.fixed_row)
    if end.column < 0 <= other.column:
        end = replace(end, column=column, fixed_column=other.fixed_column)
    return end


def _literal(shown: str | float | bool) -> str:
    if isinstance(shown, bool):
        return str(shown).upper()
    return _quoted(shown) if isinstance(shown, str) else repr(shown)


def _quoted(text: str) -> str:
    """A text of any length: Excel takes 255 characters in one piece."""
    pieces = [text[at : at + _LARGEST_TEXT] for at in range(0, len(text), _LARGEST_TEXT)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)
