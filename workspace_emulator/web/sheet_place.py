"""Where a typed text belongs when rows or columns have moved since the typing began."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..sheets.book.workbook import Sheet
from ..wire import Json
from .sheet_typed import Typed


class Refused(Exception):
    """The page says why: `code` names a sentence of the texts, `shown` stands in it."""

    def __init__(self, code: str, shown: str = "") -> None:
        super().__init__(code)
        self.code, self.shown = code, shown


def place(sheet: Sheet, typed: Typed, wish: Json) -> tuple[int, int]:
    """Row and column of a wish. `over` is a row and what it showed above the cell, `beside` columns and what
    they showed in the cell's own row. Refused as `moved` when they are found nowhere else, or more than once.
    """
    row, known = int(wish["row"]), int(wish["column"])

    def shows(at_row: int, at_column: int, text: str) -> bool:
        return typed.shown(sheet.get(at_row, at_column)) == text

    column = known
    if "over" in wish:
        top, title = int(wish["over"][0]), str(wish["over"][1])
        column = _only(known, range(sheet.column_count), lambda at: shows(top, at, title))
    beside = [(int(at), str(text)) for at, text in wish.get("beside", ())]
    # Columns behind the place where others came or went moved with ours, those before it did not.
    shift = column - known

    def fits(at: int) -> bool:
        return all(shows(at, place, text) or shows(at, place + shift, text) for place, text in beside)

    return _only(row, range(len(sheet.rows)), fits), column


def _only(known: int, others: Iterable[int], fits: Callable[[int], bool]) -> int:
    """The line known before when it still fits, else the only other one that does."""
    if fits(known):
        return known
    found = [line for line in others if fits(line)]
    if len(found) != 1:
        raise Refused("moved")
    return found[0]
