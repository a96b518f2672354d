"""Objects of a spreadsheet after they were changed: what may not be taken from them, and where they stand."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Book, area

FIRST = {"startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}
OTHER = {"addSheet": {"properties": {"sheetId": 5, "title": "Вторая"}}}
NOWHERE = area(0, 1, 0, 1, sheet=77)


@pytest.mark.parametrize(
    ("mask", "why"),
    [
        ("location", "Developer metadata must always have a location specified."),
        ("metadataKey", "Developer metadata must always have a key specified."),
        ("visibility", "Developer metadata must always have visibility specified."),
        ("metadataId", ""),
        ("metadataId,metadataValue", ""),
    ],
)
def test_metadata_keeps_what_all_must_have(book: Book, mask: str, why: str) -> None:
    item = {
        "metadataId": 7,
        "metadataKey": "key",
        "visibility": "DOCUMENT",
        "location": {"spreadsheet": True},
    }
    book.batch({"createDeveloperMetadata": {"developerMetadata": item}})
    lookup = [{"developerMetadataLookup": {"metadataKey": "key"}}]
    wish = {"dataFilters": lookup, "developerMetadata": {"metadataValue": "1"}, "fields": mask}
    status, answer = book.ask("POST", ":batchUpdate", {"requests": [{"updateDeveloperMetadata": wish}]})
    said = (
        answer.get("error", {})
        .get("message", "")
        .removeprefix("Invalid requests[0].updateDeveloperMetadata: ")
    )
    assert (status, said) == (400 if why else 200, why)
    assert [found["metadataId"] for found in book.get()["developerMetadata"]] == [7]
    status, found = book.ask("POST", "/developerMetadata:search", {"dataFilters": lookup})
    assert [each["developerMetadata"]["metadataId"] for each in found["matchedDeveloperMetadata"]] == [7]


def test_a_view_without_a_title_is_duplicated(book: Book) -> None:
    view = {"filterViewId": 3, "title": "А", "range": area(0, 2, 0, 2)}
    book.batch({"addFilterView": {"filter": view}})
    book.batch({"updateFilterView": {"filter": {"filterViewId": 3}, "fields": "title"}})
    made = book.batch({"duplicateFilterView": {"filterId": 3}})[0]["duplicateFilterView"]["filter"]
    assert (made["title"], made["range"]) == ("Copy of ", FIRST)


KINDS = [
    ("addBanding", "updateBanding", "bandedRange", "bandedRangeId", "bandedRanges", {"rowProperties": {}}),
    ("addFilterView", "updateFilterView", "filter", "filterViewId", "filterViews", {"title": "А"}),
    (
        "addProtectedRange",
        "updateProtectedRange",
        "protectedRange",
        "protectedRangeId",
        "protectedRanges",
        {},
    ),
]


@pytest.mark.parametrize(("add", "update", "member", "key", "part", "rest"), KINDS)
def test_an_object_goes_with_its_range(
    book: Book, add: str, update: str, member: str, key: str, part: str, rest: dict[str, Any]
) -> None:
    book.batch(OTHER)
    for number, top in ((1, 0), (2, 10)):
        book.batch({add: {member: {key: number, "range": area(top, top + 2, 0, 2), **rest}}})

    def move(target: dict[str, int]) -> dict[str, Any]:
        return {update: {member: {key: 1, "range": target}, "fields": "range"}}

    def shown(number: int) -> list[Any]:
        return [(found[key], found["range"]) for found in book.sheet(number).get(part, ())]

    second = FIRST | {"startRowIndex": 10, "endRowIndex": 12}
    assert book.refused(move(NOWHERE)).endswith("No grid with id: 77")
    book.batch(move(area(4, 6, 0, 2)))
    assert shown(0) == [(1, FIRST | {"startRowIndex": 4, "endRowIndex": 6}), (2, second)]
    book.batch(move(area(0, 2, 0, 2, sheet=5)))
    assert (shown(0), shown(1)) == ([(2, second)], [(1, {"sheetId": 5, **FIRST})])


def test_bands_do_not_move_onto_others(book: Book) -> None:
    for number, top in ((1, 0), (2, 10)):
        band = {"bandedRangeId": number, "range": area(top, top + 2, 0, 2), "rowProperties": {}}
        book.batch({"addBanding": {"bandedRange": band}})
    band = {"bandedRangeId": 1, "range": area(11, 13, 0, 2)}
    assert book.refused({"updateBanding": {"bandedRange": band, "fields": "range"}}).endswith(
        "You cannot add alternating background colors to a range that already has them."
    )


def test_a_named_range_does_not_move_to_a_sheet_that_is_not_there(book: Book) -> None:
    book.batch({"addNamedRange": {"namedRange": {"namedRangeId": "1", "name": "Итоги", "range": FIRST}}})
    moved = {"namedRangeId": "1", "range": NOWHERE}
    message = "Invalid requests[0].updateNamedRange: No grid with id: 77"
    assert book.refused({"updateNamedRange": {"namedRange": moved, "fields": "range"}}) == message


def test_a_copy_of_the_first_tab_is_protected_itself(book: Book) -> None:
    book.batch({"addProtectedRange": {"protectedRange": {"range": {"sheetId": 0}}}})
    free = {"range": area(0, 9, 0, 9), "unprotectedRanges": [area(0, 1, 0, 1)]}
    book.batch({"addProtectedRange": {"protectedRange": free}})
    book.batch({"duplicateSheet": {"sourceSheetId": 0, "newSheetId": 9, "insertSheetIndex": 1}})
    whole, part = book.sheet(1)["protectedRanges"]
    assert (whole["range"], part["range"]["sheetId"]) == ({"sheetId": 9}, 9)
    assert [found["sheetId"] for found in part["unprotectedRanges"]] == [9]


def test_new_text_has_no_runs_of_the_old_one(book: Book) -> None:
    """`textFormatRuns`: «When writing a new userEnteredValue, previous runs are erased» (discovery)."""
    runs = [{"format": {"bold": True}}, {"startIndex": 2, "format": {}}]
    rich = {"userEnteredValue": {"stringValue": "строка"}, "textFormatRuns": runs}
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}

    def put(cell: dict[str, Any], mask: str) -> Any:
        book.batch({"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": mask}})
        return book.cell("A1", "userEnteredValue,textFormatRuns")

    assert "textFormatRuns" in put(rich, "userEnteredValue,textFormatRuns")
    assert "textFormatRuns" in put({"note": "а"}, "note")
    number = {"userEnteredValue": {"numberValue": 5}}
    assert put(number, "userEnteredValue") == number


def test_formulas_of_rules_follow_titles_and_locales(book: Book) -> None:
    def point(kind: str, value: str) -> dict[str, Any]:
        return {"color": {"red": 1}, "type": kind, "value": value}

    scale = {"minpoint": point("NUMBER", "=Sheet1!$C$1"), "maxpoint": point("NUMBER", "9")}
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=AND(A1>1.5,TRUE)"}]}
    shaded = {"condition": condition, "format": {"textFormat": {"bold": True}}}
    for rule in ({"gradientRule": scale}, {"booleanRule": shaded}):
        book.batch({"addConditionalFormatRule": {"rule": {"ranges": [area(0, 2, 0, 2)], **rule}, "index": 0}})
    validation = {"condition": condition | {"values": [{"userEnteredValue": "=A1>0.5"}]}}
    book.batch({"setDataValidation": {"range": area(0, 1, 0, 1), "rule": validation}})
    book.batch(
        {"updateSheetProperties": {"properties": {"title": "Лист"}, "fields": "title"}},
        {"updateSpreadsheetProperties": {"properties": {"locale": "ru_RU"}, "fields": "locale"}},
    )
    boolean, gradient = book.sheet()["conditionalFormats"]
    assert boolean["booleanRule"]["condition"]["values"] == [{"userEnteredValue": "=AND(A1>1,5;TRUE)"}]
    assert gradient["gradientRule"]["minpoint"]["value"] == "=Лист!$C$1"
    ruled = book.cell("A1", "dataValidation")["dataValidation"]
    assert ruled["condition"]["values"] == [{"userEnteredValue": "=A1>0,5"}]


def test_russian_names_are_told_in_english_whatever_the_marks(russian: Book) -> None:
    russian.update("A1", [["=ЕСЛИ(1=1;2;3)"]])
    russian.batch({"updateSpreadsheetProperties": {"properties": {"locale": "de_DE"}, "fields": "locale"}})
    assert russian.values("A1", "FORMULA") == [["=IF(1=1;2;3)"]]
    assert russian.values("A1", "UNFORMATTED_VALUE") == [[2]]


def test_sorting_has_the_alphabet_of_the_formulas(russian: Book) -> None:
    names = ["Ёлкин", "ель", "Егоров", "ёж", "енот", "ежевика"]
    russian.update("A1", [[name] for name in names])
    russian.update("C1", [["=SORT(A1:A6)"]])
    wanted = russian.values("C1:C6")
    russian.batch({"sortRange": {"range": area(0, 6, 0, 1), "sortSpecs": [{"dimensionIndex": 0}]}})
    assert russian.values("A1:A6") == wanted


def test_duplicates_go_in_one_sweep(book: Book) -> None:
    """What stands beside and below stays with its row or closes up, as when a range is deleted."""
    book.update("A1", [["а", 1, "x"], ["б", 2], ["А", 1, "y"], ["б", 2, "z"], ["в", 3], ["низ", "=B5", "w"]])
    book.batch({"mergeCells": {"range": area(4, 5, 0, 2), "mergeType": "MERGE_ALL"}})
    found = book.batch({"deleteDuplicates": {"range": area(0, 5, 0, 2)}})
    assert found == [{"deleteDuplicates": {"duplicatesRemovedCount": 2}}]
    assert book.values("A1:C6", "FORMULA") == [
        ["а", 1, "x"], ["б", 2], ["в", "", "y"], ["низ", "=B3", "z"], [], ["", "", "w"],
    ]  # fmt: skip
    assert book.sheet()["merges"] == [FIRST | {"startRowIndex": 2, "endRowIndex": 3}]


def test_text_that_no_table_can_be_made_of_is_refused(book: Book) -> None:
    wish = {"coordinate": {"sheetId": 0}, "data": "x" * 200_000, "delimiter": ",", "type": "PASTE_NORMAL"}
    assert book.refused({"pasteData": wish}) == (
        "Invalid requests[0].pasteData: The pasted text cannot be taken apart: field larger than field limit "
        "(131072)."
    )
