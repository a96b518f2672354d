"""updateSpreadsheetProperties and updateSheetProperties."""

from __future__ import annotations

from ... import locale_names
from ...drive import registry
from ...wire import Json, bad_request
from .. import filtering, fresh
from ..book.areas import Area
from ..book.follow import delete_lines, rewrite_formulas
from ..book.workbook import Sheet, Workbook, zone
from ..formulas.moves import follow_title
from ..formulas.translate import relocated
from ..masked import fields, merged, selects
from ..protection import check_editable
from ..proto import normal
from ..values import locale as locales
from .batch import Batch, required
from .tabs import check_title


def update_spreadsheet(batch: Batch, request: Json) -> None:
    mask = fields(request.get("fields"), "SpreadsheetProperties", "properties")
    given = required(request, "properties")
    book = batch.book
    for name, why in (
        ("defaultFormat", "is read-only"),
        ("spreadsheetTheme", "is not supported by this workspace"),
    ):
        if name in mask:
            raise bad_request(f"{name} {why}.")
    if selects(mask, "title") and given.get("title"):
        registry.rename(batch.tx, book.file_id, given["title"])
    elif "title" in mask:
        raise bad_request("The spreadsheet title cannot be empty.")
    if selects(mask, "locale") and given.get("locale"):
        _set_locale(book, given["locale"])
    if selects(mask, "timeZone") and given.get("timeZone"):
        if zone(given["timeZone"]) is None:
            raise bad_request(f"Unsupported time zone: {given['timeZone']}")
        book.properties["timeZone"] = given["timeZone"]
        book.engine = None
    for name in ("autoRecalc", "iterativeCalculationSettings"):
        if selects(mask, name) and name in given:
            book.properties[name] = given[name]


def update_sheet(batch: Batch, request: Json) -> None:
    mask = fields(request.get("fields"), "SheetProperties", "properties")
    given = required(request, "properties")
    sheet = batch.book.tab(given.get("sheetId", 0))
    if "title" in mask or ("*" in mask and "title" in given):
        rename(batch.book, sheet, given.get("title", ""))
    if "index" in mask or ("*" in mask and "index" in given):
        move(batch.book, sheet, given.get("index", 0))
    rest = {
        name: inner
        for name, inner in ({name: {} for name in given} if "*" in mask else mask).items()
        if name not in ("title", "index", "sheetId", "sheetType")
    }
    if not rest:
        return
    if "hidden" in rest and given.get("hidden"):
        others = [
            other for other in batch.book.sheets if other is not sheet and not other.properties.get("hidden")
        ]
        if not others:
            raise bad_request("You can't hide all the sheets in a document.")
    if "gridProperties" in rest:
        with filtering.followed(batch.book, sheet, batch.now):
            _set_grid(batch, sheet, given.get("gridProperties", {}), rest.pop("gridProperties"))
    sheet.properties = (
        merged(sheet.properties, normal("SheetProperties", given), rest) if rest else sheet.properties
    )


def rename(book: Workbook, sheet: Sheet, title: str) -> None:
    """Give a sheet another title; formulas that name it follow."""
    check_title(book, title, sheet)
    old = sheet.title
    sheet.properties["title"] = title
    rewrite_formulas(book, lambda text, _: follow_title(text, old, title))
    book.engine = None


def move(book: Workbook, sheet: Sheet, index: int) -> None:
    """Move a tab before the one that has this index now, as the interface counts: the gap left behind is
    not counted yet."""
    if not 0 <= index <= len(book.sheets):
        raise bad_request(f"Sheet index must be between 0 and {len(book.sheets)}.")
    old = book.index(sheet)
    book.sheets.remove(sheet)
    book.sheets.insert(index - 1 if index > old else index, sheet)


def _set_grid(batch: Batch, sheet: Sheet, given: Json, mask: Json) -> None:
    book = batch.book
    kept = normal("GridProperties", given)
    wanted = {name: {} for name in given} if not mask or "*" in mask else mask
    rows = given.get("rowCount", 0) if "rowCount" in wanted else sheet.row_count
    columns = given.get("columnCount", 0) if "columnCount" in wanted else sheet.column_count
    if rows < 1 or columns < 1:
        word = "rows" if rows < 1 else "columns"
        raise bad_request(f"You can't delete all the {word} on the sheet.")
    for dimension, size in (("ROWS", rows), ("COLUMNS", columns)):
        if size < sheet.size(dimension):
            cut = Area(sheet.id, top=size) if dimension == "ROWS" else Area(sheet.id, left=size)
            check_editable(book, sheet, cut, batch.user)
            delete_lines(book, sheet, dimension, size, sheet.size(dimension) - size)
    sheet.resize(rows, columns)
    book.check_size()
    grid = merged(
        sheet.grid,
        kept,
        {name: {} for name in wanted if name not in ("rowCount", "columnCount")} or {"_": {}},
    )
    fresh.check_frozen({name: item for name, item in grid.items() if name in wanted}, rows, columns)
    for name, word, first, last in (
        ("frozenRowCount", "rows", "startRowIndex", "endRowIndex"),
        ("frozenColumnCount", "columns", "startColumnIndex", "endColumnIndex"),
    ):
        frozen = grid.get(name, 0)
        merges = sheet.parts.get("merges", []) if name in wanted else []
        if any(merge.get(first, 0) < frozen < merge.get(last, 0) for merge in merges):
            raise bad_request(f"You can't freeze {word} which contain only part of a merged cell.")
    sheet.properties["gridProperties"] = grid


def _set_locale(book: Workbook, name: str) -> None:
    """Formulas are kept as typed, so they are rewritten in the new locale's words and marks."""
    locale_names.check(name)
    old, new = locales.find(book.locale), locales.find(name)
    rewrite_formulas(book, lambda text, _: relocated(text, old, new))
    book.properties["locale"] = name
    book.engine = None
