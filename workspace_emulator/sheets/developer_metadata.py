"""spreadsheets.developerMetadata: get and search."""

from __future__ import annotations

from ..call import Call
from ..catalog import answers
from ..wire import ApiError, Json, bad_request
from .book.shelf import reading
from .data_filters import echoed, metadata
from .snapshot import snapshot


@answers("sheets.spreadsheets.developerMetadata.get")
def get(call: Call) -> Json:
    with reading(call, call.params["spreadsheetId"]) as book:
        for item in book.metadata:
            if item["metadataId"] == int(call.params["metadataId"]):
                found: Json = snapshot(item)
                return found
    raise ApiError(404, "Requested entity was not found.")


@answers("sheets.spreadsheets.developerMetadata.search")
def search(call: Call) -> Json:
    with reading(call, call.params["spreadsheetId"]) as book:
        filters = call.body.get("dataFilters", [])
        if not filters:
            raise bad_request("At least one data filter must be specified.")
        found: dict[int, Json] = {}
        for data_filter in filters:
            for item in metadata(book, data_filter):
                shown = {"developerMetadata": snapshot(item), "dataFilters": []}
                matched = found.setdefault(item["metadataId"], shown)
                matched["dataFilters"].append(echoed(data_filter))
        return {"matchedDeveloperMetadata": list(found.values())} if found else {}
