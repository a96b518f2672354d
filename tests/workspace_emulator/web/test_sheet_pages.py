"""The pages of a spreadsheet as any HTTP client meets them: windows and looks."""

from __future__ import annotations

import html
import re

import pytest
import requests

from tests.workspace_emulator.web.sheet_desk import Json, Sheet, area

EVIL = "\"'><script>alert(1)</script>"


def rule(kind: str, value: str) -> Json:
    """A rule that makes cells of A1:A2 red."""
    condition = {"type": kind, "values": [{"userEnteredValue": value}]}
    boolean = {"condition": condition, "format": {"backgroundColor": {"red": 1}}}
    return {"ranges": [area(0, 2, 0, 1)], "booleanRule": boolean}


def cells(text: str) -> dict[tuple[int, int], str]:
    """Row and column → the cell's opening tag and inside."""
    found = {}
    for row, inside in re.findall(r'<tr data-r="(\d+)"[^>]*>(.*?)</tr>', text, re.DOTALL):
        for column, rest, shown in re.findall(r'<td data-c="(\d+)"([^>]*)>(.*?)</td>', inside, re.DOTALL):
            found[int(row), int(column)] = f"{rest.strip()}|{shown}"
    return found


def test_rows_come_in_windows_and_frozen_ones_apart(session: requests.Session) -> None:
    sheet = Sheet(session, frozenRowCount=1)
    sheet.write("A1", *[[number] for number in range(1, 1001)])
    assert [place[0] for place in cells(sheet.rows("head"))] == [0] * 26
    found = [{place[0] for place in cells(sheet.rows(window))} for window in range(sheet.state()["windows"])]
    assert (min(found[0]), len(found[0]), found[-1]) == (1, 127, set(range(896, 1000)))
    assert len(cells(sheet.page().text)) == 128 * 26


@pytest.mark.parametrize(("columns", "rows"), [(26, 128), (60, 64), (200, 16)])
def test_a_window_of_a_wide_sheet_has_fewer_rows(session: requests.Session, columns: int, rows: int) -> None:
    assert Sheet(session, columnCount=columns).state()["size"] == rows


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("текст", 'class="flow"|<span>текст</span>'),
        ("1,5", 'class="num"|1,5'),
        ("5%", 'class="f1 num"|5%'),
        ("11.11.2026", 'class="f1 num"|11.11.2026'),
        ("ИСТИНА", 'class="mid"|ИСТИНА'),
        ("=1/0", 'class="mid" data-e="=1/0"|#DIV/0!'),
        ("=1+1", 'class="num" data-e="=1+1"|2'),
        ("'007", 'class="flow" data-e="&#39;007"|<span>007</span>'),
        (EVIL, 'class="flow"|<span>&#34;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;</span>'),
    ],
)
def test_a_cell_as_it_is_shown_and_as_it_is_typed(sheet: Sheet, typed: str, shown: str) -> None:
    sheet.write("A1", [typed])
    assert cells(sheet.rows())[0, 0] == shown


@pytest.mark.parametrize(
    "text",
    ["текст", "1,5", "-3", "5%", "11.11.2026", "8:15", "ИСТИНА", "=1+1", "'007", "1 234,50 ₽", "0,1", "'=x"],
)
def test_what_the_formula_bar_shows_leaves_the_cell_as_it_is(sheet: Sheet, text: str) -> None:
    sheet.write("A1", [text])
    before = sheet.read("A1")
    tag, shown = cells(sheet.rows())[0, 0].split("|")
    again = re.findall(r'data-e="([^"]*)"', tag) or [re.sub(r"<[^>]+>", "", shown)]
    assert sheet.put(0, 0, [html.unescape(again[0])]).status_code == 200
    assert sheet.read("A1") == before


@pytest.mark.parametrize(
    ("formula", "link"),
    [
        ('=HYPERLINK("https://example.org/";"да")', "https://example.org/"),
        ("https://example.org/x", "https://example.org/x"),
        ('=HYPERLINK("javascript:alert(1)";"да")', None),
        ("javascript:alert(1)", None),
    ],
)
def test_only_web_addresses_are_links(sheet: Sheet, formula: str, link: str | None) -> None:
    sheet.write("A1", [formula])
    found = re.findall(r'<a href="([^"]*)" target="_blank" rel="noopener noreferrer">', sheet.rows())
    assert found == ([link] if link else [])


def test_looks_are_a_style_sheet_of_plain_rules(sheet: Sheet) -> None:
    font = {"fontFamily": "x;}body{background:url(//evil)"}
    wild = {
        "backgroundColor": {"red": 1, "green": 0.5},
        "textFormat": {"bold": True, "fontSize": 12, "underline": True, **font},
        "horizontalAlignment": "CENTER", "wrapStrategy": "WRAP",
        "borders": {"bottom": {"style": "SOLID_MEDIUM", "color": {"blue": 1}}},
    }  # fmt: skip
    sheet.batch(
        {"repeatCell": {
            "range": area(0, 1, 0, 1), "cell": {"userEnteredFormat": wild}, "fields": "userEnteredFormat",
        }},
        {"updateDimensionProperties": {
            "range": {"sheetId": 7, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2},
            "properties": {"pixelSize": 240}, "fields": "pixelSize",
        }},
    )  # fmt: skip
    looks = sheet.session.get(f"{sheet.base}/looks.css")
    assert looks.headers["Content-Type"] == "text/css; charset=UTF-8"
    assert looks.text.splitlines() == [
        ".w1{width:240px}",
        "#cells{width:2786px}",
        ".f1{background-color:#ff7f00;font-weight:bold;text-decoration:underline;font-size:16.0px;"
        "text-align:center;white-space:pre-wrap;overflow-wrap:anywhere;border-bottom:2px solid #0000ff}",
        ".u1{border-bottom:2px solid #0000ff}",
    ]


def test_rules_bands_and_merges_are_classes_and_spans(sheet: Sheet) -> None:
    bands = {"firstBandColor": {"green": 1}, "secondBandColor": {"blue": 1}}
    sheet.write("A1", ["н", 1], ["да", 3])
    sheet.batch(
        {"addConditionalFormatRule": {"rule": rule("TEXT_EQ", "н"), "index": 0}},
        {"addConditionalFormatRule": {"rule": rule("CUSTOM_FORMULA", "=$B1>2"), "index": 1}},
        {"addBanding": {"bandedRange": {"range": area(0, 2, 2, 3), "rowProperties": bands}}},
        {"mergeCells": {"range": area(3, 5, 0, 2), "mergeType": "MERGE_ALL"}},
    )
    found = cells(sheet.rows())
    assert [found[row, 0].split("|")[0] for row in (0, 1)] == ['class="c0"', 'class="c1"']
    assert (found[0, 2], found[1, 2]) == ('class="b00ff00"|', 'class="b0000ff"|')
    assert found[3, 0] == 'rowspan="2" colspan="2"|'
    assert not {(3, 1), (4, 0), (4, 1)} & found.keys()
    looks = sheet.session.get(f"{sheet.base}/looks.css").text.splitlines()
    assert looks[1:] == [
        ".b00ff00{background-color:#00ff00}", ".b0000ff{background-color:#0000ff}",
        ".c1{background-color:#ff0000}", ".c0{background-color:#ff0000}",
    ]  # fmt: skip


def test_the_lines_around_a_merge_are_those_of_its_last_cells(sheet: Sheet) -> None:
    line = {"style": "SOLID", "color": {"red": 1}}
    sheet.batch(
        {"mergeCells": {"range": area(1, 3, 1, 4), "mergeType": "MERGE_ALL"}},
        {"updateBorders": {"range": area(1, 3, 1, 4), "bottom": line, "right": line}},
    )
    classes = re.findall(r"[ur]\d+", cells(sheet.rows())[1, 1])
    looks = sheet.session.get(f"{sheet.base}/looks.css").text.splitlines()
    rules = [rule for rule in looks if rule.split("{")[0][1:] in classes]
    assert sorted(rule.split("{")[1] for rule in rules) == [
        "border-bottom:1px solid #ff0000}", "border-right:1px solid #ff0000}",
    ]  # fmt: skip


def test_the_version_tells_which_rows_changed(sheet: Sheet) -> None:
    sheet.write("A1", *[[number] for number in range(600)])
    before = sheet.version()
    assert sheet.version(before["version"]) == {"version": before["version"]}
    sheet.write("A300", ["новое"])
    after = sheet.version(before["version"])
    changed = [block for block, number in after["blocks"].items() if before["blocks"][block] != number]
    assert (changed, after["shape"] == before["shape"]) == (["1"], True)
    sheet.batch({"updateSheetProperties": {"properties": {"sheetId": 7, "title": "Иное"}, "fields": "title"}})
    assert sheet.version(after["version"])["shape"] != after["shape"]


def test_nothing_in_a_file_is_markup(session: requests.Session) -> None:
    sheet = Sheet(session, EVIL)
    sheet.write("A1", [EVIL])
    warning = {"range": area(0, 1, 0, 1), "warningOnly": True, "description": EVIL}
    sheet.batch(
        {
            "updateCells": {
                "range": area(0, 1, 0, 1),
                "rows": [{"values": [{"note": EVIL}]}],
                "fields": "note",
            }
        },
        {"addProtectedRange": {"protectedRange": warning}},
    )
    page = sheet.page()
    assert (page.status_code, "<script>alert(1)" in page.text) == (200, False)
    assert sheet.state()["warned"] == [[0, 1, 0, 1, EVIL]]
    policy = page.headers["Content-Security-Policy"]
    assert ("script-src 'self';" in policy, "unsafe" in policy) == (True, False)
    assert re.findall(r"<[^>]*\s(?:on\w+|style)=", page.text) == []


@pytest.mark.parametrize(
    ("box", "rows"),
    [
        ("0,3,0,3", [["а\tб", "ИСТИНА"], ["3", "конец"]]),
        ("700,701,0,1", [[""]]),
        ("0,1,1,1", []),
        ("x", []),
    ],
)
def test_a_block_of_cells_is_given_as_it_is_seen(sheet: Sheet, box: str, rows: list[list[str]]) -> None:
    """Hidden rows and columns are left out."""
    sheet.write("A1", ["а\tб", "", "ИСТИНА"], ["2"], ["=1+2", "скрыто", "конец"])
    for dimension in ("ROWS", "COLUMNS"):
        hidden = {"sheetId": 7, "dimension": dimension, "startIndex": 1, "endIndex": 2}
        properties = {"range": hidden, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
        sheet.batch({"updateDimensionProperties": properties})
    answer = sheet.session.get(f"{sheet.base}/block", params={"box": box})
    assert answer.json() == {"rows": rows}


@pytest.mark.parametrize(
    ("row", "reach"),
    [
        (["длинный текст, который не помещается", "", "", "конец"], "3"),
        (["длинный текст, который не помещается", "", "", ""], ""),
        (["длинный текст, который не помещается", "конец"], None),
        (["кратко", "", "конец"], ""),
    ],
)
def test_a_text_runs_as_far_as_the_next_value(sheet: Sheet, row: list[str], reach: str | None) -> None:
    sheet.write("A1", row)
    found = re.search(r'class="flow"(?: data-n="(\d+)")?', cells(sheet.rows())[0, 0])
    assert (found and (found[1] or "")) == reach


def test_a_text_of_a_frozen_column_stays_in_frozen_ones(session: requests.Session) -> None:
    sheet = Sheet(session, frozenColumnCount=2)
    sheet.write("A1", ["длинный текст, который не помещается никак"])
    assert 'data-n="2"' in cells(sheet.rows())[0, 0]


@pytest.mark.parametrize(
    ("q", "row", "found"),
    [
        ("НУЖНОЕ", 0, {"row": 500, "column": 3, "count": 2}),
        ("нужное", 600, {"row": 500, "column": 3, "count": 2}),
        ("11.11", 0, {"row": 700, "column": 0, "count": 1}),
        ("нет такого", 0, {}),
        ("", 0, {}),
    ],
)
def test_cells_are_found_by_what_they_show(sheet: Sheet, q: str, row: int, found: Json) -> None:
    sheet.write("D501", ["нужное", "и нужное"])
    sheet.write("A701", ["11.11.2026"])
    answer = sheet.session.get(f"{sheet.base}/find", params={"q": q, "row": row, "column": 0})
    assert answer.json() == found
