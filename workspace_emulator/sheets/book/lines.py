"""What becomes of row and column numbers when lines are inserted, deleted or moved.

Pure arithmetic on one dimension.
"""

from __future__ import annotations

from dataclasses import dataclass


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

    def span(self, start: int | None, end: int | None) -> tuple[int | None, int | None] | None:
        """The new bounds of a half-open stretch, open ends stay open; None when nothing of it is left."""
        if start is None and end is None:
            return None, None
        if self.kind == "insert":
            return (
                None if start is None else start + self.count if start >= self.at else start,
                None if end is None else end + self.count if end > self.at else end,
            )
        if self.kind == "delete":
            first = None if start is None else self._closed_up(start)
            last = None if end is None else self._closed_up(end)
            gone = last is not None and last <= (first or 0) and end is not None and end > (start or 0)
            return None if gone else (first, last)
        return self._moved_span(start, end)

    def in_band(self, low: int | None, high: int | None) -> bool:
        """Whether a stretch of the other dimension lies wholly in the band that moves."""
        if self.low is None and self.high is None:
            return True
        return (self.low or 0) <= (low or 0) and (
            self.high is None or (high is not None and high <= self.high)
        )

    def _closed_up(self, bound: int) -> int:
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

    def _moved_span(self, start: int | None, end: int | None) -> tuple[int | None, int | None]:
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
