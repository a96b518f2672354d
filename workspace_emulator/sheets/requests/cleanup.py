"""trimWhitespace and deleteDuplicates."""

from __future__ import annotations

from ...wire import Json, bad_request
from ..book.areas import Box
from ..book.cell import Value, formula_of, own, value_of, with_value
from ..book.follow import close_up
from .batch import Batch
from .merges import check_shift


def trim_whitespace(batch: Batch, request: Json) -> Json:
    sheet, box = batch.editable(request.get("range"))
    changed = 0
    used = sheet.used(box.area(sheet.id))
    for row, column in used.cells():
        content = sheet.get(row, column)
        value = value_of(own(content))
        if isinstance(value, str) and not formula_of(content):
            trimmed = " ".join(value.split())
            if trimmed != value:
                sheet.put(row, column, with_value(content, trimmed or None))
                changed += 1
    return {"trimWhitespace": {"cellsChangedCount": changed} if changed else {}}


def delete_duplicates(batch: Batch, request: Json) -> Json:
    """Rows equal to an earlier row in the compared columns go; text compares without regard to case."""
    sheet, box = batch.editable(request.get("range"))
    columns = sorted(
        {
            column
            for found in request.get("comparisonColumns", [])
            for column in range(
                found.get("startIndex", 0), min(found.get("endIndex", box.right), box.right + 1)
            )
        }
    ) or list(range(box.left, box.right))
    if any(not box.left <= column < box.right for column in columns):
        raise bad_request("comparisonColumns must be within the range.")
    seen: set[tuple[Value, ...]] = set()
    gone = []
    for row in range(box.top, min(box.bottom, len(sheet.rows))):
        key = tuple(_folded(value_of(sheet.get(row, column))) for column in columns)
        if key in seen:
            gone.append(row)
        seen.add(key)
    if gone:
        check_shift(sheet, Box(gone[0], box.bottom, box.left, box.right), "ROWS")
    close_up(batch.book, sheet, box, gone)
    return {"deleteDuplicates": {"duplicatesRemovedCount": len(gone)} if gone else {}}


def _folded(value: Value) -> Value:
    return value.casefold() if isinstance(value, str) else value
