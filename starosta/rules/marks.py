"""What a written attendance mark means by the school's own list «отметка». No mark is known to the code
itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .problems import Problem
from .roster import Mark
from .writing import alike, clean

PRESENT = "present"
LATE = "late"
ABSENT = frozenset({"missed", "missed_valid", "exempt"})
"""How marks count that say a student was not there."""

Spellings = Mapping[str, tuple[Mark, ...]]

_QUOTE = 20
_AROUND_SIGNS = re.compile(r"\s*([/(-])\s*")
_WITH_MINUTES = re.compile(r"([^\d\s(-]+)[\s(-]?(\d{1,3})\D{0,5}")


@dataclass(frozen=True)
class Reading:
    """A mark as it was understood; `minutes` only when a lateness was written with its length («оп10»)."""

    mark: Mark
    minutes: int | None = None

    @property
    def shown(self) -> str:
        """What the journal shows. An illness is health data, so its mark shows «у» by the school's list
        (152-ФЗ, ст. 10); only the mark of presence may be shown as nothing."""
        return self.mark.shown if self.mark.counts == PRESENT else self.mark.shown or self.mark.value


def spellings(marks: Sequence[Mark]) -> Spellings:
    """Every way to write each mark: its value and variants, and what the journal shows where nothing else
    claims it."""
    found: dict[str, tuple[Mark, ...]] = {}
    for mark in marks:
        for text in (mark.value, *mark.variants):
            _add(found, text, mark)
    claimed = frozenset(found)
    for mark in marks:
        if mark.shown and _key(mark.shown) not in claimed:
            _add(found, mark.shown, mark)
    return found


def read(written: str, known: Spellings) -> Reading | Problem:
    """The mark meant by `written`: case, spaces, a final full stop and Latin look-alikes do not matter; an
    empty cell is presence. A spelling of two marks that count differently is a problem: which one is meant is
    never guessed."""
    if not clean(written):
        return _presence(known) or _unknown(written, known)
    marks = known.get(_key(written), ())
    if marks:
        return _only(marks, written)
    late = _WITH_MINUTES.fullmatch(_key(written))
    marks = tuple(mark for mark in known.get(_key(late[1]), ()) if mark.counts == LATE) if late else ()
    return Reading(marks[0], int(late[2])) if late and marks else _unknown(written, known)


def _only(marks: tuple[Mark, ...], written: str) -> Reading | Problem:
    if len({mark.counts for mark in marks}) == 1:
        return Reading(marks[0])
    facts = {"mark": _quote(written), "meanings": ", ".join(mark.value for mark in marks)}
    return Problem("attendance.ambiguous_mark", facts)


def _presence(known: Spellings) -> Reading | None:
    return next((Reading(mark) for marks in known.values() for mark in marks if mark.counts == PRESENT), None)


def _unknown(written: str, known: Spellings) -> Problem:
    values = dict.fromkeys(mark.value for marks in known.values() for mark in marks)
    return Problem("attendance.unknown_mark", {"mark": _quote(written), "known": ", ".join(values)})


def _add(found: dict[str, tuple[Mark, ...]], text: str, mark: Mark) -> None:
    key = _key(text)
    if key and mark not in found.get(key, ()):
        found[key] = (*found.get(key, ()), mark)


def _key(text: str) -> str:
    bare = _AROUND_SIGNS.sub(r"\1", alike(text))
    return bare.strip(".,;") or bare


def _quote(text: str) -> str:
    bare = clean(text)
    return bare if len(bare) <= _QUOTE else bare[: _QUOTE - 1] + "…"
