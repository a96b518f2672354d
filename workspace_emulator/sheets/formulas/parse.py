"""A formula's text as a tree of nodes, and what it reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from ..values import locale as locales
from ..values.locale import Locale
from . import operators
from .faults import BY_TEXT, NUM, REF
from .functions import VOLATILE, find
from .names import Applied, LambdaNode, NameReference
from .nodes import ArrayLiteral, Call, CellReference, Constant, Joined, Node, RangeReference
from .operators import Binary, Unary
from .tokens import Reference, Token, reference, sides
from .translate import english

_BINDING = {
    "=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5,
}  # fmt: skip
_END = Token("end", "")


class BadFormula(Exception):
    """A formula that cannot be read."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Cells a formula reads: `title` None is its own sheet, None for a side is open."""

    title: str | None
    top: int
    left: int
    bottom: int | None
    right: int | None


@dataclass
class Tree:
    """A formula understood: its root, the cells and names it reads, the words that make it compute anew."""

    root: Node = field(default_factory=lambda: Constant(None))
    stretches: list[Stretch] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    volatile: set[str] = field(default_factory=set)


@lru_cache(maxsize=20_000)
def tree(formula: str, locale_name: str) -> Tree:
    """The tree of a formula as it is typed in a locale. Raises BadFormula."""
    locale = locales.find(locale_name)
    known = [token for token in english(formula, locale) if token.kind != "space"]
    try:
        return _Reader(known, locale).read()
    except RecursionError:
        raise BadFormula("nested too deeply") from None


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, known: list[Token], locale: Locale) -> None:
        self.tokens = known
        self.place = 1
        self.locale = locale
        self.tree = Tree()

    def read(self) -> Tree:
        self.tree.root = self.expression()
        if self.peek() is not _END:
            raise BadFormula(self.peek().text)
        return self.tree

    def peek(self) -> Token:
        return self.tokens[self.place] if self.place < len(self.tokens) else _END

    def take(self, *texts: str) -> str:
        """The next sign when it is one of these, else ''."""
        token = self.peek()
        if token.kind == "other" and token.text in texts:
            self.place += 1
            return token.text
        return ""

    def need(self, text: str) -> None:
        if not self.take(text):
            raise BadFormula(self.peek().text)

    def expression(self, least: int = 1) -> Node:
        """What is joined by signs that bind at least so tightly."""
        left = self.signed()
        while True:
            token = self.peek()
            binding = _BINDING.get(token.text, 0) if token.kind == "other" else 0
            if binding < least:
                return left
            self.place += 1
            left = Binary(token.text, left, self.expression(binding + 1))

    def signed(self) -> Node:
        sign = self.take("-", "+")
        if sign:
            inner = self.signed()
            return Unary(operators.negative, inner) if sign == "-" else inner
        found = self.atom()
        while True:
            if self.take("%"):
                found = Unary(operators.percent, found)
            elif self.take(":"):
                found = Joined(found, self.atom())
            else:
                return found

    def atom(self) -> Node:
        token = self.peek()
        self.place += 1
        if token.kind == "number":
            value = float(token.text)
            if value == float("inf"):
                return Constant(NUM)
            return Constant(int(token.text) if token.text.isdigit() and value < 1e15 else value)
        if token.kind == "text":
            if len(token.text) < 2 or not token.text.endswith('"'):
                raise BadFormula(token.text)
            return Constant(token.text[1:-1].replace('""', '"'))
        if token.kind == "error":
            return Constant(BY_TEXT.get(token.text, REF))
        if token.kind == "ref":
            return self.cells(reference(token.text))
        if token.kind == "name":
            return self.word(token.text)
        if token.kind == "other" and token.text == "(":
            inner = self.expression()
            self.need(")")
            return inner
        if token.kind == "other" and token.text == "{":
            return self.literal()
        raise BadFormula(token.text)

    def cells(self, found: Reference) -> Node:
        first, last = found.first, found.last
        if last is None:
            self.tree.stretches.append(
                Stretch(found.sheet, first.row, first.column, first.row + 1, first.column + 1)
            )
            return CellReference(found.sheet, first.row, first.column)
        top, bottom = sides(first.row, last.row)
        left, right = sides(first.column, last.column)
        self.tree.stretches.append(Stretch(found.sheet, top or 0, left or 0, bottom, right))
        return RangeReference(found.sheet, top or 0, left or 0, bottom, right)

    def word(self, name: str) -> Node:
        if self.take("("):
            return self.call(name)
        upper = name.upper()
        if upper in ("TRUE", self.locale.yes):
            return Constant(True)
        if upper in ("FALSE", self.locale.no):
            return Constant(False)
        self.tree.names.append(name)
        return NameReference(name)

    def call(self, name: str) -> Node:
        nodes = self.arguments()
        english, function = find(name, self.locale.name)
        if function is None:
            found: Node
            if english == "LAMBDA":
                found = LambdaNode(nodes)
            else:
                found = Applied(NameReference(name), name, nodes)
            while self.take("("):
                found = Applied(found, name, self.arguments())
            return found
        if english in VOLATILE:
            self.tree.volatile.add(english)
        return Call(function, nodes)

    def arguments(self) -> list[Node]:
        """What stands in a call's brackets, the first of which has been read."""
        nodes: list[Node] = []
        if not self.take(")"):
            nodes.append(self.argument())
            while self.take(",", ";"):
                nodes.append(self.argument())
            self.need(")")
        return nodes

    def argument(self) -> Node:
        """One argument; nothing between two separators is a blank."""
        token = self.peek()
        if token.kind == "other" and token.text in (",", ";", ")"):
            return Constant(None)
        return self.expression()

    def literal(self) -> Node:
        rows: list[list[Node]] = []
        if self.take("}"):
            return ArrayLiteral(rows)
        while True:
            row = [self.expression()]
            while self.take(",", "\\"):
                row.append(self.expression())
            rows.append(row)
            if self.take("}"):
                return ArrayLiteral(rows)
            self.need(";")
