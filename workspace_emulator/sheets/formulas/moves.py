"""How the references of a formula follow inserted, deleted and moved lines, cut cells and renamed or
deleted sheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..book.areas import Area
from ..book.lines import Shift
from .tokens import End, Reference, begins, rewritten, sides

Change = Callable[[Reference], Reference | None]


def follow_lines(formula: str, lines: Shift, title: str, own_title: str) -> str:
    """The formula of a cell on sheet `own_title` after a change of the lines of sheet `title`."""

    def change(found: Reference) -> Reference | None:
        if _folded(found.sheet or own_title) != _folded(title):
            return found
        return _followed(found, lines)

    return rewritten(formula, change)


def follow_cut(
    formula: str, source: Area, rows: int, columns: int, target: str, title: str, own_title: str
) -> str:
    """After cells of `source` on sheet `title` were cut and pasted on `target`: references to them go
    along."""

    def change(found: Reference) -> Reference | None:
        if _folded(found.sheet or own_title) != _folded(title) or not source.holds(
            _area(found, source.sheet)
        ):
            return found
        sheet = found.sheet if _folded(target) == _folded(title) else target
        last = None if found.last is None else _moved(found.last, rows, columns)
        return Reference(sheet, _moved(found.first, rows, columns), last)

    return rewritten(formula, change)


def follow_title(formula: str, old: str, new: str | None) -> str:
    """After a sheet was renamed, or deleted (None)."""

    def change(found: Reference) -> Reference | None:
        if found.sheet is None or _folded(found.sheet) != _folded(old):
            return found
        return None if new is None else replace(found, sheet=new)

    return rewritten(formula, change)


def _followed(found: Reference, lines: Shift) -> Reference | None:
    by_rows = lines.dimension == "ROWS"
    area = _area(found, lines.sheet)
    other = (area.left, area.right) if by_rows else (area.top, area.bottom)
    if not lines.in_band(*other):
        return found
    span = lines.span(*((area.top, area.bottom) if by_rows else (area.left, area.right)))
    if span is None:
        return None
    start, last = span[0], None if span[1] is None else span[1] - 1
    if found.last is None:
        return replace(found, first=_placed(found.first, by_rows, start))
    ends = (found.first.row, found.last.row) if by_rows else (found.first.column, found.last.column)
    if not begins(*ends):
        start, last = last, start
    return replace(found, first=_placed(found.first, by_rows, start), last=_placed(found.last, by_rows, last))


def _area(found: Reference, sheet: int) -> Area:
    """The cells a reference means; a missing row or column leaves that side open."""
    first, last = found.first, found.last or found.first
    return Area(sheet, *sides(first.row, last.row), *sides(first.column, last.column))


def _placed(end: End, by_rows: bool, line: int | None) -> End:
    if line is None:
        return end
    if by_rows:
        return end if end.row < 0 else replace(end, row=line)
    return end if end.column < 0 else replace(end, column=line)


def _moved(end: End, rows: int, columns: int) -> End:
    return replace(
        end,
        row=end.row if end.row < 0 else end.row + rows,
        column=end.column if end.column < 0 else end.column + columns,
    )


def _folded(title: str) -> str:
    return title.casefold()
