"""pasteData: text with a delimiter, typed into cells as a person would paste it."""

from __future__ import annotations

import csv
import io

from ...wire import Json, bad_request
from ..values.put import Typist
from .batch import Batch, required
from .paste import check_room

_KINDS = ("PASTE_NORMAL", "PASTE_VALUES", "PASTE_NO_BORDERS", "PASTE_FORMULA")


def paste_data(batch: Batch, request: Json) -> None:
    """Rows end with the line, columns at the delimiter; quotes hold a cell together."""
    place = required(request, "coordinate")
    if request.get("html"):
        raise bad_request("Pasting HTML is not supported by this workspace.")
    if request.get("type", "PASTE_NORMAL") not in _KINDS:
        raise bad_request("Pasted text has neither formats nor validation.")
    delimiter = request.get("delimiter") or "\t"
    sheet = batch.book.sheet(place.get("sheetId", 0))
    top, left = place.get("rowIndex", 0), place.get("columnIndex", 0)
    rows = _rows(request.get("data", ""), delimiter)
    check_room(sheet, top, left, len(rows), max((len(row) for row in rows), default=0))
    Typist(batch.book, "USER_ENTERED", batch.now, batch.user).put(
        sheet, top, left, [list(row) for row in rows]
    )


def _rows(data: str, delimiter: str) -> list[list[str]]:
    if len(delimiter) == 1 and delimiter not in '"\r\n':
        try:
            return list(csv.reader(io.StringIO(data, newline=""), delimiter=delimiter))
        except csv.Error as error:
            raise bad_request(f"The pasted text cannot be taken apart: {error}.") from error
    return [line.split(delimiter) for line in data.splitlines()]
