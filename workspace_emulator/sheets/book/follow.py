"""Inserting, deleting and moving lines or cells, and what follows them: formulas, ranges, metadata."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...wire import Json, bad_request
from ..formulas import moves
from .areas import Area, Box
from .cell import Cell, Content, extra_of, format_of, make
from .filter_columns import follow_columns
from .follow_rules import follow_rules
from .lines import Gaps, Lines, Shift
from .told import told
from .workbook import Sheet, Workbook

_GRID_KEYS = {"sheetId", "startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex"}
_POINT_KEYS = {"sheetId", "rowIndex", "columnIndex"}
_FROZEN = {"ROWS": "frozenRowCount", "COLUMNS": "frozenColumnCount"}
_RANGES = ("range", "ranges", "sources", "sourceRange", "dimensionRange")
_GONE = object()


def insert_lines(
    book: Workbook, sheet: Sheet, dimension: str, at: int, count: int, inherit: str = "before"
) -> None:
    """Insert rows or columns before `at`; new cells take the format of the line `before` or `after` them."""
    _resized(sheet, dimension, count)
    book.check_size()
    lines = Lines(sheet.id, dimension, "insert", at, count)
    model = at - 1 if inherit == "before" else at
    if dimension == "ROWS":
        blank = (
            [_blank_like(content) for content in sheet.row(model, 0, sheet.column_count)]
            if model >= 0
            else []
        )
        if at <= len(sheet.rows) or any(content is not None for content in blank):
            while len(sheet.rows) < at:
                sheet.rows.append([])
            sheet.rows[at:at] = [list(blank) for _ in range(count)]
    else:
        for cells in sheet.rows:
            like = _blank_like(cells[model]) if 0 <= model < len(cells) else None
            if at < len(cells) or like is not None:
                cells.extend([None] * (at - len(cells)))
                cells[at:at] = [like] * count
    _frozen(sheet, dimension, count if at < sheet.grid.get(_FROZEN[dimension], 0) else 0)
    kept = sheet.lines[dimension].get(model, {})
    _follow(book, sheet, lines)
    size = {"pixelSize": kept["pixelSize"]} if "pixelSize" in kept else {}
    if size:
        sheet.lines[dimension] |= {line: dict(size) for line in range(at, at + count)}


def delete_lines(book: Workbook, sheet: Sheet, dimension: str, at: int, count: int) -> None:
    """Delete rows or columns; 400 when none would be left."""
    if count >= sheet.size(dimension):
        word = "rows" if dimension == "ROWS" else "columns"
        raise bad_request(f"You can't delete all the {word} on the sheet.")
    frozen = sheet.grid.get(_FROZEN[dimension], 0)
    if frozen and at <= frozen and at + count >= sheet.size(dimension):
        word = "rows" if dimension == "ROWS" else "columns"
        raise bad_request(f"Sorry, it is not possible to delete all non-frozen {word}.")
    if dimension == "ROWS":
        del sheet.rows[at : at + count]
    else:
        for cells in sheet.rows:
            del cells[at : at + count]
    _resized(sheet, dimension, -count)
    _frozen(sheet, dimension, -max(0, min(frozen, at + count) - at))
    _follow(book, sheet, Lines(sheet.id, dimension, "delete", at, count))


def move_lines(book: Workbook, sheet: Sheet, dimension: str, at: int, count: int, to: int) -> None:
    """Move rows or columns before the line that is `to` now."""
    if at <= to <= at + count:
        return
    if dimension == "ROWS":
        while len(sheet.rows) < max(at + count, to):
            sheet.rows.append([])
        _move(sheet.rows, at, count, to)
    else:
        for cells in sheet.rows:
            cells.extend([None] * (max(at + count, to) - len(cells)))
            _move(cells, at, count, to)
    _follow(book, sheet, Lines(sheet.id, dimension, "move", at, count, to))


def insert_cells(book: Workbook, sheet: Sheet, area: Area, dimension: str) -> None:
    """Push cells down (ROWS) or right (COLUMNS) to make room for an area."""
    box = sheet.box(area)
    used = sheet.used(Area(sheet.id))
    _make_room(book, sheet, box, dimension)
    if dimension == "ROWS":
        for row in range(used.bottom - 1, box.top - 1, -1):
            for column in range(box.left, box.right):
                sheet.put(row + box.height, column, sheet.get(row, column))
                sheet.put(row, column, None)
        lines = Lines(sheet.id, dimension, "insert", box.top, box.height, low=box.left, high=box.right)
    else:
        for row in range(box.top, min(box.bottom, len(sheet.rows))):
            cells = sheet.rows[row]
            if len(cells) > box.left:
                cells[box.left : box.left] = [None] * box.width
        lines = Lines(sheet.id, dimension, "insert", box.left, box.width, low=box.top, high=box.bottom)
    _follow(book, sheet, lines)


def delete_cells(book: Workbook, sheet: Sheet, area: Area, dimension: str) -> None:
    """Delete an area; cells below (ROWS) or to the right (COLUMNS) close up."""
    box = sheet.box(area)
    if dimension == "ROWS":
        for row in range(box.top, len(sheet.rows)):
            for column in range(box.left, box.right):
                sheet.put(row, column, sheet.get(row + box.height, column))
        lines = Lines(sheet.id, dimension, "delete", box.top, box.height, low=box.left, high=box.right)
    else:
        for row in range(box.top, min(box.bottom, len(sheet.rows))):
            del sheet.rows[row][box.left : box.right]
        lines = Lines(sheet.id, dimension, "delete", box.left, box.width, low=box.top, high=box.bottom)
    _follow(book, sheet, lines)


def close_up(book: Workbook, sheet: Sheet, box: Box, gone: list[int]) -> None:
    """Delete some rows of a box, told from the top down; the cells below them, to the last row, close up."""
    without = set(gone)
    stays = [row for row in range(box.top, len(sheet.rows)) if row not in without]
    for column in range(box.left, box.right):
        left = [sheet.get(row, column) for row in stays]
        for row, content in enumerate([*left, *[None] * len(gone)], box.top):
            sheet.put(row, column, content)
    if gone:
        _follow(book, sheet, Gaps.of(sheet.id, "ROWS", gone, low=box.left, high=box.right))


def rewrite_formulas(book: Workbook, rewrite: Callable[[str, str], str]) -> None:
    """Put every formula, those of rules too, through `rewrite(text, title of its sheet)`."""
    for sheet in book.sheets:
        rewrite_sheet(sheet, rewrite)


def rewrite_sheet(sheet: Sheet, rewrite: Callable[[str, str], str]) -> None:
    """Put the formulas of one sheet through it."""

    def on_sheet(text: str) -> str:
        return rewrite(text, sheet.title)

    if sheet.formulas:
        for row, column, content in list(sheet.cells()):
            if isinstance(content, Cell) and (content.formula or content.extra):
                formula = on_sheet(content.formula) if content.formula else ""
                extra = told(content.extra, on_sheet) if content.extra else None
                if formula != content.formula or extra != content.extra:
                    sheet.put(
                        row, column, make(content.value, formula, content.format, extra, content.spilled)
                    )
    for name in ("conditionalFormats", "basicFilter", "filterViews"):
        if name in sheet.parts:
            sheet.parts[name] = told(sheet.parts[name], on_sheet)


def _follow(book: Workbook, sheet: Sheet, lines: Shift) -> None:
    """Everything that knows line numbers of this sheet."""
    sheet.reordered()
    sheet.changed_from(0 if lines.dimension == "COLUMNS" else lines.first)
    book.engine = None
    title = sheet.title
    rules = sheet.parts.pop("conditionalFormats", None)
    rewrite_formulas(book, lambda text, own: moves.follow_lines(text, lines, title, own))
    if rules is not None:
        sheet.parts["conditionalFormats"] = follow_rules(
            rules, lines, lambda text: moves.follow_lines(text, lines, title, title)
        )
    for owner in book.sheets:
        followed = {name: _followed(part, lines) for name, part in owner.parts.items()}
        if "merges" in followed:
            followed["merges"] = [merge for merge in followed["merges"] if not Area.of(merge).single]
        owner.parts = {name: part for name, part in followed.items() if part is not _GONE and part != []}
        if owner is sheet and lines.dimension == "COLUMNS" and lines.low is None:
            filters = [*owner.parts.get("filterViews", []), owner.parts.get("basicFilter", {})]
            for each in filters:
                follow_columns(each, lines)
    followed_names = _followed(book.named_ranges, lines)
    book.named_ranges = [] if followed_names is _GONE else followed_names
    if lines.low is None and lines.high is None:
        moved = {lines.index(line): kept for line, kept in sheet.lines[lines.dimension].items()}
        sheet.lines[lines.dimension] = {line: kept for line, kept in moved.items() if line is not None}
        kept_metadata = [_followed(item, lines, True) for item in book.metadata]
        book.metadata = [item for item in kept_metadata if item is not _GONE]


def _followed(value: Any, lines: Shift, listed: bool = False) -> Any:
    """A part with its ranges moved; _GONE when the range it is about was deleted.

    `listed` says that it is one of several, as a series of a chart is: what is not only loses its member.
    """
    if isinstance(value, list):
        moved = [_followed(item, lines, True) for item in value]
        return [item for item in moved if item is not _GONE]
    if not isinstance(value, dict):
        return value
    if _GRID_KEYS.issuperset(value) and value:
        return _grid_range(value, lines)
    if "dimension" in value and "startIndex" in value:
        return _dimension_range(value, lines)
    if value and _POINT_KEYS.issuperset(value):
        return _point(value, lines)
    changed = {}
    for key, item in value.items():
        found = _followed(item, lines)
        if found is _GONE or (key in ("ranges", "sources") and item and not found):
            if listed or key in _RANGES:
                return _GONE
            continue
        changed[key] = found
    return changed


def _grid_range(value: Json, lines: Shift) -> Any:
    area = Area.of(value)
    if area.sheet != lines.sheet:
        return value
    by_rows = lines.dimension == "ROWS"
    own, other = (area.top, area.bottom), (area.left, area.right)
    if not by_rows:
        own, other = other, own
    if not lines.in_band(*other):
        return value
    span = lines.span(*own)
    if span is None:
        return _GONE
    if by_rows:
        return Area(area.sheet, span[0], span[1], area.left, area.right).json()
    return Area(area.sheet, area.top, area.bottom, span[0], span[1]).json()


def _point(value: Json, lines: Shift) -> Json:
    """A cell that something is fastened to; it moves to the nearest one when its own is deleted."""
    name = "rowIndex" if lines.dimension == "ROWS" else "columnIndex"
    if value.get("sheetId", 0) != lines.sheet or lines.low is not None:
        return value
    line = lines.index(value.get(name, 0))
    return value | {name: max(0, lines.first - 1) if line is None else line}


def _dimension_range(value: Json, lines: Shift) -> Any:
    if (
        value.get("sheetId", 0) != lines.sheet
        or value["dimension"] != lines.dimension
        or lines.low is not None
    ):
        return value
    span = lines.span(value.get("startIndex", 0), value.get("endIndex"))
    if span is None:
        return _GONE
    return value | {"startIndex": span[0], "endIndex": span[1]}


def _blank_like(content: Content) -> Content:
    """An empty cell with the format and the validation of its model."""
    rule = extra_of(content).get("dataValidation")
    return make(None, "", format_of(content), {"dataValidation": rule} if rule else None)


def _resized(sheet: Sheet, dimension: str, count: int) -> None:
    by_rows = dimension == "ROWS"
    sheet.resize(sheet.row_count + (count if by_rows else 0), sheet.column_count + (0 if by_rows else count))


def _make_room(book: Workbook, sheet: Sheet, box: Box, dimension: str) -> None:
    """Let the grid grow as far as the cells that are pushed aside will reach; 400 when it may not."""
    if dimension == "ROWS":
        pushed = (
            row
            for row in range(len(sheet.rows) - 1, box.top - 1, -1)
            if any(content is not None for content in sheet.row(row, box.left, box.right))
        )
        sheet.resize(max(sheet.row_count, next(pushed, -1) + 1 + box.height), sheet.column_count)
    else:
        widths = [len(cells) for cells in sheet.rows[box.top : box.bottom] if len(cells) > box.left]
        sheet.resize(sheet.row_count, max(sheet.column_count, max(widths, default=0) + box.width))
    book.check_size()


def _frozen(sheet: Sheet, dimension: str, count: int) -> None:
    frozen = sheet.grid.pop(_FROZEN[dimension], 0) + count
    if frozen > 0:
        sheet.grid[_FROZEN[dimension]] = frozen


def _move(items: list[Any], at: int, count: int, to: int) -> None:
    block = items[at : at + count]
    del items[at : at + count]
    place = to if to <= at else to - count
    items[place:place] = block
