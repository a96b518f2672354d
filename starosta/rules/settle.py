"""Obligations against evidence: every obligation gets exactly one status."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from .duties import Obligation

AFTER_CLOSING = "after_closing"
"""The reason of a MISSING whose answer came too late to count: a key of `words.toml` [reasons]."""

_MINUTE = timedelta(minutes=1)


class Status(StrEnum):
    """Words people see are in `words.toml` [statuses]."""

    PENDING = "pending"  # ожидается
    ON_TIME = "on_time"  # вовремя
    LATE = "late"  # с опозданием
    MISSING = "missing"  # не сдано
    EXCUSED = "excused"  # освобождён


@dataclass(frozen=True)
class Evidence:
    """An answer that proves a duty. `first_at` decides timeliness, whatever is edited later; both are aware
    moments."""

    proof: str
    person: str
    date: date
    first_at: datetime
    last_at: datetime
    group: str = ""
    lesson: str = ""
    id: str = ""


@dataclass(frozen=True)
class Settled:
    """`minutes_late` counts begun minutes after the limit; `reason` says why somebody is excused (the
    school's word) or, as a key of `words.toml` [reasons], why an answer did not count (`after_closing`)."""

    obligation: Obligation
    status: Status
    minutes_late: int = 0
    reason: str = ""
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Settlement:
    """All obligations, each once, and the answers that nobody expected (`extra`: shown, never counted)."""

    settled: tuple[Settled, ...]
    extra: tuple[Evidence, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, Settled]:
        """The outcome of each obligation by the obligation's key."""
        return {settled.obligation.key: settled for settled in self.settled}


def settle(obligations: Iterable[Obligation], evidence: Iterable[Evidence], now: datetime) -> Settlement:
    """The status of every obligation at `now` (aware), in the given order; the work grows linearly with the
    input.

    An answer proves an obligation of its form, person and date when it is about the same group, or when the
    obligation has no group. Where each lesson is owed by itself, an answer naming a lesson proves that lesson
    only, and answers naming none go, in the order they came, to the lessons left, in the order of their
    limits. The first answer counts whatever follows; one answer may prove several duties that share a form.

    The minute of the limit is on time (9:15:59 for 9:15) and the closing minute still counts. Minutes late
    are those the clock has moved on since the limit: 9:16:00–9:16:59 is one. An answer after the closing
    leaves the obligation MISSING with the reason `after_closing`. An answer that settles nothing, those of
    the excused included, is extra.
    """
    owed = tuple(obligations)
    answers = sorted(evidence, key=_first_at)
    proved, used = _matched(owed, answers)
    settled = tuple(_settled(obligation, proved.get(place), now) for place, obligation in enumerate(owed))
    return Settlement(settled, tuple(answer for place, answer in enumerate(answers) if place not in used))


def lessons(settlements: Iterable[Settlement]) -> dict[str, str]:
    """The lesson each answer is about, by the answer's id, where a duty says so; a duty that is owed for each
    lesson by itself says it better than one that is owed once."""
    proved = [settled for one in settlements for settled in one.settled if settled.evidence is not None]
    proved.sort(key=lambda settled: settled.obligation.by_lesson)
    return {
        settled.evidence.id: settled.obligation.lesson
        for settled in proved
        if settled.evidence and settled.obligation.lesson
    }


def _matched(owed: Sequence[Obligation], answers: Sequence[Evidence]) -> tuple[dict[int, Evidence], set[int]]:
    """The answer of each proved obligation by the obligation's place, and the places of the answers that
    proved something."""
    offers = _offers(answers)
    proved: dict[int, Evidence] = {}
    used: set[int] = set()
    for (proof, person, day, group, by_lesson, _), debts in _debts(owed).items():
        offered = offers.get((proof, person, day, group or None), ())
        for debt, offer in (
            _pairs(owed, debts, answers, offered) if by_lesson else zip(debts, offered, strict=False)
        ):
            proved[debt] = answers[offer]
            used.add(offer)
    return proved, used


def _pairs(
    owed: Sequence[Obligation], debts: Sequence[int], answers: Sequence[Evidence], offered: Sequence[int]
) -> list[tuple[int, int]]:
    """Pairs where each lesson is owed by itself: answers about the very lesson, then those naming none."""
    named: dict[str, list[int]] = {}
    for offer in offered:
        named.setdefault(answers[offer].lesson, []).append(offer)
    unnamed = named.pop("", [])
    pairs, left = [], []
    for debt in debts:
        about = named.get(owed[debt].lesson)
        if about:
            pairs.append((debt, about.pop(0)))
        else:
            left.append(debt)
    return pairs + list(zip(left, unnamed, strict=False))


_Bucket = tuple[str, str, date, str, bool, str]


def _debts(owed: Sequence[Obligation]) -> dict[_Bucket, list[int]]:
    """Places of the obligations that may share answers, earliest limit first; the excused expect none."""
    debts: dict[_Bucket, list[int]] = {}
    for place, debt in enumerate(owed):
        if not debt.excused:
            bucket = (debt.proof, debt.person, debt.date, debt.group, debt.by_lesson, debt.duty)
            debts.setdefault(bucket, []).append(place)
    for places in debts.values():
        if len(places) > 1:
            places.sort(key=lambda place: owed[place].due)
    return debts


def _offers(answers: Sequence[Evidence]) -> dict[tuple[str, str, date, str | None], list[int]]:
    """Places of the answers by what they may prove; under the group None stand all answers of the person's
    day."""
    offers: dict[tuple[str, str, date, str | None], list[int]] = {}
    for place, answer in enumerate(answers):
        offers.setdefault((answer.proof, answer.person, answer.date, None), []).append(place)
        if answer.group:
            offers.setdefault((answer.proof, answer.person, answer.date, answer.group), []).append(place)
    return offers


def _settled(obligation: Obligation, answer: Evidence | None, now: datetime) -> Settled:
    if obligation.excused:
        return Settled(obligation, Status.EXCUSED, reason=obligation.excused)
    if answer is None:
        return Settled(obligation, Status.PENDING if now < obligation.due + _MINUTE else Status.MISSING)
    if answer.first_at < obligation.due + _MINUTE:
        return Settled(obligation, Status.ON_TIME, evidence=answer)
    if answer.first_at < obligation.closes + _MINUTE:
        late = (answer.first_at - obligation.due) // _MINUTE
        return Settled(obligation, Status.LATE, minutes_late=late, evidence=answer)
    return Settled(obligation, Status.MISSING, reason=AFTER_CLOSING, evidence=answer)


def _first_at(answer: Evidence) -> datetime:
    return answer.first_at
