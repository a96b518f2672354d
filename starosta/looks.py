"""Where a tick looks for news when nothing is due: the longest unseen first, never more than a few places.
Pure.

Every look is one call to the workspace, so a quiet minute costs at most `AT_ONCE` calls; a place nobody has
looked at for `LONG` is looked at whatever the others cost, so that a tick after a pause misses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

AT_ONCE = 2
LONG = timedelta(minutes=15)
NEARLY = 0.9


@dataclass(frozen=True)
class Place:
    """Somewhere news may come from; `every` is how often it is worth a look."""

    name: str
    every: timedelta


def choose(places: Iterable[Place], seen: Mapping[str, datetime], now: datetime) -> tuple[str, ...]:
    """The names of the places to look at now: those worth a look, the most overdue first, and with what is
    left of the minute's calls the others."""

    def overdue(place: Place) -> float:
        last = seen.get(place.name)
        return float("inf") if last is None else (now - last) / place.every

    # Ticks do not come to the second: a look a moment early is better than one a whole tick late.
    ranked = sorted(places, key=lambda place: (overdue(place) < NEARLY, -overdue(place), place.name))
    unseen = [place for place in ranked if place.name not in seen or now - seen[place.name] >= LONG]
    return tuple(place.name for place in (ranked[:AT_ONCE] if len(unseen) <= AT_ONCE else unseen))
