"""Writing a table of values into cells: RAW as it stands, USER_ENTERED as if typed.

Shared by the writing methods.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import Any

from ...wire import ApiError, Json, bad_request
from ..book import cell as cells
from ..book.a1 import Span, column_letters, print_address, quoted
from ..book.areas import Area, Box
from ..book.workbook import Sheet, Workbook
from ..protection import check_editable
from . import entered
from . import locale as locales

CELL_CHARACTERS = 50_000
OPTIONS = ("RAW", "USER_ENTERED")


@dataclass(frozen=True)
class Written:
    """What a write covered: the box of the data and how many cells were sent."""

    box: Box
    sent: int


class Typist:
    """Puts values into one workbook the way one valueInputOption says."""

    def __init__(self, book: Workbook, option: str | None, now: datetime, user: str) -> None:
        if option not in OPTIONS:
            raise bad_request("'valueInputOption' is required but not specified")
        self.book = book
        self.typed = option == "USER_ENTERED"
        self.locale = locales.find(book.locale)
        self.today = book.local(now).date()
        self.user = user

    def put(
        self, sheet: Sheet, top: int, left: int, rows: list[list[Any]], sent: int | None = None
    ) -> Written:
        """Write rows from a corner; None leaves a cell as it is, '' empties it.

        `sent` is the number of cells that were sent where rows hold fillers too.

        The grid must be large enough.
        """
        width = max((len(row) for row in rows), default=0)
        box = Box(top, top + len(rows), left, left + width)
        check_editable(self.book, sheet, box.area(sheet.id), self.user)
        for down, row in enumerate(rows):
            for right, value in enumerate(row):
                if value is None:
                    continue
                if value.__class__ is list or value.__class__ is dict:
                    raise bad_request(f"Invalid values[{down}][{right}]: {_proto(value)}")
                column = left + right
                sheet.put(top + down, column, self.content(sheet.get(top + down, column), value))
        return Written(box, sum(len(row) for row in rows) if sent is None else sent)

    def content(self, old: cells.Content, value: Any) -> cells.Content:
        """The new content of a cell that holds `old`; its format, note and validation stay."""
        if value == "" and value.__class__ is str:
            return cells.with_value(old, None)
        if value.__class__ is str:
            check_text(value)
            if self.typed:
                return self._typed(old, value)
        if value.__class__ is float or (value.__class__ is int and abs(value) >= 1e15):
            value = finite(value)
        if (
            self.typed
            and value.__class__ is not bool
            and cells.format_of(old)
            and self.book.formats.is_text(cells.format_of(old))
        ):
            value = str(value)
        return value if not isinstance(old, cells.Cell) else cells.with_value(old, value)

    def _typed(self, old: cells.Content, text: str) -> cells.Content:
        format_id = cells.format_of(old)
        if format_id and self.book.formats.is_text(format_id):
            return cells.with_value(old, text[1:] if text.startswith("'") else text)
        found = entered.read(text, self.locale, self.today)
        if found.formula:
            return cells.with_value(old, None, found.formula)
        if found.number_format and not self._same_family(format_id, found.number_format["type"]):
            old = cells.with_format(old, self.book.formats.with_number_format(format_id, found.number_format))
        return cells.with_value(old, found.value)

    def _same_family(self, format_id: int, kind: str) -> bool:
        """Whether the cell already has a format that suits what was typed: then the cell's own stays."""
        known = self.book.formats[format_id].get("numberFormat", {}).get("type", "")
        return (
            known == kind
            or {known, kind} == {"DATE", "DATE_TIME"}
            or (bool(known) and kind in ("NUMBER", "SCIENTIFIC"))
        )


def sent_of(body: Json) -> int:
    """How many cells a ValueRange sends."""
    return sum(len(line) for line in body.get("values", ()))


def rows_of(body: Json) -> list[list[Any]]:
    """The values of a ValueRange as rows."""
    values: list[list[Any]] = body.get("values", [])
    if body.get("majorDimension") != "COLUMNS":
        return values
    height = max((len(column) for column in values), default=0)
    return [[column[row] if row < len(column) else None for column in values] for row in range(height)]


def check_fits(sheet: Sheet, area: Area, rows: list[list[Any]], asked: str = "") -> Box:
    """The box that data from the area's corner covers; 400 when it leaves the area or the grid.

    A single cell is only an anchor: the data may be of any size the grid has room for. The refusal has the
    title as `asked`, the text of the range, spells it.
    """
    top, left = area.top or 0, area.left or 0
    bottom, right = top + len(rows), left + max((len(row) for row in rows), default=0)
    anchor = area.bottom == top + 1 and area.right == left + 1
    last_row = sheet.row_count if anchor or area.bottom is None else min(area.bottom, sheet.row_count)
    last_column = sheet.column_count if anchor or area.right is None else min(area.right, sheet.column_count)
    if bottom > last_row or right > last_column:
        where = f"row [{last_row + 1}]" if bottom > last_row else f"column [{column_letters(last_column)}]"
        title = asked.rpartition("!")[0] or quoted(sheet.title)
        shown = f"{title}!{print_address(Span(area.top, area.left, area.bottom, area.right))}"
        raise bad_request(f"Requested writing within range [{shown}], but tried writing to {where}")
    return Box(top, bottom, left, right)


def check_text(text: str) -> None:
    """400 for more text than one cell holds, or half a surrogate pair in it."""
    if len(text) > CELL_CHARACTERS:
        raise too_long()
    if cells.halved(text):
        raise bad_request("Invalid values: a text must consist of whole characters.")


def too_long() -> ApiError:
    return bad_request(
        f"Your input contains more than the maximum of {CELL_CHARACTERS} characters in a single cell."
    )


def finite(value: float) -> int | float:
    """A number of a request as it is kept; 400 when it is none or does not fit 64 bits."""
    try:
        found = float(value)
    except OverflowError:
        found = float("inf")
    if not isfinite(found):
        raise bad_request("Invalid values: a number must be finite.")
    return cells.number(found)


def _proto(value: Any, indent: str = "") -> str:
    """A value as the refusal prints it: protobuf's text."""
    if len(indent) > 80:
        return ""
    if isinstance(value, list):
        inner = "".join(
            f"{indent}  values {{\n{_proto(part, indent + '    ')}{indent}  }}\n" for part in value
        )
        return f"{indent}list_value {{\n{inner}{indent}}}\n"
    if isinstance(value, dict):
        inner = "".join(
            f'{indent}  fields {{\n{indent}    key: "{key}"\n{indent}    value {{\n'
            f"{_proto(part, indent + '      ')}{indent}    }}\n{indent}  }}\n"
            for key, part in value.items()
        )
        return f"{indent}struct_value {{\n{inner}{indent}}}\n"
    if isinstance(value, bool):
        return f"{indent}bool_value: {str(value).lower()}\n"
    if isinstance(value, str):
        return f"{indent}string_value: {json.dumps(value, ensure_ascii=False)}\n"
    return f"{indent}null_value: NULL_VALUE\n" if value is None else f"{indent}number_value: {float(value)}\n"
