"""Developer metadata in batches: createDeveloperMetadata, updateDeveloperMetadata,
deleteDeveloperMetadata."""

from __future__ import annotations

from ...wire import Json, bad_request
from ..data_filters import metadata as filtered
from ..masked import fields, merged
from .batch import Batch, random_id, required

_VISIBILITIES = ("DOCUMENT", "PROJECT")


def create_metadata(batch: Batch, request: Json) -> Json:
    given = required(request, "developerMetadata")
    book = batch.book
    _check(given)
    if given.get("metadataId", 0) < 0:
        raise bad_request("The ID of developer metadata must be positive.")
    number = given.get("metadataId") or random_id(book.metadata, "metadataId", book)
    if any(item["metadataId"] == number for item in book.metadata):
        raise bad_request(
            f"Cannot add developer metadata with ID [{number}] because developer metadata with that ID "
            "already exists."
        )
    made: Json = {"metadataId": number, "metadataKey": given["metadataKey"]}
    if given.get("metadataValue"):
        made["metadataValue"] = given["metadataValue"]
    made |= {"location": _location(batch, given["location"]), "visibility": given["visibility"]}
    book.metadata.append(made)
    return {"createDeveloperMetadata": {"developerMetadata": made}}


def update_metadata(batch: Batch, request: Json) -> Json:
    mask = fields(request.get("fields"), "DeveloperMetadata", "developerMetadata")
    given = required(request, "developerMetadata")
    found = _filtered(batch, request)
    changed = {name: item for name, item in given.items() if name not in ("location", "metadataId")}
    if ("location" in mask and "location" in given) or ("*" in mask and "location" in given):
        changed["location"] = _location(batch, given["location"])
    names = {name: {} for name in changed} if "*" in mask else mask
    for item in found:
        updated = merged(item, changed, names or {"metadataValue": {}}) | {"metadataId": item["metadataId"]}
        _check(updated)
        item.clear()
        item.update(updated)
    return {"updateDeveloperMetadata": {"developerMetadata": [dict(item) for item in found]} if found else {}}


def delete_metadata(batch: Batch, request: Json) -> Json:
    found = filtered(batch.book, required(request, "dataFilter"))
    gone = {item["metadataId"] for item in found}
    batch.book.metadata = [item for item in batch.book.metadata if item["metadataId"] not in gone]
    return {"deleteDeveloperMetadata": {"deletedDeveloperMetadata": found} if found else {}}


def _filtered(batch: Batch, request: Json) -> list[Json]:
    found: dict[int, Json] = {}
    for data_filter in request.get("dataFilters", []):
        found |= {item["metadataId"]: item for item in filtered(batch.book, data_filter)}
    return list(found.values())


def _check(given: Json) -> None:
    """400 for metadata without what every one must have."""
    if not given.get("metadataKey"):
        raise bad_request("Developer metadata must always have a key specified.")
    if given.get("visibility") not in _VISIBILITIES:
        raise bad_request("Developer metadata must always have visibility specified.")
    if not given.get("location"):
        raise bad_request("Developer metadata must always have a location specified.")


def _location(batch: Batch, given: Json) -> Json:
    """The place as Google prints it, its type first told."""
    if given.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    if "dimensionRange" in given:
        place = given["dimensionRange"]
        sheet = batch.book.sheet(place.get("sheetId", 0))
        dimension = place.get("dimension", "")
        start, end = place.get("startIndex", 0), place.get("endIndex", 0)
        if dimension not in ("ROWS", "COLUMNS") or end != start + 1 or end > sheet.size(dimension):
            raise bad_request("DimensionRange must represent a single row or column.")
        owner = {"sheetId": sheet.id} if sheet.id else {}
        return {
            "locationType": "ROW" if dimension == "ROWS" else "COLUMN",
            "dimensionRange": owner | {"dimension": dimension, "startIndex": start, "endIndex": end},
        }
    sheet = batch.book.sheet(given.get("sheetId", 0))
    return {"locationType": "SHEET", "sheetId": sheet.id}
