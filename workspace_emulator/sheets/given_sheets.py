"""The sheets that spreadsheets.create is given: their cells, lines and all that hangs on them."""

from __future__ import annotations

from ..wire import Json, bad_request
from . import fresh
from .book.areas import Area
from .book.workbook import Sheet
from .requests import banding, cells, charts, conditional, filters, groups, merges, metadata, protected, tabs
from .requests.batch import Batch

_LINES = (("rowMetadata", "startRow", "ROWS"), ("columnMetadata", "startColumn", "COLUMNS"))


def add(batch: Batch, wanted: Json) -> None:
    """A sheet after the others; its ranges mean it, whatever number they name."""
    book, properties = batch.book, wanted.get("properties", {})
    title = properties.get("title") or f"Sheet{len(book.sheets) + 1}"
    tabs.check_title(book, title)
    made = fresh.sheet(tabs.free_id(book, properties.get("sheetId")), title, properties)
    book.sheets.append(made)
    for data in wanted.get("data", []):
        _fill(batch, made, data)
    book.check_size()
    own = tabs.on_sheet(wanted, properties.get("sheetId") or 0, made.id)
    merges.lay(made, [Area.of(item | {"sheetId": made.id}) for item in own.get("merges", [])])
    for item in own.get("protectedRanges", []):
        protected.add(book, {**item, "range": {**item.get("range", {}), "sheetId": made.id}}, batch.user)
    for place, item in enumerate(own.get("conditionalFormats", [])):
        ranges = [{**found, "sheetId": made.id} for found in item.get("ranges", [])]
        conditional.add_rule(batch, {"rule": {**item, "ranges": ranges}, "index": place})
    for item in own.get("bandedRanges", []):
        band = {**item, "range": {**item.get("range", {}), "sheetId": made.id}}
        banding.add_banding(batch, {"bandedRange": band})
    for item in own.get("filterViews", []):
        view = {**item, "range": {**item.get("range", {}), "sheetId": made.id}}
        filters.add_filter_view(batch, {"filter": view})
    if "basicFilter" in own:
        shown = {**own["basicFilter"], "range": {**own["basicFilter"].get("range", {}), "sheetId": made.id}}
        filters.set_basic_filter(batch, {"filter": shown})
    for item in own.get("charts", []):
        charts.add_chart(batch, {"chart": item})
    for item in [*own.get("rowGroups", []), *own.get("columnGroups", [])]:
        groups.add_group(batch, {"range": {**item.get("range", {}), "sheetId": made.id}})
    for item in own.get("developerMetadata", []):
        location = {"sheetId": made.id, **item.get("location", {})}
        metadata.create_metadata(batch, {"developerMetadata": {**item, "location": location}})


def _fill(batch: Batch, sheet: Sheet, data: Json) -> None:
    """One GridData; the grid grows where it is too small."""
    top, left = data.get("startRow", 0), data.get("startColumn", 0)
    if top < 0 or left < 0:
        raise bad_request("startRow and startColumn must not be negative.")
    rows = data.get("rowData", [])
    width = max((len(row.get("values", ())) for row in rows), default=0)
    sheet.resize(max(sheet.row_count, top + len(rows)), max(sheet.column_count, left + width))
    batch.book.check_size()
    cells.put_rows(batch.book, sheet, top, left, rows, {"*": {}})
    for name, start, dimension in _LINES:
        for line, item in enumerate(data.get(name, []), data.get(start, 0)):
            kept = {key: part for key, part in item.items() if key in ("pixelSize", "hiddenByUser") and part}
            if kept and line < sheet.size(dimension):
                sheet.lines[dimension][line] = kept
