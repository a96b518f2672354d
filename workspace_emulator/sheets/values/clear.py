"""values.clear and values.batchClear: values and formulas go, formats, notes and validation stay."""

from __future__ import annotations

from ...call import Call
from ...catalog import answers
from ...wire import ApiError, Json, bad_request
from .. import ranges
from ..book import cell as cells
from ..book.areas import Area, Box
from ..book.shelf import writing
from ..book.workbook import Sheet, Workbook
from ..protection import check_editable


@answers("sheets.spreadsheets.values.clear")
def clear(call: Call) -> Json:
    with writing(call, call.params["spreadsheetId"]) as book:
        sheet, area = ranges.resolve(book, call.params["range"])
        return {
            "spreadsheetId": book.file_id,
            "clearedRange": ranges.echo(sheet, wipe(book, sheet, area, call.user)),
        }


@answers("sheets.spreadsheets.values.batchClear")
def batch_clear(call: Call) -> Json:
    with writing(call, call.params["spreadsheetId"]) as book:
        cleared = []
        for place, text in enumerate(call.body.get("ranges", [])):
            try:
                sheet, area = ranges.resolve(book, text)
                cleared.append(ranges.echo(sheet, wipe(book, sheet, area, call.user)))
            except ApiError as error:
                raise bad_request(f"Invalid range[{place}]: {error.message}") from error
        return {"spreadsheetId": book.file_id} | ({"clearedRanges": cleared} if cleared else {})


def wipe(book: Workbook, sheet: Sheet, area: Area, user: str) -> Box:
    """Empty the cells of an area; gives the box as the grid bounds it."""
    check_editable(book, sheet, area, user)
    used = sheet.used(area)
    for row in range(used.top, used.bottom):
        for column, content in enumerate(sheet.row(row, used.left, used.right), used.left):
            if content is not None:
                sheet.put(row, column, cells.with_value(content, None))
    return sheet.box(area)
