"""Who is meant by a written name, code or address. Two people who both fit are never guessed between: the
answer names both."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Protocol, TypeVar

from .writing import alike, clean

_PATRONYMIC_SUFFIXES = ("оглы", "кызы", "углы", "гызы", "улы")
_EMAIL = re.compile(r"[^\s<>;,()]+@[^\s<>;,()]+")
_BRACKETS = re.compile(r"[()\[\]«»\"]")
_HYPHEN = re.compile(r"\s*-\s*")
_JOINERS = re.compile(r"[\s,;:/|]+")
_SUGGESTIONS = 3

Item = TypeVar("Item")


class Named(Protocol):
    """Staff and students alike."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...


@dataclass(frozen=True)
class Match:
    """Exactly one of: `code` (found), `candidates` (codes that fit equally), or nothing but perhaps
    `suggestions` for a human."""

    code: str = ""
    candidates: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Index:
    """People ready to be looked up; build it with `index` once for many lookups."""

    codes: Mapping[str, str]
    emails: Mapping[str, tuple[str, ...]]
    surnames: Mapping[str, tuple[_Person, ...]]
    names: Mapping[str, str]
    """Whole comparable names to codes, for suggestions."""


def index(people: Iterable[Named]) -> Index:
    """The lookup of these people by code, address and name."""
    codes: dict[str, str] = {}
    emails: dict[str, list[str]] = defaultdict(list)
    surnames: dict[str, list[_Person]] = defaultdict(list)
    names: dict[str, str] = {}
    for person in people:
        codes[_code(person.code)] = person.code
        if person.email:
            emails[person.email.lower()].append(person.code)
        if words := _words(person.name):
            surnames[words[0]].append(_Person(person.code, *_given(words[1:])))
            names.setdefault(" ".join(words), person.code)
    return Index(codes, _frozen(emails), _frozen(surnames), names)


def find(text: str, people: Index | Iterable[Named]) -> Match:
    """Who is meant, tried in this order: code, e-mail, full name, surname with initials, suggestion.

    The code may stand anywhere («М-07 Иванов И. И.»); if the rest names other people, code and name are both
    candidates. A bare surname and a mistyped name only give suggestions.
    """
    people = people if isinstance(people, Index) else index(people)
    address = _EMAIL.search(text)
    name = _EMAIL.sub(" ", text)
    by_code, rest = _codes_in(name, people)
    if by_code:
        by_name = _by_name(_words(rest), people)
        return _one_of((*by_code, *(code for code in by_name if by_code[0] not in by_name)))
    if address and (owners := people.emails.get(address[0].lower())):
        return _one_of(owners)
    words = _words(rest)
    if fitting := _by_name(words, people):
        return _one_of(fitting)
    return Match(suggestions=_suggestions(words, rest, people))


def short(name: str) -> str:
    """«Иванов Иван Иванович» → «Иванов И. И.» with non-breaking spaces; a single word stays as it is."""
    parts = clean(name).replace(".", ". ").split()
    words = [part for part in parts if part.lower() not in _PATRONYMIC_SUFFIXES]
    return "\u00a0".join([*words[:1], *(f"{word[0].upper()}." for word in words[1:3])])


def told(code: str, people: Mapping[str, Named]) -> str:
    """How letters and registers name one of these people: surname and initials, the whole name when another
    has the same; the code of somebody who is not among them."""
    person = people.get(code)
    if person is None:
        return code
    shown, surname = short(person.name), person.name.partition(" ")[0]
    alike_ones = (other for other in people.values() if other.name.startswith(surname))
    shared = any(other.code != code and short(other.name) == shown for other in alike_ones)
    return clean(person.name) if shared else shown


@dataclass(frozen=True)
class _Person:
    code: str
    given: str
    patronymic: str


def _codes_in(text: str, people: Index) -> tuple[tuple[str, ...], str]:
    """The known codes that stand in the text as whole words, and the text without them."""
    if whole := people.codes.get(_code(text)):
        return (whole,), ""
    tokens = _JOINERS.split(_HYPHEN.sub("-", _BRACKETS.sub(" ", alike(text))))
    found = dict.fromkeys(people.codes[token] for token in tokens if token in people.codes)
    return tuple(found), " ".join(token for token in tokens if token not in people.codes)


def _by_name(words: tuple[str, ...], people: Index) -> tuple[str, ...]:
    """Codes of those whom «surname given patronymic», in either order and with any part shortened to an
    initial, may mean."""
    if len(words) < 2:
        return ()
    exact: dict[str, None] = {}
    fitting: dict[str, None] = {}
    for surname, given in ((words[0], words[1:]), (words[-1], words[:-1])):
        first, second = _given(given)
        for person in people.surnames.get(surname, ()):
            if second and (person.given, person.patronymic) == (first, second):
                exact[person.code] = None
            if _fits(first, person.given) and _fits(second, person.patronymic):
                fitting[person.code] = None
    return tuple(exact or fitting)


def _fits(written: str, real: str) -> bool:
    """A part left out, on either side, fits every name; an initial fits what begins with it."""
    if not written or not real:
        return True
    if len(written) == 1 or len(real) == 1:
        return written[0] == real[0]
    return written == real


def _suggestions(words: tuple[str, ...], text: str, people: Index) -> tuple[str, ...]:
    namesakes = [person.code for word in words if len(word) > 1 for person in people.surnames.get(word, ())]
    near = get_close_matches(" ".join(words), people.names, n=_SUGGESTIONS, cutoff=0.75) if words else []
    same_number = [code for key, code in people.codes.items() if _loose(key) == _loose(_code(text))]
    found = dict.fromkeys((*same_number, *namesakes, *(people.names[name] for name in near)))
    return tuple(found)[:_SUGGESTIONS]


def _one_of(codes: tuple[str, ...]) -> Match:
    different = tuple(dict.fromkeys(codes))
    return Match(code=different[0]) if len(different) == 1 else Match(candidates=different)


def _words(name: str) -> tuple[str, ...]:
    """The comparable words of a name; initials are single letters, «оглы» and «кызы» are left out, glued or
    not."""
    spaced = _HYPHEN.sub("-", _BRACKETS.sub(" ", alike(name))).replace(".", " ")
    bare = (_without_suffix(word.strip("-,;")) for word in _JOINERS.split(spaced))
    return tuple(word for word in bare if word and not word.isdigit())


def _without_suffix(word: str) -> str:
    for suffix in _PATRONYMIC_SUFFIXES:
        if word.endswith(suffix) and (word == suffix or len(word) > len(suffix) + 2):
            return word.removesuffix(suffix).rstrip("-")
    return word


def _given(words: tuple[str, ...]) -> tuple[str, str]:
    return (words[0] if words else "", " ".join(words[1:]))


def _code(text: str) -> str:
    return _HYPHEN.sub("-", alike(text))


def _loose(code: str) -> str:
    """«М-7», «м 07» and «М-07» alike: for suggestions only."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"[\s-]", "", code)) if code else "\0"


def _frozen(lists: Mapping[str, list[Item]]) -> dict[str, tuple[Item, ...]]:
    return {key: tuple(values) for key, values in lists.items()}
