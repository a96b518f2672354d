"""Blanks of forms and sheets: template files as described values. Making real forms and sheets of them is
`setup`'s work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .errors import ConfigError
from .shelf import Shelf


@dataclass(frozen=True)
class Column:
    """A column of a tab. `type`: text, date, time, email, number, formula. Choices come from another column
    (`choices_from` = 'groups.code'), a list of «Справочники» (`choices_list`) or words (`choices_words`)."""

    key: str
    title: str
    type: str = "text"
    width: int = 120
    required: bool = False
    note: str = ""
    choices_from: str = ""
    choices_list: str = ""
    choices_words: str = ""
    formula: str = ""
    formula_rows: int = 0


@dataclass(frozen=True)
class TabBlank:
    """One tab of a workbook; `rows` is the size of a new grid."""

    key: str
    title: str
    columns: tuple[Column, ...]
    frozen_rows: int = 1
    frozen_columns: int = 0
    rows: int = 200
    note: str = ""

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)


@dataclass(frozen=True)
class WorkbookBlank:
    """A workbook made of tabs; `title` may hold {placeholders}."""

    key: str
    title: str
    tabs: tuple[TabBlank, ...]

    def tab(self, key: str) -> TabBlank:
        return next(tab for tab in self.tabs if tab.key == key)

    @property
    def titles(self) -> dict[tuple[str, str], str]:
        """What people call the tabs, by (tab, ''), and their columns, by (tab, column)."""
        tabs = {(tab.key, ""): tab.title for tab in self.tabs}
        return tabs | {(tab.key, column.key): column.title for tab in self.tabs for column in tab.columns}


@dataclass(frozen=True)
class Question:
    """A question of a form. `kind`: text, paragraph, radio, checkbox, dropdown, date, time, grid. `leads_to`
    names the section a choice opens; `then` = 'submit' sends the form after this section."""

    key: str
    title: str
    kind: str
    help: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    choices_from: str = ""
    rows_from: str = ""
    leads_to: str = ""
    then: str = ""


@dataclass(frozen=True)
class Section:
    """A section that is repeated for `each` value of a roster list."""

    key: str
    each: str
    title: str
    help: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class FormBlank:
    """`clause` is the clause of the instruction the form rests on; it closes the form's description."""

    key: str
    title: str
    description: str
    clause: str
    questions: tuple[Question, ...]
    sections: tuple[Section, ...] = ()


def tab(shelf: Shelf, name: str, key: str = "") -> TabBlank:
    """The blank of a tab: `tab(shelf, 'school/staff.toml')`."""
    return _tab(key or name.rpartition("/")[2].partition(".")[0], shelf.toml(name), name)


def school_workbook(shelf: Shelf, profile: Mapping[str, Any], title: str) -> WorkbookBlank:
    """The school's own workbook with the tabs its profile asks for."""
    tabs = tuple(tab(shelf, f"school/{key}.toml") for key in profile["tabs"])
    return WorkbookBlank("school", title, tabs)


def workbook(shelf: Shelf, automation: str, key: str) -> WorkbookBlank:
    """The blank `<automation>/<key>.sheet.toml` with its tabs."""
    name = f"{automation}/{key}.sheet.toml"
    table = shelf.toml(name)
    tabs = tuple(_tab(part.get("key", ""), part, name) for part in table.get("tab", ()))
    return WorkbookBlank(key, _need(table, "title", name), tabs)


def form(shelf: Shelf, key: str) -> FormBlank:
    """The blank of a form by its key, in whichever automation's folder it lies."""
    found = next(shelf.names(f"*/{key}.form.toml"), None)
    if found is None:
        raise ConfigError("template_missing", name=f"{key}.form.toml")
    table = shelf.toml(found)
    sections = tuple(
        Section(
            _need(part, "key", found),
            _need(part, "each", found),
            _need(part, "title", found),
            part.get("help", ""),
            _questions(part.get("question", ()), found),
        )
        for part in table.get("section", ())
    )
    return FormBlank(
        key,
        _need(table, "title", found),
        table.get("description", ""),
        table.get("clause", ""),
        _questions(table.get("question", ()), found),
        sections,
    )


def _tab(key: str, table: Mapping[str, Any], name: str) -> TabBlank:
    columns = tuple(_made(Column, part, name) for part in table.get("column", ()))
    plain = {field: value for field, value in table.items() if field not in ("column", "key")}
    made: TabBlank = _made(TabBlank, {**plain, "key": key, "columns": columns}, name)
    return made


def _questions(parts: Any, name: str) -> tuple[Question, ...]:
    return tuple(_made(Question, {**part, "choices": tuple(part.get("choices", ()))}, name) for part in parts)


def _made(kind: Any, values: Mapping[str, Any], name: str) -> Any:
    try:
        return kind(**values)
    except TypeError as error:
        raise ConfigError("template_broken", name=name, place=str(error)) from error


def _need(table: Mapping[str, Any], field: str, name: str) -> str:
    if not table.get(field):
        raise ConfigError("template_broken", name=name, place=f"{field} = …")
    return str(table[field])
