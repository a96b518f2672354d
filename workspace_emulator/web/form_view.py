"""What a form's page shows: each question's control, what is filled in, the complaint about it. Pure."""

from __future__ import annotations

import random
from dataclasses import dataclass

from ..forms import submit
from ..forms.entries import OTHER, OTHER_TEXT, Fields, Wrong, entry, number_of, read
from ..forms.model import Form
from ..forms.outline import END, Block, Option, Question, Section, exits, following, sections
from ..wire import Json

# Letters: what fits side by side on the narrowest phone, and into one row of a table on a desk.
MOST_ABREAST, SHORT_WORD, LONG_WORD, LONG_TITLE, TABLE_LETTERS = 6, 5, 9, 24, 64


@dataclass(frozen=True)
class Control:
    """One question on a page. `values` are its field's raw values, `parts` those of `entry.N_day` etc."""

    question: Question
    name: str
    title: str
    values: tuple[str, ...]
    parts: dict[str, str]
    options: tuple[Option, ...]
    other: bool
    other_text: str
    wrong: str

    @property
    def value(self) -> str:
        return self.values[-1] if self.values else ""

    @property
    def id(self) -> str:
        return f"q{self.question.entry}"

    @property
    def abreast(self) -> int:
        """How many steps of a scale stand side by side on a phone."""
        return _abreast(len(self.question.values), MOST_ABREAST)


@dataclass(frozen=True)
class Item:
    """One item on a page: a question, a grid, a text or media."""

    item: Json
    controls: tuple[Control, ...]

    @property
    def grid(self) -> bool:
        return "questionGroupItem" in self.item

    @property
    def clearable(self) -> bool:
        """Whether single choices of a grid may be taken back; a browser alone cannot do that."""
        return self.controls[0].question.kind == "radio" and not any(
            one.question.required for one in self.controls
        )

    @property
    def breadth(self) -> str:
        """How a grid with such columns is laid out, as classes of its table: `wide` and `across` where there
        is room for a table, `per-N` where there is none."""
        titles = [option.value for option in self.controls[0].options]
        words = [max(map(len, title.split()), default=0) for title in titles]
        classes = ["wide"] if len(titles) > MOST_ABREAST else []
        classes += ["across"] if sum(words) + len(words) > TABLE_LETTERS else []
        if max(words) > LONG_WORD or max(map(len, titles)) > LONG_TITLE:
            most = 1
        else:
            most = MOST_ABREAST if max(words) <= SHORT_WORD else 4
        return " ".join([*classes, f"per-{_abreast(len(titles), most)}"])

    @property
    def image(self) -> Json | None:
        for kind in ("imageItem", "questionItem", "questionGroupItem"):
            if "image" in self.item.get(kind, {}):
                image: Json = self.item[kind]["image"]
                return image
        return None


@dataclass(frozen=True)
class FormPage:
    """One section of a form, ready to be shown. `hidden` keeps the answers of the other sections.

    `last`: whatever is chosen, the form ends here; `ends`: it does unless a choice leads elsewhere.
    """

    section: Section
    items: tuple[Item, ...]
    hidden: tuple[tuple[str, str], ...]
    history: str
    first: bool
    last: bool
    ends: bool
    edit_token: str
    email: str
    email_wrong: str
    wrong: tuple[Control, ...]
    any_required: bool


def view(form: Form, fields: Fields, path: list[int], wrong: dict[str, str]) -> FormPage:
    """The last page of a path with what was filled in so far."""
    pages = sections(form.items)
    section = pages[path[-1]]
    items = tuple(_item(form, block, fields, wrong) for block in section.blocks)
    controls = [control for item in items for control in item.controls]
    asks_email = form.collects_email and section.number == 0
    return FormPage(
        section=section,
        items=items,
        hidden=_hidden(pages, section, fields, asks_email),
        history=",".join(map(str, path)),
        first=len(path) == 1,
        last=exits(pages, section.number) == {END},
        ends=following(pages, section.number, {}) == END,
        edit_token=(fields.get("edit2") or [""])[-1],
        email=(fields.get(submit.EMAIL) or [""])[-1],
        email_wrong=wrong.get(submit.EMAIL, "") if asks_email else "",
        wrong=tuple(control for control in controls if control.wrong),
        any_required=asks_email or any(question.required for question in section.questions),
    )


def _item(form: Form, block: Block, fields: Fields, wrong: dict[str, str]) -> Item:
    controls = [_control(form, block, question, fields, wrong) for question in block.questions]
    if block.item.get("questionGroupItem", {}).get("grid", {}).get("shuffleQuestions"):
        _shuffled(form, block.item["itemId"], controls)
    return Item(block.item, tuple(controls))


def _control(form: Form, block: Block, question: Question, fields: Fields, wrong: dict[str, str]) -> Control:
    name = entry(question)
    values, parts = tuple(fields.get(name, ())), _parts(question, fields)
    options = list(question.options)
    if question.spec.get("shuffle"):
        last = [options.pop()] if options[-1].other else []
        _shuffled(form, question.id, options)
        options += last
    title = block.item.get("title", "")
    return Control(
        question=question,
        name=name,
        title=f"{title} [{question.title}]" if question.row else title,
        values=_normal(question, fields) or values,
        parts=parts,
        options=tuple(options),
        other=OTHER in values,
        other_text=(fields.get(name + OTHER_TEXT) or [""])[-1],
        wrong=wrong.get(question.id, ""),
    )


def _normal(question: Question, fields: Fields) -> tuple[str, ...]:
    """A readable date or time as the browser's control wants it; () when there is none to read."""
    if question.kind not in ("date", "time"):
        return ()
    try:
        return tuple(value.replace(" ", "T") for value in read(question, fields))
    except Wrong:
        return ()


def _parts(question: Question, fields: Fields) -> dict[str, str]:
    """Days, months, hours … of a date or duration that has a field for each."""
    name = entry(question)
    parts = {
        part: (fields.get(f"{name}_{part}") or [""])[-1]
        for part in ("month", "day", "hour", "minute", "second")
    }
    normal = _normal(question, fields)
    if normal and question.kind == "date" and not question.spec.get("includeYear"):
        day, _, clock = normal[0].partition("T")
        parts |= dict(zip(("month", "day"), day.split("-"), strict=True))
        parts |= dict(zip(("hour", "minute"), clock.split(":"), strict=False)) if clock else {}
    if normal and question.spec.get("duration"):
        parts |= dict(zip(("hour", "minute", "second"), normal[0].split(":"), strict=False))
    return {part: text.lstrip("0") or ("0" if text else "") for part, text in parts.items()}


def _hidden(
    pages: tuple[Section, ...], current: Section, fields: Fields, asks_email: bool
) -> tuple[tuple[str, str], ...]:
    here = {question.entry for question in current.questions}
    elsewhere = {question.entry for page in pages for question in page.questions} - here
    kept = [
        (name, value) for name, values in fields.items() if number_of(name) in elsewhere for value in values
    ]
    if not asks_email:
        kept += [(submit.EMAIL, value) for value in fields.get(submit.EMAIL, ())[-1:]]
    return tuple(kept)


def _abreast(number: int, most: int) -> int:
    """Lines of nearly the same length, none longer than `most`."""
    lines = -(-number // most)
    return -(-number // lines)


def _shuffled(form: Form, seed: str, things: list[Option] | list[Control]) -> None:
    """An order of each question's own, the same each time: a page may come again with complaints."""
    random.Random(form.token + seed).shuffle(things)
