"""Two-dimensional values: arrays a formula makes, and the stretches of cells it reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import repeat
from typing import TYPE_CHECKING, Any

from ..book.cell import Value
from .faults import NA, NUM, VALUE, Fault, fail

if TYPE_CHECKING:
    from ..book.workbook import Sheet
    from .world import World

LARGEST = 2_000_000
Rows = list[list[Value]]


class Grid:
    """An array; its rows are equally long and never changed once it is made.

    `memo` keeps what functions worked out of it.
    """

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.height = len(rows)
        self.width = len(rows[0]) if rows else 0
        self.memo: dict[Any, Any] = {}

    @property
    def kept(self) -> Rows:
        """The rows to the last one that may hold anything."""
        return self.rows

    def cells(self) -> Iterator[Value]:
        """Every value row by row; blanks at the end may be left out."""
        for row in self.kept:
            yield from row

    def flat(self) -> list[Value]:
        return [value for row in self.rows for value in row]

    def column(self, number: int) -> list[Value]:
        return [row[number] for row in self.rows]

    def values(self) -> list[Value]:
        """What `cells` gives, as a list."""
        return list(self.cells())


class Range(Grid):
    """A stretch of a sheet's cells, read when first asked."""

    def __init__(self, world: World, sheet: Sheet, top: int, left: int, bottom: int, right: int) -> None:
        self.world = world
        self.sheet = sheet
        self.top, self.left, self.bottom, self.right = top, left, bottom, right
        self.height = max(0, bottom - top)
        self.width = max(0, right - left)
        self.memo: dict[Any, Any] = {}
        self.held = 0
        self._kept: Rows | None = None
        self._rows: Rows | None = None
        self._values: list[Value] | None = None

    @property
    def key(self) -> tuple[int, int, int, int, int]:
        """What its world knows it by."""
        return self.sheet.id, self.top, self.left, self.bottom, self.right

    def cells(self) -> Iterator[Value]:
        return iter(self.values())

    def values(self) -> list[Value]:
        if self._values is None:
            self._values = self.world.flat(self) if self.width else []
            self.world.hold(self, len(self._values))
        return self._values

    @property
    def kept(self) -> Rows:
        if self._kept is None:
            self._kept = self.world.read(self)
            self.world.hold(self, len(self._kept) * self.width)
        return self._kept

    @property
    def rows(self) -> Rows:  # type: ignore[override]
        if self._rows is None:
            bounded(self.height, self.width)
            rest = self.height - len(self.kept)
            self._rows = self.kept + [[None] * self.width] * rest if rest else self.kept
        return self._rows

    def part(self, top: int, left: int, bottom: int, right: int) -> Range:
        """Some of it; places count from its corner."""
        return self.world.range(
            self.sheet, self.top + top, self.left + left, self.top + bottom, self.left + right
        )


Result = Value | Grid


def bounded(height: int, width: int) -> None:
    """Raises Fault for an array nobody could hold."""
    if height * width > LARGEST:
        fail(NUM, "The array is too large.")


def as_grid(value: Result) -> Grid:
    return value if isinstance(value, Grid) else Grid([[value]])


def single(value: Result, row: int, column: int) -> Value:
    """One value of several: of cells the one in the formula's own row or column, of an array the first."""
    if not isinstance(value, Grid):
        return value
    if not isinstance(value, Range):
        if not value.height or not value.width:
            return NA
        return value.rows[0][0]
    if value.height == value.width == 1:
        return value.world.cell(value.sheet, value.top, value.left)
    if value.width == 1 and value.top <= row < value.bottom:
        return value.world.cell(value.sheet, row, value.left)
    if value.height == 1 and value.left <= column < value.right:
        return value.world.cell(value.sheet, value.top, column)
    return fail(VALUE, "An array value could not be found.")


def spread(work: Callable[..., Result], values: list[Result]) -> Result:
    """`work` on every place of the arrays among `values`; single rows and columns repeat, gaps are #N/A.

    A column whose places give rows of their own, as texts that are split do, becomes a table.
    """
    grids = [value for value in values if isinstance(value, Grid)]
    height = max(grid.height for grid in grids)
    width = max(grid.width for grid in grids)
    bounded(height, width)
    rows: Rows = []
    for row in range(height):
        picked = [_row(value, row, width) for value in values]
        found = [_one(work, chosen) for chosen in zip(*picked, strict=True)]
        first = found[0] if width == 1 else None
        rows.append(list(first.rows[0]) if isinstance(first, Grid) else [_first(value) for value in found])
    widest = max((len(row) for row in rows), default=width)
    if widest > width:
        bounded(height, widest)
        rows = [row + [None] * (widest - len(row)) for row in rows]
    return Grid(rows)


def paired(work: Callable[[Any, Any], Value], left: Result, right: Result) -> Grid:
    """`work`, which raises nothing, on every two places of two values of which one at least is an array."""
    height = max(value.height for value in (left, right) if isinstance(value, Grid))
    width = max(value.width for value in (left, right) if isinstance(value, Grid))
    bounded(height, width)
    if width == 1:
        return Grid([[value] for value in map(work, _column(left, height), _column(right, height))])
    return Grid([list(map(work, _row(left, row, width), _row(right, row, width))) for row in range(height)])


def _column(value: Result, height: int) -> Iterable[Value]:
    """A value as a column of so many places."""
    if not isinstance(value, Grid):
        return repeat(value, height)
    if value.height == height:
        return [row[0] for row in value.rows]
    return repeat(value.rows[0][0], height) if value.height == 1 else _padded(value, height)


def _padded(value: Grid, height: int) -> list[Value]:
    return [row[0] for row in value.rows] + [NA] * (height - value.height)


def _row(value: Result, row: int, width: int) -> list[Value]:
    if not isinstance(value, Grid):
        return [value] * width
    if row >= value.height:
        if value.height != 1:
            return [NA] * width
        row = 0
    cells = value.rows[row]
    if len(cells) == width:
        return cells
    return cells * width if len(cells) == 1 else cells + [NA] * (width - len(cells))


def _one(work: Callable[..., Result], chosen: tuple[Value, ...]) -> Result:
    try:
        found = work(*chosen)
    except Fault as fault:
        return fault.error
    except (OverflowError, ZeroDivisionError):
        return NUM
    return NA if isinstance(found, Grid) and not (found.height and found.width) else found


def _first(value: Result) -> Value:
    return value.rows[0][0] if isinstance(value, Grid) else value
