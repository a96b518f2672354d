"""spreadsheets.create, get, getByDataFilter and sheets.copyTo."""

from __future__ import annotations

from copy import deepcopy

from ..call import Call
from ..catalog import answers
from ..checks import mask
from ..drive import registry
from ..wire import ApiError, Json, bad_request
from . import fresh, given_sheets, ranges, unsupported
from . import resource as shown
from .book import kept
from .book.areas import Area
from .book.follow import rewrite_sheet
from .book.shelf import reading, writing
from .book.workbook import Sheet, Workbook
from .data_filters import areas
from .formulas.translate import relocated
from .requests import cells, metadata, named, tabs
from .requests.batch import Batch
from .values import locale as locales


@answers("sheets.spreadsheets.create")
def create(call: Call) -> Json:
    unsupported.check("Spreadsheet", call.body)
    given = call.body.get("properties", {})
    title = given.get("title") or "Untitled spreadsheet"
    file_id = registry.register(call.tx, name=title, mime=registry.SPREADSHEET, owner=call.user, now=call.now)
    book = fresh.workbook(call.tx, file_id, given)
    batch = Batch(book, call.tx, call.user, call.now)
    for number, wanted in enumerate(call.body.get("sheets", [])):
        try:
            given_sheets.add(batch, wanted)
        except ApiError as error:
            raise bad_request(f"Invalid sheets[{number}]: {error.message}") from error
    if not book.sheets:
        book.sheets.append(fresh.sheet(0, fresh.first_title(call.tx)))
    for item in call.body.get("namedRanges", []):
        named.add(book, item)
    for item in call.body.get("developerMetadata", []):
        location = {"location": item.get("location") or {"spreadsheet": True}}
        metadata.create_metadata(batch, {"developerMetadata": {**item, **location}})
    kept.insert(call.tx, book)
    with writing(call, file_id) as current:
        return shown.spreadsheet(current, title, call.user, None, False, {}, call.now)


@answers("sheets.spreadsheets.get")
def get(call: Call) -> Json:
    file_id = call.params["spreadsheetId"]
    with reading(call, file_id) as book:
        chosen = [ranges.resolve(book, text) for text in call.get("ranges", [])] or None
        return _answer(call, book, chosen, bool(call.get("includeGridData")))


@answers("sheets.spreadsheets.getByDataFilter")
def get_by_data_filter(call: Call) -> Json:
    with reading(call, call.params["spreadsheetId"]) as book:
        filters = call.body.get("dataFilters", [])
        chosen = [place for data_filter in filters for place in areas(book, data_filter)] if filters else None
        return _answer(call, book, chosen, bool(call.body.get("includeGridData")))


@answers("sheets.spreadsheets.sheets.copyTo")
def copy_to(call: Call) -> Json:
    source_id, target_id = call.params["spreadsheetId"], call.body.get("destinationSpreadsheetId", "")
    with reading(call, source_id) as book:
        number = int(call.params["sheetId"])
        source = next((sheet for sheet in book.sheets if sheet.id == number), None)
        if source is None:
            raise bad_request(f"The sheet ({number}) does not exist.")
        formats, locale = [deepcopy(known) for known in book.formats.all], book.locale
        with writing(call, target_id) as target:
            title = tabs.free_title(target, f"Copy of {source.title}")
            copy = tabs.copied(source, target.free_sheet_id(), title)
            numbers = [target.formats.number(known) for known in formats]
            told = locales.find(locale), locales.find(target.locale)
            for row, column, content in list(copy.cells()):
                copy.put(row, column, cells.with_number(content, numbers))
            rewrite_sheet(copy, lambda text, _: relocated(text, *told))
            target.sheets.append(copy)
            target.engine = None
            target.check_size()
            return shown.sheet_properties(target, copy)


def _answer(call: Call, book: Workbook, chosen: list[tuple[Sheet, Area]] | None, with_cells: bool) -> Json:
    """With a mask `includeGridData` is not asked: the mask says whether cells are wanted."""
    selected = mask(call.method, call.get("fields"))
    row = registry.require(call.tx, book.file_id, call.user)
    wanted = with_cells or bool(selected)
    return shown.spreadsheet(book, row.name, call.user, chosen, wanted, selected, call.now)
