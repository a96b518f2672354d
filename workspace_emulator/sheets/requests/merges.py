"""mergeCells and unmergeCells."""

from __future__ import annotations

from ...wire import Json, bad_request
from ..book.areas import Area, Box
from ..book.cell import value_of, with_value
from ..book.workbook import Sheet
from .batch import Batch, part, prune

_PARTLY = "You must select all cells in a merged range to merge or unmerge them."


def merge_cells(batch: Batch, request: Json) -> None:
    sheet, box = batch.editable(request.get("range"))
    _take_apart(sheet, box)
    pieces = _pieces(box, request.get("mergeType", "MERGE_ALL"))
    for piece in pieces:
        _check_frozen(sheet, piece)
    for piece in pieces:
        if piece.height * piece.width > 1:
            _keep_first_value(sheet, piece)
            part(sheet, "merges").append(piece.area(sheet.id).json())
    prune(sheet, "merges")


def unmerge_cells(batch: Batch, request: Json) -> None:
    sheet, box = batch.editable(request.get("range"))
    _take_apart(sheet, box)


def put_merges(sheet: Sheet, merges: list[Area], goal: Area) -> None:
    """Merges that come into an area take the place of those they meet; 400 when one of these sticks out."""
    known = [Area.of(merge) for merge in sheet.parts.get("merges", [])]
    met = [old for old in known if any(old.overlaps(new) for new in merges)]
    if not all(goal.holds(old) for old in met):
        raise bad_request(_PARTLY)
    sheet.parts["merges"] = [found.json() for found in (*(old for old in known if old not in met), *merges)]
    prune(sheet, "merges")


def _take_apart(sheet: Sheet, box: Box) -> None:
    """Merges inside the box go; one that sticks out is refused."""
    area = box.area(sheet.id)
    left = []
    for merge in sheet.parts.get("merges", []):
        known = Area.of(merge)
        if not area.overlaps(known):
            left.append(merge)
        elif not area.holds(known):
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
