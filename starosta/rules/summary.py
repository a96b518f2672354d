"""Statuses counted: completeness and timeliness, and what a digest tells. Values only, no words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date

from .settle import Evidence, Settled, Status


@dataclass(frozen=True)
class Totals:
    """Counts of obligations. `expected` is all but the excused and always the sum of on_time, late, missing
    and pending, so no rate exceeds 1."""

    expected: int = 0
    received: int = 0
    on_time: int = 0
    late: int = 0
    missing: int = 0
    pending: int = 0
    excused: int = 0

    @classmethod
    def of(cls, count: Mapping[Status, int]) -> Totals:
        """The totals of so many obligations of each status."""
        received = count[Status.ON_TIME] + count[Status.LATE]
        return cls(
            expected=received + count[Status.MISSING] + count[Status.PENDING],
            received=received,
            on_time=count[Status.ON_TIME],
            late=count[Status.LATE],
            missing=count[Status.MISSING],
            pending=count[Status.PENDING],
            excused=count[Status.EXCUSED],
        )

    def __add__(self, other: Totals) -> Totals:
        return Totals(*map(sum, zip(astuple(self), astuple(other), strict=True)))

    @property
    def completeness(self) -> float | None:
        """Полнота: received / expected, 0–1; None when nothing was expected."""
        return _rate(self.received, self.expected)

    @property
    def timeliness(self) -> float | None:
        """Своевременность: on time / expected, 0–1; None when nothing was expected."""
        return _rate(self.on_time, self.expected)

    @property
    def all_done(self) -> bool:
        """Everything expected has been received, on time or late; False when nothing was expected."""
        return 0 < self.expected == self.received


@dataclass(frozen=True)
class Repeated:
    """How often one person was late or missing within a window; `days` are the dates on which it happened, in
    order."""

    person: str
    late: int
    missing: int
    days: tuple[date, ...]


@dataclass(frozen=True)
class Digest:
    """What a digest shows: missing in the order of the plan, the latest of the late first, then those still
    expected and the excused with their reasons. Who was on time is only counted; `extra` are answers shown
    but never counted."""

    totals: Totals
    missing: tuple[Settled, ...] = ()
    late: tuple[Settled, ...] = ()
    pending: tuple[Settled, ...] = ()
    excused: tuple[Settled, ...] = ()
    extra: tuple[Evidence, ...] = ()

    @property
    def rows(self) -> tuple[Settled, ...]:
        """All rows in the order they are shown."""
        return self.missing + self.late + self.pending + self.excused


def totals(settled: Iterable[Settled]) -> Totals:
    """Counts over any settled obligations, of one duty and date or of many."""
    count = dict.fromkeys(Status, 0)
    for one in settled:
        count[one.status] += 1
    return Totals.of(count)


def digest(settled: Iterable[Settled], extra: Iterable[Evidence] = ()) -> Digest:
    """The content of a digest about these obligations."""
    rows: dict[Status, list[Settled]] = {status: [] for status in Status}
    for one in settled:
        rows[one.status].append(one)
    return Digest(
        totals(one for status in rows.values() for one in status),
        tuple(rows[Status.MISSING]),
        tuple(sorted(rows[Status.LATE], key=lambda one: -one.minutes_late)),
        tuple(rows[Status.PENDING]),
        tuple(rows[Status.EXCUSED]),
        tuple(extra),
    )


def repeated(settled: Sequence[Settled], days: int = 5, at_least: int = 2) -> tuple[Repeated, ...]:
    """Who was late or missing at least `at_least` times in the last `days` dates on which anything was
    expected of anybody; most often first, then by missing, then by code."""
    dates = sorted({one.obligation.date for one in settled if one.status is not Status.EXCUSED})
    window = frozenset(dates[-days:])
    faults: dict[str, list[Settled]] = {}
    for one in settled:
        if one.obligation.date in window and one.status in (Status.LATE, Status.MISSING):
            faults.setdefault(one.obligation.person, []).append(one)
    found = [_repeated(person, ones) for person, ones in faults.items() if len(ones) >= at_least]
    return tuple(sorted(found, key=lambda one: (-one.late - one.missing, -one.missing, one.person)))


def _repeated(person: str, faults: Sequence[Settled]) -> Repeated:
    late = sum(one.status is Status.LATE for one in faults)
    days = tuple(sorted({one.obligation.date for one in faults}))
    return Repeated(person, late, len(faults) - late, days)


def _rate(part: int, whole: int) -> float | None:
    return part / whole if whole else None
