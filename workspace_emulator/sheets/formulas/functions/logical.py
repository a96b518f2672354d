"""Decisions: IF and its kin, which compute only what they need, and the logic of truth values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...book.cell import ErrorValue, Value
from ..amounts import is_number
from ..faults import NA, NUM, VALUE, Fault, fail
from ..function import Function
from ..grids import Grid, Result, single, spread
from ..nodes import Node
from ..ordering import equal
from ..world import At


def if_(at: At, many: bool, condition: Node, yes: Node, no: Node | None = None) -> Result:
    tested = condition.run_or_error(at, many)
    if isinstance(tested, Grid):
        if many:
            branches = [yes.run_or_error(at, True), False if no is None else no.run_or_error(at, True)]
            return spread(
                lambda test, first, second: first if at.truth(test) else second, [tested, *branches]
            )
        tested = single(tested, at.row, at.column)
    if at.truth(tested):
        return yes.run(at, many)
    return False if no is None else no.run(at, many)


def ifs(at: At, many: bool, *nodes: Node) -> Result:
    if len(nodes) % 2:
        return NA
    if many:
        values = [node.run_or_error(at, True) for node in nodes]
        if any(isinstance(value, Grid) for value in values):
            return spread(lambda *chosen: _first_true(at, chosen), values)
    for test, value in zip(nodes[::2], nodes[1::2], strict=True):
        if at.truth(test.one(at)):
            return value.run(at, many)
    return fail(NA, "No match.")


def if_error(at: At, many: bool, value: Node, other: Node | None = None) -> Result:
    return _unless(at, many, value, other, lambda found: isinstance(found, ErrorValue))


def if_na(at: At, many: bool, value: Node, other: Node | None = None) -> Result:
    return _unless(
        at, many, value, other, lambda found: isinstance(found, ErrorValue) and found.type == "N_A"
    )


def switch(at: At, many: bool, subject: Node, *nodes: Node) -> Result:
    if many:
        values = [node.run_or_error(at, True) for node in (subject, *nodes)]
        if any(isinstance(value, Grid) for value in values):
            return spread(_switched, values)
    wanted = _sound(subject.one(at))
    for case, value in zip(nodes[::2], nodes[1::2], strict=False):
        if equal(wanted, _sound(case.one(at))):
            return value.run(at, many)
    return nodes[-1].run(at, many) if len(nodes) % 2 else NA


def choose(at: At, many: bool, index: Node, *nodes: Node) -> Result:
    if many:
        wanted = index.run_or_error(at, True)
        if isinstance(wanted, Grid):
            return spread(
                lambda number, *values: values[_chosen(at, number, len(nodes))],
                [wanted, *(node.run_or_error(at, True) for node in nodes)],
            )
    return nodes[_chosen(at, index.one(at), len(nodes))].whole(at, many)


def _chosen(at: At, index: Value, count: int) -> int:
    """The place, from 0, of the value an index means. Raises Fault."""
    number = int(at.number(index))
    if not 1 <= number <= count:
        fail(NUM, f"CHOOSE has no value number {number}.")
    return number - 1


def and_(at: At, *values: Result) -> Value:
    return all(list(_truths(at, values)))


def or_(at: At, *values: Result) -> Value:
    return any(list(_truths(at, values)))


def xor(at: At, *values: Result) -> Value:
    return sum(_truths(at, values)) % 2 == 1


def _unless(at: At, many: bool, value: Node, other: Node | None, bad: Any) -> Result:
    found = value.run_or_error(at, many)
    if isinstance(found, Grid):
        if not any(bad(cell) for cell in found.cells()):
            return found
        instead = None if other is None else other.run_or_error(at, many)
        return spread(lambda cell, spare: spare if bad(cell) else cell, [found, instead])
    if not bad(found):
        return found
    return None if other is None else other.run(at, many)


def _first_true(at: At, chosen: tuple[Value, ...]) -> Value:
    for test, value in zip(chosen[::2], chosen[1::2], strict=True):
        if at.truth(test):
            return value
    return NA


def _switched(wanted: Value, *chosen: Value) -> Value:
    for case, value in zip(chosen[::2], chosen[1::2], strict=False):
        if equal(wanted, case):
            return value
    return chosen[-1] if len(chosen) % 2 else NA


def _sound(value: Value) -> Value:
    if isinstance(value, ErrorValue):
        raise Fault(value)
    return value


def _truths(at: At, values: tuple[Result, ...]) -> Iterator[bool]:
    """The truth of every value; of arrays and cells only numbers and truths count."""
    some = False
    for value in values:
        if not isinstance(value, Grid):
            some = True
            yield at.truth(value)
            continue
        for cell in value.cells():
            if isinstance(cell, ErrorValue):
                raise Fault(cell)
            if isinstance(cell, bool) or is_number(cell):
                some = True
                yield bool(cell)
    if not some:
        fail(VALUE, "No valid input data.")


FUNCTIONS = {
    "IF": Function(if_, "lll", 2),
    "IFS": Function(ifs, "ll", 2, repeat=1),
    "IFERROR": Function(if_error, "ll", 1),
    "IFNA": Function(if_na, "ll", 1),
    "SWITCH": Function(switch, "lll", 3, repeat=1),
    "CHOOSE": Function(choose, "ll", 2, repeat=1),
    "AND": Function(and_, "a", repeat=1),
    "OR": Function(or_, "a", repeat=1),
    "XOR": Function(xor, "a", repeat=1),
    "NOT": Function(lambda at, value: not value, "b"),
    "TRUE": Function(lambda at: True, ""),
    "FALSE": Function(lambda at: False, ""),
}
