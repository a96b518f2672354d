"""A formula from one locale's syntax into another's."""

from __future__ import annotations

from ..values.locale import EN_US, Locale
from .russian import english_name
from .tokens import Token, tokens


def relocated(formula: str, old: Locale, new: Locale) -> str:
    """`=ЕСЛИ(A1>0,5;1;{1\\2})` of ru_RU is `=IF(A1>0.5,1,{1,2})` in en_US."""
    said = old.name.startswith("ru") and not new.name.startswith("ru") and not formula.isascii()
    if not said and _marks(old) == _marks(new):
        return formula
    known = _converted(tokens(formula, old.decimal), old, new)
    if not said:
        return "".join(token.text for token in known)
    return "".join(
        english_name(token.text, old.name) if token.kind == "name" and after.text == "(" else token.text
        for token, after in zip(known, [*known[1:], Token("space", "")], strict=True)
    )


def english(formula: str, locale: Locale) -> list[Token]:
    """The tokens of a formula with the marks of en_US; names stay as they are said."""
    return _converted(tokens(formula, locale.decimal), locale, EN_US)


def _converted(known: tuple[Token, ...], old: Locale, new: Locale) -> list[Token]:
    if _marks(old) == _marks(new):
        return list(known)
    braces: list[str] = []
    converted = []
    for token in known:
        text = token.text
        if token.kind == "number":
            token = Token("number", text.replace(old.decimal, new.decimal))
        elif token.kind == "other":
            if text in "({":
                braces.append(text)
            elif text in ")}" and braces:
                braces.pop()
            elif braces and braces[-1] == "{":
                if text == old.column_separator:
                    token = Token("other", new.column_separator)
            elif text == old.argument_separator:
                token = Token("other", new.argument_separator)
        converted.append(token)
    return converted


def _marks(locale: Locale) -> tuple[str, str]:
    return locale.decimal, locale.argument_separator
