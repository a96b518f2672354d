"""Arrays made, chosen from, put in order and turned: FILTER, SORT, UNIQUE, SEQUENCE and their kin."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ...book.cell import ErrorValue, Value
from ..amounts import is_number
from ..faults import NA, NUM, REF, VALUE, Fault, fail
from ..function import Function
from ..grids import Grid, Result, Rows, as_grid, bounded
from ..ordering import sort_key
from ..world import At

_BLANK = 4
# What putting one row in its place among others costs.
_SORTED = 8


def filter_(at: At, cells: Result, *conditions: Result) -> Result:
    grid = as_grid(cells)
    tests = [as_grid(condition) for condition in conditions]
    by_row = all((test.height, test.width) == (grid.height, 1) for test in tests)
    if not by_row and not all((test.height, test.width) == (1, grid.width) for test in tests):
        fail(NA, "FILTER has mismatched range sizes.")
    lines = [test.column(0) if by_row else test.rows[0] for test in tests]
    kept = [all(_passes(at, value) for value in values) for values in zip(*lines, strict=True)]
    at.world.spend(len(kept))
    if not any(kept):
        fail(NA, "No matches are found in FILTER evaluation.")
    if by_row:
        return Grid([row for row, keep in zip(grid.rows, kept, strict=True) if keep])
    return Grid([[value for value, keep in zip(row, kept, strict=True) if keep] for row in grid.rows])


def sort(at: At, cells: Result, *orders: Any) -> Result:
    grid = as_grid(cells)
    return Grid([grid.rows[place] for place in _ordered(at, grid, orders or (1, True))])


def sort_n(at: At, cells: Result, amount: float = 1, ties: float = 0, *orders: Any) -> Result:
    """The first rows in order; rows are equal that their order does not tell apart.

    `ties` 1 adds those equal to the last, 2 leaves equal ones out, 3 counts equal ones once but shows all.
    """
    grid, number = as_grid(cells), int(amount)
    if number < 0 or int(ties) not in (0, 1, 2, 3):
        raise Fault(NUM)
    orders = orders or tuple(item for place in range(grid.width) for item in (place + 1, True))
    keys = _order_keys(at, grid, orders)
    places = _ordered(at, grid, orders)
    if int(ties) == 0:
        places = places[:number]
    elif int(ties) == 1:
        last = keys[places[min(number, len(places)) - 1]] if number else None
        places = [place for rank, place in enumerate(places) if rank < number or keys[place] == last]
    else:
        kinds = list(dict.fromkeys(keys[place] for place in places))[:number]
        places = [place for place in places if keys[place] in set(kinds)]
        if int(ties) == 2:
            places = list({keys[place]: place for place in reversed(places)}.values())[::-1]
    if not places:
        raise Fault(NA)
    return Grid([grid.rows[place] for place in places])


def unique(at: At, cells: Result, by_column: bool = False, once: bool = False) -> Result:
    grid = as_grid(cells)
    rows: Rows = [list(column) for column in zip(*grid.rows, strict=True)] if by_column else grid.rows
    at.world.spend(_SORTED * len(rows) + 2 * grid.height * grid.width)
    found = _distinct(rows)
    if once:
        times = Counter(map(_key, rows))
        found = [row for row in found if times[_key(row)] == 1]
    if not found:
        raise Fault(NA)
    return transpose(at, Grid(found)) if by_column else Grid(found)


def transpose(at: At, cells: Result) -> Result:
    return Grid([list(column) for column in zip(*as_grid(cells).rows, strict=True)])


def sequence(at: At, rows: float, columns: float = 1, start: float = 1, step: float = 1) -> Result:
    height, width = int(rows), int(columns)
    if height < 1 or width < 1:
        fail(NUM, "SEQUENCE makes at least one row and one column.")
    bounded(height, width)
    at.world.spend(4 * height * width)
    return Grid([[start + step * (row * width + column) for column in range(width)] for row in range(height)])


def flatten(at: At, *values: Result) -> Result:
    bounded(sum(grid.height * grid.width for grid in map(as_grid, values)), 1)
    return Grid([[cell] for value in values for cell in as_grid(value).flat()])


def constrained(at: At, cells: Result, rows: float, columns: float) -> Result:
    grid = as_grid(cells)
    if rows < 1 or columns < 1:
        raise Fault(NUM)
    return Grid([row[: int(columns)] for row in grid.rows[: int(rows)]])


def stacked_down(at: At, *values: Result) -> Result:
    grids = [as_grid(value) for value in values]
    width = max(grid.width for grid in grids)
    bounded(sum(grid.height for grid in grids), width)
    gaps: list[list[Value]] = [[NA] * (width - grid.width) for grid in grids]
    return Grid(
        [row + gap if gap else row for grid, gap in zip(grids, gaps, strict=True) for row in grid.rows]
    )


def stacked_across(at: At, *values: Result) -> Result:
    grids = [as_grid(value) for value in values]
    height = max(grid.height for grid in grids)
    bounded(height, sum(grid.width for grid in grids))
    rows: Rows = []
    for number in range(height):
        line: list[Value] = []
        for grid in grids:
            line.extend(grid.rows[number] if number < grid.height else [NA] * grid.width)
        rows.append(line)
    return Grid(rows)


def chosen_columns(at: At, cells: Result, *numbers: Result) -> Result:
    grid = as_grid(cells)
    places = _line_numbers(at, numbers, grid.width)
    bounded(grid.height, len(places))
    return Grid([[row[place] for place in places] for row in grid.rows])


def chosen_rows(at: At, cells: Result, *numbers: Result) -> Result:
    grid = as_grid(cells)
    places = _line_numbers(at, numbers, grid.height)
    bounded(len(places), grid.width)
    return Grid([grid.rows[place] for place in places])


def to_column(at: At, cells: Result, ignore: float = 0, by_column: bool = False) -> Result:
    return Grid([[value] for value in _listed(cells, int(ignore), by_column)])


def to_row(at: At, cells: Result, ignore: float = 0, by_column: bool = False) -> Result:
    return Grid([_listed(cells, int(ignore), by_column)])


def wrapped_rows(at: At, cells: Result, size: float, filler: Value = NA) -> Result:
    """A row or column cut into rows of this size."""
    grid, width = as_grid(cells), int(size)
    if width < 1:
        raise Fault(NUM)
    if grid.height > 1 and grid.width > 1:
        raise Fault(VALUE)
    bounded(1, width)
    flat = grid.flat()
    flat += [filler] * (-len(flat) % width)
    return Grid([flat[start : start + width] for start in range(0, len(flat), width)])


def wrapped_columns(at: At, cells: Result, size: float, filler: Value = NA) -> Result:
    return transpose(at, wrapped_rows(at, cells, size, filler))


def _listed(cells: Result, ignore: int, by_column: bool) -> list[Value]:
    grid = as_grid(cells)
    values = [value for column in zip(*grid.rows, strict=True) for value in column]
    found = [
        value
        for value in (values if by_column else grid.flat())
        if not (ignore & 1 and value is None) and not (ignore & 2 and isinstance(value, ErrorValue))
    ]
    if not found:
        raise Fault(NA)
    return found


def _line_numbers(at: At, numbers: tuple[Result, ...], size: int) -> list[int]:
    """Which lines numbers mean; those below zero count from the end."""
    found = []
    for value in (value for given in numbers for value in as_grid(given).flat()):
        number = int(at.number(value))
        place = number - 1 if number > 0 else size + number
        if not 0 <= place < size or not number:
            fail(VALUE, f"There is no line number {number}.")
        found.append(place)
    return found


def _passes(at: At, value: Value) -> bool:
    """A condition of FILTER; text and errors let nothing through."""
    return bool(value) if isinstance(value, bool) or is_number(value) else False


def _ordered(at: At, grid: Grid, orders: tuple[Any, ...]) -> list[int]:
    """The numbers of the rows in order by one column or range after another; blanks come last whichever way
    it goes."""
    if len(orders) % 2:
        orders = (*orders, True)
    places = list(range(grid.height))
    at.world.spend(_SORTED * grid.height * len(orders))
    for by, upwards in list(zip(orders[::2], orders[1::2], strict=True))[::-1]:
        keys = _keys(at, grid, by)
        backwards = not at.truth(as_grid(upwards).flat()[0])
        filled = [place for place in places if keys[place][0] != _BLANK]
        filled.sort(key=keys.__getitem__, reverse=backwards)
        places = filled + [place for place in places if keys[place][0] == _BLANK]
    return places


def _order_keys(at: At, grid: Grid, orders: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """What each row is ordered by."""
    return list(zip(*(_keys(at, grid, by) for by in orders[::2]), strict=True))


def _keys(at: At, grid: Grid, by: Any) -> list[tuple[int, Any]]:
    given = as_grid(by)
    if not isinstance(by, Grid) or (given.height == given.width == 1 != grid.height):
        number = int(at.number(given.flat()[0]))
        if not 1 <= number <= grid.width:
            fail(REF if number > grid.width else VALUE, f"There is no column number {number}.")
        return [sort_key(row[number - 1]) for row in grid.rows]
    if (given.height, given.width) != (grid.height, 1):
        fail(NA, "SORT has mismatched range sizes.")
    return [sort_key(value) for value in given.column(0)]


def _distinct(rows: Rows) -> Rows:
    found: dict[Any, list[Value]] = {}
    for row in rows:
        found.setdefault(_key(row), row)
    return list(found.values())


def _key(row: list[Value]) -> Any:
    """Rows with the same key are the same; 1, TRUE and "1" differ."""
    return tuple((value.__class__ is bool, value) for value in row)


FUNCTIONS = {
    "ARRAYFORMULA": Function(lambda at, value: value, "w", arrays=True),
    "FILTER": Function(filter_, "aa", 2, repeat=1, arrays=True),
    "SORT": Function(sort, "aaa", 1, repeat=2, arrays=True),
    "SORTN": Function(sort_n, "annaa", 1, repeat=2, arrays=True),
    "UNIQUE": Function(unique, "abb", 1),
    "TRANSPOSE": Function(transpose, "w"),
    "SEQUENCE": Function(sequence, "nnnn", 1),
    "FLATTEN": Function(flatten, "w", repeat=1),
    "ARRAY_CONSTRAIN": Function(constrained, "ann"),
    "VSTACK": Function(stacked_down, "w", repeat=1),
    "HSTACK": Function(stacked_across, "w", repeat=1),
    "CHOOSECOLS": Function(chosen_columns, "aa", repeat=1),
    "CHOOSEROWS": Function(chosen_rows, "aa", repeat=1),
    "TOCOL": Function(to_column, "wnb", 1),
    "TOROW": Function(to_row, "wnb", 1),
    "WRAPROWS": Function(wrapped_rows, "wnv", 2),
    "WRAPCOLS": Function(wrapped_columns, "wnv", 2),
}
