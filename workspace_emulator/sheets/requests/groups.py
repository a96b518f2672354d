"""Groups of rows and columns that fold: addDimensionGroup, deleteDimensionGroup, updateDimensionGroup."""

from __future__ import annotations

from ...wire import Json, bad_request
from ..book.workbook import Sheet
from ..masked import fields, selects
from .batch import Batch, required

_PARTS = {"ROWS": "rowGroups", "COLUMNS": "columnGroups"}
_CONTROL = {"ROWS": "rowGroupControlAfter", "COLUMNS": "columnGroupControlAfter"}


def add_group(batch: Batch, request: Json) -> Json:
    sheet, dimension, start, end = _stretch(batch, request)
    groups = _changed(sheet, dimension, start, end, 1)
    sheet.grid[_CONTROL[dimension]] = True
    return {"addDimensionGroup": {"dimensionGroups": groups}}


def delete_group(batch: Batch, request: Json) -> Json:
    sheet, dimension, start, end = _stretch(batch, request)
    depths = _depths(sheet, dimension)
    if not any(depths.get(line) for line in range(start, end)):
        raise bad_request("There is no group over the requested range to delete.")
    groups = _changed(sheet, dimension, start, end, -1)
    return {"deleteDimensionGroup": {"dimensionGroups": groups} if groups else {}}


def update_group(batch: Batch, request: Json) -> None:
    mask = fields(request.get("fields"), "DimensionGroup")
    given = required(request, "dimensionGroup")
    sheet, dimension, start, end = _stretch(batch, given)
    for group in sheet.parts.get(_PARTS[dimension], []):
        same = (group["range"].get("startIndex", 0), group["range"]["endIndex"]) == (start, end)
        if same and group["depth"] == given.get("depth", 0):
            if selects(mask, "collapsed"):
                group.pop("collapsed", None)
                if given.get("collapsed"):
                    group["collapsed"] = True
                _hide(sheet, dimension, start, end, bool(given.get("collapsed")))
            return
    raise bad_request("There is no group with that depth over the requested range.")


def _stretch(batch: Batch, request: Json) -> tuple[Sheet, str, int, int]:
    given = required(request, "range")
    sheet = batch.book.sheet(given.get("sheetId", 0))
    dimension = given.get("dimension", "")
    if dimension not in _PARTS:
        raise bad_request("dimension must be specified.")
    start, end = given.get("startIndex", 0), given.get("endIndex", sheet.size(dimension))
    if not 0 <= start < end <= sheet.size(dimension):
        raise bad_request("range.endIndex must be greater than range.startIndex and within the grid.")
    return sheet, dimension, start, end


def _depths(sheet: Sheet, dimension: str) -> dict[int, int]:
    """How deep every line lies; overlapping groups nest, so depth alone tells them all."""
    depths: dict[int, int] = {}
    for group in sheet.parts.get(_PARTS[dimension], []):
        for line in range(group["range"].get("startIndex", 0), group["range"]["endIndex"]):
            depths[line] = depths.get(line, 0) + 1
    return depths


def _changed(sheet: Sheet, dimension: str, start: int, end: int, by: int) -> list[Json]:
    depths = _depths(sheet, dimension)
    for line in range(start, end):
        depths[line] = max(0, depths.get(line, 0) + by)
    old = {_key(group): group for group in sheet.parts.get(_PARTS[dimension], [])}
    groups = [_group(sheet, dimension, *found) for found in _runs(depths)]
    for group in groups:
        if old.get(_key(group), {}).get("collapsed"):
            group["collapsed"] = True
    sheet.parts[_PARTS[dimension]] = groups
    if not groups:
        del sheet.parts[_PARTS[dimension]]
    return groups


def _runs(depths: dict[int, int]) -> list[tuple[int, int, int]]:
    """(start, end, depth) of every group, outer ones first."""
    found = []
    for depth in range(1, max(depths.values(), default=0) + 1):
        lines = sorted(line for line, deep in depths.items() if deep >= depth)
        start = None
        for line in lines:
            if start is None:
                start = line
            if depths.get(line + 1, 0) < depth:
                found.append((start, line + 1, depth))
                start = None
    return sorted(found, key=lambda run: (run[0], run[2]))


def _group(sheet: Sheet, dimension: str, start: int, end: int, depth: int) -> Json:
    place = {"sheetId": sheet.id} if sheet.id else {}
    return {"range": place | {"dimension": dimension, "startIndex": start, "endIndex": end}, "depth": depth}


def _key(group: Json) -> tuple[int, int, int]:
    return group["range"].get("startIndex", 0), group["range"]["endIndex"], group["depth"]


def _hide(sheet: Sheet, dimension: str, start: int, end: int, hidden: bool) -> None:
    for line in range(start, end):
        kept = {
            name: item
            for name, item in sheet.lines[dimension].get(line, {}).items()
            if name != "hiddenByUser"
        }
        sheet.lines[dimension][line] = kept | ({"hiddenByUser": True} if hidden else {})
        if not sheet.lines[dimension][line]:
            del sheet.lines[dimension][line]
