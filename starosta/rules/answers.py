"""Answers to the school's forms, and what they prove: who, for which day and group, when first sent. No form
is read here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from . import names
from .people import Person
from .problems import Place, Problem
from .settle import Evidence

Path = tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """One response to a form. `values` maps the path of a question, such as ('person',) or ('presence',
    'ПК-11'), to what was answered; unanswered questions are absent. `first_at` is the first submission,
    `last_at` the latest edit."""

    form: str
    id: str
    first_at: datetime
    last_at: datetime
    values: Mapping[Path, tuple[str, ...]] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    """Ids of questions that no blank explains."""

    def one(self, *path: str) -> str:
        """The single value at a path, '' when unanswered."""
        return next(iter(self.values.get(path, ())), "").strip()


@dataclass(frozen=True)
class Read:
    """An answer whose person and day are known; `group` is '' for forms without groups."""

    answer: Answer
    person: Person
    date: date
    group: str = ""

    @property
    def evidence(self) -> Evidence:
        answer = self.answer
        return Evidence(
            answer.form,
            self.person.code,
            self.date,
            answer.first_at,
            answer.last_at,
            self.group,
            id=answer.id,
        )


def read(
    answers: Iterable[Answer], index: names.Index, staff: Mapping[str, Person], zone: ZoneInfo
) -> tuple[tuple[Read, ...], tuple[Problem, ...]]:
    """Answers in the order of their first submission; those nobody can place become problems, each with its
    time.

    The day is the form's own date field when it has one, else the local date of the first submission. A
    person is never guessed between two.
    """
    found, problems = [], []
    for answer in sorted(answers, key=lambda answer: (answer.first_at, answer.id)):
        written = answer.one("person")
        match = names.find(written, index)
        facts = {"form": answer.form, "at": answer.first_at.astimezone(zone), "written": written}
        place = Place(workbook=answer.form)
        if not match.code:
            code = "answers.ambiguous_person" if match.candidates else "answers.unknown_person"
            problems.append(
                Problem(code, {**facts, "candidates": match.candidates or match.suggestions}, place)
            )
            continue
        if answer.unknown:
            problems.append(
                Problem("answers.unknown_questions", {**facts, "count": len(answer.unknown)}, place)
            )
        day = _day(answer.one("date"))
        if answer.one("date") and day is None:
            problems.append(
                Problem("answers.unreadable_date", {**facts, "written": answer.one("date")}, place)
            )
            continue
        found.append(
            Read(
                answer, staff[match.code], day or answer.first_at.astimezone(zone).date(), answer.one("group")
            )
        )
    return tuple(found), tuple(problems)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
