"""What a batch refuses, in Google's words."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from .conftest import Book, area

POINT = {"type": "MIN"}


def rows(start: int, end: int) -> Any:
    return {"dimension": "ROWS", "startIndex": start, "endIndex": end}


def scale(**points: Any) -> Any:
    return {"addConditionalFormatRule": {"rule": {"ranges": [area(0, 5, 0, 1)], "gradientRule": points}}}


def validation(kind: str, *values: str) -> Any:
    condition = {"values": [{"userEnteredValue": value} for value in values]}
    rule = {"condition": condition | ({"type": kind} if kind else {})}
    return {"setDataValidation": {"range": area(0, 1, 0, 1), "rule": rule}}


def metadata(**given: Any) -> Any:
    return {"createDeveloperMetadata": {"developerMetadata": given}}


def test_a_new_spreadsheet_in_no_locale(session: requests.Session) -> None:
    created = session.post(
        "https://sheets.googleapis.com/v4/spreadsheets", json={"properties": {"locale": "xx_YY"}}
    )
    assert (created.status_code, created.json()["error"]["message"]) == (400, "Unsupported locale: xx_YY")


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"addSheet": {"properties": {"sheetId": -1}}}, "addSheet: Sheet id must be non-negative."),
        ({"addSheet": {"properties": {"title": "x" * 101}}},
         "addSheet: The sheet name cannot be greater than 100 characters."),
        ({"updateSpreadsheetProperties": {"properties": {"locale": "xx_YY"}, "fields": "locale"}},
         "updateSpreadsheetProperties: Unsupported locale: xx_YY"),
        ({"updateSpreadsheetProperties": {"properties": {"locale": "ru_YY"}, "fields": "locale"}},
         "updateSpreadsheetProperties: Unsupported locale: ru_YY"),
        ({"duplicateSheet": {"sourceSheetId": 5}}, "duplicateSheet: No sheet with id: 5"),
        ({"duplicateSheet": {"newSheetName": "SHEET1"}},
         'duplicateSheet: A sheet with the name "SHEET1" already exists. Please enter another name.'),
        ({"updateSheetProperties": {"properties": {"sheetId": 5, "title": "x"}, "fields": "title"}},
         "updateSheetProperties: No sheet with id: 5"),
        ({"repeatCell": {"range": {"sheetId": 5}, "cell": {}, "fields": "note"}},
         "repeatCell: No grid with id: 5"),
        ({"insertDimension": {"range": rows(1000, 1001)}},
         "insertDimension: range.startIndex must be less than the grid size (1000) if inheritFromBefore is "
         "false."),
        ({"insertDimension": {"range": rows(1001, 1002)}},
         "insertDimension: range.startIndex is larger than current grid size (1000)"),
        ({"deleteDimension": {"range": rows(0, 1000)}},
         "deleteDimension: You can't delete all the rows on the sheet."),
        ({"moveDimension": {"source": rows(0, 1), "destinationIndex": 11}},
         "moveDimension: Sorry, it is not possible to move a row to a position that crosses a merged cell. "
         "Please unmerge and try again."),
        ({"moveDimension": {"source": rows(9, 11), "destinationIndex": 0}},
         "moveDimension: Sorry, it is not possible to move a row to a position that crosses a merged cell. "
         "Please unmerge and try again."),
        ({"sortRange": {"range": area(0, 20, 0, 3), "sortSpecs": [{"dimensionIndex": 0}]}},
         "sortRange: You can't sort a range containing vertical merges. "
         "There is a vertical merge at B11:C12"),
        ({"sortRange": {"range": area(0, 2, 0, 1), "sortSpecs": [{"backgroundColor": {"red": 1}}]}},
         "sortRange: sortSpecs[0].backgroundColor: This field is not supported by this workspace."),
        ({"mergeCells": {"range": area(1, 3, 0, 1)}},
         "mergeCells: You can't merge frozen and non-frozen rows."),
        ({"mergeCells": {"range": area(10, 11, 0, 2)}},
         "mergeCells: You must select all cells in a merged range to merge or unmerge them."),
        ({"updateSheetProperties": {"properties": {"gridProperties": {"frozenRowCount": 11}},
                                    "fields": "gridProperties.frozenRowCount"}},
         "updateSheetProperties: You can't freeze rows which contain only part of a merged cell."),
        ({"updateSheetProperties": {"properties": {"gridProperties": {"frozenRowCount": 1000}},
                                    "fields": "gridProperties.frozenRowCount"}},
         "updateSheetProperties: You can't freeze all visible rows on the sheet."),
        ({"updateCells": {"start": {"rowIndex": 1000}, "rows": [{}], "fields": "note"}},
         "updateCells: GridCoordinate.rowIndex[1000] is after last row in grid[999]"),
        ({"updateCells": {"start": {"columnIndex": 25}, "rows": [{"values": [{}, {}]}], "fields": "note"}},
         "updateCells: Attempting to write column: 26, beyond the last requested column of: 25"),
        ({"repeatCell": {"range": {}, "cell": {}}},
         "repeatCell: At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"),
        ({"addNamedRange": {"namedRange": {"name": "A1", "range": {}}}},
         "addNamedRange: The name given to this range is invalid."),
        ({"addNamedRange": {"namedRange": {"name": "two words", "range": {}}}},
         "addNamedRange: The name given to this range is invalid."),
        ({"deleteProtectedRange": {"protectedRangeId": 9}},
         "deleteProtectedRange: No protected range with id: 9"),
        (metadata(visibility="DOCUMENT", location={"spreadsheet": True}),
         "createDeveloperMetadata: Developer metadata must always have a key specified."),
        (metadata(metadataKey="k", location={"spreadsheet": True}),
         "createDeveloperMetadata: Developer metadata must always have visibility specified."),
        (metadata(metadataKey="k", visibility="DOCUMENT"),
         "createDeveloperMetadata: Developer metadata must always have a location specified."),
        (metadata(metadataKey="k", visibility="DOCUMENT", location={"dimensionRange": rows(0, 2)}),
         "createDeveloperMetadata: DimensionRange must represent a single row or column."),
        (metadata(metadataKey="k", visibility="DOCUMENT", location={"spreadsheet": True}, metadataId=7),
         "createDeveloperMetadata: Cannot add developer metadata with ID [7] because developer metadata with "
         "that ID already exists."),
        (validation("NUMBER_BETWEEN", "1"),
         "setDataValidation: ConditionType 'NUMBER_BETWEEN' requires exactly two ConditionValues."),
        (validation("BLANK"),
         "setDataValidation: ConditionType 'BLANK' is not supported in data validation."),
        (validation(""), "setDataValidation: Must specify condition.type."),
        ({"setBasicFilter": {"filter": {"filterSpecs": [{"filterCriteria": {
            "condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "a"}]}}}]}}},
         "setBasicFilter: ConditionType 'ONE_OF_LIST' is not supported in filters."),
        ({"addConditionalFormatRule": {"rule": {"ranges": [{}], "booleanRule": {
            "condition": {"type": "DATE_IS_VALID"}}}}},
         "addConditionalFormatRule: ConditionType 'DATE_IS_VALID' is not supported in conditional "
         "formatting."),
        (metadata(metadataKey="k", visibility="DOCUMENT", location={"spreadsheet": True}, metadataId=-7),
         "createDeveloperMetadata: The ID of developer metadata must be positive."),
        ({"addProtectedRange": {"protectedRange": {"warningOnly": True}}},
         "addProtectedRange: Must specify range."),
        ({"addSheet": {"properties": {"gridProperties": {"rowCount": 3, "frozenRowCount": 3}}}},
         "addSheet: You can't freeze all visible rows on the sheet."),
        ({"addConditionalFormatRule": {"rule": {"ranges": [{}], "booleanRule": {"format": {}}}}},
         "addConditionalFormatRule: Must specify condition.type."),
        ({"updateSpreadsheetProperties": {"properties": {}, "fields": "spreadsheetTheme"}},
         "updateSpreadsheetProperties: spreadsheetTheme is not supported by this workspace."),
        (scale(minpoint=POINT), "addConditionalFormatRule: No interpolationPointType specified."),
        (scale(minpoint={"type": "NUMBER"}, maxpoint=POINT),
         "addConditionalFormatRule: InterpolationPoint.value is required."),
        (scale(minpoint={"type": "NUMBER", "value": "1,5"}, maxpoint=POINT),
         "addConditionalFormatRule: Invalid InterpolationPoint.value: 1,5"),
    ],
)  # fmt: skip
def test_a_refusal_names_its_cause(book: Book, request_: Any, message: str) -> None:
    given = {"metadataKey": "k", "visibility": "DOCUMENT", "location": {"spreadsheet": True}, "metadataId": 7}
    freeze = {"gridProperties": {"frozenRowCount": 2}}
    book.batch(
        {"mergeCells": {"range": area(10, 12, 1, 3)}},
        metadata(**given),
        {"updateSheetProperties": {"properties": freeze, "fields": "gridProperties.frozenRowCount"}},
    )
    before = book.get()
    assert book.refused(request_) == f"Invalid requests[0].{message}"
    assert book.get() == before


def test_the_last_sheet_stays(book: Book) -> None:
    hidden = {"properties": {"sheetId": 7, "hidden": True}}
    refusal = "Invalid requests[0].deleteSheet: You can't remove all the {}sheets in a document."
    assert book.refused({"deleteSheet": {}}) == refusal.format("")
    book.batch({"addSheet": hidden})
    assert book.refused({"deleteSheet": {}}) == refusal.format("visible ")


@pytest.mark.parametrize(
    ("requests_", "message"),
    [
        ([], "Must specify at least one request."),
        ([{}], "Invalid requests[0]: No request set."),
        ([{"addSheet": {}, "deleteSheet": {}}],
         "Invalid value at 'requests[0]' (oneof), oneof field 'kind' is already set. "
         "Cannot set 'deleteSheet'"),
        ([{"updateCells": {"start": {}, "range": {}, "fields": "*"}}],
         "Invalid value at 'requests[0].update_cells' (oneof), oneof field 'area' is already set. "
         "Cannot set 'range'"),
        ([{"addSheet": {"properties": {"titel": "x"}}}],
         "Invalid JSON payload received. Unknown name \"titel\" at 'requests[0].add_sheet.properties': "
         "Cannot find field."),
    ],
)  # fmt: skip
def test_what_is_no_request(book: Book, requests_: Any, message: str) -> None:
    assert book.refused(*requests_) == message


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        (["x", 1, True, None],
         'list_value {\n  values {\n    string_value: "x"\n  }\n  values {\n    number_value: 1.0\n  }\n'
         "  values {\n    bool_value: true\n  }\n  values {\n    null_value: NULL_VALUE\n  }\n}\n"),
        ({"k": []},
         'struct_value {\n  fields {\n    key: "k"\n    value {\n      list_value {\n      }\n'
         "    }\n  }\n}\n"),
    ],
)  # fmt: skip
def test_a_cell_is_one_value(book: Book, cell: Any, printed: str) -> None:
    body = {"values": [["a", "b"], ["c", cell]]}
    status, answer = book.ask("PUT", "/values/A1", body, valueInputOption="RAW")
    assert (status, answer["error"]["message"]) == (400, f"Invalid values[1][1]: {printed}")


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ([], "At least one data filter must be specified."),
        ([{"developerMetadataLookup": {"metadataLocation": {"spreadsheet": True},
                                       "locationMatchingStrategy": "INTERSECTING_LOCATION"}}],
         "DeveloperMetadataLookup.spreadsheet is true, but locationMatchingStrategy was specified as "
         "INTERSECTING."),
    ],
)  # fmt: skip
def test_searches_that_mean_nothing(book: Book, filters: Any, message: str) -> None:
    status, answer = book.ask("POST", "/developerMetadata:search", {"dataFilters": filters})
    assert (status, answer["error"]["message"]) == (400, message)


@pytest.mark.parametrize(
    ("path", "body", "message"),
    [
        ("/values/Sheet1!A1:B1", {"values": [[1, 2, 3]]},
         "Requested writing within range [Sheet1!A1:B1], but tried writing to column [C]"),
        ("/values/A1:B1", {"values": [[1], [2]]},
         "Requested writing within range [Sheet1!A1:B1], but tried writing to row [2]"),
        ("/values/'Sheet1'!A999", {"values": [[1], [2], [3]]},
         "Requested writing within range ['Sheet1'!A999], but tried writing to row [1001]"),
        ("/values/A1001", {"values": [[1]]},
         "Range (Sheet1!A1001) exceeds grid limits. Max rows: 1000, max columns: 26"),
        ("/values/ZZ9", {"range": "ZZ8", "values": [[1]]},
         "Range (Sheet1!ZZ9) exceeds grid limits. Max rows: 1000, max columns: 26"),
        ("/values/B9", {"range": "Sheet1!B8", "values": [[1]]},
         "Request range[Sheet1!B9] does not match value's range[Sheet1!B8]"),
        ("/values/Nope!A1", {"values": [[1]]}, "Unable to parse range: Nope!A1"),
    ],
)  # fmt: skip
def test_values_that_do_not_fit(book: Book, path: str, body: Any, message: str) -> None:
    status, answer = book.ask("PUT", path, body, valueInputOption="RAW")
    assert (status, answer["error"]["message"]) == (400, message)
    assert book.values("Sheet1") is None


def test_the_range_of_values_may_be_spelled_otherwise(book: Book) -> None:
    body = {"range": "'Sheet1'!a1:A1", "values": [["x"]]}
    status, _ = book.ask("PUT", "/values/A1", body, valueInputOption="RAW")
    assert (status, book.values("A1")) == (200, [["x"]])


def test_a_range_that_cannot_be_cleared_is_named(book: Book) -> None:
    status, answer = book.ask("POST", "/values:batchClear", {"ranges": ["A1", "A1001"]})
    message = "Range (Sheet1!A1001) exceeds grid limits. Max rows: 1000, max columns: 26"
    assert (status, answer["error"]["message"]) == (400, f"Invalid range[1]: {message}")


@pytest.mark.parametrize(
    ("kind", "request_", "path"),
    [
        ("repeatCell", {"range": {}, "cell": {}, "fields": "userEnteredFormat.colour"},
         "user_entered_format.colour"),
        ("updateSheetProperties", {"properties": {}, "fields": "gridProperties(rows)"},
         "grid_properties.rows"),
        ("updateDimensionProperties",
         {"range": rows(0, 1), "properties": {"pixelSize": 5}, "fields": "pixelsize"}, "pixelsize"),
    ],
)  # fmt: skip
def test_masks_name_what_there_is(book: Book, kind: str, request_: Any, path: str) -> None:
    assert book.refused({kind: request_}) == f"Invalid requests[0].{kind}: Invalid field: {path}"


def test_masks_may_be_spelled_as_protobuf_does(book: Book) -> None:
    properties = {"grid_properties": {"frozen_row_count": 2}}
    book.batch({"update_sheet_properties": {
        "properties": properties, "fields": "grid_properties(frozen_row_count)",
    }})  # fmt: skip
    assert book.get("sheets.properties.grid_properties/frozen_row_count") == {
        "sheets": [{"properties": {"gridProperties": {"frozenRowCount": 2}}}]
    }


@pytest.mark.parametrize("step", ["sheets(", "sheets."])
def test_masks_without_a_bottom(book: Book, step: str) -> None:
    deep = step * 3000 + "title" + (")" * 3000 if step.endswith("(") else "")
    assert book.ask("GET", "", fields=deep)[0] == 400
    book.refused({"repeatCell": {"range": {"sheetId": 0, "endRowIndex": 1}, "cell": {}, "fields": deep}})
