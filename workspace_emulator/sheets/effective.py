"""The format a cell ends up with: the spreadsheet's default under the cell's own."""

from __future__ import annotations

from ..wire import Json
from .book.cell import Content, ErrorValue, format_of, value_of
from .book.workbook import Workbook
from .fresh import DEFAULT_FORMAT


class Effective:
    """Effective formats of one sheet, each combination made once."""

    def __init__(self, book: Workbook) -> None:
        self.formats = book.formats
        self._made: dict[tuple[int, str], Json] = {}

    def own(self, content: Content) -> Json:
        """The cell's userEnteredFormat, {} when it has none."""
        return self.formats[format_of(content)]

    def format(self, content: Content) -> Json:
        """The effectiveFormat; numbers lie to the right, truth and errors in the middle, text to the left."""
        value = value_of(content)
        if isinstance(value, bool | ErrorValue):
            side = "CENTER"
        elif isinstance(value, int | float):
            side = "RIGHT"
        else:
            side = "LEFT"
        key = (format_of(content), side if value is not None else "")
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = _joined(DEFAULT_FORMAT, self.formats[key[0]], key[1])
        return found


def _joined(default: Json, own: Json, side: str) -> Json:
    text = default["textFormat"] | own.get("textFormat", {})
    joined: Json = {**default, **own, "textFormat": text}
    if side:
        joined.setdefault("horizontalAlignment", side)
    joined.setdefault("hyperlinkDisplayType", "PLAIN_TEXT")
    return joined
