"""The syntax of regular expressions: a pattern as a tree."""

from __future__ import annotations

import re
from dataclasses import dataclass

LAST = 0x10FFFF
_MOST = 1000
_COUNT = re.compile(r"\{(\d{1,4})(,(\d{1,4})?)?\}")
_FLAGS = re.compile(r"\?(?:P?<(\w+)>|([imsU]*)(?:-([imsU]+))?([:)]))")
_HEX = re.compile(r"x(?:\{([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{2}))")
_CLASS_NAME = re.compile(r"\[:(\^?)(\w+):\]")
_KIND = re.compile(r"[pP](?:\{(\^?)(\w+)\}|(\w))")
_SIGNS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}
Spans = tuple[tuple[int, int], ...]


class BadExpression(Exception):
    """A pattern that cannot be read."""


@dataclass(frozen=True, slots=True)
class Letters:
    """One character out of some."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Edge:
    """A place between characters: ^ $ (of the text) < > (of a line) b B."""

    kind: str


@dataclass(frozen=True, slots=True)
class Group:
    """`number` is 0 for one that is not captured."""

    inner: Tree
    number: int


@dataclass(frozen=True, slots=True)
class Row:
    items: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    items: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """`most` below 0 is without end."""

    inner: Tree
    least: int
    most: int
    greedy: bool


Tree = Letters | Edge | Group | Row | Choice | Repeat


def _span(text: str) -> Spans:
    """`AZaz09` as three spans."""
    return tuple((ord(text[place]), ord(text[place + 1])) for place in range(0, len(text), 2))


_CLASSES = {"d": _span("09"), "w": _span("09AZaz__"), "s": _span("\t\n\f\r  ")}
_NAMED = {
    "alpha": "AZaz", "digit": "09", "alnum": "09AZaz", "upper": "AZ", "lower": "az", "space": "\t\r  ",
    "word": "09AZaz__", "punct": "!/:@[`{~",
}  # fmt: skip
_KINDS = {
    "L": "AZazªªµµººÀÖØöøˁͰͽΆҁҊ֏אתءيऀॿ぀ヿ一鿿가힣", "Lu": "AZÀÖØÞЀЯ", "Ll": "azßöøÿаџ",
    "N": "09²³¹¹٠٩", "Nd": "09٠٩", "Cyrillic": "ЀԯᲀᲈⷠⷿꙀꚟ", "Latin": "AZazªªººÀÖØöøʸ", "Greek": "Ͱ߿",
    "P": "!#%*,/:;?@[]__{{}}««»»–”…‧", "S": "$$++<>^^``||~~", "Z": "  \u00a0\u00a0\u2000\u200a",
}  # fmt: skip


def parsed(pattern: str) -> tuple[Tree, int]:
    """The tree of a pattern and how many groups it captures. Raises BadExpression."""
    reader = _Reader(pattern)
    tree = reader.choice()
    if reader.place < len(pattern):
        raise BadExpression(pattern)
    return tree, reader.groups


def endless(tree: Tree, inside: bool = False) -> int:
    """How many repetitions may end in many places; one within another counts as a hundred."""
    if isinstance(tree, Repeat):
        many = tree.most < 0 or tree.most > 1
        return (100 if inside and many else int(many)) + endless(tree.inner, inside or many)
    if isinstance(tree, Group):
        return endless(tree.inner, inside)
    if isinstance(tree, Row | Choice):
        ways = 100 if inside and isinstance(tree, Choice) else 0
        return ways + sum(endless(item, inside) for item in tree.items)
    return 0


def inverted(spans: Spans) -> Spans:
    """All the other characters."""
    found, start = [], 0
    for first, last in sorted(spans):
        if first > start:
            found.append((start, first - 1))
        start = max(start, last + 1)
    if start <= LAST:
        found.append((start, LAST))
    return tuple(found)


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.text = pattern
        self.place = 0
        self.groups = 0
        self.flags: frozenset[str] = frozenset()

    def peek(self) -> str:
        return self.text[self.place : self.place + 1]

    def choice(self) -> Tree:
        items = [self.row()]
        while self.peek() == "|":
            self.place += 1
            items.append(self.row())
        return items[0] if len(items) == 1 else Choice(tuple(items))

    def row(self) -> Tree:
        items: list[Tree] = []
        while self.peek() and self.peek() not in "|)":
            item = self.atom()
            if item is not None:
                items.append(self.repeated(item))
        return Row(tuple(items))

    def repeated(self, item: Tree) -> Tree:
        sign = self.peek()
        if not sign or sign not in "*+?{":
            return item
        if sign == "{":
            counted = _COUNT.match(self.text, self.place)
            if counted is None:
                return item
            least = int(counted[1])
            most = least if counted[2] is None else int(counted[3]) if counted[3] else -1
            if max(least, most) > _MOST or 0 <= most < least:
                raise BadExpression(self.text)
            self.place = counted.end()
        else:
            least, most = {"*": (0, -1), "+": (1, -1), "?": (0, 1)}[sign]
            self.place += 1
        greedy = "U" not in self.flags
        if self.peek() == "?":
            self.place += 1
            greedy = not greedy
        if self.peek() and self.peek() in "*+?":
            raise BadExpression(self.text)
        return Repeat(item, least, most, greedy)

    def atom(self) -> Tree | None:
        sign = self.peek()
        self.place += 1
        if sign == "(":
            return self.group()
        if sign == "[":
            return Letters(self.bracket())
        if sign == ".":
            return Letters(((0, LAST),) if "s" in self.flags else inverted(((10, 10),)))
        if sign == "^":
            return Edge("<" if "m" in self.flags else "^")
        if sign == "$":
            return Edge(">" if "m" in self.flags else "$")
        if sign == "\\":
            return self.escape()
        if sign in "*+?":
            raise BadExpression(self.text)
        return Letters(self.cased(((ord(sign), ord(sign)),)))

    def group(self) -> Tree | None:
        flags, number = self.flags, 0
        if self.peek() == "?":
            match = _FLAGS.match(self.text, self.place)
            if match is None:
                raise BadExpression(self.text)
            self.place = match.end()
            if match[1] is not None:
                self.groups += 1
                number = self.groups
            else:
                self.flags = (self.flags | set(match[2] or "")) - set(match[3] or "")
                if match[4] == ")":
                    return None
        else:
            self.groups += 1
            number = self.groups
        inner = self.choice()
        if self.peek() != ")":
            raise BadExpression(self.text)
        self.place += 1
        self.flags = flags
        return Group(inner, number)

    def escape(self) -> Tree:
        sign = self.peek()
        if sign and sign in "bB":
            self.place += 1
            return Edge(sign)
        if sign and sign in "Az":
            self.place += 1
            return Edge("^" if sign == "A" else "$")
        if sign == "Q":
            end = self.text.find("\\E", self.place)
            end = len(self.text) if end < 0 else end
            letters = [
                Letters(self.cased(((ord(char), ord(char)),))) for char in self.text[self.place + 1 : end]
            ]
            self.place = end + 2
            return Row(tuple(letters))
        return Letters(self.cased(self.letter()))

    def letter(self) -> Spans:
        """What stands after a backslash, as characters."""
        sign = self.peek()
        if not sign:
            raise BadExpression(self.text)
        for pattern in (_HEX, _KIND):
            match = pattern.match(self.text, self.place)
            if match is None:
                continue
            self.place = match.end()
            if pattern is _HEX:
                number = int(match[1] or match[2], 16)
                return ((number, number),)
            known = _KINDS.get(match[2] or match[3])
            if known is None:
                raise BadExpression(self.text)
            return inverted(_span(known)) if (sign == "P") != bool(match[1]) else _span(known)
        self.place += 1
        if sign in "dws":
            return _CLASSES[sign]
        if sign in "DWS":
            return inverted(_CLASSES[sign.lower()])
        if sign in _SIGNS:
            sign = _SIGNS[sign]
        elif sign.isalnum() and sign != "0":
            raise BadExpression(self.text)
        return ((ord(sign), ord(sign)),)

    def bracket(self) -> Spans:
        negative = self.peek() == "^"
        self.place += negative
        found: list[tuple[int, int]] = []
        first = True
        while self.peek() != "]" or first:
            first = False
            named = _CLASS_NAME.match(self.text, self.place)
            if named and named[2] in _NAMED:
                spans = _span(_NAMED[named[2]])
                found.extend(inverted(spans) if named[1] else spans)
                self.place = named.end()
                continue
            start = self.member()
            if (
                self.peek() == "-"
                and self.text[self.place + 1 : self.place + 2] not in ("]", "")
                and len(start) == 1
            ):
                self.place += 1
                end = self.member()
                if end[0][0] < start[0][0] or len(end) > 1:
                    raise BadExpression(self.text)
                start = ((start[0][0], end[0][0]),)
            found.extend(start)
        self.place += 1
        spans = self.cased(tuple(found))
        return inverted(spans) if negative else spans

    def member(self) -> Spans:
        sign = self.peek()
        if not sign:
            raise BadExpression(self.text)
        self.place += 1
        return self.letter() if sign == "\\" else ((ord(sign), ord(sign)),)

    def cased(self, spans: Spans) -> Spans:
        """With (?i) the same letters in the other case too."""
        if "i" not in self.flags:
            return spans
        found = set(spans)
        for first, last in spans:
            for number in range(first, min(last, first + 2000) + 1):
                for other in (chr(number).lower(), chr(number).upper()):
                    if len(other) == 1:
                        found.add((ord(other), ord(other)))
        return tuple(sorted(found))
