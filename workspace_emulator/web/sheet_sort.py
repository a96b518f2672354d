"""Which cells a person means by «sort»: the chosen block, or the table around a single cell without its
header and its line of totals."""

from __future__ import annotations

from dataclasses import replace

from ..sheets.book.a1 import Span, column_letters, print_address
from ..sheets.book.areas import Area, Box
from ..sheets.book.cell import Value, formula_of, value_of
from ..sheets.book.workbook import Sheet, Workbook
from ..sheets.formulas.tokens import reference, tokens
from ..sheets.values.append import block
from ..wire import Json
from . import sheet_view
from .sheet_place import Refused
from .sheet_restore import restored


def meant(sheet: Sheet, wish: Json) -> Box:
    """The rows and columns to put in order. Refused as `nothing` when these are less than two rows, as
    `merged` when one of their cells takes several.

    `row` and `column` of a wish are the active cell, the sides are what is chosen.
    """
    chosen = Box(*(int(wish[side]) for side in ("top", "bottom", "left", "right")))
    row, column = int(wish["row"]), int(wish["column"])
    if not (chosen.top <= row < chosen.bottom and chosen.left <= column < chosen.right):
        raise ValueError(wish)
    frozen = min(int(sheet.grid.get("frozenRowCount", 0)), sheet.row_count)
    whole = chosen.top == 0 and chosen.bottom >= sheet.row_count
    if whole and chosen.width == 1:
        row = next((at for at in range(frozen, len(sheet.rows)) if _value(sheet, at, column) is not None), 0)
    if (chosen.height == 1 and chosen.width == 1) or (whole and chosen.width == 1):
        found = _table(sheet, block(sheet, max(row, frozen), column), frozen)
    else:
        found = sheet.used(chosen.area(sheet.id))
        found = _table(sheet, found, frozen) if whole else _below(found, frozen)
    found = Box(found.top, min(found.bottom, len(sheet.rows)), found.left, found.right)
    for merge in sheet_view.merges(sheet):
        merged = sheet.box(Area.of(merge))
        if merged.height > 1 and found.area(sheet.id).overlaps(merged.area(sheet.id)):
            raise Refused("merged", print_address(Span(merged.top, merged.left, merged.bottom, merged.right)))
        if found.area(sheet.id).overlaps(merged.area(sheet.id)):
            found = replace(found, left=min(found.left, merged.left), right=max(found.right, merged.right))
    if found.height < 2 or not found.left <= column < found.right:
        raise Refused("nothing")
    return found


def undone(book: Workbook, sheet: Sheet, box: Box, wish: Json) -> tuple[Json, ...]:
    """What puts the rows back as they stand now, with the merges and the metadata that hang on them."""
    cells = restored(book, sheet, box, wish)
    if not cells:
        return ()
    area = box.area(sheet.id)
    merges = [dict(merge) for merge in sheet_view.merges(sheet) if area.overlaps(Area.of(merge))]
    apart: list[Json] = [{"unmergeCells": {"range": area.json()}}] if merges else []
    again = [{"mergeCells": {"range": merge, "mergeType": "MERGE_ALL"}} for merge in merges]
    return (*apart, *cells, *again, *(_located(item) for item in book.metadata if _is_in(item, area)))


def _is_in(item: Json, area: Area) -> bool:
    place = item["location"].get("dimensionRange", {})
    if place.get("dimension") != "ROWS" or place.get("sheetId", 0) != area.sheet:
        return False
    return place["startIndex"] in range(area.top or 0, area.bottom or 0)


def _located(item: Json) -> Json:
    """The request that leads metadata to the row where it is now."""
    lookup = {"developerMetadataLookup": {"metadataId": item["metadataId"]}}
    place = {"dimensionRange": item["location"]["dimensionRange"]}
    return {
        "updateDeveloperMetadata": {
            "dataFilters": [lookup], "developerMetadata": {"location": place}, "fields": "location"
        }
    }  # fmt: skip


def named(box: Box, column: int) -> Json:
    """How a page says it."""
    area = print_address(Span(box.top, box.left, box.bottom, box.right))
    return {"area": area, "column": column_letters(column)}


def _table(sheet: Sheet, box: Box, frozen: int) -> Box:
    """Without the header above (frozen rows, or texts over other kinds) and the totals below."""
    while box.height > 1 and _is_blank(sheet, box, box.bottom - 1):
        box = Box(box.top, box.bottom - 1, box.left, box.right)
    top = box.top
    if top < frozen:
        top = frozen
    elif _is_header(sheet, box):
        top += 1
    body = Box(top, box.bottom, box.left, box.right)
    while body.height > 1 and _is_total(sheet, body):
        body = Box(top, body.bottom - 1, box.left, box.right)
    return body


def _below(box: Box, frozen: int) -> Box:
    return Box(max(box.top, frozen), max(box.bottom, frozen), box.left, box.right)


def _is_blank(sheet: Sheet, box: Box, row: int) -> bool:
    return all(_value(sheet, row, column) is None for column in range(box.left, box.right))


def _is_header(sheet: Sheet, box: Box) -> bool:
    head = [_value(sheet, box.top, column) for column in range(box.left, box.right)]
    if not all(value is None or isinstance(value, str) for value in head):
        return False
    return any(
        value is not None and _other_kinds(sheet, box, column) for column, value in enumerate(head, box.left)
    )


def _other_kinds(sheet: Sheet, box: Box, column: int) -> bool:
    values = [_value(sheet, row, column) for row in range(box.top + 1, box.bottom)]
    filled = [value for value in values if value is not None]
    return bool(filled) and not any(isinstance(value, str) for value in filled)


def _is_total(sheet: Sheet, box: Box) -> bool:
    """Whether a formula of the last row looks at several rows of the block above it."""
    for column in range(box.left, box.right):
        for token in tokens(formula_of(sheet.get(box.bottom - 1, column))):
            if token.kind != "ref":
                continue
            found = reference(token.text)
            last = -1 if found.last is None else found.last.row
            here = found.sheet is None and not found.first.fixed_row
            if here and max(found.first.row, box.top) < last < box.bottom - 1:
                return True
    return False


def _value(sheet: Sheet, row: int, column: int) -> Value:
    return value_of(sheet.get(row, column))
