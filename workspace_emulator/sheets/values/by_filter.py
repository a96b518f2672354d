"""The ByDataFilter forms of reading, writing and clearing values."""

from __future__ import annotations

from ...call import Call
from ...catalog import answers
from ...wire import Json
from .. import ranges
from ..book.shelf import reading, writing
from ..data_filters import areas, echoed
from .clear import wipe
from .read import value_range
from .write import Part, put_all


@answers("sheets.spreadsheets.values.batchGetByDataFilter")
def batch_get_by_filter(call: Call) -> Json:
    with reading(call, call.params["spreadsheetId"]) as book:
        found: list[Json] = []
        for data_filter in call.body.get("dataFilters", []):
            for sheet, area in areas(book, data_filter):
                read = value_range(book, sheet, area, call.body)
                known = next((item for item in found if item["valueRange"]["range"] == read["range"]), None)
                if known:
                    known["dataFilters"].append(echoed(data_filter))
                else:
                    found.append({"valueRange": read, "dataFilters": [echoed(data_filter)]})
        return {"spreadsheetId": book.file_id} | ({"valueRanges": found} if found else {})


@answers("sheets.spreadsheets.values.batchUpdateByDataFilter")
def batch_update_by_filter(call: Call) -> Json:
    with writing(call, call.params["spreadsheetId"]) as book:
        parts: list[Part] = []
        filters: list[Json] = []
        for data in call.body.get("data", []):
            for sheet, area in areas(book, data.get("dataFilter", {})):
                parts.append((sheet, area, data))
                filters.append(echoed(data["dataFilter"]))
        answer = put_all(call, book, parts)
        for response, data_filter in zip(answer.get("responses", []), filters, strict=True):
            response["dataFilter"] = data_filter
            response.pop("spreadsheetId")
        return answer


@answers("sheets.spreadsheets.values.batchClearByDataFilter")
def batch_clear_by_filter(call: Call) -> Json:
    with writing(call, call.params["spreadsheetId"]) as book:
        cleared = [
            ranges.echo(sheet, wipe(book, sheet, area, call.user))
            for data_filter in call.body.get("dataFilters", [])
            for sheet, area in areas(book, data_filter)
        ]
        return {"spreadsheetId": book.file_id} | ({"clearedRanges": cleared} if cleared else {})
