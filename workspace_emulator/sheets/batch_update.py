"""spreadsheets.batchUpdate: every request in its turn, all or none, one reply each.

The kinds themselves are in `requests`.
"""

from __future__ import annotations

from collections.abc import Callable

from ..call import Call
from ..catalog import answers
from ..checks import mask
from ..drive import registry
from ..wire import ApiError, Json, bad_request
from . import ranges, unsupported
from . import resource as shown
from .book.shelf import reading, writing
from .masked import inner
from .requests import (
    banding,
    borders,
    cells,
    charts,
    cleanup,
    conditional,
    dimensions,
    filters,
    find_replace,
    groups,
    merges,
    metadata,
    named,
    paste,
    paste_data,
    properties,
    protected,
    shifts,
    sorting,
    tabs,
    validation,
)
from .requests.batch import Batch
from .snapshot import snapshot

Kind = Callable[[Batch, Json], Json | None]

KINDS: dict[str, Kind] = {
    "updateSpreadsheetProperties": properties.update_spreadsheet,
    "updateSheetProperties": properties.update_sheet,
    "addSheet": tabs.add_sheet,
    "deleteSheet": tabs.delete_sheet,
    "duplicateSheet": tabs.duplicate_sheet,
    "updateCells": cells.update_cells,
    "repeatCell": cells.repeat_cell,
    "appendCells": cells.append_cells,
    "updateBorders": borders.update_borders,
    "mergeCells": merges.merge_cells,
    "unmergeCells": merges.unmerge_cells,
    "insertDimension": dimensions.insert_dimension,
    "deleteDimension": dimensions.delete_dimension,
    "moveDimension": dimensions.move_dimension,
    "appendDimension": dimensions.append_dimension,
    "updateDimensionProperties": dimensions.update_properties,
    "autoResizeDimensions": dimensions.auto_resize,
    "addDimensionGroup": groups.add_group,
    "deleteDimensionGroup": groups.delete_group,
    "updateDimensionGroup": groups.update_group,
    "sortRange": sorting.sort_range,
    "copyPaste": paste.copy_paste,
    "cutPaste": paste.cut_paste,
    "pasteData": paste_data.paste_data,
    "findReplace": find_replace.find_replace,
    "insertRange": shifts.insert_range,
    "deleteRange": shifts.delete_range,
    "addNamedRange": named.add_named_range,
    "updateNamedRange": named.update_named_range,
    "deleteNamedRange": named.delete_named_range,
    "addProtectedRange": protected.add_protected_range,
    "updateProtectedRange": protected.update_protected_range,
    "deleteProtectedRange": protected.delete_protected_range,
    "setDataValidation": validation.set_data_validation,
    "addConditionalFormatRule": conditional.add_rule,
    "updateConditionalFormatRule": conditional.update_rule,
    "deleteConditionalFormatRule": conditional.delete_rule,
    "addBanding": banding.add_banding,
    "updateBanding": banding.update_banding,
    "deleteBanding": banding.delete_banding,
    "setBasicFilter": filters.set_basic_filter,
    "clearBasicFilter": filters.clear_basic_filter,
    "addFilterView": filters.add_filter_view,
    "updateFilterView": filters.update_filter_view,
    "deleteFilterView": filters.delete_filter_view,
    "duplicateFilterView": filters.duplicate_filter_view,
    "addChart": charts.add_chart,
    "updateChartSpec": charts.update_chart_spec,
    "updateEmbeddedObjectPosition": charts.update_position,
    "updateEmbeddedObjectBorder": charts.update_border,
    "deleteEmbeddedObject": charts.delete_object,
    "createDeveloperMetadata": metadata.create_metadata,
    "updateDeveloperMetadata": metadata.update_metadata,
    "deleteDeveloperMetadata": metadata.delete_metadata,
    "trimWhitespace": cleanup.trim_whitespace,
    "deleteDuplicates": cleanup.delete_duplicates,
}


@answers("sheets.spreadsheets.batchUpdate")
def batch_update(call: Call) -> Json:
    requests = call.body.get("requests", [])
    if not requests:
        raise bad_request("Must specify at least one request.")
    with writing(call, call.params["spreadsheetId"]) as book:
        batch = Batch(book, call.tx, call.user, call.now)
        replies = [_reply(batch, place, request) for place, request in enumerate(requests)]
        answer: Json = {"spreadsheetId": book.file_id, "replies": replies}
    if call.body.get("includeSpreadsheetInResponse"):
        answer["updatedSpreadsheet"] = _updated(call)
    return answer


def _updated(call: Call) -> Json:
    """The spreadsheet after the batch, as far as the caller asks to see it."""
    with reading(call, call.params["spreadsheetId"]) as book:
        row = registry.require(call.tx, book.file_id, call.user)
        texts = call.body.get("responseRanges", [])
        chosen = [ranges.resolve(book, text) for text in texts] or None
        selected = inner(mask(call.method, call.get("fields")), "updatedSpreadsheet")
        with_cells = bool(selected) or bool(call.body.get("responseIncludeGridData"))
        return shown.spreadsheet(book, row.name, call.user, chosen, with_cells, selected, call.now)


def _reply(batch: Batch, place: int, request: Json) -> Json:
    """One request carried out: what it has done, whatever later ones do. A refusal names place and kind."""
    if not request:
        raise bad_request(f"Invalid requests[{place}]: No request set.")
    ((kind, body),) = request.items()
    carry_out = KINDS.get(kind)
    if carry_out is None:
        raise bad_request(
            f"Invalid requests[{place}].{kind}: This kind of request is not supported by this workspace."
        )
    try:
        unsupported.check(f"{kind[:1].upper()}{kind[1:]}Request", body)
        reply: Json = snapshot(carry_out(batch, body) or {})
        return reply
    except ApiError as error:
        if error.code != 400:
            raise
        raise bad_request(f"Invalid requests[{place}].{kind}: {error.message}") from error
