"""mergeCells and unmergeCells, and the laying of merged cells for whoever brings them."""

from __future__ import annotations

from collections.abc import Iterable

from ...wire import Json, bad_request
from ..book.areas import Area, Box
from ..book.cell import value_of, with_value
from ..book.workbook import Sheet
from .batch import Batch, part, prune

_PARTLY = "You must select all cells in a merged range to merge or unmerge them."


def merge_cells(batch: Batch, request: Json) -> None:
    sheet, box = batch.editable(request.get("range"))
    _take_apart(sheet, box.area(sheet.id))
    lay(sheet, [piece.area(sheet.id) for piece in _pieces(box, request.get("mergeType", "MERGE_ALL"))])


def unmerge_cells(batch: Batch, request: Json) -> None:
    sheet, box = batch.editable(request.get("range"))
    _take_apart(sheet, box.area(sheet.id))


def lay(sheet: Sheet, areas: Iterable[Area], within: Area | None = None) -> None:
    """Merge the cells of each area, which keep their first value.

    Merges that an area meets are taken apart as long as they lie `within` what is changed, the area itself
    if nothing is said. 400 for one that would be torn and for an area that the edge of frozen rows or columns
    would cut.
    """
    for area in areas:
        box = sheet.box(area)
        if box.height * box.width < 2:
            continue
        _check_frozen(sheet, box)
        placed = box.area(sheet.id)
        _take_apart(sheet, placed, within or placed)
        _keep_first_value(sheet, box)
        part(sheet, "merges").append(placed.json())


def check_shift(sheet: Sheet, box: Box, dimension: str) -> None:
    """400 when cells that are pushed aside or closed up would tear a merged cell."""
    moving = (
        Area(sheet.id, box.top, None, box.left, box.right)
        if dimension == "ROWS"
        else Area(sheet.id, box.top, box.bottom, box.left, None)
    )
    for merge in sheet.parts.get("merges", []):
        if moving.overlaps(Area.of(merge)) and not moving.holds(Area.of(merge)):
            raise bad_request(_PARTLY)


def _take_apart(sheet: Sheet, area: Area, within: Area | None = None) -> None:
    """Merges that the area meets go; one that sticks out of `within`, the area itself if nothing is said, is
    refused."""
    left = []
    for merge in sheet.parts.get("merges", []):
        known = Area.of(merge)
        if not area.overlaps(known):
            left.append(merge)
        elif not (within or area).holds(known):
            raise bad_request(_PARTLY)
    sheet.parts["merges"] = left
    prune(sheet, "merges")


def _pieces(box: Box, kind: str) -> list[Box]:
    if kind == "MERGE_ROWS":
        return [Box(row, row + 1, box.left, box.right) for row in range(box.top, box.bottom)]
    if kind == "MERGE_COLUMNS":
        return [Box(box.top, box.bottom, column, column + 1) for column in range(box.left, box.right)]
    return [box]


def _check_frozen(sheet: Sheet, box: Box) -> None:
    """400 for a merge that the edge of frozen rows or columns would cut."""
    for name, start, end, word in (
        ("frozenRowCount", box.top, box.bottom, "rows"),
        ("frozenColumnCount", box.left, box.right, "columns"),
    ):
        if start < sheet.grid.get(name, 0) < end:
            raise bad_request(f"You can't merge frozen and non-frozen {word}.")


def _keep_first_value(sheet: Sheet, box: Box) -> None:
    """A merged cell has one value: that of its first corner."""
    for row, column in box.cells():
        content = sheet.get(row, column)
        if (row, column) != (box.top, box.left) and value_of(content) is not None:
            sheet.put(row, column, with_value(content, None))
