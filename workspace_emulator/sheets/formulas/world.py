"""What formulas ask of the workbook around them: cells, ranges, names, the locale and the clock."""

from __future__ import annotations

from collections import OrderedDict
from datetime import UTC, date, datetime
from typing import Any

from ...wire import Json
from ..book.areas import Area
from ..book.cell import Cell, Value
from ..book.workbook import Sheet, Workbook
from ..values import locale as locales
from ..values import serial
from . import amounts
from .amounts import Shown
from .faults import REF, Fault, Pending, Spent
from .grids import Range, Rows

Place = tuple[int, int, int]
BUDGET = 20_000_000
HELD = 1_000_000
"""The cells that ranges may keep between formulas, all in all; in a larger workbook several times its own."""
_KEPT_FORMATS = ("DATE", "TIME", "DATE_TIME", "CURRENCY", "PERCENT")


class World:
    """One workbook during one calculation. `pending[sheet][column][row]` is the formula a cell waits for."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.locale = locales.find(book.locale)
        self.sheets = {sheet.id: sheet for sheet in book.sheets}
        self.titles = {sheet.title.casefold(): sheet for sheet in reversed(book.sheets)}
        self.names = {item["name"].casefold(): Area.of(item["range"]) for item in book.named_ranges}
        self.pending: dict[int, dict[int, dict[int, Place]]] = {}
        self.ranges: OrderedDict[tuple[int, int, int, int, int], Range] = OrderedDict()
        self.asked: set[int] = set()
        self.held = 0
        self.most = max(HELD, 4 * sum(len(cells) for sheet in book.sheets for cells in sheet.rows))
        self.columns: dict[tuple[int, int], list[Value]] = {}
        self.formats: dict[int, Json | None] = {}
        self.criteria: dict[Any, Any] = {}
        self.spent, self.budget = 0, BUDGET
        self.today = date.min
        self.set_clock(datetime(2000, 1, 1, tzinfo=UTC))

    def set_clock(self, now: datetime) -> None:
        """The moment, in the spreadsheet's own zone."""
        local = self.book.local(now)
        if local.date() != self.today:
            self.criteria.clear()
        self.today = local.date()
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        self.now = serial.of_date(self.today) + (local - midnight).total_seconds() / serial.DAY_SECONDS

    def sheet(self, title: str) -> Sheet:
        """A sheet by its title. Raises Fault."""
        found = self.titles.get(title.casefold())
        if found is None:
            raise Fault(REF)
        return found

    def cell(self, sheet: Sheet, row: int, column: int) -> Value:
        """The value of one cell; raises Pending when its formula has not been computed yet."""
        waiting = self.pending.get(sheet.id)
        if waiting:
            rows = waiting.get(column)
            if rows and row in rows:
                raise Pending([rows[row]])
        if row >= len(sheet.rows) or column >= len(sheet.rows[row]):
            return None
        content = sheet.rows[row][column]
        return self.valued(content) if isinstance(content, Cell) else content

    def valued(self, content: Cell) -> Value:
        """The value of a cell with the format that matters to formulas."""
        value = content.value
        number = content.shown or content.format
        if number and amounts.is_number(value):
            if number not in self.formats:
                self.formats[number] = self._format(number)
            known = self.formats[number]
            if known is not None:
                return Shown(value, known)  # type: ignore[arg-type]
        return value

    def range(self, sheet: Sheet, top: int, left: int, bottom: int | None, right: int | None) -> Range:
        """The cells between two corners; an open side ends with the grid."""
        last_row = max(sheet.row_count, top) if bottom is None else bottom
        last_column = max(sheet.column_count, left) if right is None else right
        key = (sheet.id, top, left, last_row, last_column)
        found = self.ranges.get(key)
        if found is None:
            found = Range(self, sheet, top, left, last_row, last_column)
            # Ranges that grow from row to row are asked for once each: all of them would be half a square.
            if (mark := hash(key)) in self.asked:
                self.ranges[key] = found
            else:
                self.asked.add(mark)
        return found

    def area(self, area: Area) -> Range:
        """A named range's cells. Raises Fault when its sheet is gone."""
        sheet = self.sheets.get(area.sheet)
        if sheet is None:
            raise Fault(REF)
        return self.range(sheet, area.top or 0, area.left or 0, area.bottom, area.right)

    def read(self, wanted: Range) -> Rows:
        """The rows of a range to the last one kept. Raises Pending."""
        if wanted.width == 1:
            return [[value] for value in self.column(wanted)]
        self._check(wanted)
        sheet, left, right, width = wanted.sheet, wanted.left, wanted.right, wanted.width
        rows: Rows = []
        for cells in sheet.rows[wanted.top : wanted.bottom]:
            row = [
                self.valued(content) if isinstance(content, Cell) else content
                for content in cells[left:right]
            ]
            if len(row) < width:
                row.extend([None] * (width - len(row)))
            rows.append(row)
        self.spend(len(rows) * width)
        return rows

    def flat(self, wanted: Range) -> list[Value]:
        """The values of a range row by row to the last row kept. Raises Pending."""
        if wanted.width == 1:
            return self.column(wanted)
        self._check(wanted)
        left, right, width = wanted.left, wanted.right, wanted.width
        values: list[Value] = []
        for cells in wanted.sheet.rows[wanted.top : wanted.bottom]:
            part = cells[left:right]
            values += [self.valued(content) if isinstance(content, Cell) else content for content in part]
            if len(part) < width:
                values += [None] * (width - len(part))
        self.spend(len(values))
        return values

    def column(self, wanted: Range) -> list[Value]:
        """The values of a range of one column to the last row kept. Raises Pending.

        A column without formulas to compute is read once for all the ranges in it.
        """
        key = (wanted.sheet.id, wanted.left)
        whole = self.columns.get(key)
        if whole is None:
            if self.pending.get(key[0], {}).get(key[1]):
                self._check(wanted)
                return self._down(wanted.sheet, wanted.left, wanted.top, wanted.bottom)
            whole = self.columns[key] = self._down(wanted.sheet, wanted.left, 0, len(wanted.sheet.rows))
        return whole[wanted.top : wanted.bottom]

    def hold(self, wanted: Range, cells: int) -> None:
        """A range has read so many cells; if it is kept, the oldest of the others give way to it."""
        if self.ranges.get(wanted.key) is not wanted:
            return
        self.ranges.move_to_end(wanted.key)
        wanted.held += cells
        self.held += cells
        while self.held > self.most and len(self.ranges) > 1:
            self.held -= self.ranges.popitem(last=False)[1].held

    def forget(self) -> None:
        """Cells have changed: read them again."""
        self.ranges.clear()
        self.asked.clear()
        self.columns.clear()
        self.held = 0

    def spend(self, cells: int) -> None:
        """Count work done for one formula. Raises Spent when it is more than a formula may cost."""
        self.spent += cells
        if self.spent > self.budget:
            raise Spent

    def _down(self, sheet: Sheet, column: int, top: int, bottom: int) -> list[Value]:
        values: list[Value] = []
        for cells in sheet.rows[top:bottom]:
            content = cells[column] if column < len(cells) else None
            values.append(self.valued(content) if isinstance(content, Cell) else content)
        self.spend(len(values))
        return values

    def _check(self, wanted: Range) -> None:
        waiting = self.pending.get(wanted.sheet.id)
        if not waiting:
            return
        places: dict[Place, None] = {}
        columns = (
            [column for column in waiting if wanted.left <= column < wanted.right]
            if len(waiting) < wanted.width
            else range(wanted.left, wanted.right)
        )
        for column in columns:
            rows = waiting.get(column)
            if not rows:
                continue
            if len(rows) < wanted.height:
                places.update((rows[row], None) for row in rows if wanted.top <= row < wanted.bottom)
            else:
                places.update((rows[row], None) for row in range(wanted.top, wanted.bottom) if row in rows)
        if places:
            raise Pending(list(places))

    def _format(self, number: int) -> Json | None:
        known: Json | None = self.book.formats[number].get("numberFormat")
        return known if known and known.get("type") in _KEPT_FORMATS else None


class At:
    """Where one formula stands."""

    __slots__ = ("column", "names", "row", "sheet", "world")

    def __init__(self, world: World, sheet: Sheet, row: int, column: int) -> None:
        self.world, self.sheet, self.row, self.column = world, sheet, row, column
        self.names: dict[str, Any] = {}

    def knowing(self, names: dict[str, Any]) -> At:
        """The same place where these names, too, are known."""
        inner = At(self.world, self.sheet, self.row, self.column)
        inner.names = {**self.names, **names}
        return inner

    def number(self, value: Value) -> float:
        return amounts.number(value, self.world.locale, self.world.today)

    def text(self, value: Value) -> str:
        return amounts.text(value, self.world.locale)

    def truth(self, value: Value) -> bool:
        return amounts.truth(value, self.world.locale)

    def parsed(self, text: str) -> float | None:
        """Text that says a number, or None."""
        return amounts.parsed(text, self.world.locale, self.world.today)

    def named(self, title: str | None) -> Sheet:
        return self.sheet if title is None else self.world.sheet(title)
