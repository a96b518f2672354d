"""sortRange: rows of a range put in order; what stands outside of the range stays."""

from __future__ import annotations

from typing import Any

from ...wire import Json, bad_request
from ..book.areas import Box
from ..book.cell import Cell, Content, ErrorValue, Value, formula_of, make, value_of
from ..book.workbook import Sheet
from ..formulas.tokens import copied
from .batch import Batch


def sort_range(batch: Batch, request: Json) -> None:
    """Numbers before text before truth values before errors, blanks always last; text without regard to
    case."""
    sheet, box = batch.editable(request.get("range"))
    specs = request.get("sortSpecs", [])
    if not specs:
        raise bad_request("Must specify at least one sort spec.")
    sort_rows(sheet, box, specs)


def sort_rows(sheet: Sheet, box: Box, specs: list[Json]) -> None:
    """Put the rows of a box in order; 400 for a column outside of it."""
    bottom = min(box.bottom, len(sheet.rows))
    order = list(range(box.top, bottom))
    for spec in reversed(specs):
        column = spec.get("dimensionIndex", 0)
        if not box.left <= column < box.right:
            raise bad_request("sortSpecs.dimensionIndex must be within the range.")
        descending = spec.get("sortOrder") == "DESCENDING"
        order.sort(key=lambda row: sort_key(value_of(sheet.get(row, column))), reverse=descending)
        order.sort(key=lambda row: value_of(sheet.get(row, column)) is None)
    rows = {row: _cells(sheet, row, box.left, box.right) for row in order}
    for target, source in zip(range(box.top, box.top + len(order)), order, strict=True):
        if target == source:
            continue
        for column, content in enumerate(rows[source], box.left):
            sheet.put(target, column, moved(content, target - source))


def sort_key(value: Value) -> tuple[int, Any]:
    """Where a value stands among values of all kinds."""
    if isinstance(value, bool):
        return 2, value
    if isinstance(value, int | float):
        return 0, value
    if isinstance(value, ErrorValue):
        return 3, value.type
    folded = (value or "").casefold()
    return 1, (folded.replace("ё", "е\uffff"), folded)


def moved(content: Content, rows: int) -> Content:
    """A cell in another row: a formula's relative references go along."""
    if isinstance(content, Cell) and formula_of(content):
        return make(content.value, copied(content.formula, rows, 0), content.format, content.extra)
    return content


def _cells(sheet: Sheet, row: int, left: int, right: int) -> list[Content]:
    cells = list(sheet.row(row, left, right))
    width = min(right, max((len(known) for known in sheet.rows), default=0)) - left
    return cells + [None] * max(0, width - len(cells))
