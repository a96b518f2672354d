"""The address a cell leads to: of a HYPERLINK formula, of its format, of all its text, or the web address it
holds."""

from __future__ import annotations

import re

from ..wire import Json
from .book.cell import Cell, Content, formula_of, value_of
from .formulas.tokens import tokens
from .values import locale as locales

_ADDRESS = re.compile(r"(?:https?://|ftp://|mailto:|www\.)[^\s<>\"]+", re.IGNORECASE)


def hyperlink(content: Content, own: Json, locale: str) -> str:
    """The address, '' when the cell leads nowhere or to several places."""
    if not isinstance(content, Cell):
        return _of_text(content) if isinstance(content, str) else ""
    linked = _of_format(own.get("textFormat", {})) or _of_runs(content.extra or {})
    if linked:
        return linked
    if content.formula:
        return _of_formula(formula_of(content), locale)
    value = value_of(content)
    return _of_text(value) if isinstance(value, str) else ""


def _of_format(text_format: Json) -> str:
    return str(text_format.get("link", {}).get("uri", ""))


def _of_runs(extra: Json) -> str:
    """The address that all the text leads to, told part by part."""
    runs = extra.get("textFormatRuns", [])
    if not runs or runs[0].get("startIndex"):
        return ""
    addresses = {_of_format(run.get("format", {})) for run in runs}
    return addresses.pop() if len(addresses) == 1 else ""


def _of_text(text: str) -> str:
    if len(text) < 5 or not _ADDRESS.fullmatch(text):
        return ""
    return f"http://{text}" if text[:4].lower() == "www." else text


def _of_formula(formula: str, locale: str) -> str:
    """The first argument of a formula that is HYPERLINK("…") and nothing before it."""
    if "HYPERLINK" not in formula.upper():
        return ""
    said = [token for token in tokens(formula, locales.find(locale).decimal) if token.kind != "space"]
    texts = [token.text.upper() for token in said[:3]]
    if texts == ["=", "HYPERLINK", "("] and len(said) > 3 and said[3].kind == "text":
        return said[3].text.removeprefix('"').removesuffix('"').replace('""', '"')
    return ""
