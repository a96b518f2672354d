"""What every request of a batch works on, and the areas requests name."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from ...wire import Json, bad_request
from .. import ranges
from ..book.areas import Area, Box
from ..book.workbook import Sheet, Workbook
from ..protection import check_editable


@dataclass(frozen=True)
class Batch:
    """One batchUpdate under way: the workbook it changes, who asks and when."""

    book: Workbook
    tx: sqlite3.Connection
    user: str
    now: datetime

    def place(self, grid_range: Json | None, what: str = "range") -> tuple[Sheet, Area]:
        """The sheet and area of a GridRange; 400 when it is missing, unknown, upside down or past the
        grid."""
        if grid_range is None:
            raise bad_request(f"Must specify {what}.")
        area = Area.of(grid_range)
        sheet = self.book.sheet(area.sheet)
        ranges.check_start(sheet, area)
        return sheet, area

    def editable(self, grid_range: Json | None, what: str = "range") -> tuple[Sheet, Box]:
        """The cells of a GridRange that this caller may edit."""
        sheet, area = self.place(grid_range, what)
        check_editable(self.book, sheet, area, self.user)
        return sheet, sheet.box(area)

    def filled(self, grid_range: Json) -> Json:
        """A GridRange with open sides filled up to the grid."""
        sheet, area = self.place(grid_range)
        return sheet.box(area).area(sheet.id).json()


def required(request: Json, name: str) -> Json:
    """A member a request cannot do without."""
    found: Json | None = request.get(name)
    if found is None:
        raise bad_request(f"Must specify {name}.")
    return found


def random_id(items: list[Json], key: str, book: Workbook) -> int:
    """A free number for a new object."""
    return book.free_id({item.get(key, 0) for item in items})


def own_id(book: Workbook, name: str, key: str, wanted: int | None, what: str) -> int:
    """The number of a new object among all sheets' parts of this name: the one asked for, else a random one.

    400 when another has it.
    """
    every = [item for sheet in book.sheets for item in sheet.parts.get(name, ())]
    if wanted and any(item.get(key) == wanted for item in every):
        raise bad_request(f"{what} with ID {wanted} already exists.")
    return wanted or random_id(every, key, book)


def numbered(items: list[Json], key: str, number: int | str, what: str) -> Json:
    """The object with this id, or 400."""
    for item in items:
        if item.get(key) == number:
            return item
    raise bad_request(f"No {what} with id: {number}")


def part(sheet: Sheet, name: str) -> list[Json]:
    """A list of a sheet's parts, made when it is new."""
    found: list[Json] = sheet.parts.setdefault(name, [])
    return found


def put_back(sheet: Sheet, name: str, known: Json, target: Sheet, changed: Json) -> None:
    """An object of a sheet after a change: in its place, or after those of the sheet it has moved to."""
    items: list[Json] = sheet.parts[name]
    if target is sheet:
        items[items.index(known)] = changed
        return
    items.remove(known)
    part(target, name).append(changed)
    prune(sheet, name)


def prune(sheet: Sheet, name: str) -> None:
    """Drop a list that has become empty."""
    if not sheet.parts.get(name):
        sheet.parts.pop(name, None)
