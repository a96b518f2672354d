"""What a person wishes on a sheet's page: done, refused in words, or asked about first."""

from __future__ import annotations

import re
from typing import Any

import pytest
import requests

from tests.workspace_emulator.web.sheet_desk import SITE, Json, Sheet, area


def test_a_wish_without_the_pages_token_changes_nothing(sheet: Sheet) -> None:
    body = {"do": "put", "gid": 7, "row": 0, "column": 0, "rows": [["чужое"]]}
    for headers in ({}, {"X-Fbzx": "чужое".encode().decode("latin-1")}):
        answer = sheet.session.post(f"{sheet.base}/change", json=body, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "foreign")
    assert sheet.read("A1") == []


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"do": "put", "row": 1000, "column": 0, "rows": [["1"]]}, "outside"),
        ({"do": "put", "row": -1, "column": 0, "rows": [["1"]]}, "outside"),
        ({"do": "put", "row": 0, "column": 26, "rows": [["1", "2"]]}, "outside"),
        ({"do": "put", "row": 0, "column": 0, "rows": []}, "refused"),
        ({"do": "put", "row": "x", "column": 0, "rows": [["1"]]}, "refused"),
        ({"do": "put"}, "refused"),
        ({"do": "steal"}, "refused"),
        ({"do": "insert", "dimension": "SIDES", "at": 0, "count": 1}, "refused"),
        ({"do": "delete", "dimension": "ROWS", "at": 0, "count": 1000}, "whole"),
        ({"do": "put", "row": 0, "column": 0, "rows": [["я" * 50_001]]}, "long"),
        ({"do": "rename", "title": " "}, "title"),
        ({"do": "clear", "top": 0, "bottom": 0, "left": 0, "right": 1}, "refused"),
        ({"do": "clear", "top": 0, "bottom": 1, "left": 25, "right": 27}, "outside"),
        ({"do": "width", "dimension": "COLUMNS", "at": 0, "count": 1, "pixels": 0}, "refused"),
        ({"do": "width", "dimension": "COLUMNS", "at": 0, "count": 1, "pixels": 5000}, "refused"),
        ({"do": "undo", "undo": {"requests": [], "mark": ""}}, "changed"),
        ({"do": "undo", "undo": {"requests": {}, "mark": 1}}, "changed"),
        ({"do": "undo", "undo": {"requests": [1], "mark": ""}}, "refused"),
        ({"do": "undo", "undo": {"requests": [{"updateCells": {}}], "mark": ""}}, "refused"),
        ([], "refused"),
    ],
)
def test_wishes_that_are_refused(sheet: Sheet, wish: Any, code: str) -> None:
    token = re.findall(r'data-token="([^"]+)"', sheet.page().text)[0]
    given = {"gid": 7, **wish} if isinstance(wish, dict) else wish
    answer = sheet.session.post(f"{sheet.base}/change", json=given, headers={"X-Fbzx": token})
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert answer.json()["error"]


def test_a_protected_range_is_refused_in_words(sheet: Sheet) -> None:
    editors = {"users": ["other@example.org"]}
    sheet.session.post(f"{SITE}/_control/account", json={"account": "other@example.org"})
    sheet.batch({"addProtectedRange": {"protectedRange": {"range": area(0, 1, 0, 1), "editors": editors}}})
    sheet.session.post(f"{SITE}/_control/account", json={"account": "third@example.org"})
    answer = sheet.put(0, 0, ["моё"])
    assert (answer.status_code, answer.json()["error"]) == (400, "Эти ячейки защищены от изменений.")


def test_values_of_a_list_come_from_the_rule_or_from_cells(sheet: Sheet) -> None:
    sheet.write("C1", ["да"], ["нет"], [5], ["да"])
    for column, kind, values in ((0, "ONE_OF_LIST", ("н", "б")), (1, "ONE_OF_RANGE", ("=Лист!$C$1:$C",))):
        condition = {"type": kind, "values": [{"userEnteredValue": text} for text in values]}
        rule = {"condition": condition, "strict": column == 0}
        sheet.batch({"setDataValidation": {"range": area(0, 1, column, column + 1), "rule": rule}})
    asked = [
        sheet.session.get(f"{sheet.base}/offers", params={"row": 0, "column": column}).json()
        for column in (0, 1)
    ]
    assert asked == [{"values": ["н", "б"], "strict": True}, {"values": ["да", "нет", "5"], "strict": False}]
    assert [sheet.put(0, 0, [text]).status_code for text in ("н", "иное", "")] == [200, 400, 200]
    assert sheet.put(0, 1, ["иное"]).status_code == 200


@pytest.mark.parametrize(
    ("kind", "values", "fits", "unfit"),
    [
        ("NUMBER_BETWEEN", ["1", "5"], ["1", "4,5", "", "=9"], ["9", "пять", "ИСТИНА"]),
        ("DATE_AFTER", ["01.09.2026"], ["02.09.2026"], ["01.09.2026", "завтра"]),
        ("DATE_IS_VALID", [], ["02.09.2026"], ["завтра"]),
        ("TEXT_CONTAINS", ["@"], ["a@b"], ["ab"]),
        ("DATE_ON_OR_BEFORE", ["01.09.2026"], ["01.09.2026"], ["02.09.2026"]),
        ("TEXT_IS_EMAIL", [], ["ivanov@example.org"], ["ivanov"]),
        ("TEXT_IS_URL", [], ["https://example.org/а", "example.org"], ["нет ссылки"]),
        ("CUSTOM_FORMULA", ["=A1>5"], ["1"], []),
        ("NUMBER_GREATER", ["=B1"], ["-1"], []),
    ],
)
def test_a_rule_refuses_what_does_not_fit_unless_it_only_warns(
    sheet: Sheet, kind: str, values: list[str], fits: list[str], unfit: list[str]
) -> None:
    given = [{"userEnteredValue": text} for text in values]
    for column in (0, 1):
        rule = {"condition": {"type": kind, "values": given}, "strict": column == 0}
        sheet.batch({"setDataValidation": {"range": area(0, 1, column, column + 1), "rule": rule}})
    assert [sheet.put(0, 0, [text]).status_code for text in fits] == [200] * len(fits)
    assert [sheet.put(0, 0, [text]).json()["code"] for text in unfit] == ["rule"] * len(unfit)
    assert [sheet.put(0, 1, [text]).status_code for text in unfit] == [200] * len(unfit)


def test_an_edit_of_someone_else_is_noticed(sheet: Sheet) -> None:
    sheet.write("A1", ["стало"])
    answer = sheet.put(0, 0, ["моё"], had="было")
    assert (answer.status_code, answer.json()["shown"]) == (409, "стало")
    assert sheet.put(0, 0, ["моё"], had="стало").status_code == 200


@pytest.mark.parametrize(
    ("moved", "more", "after"),
    [
        (None, {}, {"B2": "моё"}),
        ("insert", {}, {"B3": "моё"}),
        ("sort", {}, {"B3": "моё"}),
        ("column", {}, {"C2": "моё"}),
        ("insert", {"beside": [[0, "Нет такого"]]}, 409),
        ("column", {"over": [0, "Нет такого"]}, 409),
        ("twice", {}, 409),
    ],
)
def test_what_is_typed_follows_its_row_and_column(sheet: Sheet, moved: str, more: Json, after: Any) -> None:
    """`beside` and `over` tell what stood in the same row and above the column when the typing began."""
    sheet.write("A1", ["Имя", "Оценка"], ["Яков", ""], ["Анна", ""])
    where = {"sheetId": 7, "startIndex": 1, "endIndex": 2}
    if moved in ("insert", "twice"):
        sheet.batch({"insertDimension": {"range": {**where, "dimension": "ROWS"}}})
    if moved == "twice":
        sheet.write("A2", ["новый"])
        sheet.write("A9", ["Яков"])
    if moved == "sort":
        specs = [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]
        sheet.batch({"sortRange": {"range": area(1, 3, 0, 2), "sortSpecs": specs}})
    if moved == "column":
        sheet.batch({"insertDimension": {"range": {**where, "dimension": "COLUMNS"}}})
    told = {"had": "", "beside": [[0, "Яков"]], "over": [0, "Оценка"], **more}
    answer = sheet.put(1, 1, ["моё"], **told)
    if after == 409:
        assert (answer.status_code, answer.json()["code"]) == (409, "moved")
        assert sheet.api.values().get(spreadsheetId=sheet.id, range="B2:C9").execute().get("values") is None
    else:
        assert answer.status_code == 200
        assert {place: sheet.read(place)[0][0] for place in after} == after


def test_what_is_pasted_over_the_edge_makes_the_sheet_larger(sheet: Sheet) -> None:
    assert sheet.put(999, 25, ["1", "2"], ["3"]).status_code == 200
    assert (sheet.read("Z1000:AA1001"), sheet.state()["rows"], sheet.state()["columns"]) == (
        [[1, 2], [3]], 1001, 27,
    )  # fmt: skip


def test_the_same_value_written_twice_is_no_conflict(sheet: Sheet) -> None:
    """A change whose answer was lost is sent again."""
    assert [sheet.put(0, 0, ["1,5"], had="").status_code for _ in range(2)] == [200, 200]


def test_what_cannot_be_taken_back_is_done_for_the_sure(session: requests.Session) -> None:
    sheet = Sheet(session)
    sheet.write("A1", *[[number] * 26 for number in range(1000, 0, -1)])
    cell = {"row": 0, "column": 0, "top": 0, "bottom": 1, "left": 0, "right": 1}
    asked = sheet.wish("sort", **cell)
    assert (asked.status_code, asked.json()["code"]) == (409, "irreversible")
    assert "undo" not in sheet.wish("sort", **cell, sure=True).json()
    assert sheet.read("A1:A2") == [[1], [2]]
