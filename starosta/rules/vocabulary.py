"""What people write in the tables, as values the rules know. The words themselves stand in `words.toml`
[vocabulary]."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from .calendar import DayKind
from .duties import Applies, DigestKind
from .moments import Anchor
from .timetable import ChangeKind, WeekParity
from .writing import normal

Value = TypeVar("Value")

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_COUNTS = ("present", "missed", "missed_valid", "late", "exempt")


@dataclass(frozen=True)
class Vocabulary:
    """Every mapping goes from a written word or phrase, as `writing.normal` leaves it, to its meaning; read
    it with `look`."""

    day_kinds: Mapping[str, DayKind] = field(default_factory=dict)
    applies: Mapping[str, Applies] = field(default_factory=dict)
    parities: Mapping[str, WeekParity] = field(default_factory=dict)
    changes: Mapping[str, ChangeKind] = field(default_factory=dict)
    digest_kinds: Mapping[str, DigestKind] = field(default_factory=dict)
    anchors: Mapping[str, Anchor] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    """Monday is 0."""
    units: Mapping[str, str] = field(default_factory=dict)
    """Units of time by their keys in `words.toml`."""
    counts: Mapping[str, str] = field(default_factory=dict)
    """How a mark counts: present | missed | missed_valid | late | exempt."""
    proofs: Mapping[str, str] = field(default_factory=dict)
    """What proves a duty: keys of forms."""
    lists: Mapping[str, str] = field(default_factory=dict)
    """Names of the lists of «Справочники»: role, mark, absence_reason …"""
    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    working_day: frozenset[str] = frozenset()
    """What stands instead of a lesson number in the bells' row that bounds the working day."""
    since: frozenset[str] = frozenset()
    until: frozenset[str] = frozenset()
    """Words before the first and the last day of a role: «с», «по»."""
    absent: str = ""
    """The reason of an absence whose reason nobody wrote."""


def from_words(section: Mapping[str, object]) -> Vocabulary:
    """The vocabulary out of the section [vocabulary] of `words.toml`.

    Each sub-section maps a key to the list of its spellings. Raises ValueError naming the key when a key
    means nothing or one spelling stands under two keys.
    """
    return Vocabulary(
        day_kinds=_meanings(section, "day_kinds", DayKind),
        applies=_meanings(section, "applies", Applies),
        parities=_meanings(section, "parities", WeekParity),
        changes=_meanings(section, "changes", ChangeKind),
        digest_kinds=_meanings(section, "digest_kinds", DigestKind),
        anchors=_meanings(section, "anchors", Anchor),
        weekdays=_meanings(section, "weekdays", _WEEKDAYS.index),
        units=_meanings(section, "units", str),
        counts=_meanings(section, "counts", _count),
        proofs=_meanings(section, "proofs", str),
        lists=_meanings(section, "lists", str),
        yes=_words(section, "yes"),
        no=_words(section, "no"),
        working_day=_words(section, "working_day"),
        since=_words(section, "since"),
        until=_words(section, "until"),
        absent=str(section.get("absent", "")),
    )


def look(meanings: Mapping[str, Value], text: str) -> Value | None:
    """The meaning of a written word, or None; a full stop or comma after it («доп.») does not matter."""
    word = normal(text)
    return meanings.get(word) if word in meanings else meanings.get(word.rstrip(" .,"))


def _count(key: str) -> str:
    if key not in _COUNTS:
        raise ValueError(key)
    return key


def _meanings(section: Mapping[str, object], name: str, meaning: Callable[[str], Value]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    part = section.get(name, {})
    if not isinstance(part, Mapping):
        raise ValueError(f"[vocabulary.{name}]")
    for key, spellings in part.items():
        try:
            value = meaning(key)
        except ValueError as error:
            raise ValueError(f"[vocabulary.{name}] {key}") from error
        for word in _spellings(spellings, f"[vocabulary.{name}] {key}"):
            if found.setdefault(word, value) != value:
                raise ValueError(f"[vocabulary.{name}] {key}: {word}")
    return found


def _words(section: Mapping[str, object], name: str) -> frozenset[str]:
    return frozenset(_spellings(section.get(name, []), f"[vocabulary] {name}"))


def _spellings(value: object, place: str) -> Iterable[str]:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise ValueError(place)
    return [normal(word) for word in value]
