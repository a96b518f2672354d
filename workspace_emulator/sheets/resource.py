"""Spreadsheets and sheets as answers show them. Cells and their formats are in `grid`."""

from __future__ import annotations

from datetime import datetime

from ..checks import Mask
from ..wire import Json
from .book.areas import Area
from .book.workbook import Sheet, Workbook
from .fresh import DEFAULT_FORMAT, THEME_ANSWER
from .grid import grid_data
from .masked import inner, selects
from .protection import may_edit
from .snapshot import snapshot

URL = "https://docs.google.com/spreadsheets/d/{}/edit"
PARTS = (
    "merges",
    "conditionalFormats",
    "filterViews",
    "protectedRanges",
    "basicFilter",
    "charts",
    "bandedRanges",
    "developerMetadata",
    "rowGroups",
    "columnGroups",
    "slicers",
)


def spreadsheet(
    book: Workbook,
    title: str,
    user: str,
    chosen: list[tuple[Sheet, Area]] | None,
    with_cells: bool,
    mask: Mask,
    now: datetime,
) -> Json:
    """A Spreadsheet.

    `chosen` names the areas whose sheets are shown, None shows all; `mask` spares work for what is cut.
    """
    shown: Json = {"spreadsheetId": book.file_id, "properties": properties(book, title)}
    listed = _sheets(book, chosen) if selects(mask, "sheets") else []
    if listed:
        within = inner(mask, "sheets")
        data = with_cells and selects(within, "data")
        shown["sheets"] = [
            _within(sheet(book, found, user, within), areas if chosen is not None else None)
            | (
                {"data": [grid_data(book, found, area, inner(within, "data"), now) for area in areas]}
                if data
                else {}
            )
            for found, areas in listed
        ]
    if book.named_ranges and selects(mask, "namedRanges"):
        shown["namedRanges"] = snapshot(book.named_ranges)
    shown["spreadsheetUrl"] = URL.format(book.file_id)
    if selects(mask, "developerMetadata"):
        own = [item for item in book.metadata if item["location"].get("spreadsheet")]
        if own:
            shown["developerMetadata"] = snapshot(own)
    return shown


def properties(book: Workbook, title: str) -> Json:
    """SpreadsheetProperties."""
    kept = book.properties
    shown = {
        "title": title,
        "locale": kept["locale"],
        "autoRecalc": kept["autoRecalc"],
        "timeZone": kept["timeZone"],
    }
    return (
        shown
        | {"defaultFormat": DEFAULT_FORMAT}
        | (
            {"iterativeCalculationSettings": snapshot(kept["iterativeCalculationSettings"])}
            if "iterativeCalculationSettings" in kept
            else {}
        )
        | {"spreadsheetTheme": THEME_ANSWER}
    )


def sheet(book: Workbook, found: Sheet, user: str, mask: Mask) -> Json:
    """A Sheet without its cells; `mask` spares work for what is cut."""
    shown: Json = {"properties": sheet_properties(book, found)}
    for name in PARTS:
        part = found.parts.get(name) if selects(mask, name) else None
        if part:
            shown[name] = snapshot(
                [protected(book, item, user) for item in part] if name == "protectedRanges" else part
            )
    if not selects(mask, "developerMetadata"):
        return shown
    metadata = [
        item
        for item in book.metadata
        if item["location"]["locationType"] == "SHEET" and item["location"].get("sheetId", 0) == found.id
    ]
    if metadata:
        shown["developerMetadata"] = snapshot(metadata)
    return shown


def sheet_properties(book: Workbook, found: Sheet) -> Json:
    """SheetProperties; `index` is the sheet's place."""
    kept = found.properties
    grid = kept["gridProperties"]
    shown: Json = {
        "sheetId": found.id,
        "title": found.title,
        "index": book.index(found),
        "sheetType": kept["sheetType"],
        "gridProperties": {"rowCount": found.row_count, "columnCount": found.column_count}
        | {name: item for name, item in grid.items() if name not in ("rowCount", "columnCount")},
    }
    rest = {name: item for name, item in kept.items() if name not in shown}
    found_properties: Json = snapshot(shown | rest)
    return found_properties


def protected(book: Workbook, item: Json, user: str) -> Json:
    """A ProtectedRange as this caller sees it: who may edit is shown to those who may."""
    if item.get("warningOnly"):
        return item
    if may_edit(book, item, user):
        shown = {name: part for name, part in item.items() if name != "editors"} | {
            "requestingUserCanEdit": True
        }
        return shown | {"editors": item.get("editors", {})}
    return {name: part for name, part in item.items() if name != "editors"}


def _within(shown: Json, areas: list[Area] | None) -> Json:
    """A Sheet with the merges that touch the areas asked for, all without any."""
    if areas is None or "merges" not in shown:
        return shown
    merges = [merge for merge in shown["merges"] if any(area.overlaps(Area.of(merge)) for area in areas)]
    rest = {name: item for name, item in shown.items() if name != "merges"}
    return {**shown, "merges": merges} if merges else rest


def _sheets(book: Workbook, chosen: list[tuple[Sheet, Area]] | None) -> list[tuple[Sheet, list[Area]]]:
    """Every sheet with the areas asked of it, in the order of the tabs."""
    if chosen is None:
        return [(found, [Area(found.id)]) for found in book.sheets]
    wanted: list[tuple[Sheet, list[Area]]] = []
    for found in book.sheets:
        areas = [area for owner, area in chosen if owner is found]
        if areas:
            wanted.append((found, areas))
    return wanted
