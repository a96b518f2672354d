"""A duty is a row of the sheet «Обязанности»; an obligation is one duty of one person on one date (and group
or lesson)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from .calendar import DayKind
from .moments import Moment


class Applies(StrEnum):
    """When a duty is owed; the words people write are in `words.toml` [applies]."""

    WORKING_DAY = "working_day"  # каждый рабочий день
    LESSON_DAY = "lesson_day"  # дни с занятиями
    EACH_GROUP = "each_group"  # каждая группа: once for each group the person teaches that day
    EACH_LESSON = "each_lesson"  # каждое занятие
    MONTH_END = "month_end"  # конец месяца


class DigestKind(StrEnum):
    DIGEST = "digest"  # сводка: names and times, sent by the automation `duties`
    PACKAGE = "package"  # пакет отчётов: sent by the automation `daily_reports`


@dataclass(frozen=True)
class Duty:
    """`role` is who owes it; `proof` is the key of the form that proves it. `remind_before`/`remind_after`
    are minutes before and after the limit, `digest_at` and `escalate_at` moments, `basis` the clause («000,
    п. 4»)."""

    code: str
    title: str
    role: str
    applies: Applies
    limit: Moment
    closes: Moment
    proof: str
    action: str = ""
    """What a letter's subject calls it: «мониторинг»."""
    kinds: frozenset[DayKind] = frozenset()
    """Day kinds on which it applies; empty means every working day."""
    remind_before: tuple[int, ...] = ()
    remind_after: tuple[int, ...] = ()
    digest_at: tuple[Moment, ...] = ()
    digest_to: tuple[str, ...] = ()
    digest_kind: DigestKind = DigestKind.DIGEST
    escalate_at: Moment | None = None
    escalate_to: tuple[str, ...] = ()
    basis: str = ""
    row: int = 0


@dataclass(frozen=True)
class Obligation:
    """One thing one person owes. `group` is '' when the duty is owed once a day; `lesson` is the key of the
    lesson it is about. `due` and `closes` are aware moments in the school's zone. A non-empty `excused` is
    the reason why nothing is expected. `proof` is the form that proves it; with `by_lesson` an answer has to
    be about this very lesson."""

    duty: str
    person: str
    date: date
    due: datetime
    closes: datetime
    group: str = ""
    lesson: str = ""
    excused: str = ""
    proof: str = ""
    by_lesson: bool = False

    @cached_property
    def key(self) -> str:
        """Stable within the school; the lesson's number is part of it only where each lesson is owed by
        itself."""
        parts = (
            self.duty,
            self.date.isoformat(),
            self.person,
            self.group,
            self.number if self.by_lesson else "",
        )
        return "/".join(part for part in parts if part)

    @property
    def number(self) -> str:
        return self.lesson.rpartition("/")[2]
