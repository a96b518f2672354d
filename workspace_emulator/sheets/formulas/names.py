"""Names in formulas: named ranges, what LET and LAMBDA name, and the calls of functions that have a name."""

from __future__ import annotations

from typing import Any

from .faults import NA, NAME, VALUE, fail
from .grids import Range, Result
from .nodes import Lambda, Node
from .world import At


class NameReference(Node):
    """A named range, or a name that LET or LAMBDA gave."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.key = name.casefold()

    def run(self, at: At, many: bool) -> Result:
        found = self.whole(at, many)
        if self.key in at.names and isinstance(found, Range) and found.height == found.width == 1:
            return at.world.cell(found.sheet, found.top, found.left)
        return found

    def whole(self, at: At, many: bool) -> Result:
        if self.key in at.names:
            found: Result = at.names[self.key]
            return NA if isinstance(found, Lambda) else found
        area = at.world.names.get(self.key)
        if area is None:
            fail(NAME, f"Unknown range name: '{self.name}'.")
        return at.world.area(area)

    def lambda_at(self, at: At) -> Lambda | None:
        found = at.names.get(self.key)
        return found if isinstance(found, Lambda) else None


class LambdaNode(Node):
    """`LAMBDA(name …, body)`: a function, and no value by itself."""

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes

    def run(self, at: At, many: bool) -> Result:
        return NA

    def lambda_at(self, at: At) -> Lambda | None:
        names = [node.key for node in self.nodes[:-1] if isinstance(node, NameReference)]
        if not self.nodes or len(names) < len(self.nodes) - 1:
            fail(VALUE, "LAMBDA expects names before its formula.")
        return Lambda(names, self.nodes[-1], at.names)


class Applied(Node):
    """A function in brackets of its own, or one that has a name: `LAMBDA(x,x+1)(2)`, `double(2)`."""

    def __init__(self, node: Node, name: str, arguments: list[Node]) -> None:
        self.node, self.name, self.arguments = node, name, arguments

    def run(self, at: At, many: bool) -> Result:
        work, values = self._called(at, many)
        return work.applied(at, many, values)

    def lambda_at(self, at: At) -> Lambda | None:
        """A function may give a function: `LAMBDA(x,LAMBDA(y,x+y))(1)`."""
        given = self.node.lambda_at(at)
        if given is None or not isinstance(given.body, LambdaNode):
            return None
        work, values = self._called(at, False)
        return work.made(at, values)

    def _called(self, at: At, many: bool) -> tuple[Lambda, list[Any]]:
        work = self.node.lambda_at(at)
        if work is None:
            fail(NAME, f"Unknown function: '{self.name}'.")
        return work, [
            argument.lambda_at(at) or argument.whole_or_error(at, many) for argument in self.arguments
        ]
