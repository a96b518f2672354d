"""values.get and values.batchGet."""

from __future__ import annotations

from typing import Any

from ...call import Call
from ...catalog import answers
from ...wire import Json
from .. import ranges
from ..book.areas import Area, Box
from ..book.shelf import reading
from ..book.workbook import Sheet, Workbook
from .render import Renderer


@answers("sheets.spreadsheets.values.get")
def get(call: Call) -> Json:
    with reading(call, call.params["spreadsheetId"]) as book:
        sheet, area = ranges.resolve(book, call.params["range"])
        return value_range(book, sheet, area, call.params)


@answers("sheets.spreadsheets.values.batchGet")
def batch_get(call: Call) -> Json:
    with reading(call, call.params["spreadsheetId"]) as book:
        found = [ranges.resolve(book, text) for text in call.get("ranges", [])]
        answer: Json = {"spreadsheetId": book.file_id}
        if found:
            answer["valueRanges"] = [value_range(book, sheet, area, call.params) for sheet, area in found]
        return answer


def value_range(book: Workbook, sheet: Sheet, area: Area, options: Json) -> Json:
    """A ValueRange: the range filled up to the grid, values without empty ends, no `values` when all is
    blank."""
    box = sheet.box(area)
    by_columns = options.get("majorDimension") == "COLUMNS"
    renderer = Renderer(
        book.locale,
        book.formats,
        options.get("valueRenderOption") or "FORMATTED_VALUE",
        options.get("dateTimeRenderOption") or "SERIAL_NUMBER",
    )
    answer: Json = {"range": ranges.echo(sheet, box), "majorDimension": "COLUMNS" if by_columns else "ROWS"}
    values = rendered(sheet, box, renderer, by_columns)
    if values:
        answer["values"] = values
    return answer


def rendered(sheet: Sheet, box: Box, renderer: Renderer, by_columns: bool = False) -> list[list[Any]]:
    """Rows (or columns) of values; blank ends are cut, a blank line between others is []."""
    cell = renderer.cell
    rows = [
        [
            cell(content) if content.__class__ is not str else content
            for content in sheet.row(row, box.left, box.right)
        ]
        for row in range(box.top, min(box.bottom, len(sheet.rows)))
    ]
    if by_columns:
        width = max((len(row) for row in rows), default=0)
        rows = [[row[column] if column < len(row) else "" for row in rows] for column in range(width)]
    for row in rows:
        while row and row[-1] == "":
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows
