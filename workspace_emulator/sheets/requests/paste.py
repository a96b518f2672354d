"""copyPaste and cutPaste."""

from __future__ import annotations

from dataclasses import replace

from ...wire import Json, bad_request
from ..book import cell as cells
from ..book.areas import Area, Box
from ..book.cell import Cell, Content, make
from ..book.follow import rewrite_formulas
from ..book.workbook import Sheet
from ..formulas.moves import follow_cut
from ..formulas.tokens import Reference, copied, reference, rewritten
from ..protection import check_editable
from . import paste_rules
from .batch import Batch, prune, required
from .merges import lay

_WITH_MERGES = ("PASTE_NORMAL", "PASTE_NO_BORDERS", "PASTE_FORMAT")
_WITHOUT_EXTRA = ("PASTE_FORMULA", "PASTE_VALUES")


def copy_paste(batch: Batch, request: Json) -> None:
    """The source fills the destination, repeated when that is a multiple of its size."""
    source_sheet, source_area = batch.place(required(request, "source"), "source")
    source = source_sheet.box(source_area)
    if not source.height or not source.width:
        raise bad_request("The source range is empty.")
    target_sheet, target_area = batch.place(required(request, "destination"), "destination")
    kind = request.get("pasteType", "PASTE_NORMAL")
    turned = request.get("pasteOrientation") == "TRANSPOSE"
    height, width = (source.width, source.height) if turned else (source.height, source.width)
    target = _tiled(target_sheet.box(target_area), height, width)
    check_room(target_sheet, target.top, target.left, target.height, target.width)
    check_editable(batch.book, target_sheet, target.area(target_sheet.id), batch.user)
    block = [[source_sheet.get(row, column) for column in range(source.left, source.right)]
             for row in range(source.top, source.bottom)]  # fmt: skip
    for row, column in target.cells():
        down, right = (row - target.top) % height, (column - target.left) % width
        if turned:
            down, right = right, down
        content = block[down][right]
        if (
            isinstance(content, Cell)
            and content.formula
            and kind in ("PASTE_NORMAL", "PASTE_NO_BORDERS", "PASTE_FORMULA")
        ):
            formula = copied(content.formula, row - source.top - down, column - source.left - right)
            content = make(content.value, formula, content.format, content.extra)
        target_sheet.put(row, column, pasted(batch, target_sheet.get(row, column), content, kind))
    if kind in paste_rules.KINDS and not turned:
        paste_rules.copy_rules(source_sheet, source, target_sheet, target)
    if kind in _WITH_MERGES and not turned:
        _copy_merges(source_sheet, source, target_sheet, target)


def cut_paste(batch: Batch, request: Json) -> None:
    """Cells move; references to them, from anywhere, follow. What stood at the destination is gone."""
    source_sheet, source = batch.editable(required(request, "source"), "source")
    place = required(request, "destination")
    target_sheet = batch.book.sheet(place.get("sheetId", 0))
    top, left = place.get("rowIndex", 0), place.get("columnIndex", 0)
    target = Box(top, top + source.height, left, left + source.width)
    check_room(target_sheet, target.top, target.left, target.height, target.width)
    check_editable(batch.book, target_sheet, target.area(target_sheet.id), batch.user)
    kind = request.get("pasteType", "PASTE_NORMAL")
    if not source.height or not source.width:
        raise bad_request("The source range is empty.")
    block = {place: cells.own(source_sheet.get(*place)) for place in source.cells()}
    area = _opened(source_sheet, source)
    rows, columns = top - source.top, left - source.left
    title, new_title = source_sheet.title, target_sheet.title

    def follow(text: str) -> str:
        """What a formula says of its own sheet, told for another; the rest follows for all formulas alike."""

        def told(found: Reference) -> Reference:
            if found.sheet is not None or target_sheet is source_sheet:
                return found
            moved = follow_cut(found.print(), area, rows, columns, new_title, title, title)
            return (
                replace(found, sheet=title)
                if moved == found.print()
                else replace(reference(moved), sheet=None)
            )

        return rewritten(text, told)

    for at in source.cells():
        old = source_sheet.get(*at)
        if old is not None:
            source_sheet.put(*at, cells.with_value(old, None) if kind in _WITHOUT_EXTRA else None)
    for (row, column), content in block.items():
        at = (row + rows, column + columns)
        if isinstance(content, Cell) and content.formula:
            content = make(content.value, follow(content.formula), content.format, content.extra)
        target_sheet.put(*at, pasted(batch, target_sheet.get(*at), content, kind))
    if kind in _WITH_MERGES:
        _move_merges(source_sheet, area, target_sheet, rows, columns)
    if kind in paste_rules.KINDS:
        paste_rules.move_rules(source_sheet, area, target_sheet, rows, columns, follow)
    for named in batch.book.named_ranges:
        if area.holds(Area.of(named["range"])):
            named["range"] = Area.of(named["range"]).moved(rows, columns, target_sheet.id).json()
    rewrite_formulas(
        batch.book, lambda text, own: follow_cut(text, area, rows, columns, new_title, title, own)
    )
    batch.book.engine = None


def _opened(sheet: Sheet, box: Box) -> Area:
    """The area of a box, open where it takes whole columns or rows, for references that say only these."""
    area = box.area(sheet.id)
    if box.height == sheet.row_count:
        area = replace(area, top=None, bottom=None)
    return replace(area, left=None, right=None) if box.width == sheet.column_count else area


def pasted(batch: Batch, old: Content, new: Content, kind: str) -> Content:
    """What a cell holds after another was pasted over it."""
    if kind == "PASTE_VALUES":
        return cells.with_value(old, cells.value_of(new))
    if kind == "PASTE_FORMULA":
        formula = cells.formula_of(new)
        return cells.with_value(old, None if formula else cells.value_of(new), formula)
    if kind == "PASTE_FORMAT":
        return cells.with_format(old, cells.format_of(new))
    if kind == "PASTE_DATA_VALIDATION":
        extra = {name: item for name, item in cells.extra_of(old).items() if name != "dataValidation"}
        rule = cells.extra_of(new).get("dataValidation")
        return cells.with_extra(old, extra | ({"dataValidation": rule} if rule else {}))
    if kind == "PASTE_CONDITIONAL_FORMATTING":
        return old
    if isinstance(new, Cell) and new.spilled:
        new = make(new.value, "", new.format, new.extra)
    if kind == "PASTE_NO_BORDERS" and isinstance(new, Cell):
        known = {name: item for name, item in batch.book.formats[new.format].items() if name != "borders"}
        return cells.with_format(new, batch.book.formats.number(known))
    return new


def _tiled(box: Box, height: int, width: int) -> Box:
    """The destination as large as whole copies of the source make it, at least one."""
    tall = box.height if box.height % height == 0 and box.height else height
    wide = box.width if box.width % width == 0 and box.width else width
    return Box(box.top, box.top + tall, box.left, box.left + wide)


def check_room(sheet: Sheet, top: int, left: int, height: int, width: int) -> None:
    """400 when what is pasted leaves the grid."""
    if top < 0 or left < 0 or top + height > sheet.row_count or left + width > sheet.column_count:
        raise bad_request("The destination range is outside of the grid.")


def _copy_merges(source_sheet: Sheet, source: Box, target_sheet: Sheet, target: Box) -> None:
    area = source.area(source_sheet.id)
    copies = [
        Area.of(merge).moved(row - source.top, column - source.left, target_sheet.id)
        for merge in source_sheet.parts.get("merges", [])
        if area.holds(Area.of(merge))
        for row in range(target.top, target.bottom, source.height)
        for column in range(target.left, target.right, source.width)
    ]
    lay(target_sheet, copies, target.area(target_sheet.id))


def _move_merges(source_sheet: Sheet, area: Area, target_sheet: Sheet, rows: int, columns: int) -> None:
    inside = [merge for merge in source_sheet.parts.get("merges", []) if area.holds(Area.of(merge))]
    for merge in inside:
        source_sheet.parts["merges"].remove(merge)
    prune(source_sheet, "merges")
    moved = [Area.of(merge).moved(rows, columns, target_sheet.id) for merge in inside]
    lay(target_sheet, moved, area.moved(rows, columns, target_sheet.id))
