"""What pasted cells bring along besides themselves: the conditional formats that cover them.

Where cells are pasted only the rules of those cells hold from then on.
"""

from __future__ import annotations

from collections.abc import Callable

from ...wire import Json
from ..book.areas import Area, Box
from ..book.told import told
from ..book.workbook import Sheet
from ..formulas.tokens import copied
from .batch import part, prune

Change = Callable[[str], str]
KINDS = ("PASTE_NORMAL", "PASTE_NO_BORDERS", "PASTE_FORMAT", "PASTE_CONDITIONAL_FORMATTING")


def copy_rules(source_sheet: Sheet, source: Box, target_sheet: Sheet, target: Box) -> None:
    """A rule of the same sheet reaches further; another sheet gets one of its own, after those it has."""
    area, goal = source.area(source_sheet.id), target.area(target_sheet.id)
    same = source_sheet is target_sheet
    came: list[Json] = []
    for rule in list(source_sheet.parts.get("conditionalFormats", [])):
        known = _areas(rule)
        pieces = [
            piece.moved(row - source.top, column - source.left, target_sheet.id)
            for piece in _covered(known, area)
            for row in range(target.top, target.bottom, source.height)
            for column in range(target.left, target.right, source.width)
        ]
        if same:
            left = _without(known, _without([goal], pieces))
            new = [piece for piece in pieces if not any(found.holds(piece) for found in left)]
            _set(rule, _at(rule, [*left, *new]))
        elif pieces:
            came.append(_at(rule, pieces))
    if not same:
        _clear(target_sheet, goal)
        part(target_sheet, "conditionalFormats").extend(came)
    _tidy(target_sheet)


def move_rules(
    source_sheet: Sheet, area: Area, target_sheet: Sheet, rows: int, columns: int, follow: Change
) -> None:
    """Rules go with cut cells: a part of a rule's cells takes a rule of its own along.

    Its formulas go through `follow` for the place they come to.
    """
    rules = source_sheet.parts.get("conditionalFormats", [])
    taken = [(rule, _covered(_areas(rule), area)) for rule in rules]
    gone = [(rule, _at(rule, pieces), pieces) for rule, pieces in taken if pieces]
    _clear(source_sheet, area)
    _clear(target_sheet, area.moved(rows, columns, target_sheet.id))
    for rule, made, pieces in gone:
        made = told(made, follow)
        made["ranges"] = [piece.moved(rows, columns, target_sheet.id).json() for piece in pieces]
        kept = part(target_sheet, "conditionalFormats")
        place = next((index for index, known in enumerate(kept) if known is rule), len(kept) - 1)
        kept.insert(place + 1, made)
    _tidy(source_sheet)
    _tidy(target_sheet)


def _areas(rule: Json) -> list[Area]:
    return [Area.of(found) for found in rule["ranges"]]


def _covered(known: list[Area], area: Area) -> list[Area]:
    """What of an area some ranges cover."""
    return [common for common in (found.common(area) for found in known) if common is not None]


def _without(areas: list[Area], gone: list[Area]) -> list[Area]:
    for lost in gone:
        areas = [piece for known in areas for piece in known.without(lost)]
    return areas


def _clear(sheet: Sheet, area: Area) -> None:
    """The rules of a sheet hold in this area no more."""
    for rule in sheet.parts.get("conditionalFormats", []):
        _set(rule, _at(rule, _without(_areas(rule), [area])))


def _tidy(sheet: Sheet) -> None:
    """Rules that hold nowhere are gone."""
    rules = sheet.parts.get("conditionalFormats", [])
    rules[:] = [rule for rule in rules if rule["ranges"]]
    prune(sheet, "conditionalFormats")


def _set(rule: Json, made: Json) -> None:
    if rule["ranges"] != made["ranges"]:
        rule.clear()
        rule.update(made)


def _at(rule: Json, areas: list[Area]) -> Json:
    """The rule for other cells of its sheet or another, told for the first of them."""
    step = _step(_areas(rule), areas) if areas and rule["ranges"] else (0, 0)
    made: Json = told(rule, lambda text: copied(text, *step))
    return made | {"ranges": [found.json() for found in areas]}


def _step(before: list[Area], after: list[Area]) -> tuple[int, int]:
    """How far the first corner of some ranges lies from that of others."""
    return (
        min(area.top or 0 for area in after) - min(area.top or 0 for area in before),
        min(area.left or 0 for area in after) - min(area.left or 0 for area in before),
    )
