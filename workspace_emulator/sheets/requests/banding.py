"""Alternating colours: addBanding, updateBanding, deleteBanding."""

from __future__ import annotations

from ...wire import Json, bad_request
from ..book.areas import Area
from ..book.workbook import Sheet, Workbook
from ..masked import fields, merged
from ..proto import normal
from .batch import Batch, own_id, part, prune, put_back, required


def add_banding(batch: Batch, request: Json) -> Json:
    given = normal("BandedRange", required(request, "bandedRange"))
    sheet, area = _free(batch, given.get("range"))
    bands = part(sheet, "bandedRanges")
    wanted = given.get("bandedRangeId")
    number = own_id(batch.book, "bandedRanges", "bandedRangeId", wanted, "A banded range")
    made = {"bandedRangeId": number, **given, "range": area.json()}
    bands.append(made)
    return {"addBanding": {"bandedRange": made}}


def update_banding(batch: Batch, request: Json) -> None:
    mask = fields(request.get("fields"), "BandedRange", "bandedRange")
    given = normal("BandedRange", required(request, "bandedRange"))
    sheet, band = _find(batch.book, given.get("bandedRangeId", 0))
    changed = merged(band, given, mask) | {"bandedRangeId": band["bandedRangeId"]}
    target, area = _free(batch, changed.get("range", band["range"]), band)
    put_back(sheet, "bandedRanges", band, target, {**changed, "range": area.json()})


def delete_banding(batch: Batch, request: Json) -> None:
    sheet, band = _find(batch.book, request.get("bandedRangeId", 0))
    sheet.parts["bandedRanges"].remove(band)
    prune(sheet, "bandedRanges")


def _free(batch: Batch, wanted: Json | None, own: Json | None = None) -> tuple[Sheet, Area]:
    """Where bands are to be; 400 where there are others."""
    sheet, _ = batch.place(wanted)
    area = Area.of(batch.filled(wanted or {}))
    others = [band for band in sheet.parts.get("bandedRanges", ()) if band is not own]
    if any(Area.of(band["range"]).overlaps(area) for band in others):
        raise bad_request("You cannot add alternating background colors to a range that already has them.")
    return sheet, area


def _find(book: Workbook, number: int) -> tuple[Sheet, Json]:
    for sheet in book.sheets:
        for band in sheet.parts.get("bandedRanges", []):
            if band["bandedRangeId"] == number:
                return sheet, band
    raise bad_request(f"No banding with id: {number}")
