"""How the references of a formula follow inserted, deleted and moved lines, cut cells and renamed or
deleted sheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..book.areas import Area
from ..book.lines import Lines
from .tokens import End, Reference, rewritten

Change = Callable[[Reference], Reference | None]


def follow_lines(formula: str, lines: Lines, title: str, own_title: str) -> str:
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


def _followed(found: Reference, lines: Lines) -> Reference | None:
    by_rows = lines.dimension == "ROWS"
    area = _area(found, lines.sheet)
    other = (area.left, area.right) if by_rows else (area.top, area.bottom)
    if not lines.in_band(*other):
        return found
    span = lines.span(*((area.top, area.bottom) if by_rows else (area.left, area.right)))
    if span is None:
        return None
    start, end = span
    first = _placed(found.first, by_rows, start)
    if found.last is None:
        return replace(found, first=first)
    return replace(found, first=first, last=_placed(found.last, by_rows, None if end is None else end - 1))


def _area(found: Reference, sheet: int) -> Area:
    """The cells a reference means; a missing row or column leaves that side open."""
    first, last = found.first, found.last or found.first
    return Area(
        sheet,
        None if first.row < 0 else first.row,
        None if last.row < 0 else last.row + 1,
        None if first.column < 0 else first.column,
        None if last.column < 0 else last.column + 1,
    )


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
