"""The glossary: statuses, problem sentences, dates, plurals as people read them. All wording comes from
`words.toml`."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime, time
from typing import Any

from .rules.plurals import plural
from .rules.problems import Place, Problem
from .shelf import Shelf


class _Gaps(dict[str, object]):
    """Makes a missing placeholder visible instead of failing the letter it stands in."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


@dataclass(frozen=True)
class Words:
    """`table` is the parsed `words.toml`."""

    table: Mapping[str, Any]

    @classmethod
    def of(cls, shelf: Shelf) -> Words:
        return cls(shelf.layered("words.toml"))

    def __call__(self, path: str, /, **facts: object) -> str:
        """The sentence at `section.name` with its placeholders filled; the path itself when there is none."""
        found: Any = self.table
        for step in path.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
        if not isinstance(found, str):
            return path
        return string.Formatter().vformat(found, (), _Gaps({k: self.shown(v) for k, v in facts.items()}))

    def section(self, name: str) -> Mapping[str, Any]:
        found: Any = self.table
        for step in name.split("."):
            found = found.get(step, {}) if isinstance(found, Mapping) else {}
        return found if isinstance(found, Mapping) else {}

    def taken_back(self, text: str) -> str:
        """A trouble that its author does not tell any more, marked so once."""
        return self("phrases.trouble_taken_back", text=self.as_told(text))

    def as_told(self, text: str) -> str:
        """A trouble as its author wrote it, without what we added when it was taken back."""
        return text.removesuffix(self("phrases.trouble_taken_back", text=""))

    def problem(self, problem: Problem, **named: object) -> str:
        """What is wrong and what to do, without the place; `named` replace facts that are keys."""
        return self(f"problems.{problem.code}", **{**problem.facts, **named})

    def shown(self, value: object) -> object:
        """A fact as text: dates and times the Russian way, lists with commas, the rest as it is."""
        if isinstance(value, datetime):
            return f"{self.date(value)} {self.time(value)}"
        if isinstance(value, Date):
            return self.date(value)
        if isinstance(value, time):
            return self.time(value)
        if isinstance(value, list | tuple | set | frozenset):
            return ", ".join(str(self.shown(item)) for item in value)
        return value

    def date(self, day: Date) -> str:
        """`11.11.2026`."""
        return day.strftime("%d.%m.%Y")

    def day(self, day: Date) -> str:
        """`среда, 11 ноября`."""
        weekday = self.section("weekdays").get(str(day.weekday()), "")
        return self("phrases.day", weekday=weekday, number=day.day, month=self.month_of(day))

    def short_day(self, day: Date) -> str:
        """`11 ноября`."""
        return f"{day.day} {self.month_of(day)}"

    def month_of(self, day: Date) -> str:
        """The month in the genitive: `ноября`."""
        return str(self.section("months_genitive").get(str(day.month), day.month))

    def month(self, day: Date) -> str:
        """`ноябрь 2026`."""
        return f"{self.section('months').get(str(day.month), day.month)} {day.year}"

    def time(self, moment: datetime | time) -> str:
        """`8:15`: hours without a leading zero."""
        return f"{moment.hour}:{moment.minute:02d}"

    def count(self, number: int, noun: str) -> str:
        """`5 минут`: a number with the right form of a noun of [plurals]."""
        return f"{number} {self.noun(number, noun)}"

    def noun(self, number: int, noun: str) -> str:
        forms = self.section("plurals").get(noun)
        return plural(number, *forms) if forms else noun

    def duration(self, minutes: int) -> str:
        """`1 ч 30 мин`, `45 мин`, `2 ч`."""
        hours, rest = divmod(minutes, 60)
        parts = [self("phrases.hours", number=hours)] if hours else []
        if rest or not hours:
            parts.append(self("phrases.minutes", number=rest))
        return " ".join(parts)

    def place(self, place: Place, titles: Mapping[tuple[str, str], str]) -> str:
        """`вкладка «Сотрудники», строка 7, столбец «Электронная почта»`; empty when the problem has no place.

        `titles` gives the title of (tab, '') and (tab, column).
        """
        parts = []
        if place.tab:
            parts.append(self("places.tab", tab=titles.get((place.tab, ""), place.tab)))
        if place.row:
            parts.append(self("places.row", row=place.row))
        if place.column:
            parts.append(self("places.column", column=titles.get((place.tab, place.column), place.column)))
        return ", ".join(parts)
