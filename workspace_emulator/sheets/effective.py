"""The format a cell ends up with: the spreadsheet's default, its band, its own format, the rules that hold.

Each combination is made once.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ..wire import Json
from .book.areas import Box
from .book.cell import Content, ErrorValue, format_of, shown_format_of, value_of
from .book.workbook import Sheet, Workbook
from .fresh import DEFAULT_FORMAT
from .links import hyperlink
from .painted import painted
from .proto import THEME, rounded

_LINKED: Json = {
    "foregroundColor": THEME["LINK"],
    "foregroundColorStyle": {"themeColor": "LINK"},
    "underline": True,
}


class Effective:
    """Effective formats of the cells of one box of a sheet."""

    def __init__(self, book: Workbook, sheet: Sheet, box: Box, now: datetime) -> None:
        self.formats = book.formats
        self.locale = book.locale
        self.rules = sheet.parts.get("conditionalFormats", [])
        self.painted = painted(book, sheet, box, now)
        self.far = max((place[0] for place in self.painted.places()), default=-1) + 1
        self._made: dict[Any, Json] = {}

    def own(self, content: Content) -> Json:
        """The cell's userEnteredFormat, {} when it has none."""
        return self.formats[format_of(content)]

    def paints(self, row: int, column: int) -> bool:
        """Whether a rule or a band touches the cell."""
        place = (row, column)
        found = self.painted
        return place in found.holding or place in found.scales or place in found.bands

    def format(self, row: int, column: int, content: Content) -> Json:
        """The effectiveFormat; numbers lie to the right, truth and errors in the middle, text to the left."""
        value, place = value_of(content), (row, column)
        if isinstance(value, bool | ErrorValue):
            side = "CENTER"
        elif isinstance(value, int | float):
            side = "RIGHT"
        else:
            side = "LEFT" if value is not None else ""
        band, scale = self.painted.bands.get(place), self.painted.scales.get(place)
        rules = self.painted.holding.get(place, [])
        linked = bool(hyperlink(content, self.own(content), self.locale))
        key = (shown_format_of(content), side, linked, tuple(rules), repr(band), repr(scale))
        found = self._made.get(key)
        if found is None:
            layers = [
                _background(band),
                _LINK_LAYER if linked else {},
                self.formats[shown_format_of(content)],
            ]
            layers += [self.rules[number]["booleanRule"].get("format", {}) for number in reversed(rules)]
            found = self._made[key] = _joined([*layers, _background(scale)], side, linked)
        return found


_LINK_LAYER: Json = {"textFormat": _LINKED}


def _background(shade: Json | None) -> Json:
    if shade is None:
        return {}
    shown = {name: rounded(part) for name, part in shade.items()}
    return {"backgroundColor": shown, "backgroundColorStyle": {"rgbColor": shown}}


def _joined(layers: list[Json], side: str, linked: bool) -> Json:
    """The layers over the default, the last on top; text formats and borders are joined member by member."""
    joined: Json = dict(DEFAULT_FORMAT)
    for layer in layers:
        for name, item in layer.items():
            joined[name] = {**joined.get(name, {}), **item} if name in ("textFormat", "borders") else item
    if side:
        joined.setdefault("horizontalAlignment", side)
    joined.setdefault("hyperlinkDisplayType", "LINKED" if linked else "PLAIN_TEXT")
    return joined
