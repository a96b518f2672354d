"""Spreadsheets: one call reads a book, one call writes it. What a write consists of is built in `cells` and
`tabs`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from .calls import Calls, Json
from .errors import GoogleTrouble, Kind
from .services import Services

Cell = str | float | bool | None
BOOK_FIELDS = "spreadsheetId,properties(title,locale,timeZone)"
TAB_FIELDS = "properties(sheetId,title,index,hidden,gridProperties(rowCount,columnCount,frozenRowCount))"
CELL_FIELDS = "data(startRow,startColumn,rowData.values(effectiveValue,userEnteredValue.formulaValue))"
UNTOUCHED = re.compile(r"[^\W\d]+ ?1")
"""«Sheet1» in the account's language."""
ERRORS = {
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
    "NULL_VALUE": "#NULL!",
    "LOADING": "#LOADING!",
}


@dataclass(frozen=True)
class Tab:
    """One tab. `rows` start at the first row and are cut after their last filled cell; dates are serial
    numbers (days since 1899-12-30), a formula that failed reads as «#REF!». `formulas` holds the text of each
    by (row, column), both counted from 0. `row_count` and `column_count` are the grid's, filled or not."""

    sheet_id: int
    title: str
    rows: tuple[tuple[Cell, ...], ...] = ()
    hidden: bool = False
    row_count: int = 0
    column_count: int = 0
    frozen_rows: int = 0
    index: int = 0
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict, hash=False)

    def at(self, row: int, column: int) -> Cell:
        """The cell at a place counted from 0; None outside of what is filled."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return None
        return self.rows[row][column]


@dataclass(frozen=True)
class Book:
    """A spreadsheet as it was read. `tabs` keep their order; `whole` says that none was left out."""

    id: str
    title: str
    locale: str
    time_zone: str
    tabs: tuple[Tab, ...]
    whole: bool = True

    @classmethod
    def as_made(cls, title: str) -> Book:
        """A book as Google makes it: one empty tab, the account's locale and zone."""
        return cls("", title, "", "", (Tab(0, "Sheet1"),))

    @property
    def untouched(self) -> Tab | None:
        """The empty tab that Google puts first into every new book, as long as nobody renamed or used it."""
        first = self.by_id(0)
        return first if first and not first.rows and UNTOUCHED.fullmatch(first.title) else None

    def tab(self, title: str) -> Tab | None:
        """A tab by its title, whatever the case and the spaces around it."""
        wanted = title.strip().casefold()
        return next((tab for tab in self.tabs if tab.title.strip().casefold() == wanted), None)

    def by_id(self, sheet_id: int) -> Tab | None:
        """A tab by the number it keeps when people rename or move it."""
        return next((tab for tab in self.tabs if tab.sheet_id == sheet_id), None)


class SheetsGate:
    """sheets.spreadsheets.get and batchUpdate."""

    def __init__(self, services: Services, calls: Calls) -> None:
        self._services = services
        self._calls = calls

    def read(self, book_id: str, tabs: Sequence[str] | None = None) -> Book:
        """The book with the cells of all tabs, or of those titled, in one call.

        A title that no tab bears (any more) costs a second call, whose answer is the whole book.
        """
        if tabs is None:
            return self._read(book_id, cells=True)
        if not tabs:
            return self._read(book_id, cells=False)
        try:
            asked = [quoted(title) for title in tabs]
            return replace(self._read(book_id, cells=True, ranges=asked), whole=False)
        except GoogleTrouble as trouble:
            if trouble.kind is not Kind.INVALID:
                raise
        return self._read(book_id, cells=True)

    def outline(self, book_id: str) -> Book:
        """The book and its tabs without their cells."""
        return self._read(book_id, cells=False)

    def write(self, book_id: str, requests: Sequence[Json], *, repeatable: bool = True) -> list[Json]:
        """All requests or none in one call; one reply for each. No call at all for no requests.

        `repeatable` says that doing them twice comes to the same: true of cells at fixed places, formats and
        tabs with a number of their own (the second attempt is then refused); false of rows inserted or
        appended.
        """
        if not requests:
            return []
        client = self._services.sheets
        body = {"requests": list(requests)}
        answer = self._calls.run(
            "sheets.spreadsheets.batchUpdate", lambda: client.batch_update(book_id, body), repeatable
        )
        return list(answer.get("replies", []))

    def _read(self, book_id: str, *, cells: bool, ranges: Sequence[str] = ()) -> Book:
        tabs = f"sheets({TAB_FIELDS},{CELL_FIELDS})" if cells else f"sheets.{TAB_FIELDS}"
        params: Json = {"fields": f"{BOOK_FIELDS},{tabs}"}
        if ranges:
            params["ranges"] = list(ranges)
        client = self._services.sheets
        answer = self._calls.run(
            "sheets.spreadsheets.get", lambda: client.spreadsheets_get(book_id, params), repeatable=True
        )
        return _book(answer)


def quoted(title: str) -> str:
    """A tab's title as a range of A1 notation: the whole tab."""
    return "'" + title.replace("'", "''") + "'"


def _book(answer: Json) -> Book:
    told = answer.get("properties", {})
    return Book(
        id=answer.get("spreadsheetId", ""),
        title=told.get("title", ""),
        locale=told.get("locale", ""),
        time_zone=told.get("timeZone", ""),
        tabs=tuple(_tab(sheet) for sheet in answer.get("sheets", [])),
    )


def _tab(sheet: Json) -> Tab:
    told = sheet.get("properties", {})
    grid = told.get("gridProperties", {})
    cells: dict[tuple[int, int], Cell] = {}
    formulas: dict[tuple[int, int], str] = {}
    for block in sheet.get("data", []):
        for r, row in enumerate(block.get("rowData", []), block.get("startRow", 0)):
            for c, cell in enumerate(row.get("values", []), block.get("startColumn", 0)):
                value = _value(cell.get("effectiveValue", {}))
                formula = cell.get("userEnteredValue", {}).get("formulaValue")
                if value is not None:
                    cells[r, c] = value
                if formula is not None:
                    formulas[r, c] = formula
    return Tab(
        sheet_id=told.get("sheetId", 0),
        title=told.get("title", ""),
        rows=_rows(cells),
        hidden=bool(told.get("hidden", False)),
        row_count=grid.get("rowCount", 0),
        column_count=grid.get("columnCount", 0),
        frozen_rows=grid.get("frozenRowCount", 0),
        index=told.get("index", 0),
        formulas=formulas,
    )


def _rows(cells: Mapping[tuple[int, int], Cell]) -> tuple[tuple[Cell, ...], ...]:
    widths: dict[int, int] = {}
    for row, column in cells:
        widths[row] = max(widths.get(row, 0), column + 1)
    height = max(widths, default=-1) + 1
    return tuple(
        tuple(cells.get((row, column)) for column in range(widths.get(row, 0))) for row in range(height)
    )


def _value(effective: Json) -> Cell:
    """A blank text is no value: people cannot see the difference."""
    if "errorValue" in effective:
        return ERRORS.get(effective["errorValue"].get("type", ""), "#ERROR!")
    if "numberValue" in effective:
        return float(effective["numberValue"])
    if "boolValue" in effective:
        return bool(effective["boolValue"])
    return effective.get("stringValue") or None
