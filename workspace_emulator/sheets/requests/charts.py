"""Charts: addChart, updateChartSpec, and moving, framing and deleting what lies over a sheet.

They are kept and returned, never drawn.
"""

from __future__ import annotations

from ...wire import Json, bad_request
from ..book.workbook import Sheet, Workbook
from ..masked import fields, merged
from ..proto import normal
from ..ranges import check_point
from .batch import Batch, own_id, part, prune, required

WIDTH, HEIGHT = 600, 371
_NOWHERE = "One of EmbeddedObjectPosition.overlayPosition or EmbeddedObjectPosition.sheetId must be set"
_WITHOUT_SHEET = "Charts on a sheet of their own are not supported by this workspace."


def add_chart(batch: Batch, request: Json) -> Json:
    """The chart lies over the cells from its anchor on, 600 by 371 pixels unless it says otherwise."""
    given = normal("EmbeddedChart", required(request, "chart"))
    _check_kind(given.get("spec", {}))
    if not given.get("position"):
        raise bad_request(_NOWHERE)
    position = _position(given["position"])
    sheet = _sheet(batch.book, position)
    number = own_id(batch.book, "charts", "chartId", given.get("chartId"), "An embedded object")
    made = {"chartId": number, "spec": given["spec"], "position": position}
    made |= {"border": given["border"]} if given.get("border") else {}
    part(sheet, "charts").append(made)
    return {"addChart": {"chart": made}}


def update_chart_spec(batch: Batch, request: Json) -> None:
    """The whole spec is replaced."""
    _, chart = _find(batch.book, request.get("chartId", 0), "chart")
    spec = normal("ChartSpec", required(request, "spec"))
    _check_kind(spec)
    chart["spec"] = spec


def update_position(batch: Batch, request: Json) -> Json:
    """`fields` names members of the overlay position; an anchor on another sheet takes the chart there."""
    sheet, chart = _find(batch.book, request.get("objectId", 0), "embedded object")
    given = normal("EmbeddedObjectPosition", required(request, "newPosition"))
    if "overlayPosition" not in given:
        raise bad_request(_WITHOUT_SHEET)
    mask = fields(request.get("fields"), "OverlayPosition", "overlayPosition")
    overlay = merged(chart["position"]["overlayPosition"], given["overlayPosition"], mask)
    chart["position"] = _position({"overlayPosition": overlay})
    target = _sheet(batch.book, chart["position"])
    if target is not sheet:
        _remove(sheet, chart)
        part(target, "charts").append(chart)
    return {"updateEmbeddedObjectPosition": {"position": chart["position"]}}


def update_border(batch: Batch, request: Json) -> None:
    mask = fields(request.get("fields"), "EmbeddedObjectBorder", "border")
    _, chart = _find(batch.book, request.get("objectId", 0), "embedded object")
    given = normal("EmbeddedObjectBorder", required(request, "border"))
    border = merged(chart.get("border", {}), given, mask)
    chart.pop("border", None)
    if border:
        chart["border"] = border


def delete_object(batch: Batch, request: Json) -> None:
    sheet, chart = _find(batch.book, request.get("objectId", 0), "embedded object")
    _remove(sheet, chart)


def _check_kind(spec: Json) -> None:
    if not any(name.endswith("Chart") for name in spec):
        raise bad_request(
            "One of basicChart, pieChart, bubbleChart, candelstickChart, histogramChart, or orgChart must be "
            "set on chartSpec."
        )


def _position(given: Json) -> Json:
    if given.get("newSheet") or "sheetId" in given:
        raise bad_request(_WITHOUT_SHEET)
    overlay = given.get("overlayPosition", {})
    size = {"widthPixels": WIDTH, "heightPixels": HEIGHT}
    anchor = {"rowIndex": 0, "columnIndex": 0, **overlay.get("anchorCell", {})}
    return {"overlayPosition": {**size, **overlay, "anchorCell": anchor}}


def _sheet(book: Workbook, position: Json) -> Sheet:
    anchor = position["overlayPosition"]["anchorCell"]
    sheet = book.sheet(anchor.get("sheetId", 0))
    check_point(sheet, anchor.get("rowIndex", 0), anchor.get("columnIndex", 0))
    return sheet


def _remove(sheet: Sheet, chart: Json) -> None:
    sheet.parts["charts"].remove(chart)
    prune(sheet, "charts")


def _find(book: Workbook, number: int, what: str) -> tuple[Sheet, Json]:
    for sheet in book.sheets:
        for chart in sheet.parts.get("charts", []):
            if chart["chartId"] == number:
                return sheet, chart
    raise bad_request(f"No {what} with id: {number}")
