"""What conditional formats and alternating colours make of the cells of a box."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from ..wire import Json
from .book.areas import Area, Box
from .book.cell import Value, value_of
from .book.workbook import Sheet, Workbook
from .conditions import Conditions, Place
from .proto import colour

_POINTS = ("minpoint", "midpoint", "maxpoint")


@dataclass
class Painted:
    """For each cell: the numbers of the boolean rules that hold, first ones first; the Color of a scale; the
    Color of its band."""

    holding: dict[Place, list[int]] = field(default_factory=dict)
    scales: dict[Place, Json] = field(default_factory=dict)
    bands: dict[Place, Json] = field(default_factory=dict)

    def places(self) -> Iterator[Place]:
        yield from self.holding
        yield from self.scales
        yield from self.bands


def painted(book: Workbook, sheet: Sheet, box: Box, now: datetime) -> Painted:
    """Every rule tried on every cell of the box that it covers, blank ones too."""
    found = Painted()
    conditions = Conditions(book, now)
    for number, rule in enumerate(sheet.parts.get("conditionalFormats", ())):
        scale = _scale(conditions, sheet, rule) if "gradientRule" in rule else None
        origin = _origin(rule)
        for place in _covered(sheet, rule, box):
            if scale is not None:
                shade = scale(value_of(sheet.get(*place)))
                if shade is not None:
                    found.scales.setdefault(place, shade)
            elif conditions.holds(rule.get("booleanRule", {}).get("condition", {}), sheet, place, origin):
                found.holding.setdefault(place, []).append(number)
    for band in sheet.parts.get("bandedRanges", ()):
        _paint_band(found, sheet, band, box)
    return found


def band_name(known: Json, line: int, count: int) -> str:
    """Which colour a line of a band has: headerColor, firstBandColor, secondBandColor or footerColor."""
    if line == 0 and "headerColor" in known:
        return "headerColor"
    if line == count - 1 and "footerColor" in known:
        return "footerColor"
    return "secondBandColor" if (line - ("headerColor" in known)) % 2 else "firstBandColor"


def _paint_band(found: Painted, sheet: Sheet, band: Json, box: Box) -> None:
    """Columns' colours first, rows' over them where both are given."""
    whole = sheet.box(Area.of(band["range"]))
    common = Area.of(band["range"]).common(box.area(sheet.id))
    if common is None:
        return
    for row, column in sheet.box(common).cells():
        for name, line, count in (
            ("columnProperties", column - whole.left, whole.width),
            ("rowProperties", row - whole.top, whole.height),
        ):
            known = band.get(name)
            if known:
                shade = known.get(band_name(known, line, count))
                if shade is not None:
                    found.bands[row, column] = shade


def _covered(sheet: Sheet, rule: Json, box: Box) -> list[Place]:
    """The cells of the box in the rule's ranges, each once."""
    places: dict[Place, None] = {}
    for given in rule.get("ranges", ()):
        common = Area.of(given).common(box.area(sheet.id))
        if common is not None:
            places |= dict.fromkeys(sheet.box(common).cells())
    return list(places)


def _origin(rule: Json) -> Place:
    """The cell that a rule's formulas are written for: the first corner of all its ranges."""
    areas = [Area.of(given) for given in rule.get("ranges", ())]
    return min((area.top or 0 for area in areas), default=0), min(
        (area.left or 0 for area in areas), default=0
    )


def _scale(conditions: Conditions, sheet: Sheet, rule: Json) -> Callable[[Value], Json | None]:
    """The colour scale over all numbers in the rule's ranges."""
    numbers = sorted(
        float(value)
        for given in rule.get("ranges", ())
        for place in sheet.used(Area.of(given)).cells()
        for value in (value_of(sheet.get(*place)),)
        if isinstance(value, int | float) and not isinstance(value, bool)
    )
    known = rule["gradientRule"]
    stops = [
        (_at(conditions, sheet, rule, known[name], numbers, name), known[name].get("color", {}))
        for name in _POINTS
        if name in known
    ]

    def shade(value: Value) -> Json | None:
        if isinstance(value, bool) or not isinstance(value, int | float) or not stops:
            return None
        return _between(float(value), stops)

    return shade


def _at(
    conditions: Conditions, sheet: Sheet, rule: Json, point: Json, numbers: list[float], name: str
) -> float:
    """Where a point of the scale lies among the numbers."""
    low, high = (numbers[0], numbers[-1]) if numbers else (0.0, 0.0)
    kind = point.get("type", "MAX" if name == "maxpoint" else "MIN")
    if kind in ("MIN", "MAX"):
        return low if kind == "MIN" else high
    said = conditions.number(point.get("value", ""), sheet, _origin(rule))
    if kind == "PERCENT":
        return low + (high - low) * said / 100
    if kind == "PERCENTILE" and numbers:
        at = min(max(said / 100, 0.0), 1.0) * (len(numbers) - 1)
        below = int(at)
        above = min(below + 1, len(numbers) - 1)
        return numbers[below] + (numbers[above] - numbers[below]) * (at - below)
    return said


def _between(value: float, stops: list[tuple[float, Json]]) -> Json:
    """The colour of a value between the stops; beyond the ends that of the end."""
    if value <= stops[0][0]:
        return stops[0][1]
    for (start, first), (end, second) in pairwise(stops):
        if value <= end and end > start:
            share = (value - start) / (end - start)
            return colour(
                {
                    name: first.get(name, 0) + (second.get(name, 0) - first.get(name, 0)) * share
                    for name in ("red", "green", "blue")
                }
            )
    return stops[-1][1]
