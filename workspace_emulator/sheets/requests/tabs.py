"""addSheet, deleteSheet and duplicateSheet; also the copying of a sheet that sheets.copyTo uses."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from ...wire import Json, bad_request
from .. import fresh, resource
from ..book.areas import Area
from ..book.follow import rewrite_formulas
from ..book.workbook import Sheet, Workbook
from ..formulas.moves import follow_title
from ..protection import check_editable
from .batch import Batch

LONGEST_TITLE = 100
_NUMBERED = {
    "protectedRanges": "protectedRangeId",
    "bandedRanges": "bandedRangeId",
    "filterViews": "filterViewId",
    "charts": "chartId",
}
_PLACES = ("range", "ranges", "unprotectedRanges", "merges", "sources", "anchorCell", "dimensionRange")
"""The members that name cells or lines of a sheet."""


def add_sheet(batch: Batch, request: Json) -> Json:
    book = batch.book
    given = request.get("properties", {})
    title = given.get("title", "")
    if title:
        check_title(book, title)
    sheet_id = free_id(book, given.get("sheetId"))
    if given.get("sheetType", "GRID") != "GRID":
        raise bad_request(f"Sheets of type {given['sheetType']} are not supported by this workspace.")
    made = fresh.sheet(sheet_id, title or free_title(book, "Sheet", numbered=True), given)
    place(book, made, given.get("index"))
    book.check_size()
    book.engine = None
    return {"addSheet": {"properties": resource.sheet_properties(book, made)}}


def delete_sheet(batch: Batch, request: Json) -> None:
    book = batch.book
    sheet = book.tab(request.get("sheetId", 0))
    others = [other for other in book.sheets if other is not sheet]
    if not others:
        raise bad_request("You can't remove all the sheets in a document.")
    if all(other.properties.get("hidden") for other in others):
        raise bad_request("You can't remove all the visible sheets in a document.")
    check_editable(book, sheet, Area(sheet.id), batch.user)
    book.sheets.remove(sheet)
    title = sheet.title
    rewrite_formulas(book, lambda text, _: follow_title(text, title, None))
    book.named_ranges = [item for item in book.named_ranges if item["range"].get("sheetId", 0) != sheet.id]
    book.metadata = [item for item in book.metadata if _sheet_of(item) != sheet.id]
    book.engine = None


def duplicate_sheet(batch: Batch, request: Json) -> Json:
    book = batch.book
    source = book.tab(request.get("sourceSheetId", 0))
    title = request.get("newSheetName") or free_title(book, f"Copy of {source.title}")
    check_title(book, title)
    sheet_id = free_id(book, request.get("newSheetId"))
    made = copied(source, sheet_id, title)
    place(book, made, request.get("insertSheetIndex", 0))
    book.check_size()
    book.engine = None
    return {"duplicateSheet": {"properties": resource.sheet_properties(book, made)}}


def copied(source: Sheet, sheet_id: int, title: str) -> Sheet:
    """A copy of a sheet with its cells; ranges of its parts mean the copy, objects get its id where they
    name a sheet."""
    made = Sheet(sheet_id, deepcopy(source.properties) | {"sheetId": sheet_id, "title": title})
    made.properties.pop("hidden", None)
    made.rows = [list(cells) for cells in source.rows]
    made.lines = deepcopy(source.lines)
    made.formulas = source.formulas
    made.parts = _renumbered(on_sheet(deepcopy(source.parts), source.id, sheet_id))
    made.changed_from(0)
    return made


def check_title(book: Workbook, title: str, own: Sheet | None = None) -> None:
    """400 for a title that is blank, too long or another sheet's."""
    if not title.strip():
        raise bad_request("The sheet name cannot be empty.")
    if len(title) > LONGEST_TITLE:
        raise bad_request(f"The sheet name cannot be greater than {LONGEST_TITLE} characters.")
    if book.titled(title) not in (None, own):
        raise bad_request(f'A sheet with the name "{title}" already exists. Please enter another name.')


def free_title(book: Workbook, wanted: str, numbered: bool = False) -> str:
    """A title nobody has: `Copy of X`, then `Copy of X 2`; numbered ones begin with `Sheet1`."""
    number = len(book.sheets) + 1 if numbered else 2
    title = f"{wanted}{number}" if numbered else wanted
    while book.titled(title):
        title = f"{wanted}{number}" if numbered else f"{wanted} {number}"
        number += 1
    return title


def place(book: Workbook, sheet: Sheet, index: int | None) -> None:
    """Put a new tab at an index, at the end without one."""
    if index is not None and not 0 <= index <= len(book.sheets):
        raise bad_request(f"Sheet index must be between 0 and {len(book.sheets)}.")
    book.sheets.insert(len(book.sheets) if index is None else index, sheet)


def _renumbered(parts: Json) -> Json:
    """Objects whose ids are unique in a spreadsheet get new ones."""
    for name, key in _NUMBERED.items():
        for item in parts.get(name, []):
            item[key] = Workbook.free_id(set())
    return parts


def free_id(book: Workbook, wanted: int | None) -> int:
    """The number of a new sheet: the one asked for, else a random one."""
    if wanted is None:
        return book.free_sheet_id()
    if wanted < 0:
        raise bad_request("Sheet id must be non-negative.")
    if any(sheet.id == wanted for sheet in book.sheets):
        raise bad_request(f"Sheet with id {wanted} already exists.")
    return wanted


def _sheet_of(item: Json) -> int | None:
    location = item["location"]
    if location.get("spreadsheet"):
        return None
    found: int = location.get("dimensionRange", location).get("sheetId", 0)
    return found


def on_sheet(value: Any, old: int, new: int) -> Any:
    """A message whose ranges and places on one sheet are told of another."""
    if isinstance(value, list):
        return [on_sheet(item, old, new) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _placed(item, old, new) if name in _PLACES else on_sheet(item, old, new)
        for name, item in value.items()
    }


def _placed(place: Any, old: int, new: int) -> Any:
    if isinstance(place, list):
        return [_placed(item, old, new) for item in place]
    if place.get("sheetId", 0) != old:
        return place
    rest = {name: item for name, item in place.items() if name != "sheetId"}
    return {"sheetId": new} | rest if new else rest
