"""GridData: rows of CellData with values, formats and notes, and what single rows and columns have of
their own."""

from __future__ import annotations

from ..checks import Mask, apply
from ..wire import Json
from .book.areas import Area, Box
from .book.cell import Cell, Content, ErrorValue, Value, extra_of, format_of, formula_of, value_of
from .book.workbook import Sheet, Workbook
from .effective import Effective
from .masked import inner, selects
from .values.render import Renderer

PIXELS = {"ROWS": 21, "COLUMNS": 100}


def grid_data(book: Workbook, sheet: Sheet, area: Area, mask: Mask) -> Json:
    """The cells of an area; blank ends are cut, a blank row between others is {}, a blank cell {}."""
    box = sheet.box(area)
    shown: Json = {}
    if box.top:
        shown["startRow"] = box.top
    if box.left:
        shown["startColumn"] = box.left
    if selects(mask, "rowData"):
        rows = _rows(book, sheet, box, inner(inner(mask, "rowData"), "values"))
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
                    lines[line - start].setdefault("developerMetadata", []).append(item)
    return lines


def cell_data(content: Content, renderer: Renderer, effective: Effective, mask: Mask) -> Json:
    """A CellData; what a blank cell has is {}."""
    shown: Json = {}
    value, formula = value_of(content), formula_of(content)
    if formula:
        shown["userEnteredValue"] = {"formulaValue": formula}
    elif value is not None and not (isinstance(content, Cell) and content.spilled):
        shown["userEnteredValue"] = extended(value)
    if value is not None:
        shown["effectiveValue"] = extended(value)
        if selects(mask, "formattedValue"):
            text = renderer.text(value, format_of(content))
            if text:
                shown["formattedValue"] = text
    own = effective.own(content)
    if own:
        shown["userEnteredFormat"] = own
    if (value is not None or own) and selects(mask, "effectiveFormat"):
        shown["effectiveFormat"] = effective.format(content)
    return shown | extra_of(content)


def extended(value: Value) -> Json:
    """An ExtendedValue."""
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, ErrorValue):
        return {"errorValue": {"type": value.type} | ({"message": value.message} if value.message else {})}
    return {"stringValue": value} if isinstance(value, str) else {"numberValue": value}


def _rows(book: Workbook, sheet: Sheet, box: Box, mask: Mask) -> list[Json]:
    renderer = Renderer(book.locale, book.formats)
    effective = Effective(book)
    rows: list[Json] = []
    for row in range(box.top, min(box.bottom, len(sheet.rows))):
        cells = [
            apply(mask, cell_data(content, renderer, effective, mask)) if content is not None else {}
            for content in sheet.row(row, box.left, box.right)
        ]
        while cells and not cells[-1]:
            cells.pop()
        rows.append({"values": cells} if cells else {})
    while rows and not rows[-1]:
        rows.pop()
    return rows
