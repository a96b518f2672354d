"""Finding a value in a row or column: VLOOKUP, HLOOKUP, LOOKUP, XLOOKUP, MATCH."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import Any

from ...book.cell import ErrorValue, Value
from ..faults import NA, REF, VALUE, Fault, fail
from ..function import Function
from ..grids import Grid, Range, Result, as_grid
from ..ordering import Sorted, folded, has_wildcards, sort_key, sorted_kinds, wildcard
from ..world import At

MISSING = object()


def vertical(at: At, wanted: Value, table: Result, index: float, sorted_: bool = True) -> Value:
    grid = as_grid(table)
    number = int(index)
    if number < 1:
        fail(VALUE, f"There is no column number {number}.")
    if number > grid.width:
        fail(REF, f"The table has no column number {number}.")
    place = _place(at, Line(grid, 0, True), wanted, sorted_)
    return grid.kept[place][number - 1]


def horizontal(at: At, wanted: Value, table: Result, index: float, sorted_: bool = True) -> Value:
    grid = as_grid(table)
    number = int(index)
    if number < 1:
        fail(VALUE, f"There is no row number {number}.")
    if number > grid.height:
        fail(REF, f"The table has no row number {number}.")
    return grid.rows[number - 1][_place(at, Line(grid, 0, False), wanted, sorted_)]


def match(at: At, wanted: Value, cells: Result, kind: float = 1) -> Value:
    line = _line(cells)
    if kind == 0:
        return line.exact(_sought(wanted)) + 1
    return (line.at_most(_sought(wanted)) if kind > 0 else line.down_to(_sought(wanted))) + 1


def lookup(at: At, wanted: Value, cells: Result, results: Result = None) -> Value:
    grid = as_grid(cells)
    by_column = grid.height >= grid.width
    place = Line(grid, 0, by_column).at_most(_sought(wanted))
    if results is None:
        return grid.rows[place][-1] if by_column else grid.rows[-1][place]
    flat = as_grid(results).flat()
    if place >= len(flat):
        raise Fault(NA)
    return flat[place]


def xlookup(
    at: At,
    wanted: Value,
    cells: Result,
    results: Result,
    missing: Any = MISSING,
    kind: float = 0,
    order: float = 1,
) -> Result:
    line = _line(cells)
    grid = as_grid(results)
    if line.length != (grid.height if line.down else grid.width):
        fail(VALUE, "The result range does not fit the lookup range.")
    try:
        place = line.near(_sought(wanted), int(kind), order < 0)
    except Fault:
        if missing is MISSING:
            raise
        return missing  # type: ignore[no-any-return]
    if isinstance(grid, Range):
        if line.down:
            return grid.part(place, 0, place + 1, grid.width)
        return grid.part(0, place, grid.height, place + 1)
    return Grid([grid.rows[place]] if line.down else [[row[place]] for row in grid.rows])


def xmatch(at: At, wanted: Value, cells: Result, kind: float = 0, order: float = 1) -> Value:
    return _line(cells).near(_sought(wanted), int(kind), order < 0) + 1


class Line:
    """One column or row of a grid, searched; what is worked out of a range is kept with it."""

    def __init__(self, grid: Grid, number: int, down: bool) -> None:
        self.grid, self.number, self.down = grid, number, down
        self.length = grid.height if down else grid.width

    def values(self) -> list[Value]:
        """Its values; blanks at the end may be left out."""
        found: list[Value] = self._kept("values", self._values)
        return found

    def exact(self, wanted: Value, wildcards: bool = True) -> int:
        """The first place equal to a value, or that fits its wildcards. Raises Fault."""
        if wildcards and isinstance(wanted, str) and has_wildcards(wanted):
            pattern = wildcard(wanted)
            for place, value in enumerate(self.values()):
                if isinstance(value, str) and pattern.fits(value):
                    return place
        else:
            found = self._kept("first", self._first).get(folded(wanted))
            if found is not None:
                return int(found)
        return fail(NA, f"Did not find value '{wanted}'.")

    def at_most(self, wanted: Value) -> int:
        """The last place not above a value, the line being sorted upwards. Raises Fault."""
        keys, places = self._kept("sorted", self._of_kind)(sort_key(wanted)[0])
        found = bisect_right(keys, sort_key(wanted)[1])
        if not found:
            fail(NA, f"Did not find value '{wanted}'.")
        return int(places[found - 1])

    def down_to(self, wanted: Value) -> int:
        """The last place not below a value, the line being sorted downwards. Raises Fault."""
        key, found = sort_key(wanted), -1
        for place, value in enumerate(self.values()):
            if sort_key(value)[0] != key[0]:
                continue
            if sort_key(value)[1] < key[1]:
                break
            found = place
        if found < 0:
            fail(NA, f"Did not find value '{wanted}'.")
        return found

    def near(self, wanted: Value, kind: int, backwards: bool) -> int:
        """XLOOKUP's ways: 0 exact, 1 the next above, -1 the next below, 2 with wildcards. Raises Fault."""
        if kind in (0, 2) and not backwards:
            return self.exact(wanted, kind == 2)
        if kind == 2 and isinstance(wanted, str) and has_wildcards(wanted):
            pattern = wildcard(wanted)
            for place in range(len(self.values()) - 1, -1, -1):
                value = self.values()[place]
                if isinstance(value, str) and pattern.fits(value):
                    return place
            fail(NA, f"Did not find value '{wanted}'.")
        rank, key = sort_key(wanted)
        keys, places = self._kept("order", self._in_order).get(rank, ([], []))
        first, after = bisect_left(keys, key), bisect_right(keys, key)
        if first == after and kind in (1, -1):
            nearest = first if kind == 1 else first - 1
            if 0 <= nearest < len(keys):
                first, after = bisect_left(keys, keys[nearest]), bisect_right(keys, keys[nearest])
        if first == after:
            fail(NA, f"Did not find value '{wanted}'.")
        return int(places[after - 1 if backwards else first])

    def _kept(self, name: str, make: Callable[[], Any]) -> Any:
        key = (name, self.number, self.down)
        if key not in self.grid.memo:
            self.grid.memo[key] = make()
        return self.grid.memo[key]

    def _values(self) -> list[Value]:
        if self.down:
            if self.grid.width == 1:
                return self.grid.values()
            return [row[self.number] for row in self.grid.kept]
        return self.grid.rows[self.number] if self.grid.rows else []

    def _first(self) -> dict[Any, int]:
        found: dict[Any, int] = {}
        for place, value in enumerate(self.values()):
            if value is not None and not isinstance(value, ErrorValue):
                found.setdefault(folded(value), place)
        return found

    def _in_order(self) -> Sorted:
        return sorted_kinds(self.values())

    def _of_kind(self) -> Callable[[int], tuple[list[Any], list[int]]]:
        """For each kind of values: their keys in order and their places."""
        kinds: dict[int, tuple[list[Any], list[int]]] = {}
        for place, value in enumerate(self.values()):
            kind, key = sort_key(value)
            keys, places = kinds.setdefault(kind, ([], []))
            keys.append(key)
            places.append(place)
        return lambda kind: kinds.get(kind, ([], []))


def _line(cells: Result) -> Line:
    grid = as_grid(cells)
    if grid.height != 1 and grid.width != 1:
        fail(NA, "The range must be a single row or a single column.")
    return Line(grid, 0, grid.width == 1 and grid.height != 1)


def _place(at: At, line: Line, wanted: Value, sorted_: bool) -> int:
    at.world.spend(1)
    return line.at_most(_sought(wanted)) if sorted_ else line.exact(_sought(wanted))


def _sought(wanted: Value) -> Value:
    return 0 if wanted is None else wanted


FUNCTIONS = {
    "VLOOKUP": Function(vertical, "sanb", 3),
    "HLOOKUP": Function(horizontal, "sanb", 3),
    "LOOKUP": Function(lookup, "saa", 2),
    "MATCH": Function(match, "san", 2),
    "XLOOKUP": Function(xlookup, "saavnn", 3, arrays=True),
    "XMATCH": Function(xmatch, "sann", 2),
}
