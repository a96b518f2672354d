"""Rectangles of one sheet and Google's GridRange and DimensionRange as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...wire import Json

_SIDES = (
    ("startRowIndex", "top"),
    ("endRowIndex", "bottom"),
    ("startColumnIndex", "left"),
    ("endColumnIndex", "right"),
)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a sheet: zero-based, half-open; None is an open side."""

    sheet: int
    top: int | None = None
    bottom: int | None = None
    left: int | None = None
    right: int | None = None

    @classmethod
    def of(cls, grid_range: Json) -> Area:
        """From a GridRange."""
        return cls(
            grid_range.get("sheetId", 0),
            grid_range.get("startRowIndex"),
            grid_range.get("endRowIndex"),
            grid_range.get("startColumnIndex"),
            grid_range.get("endColumnIndex"),
        )

    def json(self) -> Json:
        """As a GridRange; sheet 0 is left out as proto3 does."""
        printed: Json = {"sheetId": self.sheet} if self.sheet else {}
        for name, side in _SIDES:
            if getattr(self, side) is not None:
                printed[name] = getattr(self, side)
        return printed

    @property
    def single(self) -> bool:
        """Whether it is one cell."""
        return self.bottom == (self.top or 0) + 1 and self.right == (self.left or 0) + 1

    def within(self, rows: int, columns: int) -> Box:
        """The cells of it that a grid of this size has."""
        return Box(
            min(self.top or 0, rows),
            min(rows if self.bottom is None else self.bottom, rows),
            min(self.left or 0, columns),
            min(columns if self.right is None else self.right, columns),
        )

    def overlaps(self, other: Area) -> bool:
        return self.sheet == other.sheet and (
            _meet(self.top, self.bottom, other.top, other.bottom)
            and _meet(self.left, self.right, other.left, other.right)
        )

    def common(self, other: Area) -> Area | None:
        """What both cover, None when they do not meet."""
        if not self.overlaps(other):
            return None
        starts = (max(self.top or 0, other.top or 0), max(self.left or 0, other.left or 0))
        bottoms = [side for side in (self.bottom, other.bottom) if side is not None]
        rights = [side for side in (self.right, other.right) if side is not None]
        return Area(self.sheet, starts[0], min(bottoms, default=None), starts[1], min(rights, default=None))

    def without(self, other: Area) -> list[Area]:
        """What is left of it, all sides known, when another is cut out: above, left, right and below."""
        gone = self.common(other)
        if gone is None:
            return [self]
        middle = replace(self, top=gone.top, bottom=gone.bottom)
        pieces = [
            replace(self, bottom=gone.top),
            replace(middle, right=gone.left),
            replace(middle, left=gone.right),
            replace(self, top=gone.bottom),
        ]
        return [piece for piece in pieces if not piece.empty]

    @property
    def empty(self) -> bool:
        """Whether it has no cell."""
        return (self.bottom is not None and self.bottom <= (self.top or 0)) or (
            self.right is not None and self.right <= (self.left or 0)
        )

    def holds(self, other: Area) -> bool:
        """Whether the other lies wholly inside."""
        return self.sheet == other.sheet and (
            _inside(self.top, self.bottom, other.top, other.bottom)
            and _inside(self.left, self.right, other.left, other.right)
        )

    def moved(self, rows: int, columns: int, sheet: int | None = None) -> Area:
        """The same shape elsewhere."""
        return replace(
            self,
            sheet=self.sheet if sheet is None else sheet,
            top=None if self.top is None else self.top + rows,
            bottom=None if self.bottom is None else self.bottom + rows,
            left=None if self.left is None else self.left + columns,
            right=None if self.right is None else self.right + columns,
        )


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with all four sides known."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def height(self) -> int:
        return max(0, self.bottom - self.top)

    @property
    def width(self) -> int:
        return max(0, self.right - self.left)

    def cells(self) -> Iterator[tuple[int, int]]:
        """Every (row, column), row by row."""
        for row in range(self.top, self.bottom):
            for column in range(self.left, self.right):
                yield row, column

    def area(self, sheet: int) -> Area:
        return Area(sheet, self.top, self.bottom, self.left, self.right)


def _meet(start: int | None, end: int | None, other_start: int | None, other_end: int | None) -> bool:
    return (end is None or (other_start or 0) < end) and (other_end is None or (start or 0) < other_end)


def _inside(start: int | None, end: int | None, other_start: int | None, other_end: int | None) -> bool:
    return (start or 0) <= (other_start or 0) and (
        end is None or (other_end is not None and other_end <= end)
    )
