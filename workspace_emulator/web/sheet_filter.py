"""What a page shows of a sheet's basic filter: signs on its header cells, how many rows it hides."""

from __future__ import annotations

from ..sheets.book.areas import Area
from ..sheets.book.workbook import Sheet


def signs(sheet: Sheet) -> dict[tuple[int, int], str]:
    """Header cells of the filter, each with its class: `sifts` where a column has conditions, else
    `sieve`."""
    known = sheet.parts.get("basicFilter")
    if not known:
        return {}
    box = sheet.box(Area.of(known["range"]))
    sifting = _sifting(sheet)
    return {
        (box.top, column): "sieve sifts" if column in sifting else "sieve"
        for column in range(box.left, box.right)
        if box.height
    }


def hides(sheet: Sheet) -> int | None:
    """How many rows the filter hides; None when it has no conditions."""
    if not _sifting(sheet):
        return None
    return sum(1 for known in sheet.lines["ROWS"].values() if known.get("hiddenByFilter"))


def _sifting(sheet: Sheet) -> set[int]:
    specs = sheet.parts.get("basicFilter", {}).get("filterSpecs", ())
    return {int(spec.get("columnIndex", 0)) for spec in specs if spec.get("filterCriteria")}
