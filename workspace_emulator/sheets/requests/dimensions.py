"""Rows and columns: insert, delete, move, append, their sizes and hiding, auto-resize."""

from __future__ import annotations

from ...wire import Json, bad_request
from .. import filtering, measure
from ..book.areas import Area
from ..book.cell import extra_of, format_of, shown_format_of, value_of
from ..book.follow import delete_lines, insert_lines, move_lines
from ..book.workbook import Sheet
from ..grid import PIXELS
from ..masked import fields, merged
from ..protection import check_editable
from ..proto import normal
from ..values.render import Renderer
from .batch import Batch, required

_READ_ONLY = ("hiddenByFilter", "developerMetadata")
_PADDING, _SIGN = 9, 20
_WORDS = {"ROWS": "row", "COLUMNS": "column"}


def insert_dimension(batch: Batch, request: Json) -> None:
    sheet, dimension, start, end = _stretch(batch, required(request, "range"))
    before = bool(request.get("inheritFromBefore"))
    if before and start == 0:
        raise bad_request("inheritFromBefore cannot be true if inserting at the start of the sheet.")
    size = sheet.size(dimension)
    if start > size:
        raise bad_request(f"range.startIndex is larger than current grid size ({size})")
    if start == size and not before:
        raise bad_request(
            f"range.startIndex must be less than the grid size ({size}) if inheritFromBefore is false."
        )
    insert_lines(batch.book, sheet, dimension, start, end - start, "before" if before else "after")


def delete_dimension(batch: Batch, request: Json) -> None:
    sheet, dimension, start, end = _stretch(batch, required(request, "range"), open_end=True)
    if end > sheet.size(dimension) or start >= sheet.size(dimension):
        word = _WORDS[dimension]
        raise bad_request(
            f"Cannot delete a {word} that doesn't exist. Tried to delete {word} index {end - 1} "
            f"but there are only {sheet.size(dimension)} {word}s."
        )
    check_editable(batch.book, sheet, _lines_area(sheet, dimension, start, end), batch.user)
    with filtering.followed(batch.book, sheet, batch.now):
        delete_lines(batch.book, sheet, dimension, start, end - start)


def move_dimension(batch: Batch, request: Json) -> None:
    sheet, dimension, start, end = _stretch(batch, required(request, "source"))
    to = request.get("destinationIndex", 0)
    if end > sheet.size(dimension) or not 0 <= to <= sheet.size(dimension):
        raise bad_request(f"destinationIndex must be between 0 and {sheet.size(dimension)}")
    if start < to < end:
        raise bad_request("destinationIndex must not be inside the source range.")
    _check_merges(sheet, dimension, start, end, to)
    check_editable(batch.book, sheet, _lines_area(sheet, dimension, start, end), batch.user)
    move_lines(batch.book, sheet, dimension, start, end - start, to)


def append_dimension(batch: Batch, request: Json) -> None:
    sheet = batch.book.sheet(request.get("sheetId", 0))
    length = request.get("length", 0)
    if length < 1:
        raise bad_request("length must be greater than zero.")
    dimension = _dimension(request)
    by_rows = dimension == "ROWS"
    sheet.resize(
        sheet.row_count + (length if by_rows else 0), sheet.column_count + (0 if by_rows else length)
    )
    batch.book.check_size()


def update_properties(batch: Batch, request: Json) -> None:
    mask = fields(request.get("fields"), "DimensionProperties")
    given = normal("DimensionProperties", required(request, "properties"))
    sheet, dimension, start, end = _stretch(batch, required(request, "range"), open_end=True)
    if start >= sheet.size(dimension):
        raise bad_request("range.startIndex must be less than the grid size")
    given = {name: item for name, item in given.items() if name not in _READ_ONLY}
    wanted = {name: {} for name in ("pixelSize", "hiddenByUser")} if "*" in mask else mask
    wanted = {name: inner for name, inner in wanted.items() if name not in _READ_ONLY}
    for line in range(start, min(end, sheet.size(dimension))) if wanted else ():
        kept = merged(sheet.lines[dimension].get(line, {}), given, wanted)
        if kept and kept != {"pixelSize": PIXELS[dimension]}:
            sheet.lines[dimension][line] = kept
        else:
            sheet.lines[dimension].pop(line, None)


def auto_resize(batch: Batch, request: Json) -> None:
    """Columns as wide as their longest text, rows as high as their lines; an estimate, as no font is
    measured."""
    sheet, dimension, start, end = _stretch(batch, required(request, "dimensions"), open_end=True)
    for line in range(start, min(end, sheet.size(dimension))):
        size = _column_width(batch, sheet, line) if dimension == "COLUMNS" else _row_height(sheet, line)
        if size:
            sheet.lines[dimension][line] = sheet.lines[dimension].get(line, {}) | {"pixelSize": size}


def _stretch(batch: Batch, given: Json, open_end: bool = False) -> tuple[Sheet, str, int, int]:
    """Sheet, dimension and bounds of a DimensionRange."""
    sheet = batch.book.sheet(given.get("sheetId", 0))
    dimension = _dimension(given)
    start = given.get("startIndex", 0)
    end = given.get("endIndex", sheet.size(dimension) if open_end else 0)
    if start < 0 or end < 0:
        raise bad_request("DimensionRange indexes must be >= 0")
    if end <= start:
        raise bad_request("range.endIndex must be greater than range.startIndex")
    return sheet, dimension, start, end


def _check_merges(sheet: Sheet, dimension: str, start: int, end: int, to: int) -> None:
    """400 when a move would tear a merged cell apart."""
    word = "Row" if dimension == "ROWS" else "Column"
    for merge in sheet.parts.get("merges", []):
        first, last = merge.get(f"start{word}Index", 0), merge.get(f"end{word}Index", 0)
        torn = first < end and start < last and not (start <= first and last <= end)
        if torn or first < to < last:
            raise bad_request(
                f"Sorry, it is not possible to move a {word.lower()} to a position that crosses a merged "
                "cell. Please unmerge and try again."
            )


def _dimension(given: Json) -> str:
    found = str(given.get("dimension", ""))
    if found not in _WORDS:
        raise bad_request("dimension must be specified.")
    return found


def _lines_area(sheet: Sheet, dimension: str, start: int, end: int) -> Area:
    return Area(sheet.id, start, end) if dimension == "ROWS" else Area(sheet.id, None, None, start, end)


def _column_width(batch: Batch, sheet: Sheet, column: int) -> int:
    renderer = Renderer(batch.book.locale, batch.book.formats)
    filtered = _filtered(sheet, column)
    longest = 0.0
    for row, cells in enumerate(sheet.rows):
        content = cells[column] if column < len(cells) else None
        text = renderer.text(value_of(content), shown_format_of(content))
        if text:
            look = batch.book.formats[format_of(content)].get("textFormat", {})
            room = measure.width(text, look.get("fontSize", 10), bool(look.get("bold")))
            sign = row == filtered or _listed(extra_of(content))
            longest = max(longest, room + (_SIGN if sign else 0))
    return round(longest) + _PADDING if longest else 0


def _filtered(sheet: Sheet, column: int) -> int | None:
    """The row in which this column bears the sign of a filter."""
    known = sheet.parts.get("basicFilter")
    box = sheet.box(Area.of(known["range"])) if known else None
    return box.top if box and box.left <= column < box.right else None


def _listed(extra: Json) -> bool:
    """Whether a cell bears the arrow of a list."""
    kind: str = extra.get("dataValidation", {}).get("condition", {}).get("type", "")
    return kind.startswith("ONE_OF_")


def _row_height(sheet: Sheet, row: int) -> int:
    texts = [value_of(content) for content in sheet.row(row, 0, sheet.column_count)]
    lines = max((text.count("\n") + 1 for text in texts if isinstance(text, str)), default=1)
    return PIXELS["ROWS"] + 15 * (lines - 1)
