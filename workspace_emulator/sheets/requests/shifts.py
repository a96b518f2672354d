"""insertRange and deleteRange: cells pushed aside or closed up."""

from __future__ import annotations

from ...wire import Json, bad_request
from .. import filtering
from ..book.follow import delete_cells, insert_cells
from .batch import Batch
from .merges import check_shift


def insert_range(batch: Batch, request: Json) -> None:
    sheet, box = batch.editable(request.get("range"))
    dimension = _dimension(request)
    check_shift(sheet, box, dimension)
    insert_cells(batch.book, sheet, box.area(sheet.id), dimension)


def delete_range(batch: Batch, request: Json) -> None:
    sheet, box = batch.editable(request.get("range"))
    dimension = _dimension(request)
    check_shift(sheet, box, dimension)
    with filtering.followed(batch.book, sheet, batch.now):
        delete_cells(batch.book, sheet, box.area(sheet.id), dimension)


def _dimension(request: Json) -> str:
    found = str(request.get("shiftDimension", ""))
    if found not in ("ROWS", "COLUMNS"):
        raise bad_request("Must specify shiftDimension.")
    return found
