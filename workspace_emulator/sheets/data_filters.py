"""Data filters: cells looked up by A1 range, by grid range or by developer metadata."""

from __future__ import annotations

from typing import Any

from ..wire import Json, bad_request
from . import ranges
from .book.areas import Area
from .book.workbook import Sheet, Workbook

_VISIBILITY = ("metadataId", "metadataKey", "metadataValue", "visibility")


def areas(book: Workbook, data_filter: Json) -> list[tuple[Sheet, Area]]:
    """The areas a filter selects, none when nothing matches."""
    if "a1Range" in data_filter:
        return [ranges.resolve(book, data_filter["a1Range"])]
    if "gridRange" in data_filter:
        area = Area.of(data_filter["gridRange"])
        sheet = book.sheet(area.sheet)
        ranges.check_start(sheet, area)
        return [(sheet, area)]
    if "developerMetadataLookup" in data_filter:
        return [
            (book.sheet(area.sheet), area)
            for area in (
                location_area(found) for found in looked_up(book, data_filter["developerMetadataLookup"])
            )
            if area is not None
        ]
    raise bad_request("Must specify at least one filter.")


def metadata(book: Workbook, data_filter: Json) -> list[Json]:
    """The developer metadata a filter selects: by lookup, or what lies across a range."""
    if "developerMetadataLookup" in data_filter:
        return looked_up(book, data_filter["developerMetadataLookup"])
    found = []
    for _, area in areas(book, data_filter):
        for item in book.metadata:
            place = location_area(item)
            if place is not None and area.overlaps(place):
                found.append(item)
    return found


def looked_up(book: Workbook, lookup: Json) -> list[Json]:
    """Metadata whose every named quality matches, in the order of their ids. 400 for a contradiction."""
    anywhere = lookup.get("locationMatchingStrategy") == "INTERSECTING_LOCATION"
    if anywhere and lookup.get("metadataLocation", {}).get("spreadsheet"):
        raise bad_request(
            "DeveloperMetadataLookup.spreadsheet is true, but locationMatchingStrategy was specified as "
            "INTERSECTING."
        )
    return [
        item
        for item in sorted(book.metadata, key=lambda item: int(item["metadataId"]))
        if _matches(item, lookup)
    ]


def echoed(data_filter: Any) -> Any:
    """A filter as answers repeat it: what is zero is left out, but not the sheet that alone is a place."""
    if isinstance(data_filter, dict):
        zeros = (0, "", False) if set(data_filter) != {"sheetId"} else ()
        return {name: echoed(item) for name, item in data_filter.items() if item not in zeros}
    return data_filter


def location_area(item: Json) -> Area | None:
    """The rows, columns or sheet a metadata item hangs on; None for the spreadsheet's own."""
    location = item["location"]
    if location.get("spreadsheet"):
        return None
    if "dimensionRange" in location:
        found = location["dimensionRange"]
        if found["dimension"] == "ROWS":
            return Area(found.get("sheetId", 0), found.get("startIndex"), found.get("endIndex"), None, None)
        return Area(found.get("sheetId", 0), None, None, found.get("startIndex"), found.get("endIndex"))
    return Area(location.get("sheetId", 0))


def _matches(item: Json, lookup: Json) -> bool:
    if any(name in lookup and lookup[name] != item.get(name) for name in _VISIBILITY):
        return False
    wanted_type = lookup.get("locationType")
    location = lookup.get("metadataLocation")
    if wanted_type and not location and item["location"]["locationType"] != wanted_type:
        return False
    return location is None or _placed(
        item, location, lookup.get("locationMatchingStrategy", ""), wanted_type
    )


def _placed(item: Json, location: Json, strategy: str, wanted_type: str | None) -> bool:
    own = item["location"]
    if wanted_type and own["locationType"] != wanted_type:
        return False
    if location.get("spreadsheet"):
        return bool(own.get("spreadsheet"))
    here, place = location_area({"location": location}), location_area(item)
    if here is None or place is None:
        return False
    return here == place if strategy == "EXACT_LOCATION" else here.overlaps(place)
