"""Which formulas read which cells: asked after an edit for all that may have changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from .world import Place

END = 1 << 30
_FEW = 24
_BAND = 128
_TALL = 2048
_NARROW = 4
_ANY = -1


@dataclass(frozen=True, slots=True)
class Patch:
    """A rectangle of a sheet, zero-based and half-open; an open side ends at END."""

    sheet: int
    top: int
    left: int
    bottom: int
    right: int

    def meets(self, other: Patch) -> bool:
        return (
            self.sheet == other.sheet
            and self.top < other.bottom
            and other.top < self.bottom
            and self.left < other.right
            and other.left < self.right
        )

    def cells(self) -> Iterator[Place]:
        for row in range(self.top, self.bottom):
            for column in range(self.left, self.right):
                yield self.sheet, row, column


class Graph:
    """The readers of cells. Small patches are kept cell by cell, others by the columns and the bands of rows
    they cross, wide and tall ones by less.

    `filled` gives the cells a formula fills besides its own.
    """

    def __init__(self, filled: Callable[[Place], tuple[Patch, ...]]) -> None:
        self.filled = filled
        self.readers: dict[Patch, set[Place]] = {}
        self.read_by: dict[Place, tuple[Patch, ...]] = {}
        self.cells: dict[Place, set[Patch]] = {}
        self.bands: dict[tuple[int, int, int], set[Patch]] = {}
        self.tall: dict[tuple[int, int], set[Patch]] = {}

    def add(self, reader: Place, patches: Iterable[Patch]) -> None:
        """What a formula reads, in place of what it read before."""
        self.remove(reader)
        known = tuple(dict.fromkeys(patches))
        if known:
            self.read_by[reader] = known
        for patch in known:
            readers = self.readers.get(patch)
            if readers is None:
                readers = self.readers[patch] = set()
                for shelf in self._shelves(patch):
                    shelf.add(patch)
            readers.add(reader)

    def remove(self, reader: Place) -> None:
        for patch in self.read_by.pop(reader, ()):
            readers = self.readers[patch]
            readers.discard(reader)
            if not readers:
                del self.readers[patch]
                for shelf in self._shelves(patch):
                    shelf.discard(patch)

    def followers(self, cells: Iterable[Place], patches: Iterable[Patch] = ()) -> set[Place]:
        """Every formula that reads one of these cells or patches, or reads one that does, and so on."""
        found: set[Place] = set()
        seen: set[Patch] = set()
        single, wide = list(cells), list(patches)
        while single or wide:
            met = self._over_cell(single.pop(), seen) if single else self._over_patch(wide.pop(), seen)
            for patch in met:
                seen.add(patch)
                for reader in self.readers[patch]:
                    if reader not in found:
                        found.add(reader)
                        single.append(reader)
                        wide.extend(self.filled(reader))
        return found

    def _over_cell(self, cell: Place, seen: set[Patch]) -> list[Patch]:
        sheet, row, column = cell
        met = [patch for patch in self.cells.get(cell, ()) if patch not in seen]
        for known in (column, _ANY):
            for shelf in (self.bands.get((sheet, known, row // _BAND)), self.tall.get((sheet, known))):
                if shelf:
                    met += [
                        patch
                        for patch in shelf
                        if patch.left <= column < patch.right
                        and patch.top <= row < patch.bottom
                        and patch not in seen
                    ]
        return met

    def _over_patch(self, changed: Patch, seen: set[Patch]) -> list[Patch]:
        sheet = changed.sheet
        if (changed.bottom - changed.top) * (changed.right - changed.left) <= len(self.cells):
            met = {patch for cell in changed.cells() for patch in self.cells.get(cell, ())}
        else:
            met = {patch for patches in self.cells.values() for patch in patches if patch.meets(changed)}
        bands = range(changed.top // _BAND, (changed.bottom - 1) // _BAND + 1)
        width = changed.right - changed.left
        columns = (
            [*range(changed.left, changed.right), _ANY] if width < len(self.bands) + len(self.tall) else []
        )
        near, tall = list(self.bands), list(self.tall)
        if columns and len(bands) * len(columns) < len(near):
            near = [(sheet, column, band) for column in columns for band in bands]
        if columns and len(columns) < len(tall):
            tall = [(sheet, column) for column in columns]
        for band in near:
            met.update(patch for patch in self.bands.get(band, ()) if patch.meets(changed))
        for key in tall:
            met.update(patch for patch in self.tall.get(key, ()) if patch.meets(changed))
        return [patch for patch in met if patch not in seen]

    def _shelves(self, patch: Patch) -> Iterator[set[Patch]]:
        height, width = patch.bottom - patch.top, patch.right - patch.left
        if height * width <= _FEW:
            for cell in patch.cells():
                yield self.cells.setdefault(cell, set())
            return
        for column in range(patch.left, patch.right) if width <= _NARROW else (_ANY,):
            if height > _TALL:
                yield self.tall.setdefault((patch.sheet, column), set())
                continue
            for band in range(patch.top // _BAND, (patch.bottom - 1) // _BAND + 1):
                yield self.bands.setdefault((patch.sheet, column, band), set())
