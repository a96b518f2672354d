"""What the sheet page shows: the lines and cells of a window of rows, ready for the template."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from ..sheets.book.a1 import column_letters
from ..sheets.book.areas import Area, Box
from ..sheets.book.cell import Content, ErrorValue, extra_of, format_of, value_of
from ..sheets.book.workbook import BLOCK, Sheet, Workbook
from ..sheets.grid import PIXELS
from ..sheets.links import hyperlink
from ..sheets.painted import painted
from ..wire import Json
from . import sheet_cells, sheet_filter
from .letter_html import LINKS
from .sheet_looks import MOST_FROZEN, band_class, rgb
from .sheet_typed import Typed

MOST_CELLS = 4000
WIDEST_LETTER = 12


@dataclass(frozen=True)
class Shown:
    """One cell. `typed` is what the formula bar shows where it differs from the text, else None; `reach` how
    many columns a text may run over, 0 when nothing stops it; `hint` what its rule says to who types."""

    column: int
    text: str
    classes: str
    typed: str | None
    note: str
    choice: str
    link: str
    shade: str
    rows: int
    columns: int
    reach: int = 0
    hint: str = ""
    sign: sheet_filter.Sign | None = None


@dataclass(frozen=True)
class Merged:
    """A merge as a window shows it: how many rows and columns it takes there, its last ones in sight, and
    whether its value stands in this window."""

    rows: int
    columns: int
    bottom: int
    right: int
    valued: bool


@dataclass(frozen=True)
class Line:
    """One row: its number from 0, its height where it has one of its own, its cells."""

    row: int
    height: int
    cells: tuple[Shown, ...]


@dataclass(frozen=True)
class Column:
    """A visible column and the cell that stands wherever it holds nothing."""

    index: int
    letters: str
    frozen: bool
    blank: Shown


class View:
    """One sheet of a workbook as a page shows it."""

    def __init__(self, book: Workbook, sheet: Sheet, now: datetime, link: Callable[[str], str]) -> None:
        self.book, self.sheet, self.now, self.link = book, sheet, now, link
        self.typed = Typed(book, now)
        self.frozen_rows = min(int(sheet.grid.get("frozenRowCount", 0)), sheet.row_count)
        self.frozen_columns = min(int(sheet.grid.get("frozenColumnCount", 0)), MOST_FROZEN)
        self.signs = sheet_filter.signs(sheet)
        self.hidden_rows = hidden(sheet, "ROWS")
        self.hidden_columns = hidden(sheet, "COLUMNS")
        self.columns = [
            Column(
                index, column_letters(index), index < self.frozen_columns, _blank(index, self.frozen_columns)
            )
            for index in range(sheet.column_count)
            if index not in self.hidden_columns
        ]
        self.order = {column.index: number for number, column in enumerate(self.columns)}
        self.merges = [Area.of(found).within(sheet.row_count, sheet.column_count) for found in merges(sheet)]

    @property
    def size(self) -> int:
        """How many rows a window has: a part of a block of the store, fewer in a wide sheet."""
        size = BLOCK // 2
        while size > 16 and size * self.sheet.column_count > MOST_CELLS:
            size //= 2
        return size

    @property
    def windows(self) -> int:
        return -(-self.sheet.row_count // self.size)

    def window(self, number: int) -> list[Line]:
        """The rows of a window, frozen ones left out: they stand above all windows."""
        top = max(number * self.size, self.frozen_rows)
        return self.lines(
            Box(top, min((number + 1) * self.size, self.sheet.row_count), 0, self.sheet.column_count)
        )

    def head(self) -> list[Line]:
        """The frozen rows."""
        return self.lines(Box(0, self.frozen_rows, 0, self.sheet.column_count))

    def lines(self, box: Box) -> list[Line]:
        """The visible rows of a box of whole rows."""
        if not box.height:
            return []
        colours = painted(self.book, self.sheet, box, self.now)
        spans, covered = self._merged(box)
        lines = []
        for row in range(box.top, box.bottom):
            if row in self.hidden_rows:
                continue
            cells = []
            for column in self.columns:
                place = (row, column.index)
                if place in covered:
                    continue
                merged = spans.get(place)
                content = self.sheet.get(*place) if merged is None or merged.valued else None
                more = [f"c{number}" for number in colours.holding.get(place, ())]
                more += [band_class(colours.bands[place])] if place in colours.bands else []
                more += [self.signs[place].classes] if place in self.signs else []
                shade = rgb(colours.scales[place]) if place in colours.scales else ""
                more += self._edges(place, merged) if merged else []
                cells.append(self._cell(row, column, content, more, shade, merged))
            known = self.sheet.lines["ROWS"].get(row, {}).get("pixelSize", PIXELS["ROWS"])
            lines.append(Line(row, int(known), tuple(cells)))
        return lines

    def _cell(
        self, row: int, column: Column, content: Content, more: list[str], shade: str,
        span: Merged | None,
    ) -> Shown:  # fmt: skip
        if content is None and not more and not shade and span is None:
            return column.blank
        extra, value, reach = extra_of(content), value_of(content), 0
        text, typed = self.typed.shown(content), self.typed.text(content)
        choice = sheet_cells.choice(extra)
        classes = [f"f{format_of(content)}"] if format_of(content) else []
        classes += more
        if column.frozen:
            classes.append(f"k k{column.index}")
        if isinstance(value, bool | ErrorValue):
            classes.append("mid")
        elif isinstance(value, int | float):
            classes.append("num")
        elif text and self._flows(content):
            reach = self._reach(row, column, text)
            if reach == 1:
                reach = 0
            else:
                classes.append("flow")
        if extra.get("note"):
            classes.append("noted")
        if choice:
            classes.append(f"{choice} ticked" if value is True else choice)
        hint = extra.get("dataValidation", {}).get("inputMessage", "")
        rows, columns = (span.rows, span.columns) if span else (1, 1)
        return Shown(
            column.index, text, " ".join(classes), None if typed == text else typed, extra.get("note", ""),
            choice, self._followed(content), shade, rows, columns, reach, hint,
            self.signs.get((row, column.index)),
        )  # fmt: skip

    def _edges(self, place: tuple[int, int], merged: Merged) -> list[str]:
        """The classes of the lines around a merge: those under it and behind it belong to other cells."""
        under = format_of(self.sheet.get(merged.bottom, place[1]))
        behind = format_of(self.sheet.get(place[0], merged.right))
        return [f"{side}{number}" for side, number in (("u", under), ("r", behind)) if number]

    def _followed(self, content: Content) -> str:
        """Where a press leads: an address that a browser may be sent to, or ''."""
        address = hyperlink(content, self.book.formats[format_of(content)], self.book.locale)
        return self.link(address) if address.lower().startswith(LINKS) else ""

    def _flows(self, content: Content) -> bool:
        """Whether a text may run over the next cell where that is empty."""
        known = self.book.formats[format_of(content)]
        wraps = known.get("wrapStrategy", "OVERFLOW_CELL") != "OVERFLOW_CELL"
        sideways = known.get("horizontalAlignment", "LEFT") != "LEFT"
        return not wraps and not sideways

    def _reach(self, row: int, column: Column, text: str) -> int:
        """How many columns a text may run over: as far as the next value, and not out of the frozen ones. 0
        when it ends before that."""
        room, known = len(text) * WIDEST_LETTER, self.sheet.lines["COLUMNS"]
        for count, other in enumerate(islice(self.columns, self.order[column.index], None)):
            taken = count and value_of(self.sheet.get(row, other.index)) is not None
            if taken or other.frozen != column.frozen:
                return count
            room -= int(known.get(other.index, {}).get("pixelSize", PIXELS["COLUMNS"]))
            if room <= 0 and count:
                return 0
        return 0

    def _merged(self, box: Box) -> tuple[dict[tuple[int, int], Merged], set[tuple[int, int]]]:
        """Cells that stand for a merge in this box, and those it covers."""
        spans: dict[tuple[int, int], Merged] = {}
        covered: set[tuple[int, int]] = set()
        for merge in self.merges:
            if merge.bottom <= box.top or merge.top >= box.bottom:
                continue
            rows = [
                row
                for row in range(max(merge.top, box.top), min(merge.bottom, box.bottom))
                if row not in self.hidden_rows
            ]
            columns = [
                column for column in range(merge.left, merge.right) if column not in self.hidden_columns
            ]
            if rows and columns:
                anchor = (rows[0], columns[0])
                valued = anchor == (merge.top, merge.left)
                spans[anchor] = Merged(len(rows), len(columns), rows[-1], columns[-1], valued)
                covered |= {(row, column) for row in rows for column in columns} - {anchor}
        return spans, covered


def _blank(column: int, frozen: int) -> Shown:
    return Shown(column, "", f"k k{column}" if column < frozen else "", None, "", "", "", "", 1, 1)


def hidden(sheet: Sheet, dimension: str) -> set[int]:
    """The rows or columns that a person or a filter has hidden."""
    lines = sheet.lines[dimension].items()
    return {line for line, known in lines if known.get("hiddenByUser") or known.get("hiddenByFilter")}


def visible(sheet: Sheet, dimension: str, box: Box) -> list[int]:
    """The rows or columns of a box that are in sight."""
    lines = range(box.top, box.bottom) if dimension == "ROWS" else range(box.left, box.right)
    unseen = hidden(sheet, dimension)
    return [line for line in lines if line not in unseen]


def merges(sheet: Sheet) -> list[Json]:
    found: list[Json] = sheet.parts.get("merges", [])
    return found


def shape(book: Workbook, sheet: Sheet, title: str) -> str:
    """A mark that changes whenever more than cells has: tabs, sizes, merges, rules, protection."""
    names = ("title", "hidden", "tabColorStyle")
    tabs = [(other.id, *map(other.properties.get, names)) for other in book.sheets]
    lines = {dimension: sorted(known.items()) for dimension, known in sheet.lines.items()}
    return _digest([title, tabs, book.locale, sheet.properties, sheet.parts, lines])


def looks(book: Workbook) -> str:
    """A mark that changes whenever a cell format was added."""
    return _digest(book.formats.made)


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
