"""The language of `q` in drive.files.list: a text becomes a test of one file. Listing chooses the files."""

from __future__ import annotations

import operator
import re
import sqlite3
import string
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..clock import parse as parse_time
from ..wire import ApiError
from .registry import FileRow, root_id


@dataclass(frozen=True)
class Item:
    """A file as the search sees it: its row, its permissions' rows, the caller; `text` reads its content."""

    row: FileRow
    permissions: Sequence[sqlite3.Row]
    user: str
    text: Callable[[], str]


Test = Callable[[Item], bool]
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
TIMES = {
    "modifiedTime": "modified",
    "createdTime": "created",
    "viewedByMeTime": "modified",
    "sharedWithMeTime": "created",
}
ROLES = {
    "owners": ("owner",),
    "writers": ("owner", "writer"),
    "readers": ("owner", "writer", "commenter", "reader"),
}
DEEPEST = 100
JOINTS = ("and", "or", "not")
_ASCII_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_TOKEN = re.compile(
    r"""\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(!=|<=|>=|[=<>(){}])|([A-Za-z_][\w.]*))"""
)


def parse(text: str, user: str) -> Test:
    """The test a query means; an empty one passes everything. 400 «Invalid Value» when it cannot be read."""
    if not text.strip():
        return lambda _: True
    reader = _Reader(_tokens(text), user)
    test = reader.any_of()
    if reader.rest():
        raise _invalid()
    return test


def words(text: str) -> list[str]:
    """The words of a text as the search knows them: letters and digits, in any case and width."""
    folded = unicodedata.normalize("NFKC", text).lower().replace("i\u0307", "i")
    return re.findall(r"[^\W_]+", folded)


def in_full_text(text: str) -> bool:
    """Whether a query asks for what a file holds: Drive itself puts such answers in order."""
    return bool(text.strip()) and _Token("word", "fullText") in _tokens(text)


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str


def _tokens(text: str) -> list[_Token]:
    tokens, at, end = [], 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            raise _invalid()
        single, double, sign, word = match.groups()
        quoted = single if single is not None else double
        if quoted is not None:
            tokens.append(_Token("text", re.sub(r"\\(.)", r"\1", quoted)))
        else:
            joint = word is not None and word.lower() in JOINTS
            tokens.append(_Token("sign", sign) if sign else _Token("word", word.lower() if joint else word))
        at = match.end()
    return tokens


class _Reader:
    """Reads tokens from left to right: or < and < not < brackets and terms."""

    def __init__(self, tokens: list[_Token], user: str) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self._user = user

    def rest(self) -> bool:
        return self._at < len(self._tokens)

    def any_of(self) -> Test:
        tests = [self.all_of()]
        while self._skip("word", "or"):
            tests.append(self.all_of())
        return tests[0] if len(tests) == 1 else lambda item: any(test(item) for test in tests)

    def all_of(self) -> Test:
        tests = [self.one()]
        while self._skip("word", "and"):
            tests.append(self.one())
        return tests[0] if len(tests) == 1 else lambda item: all(test(item) for test in tests)

    def one(self) -> Test:
        if self._skip("word", "not"):
            test = self._inside(self.one)
            return lambda item: not test(item)
        if self._skip("sign", "("):
            test = self._inside(self.any_of)
            self._need("sign", ")")
            return test
        if self._peek("text"):
            value = self._need("text")
            self._need("word", "in")
            return _member(self._need("word"), value, self._user)
        return self._term(self._need("word"))

    def _inside(self, read: Callable[[], Test]) -> Test:
        """What stands one level deeper."""
        if self._depth == DEEPEST:
            raise _invalid()
        self._depth += 1
        test = read()
        self._depth -= 1
        return test

    def _term(self, field: str) -> Test:
        if field in ("properties", "appProperties"):
            self._need("word", "has")
            return self._property(field)
        if field in BOOLEANS:
            if not self._peek("sign", "=") and not self._peek("sign", "!="):
                return BOOLEANS[field]
            wanted = self._need("sign") == "="
            value = self._need("word")
            if value not in ("true", "false"):
                raise _invalid()
            truth = (value == "true") is wanted
            return lambda item: BOOLEANS[field](item) is truth
        if self._skip("word", "in"):
            return _member(field, self._need("text"), self._user)
        sign = "contains" if self._skip("word", "contains") else self._need("sign")
        return _comparison(field, sign, self._need("text"))

    def _property(self, field: str) -> Test:
        """`{ key='k' and value='v' }`"""
        self._need("sign", "{")
        wanted: dict[str, str] = {}
        for name in ("key", "value"):
            self._need("word", name)
            self._need("sign", "=")
            wanted[name] = self._need("text")
            if name == "key":
                self._need("word", "and")
        self._need("sign", "}")
        return lambda item: item.row.body.get(field, {}).get(wanted["key"]) == wanted["value"]

    def _peek(self, kind: str, text: str = "") -> bool:
        token = self._tokens[self._at] if self.rest() else _Token("", "")
        return token.kind == kind and (not text or token.text == text)

    def _skip(self, kind: str, text: str) -> bool:
        found = self._peek(kind, text)
        self._at += found
        return found

    def _need(self, kind: str, text: str = "") -> str:
        if not self._peek(kind, text):
            raise _invalid()
        self._at += 1
        return self._tokens[self._at - 1].text


BOOLEANS: dict[str, Test] = {
    "trashed": lambda item: item.row.trashed,
    "starred": lambda item: bool(item.row.body.get("starred")),
    "sharedWithMe": lambda item: (
        item.row.owner != item.user and any(p["email"] == item.user for p in item.permissions)
    ),
}


def _comparison(field: str, sign: str, value: str) -> Test:
    if field in TIMES:
        return _time(TIMES[field], sign, value)
    if field == "fullText" and sign == "contains":
        phrases = _phrases(value)
        return lambda item: _holds(item, phrases)
    if field == "name" and sign == "contains":
        wanted = words(value)
        return lambda item: _begun(words(item.row.name), wanted)
    if field == "mimeType" and sign == "contains":
        return lambda item: value.casefold() in item.row.mime
    if sign not in ("=", "!="):
        raise _invalid()
    equal = sign == "="
    if field == "name":
        folded = value.translate(_ASCII_LOWER)
        return lambda item: (item.row.name.translate(_ASCII_LOWER) == folded) is equal
    if field == "shortcutDetails.targetId":
        return lambda item: (item.row.body.get("shortcutDetails", {}).get("targetId") == value) is equal
    if field == "mimeType":
        return lambda item: (item.row.mime == value) is equal
    if field == "visibility" and value in VISIBILITIES:
        return lambda item: (value in _visibility(item)) is equal
    raise _invalid()


def _time(column: str, sign: str, value: str) -> Test:
    compare = COMPARISONS.get(sign)
    try:
        moment = parse_time(value)
    except ValueError as error:
        raise _invalid() from error
    if compare is None:
        raise _invalid()

    def test(item: Item) -> bool:
        own: datetime = parse_time(getattr(item.row, column))
        return compare(own, moment)

    return test


def _member(collection: str, value: str, user: str) -> Test:
    if collection == "parents":
        folder = root_id(user) if value == "root" else value
        return lambda item: folder in item.row.parents
    if collection not in ROLES:
        raise _invalid()
    email, roles = (user if value == "me" else value).casefold(), ROLES[collection]
    return lambda item: any(p["email"].casefold() == email and p["role"] in roles for p in item.permissions)


def _phrases(value: str) -> list[list[str]]:
    """What must be found: each word by itself, what stands in double quotes as it stands."""
    found: list[list[str]] = []
    for quoted, plain in re.findall(r'"([^"]*)"|([^"]+)', value):
        found += [words(quoted)] if quoted else [[word] for word in words(plain)]
    return [phrase for phrase in found if phrase]


def _holds(item: Item, phrases: list[list[str]]) -> bool:
    """Whether all phrases stand in what is said of a file or, which costs more to look at, in it."""
    row = item.row
    said = [words(text) for text in (row.name, row.body.get("description", ""), _indexable(row))]
    missing = [phrase for phrase in phrases if not any(_stands(own, phrase) for own in said)]
    if not missing:
        return True
    inside = words(item.text())
    return all(_stands(inside, phrase) for phrase in missing)


def _stands(own: list[str], phrase: list[str]) -> bool:
    """Whether words stand side by side in a text."""
    return any(own[at : at + len(phrase)] == phrase for at in range(len(own) - len(phrase) + 1))


def _indexable(row: FileRow) -> str:
    return str(row.body.get("contentHints", {}).get("indexableText", ""))


def _begun(own: list[str], wanted: list[str]) -> bool:
    """Whether each word begins a word of the name."""
    return bool(wanted) and all(any(word.startswith(begin) for word in own) for begin in wanted)


VISIBILITIES = ("anyoneCanFind", "anyoneWithLink", "domainCanFind", "domainWithLink", "limited")


def _visibility(item: Item) -> set[str]:
    found = set()
    for row in item.permissions:
        if row["type"] in ("anyone", "domain"):
            found.add(
                row["type"] + ("CanFind" if '"allowFileDiscovery": true' in row["body"] else "WithLink")
            )
    return found or {"limited"}


def _invalid() -> ApiError:
    return ApiError(400, "Invalid Value", reason="invalid", location="q")
