"""What becomes of row and column numbers when lines are inserted, deleted or moved.

Pure arithmetic on one dimension.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

Span = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Lines:
    """A change of the rows or columns of one sheet, or of a band of it: `low`..`high` of the other dimension.

    Exactly one kind: insert `count` before `at`; delete `count` from `at`; move `count` from `at` to before
    `to`.
    """

    sheet: int
    dimension: str
    kind: str
    at: int
    count: int
    to: int = 0
    low: int | None = None
    high: int | None = None

    def index(self, line: int) -> int | None:
        """The new number of a line; None when it was deleted."""
        if self.kind == "insert":
            return line + self.count if line >= self.at else line
        if self.kind == "delete":
            if line < self.at:
                return line
            return line - self.count if line >= self.at + self.count else None
        return self._moved(line)

    @property
    def first(self) -> int:
        """The first line that is another one now."""
        return min(self.at, self.to) if self.kind == "move" else self.at

    def staying(self, line: int) -> int:
        """The line, or the first after it that is not deleted."""
        end = self.at + self.count
        return end if self.kind == "delete" and self.at <= line < end else line

    def span(self, start: int | None, end: int | None) -> Span | None:
        """The new bounds of a half-open stretch, open ends stay open; None when nothing of it is left."""
        if start is None and end is None:
            return None, None
        if self.kind == "insert":
            return (
                None if start is None else start + self.count if start >= self.at else start,
                None if end is None else end + self.count if end > self.at else end,
            )
        if self.kind == "delete":
            return _closed_up(start, end, self._bound)
        return self._moved_span(start, end)

    def in_band(self, low: int | None, high: int | None) -> bool:
        """Whether a stretch of the other dimension lies wholly in the band that moves."""
        return _in_band(self.low, self.high, low, high)

    def _bound(self, bound: int) -> int:
        if bound <= self.at:
            return bound
        return max(self.at, bound - self.count)

    def _moved(self, line: int) -> int:
        end = self.at + self.count
        if self.at <= line < end:
            return line - self.at + (self.to if self.to <= self.at else self.to - self.count)
        if self.to <= line < self.at:
            return line + self.count
        if end <= line < self.to:
            return line - self.count
        return line

    def _moved_span(self, start: int | None, end: int | None) -> Span:
        """A stretch that holds the block, or lies in it, keeps its shape; else its ends carry it along."""
        first = start or 0
        if end is None:
            return start, end
        low, high = min(self.at, self.to), max(self.at + self.count, self.to)
        if (first <= low and end >= high) or end <= first:
            return start, end
        numbers = [self._moved(first), self._moved(end - 1)]
        if self.at <= first and end <= self.at + self.count:
            return numbers[0], numbers[1] + 1
        return (None if start is None else min(numbers)), max(numbers) + 1


@dataclass(frozen=True, slots=True)
class Gaps:
    """Stretches of rows or columns that go at once: what many deletions do, each a `Lines`, in one step.

    They are told in their order; `before` has how many lines are gone in front of each.
    """

    sheet: int
    dimension: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    before: tuple[int, ...]
    low: int | None = None
    high: int | None = None

    @classmethod
    def of(
        cls, sheet: int, dimension: str, gone: list[int], low: int | None = None, high: int | None = None
    ) -> Gaps:
        """Lines by their numbers, in order; neighbours are one gap."""
        known = set(gone)
        starts = tuple(line for line in gone if line - 1 not in known)
        ends = tuple(line + 1 for line in gone if line + 1 not in known)
        sizes = [end - start for start, end in zip(starts, ends, strict=True)]
        return cls(sheet, dimension, starts, ends, tuple(accumulate(sizes[:-1], initial=0)), low, high)

    @property
    def first(self) -> int:
        """The first line that is another one now."""
        return self.starts[0]

    def index(self, line: int) -> int | None:
        """The new number of a line; None when it was deleted."""
        return self._bound(line) if self.staying(line) == line else None

    def staying(self, line: int) -> int:
        """The line, or the first after it that is not deleted."""
        gap = bisect_right(self.starts, line) - 1
        return max(line, self.ends[gap]) if gap >= 0 else line

    def span(self, start: int | None, end: int | None) -> Span | None:
        """The new bounds of a half-open stretch, open ends stay open; None when nothing of it is left."""
        return _closed_up(start, end, self._bound)

    def in_band(self, low: int | None, high: int | None) -> bool:
        """Whether a stretch of the other dimension lies wholly in the band that moves."""
        return _in_band(self.low, self.high, low, high)

    def _bound(self, bound: int) -> int:
        gap = bisect_left(self.starts, bound) - 1
        if gap < 0:
            return bound
        return bound - self.before[gap] - min(bound, self.ends[gap]) + self.starts[gap]


Shift = Lines | Gaps


def _closed_up(start: int | None, end: int | None, bound: Callable[[int], int]) -> Span | None:
    first = None if start is None else bound(start)
    last = None if end is None else bound(end)
    gone = last is not None and last <= (first or 0) and end is not None and end > (start or 0)
    return None if gone else (first, last)


def _in_band(own_low: int | None, own_high: int | None, low: int | None, high: int | None) -> bool:
    if own_low is None and own_high is None:
        return True
    return (own_low or 0) <= (low or 0) and (own_high is None or (high is not None and high <= own_high))
