"""What a page shows of a sheet's basic filter: signs on its header cells, how many rows it hides."""

from __future__ import annotations

from dataclasses import dataclass

from ..sheets.book.areas import Area
from ..sheets.book.workbook import Sheet

MOST_NAMED = 12


@dataclass(frozen=True)
class Sign:
    """The sign of the filter on a header cell: whether its column is sifted, and which values are hidden, as
    far as they are named one by one."""

    sifts: bool
    hidden: tuple[str, ...] = ()

    @property
    def classes(self) -> str:
        return "sieve sifts" if self.sifts else "sieve"

    @property
    def named(self) -> str:
        """The hidden values in a line."""
        more = "…" if len(self.hidden) > MOST_NAMED else ""
        return ", ".join(value or "—" for value in self.hidden[:MOST_NAMED]) + more


def signs(sheet: Sheet) -> dict[tuple[int, int], Sign]:
    """Header cells of the filter, each with its sign."""
    known = sheet.parts.get("basicFilter")
    if not known:
        return {}
    box = sheet.box(Area.of(known["range"]))
    sifting = _sifting(sheet)
    return {
        (box.top, column): Sign(column in sifting, sifting.get(column, ()))
        for column in range(box.left, box.right)
        if box.height
    }


def hides(sheet: Sheet) -> int | None:
    """How many rows the filter hides; None when it has no conditions."""
    if not _sifting(sheet):
        return None
    return sum(1 for known in sheet.lines["ROWS"].values() if known.get("hiddenByFilter"))


def _sifting(sheet: Sheet) -> dict[int, tuple[str, ...]]:
    """The columns that have conditions, each with the values that are hidden by name."""
    specs = sheet.parts.get("basicFilter", {}).get("filterSpecs", ())
    return {
        int(spec.get("columnIndex", 0)): tuple(spec["filterCriteria"].get("hiddenValues", ()))
        for spec in specs
        if spec.get("filterCriteria")
    }
