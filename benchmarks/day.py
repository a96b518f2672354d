"""A school's day minute by minute: people answer, the toolkit ticks, every exchange with the workspace is
noted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from starosta.runner import Failure, tick

from . import counted
from .college import College
from .counted import READ, WRITE, Exchange, Log

OPENS, ENDS = time(8), time(16)
ENROLS = time(9, 11)
"""When a new student is written into the table: the forms' lists must follow."""
SPARSE = (
    time(8, 10),
    time(8, 30),
    time(9, 10),
    time(9, 30),
    time(10, 30),
    time(12, 40),
    time(14, 30),
    time(15),
)
"""When a day that only has to pass is ticked."""


@dataclass(frozen=True)
class Minute:
    """One tick. `acted` says that something was due, written, sent or failed."""

    moment: datetime
    exchanges: tuple[Exchange, ...]
    letters: int
    cells: int
    acted: bool
    failures: tuple[Failure, ...]

    @property
    def calls(self) -> int:
        return len(self.exchanges)


def minutes(college: College, log: Log, day: date, moments: Iterable[time] | None = None) -> Iterator[Minute]:
    """The ticks of a day, each after what people did until then. Every minute unless `moments` are given."""
    waiting = college.events(day)
    for at in moments if moments is not None else every_minute():
        now = datetime.combine(day, at)
        if at == ENROLS:
            college.enrol(day.toordinal() % 100)
        while waiting and waiting[0][0] <= now:
            moment, form, place = waiting.pop(0)
            college.at(moment)
            college.act(form, place, day)
        yield one(college, log, now)


def one(college: College, log: Log, now: datetime) -> Minute:
    """One tick."""
    moment = college.at(now)
    log.take()
    ticked = tick(college.known.at(moment))
    acted = bool(
        ticked.letters or ticked.cells or ticked.failures or college.known.state.history.since(moment)
    )
    return Minute(moment, tuple(log.take()), ticked.letters, ticked.cells, acted, ticked.failures)


def every_minute() -> Iterator[time]:
    at = datetime.combine(date.min, OPENS)
    while at.time() <= ENDS:
        yield at.time()
        at += timedelta(minutes=1)


def working_days(college: College, first: date) -> Iterator[date]:
    """The school's working days from a date on."""
    school = college.known.at(college.at(datetime.combine(first, OPENS)))
    school.sources.recall()
    day: date | None = first - timedelta(days=1)
    while day := school.agenda.next(day) if day else None:
        yield day


def methods(day: Iterable[Minute]) -> Counter[str]:
    return counted.by_method(exchange for minute in day for exchange in minute.exchanges)


def most_per_file(day: Iterable[Minute], kind: str, method: str = "") -> int:
    """The most often any file was read or written in one tick (by one method only, if it is given)."""
    return max((counted.most(counted.per_file(m.exchanges, kind, method)) for m in day), default=0)


def bytes_read(day: Iterable[Minute], method: str = "") -> int:
    return sum(e.size for m in day for e in m.exchanges if e.kind == READ and e.method.startswith(method))


def written(day: Iterable[Minute]) -> int:
    """How many exchanges changed something."""
    return sum(e.kind == WRITE for m in day for e in m.exchanges)
