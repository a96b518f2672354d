"""A workbook as XLSX: values with their formulas' results, formats, merges, widths, frozen panes, notes,
lists, filters."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import xlsxwriter

from ..wire import Json
from .book.areas import Area, Box
from .book.cell import Cell, Content, ErrorValue, extra_of, formula_of, shown_format_of, value_of
from .book.workbook import Sheet, Workbook
from .export_formulas import for_excel
from .values import locale as locales
from .values.render import pattern_of

_BORDERS = {"DOTTED": 4, "DASHED": 3, "SOLID": 1, "SOLID_MEDIUM": 2, "SOLID_THICK": 5, "DOUBLE": 6}
_SIDES = {"LEFT": "left", "CENTER": "center", "RIGHT": "right"}
_HEIGHTS = {"TOP": "top", "MIDDLE": "vcenter", "BOTTOM": "bottom"}
_ALWAYS = datetime(1980, 1, 1, tzinfo=UTC)
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))


def workbook_bytes(book: Workbook) -> bytes:
    """The whole workbook; always the same bytes for the same content."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "use_future_functions": True,
        },
    ) as out:
        out.set_properties({"created": _ALWAYS})
        made = {number: out.add_format(style(book, known)) for number, known in enumerate(book.formats.all)}
        names: dict[str, str] = {}
        for sheet in book.sheets:
            names[sheet.title.casefold()] = _name(sheet.title, {name.casefold() for name in names.values()})
        for sheet in book.sheets:
            page = out.add_worksheet(names[sheet.title.casefold()])
            _write_sheet(book, sheet, page, made, partial(for_excel, book, sheet.title, names))
    return target.getvalue()


def style(book: Workbook, known: Json) -> Json:
    """A CellFormat in XlsxWriter's words."""
    text = known.get("textFormat", {})
    found: Json = {"font_name": text.get("fontFamily", "Arial"), "font_size": text.get("fontSize", 10)}
    found |= {name: True for name in ("bold", "italic") if text.get(name)}
    found |= {"underline": 1} if text.get("underline") else {}
    found |= {"font_strikeout": True} if text.get("strikethrough") else {}
    if "foregroundColor" in text:
        found["font_color"] = _colour(text["foregroundColor"])
    if "backgroundColor" in known:
        found["bg_color"] = _colour(known["backgroundColor"])
    if known.get("horizontalAlignment") in _SIDES:
        found["align"] = _SIDES[known["horizontalAlignment"]]
    if known.get("verticalAlignment") in _HEIGHTS:
        found["valign"] = _HEIGHTS[known["verticalAlignment"]]
    if known.get("wrapStrategy") == "WRAP":
        found["text_wrap"] = True
    pattern, _ = pattern_of(known, locales.find(book.locale))
    if pattern:
        found["num_format"] = pattern
    for side, border in known.get("borders", {}).items():
        found[side] = _BORDERS.get(border.get("style", ""), 0)
        if "color" in border:
            found[f"{side}_color"] = _colour(border["color"])
    return found


def _write_sheet(
    book: Workbook, sheet: Sheet, out: Any, made: dict[int, Any], excel: Callable[..., str]
) -> None:
    merged = {}
    for merge in sheet.parts.get("merges", []):
        box = sheet.box(Area.of(merge))
        merged[box.top, box.left] = box
        content = sheet.get(box.top, box.left)
        out.merge_range(box.top, box.left, box.bottom - 1, box.right - 1, "", made[shown_format_of(content)])
    for row, column, content in sheet.cells():
        _write_cell(out, row, column, content, made[shown_format_of(content)], excel)
    for line, kept in sheet.lines["COLUMNS"].items():
        if "pixelSize" in kept or kept.get("hiddenByUser"):
            out.set_column_pixels(
                line, line, kept.get("pixelSize", 100), None, {"hidden": kept.get("hiddenByUser", False)}
            )
    for line, kept in sheet.lines["ROWS"].items():
        if "pixelSize" in kept or kept.get("hiddenByUser"):
            out.set_row_pixels(
                line, kept.get("pixelSize", 21), None, {"hidden": kept.get("hiddenByUser", False)}
            )
    if sheet.grid.get("frozenRowCount") or sheet.grid.get("frozenColumnCount"):
        out.freeze_panes(sheet.grid.get("frozenRowCount", 0), sheet.grid.get("frozenColumnCount", 0))
    if "basicFilter" in sheet.parts:
        box = sheet.box(Area.of(sheet.parts["basicFilter"]["range"]))
        out.autofilter(box.top, box.left, box.bottom - 1, box.right - 1)
    if sheet.properties.get("hidden"):
        out.hide()
    if "tabColor" in sheet.properties:
        out.set_tab_color(_colour(sheet.properties["tabColor"]))
    for box, values in _lists(sheet):
        out.data_validation(
            box.top, box.left, box.bottom - 1, box.right - 1,
            {"validate": "list", "source": values, "ignore_blank": True, "error_type": "warning"},
        )  # fmt: skip


def _write_cell(
    out: Any, row: int, column: int, content: Content, cell_format: Any, excel: Callable[..., str]
) -> None:
    value, formula = value_of(content), formula_of(content)
    if formula:
        shown = value.text if isinstance(value, ErrorValue) else "" if value is None else value
        out.write_formula(row, column, excel(formula, shown), cell_format, shown)
    elif isinstance(value, bool):
        out.write_boolean(row, column, value, cell_format)
    elif isinstance(value, int | float):
        out.write_number(row, column, value, cell_format)
    elif value is None:
        out.write_blank(row, column, None, cell_format)
    else:
        out.write_string(row, column, value.text if isinstance(value, ErrorValue) else value, cell_format)
    note = extra_of(content).get("note")
    if note:
        out.write_comment(row, column, note)


def _lists(sheet: Sheet) -> list[tuple[Box, list[str]]]:
    """Choice lists of validation, one entry per run of cells in a column; Excel takes lists up to 255
    characters."""
    runs: list[tuple[Box, list[str]]] = []
    last: dict[int, int] = {}
    for row, column, content in sheet.cells():
        condition = (
            (extra_of(content).get("dataValidation") or {}).get("condition", {})
            if isinstance(content, Cell)
            else {}
        )
        if condition.get("type") != "ONE_OF_LIST":
            continue
        values = [item.get("userEnteredValue", "") for item in condition.get("values", [])]
        if not values or len(",".join(values)) > 255:
            continue
        known = last.get(column)
        if known is not None and runs[known][0].bottom == row and runs[known][1] == values:
            box = runs[known][0]
            runs[known] = (Box(box.top, row + 1, column, column + 1), values)
        else:
            last[column] = len(runs)
            runs.append((Box(row, row + 1, column, column + 1), values))
    return runs


def _name(title: str, taken: set[str]) -> str:
    """A title as Excel allows it: 31 characters, some signs forbidden, no two alike."""
    wanted = title.translate(_FORBIDDEN).lstrip("'")[:31].rstrip("'") or "Sheet"
    name, number = wanted, 2
    while name.casefold() in taken:
        suffix = f" {number}"
        name, number = wanted[: 31 - len(suffix)] + suffix, number + 1
    return name


def _colour(colour: Json) -> str:
    """A colour as Excel has it; a share outside of 0 to 1 is the nearest that there is."""
    shares = (min(max(colour.get(part, 0), 0), 1) for part in ("red", "green", "blue"))
    red, green, blue = (round(255 * share) for share in shares)
    return f"#{red:02x}{green:02x}{blue:02x}"
