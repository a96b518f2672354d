"""What pasted cells bring along besides themselves: the conditional formats that cover them."""

from __future__ import annotations

from functools import partial

from ...wire import Json
from ..book.areas import Area, Box
from ..book.told import told
from ..book.workbook import Sheet
from ..formulas.tokens import copied
from .batch import part

KINDS = ("PASTE_NORMAL", "PASTE_NO_BORDERS", "PASTE_FORMAT", "PASTE_CONDITIONAL_FORMATTING")


def copy_rules(source_sheet: Sheet, source: Box, target_sheet: Sheet, target: Box) -> None:
    """A rule of the same sheet reaches further; another sheet gets one of its own, after those it has."""
    area = source.area(source_sheet.id)
    for rule in list(source_sheet.parts.get("conditionalFormats", [])):
        known = [Area.of(found) for found in rule["ranges"]]
        covered = [common for common in (found.common(area) for found in known) if common is not None]
        pieces = [
            piece.moved(row - source.top, column - source.left, target_sheet.id)
            for piece in covered
            for row in range(target.top, target.bottom, source.height)
            for column in range(target.left, target.right, source.width)
        ]
        same = source_sheet is target_sheet
        new = [piece for piece in pieces if not (same and any(found.holds(piece) for found in known))]
        if not new:
            continue
        reached = [*known, *new] if same else new
        rows, columns = _step(known, reached)
        made: Json = told(rule, partial(copied, rows=rows, columns=columns))
        made |= {"ranges": [found.json() for found in reached]}
        if same:
            rule.clear()
            rule.update(made)
        else:
            part(target_sheet, "conditionalFormats").append(made)


def _step(before: list[Area], after: list[Area]) -> tuple[int, int]:
    """How far the first corner of some ranges lies from that of others."""
    return (
        min(area.top or 0 for area in after) - min(area.top or 0 for area in before),
        min(area.left or 0 for area in after) - min(area.left or 0 for area in before),
    )
