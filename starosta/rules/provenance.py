"""Which answers gave what stands in the sheets. What an answer said is withdrawn when it says something else
now; a change of the school's tables withdraws nothing. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Said = Mapping[str, Sequence[str]]
"""What each answer that can be read says, by its id: person, date, group."""
Given = Mapping[str, Said]
"""Subject (a lesson, or a person's day) → the answers that gave it, with what they said then."""


def following(given: Given, about: Mapping[str, str], said: Said) -> dict[str, dict[str, list[str]]]:
    """What was given, with the subjects that answers are `about` now, answer id → subject."""
    merged = {subject: {id: list(words) for id, words in by.items()} for subject, by in given.items()}
    for id, subject in about.items():
        merged.setdefault(subject, {})[id] = list(said[id])
    return merged


def abandoned(given: Given, about: Mapping[str, str], said: Said) -> frozenset[str]:
    """Subjects that no answer is about any more though all that gave them can be read: each says something
    else now or is about another subject."""
    spoken_of = set(about.values())
    return frozenset(
        subject
        for subject, by in given.items()
        if subject not in spoken_of
        and all(id in said and (id in about or list(said[id]) != list(words)) for id, words in by.items())
    )
