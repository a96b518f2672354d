"""sortRange: rows of a range put in order; what stands outside of the range stays, and hidden rows do."""

from __future__ import annotations

from ...wire import Json, bad_request
from ..book.a1 import Span, print_address
from ..book.areas import Area, Box
from ..book.cell import Cell, Content, formula_of, make, own, value_of
from ..book.workbook import Sheet, Workbook
from ..formulas.ordering import sort_key
from ..formulas.tokens import copied
from .batch import Batch

_HIDDEN = frozenset({"hiddenByUser", "hiddenByFilter"})


def sort_range(batch: Batch, request: Json) -> None:
    """Numbers before text before truth values before errors, blanks always last; text without regard to
    case."""
    sheet, box = batch.editable(request.get("range"))
    specs = request.get("sortSpecs", [])
    if not specs:
        raise bad_request("Must specify at least one sort spec.")
    sort_rows(batch.book, sheet, box, specs)


def sort_rows(book: Workbook, sheet: Sheet, box: Box, specs: list[Json]) -> None:
    """Put the rows of a box in order, with the metadata and merges that hang on them.

    400 for a column outside of it and for merged cells that reach over several rows.
    """
    _check_merges(sheet, box)
    lines = sheet.lines["ROWS"]
    places = [
        row
        for row in range(box.top, min(box.bottom, len(sheet.rows)))
        if not _HIDDEN.intersection(lines.get(row, ()))
    ]
    order = list(places)
    for spec in reversed(specs):
        column = spec.get("dimensionIndex", 0)
        if not box.left <= column < box.right:
            raise bad_request("sortSpecs.dimensionIndex must be within the range.")
        descending = spec.get("sortOrder") == "DESCENDING"
        order.sort(key=lambda row: sort_key(value_of(sheet.get(row, column))), reverse=descending)
        order.sort(key=lambda row: value_of(sheet.get(row, column)) is None)
    right = min(box.right, max((len(known) for known in sheet.rows), default=0))
    rows = {row: [sheet.get(row, column) for column in range(box.left, right)] for row in order}
    targets = {source: target for target, source in zip(places, order, strict=True) if target != source}
    _follow(book, sheet, box, targets)
    if targets:
        sheet.reordered()
    for source, target in targets.items():
        for column, content in enumerate(rows[source], box.left):
            sheet.put(target, column, moved(content, target - source))


def moved(content: Content, rows: int) -> Content:
    """A cell in another row: a formula's relative references go along, what an array filled does not."""
    if isinstance(content, Cell) and formula_of(content):
        return make(content.value, copied(content.formula, rows, 0), content.format, content.extra)
    return own(content)


def _check_merges(sheet: Sheet, box: Box) -> None:
    for merge in sheet.parts.get("merges", []):
        area = Area.of(merge)
        if (area.bottom or 0) - (area.top or 0) > 1 and area.overlaps(box.area(sheet.id)):
            where = print_address(Span(area.top, area.left, area.bottom, area.right))
            raise bad_request(
                f"You can't sort a range containing vertical merges. There is a vertical merge at {where}"
            )


def _follow(book: Workbook, sheet: Sheet, box: Box, targets: dict[int, int]) -> None:
    """Metadata of rows and merges inside of a row go where the row's cells go."""
    for item in book.metadata:
        place = item["location"].get("dimensionRange", {})
        row = place.get("startIndex", 0)
        if place.get("dimension") == "ROWS" and place.get("sheetId", 0) == sheet.id and row in targets:
            moved = place | {"startIndex": targets[row], "endIndex": targets[row] + 1}
            item["location"] = item["location"] | {"dimensionRange": moved}
    for merge in sheet.parts.get("merges", []):
        row = merge.get("startRowIndex", 0)
        if row in targets and box.area(sheet.id).holds(Area.of(merge)):
            merge |= {"startRowIndex": targets[row], "endRowIndex": targets[row] + 1}
