"""Criteria of COUNTIF and its kin: `>5`, `<>да`, `Ив*`, and the places of a range that meet them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import Any

from ..book.cell import ErrorValue, Value
from .amounts import is_number
from .grids import Grid
from .ordering import Sorted, folded, has_wildcards, sort_key, sorted_kinds, wildcard
from .world import At

_SIGN = re.compile(r"(<=|>=|<>|=|<|>)?(.*)", re.DOTALL)
_MOST = 20_000
_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


def criterion(at: At, wanted: Value) -> Criterion:
    """A criterion understood, once for all the formulas that have it."""
    key = (wanted.__class__, wanted)
    known: Criterion | None = at.world.criteria.get(key)
    if known is None:
        if len(at.world.criteria) >= _MOST:
            at.world.criteria.clear()
        known = at.world.criteria[key] = Criterion(at, wanted)
    return known


class Criterion:
    """What a cell must be: one of the folded values `keys`, beyond one of `bounds`, or what `test` says."""

    def __init__(self, at: At, wanted: Value) -> None:
        self.keys: tuple[Any, ...] | None = None
        self.bounds: tuple[str, tuple[int, Any]] | None = None
        self.test: Callable[[Value], bool]
        sign, rest = "", wanted
        if isinstance(wanted, str):
            match = _SIGN.fullmatch(wanted)
            assert match is not None
            sign, rest = match[1] or "", match[2]
        value = _read(at, rest)
        if sign in _ORDERS:
            order, key = _ORDERS[sign], sort_key(value)
            self.bounds = sign, key
            self.test = lambda cell: (
                cell is not None and sort_key(cell)[0] == key[0] and order(sort_key(cell)[1], key[1])
            )
        elif sign == "<>":
            self._equal(value, rest, sign)
            same = self.test
            self.keys = None
            self.test = lambda cell: not same(cell)
        else:
            self._equal(value, rest, sign)

    def places(self, at: At, grid: Grid) -> list[int]:
        """The numbers, row by row, of the places of a grid that meet it, in order."""
        if self.keys is not None:
            index = _index(grid)
            found = [place for key in self.keys for place in index.get(key, ())]
            return sorted(found) if len(self.keys) > 1 else found
        if self.bounds is not None:
            return sorted(self._beyond(grid))
        at.world.spend(2 * grid.height * grid.width)
        met = [place for place, cell in enumerate(grid.cells()) if self.test(cell)]
        if self.test(None):
            met.extend(range(len(grid.kept) * grid.width, grid.height * grid.width))
        return met

    def count(self, at: At, grid: Grid) -> int:
        """How many places of a grid meet it."""
        return len(self._beyond(grid)) if self.bounds is not None else len(self.places(at, grid))

    def _beyond(self, grid: Grid) -> list[int]:
        assert self.bounds is not None
        sign, (kind, key) = self.bounds
        keys, places = _sorted(grid).get(kind, ([], []))
        if sign in (">", ">="):
            return places[(bisect_right if sign == ">" else bisect_left)(keys, key) :]
        return places[: (bisect_left if sign == "<" else bisect_right)(keys, key)]

    def _equal(self, value: Value, typed: Value, sign: str) -> None:
        if value == "" and value.__class__ is str:
            blanks = (None,) if sign else (None, "")
            self.test = lambda cell: cell in blanks and cell.__class__ is not bool
        elif isinstance(value, str) and has_wildcards(value):
            pattern = wildcard(value)
            self.test = lambda cell: isinstance(cell, str) and pattern.fits(cell)
        else:
            keys = (folded(value),) if typed is value else (folded(value), folded(typed))
            self.keys = keys
            self.test = lambda cell: folded(cell) in keys and cell is not None


def _read(at: At, rest: Value) -> Value:
    """What is compared with: text that says a number or a truth is one, a blank is 0."""
    if rest is None:
        return 0
    if not isinstance(rest, str) or not rest:
        return rest
    upper = rest.upper()
    if upper in ("TRUE", at.world.locale.yes):
        return True
    if upper in ("FALSE", at.world.locale.no):
        return False
    number = at.parsed(rest)
    return rest if number is None else number


def _index(grid: Grid) -> dict[Any, list[int]]:
    """The places of every value of a grid."""
    found: dict[Any, list[int]] | None = grid.memo.get("places")
    if found is None:
        found = {}
        for place, cell in enumerate(grid.cells()):
            if cell is not None and not isinstance(cell, ErrorValue):
                found.setdefault(float(cell) if is_number(cell) else folded(cell), []).append(place)
        grid.memo["places"] = found
    return found


def _sorted(grid: Grid) -> Sorted:
    """The places of a grid's values by kind and in order."""
    found: Sorted | None = grid.memo.get("sorted")
    if found is None:
        found = grid.memo["sorted"] = sorted_kinds(grid.cells())
    return found
