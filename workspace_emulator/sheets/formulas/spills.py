"""The cells that array results fill beside their formulas: who fills which, and what stands in the way."""

from __future__ import annotations

from ..book.a1 import column_letters
from ..book.cell import ErrorValue, entered
from ..book.workbook import Sheet
from .faults import REF
from .graph import Patch
from .grids import Grid
from .world import Place


class Spills:
    """`filled` has the patch of every array result, its formula's cell included; `wanted` of blocked ones."""

    def __init__(self) -> None:
        self.filled: dict[Place, Patch] = {}
        self.wanted: dict[Place, Patch] = {}
        self.owner: dict[Place, Place] = {}

    def obstacle(self, sheet: Sheet, place: Place, grid: Grid) -> tuple[ErrorValue | None, set[Place]]:
        """Why an array cannot be laid out from a cell, None when it can; and the arrays that must give way.

        Of two arrays that want a cell the one whose formula stands first has it, whichever came earlier.
        """
        _, top, left = place
        self.wanted.pop(place, None)
        if top + grid.height > sheet.row_count or left + grid.width > sheet.column_count:
            lacking = max(top + grid.height - sheet.row_count, 0)
            what = f"rows ({lacking})" if lacking else f"columns ({left + grid.width - sheet.column_count})"
            self.wanted[place] = Patch(place[0], top, left, top + 1, left + 1)
            message = f"Result was not automatically expanded, please insert more {what}."
            return ErrorValue(REF.type, message), set()
        patch = Patch(place[0], top, left, top + grid.height, left + grid.width)
        weaker: set[Place] = set()
        for cell in patch.cells():
            owner = self.owner.get(cell, place)
            if owner > place:
                weaker.add(owner)
            elif cell != place and (owner < place or entered(sheet.get(cell[1], cell[2]))):
                self.wanted[place] = patch
                what = f"{column_letters(cell[2])}{cell[1] + 1}"
                message = f"Array result was not expanded because it would overwrite data in {what}."
                return ErrorValue(REF.type, message), set()
        return None, weaker

    def lay(self, place: Place, grid: Grid) -> Patch:
        """Note that an array fills its cells from now on."""
        patch = Patch(place[0], place[1], place[2], place[1] + grid.height, place[2] + grid.width)
        self.filled[place] = patch
        self.owner.update((cell, place) for cell in patch.cells() if cell != place)
        return patch

    def lift(self, place: Place) -> Patch | None:
        """Note that a formula fills nothing more; what it filled."""
        patch = self.filled.pop(place, None)
        self.wanted.pop(place, None)
        if patch is not None:
            for cell in patch.cells():
                self.owner.pop(cell, None)
        return patch

    def concerned(self, cell: Place) -> set[Place]:
        """The arrays to lay out anew when this cell has been edited."""
        found = {place for place, patch in self.wanted.items() if patch.meets(_single(cell))}
        if cell in self.owner:
            found.add(self.owner[cell])
        return found


def _single(cell: Place) -> Patch:
    return Patch(cell[0], cell[1], cell[2], cell[1] + 1, cell[2] + 1)
