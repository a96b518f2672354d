"""The format a cell ends up with: bands, rules that hold, colour scales, links; rows that a filter hides."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Book, area

RED, GREEN, BLUE, WHITE = {"red": 1}, {"green": 1}, {"blue": 1}, {"red": 1, "green": 1, "blue": 1}
TODAY = "2026-09-15T09:00:00+03:00"


def backgrounds(book: Book, address: str) -> list[list[Any]]:
    """The effective background of every cell of a range, white for the default."""
    fields = "sheets.data.rowData.values.effectiveFormat.backgroundColor"
    rows = book.get(fields, ranges=address)["sheets"][0]["data"][0].get("rowData", [])
    return [
        [cell.get("effectiveFormat", {}).get("backgroundColor") for cell in row.get("values", [])]
        for row in rows
    ]


def rule(condition: Any, where: Any, colour: Any = RED) -> Any:
    boolean = {"condition": condition, "format": {"backgroundColor": colour}}
    return {"addConditionalFormatRule": {"rule": {"ranges": [where], "booleanRule": boolean}, "index": 0}}


def condition(kind: str, *values: str, **relative: str) -> Any:
    given = [{"userEnteredValue": value} for value in values]
    return {"type": kind, "values": given + ([relative] if relative else [])}


NUMBERS = ["1", "5", "10", "текст", "", "ИСТИНА"]
TEXTS = ["Ёлка", "ёлка зелёная", "Дуб", "", "5", "a@example.org"]
DATES = ["14.09.2026", "15.09.2026", "16.09.2026", "01.09.2026", "нет", ""]


@pytest.mark.parametrize(
    ("typed", "tried", "held"),
    [
        (NUMBERS, condition("NUMBER_GREATER", "4,5"), [1, 2]),
        (NUMBERS, condition("NUMBER_GREATER_THAN_EQ", "5"), [1, 2]),
        (NUMBERS, condition("NUMBER_LESS", "5"), [0]),
        (NUMBERS, condition("NUMBER_LESS_THAN_EQ", "5"), [0, 1]),
        (NUMBERS, condition("NUMBER_EQ", "=$A$1*5"), [1]),
        (NUMBERS, condition("NUMBER_NOT_EQ", "5"), [0, 2]),
        (NUMBERS, condition("NUMBER_BETWEEN", "10", "5"), [1, 2]),
        (NUMBERS, condition("NUMBER_NOT_BETWEEN", "2", "6"), [0, 2]),
        (NUMBERS, condition("BLANK"), [4]),
        (NUMBERS, condition("NOT_BLANK"), [0, 1, 2, 3, 5]),
        (NUMBERS, condition("CUSTOM_FORMULA", "=И(ЕЧИСЛО(A1);A1>1)"), [1, 2]),
        (NUMBERS, condition("CUSTOM_FORMULA", "=AND(ISNUMBER(A1);A1>1,5)"), [1, 2]),
        (NUMBERS, condition("CUSTOM_FORMULA", "=СЛОМАНА("), []),
        (TEXTS, condition("TEXT_CONTAINS", "ЁЛКА"), [0, 1]),
        (TEXTS, condition("TEXT_NOT_CONTAINS", "ёлка"), [2, 3, 4, 5]),
        (TEXTS, condition("TEXT_STARTS_WITH", "ёл"), [0, 1]),
        (TEXTS, condition("TEXT_ENDS_WITH", "зелёная"), [1]),
        (TEXTS, condition("TEXT_EQ", "дуб"), [2]),
        (DATES, condition("DATE_EQ", "15.09.2026"), [1]),
        (DATES, condition("DATE_BEFORE", relativeDate="TODAY"), [0, 3]),
        (DATES, condition("DATE_AFTER", relativeDate="TODAY"), [2]),
        (DATES, condition("DATE_EQ", relativeDate="TOMORROW"), [2]),
        (DATES, condition("DATE_EQ", relativeDate="PAST_WEEK"), [0, 1]),
    ],
)
def test_conditions(russian: Book, typed: list[str], tried: Any, held: list[int]) -> None:
    russian.session.post(
        "https://sheets.googleapis.com/_control/clock", json={"now": TODAY}
    ).raise_for_status()
    russian.update("A1", [[value] for value in typed])
    russian.batch(rule(tried, area(0, 6, 0, 1)))
    shown = [row[0] if row else None for row in backgrounds(russian, "A1:A6")]
    assert [line for line, colour in enumerate(shown) if colour == RED] == held


def test_the_first_rule_prevails_and_formulas_follow_their_cell(book: Book) -> None:
    book.update("A1", [["n", 1], ["n", 7], ["n", 12]])
    both = area(0, 3, 0, 2)
    book.batch(
        rule(condition("CUSTOM_FORMULA", "=$B1>5"), both, GREEN),
        rule(condition("CUSTOM_FORMULA", "=$B1>10"), both, BLUE),
    )
    expected = [[WHITE, WHITE], [GREEN, GREEN], [BLUE, BLUE]]
    assert backgrounds(book, "A1:B3") == expected
    book.batch({"insertDimension": {"range": {"dimension": "ROWS", "startIndex": 0, "endIndex": 2}}})
    assert backgrounds(book, "A3:B5") == expected
    book.update("B3", [[11]])
    assert backgrounds(book, "A3:B3") == [[BLUE, BLUE]]


def test_a_rule_on_another_tab(book: Book) -> None:
    book.batch({"addSheet": {"properties": {"title": "Нормы", "sheetId": 7}}})
    book.update("Нормы!A1", [[5]])
    book.update("A1", [[4], [6]])
    book.batch(rule(condition("CUSTOM_FORMULA", '=A1>INDIRECT("Нормы!A1")'), area(0, 2, 0, 1)))
    book.batch(rule(condition("NUMBER_LESS", "=Нормы!$A$1"), area(0, 2, 0, 1), BLUE))
    assert backgrounds(book, "A1:A2")[0] == [BLUE]


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (
            {"minpoint": {"type": "MIN", "color": RED}, "maxpoint": {"type": "MAX", "color": GREEN}},
            [RED, {"red": 0.8, "green": 0.2}, GREEN, {"red": 0.4980392, "green": 0.4980392}],
        ),
        (
            {
                "minpoint": {"type": "NUMBER", "value": "2", "color": RED},
                "midpoint": {"type": "PERCENT", "value": "50", "color": WHITE},
                "maxpoint": {"type": "MAX", "color": GREEN},
            },
            [RED, RED, GREEN, WHITE],
        ),
        (
            {
                "minpoint": {"type": "PERCENTILE", "value": "0", "color": RED},
                "midpoint": {"type": "PERCENTILE", "value": "50", "color": BLUE},
                "maxpoint": {"type": "NUMBER", "value": "=3+7", "color": GREEN},
            },
            [RED, {"red": 0.4274, "blue": 0.5686}, GREEN, {"green": 0.2274, "blue": 0.7686}],
        ),
    ],
)
def test_colour_scales(book: Book, points: Any, expected: list[Any]) -> None:
    book.update("A1", [[0], [2], [10], [5], ["text"]])
    scale = {"ranges": [area(0, 5, 0, 1)], "gradientRule": points}
    book.batch({"addConditionalFormatRule": {"rule": scale, "index": 0}})
    shown = [row[0] for row in backgrounds(book, "A1:A5")]
    assert shown[4] == WHITE
    for found, wanted in zip(shown, expected, strict=False):
        assert found == pytest.approx(wanted, abs=0.005)


def test_bands_lie_under_the_cells_own_colour(book: Book) -> None:
    properties = {"headerColor": BLUE, "firstBandColor": RED, "secondBandColor": GREEN, "footerColor": {}}
    book.batch(
        {"addBanding": {"bandedRange": {"range": area(0, 5, 0, 2), "rowProperties": properties}}},
        {
            "repeatCell": {
                "range": area(1, 2, 1, 2),
                "cell": {"userEnteredFormat": {"backgroundColor": BLUE}},
                "fields": "userEnteredFormat",
            }
        },
    )
    assert backgrounds(book, "A1:B9") == [[BLUE] * 2, [RED, BLUE], [GREEN] * 2, [RED] * 2, [{}, {}]]


def test_columns_take_turns_too(book: Book) -> None:
    properties = {"firstBandColor": RED, "secondBandColor": GREEN}
    book.batch({"addBanding": {"bandedRange": {"range": area(0, 1, 0, 3), "columnProperties": properties}}})
    assert backgrounds(book, "A1:D1") == [[RED, GREEN, RED]]


def test_a_rule_adds_to_the_text_format(book: Book) -> None:
    book.update("A1", [["x"]])
    told = {"condition": condition("NOT_BLANK"), "format": {"textFormat": {"bold": True}}}
    book.batch(
        {
            "addConditionalFormatRule": {
                "rule": {"ranges": [area(0, 1, 0, 1)], "booleanRule": told},
                "index": 0,
            }
        }
    )
    text = book.cell("A1", "effectiveFormat")["effectiveFormat"]["textFormat"]
    assert (text["bold"], text["italic"], text["fontSize"]) == (True, False, 10)
    assert book.cell("A1", "userEnteredFormat") == {}


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ('=HYPERLINK("https://example.org/b","сюда")', "https://example.org/b"),
        ('="https://" & "example.org"', ""),
        ("www.example.org", "http://www.example.org"),
        ("see https://example.org", ""),
    ],
)
def test_links(book: Book, typed: str, address: str) -> None:
    book.update("A1", [[typed]])
    found = book.cell("A1", "hyperlink,effectiveFormat(hyperlinkDisplayType,textFormat.underline)")
    assert found.get("hyperlink", "") == address
    shown = found["effectiveFormat"]
    expected = ("LINKED", True) if address else ("PLAIN_TEXT", False)
    assert (shown["hyperlinkDisplayType"], shown["textFormat"]["underline"]) == expected


def test_runs_of_text_last_until_the_value_changes(book: Book) -> None:
    runs = [{"format": {"bold": True}}, {"startIndex": 3, "format": {"italic": True}}]
    cell = {"userEnteredValue": {"stringValue": "абвгд"}, "textFormatRuns": runs}
    book.batch({"updateCells": {"start": {}, "rows": [{"values": [cell]}], "fields": "*"}})
    assert book.cell("A1", "textFormatRuns") == {"textFormatRuns": runs}
    book.update("A1", [["другое"]])
    assert book.cell("A1", "textFormatRuns") == {}


def hidden(book: Book) -> list[int]:
    rows = book.get("sheets.data.rowMetadata.hiddenByFilter")["sheets"][0]["data"][0]["rowMetadata"]
    return [row for row, kept in enumerate(rows) if kept.get("hiddenByFilter")]


def filtered(**more: Any) -> Any:
    return {"setBasicFilter": {"filter": {"range": area(0, 5, 0, 2), **more}}}


def test_a_filter_hides_rows_and_clearing_shows_them(book: Book) -> None:
    book.update("A1", [["имя", "балл"], ["а", 5], ["б", 2], ["в", 4], ["а", 3], ["вне", 1]])
    book.batch(filtered(criteria={"0": {"hiddenValues": ["А"]}}))
    assert hidden(book) == [1, 4]
    kept = book.sheet()["basicFilter"]
    assert kept["filterSpecs"] == [{"columnIndex": 0, "filterCriteria": {"hiddenValues": ["А"]}}]
    more = [{"columnIndex": 1, "filterCriteria": {"condition": condition("NUMBER_GREATER", "3")}}]
    book.batch(filtered(filterSpecs=more))
    assert hidden(book) == [2, 4]
    book.batch({"deleteDimension": {"range": {"dimension": "ROWS", "startIndex": 0, "endIndex": 2}}})
    assert hidden(book) == [0, 2]
    book.batch({"clearBasicFilter": {"sheetId": 0}})
    assert hidden(book) == []


def test_a_filter_by_formula_and_by_colour(book: Book) -> None:
    book.update("A1", [["имя", "балл"], ["а", 5], ["б", 2], ["в", 4], ["г", 3]])
    formula = {"columnIndex": 1, "filterCriteria": {"condition": condition("CUSTOM_FORMULA", "=ISODD(B2)")}}
    book.batch(filtered(filterSpecs=[formula]))
    assert hidden(book) == [2, 3]
    red = {"cell": {"userEnteredFormat": {"backgroundColor": RED}}, "fields": "userEnteredFormat"}
    colour = {"columnIndex": 0, "filterCriteria": {"visibleBackgroundColor": RED}}
    book.batch({"repeatCell": {"range": area(2, 3, 0, 1), **red}}, filtered(filterSpecs=[colour]))
    assert hidden(book) == [1, 3, 4]


def test_a_filter_sorts_and_its_columns_follow(book: Book) -> None:
    book.update("A1", [["имя", "балл"], ["а", 5], ["б", 2], ["в", 4], ["г", 3]])
    book.batch(
        filtered(
            sortSpecs=[{"dimensionIndex": 1, "sortOrder": "DESCENDING"}],
            criteria={"1": {"condition": condition("NUMBER_LESS", "5")}},
        )
    )
    assert book.values("A1:B5") == [["имя", "балл"], ["а", "5"], ["в", "4"], ["г", "3"], ["б", "2"]]
    assert hidden(book) == [1]
    book.batch({"insertDimension": {"range": {"dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}}})
    kept = book.sheet()["basicFilter"]
    assert (list(kept["criteria"]), kept["filterSpecs"][0]["columnIndex"]) == (["2"], 2)
    assert kept["sortSpecs"] == [{"dimensionIndex": 2, "sortOrder": "DESCENDING"}]
    book.batch({"deleteDimension": {"range": {"dimension": "COLUMNS", "startIndex": 2, "endIndex": 3}}})
    assert set(book.sheet()["basicFilter"]) == {"range"}
    message = "Invalid requests[0].setBasicFilter: The columns of a filter must be within its range."
    assert book.refused(filtered(sortSpecs=[{"dimensionIndex": 5}])) == message


def linked(start: int, address: str) -> Any:
    """A run of text that leads to an address."""
    return {"startIndex": start, "format": {"link": {"uri": address}} if address else {"bold": True}}


@pytest.mark.parametrize(
    ("runs", "address"),
    [
        ([linked(0, "https://example.org")], "https://example.org"),
        ([linked(0, "https://example.org"), linked(2, "https://example.org")], "https://example.org"),
        ([linked(0, "https://example.org/1"), linked(2, "https://example.org/2")], ""),
        ([linked(2, "https://example.org")], ""),
        ([linked(0, "https://example.org"), linked(2, "")], ""),
        ([linked(0, "")], ""),
    ],
)
def test_the_address_of_all_the_text_is_the_cells(book: Book, runs: Any, address: str) -> None:
    cell = {"userEnteredValue": {"stringValue": "text"}, "textFormatRuns": runs}
    rows = [{"values": [cell]}]
    fields = "userEnteredValue,textFormatRuns"
    book.batch({"updateCells": {"rows": rows, "fields": fields, "start": {"sheetId": 0}}})
    assert book.cell("A1", "hyperlink").get("hyperlink", "") == address
