"""Members of Google's messages that nothing here computes or shows: refused by name wherever they stand."""

from __future__ import annotations

from functools import cache
from typing import Any

from ..catalog import document
from ..wire import Json, bad_request

MEMBERS: dict[str, tuple[str, ...]] = {
    "Spreadsheet": ("dataSources", "dataSourceSchedules"),
    "Sheet": ("tables", "slicers"),
    "SheetProperties": ("dataSourceSheetProperties",),
    "CellData": ("chipRuns", "dataSourceFormula", "dataSourceTable", "pivotTable"),
    "AppendCellsRequest": ("tableId",),
    "AutoResizeDimensionsRequest": ("dataSourceSheetDimensions",),
    "BasicFilter": ("tableId",),
    "FilterView": ("tableId",),
    "FilterSpec": ("dataSourceColumnReference",),
    "ProtectedRange": ("tableId",),
    "SortSpec": (
        "backgroundColor", "backgroundColorStyle", "dataSourceColumnReference", "foregroundColor",
        "foregroundColorStyle",
    ),
    "UpdateDimensionPropertiesRequest": ("dataSourceSheetRange",),
}  # fmt: skip


def check(schema: str, value: Json, path: str = "") -> None:
    """400 for the first member of a message, or of those inside of it, that is not supported."""
    refused, deeper = _of(schema)
    if not refused.isdisjoint(value):
        for name in sorted(refused.intersection(value)):
            if value[name] != []:
                raise bad_request(f"{path}{name}: This field is not supported by this workspace.")
    for name in deeper.keys() & value.keys():
        inner = value[name]
        if isinstance(inner, list):
            for place, item in enumerate(inner):
                check(deeper[name], item, f"{path}{name}[{place}].")
        else:
            check(deeper[name], inner, f"{path}{name}.")


@cache
def _of(schema: str) -> tuple[frozenset[str], dict[str, str]]:
    """What a message may not have, and its members with messages that may not have something."""
    leading = {
        name: inner
        for name, about in _properties(schema).items()
        if (inner := _message(about)) and _leads(inner, frozenset({schema}))
    }
    return frozenset(MEMBERS.get(schema, ())), leading


def _leads(schema: str, above: frozenset[str]) -> bool:
    if schema in MEMBERS:
        return True
    inside = {_message(about) for about in _properties(schema).values()} - {""} - above
    return any(_leads(inner, above | {schema}) for inner in inside)


def _message(about: Json) -> str:
    """The message a member holds, by itself or in a list; '' for any other."""
    reference: str = about.get("items", about).get("$ref", "")
    return reference


def _properties(schema: str) -> dict[str, Any]:
    found: dict[str, Any] = document("sheets")["schemas"][schema].get("properties", {})
    return found
