"""GridData: rows of CellData with values, formats and notes, and what single rows and columns have of
their own."""

from __future__ import annotations

from datetime import datetime

from ..checks import Mask, apply
from ..wire import Json
from .book.areas import Area, Box
from .book.cell import (
    Cell,
    Content,
    ErrorValue,
    Value,
    extra_of,
    format_of,
    formula_of,
    shown_format_of,
    value_of,
)
from .book.workbook import Sheet, Workbook
from .effective import Effective
from .links import hyperlink
from .masked import inner, selects
from .snapshot import snapshot
from .values.render import Renderer

PIXELS = {"ROWS": 21, "COLUMNS": 100}


def grid_data(book: Workbook, sheet: Sheet, area: Area, mask: Mask, now: datetime) -> Json:
    """The cells of an area; blank ends are cut, a blank row between others is {}, a blank cell {}."""
    box = sheet.box(area)
    shown: Json = {}
    if box.top:
        shown["startRow"] = box.top
    if box.left:
        shown["startColumn"] = box.left
    if selects(mask, "rowData"):
        rows = _rows(book, sheet, box, inner(inner(mask, "rowData"), "values"), now)
        if rows:
            shown["rowData"] = rows
    for name, dimension, start, end in (
        ("rowMetadata", "ROWS", box.top, box.bottom),
        ("columnMetadata", "COLUMNS", box.left, box.right),
    ):
        if selects(mask, name):
            shown[name] = line_metadata(book, sheet, dimension, start, end)
    return shown


def line_metadata(book: Workbook, sheet: Sheet, dimension: str, start: int, end: int) -> list[Json]:
    """DimensionProperties of the lines of a stretch."""
    kept = sheet.lines[dimension]
    lines: list[Json] = [{"pixelSize": PIXELS[dimension]} | kept.get(line, {}) for line in range(start, end)]
    for item in book.metadata:
        place = item["location"].get("dimensionRange")
        if place and place.get("sheetId", 0) == sheet.id and place["dimension"] == dimension:
            for line in range(place.get("startIndex", 0), place["endIndex"]):
                if start <= line < end:
                    lines[line - start].setdefault("developerMetadata", []).append(snapshot(item))
    return lines


def entered_data(content: Content, own: Json) -> Json:
    """What people and programs have put into a cell, as CellData: value or formula, format, note, validation.

    `own` is the format that the cell's number means.
    """
    shown: Json = {}
    value, formula = value_of(content), formula_of(content)
    if formula:
        shown["userEnteredValue"] = {"formulaValue": formula}
    elif value is not None and not (isinstance(content, Cell) and content.spilled):
        shown["userEnteredValue"] = extended(value)
    if own:
        shown["userEnteredFormat"] = own
    return shown | extra_of(content)


def cell_data(
    place: tuple[int, int], content: Content, renderer: Renderer, effective: Effective | None, mask: Mask
) -> Json:
    """A CellData; what a blank cell has is {}. Without `effective` no effectiveFormat is made."""
    value, own = value_of(content), renderer.formats[format_of(content)]
    shown = entered_data(content, own)
    if value is not None:
        shown["effectiveValue"] = extended(value)
        if selects(mask, "formattedValue"):
            text = renderer.text(value, shown_format_of(content))
            if text:
                shown["formattedValue"] = text
    if effective is not None and (value is not None or own or effective.paints(*place)):
        shown["effectiveFormat"] = effective.format(*place, content)
    if selects(mask, "hyperlink"):
        address = hyperlink(content, own, renderer.locale.name)
        if address:
            shown["hyperlink"] = address
    return shown


def extended(value: Value) -> Json:
    """An ExtendedValue."""
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, ErrorValue):
        return {"errorValue": {"type": value.type} | ({"message": value.message} if value.message else {})}
    return {"stringValue": value} if isinstance(value, str) else {"numberValue": value}


def _rows(book: Workbook, sheet: Sheet, box: Box, mask: Mask, now: datetime) -> list[Json]:
    renderer = Renderer(book.locale, book.formats)
    effective = Effective(book, sheet, box, now) if selects(mask, "effectiveFormat") else None
    rows: list[Json] = []
    far = max(len(sheet.rows), effective.far if effective else 0)
    for row in range(box.top, min(box.bottom, far)):
        contents = sheet.row(row, box.left, box.right)
        if effective is not None and effective.far > row:
            contents = contents + [None] * (box.width - len(contents))
        cells: list[Json] = []
        for column, content in enumerate(contents, box.left):
            if content is None and (effective is None or not effective.paints(row, column)):
                cells.append({})
                continue
            cells.append(apply(mask, cell_data((row, column), content, renderer, effective, mask)))
        while cells and not cells[-1]:
            cells.pop()
        rows.append({"values": cells} if cells else {})
    while rows and not rows[-1]:
        rows.pop()
    return rows
