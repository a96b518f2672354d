"""setBasicFilter, clearBasicFilter and filter views: kept and returned; rows a filter hides are marked
hidden."""

from __future__ import annotations

from ...wire import Json, bad_request
from .. import filtering
from ..book.areas import Area, Box
from ..book.workbook import Sheet
from ..filtering import twins
from ..masked import fields, merged
from ..protection import check_editable
from ..proto import normal
from .batch import Batch, numbered, own_id, part, prune, put_back, random_id, required
from .sorting import sort_rows


def set_basic_filter(batch: Batch, request: Json) -> None:
    """The rows are sorted and hidden at once, as the filter says."""
    given = twins(normal("BasicFilter", required(request, "filter")))
    sheet, _ = batch.place(given.get("range", {}))
    area = Area.of(batch.filled(given.get("range", {})))
    _check_columns(given, sheet.box(area))
    check_editable(batch.book, sheet, area, batch.user)
    sheet.parts["basicFilter"] = {**given, "range": area.json()}
    filtering.show(sheet)
    specs = [spec for spec in given.get("sortSpecs", []) if "dimensionIndex" in spec or "sortOrder" in spec]
    if specs:
        box = sheet.box(area)
        sort_rows(
            batch.book, sheet, Box(min(box.top + 1, box.bottom), box.bottom, box.left, box.right), specs
        )
    filtering.hide(batch.book, sheet, batch.now)


def clear_basic_filter(batch: Batch, request: Json) -> None:
    sheet = batch.book.sheet(request.get("sheetId", 0))
    sheet.parts.pop("basicFilter", None)
    filtering.show(sheet)


def add_filter_view(batch: Batch, request: Json) -> Json:
    given = twins(normal("FilterView", required(request, "filter")))
    sheet = _sheet(batch, given)
    views = part(sheet, "filterViews")
    wanted = given.get("filterViewId")
    number = own_id(batch.book, "filterViews", "filterViewId", wanted, "A filter")
    made = {"filterViewId": number, **given}
    if "range" in made:
        made["range"] = batch.filled(made["range"])
    made.setdefault("title", f"Filter {len(views) + 1}")
    views.append(made)
    return {"addFilterView": {"filter": made}}


def update_filter_view(batch: Batch, request: Json) -> None:
    mask = fields(request.get("fields"), "FilterView")
    given = normal("FilterView", required(request, "filter"))
    sheet, view = _find(batch, given.get("filterViewId", 0))
    changed = merged(view, given, mask) | {"filterViewId": view["filterViewId"]}
    for name, other in (("criteria", "filterSpecs"), ("filterSpecs", "criteria")):
        if name in mask:
            changed.pop(other, None)
    changed = twins(changed)
    target = _sheet(batch, changed)
    if "range" in changed:
        changed["range"] = batch.filled(changed["range"])
    put_back(sheet, "filterViews", view, target, changed)


def delete_filter_view(batch: Batch, request: Json) -> None:
    sheet, view = _find(batch, request.get("filterId", 0))
    sheet.parts["filterViews"].remove(view)
    prune(sheet, "filterViews")


def duplicate_filter_view(batch: Batch, request: Json) -> Json:
    sheet, view = _find(batch, request.get("filterId", 0))
    views = sheet.parts["filterViews"]
    made = {
        **view,
        "filterViewId": random_id(views, "filterViewId", batch.book),
        "title": f"Copy of {view.get('title', '')}",
    }
    views.append(made)
    return {"duplicateFilterView": {"filter": made}}


def _sheet(batch: Batch, given: Json) -> Sheet:
    if "range" in given:
        return batch.place(given["range"])[0]
    if "namedRangeId" in given:
        known = numbered(batch.book.named_ranges, "namedRangeId", given["namedRangeId"], "named range")
        return batch.book.sheet(Area.of(known["range"]).sheet)
    raise bad_request("Must specify range.")


def _check_columns(given: Json, box: Box) -> None:
    columns = [spec.get("columnIndex", 0) for spec in given.get("filterSpecs", ())]
    columns += [spec.get("dimensionIndex", 0) for spec in given.get("sortSpecs", ())]
    if any(not box.left <= column < box.right for column in columns):
        raise bad_request("The columns of a filter must be within its range.")


def _find(batch: Batch, view_id: int) -> tuple[Sheet, Json]:
    for sheet in batch.book.sheets:
        for view in sheet.parts.get("filterViews", []):
            if view["filterViewId"] == view_id:
                return sheet, view
    raise bad_request(f"No filter with id: {view_id}")
