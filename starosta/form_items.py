"""A form blank and the school's lists → the Forms API items it stands for, and back: question ids → fields of
an answer.

Ids are made from the keys, so the same blank always gives the same questions, answers are read without any
stored map and a prefilled link can be written before the form exists. No network here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2s
from typing import Any

from .blanks import FormBlank, Question, Section

Item = dict[str, Any]
Path = tuple[str, ...]
KINDS = {"radio": "RADIO", "checkbox": "CHECKBOX", "dropdown": "DROP_DOWN"}


@dataclass(frozen=True)
class Choice:
    """A choice made of a roster entry: `code` identifies it, `label` is what the form shows."""

    code: str
    label: str


@dataclass(frozen=True)
class Lists:
    """What the choices of a form follow. `students` holds the current members of each group."""

    staff: Sequence[Choice] = ()
    groups: Sequence[Choice] = ()
    students: Mapping[str, Sequence[Choice]] = field(default_factory=dict)
    marks: Sequence[Choice] = ()
    nobody: str = "—"
    """The only choice of a list that is still empty: a form cannot ask to choose from nothing."""

    def of(self, source: str, group: str = "") -> Sequence[Choice]:
        found = {"staff": self.staff, "groups": self.groups, "marks": self.marks}.get(source)
        return found if found is not None else self.students.get(group, ())


def stable_id(form: str, path: Iterable[str]) -> str:
    """Eight hexadecimal digits below 80000000 made from a path of keys: Forms takes ids chosen by the
    caller."""
    digest = blake2s("/".join((form, *path)).encode(), digest_size=4).digest()
    return f"{int.from_bytes(digest) & 0x7FFFFFFF or 1:08x}"


def question_id(form: FormBlank | str, path: Path) -> str:
    """The id of the question at a path: ('person',), ('presence', 'ПК-11'), ('marks', 'ПК-11', 'О-1101')."""
    return stable_id(form if isinstance(form, str) else form.key, ("question", *path))


def items(blank: FormBlank, lists: Lists) -> list[Item]:
    """The items of the form in their order: the questions, then a page for every value of every section."""
    made = [_item(blank, question, lists) for question in blank.questions]
    for section in blank.sections:
        for choice in lists.of(section.each):
            made.append(_page(blank, section, choice))
            made += [
                _item(blank, question, lists, choice)
                for question in section.questions
                if question.kind != "grid" or lists.of(question.rows_from, choice.code)
            ]
    return made


def decoder(
    blank: FormBlank, groups: Iterable[str], students: Mapping[str, Iterable[str]]
) -> dict[str, Path]:
    """question id → path, for every question the form has or had for these groups and students."""
    paths: list[Path] = [(question.key,) for question in blank.questions]
    for section in blank.sections:
        for group in groups:
            for question in section.questions:
                if question.kind == "grid":
                    paths += [(question.key, group, student) for student in students.get(group, ())]
                else:
                    paths.append((question.key, group))
    return {question_id(blank, path): path for path in paths}


def description(blank: FormBlank) -> str:
    return "\n\n".join(part for part in (blank.description, blank.clause) if part)


def _page(blank: FormBlank, section: Section, choice: Choice) -> Item:
    page: Item = {
        "itemId": _section_id(blank, section.key, choice.code),
        "title": section.title.format(group=choice.label),
        "pageBreakItem": {},
    }
    if section.help:
        page["description"] = section.help
    return page


def _section_id(blank: FormBlank, section: str, value: str) -> str:
    return stable_id(blank.key, ("section", section, value))


def _item(blank: FormBlank, question: Question, lists: Lists, section: Choice | None = None) -> Item:
    path = (question.key, section.code) if section else (question.key,)
    item: Item = {
        "itemId": stable_id(blank.key, ("item", *path)),
        "title": question.title.format(group=section.label if section else ""),
    }
    if question.help:
        item["description"] = question.help
    if question.kind == "grid" and section:
        item["questionGroupItem"] = _grid(blank, question, lists, path, section)
        return item
    body: Item = {"questionId": question_id(blank, path), **_answer_kind(blank, question, lists)}
    if question.required:
        body["required"] = True
    item["questionItem"] = {"question": body}
    return item


def _answer_kind(blank: FormBlank, question: Question, lists: Lists) -> Item:
    if question.kind in KINDS:
        choices = question.choices or [choice.label for choice in lists.of(question.choices_from)]
        options: list[Item] = [{"value": value} for value in choices]
        if question.then == "submit":
            options = [{**option, "goToAction": "SUBMIT_FORM"} for option in options]
        if question.leads_to:
            codes = [choice.code for choice in lists.of(question.choices_from)]
            options = [
                {**option, "goToSectionId": _section_id(blank, question.leads_to, code)}
                for option, code in zip(options, codes, strict=True)
            ]
        options = options or [{"value": lists.nobody}]
        return {"choiceQuestion": {"type": KINDS[question.kind], "options": options}}
    if question.kind == "date":
        return {"dateQuestion": {"includeYear": True}}
    if question.kind == "time":
        return {"timeQuestion": {}}
    return {"textQuestion": {"paragraph": True} if question.kind == "paragraph" else {}}


def _grid(blank: FormBlank, question: Question, lists: Lists, path: Path, section: Choice) -> Item:
    rows = [
        {"questionId": question_id(blank, (*path, student.code)), "rowQuestion": {"title": student.label}}
        for student in lists.of(question.rows_from, section.code)
    ]
    columns = [{"value": choice.label} for choice in lists.of(question.choices_from)]
    return {"questions": rows, "grid": {"columns": {"type": "RADIO", "options": columns}}}
