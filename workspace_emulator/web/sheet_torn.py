"""What deleted rows or columns take with them besides their cells, and the requests that give it back.

The deletion and its way back are tried on a twin of the workbook: whatever is another thing afterwards has to
be given back.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from ..sheets.book.areas import Box
from ..sheets.book.follow import delete_lines, insert_lines
from ..sheets.book.lines import Lines
from ..sheets.book.workbook import Sheet, Workbook
from ..wire import Json
from .sheet_restore import data, filled

FROZEN = {"ROWS": "frozenRowCount", "COLUMNS": "frozenColumnCount"}
# Lists of a sheet whose members have numbers: their requests, and what of them has to do with lines.
NUMBERED = (
    ("protectedRanges", "protectedRange", "ProtectedRange", "protectedRangeId", "range,unprotectedRanges"),
    ("bandedRanges", "bandedRange", "Banding", "bandedRangeId", "range"),
)


def torn(book: Workbook, lost: Lines) -> tuple[Json, ...]:
    """Requests for after the lines have been inserted again: formulas that pointed at them, merges, rules,
    protected and named ranges, bands, the filter and the frozen edge are what they are now."""
    twin = twin_of(book)
    sheet, other = book.sheet(lost.sheet), twin.sheet(lost.sheet)
    delete_lines(twin, other, lost.dimension, lost.at, lost.count)
    inherit = "before" if lost.at > 0 else "after"
    insert_lines(twin, other, lost.dimension, lost.at, lost.count, inherit)
    return (
        *_frozen(sheet, other, FROZEN[lost.dimension]),
        *_formulas(book, twin, lost),
        *_merges(sheet, other),
        *_named(book, twin),
        *_metadata(book, twin),
        *_numbered(sheet, other),
        *rules(sheet, other),
        *_filter(sheet, other),
    )


def twin_of(book: Workbook) -> Workbook:
    """A copy to try changes on."""
    made = Workbook(book.file_id, book.properties)
    made.named_ranges, made.metadata = deepcopy(book.named_ranges), deepcopy(book.metadata)
    for sheet in book.sheets:
        other = Sheet(sheet.id, deepcopy(sheet.properties))
        other.rows = [list(cells) for cells in sheet.rows]
        other.parts, other.lines = deepcopy(sheet.parts), deepcopy(sheet.lines)
        other.formulas = sheet.formulas
        made.sheets.append(other)
    return made


def _frozen(sheet: Sheet, other: Sheet, name: str) -> Iterator[Json]:
    if sheet.grid.get(name) != other.grid.get(name):
        properties = {"sheetId": sheet.id, "gridProperties": {name: sheet.grid.get(name, 0)}}
        yield {"updateSheetProperties": {"properties": properties, "fields": f"gridProperties.{name}"}}


def _formulas(book: Workbook, twin: Workbook, lost: Lines) -> Iterator[Json]:
    """Cells outside of the lines whose formula, or that of their validation, has lost something."""
    gone = range(lost.at, lost.at + lost.count)
    for sheet in book.sheets:
        other = twin.sheet(sheet.id)
        for row, column, content in sheet.cells() if sheet.formulas else ():
            line = row if lost.dimension == "ROWS" else column
            if (sheet.id == lost.sheet and line in gone) or other.get(row, column) == content:
                continue
            yield filled(sheet, Box(row, row + 1, column, column + 1), [[data(book, content)]])


def _merges(sheet: Sheet, other: Sheet) -> Iterator[Json]:
    left = other.parts.get("merges", ())
    for merge in sheet.parts.get("merges", ()):
        if merge not in left:
            yield {"mergeCells": {"range": merge, "mergeType": "MERGE_ALL"}}


def _named(book: Workbook, twin: Workbook) -> Iterator[Json]:
    left = {known["namedRangeId"]: known for known in twin.named_ranges}
    for known in book.named_ranges:
        if known["namedRangeId"] not in left:
            yield {"addNamedRange": {"namedRange": known}}
        elif left[known["namedRangeId"]] != known:
            yield {"updateNamedRange": {"namedRange": known, "fields": "range"}}


def _metadata(book: Workbook, twin: Workbook) -> Iterator[Json]:
    """What hung on the lines themselves."""
    left = [known["metadataId"] for known in twin.metadata]
    for known in book.metadata:
        if known["metadataId"] not in left:
            yield {"createDeveloperMetadata": {"developerMetadata": known}}


def _numbered(sheet: Sheet, other: Sheet) -> Iterator[Json]:
    for part, name, request, key, fields in NUMBERED:
        left = {known[key]: known for known in other.parts.get(part, ())}
        for known in sheet.parts.get(part, ()):
            if known[key] not in left:
                yield {f"add{request}": {name: known}}
            elif left[known[key]] != known:
                yield {f"update{request}": {name: known, "fields": fields}}


def rules(sheet: Sheet, other: Sheet) -> Iterator[Json]:
    """The rules of a sheet, in their order, in place of those that its twin has."""
    known, left = sheet.parts.get("conditionalFormats", []), other.parts.get("conditionalFormats", [])
    if known == left:
        return
    yield from ({"deleteConditionalFormatRule": {"sheetId": sheet.id, "index": 0}} for _ in left)
    for place, rule in enumerate(known):
        yield {"addConditionalFormatRule": {"rule": deepcopy(rule), "index": place}}


def _filter(sheet: Sheet, other: Sheet) -> Iterator[Json]:
    known = sheet.parts.get("basicFilter")
    if known is None:
        return
    if known != other.parts.get("basicFilter") or _sifted(sheet) != _sifted(other):
        yield {"setBasicFilter": {"filter": known}}


def _sifted(sheet: Sheet) -> set[int]:
    return {row for row, known in sheet.lines["ROWS"].items() if known.get("hiddenByFilter")}
