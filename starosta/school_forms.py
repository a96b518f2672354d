"""The school's forms: what their choices follow, how an answer is read back into fields, which link a person
gets."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from . import form_items
from .blanks import FormBlank
from .form_items import Choice, Item, Lists, Path
from .google.forms import RawResponse, prefilled
from .rules import names
from .rules.answers import Answer
from .rules.people import Person, Student
from .rules.roster import Roster


@dataclass(frozen=True)
class SchoolForm:
    """One form of the school on one day: `names` is the setting forms.names."""

    blank: FormBlank
    roster: Roster
    day: date
    names: str = "codes"

    @cached_property
    def lists(self) -> Lists:
        """Choices from the roster of the day: those who owe something and work, groups, members, marks that
        are no presence."""
        roster = self.roster
        staff = [self._label(p) for p in roster.staff.values() if p.works(self.day) and self._owes(p)]
        groups = [Choice(group.code, group.code) for group in roster.groups.values()]
        students: dict[str, list[Choice]] = {group.code: [] for group in roster.groups.values()}
        for student in roster.students.values():
            group = student.group_on(self.day)
            if group in students:
                students[group].append(self._label(student))
        marks = [Choice(mark.value, mark.value) for mark in roster.marks if mark.counts != "present"]
        return Lists(staff, groups, students, marks)

    @property
    def items(self) -> list[Item]:
        """The items the form should have today."""
        return form_items.items(self.blank, self.lists)

    @cached_property
    def mark(self) -> str:
        """Changes whenever the form should become another one."""
        text = json.dumps([self.items, self.blank.title, form_items.description(self.blank)], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def answers(self, raw: Iterable[RawResponse], structure: Callable[[], Mapping[str, Any]]) -> list[Answer]:
        """Responses with their answers by the paths of the blank's questions.

        Questions made by hand have other ids: then the form's own `structure` is asked for, and they are
        known by title.
        """
        raw = list(raw)
        known = dict(self._decoder)
        if any(question not in known for response in raw for question in response.answers):
            known = {**self._by_title(structure()), **known}
        return [
            Answer(
                self.blank.key,
                response.id,
                response.created,
                response.submitted,
                {known[id]: texts for id, texts in response.answers.items() if id in known},
                tuple(id for id in response.answers if id not in known),
            )
            for response in raw
        ]

    @property
    def paths(self) -> Mapping[str, Path]:
        """question id → path of every question the blank makes."""
        return self._decoder

    def place_of(self, key: str, written: str) -> int:
        """Which of a question's own choices was taken, from 0; -1 when none of them."""
        questions = (
            *self.blank.questions,
            *(q for section in self.blank.sections for q in section.questions),
        )
        choices = next((question.choices for question in questions if question.key == key), ())
        return choices.index(written) if written in choices else -1

    def link(self, responder_uri: str, values: Mapping[Path, Sequence[str]]) -> str:
        """The form's address with these answers filled in; what the form does not ask is left out."""
        known = {question: path for question, path in self._decoder.items() if path in values}
        return prefilled(responder_uri, {question: list(values[path]) for question, path in known.items()})

    def personal(self, responder_uri: str, person: Person, group: str = "", day: date | None = None) -> str:
        """A person's own link: who, the group, the day and every question with a single choice are filled
        in."""
        values: dict[Path, list[str]] = {("person",): [self._label(person).label]}
        if group:
            values[("group",)] = [group]
        for question in self.blank.questions:
            if question.kind == "radio" and len(question.choices) == 1:
                values[(question.key,)] = list(question.choices)
            if question.kind == "date" and day is not None:
                values[(question.key,)] = [day.isoformat()]
        return self.link(responder_uri, values)

    @cached_property
    def _decoder(self) -> dict[str, Path]:
        students: dict[str, list[str]] = {code: [] for code in self.roster.groups}
        for student in self.roster.students.values():
            for group in {student.group, *(stay.group for stay in student.earlier)}:
                students.setdefault(group, []).append(student.code)
        return form_items.decoder(self.blank, list(students), students)

    def _by_title(self, form: Mapping[str, Any]) -> dict[str, Path]:
        """question id → path for the questions of a form whose titles are those of the blank."""
        paths = self._decoder
        titled = {}
        for item in self.items:
            for question, title in _titles(item):
                titled[title] = paths[question]
        return {
            id: titled[title]
            for item in form.get("items", ())
            for id, title in _titles(item)
            if title in titled
        }

    def _label(self, who: Person | Student) -> Choice:
        # Forms makes ordinary spaces of the others: a choice must be written as it will come back.
        short = names.short(who.name).replace("\u00a0", " ")
        return Choice(who.code, who.code if self.names == "codes" else f"{who.code} {short}")

    def _owes(self, person: Person) -> bool:
        roles = {duty.role for duty in self.roster.duties.values() if duty.proof == self.blank.key}
        return not roles or any(role.name in roles for role in person.roles) or self._substitutes(person)

    def _substitutes(self, person: Person) -> bool:
        """Whoever gives a lesson in the timetable or as a substitute may have to answer, whatever the
        role."""
        taught = {slot.teacher for slot in self.roster.slots} | {
            change.teacher for change in self.roster.changes
        }
        return person.code in taught


def _titles(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(question id, what identifies it to people) of an item; a grid's row with its grid."""
    title = str(item.get("title", "")).strip()
    if "questionItem" in item:
        yield item["questionItem"]["question"]["questionId"], title
    for row in item.get("questionGroupItem", {}).get("questions", ()):
        yield row["questionId"], f"{title}/{row['rowQuestion']['title']}"
