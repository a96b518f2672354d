"""updateBorders."""

from __future__ import annotations

from ...wire import Json
from ..book.cell import format_of, with_format
from ..proto import normal
from .batch import Batch


def update_borders(batch: Batch, request: Json) -> None:
    """The outer sides go to the cells along that edge, the inner ones between cells; style NONE takes a
    border away."""
    sheet, box = batch.editable(request.get("range"))
    sides = {
        name: normal("Border", request[name])
        for name in ("top", "bottom", "left", "right", "innerHorizontal", "innerVertical")
        if name in request
    }
    for row, column in box.cells():
        wanted = {
            "top": "top" if row == box.top else "innerHorizontal",
            "bottom": "bottom" if row == box.bottom - 1 else "innerHorizontal",
            "left": "left" if column == box.left else "innerVertical",
            "right": "right" if column == box.right - 1 else "innerVertical",
        }
        chosen = {side: sides[name] for side, name in wanted.items() if name in sides}
        if not chosen:
            continue
        content = sheet.get(row, column)
        known = batch.book.formats[format_of(content)]
        borders = {
            side: border for side, border in (known.get("borders", {}) | chosen).items() if _drawn(border)
        }
        changed = {name: item for name, item in known.items() if name != "borders"}
        if borders:
            changed["borders"] = borders
        sheet.put(row, column, with_format(content, batch.book.formats.number(changed)))


def _drawn(border: Json) -> bool:
    return border.get("style", "NONE") not in ("NONE", "STYLE_UNSPECIFIED")
