"""A workbook in memory for tables of formulas: typed as people type, computed, and looked at."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import Any

from workspace_emulator.sheets.book.a1 import parse_address
from workspace_emulator.sheets.book.areas import Area, Box
from workspace_emulator.sheets.book.cell import ErrorValue, value_of
from workspace_emulator.sheets.book.workbook import Sheet, Workbook
from workspace_emulator.sheets.formulas.calculate import recalculate
from workspace_emulator.sheets.requests.batch import Batch
from workspace_emulator.sheets.requests.paste import cut_paste
from workspace_emulator.sheets.requests.sorting import sort_rows
from workspace_emulator.sheets.values.clear import wipe
from workspace_emulator.sheets.values.put import Typist
from workspace_emulator.sheets.values.render import Renderer

NOW = datetime(2026, 9, 16, 9, 30, tzinfo=UTC)


class FormulaBook:
    """One spreadsheet at NOW; errors are read as their texts."""

    def __init__(self, locale: str = "en_US", rows: int = 1000) -> None:
        self.book = Workbook("book", {"locale": locale, "timeZone": "Europe/Moscow"})
        self.rows = rows
        self.now = NOW
        self.add("Sheet1")

    def add(self, title: str) -> None:
        """One more sheet."""
        grid = {"rowCount": self.rows, "columnCount": 26}
        self.book.sheets.append(Sheet(len(self.book.sheets), {"title": title, "gridProperties": grid}))
        self.book.engine = None

    def name(self, name: str, sheet: int, address: str) -> None:
        """A named range."""
        span = parse_address(address)
        assert span is not None
        area = Area(sheet, span.top, span.bottom, span.left, span.right)
        self.book.named_ranges.append({"name": name, "range": area.json()})
        self.book.engine = None

    def type(
        self, address: str, values: list[list[Any]], sheet: int = 0, option: str = "USER_ENTERED"
    ) -> None:
        """Values from a corner, as if typed; everything is computed."""
        span = parse_address(address)
        assert span is not None
        typist = Typist(self.book, option, self.now, "")
        typist.put(self.book.sheets[sheet], span.top or 0, span.left or 0, values)
        recalculate(self.book, self.now)

    def sort(self, address: str, column: int = 0, sheet: int = 0) -> None:
        """Rows of a range by one of its columns, from the greatest on."""
        box = self._box(address)
        specs = [{"dimensionIndex": box.left + column, "sortOrder": "DESCENDING"}]
        sort_rows(self.book, self.book.sheets[sheet], box, specs)
        recalculate(self.book, self.now)

    def cut(self, address: str, to: str, sheet: int = 0) -> None:
        """A range moved to another corner."""
        source, corner = self._box(address), self._box(to)
        place = {"sheetId": sheet, "rowIndex": corner.top, "columnIndex": corner.left}
        batch = Batch(self.book, sqlite3.connect(":memory:"), "", self.now)
        cut_paste(batch, {"source": source.area(sheet).json(), "destination": place})
        recalculate(self.book, self.now)

    def clear(self, address: str, sheet: int = 0) -> None:
        """A range without its values."""
        wipe(self.book, self.book.sheets[sheet], self._box(address).area(sheet), "")
        recalculate(self.book, self.now)

    def _box(self, address: str) -> Box:
        span = parse_address(address)
        assert span is not None and span.bottom is not None and span.right is not None
        return Box(span.top or 0, span.bottom, span.left or 0, span.right)

    def value(self, address: str, sheet: int = 0) -> Any:
        """The value of a cell."""
        span = parse_address(address)
        assert span is not None
        found = value_of(self.book.sheets[sheet].get(span.top or 0, span.left or 0))
        return found.text if isinstance(found, ErrorValue) else found

    def shown(self, address: str, sheet: int = 0) -> Any:
        """A cell as people see it."""
        span = parse_address(address)
        assert span is not None
        renderer = Renderer(self.book.locale, self.book.formats)
        return renderer.cell(self.book.sheets[sheet].get(span.top or 0, span.left or 0))

    def table(self, address: str, sheet: int = 0) -> list[list[Any]]:
        """The values of a range; None for blanks."""
        span = parse_address(address)
        assert span is not None and span.bottom is not None and span.right is not None
        rows = range(span.top or 0, span.bottom)
        columns = range(span.left or 0, span.right)
        found = [[value_of(self.book.sheets[sheet].get(row, column)) for column in columns] for row in rows]
        return [[cell.text if isinstance(cell, ErrorValue) else cell for cell in row] for row in found]

    def ask(self, formula: str) -> Any:
        """The value of a formula in Z1."""
        self.type("Z1", [[formula]])
        return self.value("Z1")

    def rounded(self, formula: str, like: str) -> str:
        """The value of a formula as text, to as many decimal places as another number has."""
        found = self.ask(formula)
        places = len(like.partition(".")[2])
        return f"{found:.{places}f}" if isinstance(found, int | float) else str(found)
