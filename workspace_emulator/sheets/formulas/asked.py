"""Formulas that stand in no cell, such as those of conditions: asked of the engine one by one.

Nothing of them stays in the workbook.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from ..book.cell import Value
from ..book.workbook import Sheet, Workbook
from .calculate import recalculate
from .tokens import Reference, copied, rewritten


class Asked:
    """Computes formulas as the cells of one workbook would see them at this moment."""

    def __init__(self, book: Workbook, now: datetime) -> None:
        self.book = book
        self.now = now
        self._known: dict[tuple[str, int, int], Value] = {}

    def value(self, sheet: Sheet, origin: tuple[int, int], place: tuple[int, int], formula: str) -> Value:
        """What a formula written for the cell `origin` says in the cell `place`, both (row, column)."""
        moved = copied(formula, place[0] - origin[0], place[1] - origin[1])
        text = rewritten(moved, lambda found: _on_sheet(found, sheet.title))
        key = (text, *place)
        if key not in self._known:
            self._known[key] = self._computed(text, *place)
        return self._known[key]

    def _computed(self, text: str, row: int, column: int) -> Value:
        from .engine import Engine

        if self.book.engine is None or self.book.engine.outdated(self.book):
            recalculate(self.book, self.now)
        elif any(sheet.touched for sheet in self.book.sheets):
            self.book.engine.run(self.book, self.now)
        if self.book.engine is None:
            self.book.engine = Engine(self.book)
        found: Value = self.book.engine.aside(self.book, (row, column), text, self.now)
        return found


def _on_sheet(found: Reference, title: str) -> Reference:
    return found if found.sheet is not None else replace(found, sheet=title)
