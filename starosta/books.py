"""Workbooks the toolkit fills: found again by their mark, read once, written once a tick, only where
something changed.

Which cells may be written is decided in `keyed_rows`; what they should say comes from the automations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from . import headings, keyed_rows, sheet_layout
from .blanks import TabBlank, WorkbookBlank
from .google import cells, tabs
from .google.calls import Json
from .google.drive import SPREADSHEET, Files, OurFile
from .google.gate import Gate
from .google.sheets import Book, SheetsGate, Tab
from .keyed_rows import Wanted
from .rules.problems import Place, Problem
from .rules.sheet_edits import Conflict
from .rules.tables import Cell
from .settings import Settings
from .sheet_layout import Sources
from .state.database import State
from .words import Words

CONFLICTS = "conflicts"


@dataclass(frozen=True)
class Target:
    """One tab to be filled: `key` is stable («group/ПК-11»), `title` what people see, `part` the tab of the
    blank."""

    part: str
    key: str
    title: str
    wanted: Wanted


@dataclass
class Pending:
    """What one workbook is to receive this tick. `mark` names the file («attendance/2026-11»)."""

    mark: str
    title: str
    blank: WorkbookBlank
    targets: list[Target] = field(default_factory=list)

    def add(self, target: Target) -> None:
        """What a tab is to receive; rows and columns already wanted for it (of another day) are kept, so that
        all new ones get places of their own."""
        same = next((place for place, known in enumerate(self.targets) if known.key == target.key), None)
        if same is None:
            self.targets.append(target)
            return
        before, more = self.targets[same].wanted, target.wanted
        rows = {**before.rows, **{key: {**before.rows.get(key, {}), **row} for key, row in more.rows.items()}}
        gone = {key: row for key, row in {**before.retired, **more.retired}.items() if key not in rows}
        added, initial = {**before.added, **more.added}, before.initial | more.initial
        wanted = Wanted(rows, added, initial, gone)
        self.targets[same] = replace(target, wanted=wanted)


@dataclass(frozen=True)
class Written:
    """What a flush came to; `file` is the workbook's card. `problems` kept something from being written,
    `notices` only tell what happened."""

    cells: int = 0
    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    conflicts: int = 0
    file: OurFile | None = None


@dataclass(frozen=True)
class Shop:
    """What filling needs: the gate's rooms, the state, how the school marks files and what new books are
    like."""

    files: Files
    sheets: SheetsGate
    state: State
    school: str
    locale: str
    time_zone: str
    sources: Sources
    folder: str = ""
    service_account: str = ""


def shop(gate: Gate, state: State, settings: Settings, words: Words, folder: OurFile | None) -> Shop:
    """How this school fills workbooks; new ones are put into its folder."""
    choices = {name: list(values) for name, values in words.section("choices").items()}
    return Shop(
        gate.files,
        gate.sheets,
        state,
        settings.id,
        words("phrases.sheet_locale"),
        settings.time_zone,
        Sources(words=choices),
        folder.id if folder else "",
        gate.door.service_account,
    )


def flush(shop: Shop, pending: Pending, known: Mapping[str, OurFile], now: datetime) -> Written:
    """Bring one workbook up to date: one reading, at most one writing. GoogleTrouble leaves everything for
    next time. A tab or a book that people deleted is made again with all that we wrote into it.

    What is about to be written is noted first, so that a crash between the writing and the remembering is not
    taken for a person's edit.
    """
    file = known.get(pending.mark)
    if file is not None and file.trashed:
        facts = {"book": file.name}
        return Written(problems=(Problem("books.in_the_bin", facts, Place(pending.mark)),))
    made = file is None
    if file is None:
        file = shop.files.create(SPREADSHEET, pending.title, shop.school, pending.mark, parent=shop.folder)
        if shop.service_account:
            shop.files.share(file.id, shop.service_account)
    known_tabs = shop.state.cursors.get(_tabs_cursor(pending.mark))
    book = _read(shop, pending, file.id, None if made else known_tabs)
    pending, notices = _restored(shop, pending, book)
    plan = _planned(shop, pending, book, now)
    requests = [*plan.requests, *_without_first_tab(book, plan.requests)]
    for target, found in plan.laid:
        shop.state.cells.remember(pending.mark, _begun(target.key), found.meaning)
    shop.sheets.write(file.id, requests)
    _remember_tabs(shop, pending, known_tabs, book, plan)
    for target, found in plan.laid:
        shop.state.cells.remember(pending.mark, target.key, {**found.confirmed, **found.meaning})
        shop.state.cells.forget(pending.mark, _begun(target.key))
    written = sum(len(found.writes) for _, found in plan.laid)
    return Written(written, plan.problems, notices, plan.conflicts, file)


def _restored(shop: Shop, pending: Pending, book: Book) -> tuple[Pending, tuple[Problem, ...]]:
    """What is to be written together with what stood in tabs that are no more there, and what to tell about
    that: in a book that was made anew all of them, else those concerned."""
    parts = [tab.key for tab in pending.blank.tabs if tab.key != CONFLICTS]
    known = (key for key in shop.state.cells.tabs(pending.mark) if not key.endswith(_begun("")))
    stood = [key for key in known if _part_of(key) in parts]
    anew = bool(stood) and book.untouched is not None and len(book.tabs) == 1
    targets = {target.key: target for target in pending.targets}
    for key in sorted(stood, key=lambda key: (parts.index(_part_of(key)), key)) if anew else ():
        targets.setdefault(key, _bare(pending, key))
    lost = [key for key, target in targets.items() if key in stood and _tab_of(pending, target, book) is None]
    for key in lost:
        written = shop.state.cells.written(pending.mark, key)
        targets[key] = replace(targets[key], wanted=keyed_rows.restored(targets[key].wanted, written))
    place, facts = Place(pending.mark), {"book": pending.title}
    told = [Problem("books.tab_remade", {**facts, "tab": targets[key].title}, place) for key in lost]
    notices = [Problem("books.remade", facts, place)] if anew else told
    return replace(pending, targets=list(targets.values())), tuple(notices)


def _part_of(key: str) -> str:
    """The tab of the blank that a tab is made from."""
    return key.partition("/")[0]


def _bare(pending: Pending, key: str) -> Target:
    """A tab that nothing new is wanted for."""
    part, _, group = key.partition("/")
    return Target(part, key, pending.blank.tab(part).title.format(group=group), Wanted({}))


def _tab_of(pending: Pending, target: Target, book: Book) -> Tab | None:
    return book.by_id(tabs.tab_id(f"{pending.mark}/{target.key}")) or book.tab(target.title)


@dataclass(frozen=True)
class _Plan:
    """One writing: its requests, what they mean tab by tab, and what could not be done."""

    requests: tuple[Json, ...]
    laid: tuple[tuple[Target, keyed_rows.Laid], ...]
    problems: tuple[Problem, ...]
    conflicts: int


def _planned(shop: Shop, pending: Pending, book: Book, now: datetime) -> _Plan:
    requests: list[Json] = []
    if book.locale != shop.locale or book.time_zone != shop.time_zone:
        requests.append(tabs.book_properties(locale=shop.locale, time_zone=shop.time_zone))
    laid: list[tuple[Target, keyed_rows.Laid]] = []
    problems: list[Problem] = []
    conflicts: list[tuple[Target, Conflict]] = []

    def add(target: Target) -> None:
        made, found, fault = _target(shop, pending, target, book)
        requests.extend(made)
        problems.extend([fault] if fault else [])
        if found is not None:
            laid.append((target, found))
            conflicts.extend((target, conflict) for conflict in found.conflicts)

    for target in pending.targets:
        add(target)
    held = list(conflicts)
    if held:
        add(_conflict_target(pending, held, shop.state.cells.written(pending.mark, CONFLICTS), now))
    return _Plan(tuple(requests), tuple(laid), tuple(problems), len(held))


def _remember_tabs(
    shop: Shop, pending: Pending, known: Mapping[str, str] | None, book: Book, plan: _Plan
) -> None:
    """Which tab bears which title now: the next reading asks for these alone."""
    made = {_tab_number(pending, target.key): target.title for target, _ in plan.laid}
    seen = {str(tab.sheet_id): tab.title for tab in book.tabs}
    shop.state.cursors.set(_tabs_cursor(pending.mark), {**(known or {}), **made, **seen})


def _tab_number(pending: Pending, key: str) -> str:
    return str(tabs.tab_id(f"{pending.mark}/{key}"))


def _target(
    shop: Shop, pending: Pending, target: Target, book: Book
) -> tuple[list[Json], keyed_rows.Laid | None, Problem | None]:
    """Requests for one tab, what they mean, and why nothing could be done."""
    blank = replace(pending.blank.tab(target.part), title=target.title)
    sheet_id = tabs.tab_id(f"{pending.mark}/{target.key}")
    tab = _tab_of(pending, target, book)
    requests: list[Json] = []
    if tab is None:
        requests += sheet_layout.new_tab(blank, sheet_id, shop.sources)
        titles = tuple(column.title for column in blank.columns)
        width = sheet_layout.width(blank)
        tab = Tab(sheet_id, target.title, (titles,), row_count=blank.rows, column_count=width)
    header = headings.find(blank, tab.rows)
    broken = None if header is None else next((k for k in header.missing if blank.column(k).required), None)
    if header is None or broken is not None:
        column = blank.column(broken).title if broken else blank.columns[0].title
        facts = {"book": book.title, "tab": tab.title, "column": column}
        return [], None, Problem("books.key_column_missing", facts, Place(pending.mark))
    written = _ours(shop.state, pending.mark, target.key)
    found = keyed_rows.lay(blank, tab.rows, header, target.wanted, written, tab.formulas)
    if found.height > tab.row_count or found.width > tab.column_count:
        rows, columns = max(found.height, tab.row_count), max(found.width, tab.column_count)
        requests.append(tabs.grid_size(tab.sheet_id, rows, columns))
    for place in found.new_columns.values():
        requests.append(
            cells.header_format(cells.area(tab.sheet_id, (header.row, header.row + 1), (place, place + 1)))
        )
        requests.append(tabs.column_width(tab.sheet_id, place, ADDED_WIDTH))
    return [*requests, *cells.set_cells(tab.sheet_id, found.writes)], found, None


ADDED_WIDTH = 64


def _read(shop: Shop, pending: Pending, book_id: str, known: Mapping[str, str] | None) -> Book:
    """The tabs concerned, by the titles they bore when last seen; the whole book when some are new to us or
    people have renamed them."""
    wanted = {_tab_number(pending, target.key) for target in pending.targets}
    if known is None or wanted - known.keys():
        return shop.sheets.read(book_id)
    titles = {
        number: known[number] for number in (*wanted, _tab_number(pending, CONFLICTS)) if number in known
    }
    book = shop.sheets.read(book_id, sorted(titles.values()))
    renamed = titles.keys() - {str(tab.sheet_id) for tab in book.tabs}
    return shop.sheets.read(book_id) if renamed and not book.whole else book


def _ours(state: State, mark: str, tab: str) -> dict[keyed_rows.CellKey, tuple[Cell, ...]]:
    """The values of each cell that are ours: the confirmed one, and one whose writing was begun and never
    confirmed."""
    ours: dict[keyed_rows.CellKey, tuple[Cell, ...]]
    ours = {key: (value,) for key, value in state.cells.written(mark, tab).items()}
    for key, value in state.cells.written(mark, _begun(tab)).items():
        ours[key] = (*ours.get(key, (None,)), value)
    return ours


def _begun(tab: str) -> str:
    return f"{tab}/begun"


def _tabs_cursor(mark: str) -> str:
    return f"tabs/{mark}"


def _conflicts_tab(pending: Pending) -> TabBlank:
    return pending.blank.tab(CONFLICTS)


def _conflict_target(
    pending: Pending,
    conflicts: list[tuple[Target, Conflict]],
    written: Mapping[keyed_rows.CellKey, Cell],
    now: datetime,
) -> Target:
    """Rows of the tab where people see what was not written because they had changed it; each keeps the time
    at which it was first seen, which is among the cells `written` earlier."""
    blank = _conflicts_tab(pending)
    required = {column.key for column in blank.columns}
    rows = {}
    for target, conflict in conflicts:
        part = pending.blank.tab(target.part)
        title = next((c.title for c in part.columns if c.key == conflict.column), "")
        row = {
            "tab": target.title,
            "row": conflict.row,
            "column": title or target.wanted.added.get(conflict.column, conflict.column),
            "current": "—" if conflict.standing in (None, "") else conflict.standing,
            "wanted": "—" if conflict.wanted in (None, "") else conflict.wanted,
        }
        key = keyed_rows.row_key(blank, row)
        row["at"] = written.get((key, "at")) or f"{now:%d.%m.%Y %H:%M}"
        rows[key] = {name: value for name, value in row.items() if name in required}
    return Target(CONFLICTS, CONFLICTS, blank.title, Wanted(rows))


def _without_first_tab(book: Book, requests: Sequence[Json]) -> list[Json]:
    """A new book comes with an empty tab of Google's, which may go as soon as there is another."""
    first = book.untouched if len(book.tabs) == 1 else None
    return [tabs.delete_tab(first.sheet_id)] if first and any("addSheet" in one for one in requests) else []
