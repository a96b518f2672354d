"""CELL: where a cell lies, what it holds and how it is laid out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...book.a1 import column_letters, quoted
from ...book.cell import Cell, ErrorValue, Value
from ..faults import VALUE, Fault, fail
from ..function import Function
from ..grids import Range, Result
from ..world import At

_PREFIXES = {"LEFT": "'", "RIGHT": '"', "CENTER": "^"}


def about(at: At, what: str, cells: Result) -> Value:
    """One fact of the top left cell of a range; its width, which hangs on a typeface, is not among them."""
    if isinstance(cells, ErrorValue):
        raise Fault(cells)
    if not isinstance(cells, Range):
        fail(VALUE, "Argument must be a range.")
    find = _FACTS.get(what.lower())
    if find is None:
        fail(VALUE, f"CELL knows nothing called '{what}'.")
    return find(at, cells)


def _address(at: At, cells: Range) -> Value:
    place = f"${column_letters(cells.left)}${cells.top + 1}"
    return place if cells.sheet is at.sheet else f"{quoted(cells.sheet.title)}!{place}"


def _contents(at: At, cells: Range) -> Value:
    return at.world.cell(cells.sheet, cells.top, cells.left)


def _kind(at: At, cells: Range) -> Value:
    found = _contents(at, cells)
    return "b" if found is None else "l" if isinstance(found, str) else "v"


def _prefix(at: At, cells: Range) -> Value:
    return _PREFIXES.get(str(_format(at, cells).get("horizontalAlignment")), "")


def _colour(at: At, cells: Range) -> Value:
    pattern = str(_format(at, cells).get("numberFormat", {}).get("pattern", ""))
    return int("[red]" in pattern.partition(";")[2].lower())


def _format(at: At, cells: Range) -> dict[str, Any]:
    content = cells.sheet.get(cells.top, cells.left)
    return at.world.book.formats[content.format] if isinstance(content, Cell) else {}


_FACTS: dict[str, Callable[[At, Range], Value]] = {
    "address": _address,
    "col": lambda at, cells: cells.left + 1,
    "color": _colour,
    "contents": _contents,
    "prefix": _prefix,
    "row": lambda at, cells: cells.top + 1,
    "type": _kind,
}

FUNCTIONS = {"CELL": Function(about, "ta")}
