"""The parts of a formula that refer to cells or hold values, calls of functions, and what LAMBDA makes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..book.cell import ErrorValue, Value
from .faults import ARGUMENTS, NUM, REF, VALUE, Fault, fail
from .function import Function
from .grids import Grid, Range, Result, Rows, as_grid, bounded, single, spread
from .world import At

_LONG = 16
_WHOLES = ("a", "w")
_CELL = 4
_CALL = 8
_LAMBDA = 90


class Node:
    """A part of a formula. With `many` every array is worked through place by place, as in ARRAYFORMULA."""

    def run(self, at: At, many: bool) -> Result:
        """Its value. Raises Fault only where no value can be given; an error is a value."""
        raise NotImplementedError

    def whole(self, at: At, many: bool) -> Result:
        """The same, but a reference to a single cell stays a range."""
        return self.run(at, many)

    def run_or_error(self, at: At, many: bool) -> Result:
        """Its value, or the error that it has instead of one."""
        try:
            return self.run(at, many)
        except Fault as fault:
            return fault.error

    def whole_or_error(self, at: At, many: bool) -> Result:
        """The same of `whole`."""
        try:
            return self.whole(at, many)
        except Fault as fault:
            return fault.error

    def lambda_at(self, at: At) -> Lambda | None:
        """The function it is, where LAMBDA made it one."""
        return None

    def one(self, at: At) -> Value:
        """A single value."""
        found = self.run(at, False)
        return single(found, at.row, at.column) if isinstance(found, Grid) else found


class Lambda:
    """A function that LAMBDA makes: the names of its arguments, its body, and the names known around it."""

    def __init__(self, names: list[str], body: Node, known: dict[str, Any]) -> None:
        self.names, self.body, self.known = names, body, known

    def applied(self, at: At, many: bool, values: Sequence[Any]) -> Result:
        """Its value for these arguments."""
        if len(values) != len(self.names):
            return ARGUMENTS
        at.world.spend(_LAMBDA)
        inner = at.knowing({**self.known, **dict(zip(self.names, values, strict=True))})
        return self.body.run_or_error(inner, many)

    def made(self, at: At, values: Sequence[Any]) -> Lambda | None:
        """The function it gives for these arguments, where it gives one."""
        if len(values) != len(self.names):
            return None
        at.world.spend(_LAMBDA)
        return self.body.lambda_at(at.knowing({**self.known, **dict(zip(self.names, values, strict=True))}))


class Constant(Node):
    def __init__(self, value: Value) -> None:
        self.value = value

    def run(self, at: At, many: bool) -> Result:
        return self.value


class CellReference(Node):
    def __init__(self, title: str | None, row: int, column: int) -> None:
        self.title, self.row, self.column = title, row, column

    def run(self, at: At, many: bool) -> Result:
        sheet = at.sheet if self.title is None else at.world.sheet(self.title)
        return at.world.cell(sheet, self.row, self.column)

    def whole(self, at: At, many: bool) -> Result:
        return at.world.range(at.named(self.title), self.row, self.column, self.row + 1, self.column + 1)


class RangeReference(Node):
    """A stretch of cells; None is an open side."""

    def __init__(self, title: str | None, top: int, left: int, bottom: int | None, right: int | None) -> None:
        self.title = title
        self.top, self.left, self.bottom, self.right = top, left, bottom, right

    def run(self, at: At, many: bool) -> Result:
        return at.world.range(at.named(self.title), self.top, self.left, self.bottom, self.right)


class Joined(Node):
    """`A1:INDEX(…)`: the cells between two references."""

    def __init__(self, first: Node, last: Node) -> None:
        self.first, self.last = first, last

    def run(self, at: At, many: bool) -> Result:
        first, last = self.first.whole(at, False), self.last.whole(at, False)
        if not isinstance(first, Range) or not isinstance(last, Range) or first.sheet is not last.sheet:
            raise Fault(REF)
        return at.world.range(
            first.sheet,
            min(first.top, last.top),
            min(first.left, last.left),
            max(first.bottom, last.bottom),
            max(first.right, last.right),
        )


class ArrayLiteral(Node):
    """`{1,2;3,4}`; its parts may be arrays and ranges themselves."""

    def __init__(self, rows: list[list[Node]]) -> None:
        self.rows = rows

    def run(self, at: At, many: bool) -> Result:
        stacked: Rows = []
        for nodes in self.rows:
            parts = [as_grid(node.run_or_error(at, many)) for node in nodes]
            bounded(len(stacked) + parts[0].height, sum(part.width for part in parts))
            if len({part.height for part in parts}) > 1:
                fail(VALUE, "An array literal was missing values for one or more rows.")
            band = [[value for part in parts for value in part.rows[row]] for row in range(parts[0].height)]
            if stacked and band and len(stacked[0]) != len(band[0]):
                fail(VALUE, "An array literal was missing values for one or more columns.")
            stacked.extend(band)
        return Grid(stacked)


class Call(Node):
    """A function with its arguments."""

    def __init__(self, function: Function, nodes: list[Node]) -> None:
        self.function = function
        self.nodes = nodes
        self.fits = function.takes(len(nodes))
        self.kinds = function.letters(len(nodes)) if self.fits else ""
        self.pairs = list(zip(self.kinds, nodes, strict=False))
        self.lazy = function.kinds.startswith("l")

    def run(self, at: At, many: bool) -> Result:
        try:
            result = self._run(at, many or self.function.arrays)
            if result.__class__ is Grid:
                at.world.spend(_CELL * result.height * result.width)
            return result
        except Fault as fault:
            return fault.error
        except (OverflowError, ZeroDivisionError):
            return NUM

    def _run(self, at: At, many: bool) -> Result:
        if not self.fits:
            return ARGUMENTS
        if self.lazy:
            result: Result = self.function.run(at, many, *self.nodes)
            return result
        values: list[Any] = []
        lifted = False
        for kind, node in self.pairs:
            if kind in _WHOLES:
                value = node.whole(at, many)
                if kind == "a" and value.__class__ is ErrorValue:
                    return value
                values.append(value)
                continue
            value = node.run_or_error(at, many)
            if isinstance(value, Grid):
                if many and (value.height != 1 or value.width != 1):
                    lifted = True
                else:
                    value = single(value, at.row, at.column)
            values.append(value)
        if not lifted:
            return self._called(at, values)
        return self._lifted(at, values)

    def _lifted(self, at: At, values: list[Any]) -> Result:
        """The function on every place of the arrays given for single values."""
        places = [index for index, kind in enumerate(self.kinds) if kind not in _WHOLES]

        def work(*chosen: Value) -> Result:
            at.world.spend(_CALL)
            full = list(values)
            for index, value in zip(places, chosen, strict=True):
                full[index] = value
            return self._called(at, full)

        return spread(work, [values[index] for index in places])

    def _called(self, at: At, values: list[Any]) -> Result:
        for index, kind in enumerate(self.kinds):
            if kind == "n":
                values[index] = at.number(values[index])
            elif kind == "t":
                values[index] = at.text(values[index])
            elif kind == "b":
                values[index] = at.truth(values[index])
            elif kind == "s" and values[index].__class__ is ErrorValue:
                raise Fault(values[index])
        result: Result = self.function.run(at, *values)
        if result.__class__ is str and len(result) > _LONG:
            at.world.spend(len(result) // _LONG)
        return result
