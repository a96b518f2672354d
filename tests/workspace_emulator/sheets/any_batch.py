"""Requests of batches: one of each kind that a furnished spreadsheet carries out, and what becomes of it when
some of its members are left out, put beside others or changed into something else."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.workspace_emulator.any_request import Known, value_of
from workspace_emulator.catalog import document
from workspace_emulator.wire import Json

from .conftest import area

SCHEMAS: Json = document("sheets")["schemas"]
WIDE = area(0, 6, 0, 5)
FREE = area(16, 18, 1, 3)
RED = {"red": 1}
CELLS = [{"values": [{"userEnteredValue": {"formulaValue": "=B2+1"}, "note": "n"}, {}]}]
LIST = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "а"}]}, "strict": True}
SHADE = {
    "condition": {"type": "NUMBER_GREATER", "values": [{"userEnteredValue": "=B1"}]},
    "format": {"backgroundColor": RED},
}
RULE = {"ranges": [WIDE], "booleanRule": SHADE}
ORDER = [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]
CRITERIA = {"0": {"hiddenValues": ["Анна"]}, "1": {"condition": {"type": "NOT_BLANK"}}}
SOURCE = {"sourceRange": {"sources": [area(0, 5, 1, 2)]}}
SPEC = {"title": "т", "pieChart": {"domain": SOURCE, "series": SOURCE, "legendPosition": "LEFT_LEGEND"}}
PLACE = {
    "overlayPosition": {"anchorCell": {"sheetId": 7, "rowIndex": 2, "columnIndex": 3}, "widthPixels": 90}
}
LOOKUP = {"developerMetadataLookup": {"metadataKey": "k", "locationType": "ROW"}}
GIVEN = {"metadataKey": "x", "metadataValue": "y", "visibility": "PROJECT"}


def _lines(start: int, end: int, dimension: str = "ROWS") -> Json:
    return {"sheetId": 0, "dimension": dimension, "startIndex": start, "endIndex": end}


SAMPLES: dict[str, Json] = {
    "updateSpreadsheetProperties": {
        "properties": {"title": "x", "locale": "en_US", "timeZone": "Europe/Moscow"},
        "fields": "title,locale,timeZone",
    },
    "updateSheetProperties": {
        "properties": {
            "sheetId": 0, "title": "Первый", "index": 2, "tabColor": RED,
            "gridProperties": {"rowCount": 12, "columnCount": 6, "frozenRowCount": 2},
        },
        "fields": "title,index,tabColor,gridProperties(rowCount,columnCount,frozenRowCount)",
    },
    "addSheet": {
        "properties": {"sheetId": 9, "title": "Новый", "index": 1, "gridProperties": {"rowCount": 3}},
    },
    "deleteSheet": {"sheetId": 7},
    "duplicateSheet": {"sourceSheetId": 0, "newSheetId": 9, "newSheetName": "Копия", "insertSheetIndex": 0},
    "updateCells": {"start": {"sheetId": 0, "rowIndex": 1, "columnIndex": 4}, "rows": CELLS, "fields": "*"},
    "repeatCell": {"range": WIDE, "cell": CELLS[0]["values"][0], "fields": "userEnteredValue,note"},
    "appendCells": {"sheetId": 0, "rows": CELLS, "fields": "*"},
    "updateBorders": {
        "range": WIDE, "top": {"style": "DASHED", "color": RED}, "innerVertical": {"style": "NONE"},
    },
    "mergeCells": {"range": FREE, "mergeType": "MERGE_COLUMNS"},
    "unmergeCells": {"range": area(9, 17, 0, 5)},
    "insertDimension": {"range": _lines(2, 4), "inheritFromBefore": True},
    "deleteDimension": {"range": _lines(1, 4)},
    "moveDimension": {"source": _lines(1, 3), "destinationIndex": 5},
    "appendDimension": {"sheetId": 0, "dimension": "COLUMNS", "length": 2},
    "updateDimensionProperties": {
        "range": _lines(1, 4, "COLUMNS"),
        "properties": {"pixelSize": 40, "hiddenByUser": True},
        "fields": "pixelSize,hiddenByUser",
    },
    "autoResizeDimensions": {"dimensions": _lines(0, 4, "COLUMNS")},
    "addDimensionGroup": {"range": _lines(1, 8)},
    "deleteDimensionGroup": {"range": _lines(3, 5)},
    "updateDimensionGroup": {
        "dimensionGroup": {"range": _lines(2, 6), "depth": 1, "collapsed": True}, "fields": "collapsed",
    },
    "sortRange": {"range": area(1, 5, 0, 2), "sortSpecs": ORDER},
    "copyPaste": {"source": WIDE, "destination": area(8, 9, 1, 2), "pasteType": "PASTE_NORMAL"},
    "cutPaste": {
        "source": area(0, 5, 0, 4), "destination": {"sheetId": 7, "rowIndex": 1}, "pasteType": "PASTE_NORMAL",
    },
    "pasteData": {
        "coordinate": {"sheetId": 0, "rowIndex": 1}, "data": "=B2;1\n2", "delimiter": ";",
        "type": "PASTE_NORMAL",
    },
    "findReplace": {"find": "а", "replacement": "=", "allSheets": True, "includeFormulas": True},
    "insertRange": {"range": area(1, 3, 1, 2), "shiftDimension": "COLUMNS"},
    "deleteRange": {"range": area(1, 2, 0, 3), "shiftDimension": "COLUMNS"},
    "addNamedRange": {"namedRange": {"namedRangeId": "other", "name": "имена", "range": WIDE}},
    "updateNamedRange": {
        "namedRange": {"namedRangeId": "named", "name": "оценки", "range": WIDE}, "fields": "name,range",
    },
    "deleteNamedRange": {"namedRangeId": "named"},
    "addProtectedRange": {
        "protectedRange": {"protectedRangeId": 31, "namedRangeId": "named", "warningOnly": True},
    },
    "updateProtectedRange": {
        "protectedRange": {"protectedRangeId": 21, "range": {"sheetId": 0}, "unprotectedRanges": [FREE]},
        "fields": "range,unprotectedRanges",
    },
    "deleteProtectedRange": {"protectedRangeId": 21},
    "setDataValidation": {"range": WIDE, "rule": LIST},
    "addConditionalFormatRule": {"rule": RULE, "index": 1},
    "updateConditionalFormatRule": {"index": 1, "sheetId": 0, "rule": RULE},
    "deleteConditionalFormatRule": {"index": 0, "sheetId": 0},
    "addBanding": {
        "bandedRange": {"bandedRangeId": 32, "range": FREE, "columnProperties": {"firstBandColor": RED}},
    },
    "updateBanding": {
        "bandedRange": {"bandedRangeId": 22, "range": FREE, "rowProperties": {"headerColor": RED}},
        "fields": "*",
    },
    "deleteBanding": {"bandedRangeId": 22},
    "setBasicFilter": {"filter": {"range": area(0, 5, 0, 4), "sortSpecs": ORDER, "criteria": CRITERIA}},
    "clearBasicFilter": {"sheetId": 0},
    "addFilterView": {
        "filter": {
            "filterViewId": 33, "title": "ф", "namedRangeId": "named", "sortSpecs": [],
            "filterSpecs": [{"columnIndex": 1, "filterCriteria": {"hiddenValues": ["5"]}}],
        },
    },
    "updateFilterView": {
        "filter": {"filterViewId": 23, "title": "ф", "range": WIDE, "criteria": CRITERIA}, "fields": "*",
    },
    "deleteFilterView": {"filterId": 23},
    "duplicateFilterView": {"filterId": 23},
    "addChart": {"chart": {"chartId": 34, "spec": SPEC, "position": PLACE}},
    "updateChartSpec": {"chartId": 24, "spec": SPEC},
    "updateEmbeddedObjectPosition": {"objectId": 24, "newPosition": PLACE, "fields": "anchorCell"},
    "updateEmbeddedObjectBorder": {"objectId": 24, "border": {"color": RED}, "fields": "color"},
    "deleteEmbeddedObject": {"objectId": 24},
    "createDeveloperMetadata": {
        "developerMetadata": {**GIVEN, "metadataId": 35, "location": {"dimensionRange": _lines(2, 3)}},
    },
    "updateDeveloperMetadata": {
        "dataFilters": [LOOKUP],
        "developerMetadata": {**GIVEN, "location": {"sheetId": 7}},
        "fields": "metadataKey,metadataValue,visibility,location",
    },
    "deleteDeveloperMetadata": {"dataFilter": LOOKUP},
    "trimWhitespace": {"range": WIDE},
    "deleteDuplicates": {"range": area(0, 6, 5, 7), "comparisonColumns": [_lines(5, 6, "COLUMNS")]},
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A member that a message has or may have: the way to the message, and what the schema says of it."""

    path: tuple[Any, ...]
    name: str
    about: Json
    there: bool


def spoilt(kind: str, known: Known) -> SearchStrategy[Json]:
    """The sample of a kind with one to three of its members changed."""
    schema = SCHEMAS["Request"]["properties"][kind]

    def change(body: Json) -> SearchStrategy[Json]:
        places = list(_members(schema, body))
        there = [place for place in places if place.there]
        return st.sampled_from(there * 3 + places).flatmap(lambda place: _changed(body, place, known))

    once = change(SAMPLES[kind])
    return once | once.flatmap(change) | once.flatmap(change).flatmap(change)


def _members(about: Json, value: Any, path: tuple[Any, ...] = ()) -> Iterator[Place]:
    """The members of a value of a schema, at every depth."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _members(about.get("items", {}), item, (*path, number))
    elif isinstance(value, dict) and "$ref" in about:
        for name, inner in SCHEMAS[about["$ref"]].get("properties", {}).items():
            yield Place(path, name, inner, name in value)
            if name in value:
                yield from _members(inner, value[name], (*path, name))


def _changed(body: Json, place: Place, known: Known) -> SearchStrategy[Json]:
    def put(value: Any, left_out: bool) -> Json:
        changed = copy.deepcopy(body)
        inside: Any = changed
        for step in place.path:
            inside = inside[step]
        if left_out:
            inside.pop(place.name, None)
        else:
            inside[place.name] = value
        return changed

    value = value_of("sheets", place.name, place.about, known, depth=3)
    return st.builds(put, value, st.sampled_from([False] * 5 + [True]))
