"""A cell as one would type it: what the formula bar shows, and what typed again leaves the cell as it is."""

from __future__ import annotations

from datetime import datetime

from ..sheets.book.cell import Content, ErrorValue, format_of, formula_of, shown_format_of, value_of
from ..sheets.book.workbook import Workbook
from ..sheets.values import entered, number_format
from ..sheets.values import locale as locales
from ..sheets.values.render import Renderer


class Typed:
    """Reads the cells of one workbook."""

    def __init__(self, book: Workbook, now: datetime) -> None:
        self.book, self.now = book, now
        self.renderer = Renderer(book.locale, book.formats)
        self.locale = locales.find(book.locale)
        self.today = book.local(now).date()

    def shown(self, content: Content) -> str:
        """The text that the cell shows."""
        return self.renderer.text(value_of(content), shown_format_of(content))

    def text(self, content: Content) -> str:
        """The formula, or the value in words that mean the same when they are typed in."""
        value = value_of(content)
        if formula_of(content):
            return formula_of(content)
        if value is None or isinstance(value, ErrorValue):
            return ""
        if isinstance(value, str):
            text = self.book.formats.is_text(format_of(content))
            return value if text or self._means(value, value) else f"'{value}"
        shown = self.renderer.text(value, format_of(content))
        if isinstance(value, bool) or self._means(shown, value):
            return shown
        plain = number_format.general(value, self.locale)
        if self._means(plain, value):
            return plain
        return repr(value).replace(".", self.locale.decimal)

    def _means(self, text: str, value: object) -> bool:
        found = entered.read(text, self.locale, self.today)
        return (
            not found.formula
            and found.value == value
            and isinstance(found.value, str) == isinstance(value, str)
        )
