"""A workbook in memory: its sheets with their cells, and all that hangs on them as Google prints it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ...wire import ApiError, Json, bad_request
from .areas import Area, Box
from .cell import Cell, Content
from .formats import Formats

BLOCK = 256
CELL_LIMIT = 10_000_000
COLUMN_LIMIT = 18_278


def zone(name: str) -> tzinfo | None:
    """A time zone by its CLDR name or as `GMT-07:00`; None for any other text."""
    offset = re.fullmatch(r"GMT([+-])(\d{2}):(\d{2})", name)
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3])
        return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None


class Sheet:
    """One tab. `rows` reaches to the last row that holds anything; a row to its last cell that does.

    `born` names the life of this tab: a new one may take the number of one that is gone.
    `order` is another one whenever lines or cells have come, gone or changed places.
    `parts` are the lists and objects that Google prints next to `properties` (merges, protectedRanges …).
    `lines` keeps what single rows and columns have of their own (pixelSize, hiddenByUser):
    lines["ROWS"][index].
    """

    def __init__(self, sheet_id: int, properties: Json, born: str | None = None) -> None:
        self.id = sheet_id
        self.born = secrets.token_hex(8) if born is None else born
        self.order = ""
        self.properties = properties
        self.rows: list[list[Content]] = []
        self.parts: Json = {}
        self.lines: dict[str, dict[int, Json]] = {"ROWS": {}, "COLUMNS": {}}
        self.formulas = False
        self.dirty: set[int] = set()
        self.touched: set[tuple[int, int]] | None = None

    @property
    def title(self) -> str:
        return str(self.properties["title"])

    @property
    def grid(self) -> Json:
        found: Json = self.properties.setdefault("gridProperties", {})
        return found

    @property
    def row_count(self) -> int:
        return int(self.grid.get("rowCount", 0))

    @property
    def column_count(self) -> int:
        return int(self.grid.get("columnCount", 0))

    def size(self, dimension: str) -> int:
        """How many rows or columns the grid has."""
        return self.row_count if dimension == "ROWS" else self.column_count

    def resize(self, rows: int, columns: int) -> None:
        self.grid["rowCount"], self.grid["columnCount"] = rows, columns

    def get(self, row: int, column: int) -> Content:
        if row >= len(self.rows):
            return None
        cells = self.rows[row]
        return cells[column] if column < len(cells) else None

    def row(self, row: int, left: int, right: int) -> list[Content]:
        """The cells of a row between two columns, as far as the row reaches."""
        return self.rows[row][left:right] if row < len(self.rows) else []

    def put(self, row: int, column: int, content: Content) -> None:
        """Set one cell; the grid is not asked."""
        if content is None and (row >= len(self.rows) or column >= len(self.rows[row])):
            return
        while len(self.rows) <= row:
            self.rows.append([])
        cells = self.rows[row]
        if column >= len(cells):
            cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = content
        self.dirty.add(row // BLOCK)
        if isinstance(content, Cell) and (content.formula or content.extra):
            self.formulas = True
        if self.touched is not None:
            self.touched.add((row, column))

    def reordered(self) -> None:
        """What stood at a place may stand at another."""
        self.order = secrets.token_hex(8)

    def changed_from(self, row: int) -> None:
        """Everything from this row on has moved."""
        self.dirty.update(range(row // BLOCK, max(len(self.rows), row) // BLOCK + 1))
        self.touched = None

    def box(self, area: Area) -> Box:
        """The cells of an area that this grid has."""
        return area.within(self.row_count, self.column_count)

    def used(self, area: Area) -> Box:
        """The part of an area where cells are kept at all."""
        box = self.box(area)
        bottom = min(box.bottom, len(self.rows))
        width = max((len(cells) for cells in self.rows[box.top : bottom]), default=0)
        return Box(box.top, max(box.top, bottom), box.left, max(box.left, min(box.right, width)))

    def cells(self) -> Iterator[tuple[int, int, Content]]:
        """Every kept cell that is not empty."""
        for row, cells in enumerate(self.rows):
            for column, content in enumerate(cells):
                if content is not None:
                    yield row, column, content

    def trim(self) -> None:
        """Drop empty ends of changed rows and empty rows at the end."""
        for block in self.dirty:
            for cells in self.rows[block * BLOCK : (block + 1) * BLOCK]:
                while cells and cells[-1] is None:
                    cells.pop()
        while self.rows and not self.rows[-1]:
            self.rows.pop()


class Workbook:
    """A spreadsheet.

    `engine` is the calculating machine the formulas room keeps with it, rebuilt when it is None; `births` are
    the sheets as the store has them; `owner` is the account that owns the file at the moment.
    """

    def __init__(self, file_id: str, properties: Json) -> None:
        self.file_id = file_id
        self.properties = properties
        self.sheets: list[Sheet] = []
        self.named_ranges: list[Json] = []
        self.metadata: list[Json] = []
        self.formats = Formats()
        self.engine: Any = None
        self.births: dict[int, str] = {}
        self.owner = ""

    @property
    def locale(self) -> str:
        return str(self.properties.get("locale", "en_US"))

    @property
    def time_zone(self) -> str:
        return str(self.properties.get("timeZone", "Etc/GMT"))

    def local(self, now: datetime) -> datetime:
        """A moment in the spreadsheet's time zone."""
        found = zone(self.time_zone)
        return now if found is None else now.astimezone(found)

    def sheet(self, sheet_id: int) -> Sheet:
        """A sheet by its id, or 400 in Google's words."""
        for sheet in self.sheets:
            if sheet.id == sheet_id:
                return sheet
        raise bad_request(f"No grid with id: {sheet_id}")

    def tab(self, sheet_id: int) -> Sheet:
        """A sheet by its id for what is asked of the sheet itself: the refusal has its own words."""
        if all(sheet.id != sheet_id for sheet in self.sheets):
            raise bad_request(f"No sheet with id: {sheet_id}")
        return self.sheet(sheet_id)

    def titled(self, title: str) -> Sheet | None:
        """A sheet by its title; titles differ by more than case."""
        exact = next((sheet for sheet in self.sheets if sheet.title == title), None)
        folded = title.casefold()
        return exact or next((sheet for sheet in self.sheets if sheet.title.casefold() == folded), None)

    def index(self, sheet: Sheet) -> int:
        return self.sheets.index(sheet)

    def free_sheet_id(self) -> int:
        return self.free_id({sheet.id for sheet in self.sheets})

    def check_size(self) -> None:
        """400 when the grids hold more cells than a workbook may."""
        if sum(sheet.row_count * sheet.column_count for sheet in self.sheets) > CELL_LIMIT:
            raise ApiError(
                400,
                "This action would increase the number of cells in the workbook above the limit of "
                f"{CELL_LIMIT} cells.",
            )
        if any(sheet.column_count > COLUMN_LIMIT for sheet in self.sheets):
            raise ApiError(
                400,
                "This action would increase the number of columns in the worksheet above the limit of "
                f"{COLUMN_LIMIT} columns.",
            )

    @staticmethod
    def free_id(taken: set[int]) -> int:
        """A random positive 31-bit number that is not taken."""
        while True:
            found = secrets.randbelow(2**31 - 1) + 1
            if found not in taken:
                return found
