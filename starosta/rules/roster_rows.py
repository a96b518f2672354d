"""Reading one row cell by cell: every cell that cannot be understood is noted as a problem with its place.
Meanings are elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import time as Time
from typing import TypeVar

from . import cells
from .cells import Reading
from .people import Span
from .problems import Place, Problem
from .tables import Cell, Row, Table
from .vocabulary import Vocabulary, look

Value = TypeVar("Value")

WORKBOOK = "school"
BLANK = "blank"


@dataclass
class RowReader:
    """One row being read. `need_…` methods mark the row `broken` when the cell is blank or unreadable, the
    others do not."""

    tab: str
    row: Row
    vocabulary: Vocabulary
    problems: list[Problem]
    broken: bool = False

    def text(self, column: str) -> str:
        return cells.text(self.cell(column))

    def texts(self, column: str) -> tuple[str, ...]:
        return cells.texts(self.cell(column))

    def date(self, column: str) -> Date | None:
        return self._value(column, cells.date(self.cell(column)))

    def email(self, column: str) -> str:
        return self._value(column, cells.email(self.cell(column))) or ""

    def yes(self, column: str, default: bool = True) -> bool:
        answer = self._value(column, cells.yes_no(self.cell(column), self.vocabulary))
        return default if answer is None else answer

    def word(self, column: str, meanings: Mapping[str, Value], fault: str) -> Value | None:
        return self._value(column, self._meaning(column, meanings, fault))

    def span(self, start: str, end: str) -> Span:
        """The days between two optional columns; an unreadable one leaves its side open, turned-round ones
        both."""
        span = Span(self.date(start), self.date(end))
        if span.start and span.end and span.end < span.start:
            self.note("span_reversed", end)
            return Span()
        return span

    def need_text(self, column: str) -> str:
        written = self.text(column)
        if not written:
            self.spoil(BLANK, column)
        return written

    def need_date(self, column: str) -> Date:
        return self._needed(column, cells.date(self.cell(column)), Date.min)

    def need_time(self, column: str) -> Time:
        return self._needed(column, cells.time(self.cell(column)), Time.min)

    def need_email(self, column: str) -> str:
        return self._needed(column, cells.email(self.cell(column)), "")

    def need_range(self, column: str) -> tuple[int, int]:
        return self._needed(column, cells.number_range(self.cell(column)), (0, 0))

    def need_word(self, column: str, meanings: Mapping[str, Value], fault: str, otherwise: Value) -> Value:
        return self._needed(column, self._meaning(column, meanings, fault), otherwise)

    def need_span(self, start: str, end: str) -> Span:
        """The days from a needed date to an optional one (None stays open); whatever is unreadable spoils
        the row."""
        first = self.need_date(start)
        reading = cells.date(self.cell(end))
        if reading.fault:
            self.spoil(reading.fault, end)
        elif reading.value and not self.broken and reading.value < first:
            self.spoil("span_reversed", end)
        return Span(first, reading.value)

    def note(self, fault: str, column: str, **facts: object) -> None:
        """A problem of one cell that costs only the cell; the fact `text` quotes it."""
        quoted = {"text": cells.shown(self.cell(column))} | facts
        self.problems.append(Problem(f"roster.{fault}", quoted, self.place(column)))

    def spoil(self, fault: str, column: str, **facts: object) -> None:
        """A problem that costs the row."""
        self.note(fault, column, **facts)
        self.broken = True

    def place(self, column: str) -> Place:
        return Place(WORKBOOK, self.tab, self.row.number, column)

    def cell(self, column: str) -> Cell:
        return self.row.cells.get(column)

    def _meaning(self, column: str, meanings: Mapping[str, Value], fault: str) -> Reading[Value]:
        written = self.text(column)
        value = look(meanings, written)
        return Reading(value, fault if written and value is None else "")

    def _value(self, column: str, reading: Reading[Value]) -> Value | None:
        if reading.fault:
            self.note(reading.fault, column)
        return reading.value

    def _needed(self, column: str, reading: Reading[Value], otherwise: Value) -> Value:
        if reading.value is not None:
            return reading.value
        self.spoil(reading.fault or BLANK, column)
        return otherwise


@dataclass
class Tables:
    """All tables of the workbook while they are read, and the problems found so far."""

    tables: Mapping[str, Table]
    vocabulary: Vocabulary
    problems: list[Problem] = field(default_factory=list)

    def rows(self, key: str) -> Iterator[RowReader]:
        """The rows of a table; a missing table has none."""
        for row in self.tables.get(key, Table(key)).rows:
            yield RowReader(key, row, self.vocabulary, self.problems)


def problem(fault: str, tab: str, row: int = 0, column: str = "", **facts: object) -> Problem:
    """A problem of the school's workbook; `fault` is its name in `words.toml` [problems.roster]."""
    return Problem(f"roster.{fault}", facts, Place(WORKBOOK, tab, row, column))
