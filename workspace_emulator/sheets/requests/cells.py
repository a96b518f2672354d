"""updateCells, repeatCell and appendCells: values, formulas, formats, notes and validation of cells."""

from __future__ import annotations

from typing import Any

from ...checks import Mask
from ...wire import Json, bad_request
from ..book import cell as cells
from ..book.areas import Area
from ..book.cell import Cell, Content, ErrorValue, make
from ..book.workbook import Sheet, Workbook
from ..condition_kinds import VALIDATION, check
from ..formulas.tokens import copied
from ..masked import fields, inner, merged, selects
from ..protection import check_editable
from ..proto import normal
from ..ranges import check_point
from ..values.put import check_text, finite
from .batch import Batch, required

EXTRAS = ("note", "dataValidation", "textFormatRuns")


def update_cells(batch: Batch, request: Json) -> None:
    mask = fields(request.get("fields"), "CellData")
    rows = request.get("rows", [])
    if "start" in request:
        start = request["start"]
        sheet = batch.book.sheet(start.get("sheetId", 0))
        top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
        width = max((len(row.get("values", ())) for row in rows), default=0)
        check_point(sheet, top, left)
        _check_room(top + len(rows), left + width, sheet.row_count, sheet.column_count)
        check_editable(
            batch.book, sheet, Area(sheet.id, top, top + len(rows), left, left + width), batch.user
        )
        put_rows(batch.book, sheet, top, left, rows, mask)
        return
    sheet, box = batch.editable(request.get("range"), "start or range")
    width = max((len(row.get("values", ())) for row in rows), default=0)
    _check_room(box.top + len(rows), box.left + width, box.bottom, box.right)
    update = Update(batch.book, mask)
    for row, column in box.cells():
        values = rows[row - box.top].get("values", []) if row - box.top < len(rows) else []
        given = values[column - box.left] if column - box.left < len(values) else {}
        old = sheet.get(row, column)
        if given or old is not None:
            sheet.put(row, column, update.content(old, given))


def repeat_cell(batch: Batch, request: Json) -> None:
    mask = fields(request.get("fields"), "CellData")
    given = required(request, "cell")
    sheet, box = batch.editable(request.get("range"))
    update = Update(batch.book, mask)
    formula = (
        given.get("userEnteredValue", {}).get("formulaValue", "") if selects(mask, "userEnteredValue") else ""
    )
    blank = update.content(None, given)
    for row, column in box.cells():
        old = sheet.get(row, column)
        new = blank if old is None else update.content(old, given)
        if formula and isinstance(new, Cell):
            new = cells.with_value(new, None, copied(formula, row - box.top, column - box.left))
        if old is not None or new is not None:
            sheet.put(row, column, new)


def append_cells(batch: Batch, request: Json) -> None:
    """After the last row with data, from column A; the grid grows."""
    mask = fields(request.get("fields"), "CellData")
    sheet = batch.book.sheet(request.get("sheetId", 0))
    rows = request.get("rows", [])
    top = last_row(sheet) + 1
    width = max((len(row.get("values", ())) for row in rows), default=0)
    sheet.resize(max(sheet.row_count, top + len(rows)), max(sheet.column_count, width))
    batch.book.check_size()
    check_editable(batch.book, sheet, Area(sheet.id, top, top + len(rows), 0, width), batch.user)
    put_rows(batch.book, sheet, top, 0, rows, mask)


def last_row(sheet: Sheet) -> int:
    """The last row with a value, -1 in a blank sheet."""
    for row in range(len(sheet.rows) - 1, -1, -1):
        if any(
            cells.value_of(content) is not None or cells.formula_of(content) for content in sheet.rows[row]
        ):
            return row
    return -1


def put_rows(book: Workbook, sheet: Sheet, top: int, left: int, rows: list[Json], mask: Mask) -> None:
    """RowData from a corner on."""
    update = Update(book, mask)
    for row, data in enumerate(rows, top):
        for column, given in enumerate(data.get("values", ()), left):
            old = sheet.get(row, column)
            sheet.put(row, column, update.content(old, given))


def with_number(content: Content, numbers: list[int]) -> Content:
    """The cell with its format's number in another workbook."""
    if isinstance(content, Cell) and content.format:
        return cells.with_format(content, numbers[content.format])
    return content


class Update:
    """CellData put into cells as a field mask says; what the mask names and the data lacks is cleared."""

    def __init__(self, book: Workbook, mask: Mask) -> None:
        self.formats = book.formats
        self.values = selects(mask, "userEnteredValue")
        self.formatted = selects(mask, "userEnteredFormat")
        self.format_mask = inner(mask, "userEnteredFormat")
        self.extras = [name for name in EXTRAS if selects(mask, name)]
        # Runs of formats belong to the text they were given with.
        self._replaced = {*self.extras, *(["textFormatRuns"] if self.values else [])}
        self._made: dict[tuple[int, int], int] = {}

    def content(self, old: Content, given: Json) -> Content:
        """The cell after the update."""
        value, formula = cells.value_of(old), cells.formula_of(old)
        spilled = isinstance(old, Cell) and old.spilled
        if self.values:
            value, formula = entered_value(given.get("userEnteredValue", {}))
            spilled = False
        number = cells.format_of(old)
        if self.formatted:
            number = self._format(number, given.get("userEnteredFormat", {}))
        extra = cells.extra_of(old)
        if self.extras or self.values:
            extra = {name: item for name, item in extra.items() if name not in self._replaced}
            extra |= {name: _extra(name, given[name]) for name in self.extras if given.get(name)}
        return make(value, formula, number, extra, spilled)

    def _format(self, number: int, given: Json) -> int:
        key = (number, id(given))
        if given and key in self._made:
            return self._made[key]
        made = self.formats.number(
            merged(self.formats[number], normal("CellFormat", given), self.format_mask)
        )
        if given:
            self._made[key] = made
        return made


def entered_value(given: Json) -> tuple[cells.Value, str]:
    """An ExtendedValue as (value, formula)."""
    if "formulaValue" in given:
        formula = given["formulaValue"]
        if not formula.startswith("="):
            raise bad_request(f"Invalid formula: {formula}")
        check_text(formula)
        return None, formula
    if "errorValue" in given:
        error = given["errorValue"]
        check_text(error.get("message", ""))
        return ErrorValue(error.get("type", "ERROR"), error.get("message", "")), ""
    if "numberValue" in given:
        return finite(given["numberValue"]), ""
    if "boolValue" in given:
        return bool(given["boolValue"]), ""
    check_text(given.get("stringValue", ""))
    return given.get("stringValue") or None, ""


def _extra(name: str, item: Any) -> Any:
    if name == "dataValidation":
        check(item.get("condition", {}), VALIDATION)
        return normal("DataValidationRule", item)
    return [normal("TextFormatRun", part) for part in item] if name == "textFormatRuns" else item


def _check_room(bottom: int, right: int, last_row: int, last_column: int) -> None:
    if bottom > last_row:
        raise bad_request(
            f"Attempting to write row: {last_row}, beyond the last requested row of: {last_row - 1}"
        )
    if right > last_column:
        raise bad_request(
            f"Attempting to write column: {last_column}, "
            f"beyond the last requested column of: {last_column - 1}"
        )
