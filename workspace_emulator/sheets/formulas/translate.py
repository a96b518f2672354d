"""A formula from one locale's syntax into another's."""

from __future__ import annotations

from ..values.locale import Locale
from .russian import english_name
from .tokens import tokens


def relocated(formula: str, old: Locale, new: Locale) -> str:
    """`=ЕСЛИ(A1>0,5;1;{1\\2})` of ru_RU is `=IF(A1>0.5,1,{1,2})` in en_US."""
    said = old.name.startswith("ru") and not new.name.startswith("ru") and not formula.isascii()
    if not said and (old.decimal, old.argument_separator) == (new.decimal, new.argument_separator):
        return formula
    braces: list[str] = []
    parts = []
    known = tokens(formula, old.decimal)
    for place, token in enumerate(known):
        text = token.text
        if token.kind == "number":
            text = text.replace(old.decimal, new.decimal)
        elif token.kind == "name":
            if said and place + 1 < len(known) and known[place + 1].text == "(":
                text = english_name(text, old.name)
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
