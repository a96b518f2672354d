"""How a cell's value is handed out: as people see it, as a bare value, or as the formula behind it."""

from __future__ import annotations

from typing import Any

from ...wire import Json
from ..book.cell import Cell, Content, ErrorValue, Value
from ..book.formats import Formats
from . import locale as locales
from . import number_format

DATES = ("DATE", "TIME", "DATE_TIME")


class Renderer:
    """Renders the cells of one workbook.

    `FORMATTED_VALUE`, `UNFORMATTED_VALUE` or `FORMULA`; dates as numbers or strings.
    """

    def __init__(
        self,
        locale: str,
        formats: Formats,
        render: str = "FORMATTED_VALUE",
        dates: str = "SERIAL_NUMBER",
    ) -> None:
        self.locale = locales.find(locale)
        self.formats = formats
        self.render = render
        self.dates_as_text = dates == "FORMATTED_STRING" and render != "FORMATTED_VALUE"
        self._patterns: dict[int, tuple[str, bool]] = {}

    def cell(self, content: Content) -> Any:
        """What `values.get` gives for a cell; '' for an empty one."""
        if isinstance(content, Cell):
            if self.render == "FORMULA" and content.formula:
                return content.formula
            return self._value(content.value, content.shown or content.format)
        if content is None:
            return ""
        if content.__class__ is str:
            return content
        return self._value(content, 0)

    def text(self, value: Value, format_id: int) -> str:
        """The value as people see it."""
        pattern, _ = self._pattern(format_id)
        if value is None:
            return ""
        if isinstance(value, bool):
            return self.locale.yes if value else self.locale.no
        if isinstance(value, str):
            return number_format.string_text(value, pattern) if pattern and "@" in pattern else value
        if isinstance(value, ErrorValue):
            return value.text
        if not pattern or pattern == "@":
            return number_format.general(value, self.locale)
        return number_format.number_text(value, pattern, self.locale)

    def _value(self, value: Value, format_id: int) -> Any:
        if value is None:
            return ""
        if isinstance(value, ErrorValue):
            return value.text
        if self.render == "FORMATTED_VALUE":
            return self.text(value, format_id)
        if (
            self.dates_as_text
            and format_id
            and not isinstance(value, str | bool)
            and self._pattern(format_id)[1]
        ):
            return self.text(value, format_id)
        return value

    def _pattern(self, format_id: int) -> tuple[str, bool]:
        """The pattern of a format, '' when it has none, and whether it shows a moment."""
        found = self._patterns.get(format_id)
        if found is None:
            found = self._patterns[format_id] = pattern_of(self.formats[format_id], self.locale)
        return found


def pattern_of(cell_format: Json, locale: locales.Locale) -> tuple[str, bool]:
    """The number pattern a cell format means and whether it shows a moment."""
    known = cell_format.get("numberFormat", {})
    kind = known.get("type", "")
    pattern = known.get("pattern") or number_format.default_pattern(kind, locale)
    return pattern, kind in DATES or (bool(pattern) and number_format.is_date(pattern))
