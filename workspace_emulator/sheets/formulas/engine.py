"""The calculation of one workbook: told of every edit, it computes what may have changed and writes results
into the cells."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from ...wire import Json
from ..book.cell import Cell, Value, halved, make, number
from ..book.workbook import Sheet, Workbook
from ..values import number_format
from .amounts import LONGEST, Shown, is_number
from .faults import BROKEN, CIRCULAR, NA, NUM, TOO_LONG, TOO_MUCH, Fault, Pending, Spent
from .graph import END, Graph, Patch
from .grids import Grid, Range, Result, single
from .names import NameReference
from .nodes import RangeReference
from .parse import BadFormula, Tree, tree
from .spills import Spills
from .world import At, Place, World

log = logging.getLogger(__name__)
_ROUNDS = 8
_WHOLE = 10**15
_ANYWHERE = {"INDIRECT", "OFFSET"}
_CHANCE = {"RAND", "RANDARRAY", "RANDBETWEEN"}


class Engine:
    """The formulas of a workbook as they were last understood, valid until lines or sheets move."""

    def __init__(self, book: Workbook) -> None:
        self.world = World(book)
        self.graph = Graph(self._filled)
        self.spills = Spills()
        self.trees: dict[Place, Tree | None] = {}
        self.volatile: set[Place] = set()
        self.daily: set[Place] = set()
        self.day = self.world.today
        self.dirty: set[Place] = set()
        self.rounds: dict[Place, int] = {}
        self.circling = False
        self.sheets = list(book.sheets)
        self.sizes = {sheet.id: (sheet.row_count, sheet.column_count) for sheet in book.sheets}
        self._shown: dict[tuple[int, str, str], int] = {}
        for sheet in book.sheets:
            for row, column, content in list(sheet.cells()):
                if not isinstance(content, Cell):
                    continue
                if content.formula:
                    self._learn((sheet.id, row, column), content.formula)
                elif content.spilled:
                    sheet.put(row, column, make(None, "", content.format, content.extra))
            sheet.touched = set()
        self._await(self.trees)

    def outdated(self, book: Workbook) -> bool:
        """Whether lines or sheets have moved since: then only a new engine will do."""
        return self.sheets != book.sheets or any(sheet.touched is None for sheet in book.sheets)

    def run(self, book: Workbook, now: datetime) -> None:
        """Compute what the edits since the last run, and the clock, may have changed."""
        self.world.set_clock(now)
        self.world.forget()
        again = self.volatile | self.daily if self.day != self.world.today else set(self.volatile)
        self.day = self.world.today
        changed: list[Place] = []
        freed: list[Patch] = []
        for sheet in book.sheets:
            for row, column in list(sheet.touched or ()):
                place = (sheet.id, row, column)
                changed.append(place)
                again |= self._edited(sheet, place, freed)
        grown = [patch for sheet in book.sheets for patch in self._grown(sheet)]
        again |= {place for patch in grown for place in self.spills.wanted if place[0] == patch.sheet}
        again |= self._unblocked(freed)
        filled = grown + freed + [patch for place in again for patch in self._filled(place)]
        self._await(again | self.graph.followers({*changed, *again}, filled))
        self.rounds.clear()
        while self.dirty:
            for place in sorted(self.dirty):
                if place in self.dirty:
                    self._attempt(place)
        self.world.forget()
        for sheet in book.sheets:
            sheet.touched = set()

    def aside(self, book: Workbook, place: tuple[int, int], formula: str, now: datetime) -> Value:
        """What a formula whose references all name their sheets says, standing in no sheet; nothing stays."""
        if self.dirty:
            self.run(book, now)
        self.world.set_clock(now)
        try:
            understood = tree(formula, self.world.locale.name)
        except BadFormula:
            return BROKEN
        at = At(self.world, Sheet(-1, {"title": ""}), *place)
        found = self._computed(at, understood)
        return self._kept_value(single(found, *place) if isinstance(found, Grid) else found)

    def _learn(self, place: Place, formula: str) -> None:
        """Understand a formula and note what it reads."""
        world = self.world
        self.volatile.discard(place)
        self.daily.discard(place)
        try:
            found = self.trees[place] = tree(formula, world.locale.name)
        except BadFormula:
            self.trees[place] = None
            self.graph.remove(place)
            return
        if found.volatile:
            (self.daily if found.volatile == {"TODAY"} else self.volatile).add(place)
        patches = []
        for stretch in found.stretches:
            sheet_id = place[0]
            if stretch.title is not None:
                sheet = world.titles.get(stretch.title.casefold())
                if sheet is None:
                    continue
                sheet_id = sheet.id
            bottom = END if stretch.bottom is None else stretch.bottom
            patches.append(
                Patch(
                    sheet_id,
                    stretch.top,
                    stretch.left,
                    bottom,
                    END if stretch.right is None else stretch.right,
                )
            )
        for name in found.names:
            area = world.names.get(name.casefold())
            if area is not None:
                bottom, right = (END if side is None else side for side in (area.bottom, area.right))
                patches.append(Patch(area.sheet, area.top or 0, area.left or 0, bottom, right))
        self.graph.add(place, patches)

    def _edited(self, sheet: Sheet, place: Place, freed: list[Patch]) -> set[Place]:
        """Take note of an edited cell; gives the formulas to compute anew because of it alone.

        What it filled, or was filled by, is blank until then: `freed` takes these patches.
        """
        content = sheet.get(place[1], place[2])
        again = self.spills.concerned(place)
        for filler in (*again, place):
            freed += self._lift(sheet, filler)
        if isinstance(content, Cell) and content.formula:
            self._learn(place, content.formula)
            again.add(place)
        elif place in self.trees:
            del self.trees[place]
            self.graph.remove(place)
            self.volatile.discard(place)
            self.daily.discard(place)
        return again

    def _grown(self, sheet: Sheet) -> list[Patch]:
        """The edges of a grid that has been given or has lost rows and columns since the last run."""
        rows, columns = self.sizes[sheet.id]
        self.sizes[sheet.id] = (sheet.row_count, sheet.column_count)
        found = []
        if rows != sheet.row_count:
            found.append(Patch(sheet.id, min(rows, sheet.row_count), 0, END, END))
        if columns != sheet.column_count:
            found.append(Patch(sheet.id, 0, min(columns, sheet.column_count), END, END))
        return found

    def _lift(self, sheet: Sheet, place: Place) -> list[Patch]:
        """Take away what a formula has filled; gives the cells that are free now."""
        self._arrived(place)
        patch = self.spills.lift(place)
        if patch is None:
            return []
        self._blank(sheet, patch, place)
        return [patch]

    def _await(self, places: Iterable[Place]) -> None:
        """Mark formulas as not computed yet, with the cells they fill."""
        pending, filled = self.world.pending, self.spills.filled
        for place in places:
            if place not in self.trees:
                continue
            self.dirty.add(place)
            waiting = pending.setdefault(place[0], {})
            waiting.setdefault(place[2], {})[place[1]] = place
            if place in filled:
                for _, row, column in filled[place].cells():
                    waiting.setdefault(column, {})[row] = place

    def _arrived(self, place: Place) -> None:
        self.dirty.discard(place)
        waiting = self.world.pending.get(place[0], {})
        patch = self.spills.filled.get(place)
        for _, row, column in patch.cells() if patch else (place,):
            line = waiting.get(column, {})
            if line.get(row) == place:
                del line[row]

    def _attempt(self, place: Place) -> None:
        """Compute a formula, in the hope that all it needs is there."""
        sheet = self.world.sheets[place[0]]
        try:
            result = self._computed(At(self.world, sheet, place[1], place[2]), self.trees[place])
        except Pending:
            self._settle(place)
        else:
            self._keep(sheet, place, result)

    def _settle(self, place: Place) -> None:
        """Compute a formula, and first all that it turns out to need."""
        stack, path = [place], set()
        while stack:
            current = stack[-1]
            if current not in self.dirty:
                stack.pop()
                path.discard(current)
                continue
            sheet = self.world.sheets[current[0]]
            try:
                result: Result = self._computed(
                    At(self.world, sheet, current[1], current[2]), self.trees[current]
                )
            except Pending as pending:
                path.add(current)
                if path.isdisjoint(pending.places):
                    stack.extend(sorted(pending.places, reverse=True))
                    continue
                result = CIRCULAR
                self.circling = self.circling or bool(self.spills.filled)
            self._keep(sheet, current, result)

    def _computed(self, at: At, understood: Tree | None) -> Result:
        """A formula's value, whatever happens. Raises Pending only."""
        if understood is None:
            return BROKEN
        self.world.spent = 0
        root = understood.root
        try:
            found = root.run(at, False)
            if isinstance(found, Range) and isinstance(root, RangeReference | NameReference):
                return single(found, at.row, at.column)
            if isinstance(found, Grid):
                return Grid(found.rows) if found.height and found.width else NA
            return found
        except Fault as fault:
            return fault.error
        except Pending:
            raise
        except (Spent, RecursionError, MemoryError):
            return TOO_MUCH
        except Exception:
            log.exception("a formula could not be computed")
            return BROKEN

    def _keep(self, sheet: Sheet, place: Place, result: Result) -> None:
        """Write a result into its cell and, when it is an array, into the cells beside."""
        if (
            not isinstance(result, Grid)
            and place not in self.spills.filled
            and place not in self.spills.wanted
        ):
            self.dirty.discard(place)
            self.world.pending[place[0]][place[2]].pop(place[1], None)
            self._put(sheet, place[1], place[2], result, own=True)
            return
        self._arrived(place)
        before = self.spills.lift(place)
        if isinstance(result, Grid):
            result = _cut(result, sheet.row_count - place[1], sheet.column_count - place[2])
            if result.height == result.width == 1:
                result = result.rows[0][0]
        if isinstance(result, Grid):
            self.rounds[place] = self.rounds.get(place, 0) + 1
            if self.rounds[place] > _ROUNDS:
                self.circling = True
                result = CIRCULAR
        freed = [] if before is None else [before]
        again: set[Place] = set()
        after = None
        if isinstance(result, Grid):
            obstacle, weaker = self.spills.obstacle(sheet, place, result)
            again |= weaker
            freed += [patch for other in weaker for patch in self._lift(sheet, other)]
            if obstacle is not None:
                result = obstacle
        changed = freed[1:] if before else freed[:]
        if isinstance(result, Grid):
            after = self.spills.lay(place, result)
            changed += self._fill(sheet, after, result)
        else:
            self._put(sheet, place[1], place[2], result, own=True)
        if before is not None:
            changed += self._blank(sheet, before, place, after)
        if changed:
            self.world.forget()
            again |= self._unblocked(freed) | self._anywhere()
            self._await(again | self.graph.followers(again, changed))

    def _fill(self, sheet: Sheet, patch: Patch, grid: Grid) -> list[Patch]:
        """Lay an array out; gives the cells besides the first that have changed."""
        changed = []
        for row, values in enumerate(grid.rows, patch.top):
            for column, value in enumerate(values, patch.left):
                own = row == patch.top and column == patch.left
                if self._put(sheet, row, column, value, own) and not own:
                    changed.append(Patch(sheet.id, row, column, row + 1, column + 1))
        return changed if len(changed) < 64 else [patch]

    def _blank(self, sheet: Sheet, patch: Patch, place: Place, kept: Patch | None = None) -> list[Patch]:
        """Empty the cells an array filled, but for those it still fills."""
        changed = []
        for _, row, column in patch.cells():
            if (kept is not None and kept.meets(Patch(sheet.id, row, column, row + 1, column + 1))) or (
                row == place[1] and column == place[2]
            ):
                continue
            content = sheet.get(row, column)
            if isinstance(content, Cell) and content.spilled:
                sheet.put(row, column, make(None, "", content.format, content.extra))
                changed.append(Patch(sheet.id, row, column, row + 1, column + 1))
        return changed if len(changed) < 64 else [patch]

    def _put(self, sheet: Sheet, row: int, column: int, value: Value, own: bool) -> bool:
        """Write one value; tells whether the cell has changed."""
        content = sheet.get(row, column)
        cell = content if isinstance(content, Cell) else Cell()
        shown = self._format(cell.format, value) if isinstance(value, Shown) else 0
        value = self._kept_value(value)
        spilled = not own and value is not None
        if (
            cell.value == value
            and cell.value.__class__ is value.__class__
            and cell.shown == shown
            and cell.spilled == spilled
        ):
            return False
        sheet.put(
            row, column, make(value, cell.formula if own else "", cell.format, cell.extra, spilled, shown)
        )
        return True

    def _kept_value(self, value: Value) -> Value:
        """A value as cells keep it."""
        if value.__class__ is int and -_WHOLE < value < _WHOLE:
            return value
        if value.__class__ is str:
            return TOO_LONG if len(value) > LONGEST else NUM if halved(value) else value
        if is_number(value):
            try:
                amount = float(value)  # type: ignore[arg-type]
            except OverflowError:
                return NUM
            return number(amount) if amount == amount and abs(amount) != float("inf") else NUM
        return value

    def _format(self, own: int, value: Shown) -> int:
        """The number of the cell's format with the value's number format; 0 when the cell has one itself."""
        kind = str(value.format.get("type", "NUMBER"))
        key = (own, kind, str(value.format.get("pattern", "")))
        if key not in self._shown:
            formats = self.world.book.formats
            pattern = key[2] or number_format.default_pattern(kind, self.world.locale)
            wanted: Json = {"type": kind, "pattern": pattern}
            self._shown[key] = (
                0 if "numberFormat" in formats[own] else formats.with_number_format(own, wanted)
            )
        return self._shown[key]

    def _filled(self, place: Place) -> tuple[Patch, ...]:
        patch = self.spills.filled.get(place)
        return () if patch is None else (patch,)

    def _anywhere(self) -> set[Place]:
        """The formulas that may read any cell; chance is not drawn again for them."""
        found = {place: understood.volatile for place in self.volatile if (understood := self.trees[place])}
        return {place for place, names in found.items() if names & _ANYWHERE and not names & _CHANCE}

    def _unblocked(self, freed: list[Patch]) -> set[Place]:
        """The arrays that had no room because of cells now given up."""
        wanted = self.spills.wanted.items()
        return {place for place, patch in wanted if any(patch.meets(given_up) for given_up in freed)}


def _cut(grid: Grid, height: int, width: int) -> Grid:
    """An array without the blank rows and columns for which the sheet has no room."""
    rows = grid.rows
    last = grid.height
    while last > max(height, 1) and not any(value is not None for value in rows[last - 1]):
        last -= 1
    right = grid.width
    while right > max(width, 1) and all(row[right - 1] is None for row in rows):
        right -= 1
    if (last, right) == (grid.height, grid.width):
        return grid
    return Grid([row[:right] for row in rows[:last]])
