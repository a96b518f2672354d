"""A form as a person meets it: sections with questions, and which section follows which answer. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..wire import Json
from .questions import questions_of

Answers = Mapping[str, list[str]]
END = -1
BRANCHING = ("radio", "dropdown")


@dataclass(frozen=True)
class Option:
    """One choice. `go` is a section's item id, an action (NEXT_SECTION, RESTART_FORM, SUBMIT_FORM) or ''."""

    value: str
    other: bool = False
    go: str = ""
    image: Json | None = None


@dataclass(frozen=True)
class Question:
    """One answerable question; a grid has one a row.

    `kind` is text, paragraph, radio, checkbox, dropdown, scale, rating, date or time; `spec` the message of
    that kind. `entry` is the number that the public page and prefilled links use.
    """

    id: str
    title: str
    kind: str
    required: bool
    spec: Json
    options: tuple[Option, ...] = ()
    row: bool = False
    grading: Json | None = None

    @property
    def entry(self) -> int:
        return int(self.id, 16)

    @property
    def takes_other(self) -> bool:
        return any(option.other for option in self.options)

    @cached_property
    def values(self) -> tuple[str, ...]:
        """What may be chosen, in order; () for free answers."""
        if self.kind == "scale":
            return tuple(str(n) for n in range(self.spec.get("low", 0), self.spec["high"] + 1))
        if self.kind == "rating":
            return tuple(str(n) for n in range(1, self.spec["ratingScaleLevel"] + 1))
        return tuple(option.value for option in self.options if not option.other)


@dataclass(frozen=True)
class Block:
    """One item of a page with its questions (none for texts and media)."""

    item: Json
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Section:
    """A page of the form. `id` is the page break's item id, '' for the first page."""

    number: int
    id: str
    title: str
    description: str
    blocks: tuple[Block, ...]

    @property
    def questions(self) -> list[Question]:
        return [question for block in self.blocks for question in block.questions]


def sections(items: Iterable[Json]) -> tuple[Section, ...]:
    """The pages of a form; the first has no title of its own."""
    pages: list[tuple[Json, list[Block]]] = [({}, [])]
    for item in items:
        if "pageBreakItem" in item:
            pages.append((item, []))
        else:
            pages[-1][1].append(Block(item, tuple(_questions(item))))
    return tuple(
        Section(n, head.get("itemId", ""), head.get("title", ""), head.get("description", ""), tuple(blocks))
        for n, (head, blocks) in enumerate(pages)
    )


def following(pages: tuple[Section, ...], at: int, given: Answers) -> int:
    """The page after this one, END when the form is done. The last answer that leads somewhere wins."""
    go = ""
    for question in pages[at].questions:
        if question.kind in BRANCHING and given.get(question.id):
            go = _leads(question, given[question.id][0]) or go
    return _target(pages, at, go)


def exits(pages: tuple[Section, ...], at: int) -> set[int]:
    """Every page that may follow this one, END among them when the form may be done."""
    found = {_target(pages, at, "")}
    for question in pages[at].questions:
        found |= {_target(pages, at, option.go) for option in question.options if option.go}
        leading = [option.go for option in question.options]
        if question.required and leading and all(leading):
            found = {_target(pages, at, go) for go in leading}
    return found


def route(pages: tuple[Section, ...], given: Answers) -> list[int]:
    """The pages these answers lead through, from the first to the end; a page met twice ends the way."""
    path, at = [0], following(pages, 0, given)
    while at != END and at not in path:
        path.append(at)
        at = following(pages, at, given)
    return path


def _leads(question: Question, value: str) -> str:
    """Where an answer leads: its option's target, or that of «other» when it is none of the options."""
    for option in question.options:
        if not option.other and option.value == value:
            return option.go
    return next((option.go for option in question.options if option.other), "")


def _target(pages: tuple[Section, ...], at: int, go: str) -> int:
    if go == "SUBMIT_FORM":
        return END
    if go == "RESTART_FORM":
        return 0
    if go and go != "NEXT_SECTION":
        return next(page.number for page in pages if page.id == go)
    return at + 1 if at + 1 < len(pages) else END


def _questions(item: Json) -> Iterable[Question]:
    grid = item.get("questionGroupItem", {}).get("grid")
    if not grid:
        return [_single(message, item.get("title", "")) for message in questions_of(item)]
    columns = grid["columns"]
    options = _options(columns)
    return [_row(message, columns, options) for message in questions_of(item)]


def _row(message: Json, columns: Json, options: tuple[Option, ...]) -> Question:
    return Question(
        message["questionId"], message["rowQuestion"]["title"], columns["type"].lower(),
        message.get("required", False), columns, options, row=True, grading=message.get("grading"),
    )  # fmt: skip


def _single(message: Json, title: str) -> Question:
    name = next(key for key in message if key.endswith("Question"))
    spec = message[name]
    kind = name.removesuffix("Question")
    if kind == "choice":
        kind = {"RADIO": "radio", "CHECKBOX": "checkbox", "DROP_DOWN": "dropdown"}[spec["type"]]
    if spec.get("paragraph"):
        kind = "paragraph"
    options = _options(spec)
    return Question(
        message["questionId"], title, kind, message.get("required", False), spec, options,
        grading=message.get("grading"),
    )  # fmt: skip


def _options(spec: Json) -> tuple[Option, ...]:
    return tuple(
        Option(
            option.get("value", ""),
            option.get("isOther", False),
            option.get("goToSectionId") or option.get("goToAction", ""),
            option.get("image"),
        )
        for option in spec.get("options", ())
    )
