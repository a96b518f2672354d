"""The formula engine: a formualizer workbook fed with ours, told of every edit, asked for every formula's
value.

Nothing outside of this file knows formualizer.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import formualizer

from ..book.a1 import column_letters, parse_address
from ..book.areas import Area
from ..book.cell import Cell, Content, ErrorValue, Value, entered, make, number
from ..book.workbook import Sheet, Workbook
from ..values import locale as locales
from .feed import rectangles
from .translate import english

log = logging.getLogger(__name__)
ERRORS = {
    "Div": ErrorValue("DIVIDE_BY_ZERO", "Division by zero."),
    "Na": ErrorValue("N_A", "Did not find the value."),
    "Name": ErrorValue("NAME", "Unknown function or range name."),
    "Num": ErrorValue("NUM", "Invalid number."),
    "Ref": ErrorValue("REF", "Reference does not exist."),
    "Value": ErrorValue("VALUE", "A value of the wrong kind."),
    "Null": ErrorValue("NULL_VALUE", "Empty intersection."),
    "Spill": ErrorValue("REF", "Array result was not expanded because it would overwrite data."),
    "Circ": ErrorValue("REF", "Circular dependency detected."),
}
BROKEN = ErrorValue("ERROR", "Formula parse error.")
_SPILL = "Spill"
LIMIT_MS = 20_000


class Engine:
    """The engine's picture of one workbook, valid until lines or sheets move."""

    def __init__(self, book: Workbook) -> None:
        limits = formualizer.EvaluationConfig()
        limits.max_eval_time_ms = LIMIT_MS
        self.machine = formualizer.Workbook(config=formualizer.WorkbookConfig(eval_config=limits))
        self.machine.set_temporal_egress("serial")
        self.locale = locales.find(book.locale)
        self.formulas: set[tuple[int, int, int]] = set()
        self.names: dict[int, str] = {sheet.id: sheet.title for sheet in book.sheets}
        self.spills: dict[tuple[int, int, int], list[tuple[int, int]]] = {}
        for sheet in book.sheets:
            self.machine.add_sheet(sheet.title)
        self.loose: set[tuple[int, int, int]] = set()
        self.cleared: set[tuple[int, int, int]] = set()
        self.hidden = False
        self.broken: set[tuple[int, int, int]] = set()
        self.blocked: set[tuple[int, int, int]] = set()
        for sheet in book.sheets:
            self._fill(book, sheet)
            sheet.touched = set()

    def outdated(self, book: Workbook) -> bool:
        """Whether an edit touched an array's cells or may free a blocked one: there the machine errs."""
        touched = {(sheet.id, *place) for sheet in book.sheets for place in sheet.touched or ()}
        if not touched:
            return False
        filled = {(anchor[0], *cell) for anchor, cells in self.spills.items() for cell in cells}
        return bool(self.blocked) or not touched.isdisjoint(filled)

    def run(self, book: Workbook, now: datetime) -> None:
        """Tell the machine what changed since the last run, compute, and write results into the cells."""
        for sheet in book.sheets:
            for row, column in sheet.touched or ():
                self._tell(book, sheet, row, column, sheet.get(row, column))
            sheet.touched = set()
        by_id = {sheet.id: sheet for sheet in book.sheets}
        try:
            self.machine.set_deterministic_clock(now.astimezone(UTC), _offset(book, now))
            self.machine.evaluate_all()
        except Exception:
            log.exception("the formula engine gave up")
        for place in sorted(self.formulas):
            self._collect(by_id[place[0]], place)
        for sheet_id, row, column in self.loose - {
            (place[0], *cell) for place, cells in self.spills.items() for cell in cells
        }:
            self._spill(by_id[sheet_id], (row, column), None)
        self.loose.clear()
        for sheet in book.sheets:
            sheet.touched = set()

    def _fill(self, book: Workbook, sheet: Sheet) -> None:
        """Tell the machine a whole sheet: bare values by the rectangle, ten times faster than one by one.

        Blank cells are not told at all: a cell once told to be blank hides what an array spills into it.
        """
        for top, left, table in rectangles(sheet):
            self.machine.set_values_batch(sheet.title, top + 1, left + 1, table)
        for row, column, content in sheet.cells():
            if isinstance(content, Cell):
                if content.formula:
                    self._tell(book, sheet, row, column, content)
                elif content.spilled:
                    self.loose.add((sheet.id, row, column))

    def _tell(self, book: Workbook, sheet: Sheet, row: int, column: int, content: Content) -> None:
        place = (sheet.id, row, column)
        name = self.names[sheet.id]
        if isinstance(content, Cell) and content.formula:
            text = english(
                content.formula,
                self.locale,
                lambda found: _named(book, found),
                lambda found: _title(book, found),
            )
            self.formulas.add(place)
            self.broken.discard(place)
            try:
                self.machine.set_formula(name, row + 1, column + 1, text)
            except Exception:
                self.broken.add(place)
                self.machine.set_value(
                    name, row + 1, column + 1, formualizer.LiteralValue.error("Error", None)
                )
            return
        self.formulas.discard(place)
        self.blocked.discard(place)
        self.loose.update((sheet.id, *cell) for cell in self.spills.pop(place, ()))
        value = content.value if isinstance(content, Cell) else content
        if isinstance(content, Cell) and not entered(content):
            value = None
        self.machine.set_value(
            name, row + 1, column + 1, value.text if isinstance(value, ErrorValue) else value
        )

    def _collect(self, sheet: Sheet, place: tuple[int, int, int]) -> None:
        _, row, column = place
        name = self.names[sheet.id]
        content = sheet.get(row, column)
        if not isinstance(content, Cell):
            return
        value = BROKEN if place in self.broken else _value(self.machine.get_value(name, row + 1, column + 1))
        covered = self._extent(name, row, column)
        blocked = [cell for cell in covered if entered(sheet.get(*cell))]
        if blocked:
            value, covered = ERRORS[_SPILL], []
        if value == ERRORS[_SPILL]:
            self.blocked.add(place)
        else:
            self.blocked.discard(place)
        for cell in self.spills.pop(place, []):
            if cell not in covered:
                self._spill(sheet, cell, None)
        if covered:
            self.spills[place] = covered
            for cell in covered:
                self.hidden = self.hidden or (sheet.id, *cell) in self.cleared
                self._spill(sheet, cell, _value(self.machine.get_value(name, cell[0] + 1, cell[1] + 1)))
        if value != content.value or type(value) is not type(content.value):
            sheet.put(row, column, make(value, content.formula, content.format, content.extra))

    def _extent(self, name: str, row: int, column: int) -> list[tuple[int, int]]:
        """The other cells an array result fills."""
        try:
            spill = self.machine.inspect_cell(f"{_quoted(name)}!{column_letters(column)}{row + 1}").cell.spill
        except Exception:
            return []
        if spill is None:
            return []
        extent = spill.to_dict().get("extent") or ""
        span = parse_address(extent.rpartition("!")[2])
        if span is None or span.bottom is None or span.right is None:
            return []
        return [
            (each_row, each_column)
            for each_row in range(span.top or 0, span.bottom)
            for each_column in range(span.left or 0, span.right)
            if (each_row, each_column) != (row, column)
        ]

    def _spill(self, sheet: Sheet, place: tuple[int, int], value: Value) -> None:
        content = sheet.get(*place)
        if entered(content):
            return
        kept = content if isinstance(content, Cell) else Cell()
        changed = make(value, "", kept.format, kept.extra, value is not None)
        if changed != content:
            sheet.put(*place, changed)


def _value(found: Any) -> Value:
    """The machine's value as a cell keeps it."""
    if isinstance(found, dict):
        return ERRORS.get(found.get("kind", ""), BROKEN)
    if isinstance(found, list):
        return _value(found[0][0] if found and isinstance(found[0], list) and found[0] else None)
    if isinstance(found, bool) or found is None or isinstance(found, str):
        return found
    if isinstance(found, int | float):
        return number(found) if found == found and abs(found) != float("inf") else ERRORS["Num"]
    return str(found)


def _named(book: Workbook, name: str) -> tuple[str, Area] | None:
    folded = name.casefold()
    for known in book.named_ranges:
        if known["name"].casefold() == folded:
            area = Area.of(known["range"])
            return book.sheet(area.sheet).title, area
    return None


def _title(book: Workbook, title: str) -> str:
    found = book.titled(title)
    return found.title if found else title


def _offset(book: Workbook, now: datetime) -> str:
    """The spreadsheet's zone as an offset from UTC at this moment: +03:00."""
    text = book.local(now).strftime("%z") or "+0000"
    return f"{text[:3]}:{text[3:5]}"


@lru_cache(maxsize=256)
def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
