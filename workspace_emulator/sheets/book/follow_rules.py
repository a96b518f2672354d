"""Formulas of conditional formats: they are written for the first corner of a rule's ranges and stay so."""

from __future__ import annotations

from collections.abc import Callable

from ...wire import Json
from ..formulas.tokens import copied
from .areas import Area
from .lines import Shift
from .told import told


def follow_rules(rules: list[Json], lines: Shift, rewrite: Callable[[str], str]) -> list[Json]:
    """The rules of the sheet whose lines change, their ranges still as they were before.

    A formula is followed as a cell's that stays, then told again for the cell that has become the first.
    """
    return [_rule(rule, lines, rewrite) for rule in rules]


def _rule(rule: Json, lines: Shift, rewrite: Callable[[str], str]) -> Json:
    before, after = _steps([Area.of(found) for found in rule["ranges"]], lines)
    by_rows = lines.dimension == "ROWS"

    def on(text: str, lines_on: int) -> str:
        return copied(text, lines_on if by_rows else 0, 0 if by_rows else lines_on) if lines_on else text

    found: Json = told(rule, lambda text: on(rewrite(on(text, before)), after))
    return found


def _steps(areas: list[Area], lines: Shift) -> tuple[int, int]:
    """How far a cell that stays lies from the first one before the change, and back from it after it."""
    by_rows = lines.dimension == "ROWS"
    spans = [((area.top, area.bottom), (area.left, area.right)) for area in areas]
    own = sorted((span if by_rows else span[::-1] for span in spans), key=lambda span: span[0][0] or 0)
    moved = [(span, lines.span(*span)) for span, across in own if lines.in_band(*across)]
    left = [(span, found) for span, found in moved if found is not None]
    if len(moved) < len(own) or not left:
        return 0, 0
    stays = lines.staying(left[0][0][0] or 0)
    place = lines.index(stays)
    first = min(found[0] or 0 for _, found in left)
    return stays - (own[0][0][0] or 0), first - (stays if place is None else place)
