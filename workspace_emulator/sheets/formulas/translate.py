"""A formula from a locale's syntax into the English one the engine reads, and from one locale into
another."""

from __future__ import annotations

from collections.abc import Callable

from ..book.a1 import Span, print_address, unquoted
from ..book.areas import Area
from ..values.locale import EN_US, Locale
from .tokens import formula_title, tokens

Names = Callable[[str], tuple[str, Area] | None]
Titles = Callable[[str], str]


def relocated(formula: str, old: Locale, new: Locale) -> str:
    """`=IF(A1>0,5;1;{1\\2})` of ru_RU is `=IF(A1>0.5,1,{1,2})` in en_US."""
    if (old.decimal, old.argument_separator) == (new.decimal, new.argument_separator):
        return formula
    braces: list[str] = []
    parts = []
    for token in tokens(formula, old.decimal):
        text = token.text
        if token.kind == "number":
            text = text.replace(old.decimal, new.decimal)
        elif token.kind == "other":
            if text in "({":
                braces.append(text)
            elif text in ")}" and braces:
                braces.pop()
            elif braces and braces[-1] == "{":
                text = new.column_separator if text == old.column_separator else text
            elif text == old.argument_separator:
                text = new.argument_separator
        parts.append(text)
    return "".join(parts)


def english(formula: str, locale: Locale, names: Names, titles: Titles) -> str:
    """The formula for the engine: English separators and truth words, named ranges written out as addresses.

    `titles` gives a sheet's title in its own letters: the engine tells capitals from small ones, Sheets does
    not.
    """
    parts = []
    for token in tokens(relocated(formula, locale, EN_US)):
        text = token.text
        if token.kind == "ref" and "!" in text:
            title, _, address = text.rpartition("!")
            text = f"{formula_title(titles(unquoted(title)))}!{address}"
        elif token.kind == "name":
            if text.upper() in (locale.yes, locale.no):
                text = "TRUE" if text.upper() == locale.yes else "FALSE"
            else:
                found = names(text)
                text = text if found is None else _address(*found)
        parts.append(text)
    return "".join(parts)


def _address(title: str, area: Area) -> str:
    return f"{formula_title(title)}!{print_address(Span(area.top, area.left, area.bottom, area.right))}"
