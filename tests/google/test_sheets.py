"""Books read in one call and written in one; people's text stays text; rows and tabs that people move are
found."""

from __future__ import annotations

from typing import Any

import pytest

from starosta.google import cells, tabs
from starosta.google.cells import Formula
from starosta.google.drive import SPREADSHEET
from starosta.google.errors import GoogleTrouble, Kind
from starosta.google.gate import Gate
from starosta.google.sheets import Tab

STAFF, GROUPS = tabs.tab_id("staff"), tabs.tab_id("groups")


def made(gate: Gate, *titles: tuple[str, int]) -> str:
    """A Russian book with these tabs and nothing else."""
    book = gate.files.create(SPREADSHEET, "Школа", "college", "school").id
    requests = [tabs.book_properties(title="Школа № 1")]
    requests += [tabs.add_tab(title, sheet_id, rows=20, columns=6) for title, sheet_id in titles]
    gate.sheets.write(book, [*requests, tabs.delete_tab(0)])
    gate.made.clear()
    return book


WRITTEN = {
    (0, 0): "Код",
    (0, 1): "Фамилия Имя Отчество",
    (1, 0): "0012",
    (1, 1): '=HYPERLINK("https://example.org")',
    (1, 2): "4,5",
    (1, 3): 4.5,
    (1, 4): True,
    (2, 0): "+7 900 000-00-00",
    (2, 1): "01.09.2026",
    (2, 2): 46266.0,
    (2, 3): Formula("=D2*2"),
    (2, 4): Formula("=1/0"),
    (4, 0): "'апостроф",
}
READ = (
    ("Код", "Фамилия Имя Отчество"),
    ("0012", '=HYPERLINK("https://example.org")', "4,5", 4.5, True),
    ("+7 900 000-00-00", "01.09.2026", 46266.0, 9.0, "#DIV/0!"),
    (),
    ("'апостроф",),
)


def test_what_is_written_is_read_as_it_is(gate: Gate) -> None:
    book = made(gate, ("Сотрудники", STAFF))
    gate.sheets.write(book, cells.set_cells(STAFF, WRITTEN))
    read = gate.sheets.read(book)
    tab = read.tabs[0]
    assert tab.rows == READ
    assert tab.formulas == {(2, 3): "=D2*2", (2, 4): "=1/0"}
    assert (read.title, read.locale, read.time_zone) == ("Школа № 1", "ru_RU", "Europe/Moscow")
    assert (tab.title, tab.sheet_id, tab.row_count, tab.column_count) == ("Сотрудники", STAFF, 20, 6)
    assert (tab.frozen_rows, tab.hidden, tab.index) == (1, False, 0)
    assert dict(gate.made) == {"sheets.spreadsheets.batchUpdate": 1, "sheets.spreadsheets.get": 1}


def test_cells_are_emptied_by_none_and_by_blanks(embedded: Gate) -> None:
    book = made(embedded, ("Сотрудники", STAFF))
    embedded.sheets.write(book, cells.set_cells(STAFF, {(0, 0): "а", (0, 1): "б", (0, 2): "в"}))
    embedded.sheets.write(book, cells.set_cells(STAFF, {(0, 1): None, (0, 2): ""}))
    assert embedded.sheets.read(book).tabs[0].rows == (("а",),)


TITLES = [
    (["Сотрудники"], ["Сотрудники"], 1),
    (["Группы", "Сотрудники"], ["Сотрудники", "Группы"], 1),
    ([], ["Сотрудники", "Группы"], 1),
    (None, ["Сотрудники", "Группы"], 1),
    (["Группы", "Нет такой"], ["Сотрудники", "Группы"], 2),
]


@pytest.mark.parametrize(("asked", "found", "calls"), TITLES)
def test_tabs_by_title(embedded: Gate, asked: list[str] | None, found: list[str], calls: int) -> None:
    book = made(embedded, ("Сотрудники", STAFF), ("Группы", GROUPS))
    read = embedded.sheets.read(book, asked)
    assert ([tab.title for tab in read.tabs], embedded.made["sheets.spreadsheets.get"]) == (found, calls)


@pytest.mark.parametrize("title", ["Д'Артаньян", "A1", "Лист «1»", "2026-11", "Группа!ПК"])
def test_titles_that_look_like_something_else(embedded: Gate, title: str) -> None:
    book = made(embedded, (title, STAFF))
    embedded.sheets.write(book, cells.set_cells(STAFF, {(0, 0): "а"}))
    assert [tab.rows for tab in embedded.sheets.read(book, [title]).tabs] == [(("а",),)]


def test_a_tab_is_found_by_title_whatever_the_case_and_by_number_when_renamed(embedded: Gate) -> None:
    book = made(embedded, ("Сотрудники", STAFF))
    before = embedded.sheets.outline(book)
    renamed = {"properties": {"sheetId": STAFF, "title": "Люди"}, "fields": "title"}
    embedded.sheets.write(book, [{"updateSheetProperties": renamed}])
    after = embedded.sheets.outline(book)
    names = [
        tab and tab.title for tab in (before.tab(" сотрудники "), after.tab("Сотрудники"), after.by_id(STAFF))
    ]
    assert names == ["Сотрудники", None, "Люди"]


def test_cells_outside_of_what_is_filled() -> None:
    tab = Tab(7, "Сотрудники", rows=(("а", None, 4.5), ()))
    assert [tab.at(*place) for place in ((0, 0), (0, 1), (0, 2), (0, 3), (1, 0), (2, 0))] == [
        "а", None, 4.5, None, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_lost_answer_leaves_the_same_cells(embedded: Gate, control: Any, when: str) -> None:
    book = made(embedded, ("Сотрудники", STAFF))
    control.strike("sheets.spreadsheets.batchUpdate", kind="drop", when=when)
    embedded.sheets.write(book, cells.set_cells(STAFF, {(0, 0): "а"}))
    assert embedded.sheets.read(book).tabs[0].rows == (("а",),)


def test_a_tab_with_a_number_of_its_own_cannot_be_doubled(embedded: Gate) -> None:
    book = made(embedded, ("Сотрудники", STAFF))
    with pytest.raises(GoogleTrouble) as trouble:
        embedded.sheets.write(book, [tabs.add_tab("Ещё раз", STAFF)])
    assert trouble.value.kind is Kind.INVALID


def test_rows_that_are_inserted_are_not_inserted_twice(embedded: Gate, control: Any) -> None:
    book = made(embedded, ("Сотрудники", STAFF))
    control.strike("sheets.spreadsheets.batchUpdate", kind="drop", when="after")
    with pytest.raises(GoogleTrouble) as trouble:
        embedded.sheets.write(book, [tabs.insert_rows(STAFF, 1, 5)], repeatable=False)
    assert (trouble.value.uncertain, embedded.sheets.outline(book).tabs[0].row_count) == (True, 25)


def test_nothing_to_write_is_no_call(embedded: Gate) -> None:
    assert (embedded.sheets.write("1" * 44, []), dict(embedded.made)) == ([], {})


DRESS = [
    cells.header_format(cells.area(STAFF, (0, 1))),
    cells.number_format(cells.area(STAFF, (1, None), (2, 3)), cells.DATE),
    cells.note(STAFF, 0, 0, "Код из двух частей"),
    cells.one_of_list(cells.area(STAFF, (1, None), (3, 4)), ["да", "нет"], message="да или нет"),
    cells.one_of_range(cells.area(STAFF, (1, None), (4, 5)), "='Группы'!A2:A"),
    tabs.freeze(STAFF, 1, 2),
    tabs.column_width(STAFF, 1, 260),
    tabs.warn_before_edit(cells.area(STAFF, (0, None), (5, 6)), 77, "считается само"),
    tabs.grid_size(STAFF, 40, 8),
]


@pytest.mark.parametrize("request_", DRESS, ids=lambda request: next(iter(request)))
def test_every_builder_is_accepted(embedded: Gate, request_: dict[str, Any]) -> None:
    book = made(embedded, ("Сотрудники", STAFF), ("Группы", GROUPS))
    assert len(embedded.sheets.write(book, [request_])) == 1


def test_neighbours_go_together() -> None:
    filled = {(row, column): "х" for row in range(3) for column in (1, 2)} | {(1, 4): 1.0, (5, 1): None}
    starts = [
        (request["updateCells"]["start"], len(request["updateCells"]["rows"]))
        for request in cells.set_cells(7, filled)
    ]
    assert starts == [
        ({"sheetId": 7, "rowIndex": 5, "columnIndex": 1}, 1),
        ({"sheetId": 7, "rowIndex": 0, "columnIndex": 1}, 3),
        ({"sheetId": 7, "rowIndex": 1, "columnIndex": 4}, 1),
    ]


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_column_letters(column: int, letters: str) -> None:
    assert cells.column_letters(column) == letters
