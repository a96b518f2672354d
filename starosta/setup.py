"""Blanks → the school's real folder, workbook, forms and label: what is missing is made, what is broken is
repaired.

`steps` only looks; each step it gives can be carried out, and carried out again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from . import blanks, books, form_sync, headings, keyed_rows, sheet_layout
from .blanks import Column, TabBlank
from .correspondence import LABEL
from .google import cells, tabs
from .google.calls import Json
from .google.drive import FOLDER, FORM, SPREADSHEET, OurFile, by_blank
from .google.forms import is_published
from .google.sheets import Book, Tab
from .keyed_rows import Value
from .rules import cells as reading
from .rules.tables import Cell
from .school import School
from .sources import SCHOOL

LAYOUT = "layout/school"
MONTHLY = (("attendance", "attendance"), ("daily_reports", "registers"))
MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True)
class Step:
    """One thing to do: `key` names a sentence of `words.toml` [setup], `facts` fill it; `do` does it."""

    key: str
    facts: dict[str, object]
    do: Callable[[], None]


def steps(school: School) -> Iterator[Step]:
    """What is to be done, found out step by step: each is computed after the ones before it were carried out,
    or, when they are only shown, as if they had been."""
    school.sources.recall()
    files = by_blank(school.gate.files.ours(school.settings.id))
    yield from _folder(school, files)
    yield from _workbook(school, files)
    for key in school.profile["forms"]:
        yield from _form(school, files, key)
    yield from _month_books(school, files)
    yield from _label(school)


def _folder(school: School, files: dict[str, OurFile]) -> Iterator[Step]:
    if _usable(files, "folder"):
        return
    name = school.words("titles.folder", school=school.settings.name).strip(" ·")
    yield Step("folder", {"name": name}, partial(_create, school, files, FOLDER, name, "folder"))


def _create(school: School, files: dict[str, OurFile], kind: str, name: str, key: str) -> None:
    parent = files["folder"].id if "folder" in files and key != "folder" else ""
    files[key] = school.gate.files.create(kind, name, school.settings.id, key, parent=parent)
    if kind == SPREADSHEET and school.gate.door.service_account:
        school.gate.files.share(files[key].id, school.gate.door.service_account)


def _workbook(school: School, files: dict[str, OurFile]) -> Iterator[Step]:
    title = school.school_book.title
    if not _usable(files, SCHOOL):
        yield Step("workbook", {"name": title}, partial(_create, school, files, SPREADSHEET, title, SCHOOL))
    # Where steps are only shown, the workbook is what Google would make.
    there = _usable(files, SCHOOL)
    book = school.gate.sheets.read(files[SCHOOL].id) if there else Book.as_made(title)
    requests: list[Json] = []
    for key, facts, made in _repairs(school, book):
        requests += made
        yield Step(key, facts, _nothing)
    if requests:
        yield Step("write", {"name": title}, partial(_write, school, files, requests))


def _write(school: School, files: dict[str, OurFile], requests: list[Json]) -> None:
    school.gate.sheets.write(files[SCHOOL].id, requests)
    school.state.cursors.set(LAYOUT, _layout(school))


def _repairs(school: School, book: Book) -> Iterator[tuple[str, dict[str, object], list[Json]]]:
    """What the workbook lacks, with the requests that mend it; people's rows are never touched."""
    remembered = school.state.cursors.get("tabs/school", {})
    sources = _sources(school)
    locale, zone = school.words("phrases.sheet_locale"), school.settings.time_zone
    if (book.locale, book.time_zone) != (locale, zone):
        yield "locale", {"name": book.title}, [tabs.book_properties(locale=locale, time_zone=zone)]
    changed = school.state.cursors.get(LAYOUT) != _layout(school)
    late: list[Json] = []
    for index, blank in enumerate(school.school_book.tabs):
        sheet_id = tabs.tab_id(f"{SCHOOL}/{blank.key}")
        tab = book.tab(blank.title) or book.by_id(remembered.get(blank.key, sheet_id)) or book.by_id(sheet_id)
        if tab is None:
            # Validation refers to other tabs, which must exist by then: choices come after all tabs.
            made = sheet_layout.new_tab(blank, sheet_id, sheet_layout.Sources(), index=index)
            places = {column.key: place for place, column in enumerate(blank.columns)}
            late += sheet_layout.validate(blank, sheet_id, places, sources)
            yield "tab", {"name": blank.title}, [*made, *_starting_rows(school, blank, sheet_id)]
            continue
        header = headings.find(blank, tab.rows)
        if header is None:
            yield "header", {"name": blank.title}, _new_header(blank, tab, sources)
            continue
        renamed = [key for key in header.missing if header.missing[key] and blank.column(key).required]
        if renamed:
            told: dict[str, object] = {"name": blank.title, "column": blank.column(renamed[0]).title}
            told["similar"] = header.missing[renamed[0]]
            yield "renamed", told, _old_titles(blank, tab, header)
        elif header.missing:
            titles = [blank.column(key).title for key in header.missing]
            facts: dict[str, object] = {"name": blank.title, "columns": titles}
            yield "columns", facts, _new_columns(blank, tab, header, sources)
        elif changed:
            yield (
                "shape",
                {"name": blank.title},
                sheet_layout.dress(blank, tab.sheet_id, header.columns, sources, header.row),
            )
    if late:
        yield "choices", {"name": book.title}, late
    if book.untouched is not None:
        yield "untouched", {"name": book.untouched.title}, [tabs.delete_tab(book.untouched.sheet_id)]


def _new_header(blank: TabBlank, tab: Tab, sources: sheet_layout.Sources) -> list[Json]:
    """A header put above whatever stands in a tab that has none."""
    places = {column.key: place for place, column in enumerate(blank.columns)}
    titles = {(0, place): blank.column(key).title for key, place in places.items()}
    return [
        *([tabs.insert_rows(tab.sheet_id, 0, 1)] if tab.rows else []),
        *_wide_enough(tab, len(places)),
        *cells.set_cells(tab.sheet_id, titles),
        *sheet_layout.dress(blank, tab.sheet_id, places, sources),
    ]


def _new_columns(
    blank: TabBlank, tab: Tab, header: headings.Header, sources: sheet_layout.Sources
) -> list[Json]:
    """Missing columns to the right of everything that stands there: a renamed column keeps its content."""
    first = max(len(row) for row in tab.rows)
    places = {key: first + place for place, key in enumerate(header.missing)}
    titles = {(header.row, place): blank.column(key).title for key, place in places.items()}
    return [
        *_wide_enough(tab, first + len(places)),
        *cells.set_cells(tab.sheet_id, titles),
        *sheet_layout.dress(blank, tab.sheet_id, places, sources, header.row),
    ]


def _old_titles(blank: TabBlank, tab: Tab, header: headings.Header) -> list[Json]:
    """The titles that required columns had before people renamed them: a second, empty column would help
    nobody."""
    renamed = {
        key: similar for key, similar in header.missing.items() if similar and blank.column(key).required
    }
    titles = {
        (header.row, header.others[similar]): blank.column(key).title for key, similar in renamed.items()
    }
    return cells.set_cells(tab.sheet_id, titles)


def _wide_enough(tab: Tab, columns: int) -> list[Json]:
    return [tabs.grid_size(tab.sheet_id, tab.row_count, columns)] if columns > tab.column_count else []


def _starting_rows(school: School, blank: TabBlank, sheet_id: int) -> list[Json]:
    """What the tab held when it was last read, else the rows a school of this profile begins with."""
    kept = school.sources.tables.get(blank.key)
    if kept is not None and kept.rows:
        return fill(blank, sheet_id, [[row.cells.get(c.key) for c in blank.columns] for row in kept.rows])
    rows = school.shelf.toml(f"school/{school.settings.profile}.toml").get("rows", {}).get(blank.key, ())
    if school.settings.workspace == "google":
        rows = [["" if _is_example(value) else value for value in row] for row in rows]
    return fill(blank, sheet_id, rows)


def _is_example(value: Cell) -> bool:
    """An address to try things out with: through Google, letters would really leave for it."""
    return isinstance(value, str) and value.endswith("@example.org")


def fill(blank: TabBlank, sheet_id: int, rows: Any, first: int = 1) -> list[Json]:
    """Rows of texts in the order of the blank's columns as requests; dates and times are written as real
    ones."""
    found: dict[tuple[int, int], Value] = {}
    for row, values in enumerate(rows, start=first):
        for place, (column, value) in enumerate(zip(blank.columns, values, strict=False)):
            if value not in ("", None) and column.type != "formula":
                found[row, place] = typed(column, value)
    return cells.set_cells(sheet_id, {place: keyed_rows.plain(value) for place, value in found.items()})


def typed(column: Column, value: Cell) -> Value:
    """A text as the column's type asks: a date, a fraction of a day, or the text itself."""
    if column.type == "date":
        day = reading.date(value).value
        return value if day is None else day
    if column.type == "time":
        at = reading.time(value).value
        return value if at is None else (at.hour * 60 + at.minute) / MINUTES_A_DAY
    return value


def _form(school: School, files: dict[str, OurFile], key: str) -> Iterator[Step]:
    form = school.form(key)
    facts: dict[str, object] = {"name": form.blank.title}
    if not _usable(files, key):
        yield Step("form", facts, partial(_create, school, files, FORM, form.blank.title, key))
        yield Step("questions", facts, partial(_sync, school, files, key))
        return
    file = files[key]
    structure = school.gate.forms.get(file.id)
    if not form_sync.is_current(school.state, form, file) and form_sync.differs(
        form, structure, school.state
    ):
        yield Step("questions", facts, partial(_sync, school, files, key))
    elif not is_published(structure):
        yield Step("publish", facts, partial(_sync, school, files, key))
    elif not school.responder(key):
        form_sync.sync(school.gate, school.state, form, file)


def _sync(school: School, files: dict[str, OurFile], key: str) -> None:
    if form_sync.sync(school.gate, school.state, school.form(key), files[key]).published:
        school.gate.files.open_form(files[key].id)


def _month_books(school: School, files: dict[str, OurFile]) -> Iterator[Step]:
    """This month's workbooks, so that people can open them before the first answer."""
    for automation, book in MONTHLY:
        mark = f"{book}/{school.today:%Y-%m}"
        if automation in school.profile["automations"] and not _usable(files, mark):
            blank = blanks.workbook(school.shelf, automation, book)
            title = blank.title.format(month=school.words.month(school.today))
            yield Step("workbook", {"name": title}, partial(_create_month_book, school, automation, book))


def _create_month_book(school: School, automation: str, book: str) -> None:
    blank = blanks.workbook(school.shelf, automation, book)
    for tab in blank.tabs:
        if tab.key == "group":
            for group in school.roster.groups:
                school.put(automation, book, tab.key, keyed_rows.Wanted({}), month=school.today, group=group)
        elif tab.key != books.CONFLICTS:
            school.put(automation, book, tab.key, keyed_rows.Wanted({}), month=school.today)
    if not school.flush():
        school.gate.files.create(
            SPREADSHEET, blank.title.format(month=school.words.month(school.today)), school.settings.id,
            f"{book}/{school.today:%Y-%m}",
        )  # fmt: skip


def _label(school: School) -> Iterator[Step]:
    name = school.words("titles.label")
    known = school.state.cursors.get(LABEL)
    if known is None or known["name"] != name:
        yield Step("label", {"name": name}, partial(_make_label, school, name))


def _make_label(school: School, name: str) -> None:
    found = school.gate.mail.labels([name])
    school.state.cursors.set(LABEL, {"name": name, "id": found[name]})


def _usable(files: dict[str, OurFile], key: str) -> bool:
    return key in files and not files[key].trashed


def _sources(school: School) -> sheet_layout.Sources:
    words = {name: list(values) for name, values in school.words.section("choices").items()}
    tabs_of_school = school.school_book.tabs
    return sheet_layout.Sources(_starting_lists(school), words, sheet_layout.ranges(tabs_of_school))


def _starting_lists(school: School) -> dict[str, list[str]]:
    """Values of «Справочники» that columns offer: the school's own, or those it starts with."""
    if school.roster.lists:
        return {name: list(values) for name, values in school.roster.lists.items()}
    rows = school.shelf.toml(f"school/{school.settings.profile}.toml").get("rows", {}).get("lists", ())
    names = {text: key for key, texts in school.words.section("vocabulary.lists").items() for text in texts}
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(names.get(row[0], row[0]), []).append(row[1])
    return found


def _layout(school: School) -> str:
    """Changes whenever a blank or the lists its columns offer change."""
    told = [repr(school.school_book.tabs), sorted(_starting_lists(school).items())]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _nothing() -> None:
    """The step is carried out by the one that writes the whole workbook at once."""
