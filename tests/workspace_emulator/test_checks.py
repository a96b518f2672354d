"""Parameters, bodies and field masks held against the discovery documents."""

from __future__ import annotations

from typing import Any

import pytest

from workspace_emulator import catalog, checks
from workspace_emulator.wire import ApiError


def method(method_id: str) -> catalog.Method:
    family = method_id.split(".")[0]
    return next(found for found in catalog.methods(family) if found.id == method_id)


GET = "sheets.spreadsheets.get"
VALUES = "sheets.spreadsheets.values.update"
BATCH = "sheets.spreadsheets.batchUpdate"
FILES = "drive.files.list"
LETTERS = "gmail.users.messages.list"


@pytest.mark.parametrize(
    ("method_id", "query", "expected"),
    [
        (GET, [("includeGridData", "true")], {"includeGridData": True}),
        (GET, [("includeGridData", "True")], {"includeGridData": True}),
        (GET, [("includeGridData", "false")], {"includeGridData": False}),
        (GET, [("includeGridData", "YES")], {"includeGridData": True}),
        (GET, [("includeGridData", "f")], {"includeGridData": False}),
        (FILES, [("pageSize", "+02")], {"pageSize": 2}),
        (FILES, [("alt", "MEDIA")], {"alt": "media"}),
        (GET, [("ranges", "A1"), ("ranges", "B2")], {"ranges": ["A1", "B2"]}),
        (FILES, [("pageSize", "10"), ("nonsense", "1")], {"pageSize": 10}),
        (LETTERS, [("maxResults", "5"), ("labelIds", "INBOX")],
         {"maxResults": 5, "labelIds": ["INBOX"]}),
        (VALUES, [("valueInputOption", "RAW")], {"valueInputOption": "RAW"}),
    ],
)  # fmt: skip
def test_parameters_are_typed(method_id: str, query: list[tuple[str, str]], expected: dict[str, Any]) -> None:
    found = checks.parameters(method(method_id), {}, query)
    assert {name: found[name] for name in expected} == expected
    assert "nonsense" not in found


@pytest.mark.parametrize(
    "query",
    [
        [("value_input_option", "RAW")],
        [("valueInputOption", "1")],
        [("value_input_option", "1")],
        [("valueInputOption", "raw")],
    ],
)
def test_parameters_may_be_spelled_as_protobuf_does(query: list[tuple[str, str]]) -> None:
    assert checks.parameters(method(VALUES), {}, query)["valueInputOption"] == "RAW"


def test_defaults_are_filled_in() -> None:
    assert checks.parameters(method(FILES), {}, [])["pageSize"] == 100
    assert checks.parameters(method(GET), {"spreadsheetId": "1"}, [])["spreadsheetId"] == "1"


@pytest.mark.parametrize(
    ("method_id", "query", "message"),
    [
        (GET, [("includeGridData", "maybe")], "Invalid value at 'include_grid_data' (TYPE_BOOL), \"maybe\""),
        (GET, [("nonsense", "1")],
         "Invalid JSON payload received. Unknown name \"nonsense\": Cannot bind query parameter. "
         "Field 'nonsense' could not be found in request message."),
        (GET, [("includeGridData", "on")], "Invalid value at 'include_grid_data' (TYPE_BOOL), \"on\""),
        (VALUES, [("valueInputOption", "cooked")],
         "Invalid value at 'value_input_option' "
         "(type.googleapis.com/google.apps.sheets.v4.ValueInputOption), \"cooked\""),
        (FILES, [("pageSize", "ten")], "Invalid value at 'page_size' (TYPE_INT32), \"ten\""),
        (FILES, [("pageSize", "1.0")], "Invalid value at 'page_size' (TYPE_INT32), \"1.0\""),
        (FILES, [("pageSize", str(2**31))], f"Invalid value at 'page_size' (TYPE_INT32), \"{2**31}\""),
        (FILES, [("alt", "ZZZ")], "Invalid value \"ZZZ\" for query parameter 'alt'"),
        (LETTERS, [("maxResults", "-1")], "Invalid value at 'max_results' (TYPE_UINT32), \"-1\""),
        (LETTERS, [("maxResults", "")], "Invalid value at 'max_results' (TYPE_UINT32), \"\""),
    ],
)  # fmt: skip
def test_bad_parameters(method_id: str, query: list[tuple[str, str]], message: str) -> None:
    with pytest.raises(ApiError) as raised:
        checks.parameters(method(method_id), {}, query)
    assert (raised.value.code, raised.value.message) == (400, message)


@pytest.mark.parametrize(
    ("method_id", "body", "expected"),
    [
        (VALUES, None, {}),
        (VALUES, {"values": [["a", None, 1]], "majorDimension": None}, {"values": [["a", None, 1]]}),
        (BATCH, {"requests": [{"addSheet": {"properties": {"index": "2", "hidden": True}}}]},
         {"requests": [{"addSheet": {"properties": {"index": 2, "hidden": True}}}]}),
        (BATCH, {"requests": {"add_sheet": {"properties": {"grid_properties": {"row_count": 5}}}}},
         {"requests": [{"addSheet": {"properties": {"gridProperties": {"rowCount": 5}}}}]}),
        (BATCH, {"requests": [[{"mergeCells": {"mergeType": 1}}], None, {"deleteSheet": {"sheetId": 5.0}}]},
         {"requests": [{"mergeCells": {"mergeType": "MERGE_COLUMNS"}}, {"deleteSheet": {"sheetId": 5.0}}]}),
        (BATCH, {"includeSpreadsheetInResponse": "true", "responseRanges": "A1"},
         {"includeSpreadsheetInResponse": True, "responseRanges": ["A1"]}),
        ("drive.files.create", {"name": "a", "nonsense": 1, "appProperties": {"k": None}},
         {"name": "a", "appProperties": {"k": None}}),
    ],
)  # fmt: skip
def test_bodies_lose_nulls_and_keep_their_types(method_id: str, body: Any, expected: Any) -> None:
    assert checks.body(method(method_id), body) == expected


@pytest.mark.parametrize(
    ("method_id", "body", "message"),
    [
        (VALUES, [], 'Invalid JSON payload received. Unknown name "": Root element must be a message.'),
        (VALUES, {"values": ["X"]},
         "Invalid value at 'data.values[0]' (type.googleapis.com/google.protobuf.ListValue), \"X\""),
        (VALUES, {"values": "A1:D4"},
         "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"A1:D4\""),
        (VALUES, {"valeus": []},
         "Invalid JSON payload received. Unknown name \"valeus\" at 'data': Cannot find field."),
        (BATCH, {"requests": [{"addSheet": {"properties": {"title": True}}}]},
         "Invalid value at 'requests[0].add_sheet.properties.title' (TYPE_STRING), true"),
        (BATCH, {"requests": [{"addSheets": {}}]},
         "Invalid JSON payload received. Unknown name \"addSheets\" at 'requests[0]': Cannot find field."),
        (BATCH, {"requests": [{"addSheet": {"properties": {"index": 1.5}}}]},
         "Invalid value at 'requests[0].add_sheet.properties.index' (TYPE_INT32), 1.5"),
        (BATCH, {"requests": "repeatCell"},
         "Invalid value at 'requests' (type.googleapis.com/google.apps.sheets.v4.Request), \"repeatCell\""),
        (BATCH, {"requests": [{"addSheet": {"properties": {"title": ["a"], "gridProperties": {"x": 1}}}}]},
         "Invalid JSON payload received. Unknown name \"title\" at 'requests[0].add_sheet.properties': "
         "Proto field is not repeating, cannot start list.\n"
         "Invalid JSON payload received. Unknown name \"x\" at "
         "'requests[0].add_sheet.properties.grid_properties': Cannot find field."),
        (BATCH, {"requests": [{"addSheet": {"properties": {"title": {}}}}]},
         "Invalid value at 'requests[0].add_sheet.properties' (title), Starting an object on a scalar field"),
        (BATCH, {"requests": [{"mergeCells": {"mergeType": "ALL"}}]},
         "Invalid value at 'requests[0].merge_cells.merge_type' "
         "(type.googleapis.com/google.apps.sheets.v4.MergeType), \"ALL\""),
    ],
)  # fmt: skip
def test_bad_bodies(method_id: str, body: Any, message: str) -> None:
    with pytest.raises(ApiError) as raised:
        checks.body(method(method_id), body)
    assert (raised.value.code, raised.value.message) == (400, message)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", {"a": {}}),
        ("a,b", {"a": {}, "b": {}}),
        ("a.b", {"a": {"b": {}}}),
        ("a/b", {"a": {"b": {}}}),
        ("a(b,c/d),e", {"a": {"b": {}, "c": {"d": {}}}, "e": {}}),
        ("a.b(c),a.d", {"a": {"b": {"c": {}}, "d": {}}}),
        ("a.b,a(c)", {"a": {"b": {}, "c": {}}}),
        (" a , b ", {"a": {}, "b": {}}),
        ("*", {"*": {}}),
    ],
)
def test_masks_are_read(text: str, expected: dict[str, Any]) -> None:
    assert checks.parse_mask(text) == expected


@pytest.mark.parametrize("text", ["a(b", "a)", "a(b))", "a..b", "(a)", ","])
def test_masks_that_cannot_be_read(text: str) -> None:
    with pytest.raises(ApiError) as raised:
        checks.parse_mask(text)
    assert raised.value.code == 400


VALUE = {"a": {"b": 1, "c": {"d": 2}}, "e": [{"f": 3, "g": 4}, {"g": 5}], "h": 6}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("h", {"h": 6}),
        ("a/b", {"a": {"b": 1}}),
        ("a.c", {"a": {"c": {"d": 2}}}),
        ("e(f)", {"e": [{"f": 3}, {}]}),
        ("e.g,h", {"e": [{"g": 4}, {"g": 5}], "h": 6}),
        ("*", VALUE),
        ("*/b", {"a": {"b": 1}, "e": [{}, {}], "h": 6}),
        ("nope", {}),
    ],
)
def test_masks_are_laid_over_answers(text: str, expected: Any) -> None:
    assert checks.apply(checks.parse_mask(text), VALUE) == expected


@pytest.mark.parametrize(
    ("method_id", "text", "message"),
    [
        (GET, "sheets.nope", "Request contains an invalid argument."),
        (FILES, "files(nope)", "Invalid field selection nope"),
        ("gmail.users.messages.get", "nope",
         "Request contains an invalid argument. Invalid field selection: nope"),
    ],
)  # fmt: skip
def test_masks_name_only_what_the_answer_has(method_id: str, text: str, message: str) -> None:
    with pytest.raises(ApiError) as raised:
        checks.mask(method(method_id), text)
    assert (raised.value.code, raised.value.message) == (400, message)


def test_known_masks_pass() -> None:
    assert checks.mask(method(GET), None) == {}
    assert checks.mask(method(GET), "sheets(properties(title),data/rowData/values/note)") == {
        "sheets": {"properties": {"title": {}}, "data": {"rowData": {"values": {"note": {}}}}}
    }


@pytest.mark.parametrize(
    "path", ["a(" * 5000 + "a" + ")" * 5000, ".".join("a" * 5000), "a(" * 5000, "a/" * 5000]
)
def test_a_mask_deeper_than_any_message(path: str) -> None:
    with pytest.raises(ApiError) as raised:
        checks.parse_mask(path)
    assert raised.value.code == 400
