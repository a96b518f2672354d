"""batchUpdate: named and protected ranges, conditional formats, banding, filters, groups, metadata."""

from __future__ import annotations

from typing import Any

import pytest

from workspace_emulator.google import Workspace
from workspace_emulator.store import set_setting

from .conftest import Book, area

PLAIN = {"startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0, "endColumnIndex": 2}


def test_named_ranges(book: Book) -> None:
    made = book.batch({"addNamedRange": {"namedRange": {"name": "Итоги", "range": area(0, 2, 0, 2)}}})[0]
    named = made["addNamedRange"]["namedRange"]
    assert named == {"namedRangeId": named["namedRangeId"], "name": "Итоги", "range": PLAIN}
    assert named["namedRangeId"].isdigit()
    changed = {"namedRangeId": named["namedRangeId"], "name": "Суммы", "range": area(0, 1, 0, 1)}
    book.batch({"updateNamedRange": {"namedRange": changed, "fields": "name"}})
    assert book.get("namedRanges") == {"namedRanges": [named | {"name": "Суммы"}]}
    again = {"addNamedRange": {"namedRange": {"name": "суммы", "range": area(0, 1, 0, 1)}}}
    assert (
        book.refused(again) == "Invalid requests[0].addNamedRange: Cannot add named range with name суммы, "
        "a named range with that name already exists."
    )
    book.batch({"deleteNamedRange": {"namedRangeId": named["namedRangeId"]}})
    assert book.get("namedRanges") == {}


def test_formulas_follow_a_named_range_that_is_renamed(book: Book) -> None:
    book.update("A1", [[1, "=SUM(sum)+Sum"], [2, '="sum"&ROWS(SUM)']])
    book.batch(
        {"addNamedRange": {"namedRange": {"name": "sum", "namedRangeId": "n", "range": area(0, 1, 0, 1)}}}
    )
    change = {"namedRangeId": "n", "name": "Итого"}
    book.batch({"updateNamedRange": {"namedRange": change, "fields": "name"}})
    assert book.values("B1:B2", "FORMULA") == [["=SUM(Итого)+Итого"], ['="sum"&ROWS(Итого)']]
    assert book.values("B1:B2") == [["2"], ["sum1"]]


def test_protected_ranges(book: Book) -> None:
    given = {
        "range": area(0, 2, 0, 2),
        "warningOnly": False,
        "requestingUserCanEdit": False,
        "editors": {"users": [], "groups": []},
    }
    reply = book.batch({"addProtectedRange": {"protectedRange": given}})[0]["addProtectedRange"][
        "protectedRange"
    ]
    number = reply["protectedRangeId"]
    assert reply == {"protectedRangeId": number, "range": PLAIN, "requestingUserCanEdit": True, "editors": {}}
    assert book.sheet()["protectedRanges"][0]["editors"] == {"users": ["school@example.org"]}
    warning = {"protectedRangeId": number, "warningOnly": True, "description": "формулы"}
    book.batch({"updateProtectedRange": {"protectedRange": warning, "fields": "warningOnly,description"}})
    assert book.sheet()["protectedRanges"] == [
        {"protectedRangeId": number, "range": PLAIN, "warningOnly": True, "description": "формулы"}
    ]
    book.batch({"deleteProtectedRange": {"protectedRangeId": number}})
    assert "protectedRanges" not in book.sheet()


def test_conditional_formats(book: Book) -> None:
    def rule(formula: str) -> Any:
        condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]}
        return {
            "ranges": [area(0, 2, 0, 2)],
            "booleanRule": {"condition": condition, "format": {"backgroundColor": {"red": 1}}},
        }

    def kept(formula: str) -> Any:
        made = rule(formula)
        made["ranges"] = [PLAIN]
        made["booleanRule"]["format"]["backgroundColorStyle"] = {"rgbColor": {"red": 1}}
        return made

    book.batch(
        {"addConditionalFormatRule": {"rule": rule("=A1>1"), "index": 0}},
        {"addConditionalFormatRule": {"rule": rule("=A1>2"), "index": 0}},
    )
    assert book.sheet()["conditionalFormats"] == [kept("=A1>2"), kept("=A1>1")]
    reply = book.batch({"updateConditionalFormatRule": {"index": 0, "newIndex": 1, "sheetId": 0}})[0]
    assert reply == {"updateConditionalFormatRule": {"newRule": kept("=A1>2"), "newIndex": 1}}
    reply = book.batch({"deleteConditionalFormatRule": {"index": 0, "sheetId": 0}})[0]
    assert reply == {"deleteConditionalFormatRule": {"rule": kept("=A1>1")}}
    assert book.sheet()["conditionalFormats"] == [kept("=A1>2")]
    assert book.refused({"deleteConditionalFormatRule": {"index": 4, "sheetId": 0}}) == (
        "Invalid requests[0].deleteConditionalFormatRule: No conditional format on sheet: 0 at index: 4"
    )


def test_banding(book: Book) -> None:
    given = {
        "range": area(0, 2, 0, 2),
        "rowProperties": {"firstBandColor": {"red": 1}, "secondBandColor": {"blue": 1}},
    }
    band = book.batch({"addBanding": {"bandedRange": given}})[0]["addBanding"]["bandedRange"]
    assert band["rowProperties"]["firstBandColorStyle"] == {"rgbColor": {"red": 1}}
    assert book.refused({"addBanding": {"bandedRange": given}}) == (
        "Invalid requests[0].addBanding: You cannot add alternating background colors to a range that "
        "already has them."
    )
    book.batch({"deleteBanding": {"bandedRangeId": band["bandedRangeId"]}})
    assert "bandedRanges" not in book.sheet()


def test_a_basic_filter_is_filled_to_the_grid(book: Book) -> None:
    book.batch({"setBasicFilter": {"filter": {"range": {"sheetId": 0}}}})
    assert book.sheet()["basicFilter"] == {
        "range": {"startRowIndex": 0, "endRowIndex": 1000, "startColumnIndex": 0, "endColumnIndex": 26}
    }
    book.batch({"clearBasicFilter": {"sheetId": 0}})
    assert "basicFilter" not in book.sheet()


def test_groups_nest(book: Book) -> None:
    def group(start: int, end: int, kind: str = "addDimensionGroup") -> Any:
        return {kind: {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": start, "endIndex": end}}}

    def shown() -> list[tuple[int, int, int]]:
        return [
            (found["range"]["startIndex"], found["range"]["endIndex"], found["depth"])
            for found in book.sheet().get("rowGroups", [])
        ]

    book.batch(group(1, 4))
    book.batch(group(2, 5))
    assert shown() == [(1, 5, 1), (2, 4, 2)]
    book.batch(group(2, 3, "deleteDimensionGroup"))
    assert shown() == [(1, 5, 1), (3, 4, 2)]
    assert book.sheet()["properties"]["gridProperties"]["rowGroupControlAfter"] is True
    book.batch(group(0, 9, "deleteDimensionGroup"), group(0, 9, "deleteDimensionGroup"))
    assert shown() == []


def test_metadata_finds_its_row_again(book: Book) -> None:
    place = {"sheetId": 0, "dimension": "ROWS", "startIndex": 3, "endIndex": 4}
    item = {
        "metadataKey": "key",
        "metadataValue": "0042",
        "visibility": "DOCUMENT",
        "location": {"dimensionRange": place},
    }
    made = book.batch({"createDeveloperMetadata": {"developerMetadata": item}})[0]
    number = made["createDeveloperMetadata"]["developerMetadata"]["metadataId"]
    book.batch({"insertDimension": {"range": {"dimension": "ROWS", "startIndex": 0, "endIndex": 2}}})
    lookup = {"developerMetadataLookup": {"metadataKey": "key", "metadataValue": "0042"}}
    status, found = book.ask("POST", "/developerMetadata:search", {"dataFilters": [lookup]})
    assert found["matchedDeveloperMetadata"] == [
        {
            "developerMetadata": {
                "metadataId": number,
                "metadataKey": "key",
                "metadataValue": "0042",
                "location": {
                    "locationType": "ROW",
                    "dimensionRange": {"dimension": "ROWS", "startIndex": 5, "endIndex": 6},
                },
                "visibility": "DOCUMENT",
            },
            "dataFilters": [lookup],
        }
    ]
    body = {"valueInputOption": "RAW", "data": [{"dataFilter": lookup, "values": [["a", "b"]]}]}
    status, answer = book.ask("POST", "/values:batchUpdateByDataFilter", body)
    assert (status, answer["responses"][0]["updatedRange"]) == (200, "Sheet1!A6:B6")
    status, answer = book.ask("POST", "/values:batchGetByDataFilter", {"dataFilters": [lookup]})
    assert answer["valueRanges"][0]["valueRange"]["values"] == [["a", "b"]]
    status, answer = book.ask("POST", "/values:batchClearByDataFilter", {"dataFilters": [{"a1Range": "A6"}]})
    assert answer["clearedRanges"] == ["Sheet1!A6"]
    assert book.ask("GET", f"/developerMetadata/{number}")[1]["metadataValue"] == "0042"
    book.batch({"deleteDimension": {"range": {"dimension": "ROWS", "startIndex": 5, "endIndex": 6}}})
    assert book.ask("POST", "/developerMetadata:search", {"dataFilters": [lookup]}) == (200, {})


def test_metadata_is_changed_and_deleted(book: Book) -> None:
    item = {"metadataId": 3, "metadataKey": "k", "visibility": "DOCUMENT", "location": {"sheetId": 0}}
    lookup = {"developerMetadataLookup": {"metadataId": 3}}
    book.batch({"createDeveloperMetadata": {"developerMetadata": item}})
    update = {"dataFilters": [lookup], "developerMetadata": {"metadataValue": "v"}, "fields": "metadataValue"}
    reply = book.batch({"updateDeveloperMetadata": update})[0]
    kept = {
        "metadataId": 3,
        "metadataKey": "k",
        "location": {"locationType": "SHEET", "sheetId": 0},
        "visibility": "DOCUMENT",
    }
    assert reply == {"updateDeveloperMetadata": {"developerMetadata": [kept | {"metadataValue": "v"}]}}
    assert book.sheet()["developerMetadata"] == [kept | {"metadataValue": "v"}]
    reply = book.batch({"deleteDeveloperMetadata": {"dataFilter": lookup}})[0]
    assert reply == {"deleteDeveloperMetadata": {"deletedDeveloperMetadata": [kept | {"metadataValue": "v"}]}}
    assert "developerMetadata" not in book.sheet()


def test_a_stranger_may_not_edit_protected_cells(book: Book, workspace: Workspace) -> None:
    protected = {"range": area(0, 1, 0, 2), "unprotectedRanges": [area(0, 1, 1, 2)]}
    made = book.batch({"addProtectedRange": {"protectedRange": protected}})[0]["addProtectedRange"][
        "protectedRange"
    ]
    book.update("A1", [["mine"]])
    with workspace.store.write() as tx:
        set_setting(tx, "account", "stranger@example.org")
    refusal = (
        "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove "
        "protection if you need to edit."
    )
    body = {"valueInputOption": "RAW", "data": [{"range": "A1:B1", "values": [["theirs", "theirs"]]}]}
    status, answer = book.ask("POST", "/values:batchUpdate", body)
    assert (status, answer["error"]["message"]) == (400, f"Invalid data[0]: {refusal}")
    number = made["protectedRangeId"]
    message = book.refused({"deleteProtectedRange": {"protectedRangeId": number}})
    assert message == f"Invalid requests[0].deleteProtectedRange: {refusal}"
    assert "editors" not in book.sheet()["protectedRanges"][0]
    replaced = {"find": "mine", "replacement": "theirs"}
    for scope in ({"allSheets": True}, {"sheetId": 0}, {"range": area(0, 1, 0, 1)}):
        assert book.refused({"findReplace": {**replaced, **scope}}).endswith(refusal)
    cut = {"properties": {"gridProperties": {"columnCount": 1}}, "fields": "gridProperties.columnCount"}
    book.batch({"addProtectedRange": {"protectedRange": {"range": area(0, 9, 0, 9), "warningOnly": True}}})
    book.batch({"findReplace": {"find": "nobody", "replacement": "x", "allSheets": True}})
    book.batch({"updateSheetProperties": cut | {"properties": {"gridProperties": {"columnCount": 9}}}})
    with workspace.store.write() as tx:
        set_setting(tx, "account", "school@example.org")
    book.batch({"addProtectedRange": {"protectedRange": {"range": area(5, 6, 7, 8)}}})
    with workspace.store.write() as tx:
        set_setting(tx, "account", "stranger@example.org")
    assert book.refused({"updateSheetProperties": cut}).endswith(refusal)
    book.update("B1:C1", [["open", "open"]])
    assert book.values("A1:C1") == [["mine", "open", "open"]]


@pytest.mark.parametrize(
    ("data_filter", "found"),
    [
        ({"developerMetadataLookup": {}}, [1, 2, 3, 4]),
        ({"developerMetadataLookup": {"locationType": "ROW"}}, [3]),
        ({"developerMetadataLookup": {"metadataLocation": {"sheetId": 0}}}, [2, 3, 4]),
        (
            {
                "developerMetadataLookup": {
                    "metadataLocation": {"sheetId": 0},
                    "locationMatchingStrategy": "EXACT_LOCATION",
                }
            },
            [2],
        ),
        ({"developerMetadataLookup": {"metadataLocation": {"spreadsheet": True}}}, [1]),
        ({"a1Range": "B2:C5"}, [2, 3, 4]),
        ({"a1Range": "D6:E9"}, [2]),
        ({"gridRange": {"startRowIndex": 1, "endRowIndex": 2, "startColumnIndex": 5}}, [2, 3]),
    ],
)
def test_metadata_is_searched(book: Book, data_filter: Any, found: list[int]) -> None:
    places: list[Any] = [
        {"spreadsheet": True},
        {"sheetId": 0},
        {"dimensionRange": {"dimension": "ROWS", "startIndex": 1, "endIndex": 2}},
        {"dimensionRange": {"dimension": "COLUMNS", "startIndex": 2, "endIndex": 3}},
    ]
    given = {"metadataKey": "k", "visibility": "DOCUMENT"}
    book.batch(
        *(
            {"createDeveloperMetadata": {"developerMetadata": {**given, "metadataId": n, "location": place}}}
            for n, place in enumerate(places, 1)
        )
    )
    status, answer = book.ask("POST", "/developerMetadata:search", {"dataFilters": [data_filter]})
    matched = answer["matchedDeveloperMetadata"]
    assert (status, [item["developerMetadata"]["metadataId"] for item in matched]) == (200, found)
    assert all(item["dataFilters"] == [data_filter] for item in matched)
