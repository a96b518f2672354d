"""Whatever is inserted, deleted, moved or sorted: what pointed at a cell points at it still, and the way back
leads to the same workbook."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workspace_emulator.adapter import WorkspaceAdapter
from workspace_emulator.google import Workspace
from workspace_emulator.sheets.book.a1 import parse_address

from .conftest import Book

ROWS, COLUMNS = 8, 6
DATA, POINTERS = 0, 7
PROFILE = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A session on one workspace; every example makes a spreadsheet of its own."""
    workspace = Workspace(tmp_path_factory.mktemp("moving") / "workspace.sqlite")
    with requests.Session() as session:
        session.mount("https://", WorkspaceAdapter(workspace))
        yield session
    workspace.close()


def lines(kind: str) -> st.SearchStrategy[Any]:
    """A request that inserts, deletes or moves lines of the first sheet, mostly within its grid."""
    stretch = st.tuples(st.sampled_from(["ROWS", "COLUMNS"]), st.integers(0, 5), st.integers(1, 3))
    place = stretch.map(
        lambda found: {"dimension": found[0], "startIndex": found[1], "endIndex": found[1] + found[2]}
    )
    if kind == "moveDimension":
        return st.tuples(place, st.integers(0, 8)).map(
            lambda found: {kind: {"source": found[0], "destinationIndex": found[1]}}
        )
    return place.map(lambda found: {kind: {"range": found}})


CHANGES = st.lists(
    st.one_of(lines("insertDimension"), lines("deleteDimension"), lines("moveDimension")),
    min_size=1,
    max_size=6,
)
MARKED = st.sets(st.tuples(st.integers(0, ROWS - 1), st.integers(0, COLUMNS - 1)), min_size=1, max_size=5)


def grid_range(row: int, column: int, sheet: int = DATA) -> Any:
    return {
        "sheetId": sheet,
        "startRowIndex": row,
        "endRowIndex": row + 1,
        "startColumnIndex": column,
        "endColumnIndex": column + 1,
    }


def address(row: int, column: int) -> str:
    return f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[column]}{row + 1}"


def marked(session: requests.Session, places: list[tuple[int, int]]) -> Book:
    """A workbook whose sheet «Data» has a marker in each place, and everything that can point at a cell
    pointing at each of them."""
    sheets = [
        {
            "properties": {
                "sheetId": DATA,
                "title": "Data",
                "gridProperties": {"rowCount": ROWS, "columnCount": COLUMNS},
            }
        },
        {"properties": {"sheetId": POINTERS, "title": "Pointers"}},
    ]
    book = Book(session, sheets=sheets)
    data = []
    requests_ = []
    for number, place in enumerate(places):
        name, here = f"mark{number}", address(*place)
        data.append({"range": f"Data!{here}", "values": [[name]]})
        data.append({"range": f"Pointers!A{number + 1}", "values": [[f"=Data!{here}"]]})
        data.append(
            {"range": f"Pointers!B{number + 1}", "values": [[f"=CONCATENATE(Data!${here[0]}${here[1:]})"]]}
        )
        where = grid_range(*place)
        rule = {
            "condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": f'=Data!{here}="x"'}]}
        }
        shade = {**rule, "format": {"backgroundColor": {"red": 1}}}
        requests_ += [
            {"addNamedRange": {"namedRange": {"name": f"name{number}", "range": where}}},
            {
                "addProtectedRange": {
                    "protectedRange": {"description": name, "warningOnly": True, "range": where}
                }
            },
            {
                "addConditionalFormatRule": {
                    "rule": {"ranges": [where], "booleanRule": shade},
                    "index": number,
                }
            },
            {"setDataValidation": {"range": grid_range(number, 2, POINTERS), "rule": rule}},
        ]
    status, answer = book.ask(
        "POST", "/values:batchUpdate", {"valueInputOption": "USER_ENTERED", "data": data}
    )
    assert status == 200, answer
    book.batch(*requests_)
    return book


def standing(book: Book) -> dict[str, tuple[int, int]]:
    """Where every marker stands now."""
    rows = book.values("Data") or []
    return {
        value: (row, column) for row, cells in enumerate(rows) for column, value in enumerate(cells) if value
    }


def spot(found: Any) -> tuple[int, int]:
    """The only cell of a GridRange."""
    row, column = found["startRowIndex"], found["startColumnIndex"]
    assert (found["endRowIndex"], found["endColumnIndex"]) == (row + 1, column + 1)
    return row, column


@given(places=MARKED, changes=CHANGES)
@PROFILE
def test_nothing_loses_its_cell(shared: requests.Session, places: Any, changes: list[Any]) -> None:
    book = marked(shared, sorted(places))
    names = [f"mark{number}" for number in range(len(places))]
    for change in changes:
        # A change may be refused (all rows, outside of the grid): then nothing has moved.
        book.ask("POST", ":batchUpdate", {"requests": [change]})
        stand = standing(book)
        shown = book.values(f"Pointers!A1:B{len(names)}")
        assert shown == [[name, name] if name in stand else ["#REF!", "#REF!"] for name in names]
        whole = book.get("namedRanges,sheets(properties.sheetId,protectedRanges,conditionalFormats)")
        named = {item["name"]: spot(item["range"]) for item in whole.get("namedRanges", [])}
        assert named == {f"name{names.index(name)}": place for name, place in stand.items()}
        sheet = whole["sheets"][0]
        kept = {item["description"]: spot(item["range"]) for item in sheet.get("protectedRanges", [])}
        assert kept == stand
        painted = sorted(spot(item["ranges"][0]) for item in sheet.get("conditionalFormats", []))
        assert painted == sorted(stand.values())
        for number, name in enumerate(names):
            cell = book.cell(f"Pointers!C{number + 1}", "dataValidation")
            text = cell["dataValidation"]["condition"]["values"][0]["userEnteredValue"]
            told = text.removeprefix("=Data!").removesuffix('="x"')
            if name in stand:
                span = parse_address(told)
                assert span is not None
                assert (span.top, span.left) == stand[name]
            else:
                assert text == '=#REF!="x"'


CORNER = st.tuples(st.integers(0, ROWS - 1), st.integers(0, COLUMNS - 1))
STRETCHES = st.lists(st.one_of(lines("insertDimension"), lines("deleteDimension")), min_size=1, max_size=6)


def joined(corners: Any) -> list[str]:
    """A formula of what stands between two corners, in the four ways of naming them."""
    (top, left), (bottom, right) = corners
    pairs = [(address(row, left), address(top + bottom - row, right)) for row in (top, bottom)]
    pairs += [(last, first) for first, last in pairs]
    return [f'=TEXTJOIN(",",TRUE,Data!{first}:{last})' for first, last in pairs]


def told(book: Book) -> list[str]:
    """What these formulas say."""
    return [row[0] if row else "" for row in book.values("Pointers!A1:A5") or []][:4]


@given(corners=st.tuples(CORNER, CORNER), changes=STRETCHES, moves=CHANGES)
@PROFILE
def test_the_ends_of_a_range_may_stand_in_any_order(
    shared: requests.Session, corners: Any, changes: list[Any], moves: list[Any]
) -> None:
    """What is between them stays between them, but for moves; whichever way they are named it is the same."""
    book = marked(shared, [(0, 0)])
    names = [[address(row, column) for column in range(COLUMNS)] for row in range(ROWS)]
    book.update("Data!A1", names)
    book.update("Pointers!A1", [*([text] for text in joined(corners)), ["end"]])
    wanted = set(told(book)[0].split(","))
    assert told(book) == [told(book)[0]] * 4
    for change in changes:
        book.ask("POST", ":batchUpdate", {"requests": [change]})
        left = wanted & set(standing(book))
        assert told(book)[0] in ("", "#REF!") if not left else set(told(book)[0].split(",")) == left
        assert told(book) == [told(book)[0]] * 4
    for change in moves:
        book.ask("POST", ":batchUpdate", {"requests": [change]})
        assert told(book) == [told(book)[0]] * 4


@given(
    rows=st.lists(st.tuples(st.integers(0, 5), st.text("абё", max_size=3)), min_size=1, max_size=8),
    up=st.booleans(),
)
@PROFILE
def test_sorted_rows_keep_what_belongs_to_them(shared: requests.Session, rows: list[Any], up: bool) -> None:
    book = Book(shared)
    values = [[number, text, f"=A{line}&B{line}", "=$E$1"] for line, (number, text) in enumerate(rows, 1)]
    book.update("A1", values)
    book.update("E1", [["top"]])
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}, "note": "первая"}
    first = {**grid_range(0, 1)}
    book.batch({"repeatCell": {"range": first, "cell": bold, "fields": "userEnteredFormat,note"}})
    area = {"startRowIndex": 0, "endRowIndex": len(rows), "startColumnIndex": 0, "endColumnIndex": 4}
    order = "ASCENDING" if up else "DESCENDING"
    book.batch({"sortRange": {"range": area, "sortSpecs": [{"dimensionIndex": 0, "sortOrder": order}]}})
    found = [[*row, *[""] * (4 - len(row))] for row in book.values(f"A1:D{len(rows)}")]
    wanted = sorted(rows, key=lambda row: row[0], reverse=not up)
    assert [(int(row[0]), row[1]) for row in found] == wanted
    assert all(row[2:] == [row[0] + row[1], "top"] for row in found)
    notes = book.get("sheets.data.rowData.values.note")["sheets"][0]["data"][0]["rowData"]
    place = next(line for line, row in enumerate(notes) if "note" in row.get("values", [{}, {}])[-1])
    assert wanted[place] == rows[0]


def whole(book: Book) -> Any:
    """Everything the API shows of a workbook."""
    return book.get(includeGridData="true")


@given(
    places=MARKED,
    stretch=st.tuples(st.sampled_from(["ROWS", "COLUMNS"]), st.integers(0, 5), st.integers(1, 4)),
)
@PROFILE
def test_deleting_what_was_inserted_gives_the_same_workbook(shared: Any, places: Any, stretch: Any) -> None:
    book = marked(shared, sorted(places))
    dimension, start, count = stretch
    book.batch(
        {
            "mergeCells": {
                "range": {"startRowIndex": 3, "endRowIndex": 5, "startColumnIndex": 2, "endColumnIndex": 4}
            }
        },
        {
            "addBanding": {
                "bandedRange": {
                    "range": {"startRowIndex": 0},
                    "rowProperties": {"firstBandColor": {"red": 1}},
                }
            }
        },
        {"setBasicFilter": {"filter": {"range": {"startRowIndex": 0, "endRowIndex": 6}}}},
        {
            "updateSheetProperties": {
                "properties": {"gridProperties": {"frozenRowCount": 2, "frozenColumnCount": 1}},
                "fields": "gridProperties(frozenRowCount,frozenColumnCount)",
            }
        },
    )
    before = whole(book)
    there = {"dimension": dimension, "startIndex": start, "endIndex": start + count}
    book.batch({"insertDimension": {"range": there}})
    assert whole(book) != before
    book.batch({"deleteDimension": {"range": there}})
    assert whole(book) == before


@given(
    places=MARKED,
    dimension=st.sampled_from(["ROWS", "COLUMNS"]),
    at=st.integers(0, 3),
    count=st.integers(1, 2),
    to=st.integers(0, 6),
)
@PROFILE
def test_moving_back_gives_the_same_workbook(
    shared: Any, places: Any, dimension: str, at: int, count: int, to: int
) -> None:
    book = marked(shared, sorted(places))
    before = whole(book)
    if at < to < at + count:
        to = at
    now, back = (to, at + count) if to <= at else (to - count, at)
    for start, target in ((at, to), (now, back)):
        source = {"dimension": dimension, "startIndex": start, "endIndex": start + count}
        book.batch({"moveDimension": {"source": source, "destinationIndex": target}})
    assert whole(book) == before


@given(places=MARKED)
@PROFILE
def test_a_cut_and_its_way_back(shared: Any, places: Any) -> None:
    book = marked(shared, sorted(places))
    before = whole(book)
    area = {"startRowIndex": 0, "endRowIndex": ROWS, "startColumnIndex": 0, "endColumnIndex": COLUMNS}
    book.batch(
        {"cutPaste": {"source": area, "destination": {"sheetId": POINTERS, "rowIndex": 20, "columnIndex": 5}}}
    )
    assert book.values("Data") is None
    assert book.values(f"Pointers!A1:A{len(places)}") == [[f"mark{number}"] for number in range(len(places))]
    moved = {
        "sheetId": POINTERS,
        "startRowIndex": 20,
        "endRowIndex": 20 + ROWS,
        "startColumnIndex": 5,
        "endColumnIndex": 5 + COLUMNS,
    }
    book.batch({"cutPaste": {"source": moved, "destination": {"sheetId": DATA}}})
    assert whole(book) == before
