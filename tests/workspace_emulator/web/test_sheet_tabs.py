"""Tabs as a person changes them, and the ways from place to place."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workspace_emulator.web.sheet_desk import Sheet, area

Json = dict[str, Any]


def tabs(sheet: Sheet) -> list[tuple[str, bool]]:
    found = sheet.api.get(spreadsheetId=sheet.id, fields="sheets.properties(title,hidden)").execute()
    return [(one["properties"]["title"], one["properties"].get("hidden", False)) for one in found["sheets"]]


@pytest.fixture
def two(sheet: Sheet) -> Sheet:
    """The tabs «Лист» (7) and «Два» (8)."""
    sheet.batch({"addSheet": {"properties": {"title": "Два", "sheetId": 8}}})
    sheet.write("Лист!A1", ["имя", "=1+1"])
    return sheet


@pytest.mark.parametrize(
    ("wish", "after", "shows"),
    [
        ({"do": "duplicate"}, [("Лист", False), ("Лист (2)", False), ("Два", False)], None),
        ({"do": "hide"}, [("Лист", True), ("Два", False)], 8),
        ({"do": "hide", "gid": 8}, [("Лист", False), ("Два", True)], 7),
        ({"do": "rename", "title": " Иное "}, [("Иное", False), ("Два", False)], None),
    ],
)
def test_a_tab_is_changed_and_changed_back(
    two: Sheet, wish: Json, after: list[tuple[str, bool]], shows: int | None
) -> None:
    before = tabs(two)
    done = two.wish(**wish).json()
    assert tabs(two) == after
    assert shows in (None, done.get("gid"))
    assert two.wish("undo", undo=done["undo"]).status_code == 200
    assert tabs(two) == before


def test_a_duplicate_holds_the_same_cells_and_stays_once_someone_writes_there(two: Sheet) -> None:
    done = two.wish("duplicate").json()
    assert two.read("'Лист (2)'!A1:B1") == [["имя", "=1+1"]]
    two.write("'Лист (2)'!A1", ["чужое"])
    assert two.wish("undo", undo=done["undo"]).json()["code"] == "changed"
    two.wish("duplicate")
    assert ("Лист (3)", False) in tabs(two)
    assert two.wish("rename", title="д" * 100).status_code == 200
    two.wish("duplicate")
    assert ("д" * 96 + " (2)", False) in tabs(two)
    assert two.wish("rename", title="д" * 101).json()["code"] == "title"


def test_a_tab_is_deleted_for_the_sure_but_never_the_last_one_in_sight(two: Sheet) -> None:
    assert two.wish("delete-tab").json()["code"] == "irreversible"
    done = two.wish("delete-tab", sure=True).json()
    assert (tabs(two), done["gid"]) == ([("Два", False)], 8)
    assert two.wish("delete-tab", gid=8, sure=True).json()["code"] == "last_tab"
    assert two.wish("hide", gid=8).json()["code"] == "last_tab"


def test_a_hidden_tab_is_offered_and_shown_again(two: Sheet) -> None:
    two.wish("hide", gid=8)
    assert "Показать «Два»" in two.page().text
    done = two.wish("show", tab=8).json()
    assert (tabs(two), done["gid"]) == ([("Лист", False), ("Два", False)], 8)
    assert "Показать «" not in two.page().text


def test_a_tab_has_its_colour(two: Sheet) -> None:
    before = two.version()["shape"]
    properties = {"sheetId": 8, "tabColorStyle": {"rgbColor": {"red": 1}}}
    two.batch({"updateSheetProperties": {"properties": properties, "fields": "tabColorStyle"}})
    assert two.version()["shape"] != before
    looks = two.session.get(f"{two.base}/looks.css").text
    line = "linear-gradient(#ff0000,#ff0000) bottom/100% 4px no-repeat"
    assert f'.sheets [href$="gid=8"]{{background:{line} #fff}}' in looks


@pytest.mark.parametrize(
    ("q", "gid", "box"),
    [
        ("c5", 7, [4, 5, 2, 3]),
        (" $B$2:d3 ", 7, [1, 3, 1, 4]),
        ("B:C", 7, [0, 1000, 1, 3]),
        ("3:4", 7, [2, 4, 0, 26]),
        ("Два!B2", 8, [1, 2, 1, 2]),
        ("'Два'!B2:C", 8, [1, 1000, 1, 3]),
        ("Баллы", 8, [0, 3, 0, 1]),
        ("Два", 8, [0, 1000, 0, 26]),
        ("A1", 7, [0, 1, 0, 1]),
        ("A2000", None, None),
        ("Три!A1", None, None),
        ("нет", None, None),
        ("", None, None),
    ],
)
def test_a_place_is_found_by_its_name(two: Sheet, q: str, gid: int | None, box: list[int] | None) -> None:
    scores = {"range": {**area(0, 3, 0, 1), "sheetId": 8}, "name": "Баллы"}
    two.batch({"addNamedRange": {"namedRange": scores}})
    answer = two.session.get(f"{two.base}/place", params={"q": q, "gid": 7}).json()
    assert (answer.get("gid"), answer.get("box")) == (gid, box)


@pytest.mark.parametrize(
    ("row", "column", "step", "to"),
    [
        (0, 0, "down", (2, 0)),
        (2, 0, "down", (5, 0)),
        (5, 0, "down", (6, 0)),
        (6, 0, "down", (999, 0)),
        (999, 0, "down", (999, 0)),
        (999, 0, "up", (6, 0)),
        (6, 0, "up", (5, 0)),
        (0, 1, "down", (999, 1)),
        (0, 0, "right", (0, 25)),
        (2, 3, "left", (2, 0)),
        (2, 0, "left", (2, 0)),
    ],
)
def test_a_jump_ends_at_the_edge_of_what_is_filled(
    sheet: Sheet, row: int, column: int, step: str, to: tuple[int, int]
) -> None:
    """Row 2 is hidden: nothing ends there."""
    sheet.write("A1", ["1"], [""], ["3"], [""], [""], ["6"], ["7"])
    hidden = {"sheetId": 7, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    wanted = {"range": hidden, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    sheet.batch({"updateDimensionProperties": wanted})
    asked = {"row": row, "column": column, "step": step}
    assert sheet.session.get(f"{sheet.base}/edge", params=asked).json() == {"row": to[0], "column": to[1]}
    assert sheet.session.get(f"{sheet.base}/edge", params={**asked, "step": "away"}).json() == {}
