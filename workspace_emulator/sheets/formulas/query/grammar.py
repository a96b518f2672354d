"""A query's text as a tree: select, where, group by, pivot, order by, limit, offset, label, format."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from ...book.cell import Value
from ...values import serial
from ..amounts import Shown

AGGREGATES = ("avg", "count", "max", "min", "sum")
SCALARS = (
    "year", "month", "day", "hour", "minute", "second", "millisecond", "quarter", "dayofweek", "now",
    "todate", "datediff", "upper", "lower",
)  # fmt: skip
_CLAUSES = (
    "select", "where", "group", "pivot", "order", "skipping", "limit", "offset", "label", "format", "options",
)  # fmt: skip
_TOKEN = re.compile(
    r"\s*(?:(?P<text>'[^']*'|\"[^\"]*\")|`(?P<quoted>[^`]+)`|(?P<number>\d+(?:\.\d+)?|\.\d+)"
    r"|(?P<word>[^\W\d]\w*)|(?P<sign><=|>=|<>|!=|[-+*/=<>(),]))"
)
_DATES = {
    "date": ("%Y-%m-%d",),
    "datetime": ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f"),
    "timestamp": ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f"),
    "timeofday": ("%H:%M:%S", "%H:%M:%S.%f"),
}


class BadQuery(Exception):
    """A query that cannot be read or does not suit its table."""


@dataclass(frozen=True, slots=True)
class Column:
    name: str


@dataclass(frozen=True, slots=True)
class Literal:
    value: Value


@dataclass(frozen=True, slots=True)
class Applied:
    """An aggregate or scalar function, or arithmetic, on its arguments."""

    name: str
    arguments: tuple[Expression, ...]


Expression = Column | Literal | Applied


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison; `sign` is = != < <= > >= contains starts ends matches like null."""

    sign: str
    left: Expression
    right: Expression = Literal(None)


@dataclass(frozen=True, slots=True)
class Logic:
    """and, or, not over conditions."""

    word: str
    parts: tuple[Condition, ...]


Condition = Test | Logic


@dataclass
class Query:
    """`select` None is every column; `order` pairs an expression with whether it goes down; of so many
    rows as `skipping` says one is kept."""

    select: list[Expression] | None = None
    where: Condition | None = None
    group: list[Expression] = field(default_factory=list)
    pivot: list[Expression] = field(default_factory=list)
    order: list[tuple[Expression, bool]] = field(default_factory=list)
    skipping: int = 1
    limit: int = -1
    offset: int = 0
    labels: dict[Expression, str] = field(default_factory=dict)
    formats: dict[Expression, str] = field(default_factory=dict)


def read(text: str) -> Query:
    """A query understood. Raises BadQuery."""
    try:
        return _Reader(text).query()
    except RecursionError:
        raise BadQuery("nested too deeply") from None


class _Reader:
    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        place = 0
        text = text.strip()
        while place < len(text):
            match = _TOKEN.match(text, place)
            if match is None:
                raise BadQuery(f"unexpected '{text[place:].strip()[:20]}'")
            self.tokens.append((match.lastgroup or "", match[match.lastgroup or 0]))
            place = match.end()
        self.place = 0

    def query(self) -> Query:
        found = Query()
        for clause in _CLAUSES:
            if self.word(clause):
                getattr(self, f"read_{clause}")(found)
        if self.place < len(self.tokens):
            raise BadQuery(f"unexpected '{self.tokens[self.place][1]}'")
        return found

    def word(self, *words: str) -> str:
        """The next word when it is one of these, else ''."""
        kind, text = self.peek()
        if kind == "word" and text.lower() in words:
            self.place += 1
            return text.lower()
        return ""

    def sign(self, *signs: str) -> str:
        kind, text = self.peek()
        if kind == "sign" and text in signs:
            self.place += 1
            return text
        return ""

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.place] if self.place < len(self.tokens) else ("end", "the end")

    def need(self, found: str, what: str) -> None:
        if not found:
            raise BadQuery(f"expected {what} before '{self.peek()[1]}'")

    def read_select(self, query: Query) -> None:
        if not self.sign("*"):
            query.select = self.expressions()

    def read_where(self, query: Query) -> None:
        query.where = self.either()

    def read_group(self, query: Query) -> None:
        self.need(self.word("by"), "by")
        query.group = self.expressions()

    def read_pivot(self, query: Query) -> None:
        query.pivot = self.expressions()

    def read_order(self, query: Query) -> None:
        self.need(self.word("by"), "by")
        while True:
            by = self.sums()
            query.order.append((by, self.word("asc", "desc") == "desc"))
            if not self.sign(","):
                return

    def read_skipping(self, query: Query) -> None:
        query.skipping = max(1, self.integer())

    def read_limit(self, query: Query) -> None:
        query.limit = self.integer()

    def read_offset(self, query: Query) -> None:
        query.offset = self.integer()

    def read_label(self, query: Query) -> None:
        query.labels = self.named()

    def read_format(self, query: Query) -> None:
        query.formats = self.named()

    def read_options(self, query: Query) -> None:
        while self.word("no_format", "no_values"):
            pass

    def integer(self) -> int:
        kind, text = self.peek()
        if kind != "number" or not text.isdigit():
            raise BadQuery(f"expected a number before '{text}'")
        self.place += 1
        return int(text)

    def named(self) -> dict[Expression, str]:
        found: dict[Expression, str] = {}
        while True:
            expression = self.sums()
            kind, text = self.peek()
            if kind != "text":
                raise BadQuery(f"expected a text before '{text}'")
            self.place += 1
            found[expression] = text[1:-1]
            if not self.sign(","):
                return found

    def expressions(self) -> list[Expression]:
        found = [self.sums()]
        while self.sign(","):
            found.append(self.sums())
        return found

    def either(self) -> Condition:
        parts = [self.both()]
        while self.word("or"):
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Logic("or", tuple(parts))

    def both(self) -> Condition:
        parts = [self.condition()]
        while self.word("and"):
            parts.append(self.condition())
        return parts[0] if len(parts) == 1 else Logic("and", tuple(parts))

    def condition(self) -> Condition:
        if self.word("not"):
            return Logic("not", (self.condition(),))
        start = self.place
        if self.sign("("):
            try:
                inner = self.either()
                self.need(self.sign(")"), ")")
                return inner
            except BadQuery:
                self.place = start
        return self.test()

    def test(self) -> Condition:
        left = self.sums()
        sign = self.sign("=", "<>", "!=", "<=", ">=", "<", ">")
        if sign:
            return Test("!=" if sign == "<>" else sign, left, self.sums())
        if self.word("is"):
            negative = self.word("not")
            self.need(self.word("null"), "null")
            found = Test("null", left)
            return Logic("not", (found,)) if negative else found
        word = self.word("contains", "matches", "like", "starts", "ends")
        if word in ("starts", "ends"):
            self.need(self.word("with"), "with")
        if word:
            return Test(word, left, self.sums())
        if left == Literal(True) or left == Literal(False):
            return Test("=", left, Literal(True))
        raise BadQuery(f"expected a comparison before '{self.peek()[1]}'")

    def sums(self) -> Expression:
        left = self.products()
        while sign := self.sign("+", "-"):
            left = Applied(sign, (left, self.products()))
        return left

    def products(self) -> Expression:
        left = self.atom()
        while sign := self.sign("*", "/"):
            left = Applied(sign, (left, self.atom()))
        return left

    def atom(self) -> Expression:
        if self.sign("("):
            inner = self.sums()
            self.need(self.sign(")"), ")")
            return inner
        if self.sign("-"):
            return Applied("-", (Literal(0), self.atom()))
        kind, text = self.peek()
        self.place += 1
        if kind == "number":
            return Literal(float(text) if "." in text else int(text))
        if kind == "text":
            return Literal(text[1:-1])
        if kind == "quoted":
            return Column(text)
        if kind != "word" or text.lower() in _CLAUSES:
            raise BadQuery(f"unexpected '{text}'")
        return self.name(text)

    def name(self, text: str) -> Expression:
        low = text.lower()
        if low in ("true", "false"):
            return Literal(low == "true")
        if low in _DATES and self.peek()[0] == "text":
            moment = self.peek()[1][1:-1]
            self.place += 1
            return Literal(_moment(low, moment))
        if self.sign("("):
            if low not in AGGREGATES + SCALARS:
                raise BadQuery(f"unknown function '{text}'")
            arguments: list[Expression] = []
            if not self.sign(")"):
                arguments = self.expressions()
                self.need(self.sign(")"), ")")
            return Applied(low, tuple(arguments))
        return Column(text)


def _moment(word: str, text: str) -> Value:
    for pattern in _DATES[word]:
        try:
            found = datetime.strptime(text, pattern).replace(tzinfo=UTC)
        except ValueError:
            continue
        day = 0 if word == "timeofday" else serial.of_date(found.date())
        clock = serial.of_time(found.hour, found.minute, found.second + found.microsecond / 1e6)
        kind = {"date": "DATE", "timeofday": "TIME"}.get(word, "DATE_TIME")
        return Shown(day + clock, {"type": kind})
    raise BadQuery(f"'{text}' is not a {word}")
