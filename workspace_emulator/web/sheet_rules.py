"""Conditional formats worked out for the cells that are being shown: which rules hold, which colour a scale
gives."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from ..sheets.book.areas import Area, Box
from ..sheets.book.cell import Cell, ErrorValue, Value, format_of, value_of
from ..sheets.book.workbook import Sheet, Workbook
from ..sheets.formulas import calculate
from ..sheets.formulas.tokens import Reference, copied, rewritten
from ..sheets.values import entered
from ..sheets.values import locale as locales
from ..sheets.values.render import Renderer
from ..wire import Json
from .sheet_looks import colour

_EPOCH = date(1899, 12, 30)
_RELATIVE = {
    "TODAY": 0,
    "YESTERDAY": -1,
    "TOMORROW": 1,
    "PAST_WEEK": -7,
    "PAST_MONTH": -30,
    "PAST_YEAR": -365,
}
_SCRATCH = "\u2063"
Place = tuple[int, int]


@dataclass(frozen=True)
class Painted:
    """What rules say of the cells of a box: numbers of the rules that hold, colours of scales."""

    holding: dict[Place, tuple[int, ...]]
    shades: dict[Place, str]


def painted(book: Workbook, sheet: Sheet, box: Box, now: datetime) -> Painted:
    """Every rule of the sheet tried on every cell of the box that it covers."""
    rules: list[Json] = sheet.parts.get("conditionalFormats", [])
    holding: dict[Place, tuple[int, ...]] = {}
    shades: dict[Place, str] = {}
    if not rules:
        return Painted(holding, shades)
    trial = _Trial(book, sheet, box, rules, now)
    for number, rule in enumerate(rules):
        scale = _scale(sheet, rule) if "gradientRule" in rule else None
        for place in _covered(sheet, rule, box):
            value = value_of(sheet.get(*place))
            if scale is not None:
                shade = scale(value)
                if shade:
                    shades.setdefault(place, shade)
            elif trial.holds(rule, place):
                holding[place] = (*holding.get(place, ()), number)
    return Painted(holding, shades)


class _Trial:
    """Tries boolean rules on cells. Formulas of all rules are computed at once, on a copy of the workbook."""

    def __init__(self, book: Workbook, sheet: Sheet, box: Box, rules: list[Json], now: datetime) -> None:
        self.sheet = sheet
        self.locale = locales.find(book.locale)
        self.today = book.local(now).date()
        self.renderer = Renderer(book.locale, book.formats)
        wanted = {
            formula
            for rule in rules
            for text in _texts(rule)
            if text.startswith("=")
            for place in _covered(sheet, rule, box)
            for formula in (self._shifted(rule, text, place),)
        }
        self.results = _computed(book, sorted(wanted), now) if wanted else {}

    def holds(self, rule: Json, place: Place) -> bool:
        condition = rule.get("booleanRule", {}).get("condition", {})
        kind = str(condition.get("type", ""))
        values = [self._meant(rule, value, place) for value in condition.get("values", ())]
        if kind == "CUSTOM_FORMULA":
            return (
                bool(values)
                and values[0] not in (None, False, 0, "")
                and not isinstance(values[0], ErrorValue)
            )
        content = self.sheet.get(*place)
        value = value_of(content)
        if kind in ("BLANK", "NOT_BLANK"):
            return (value is None or value == "") == (kind == "BLANK")
        if kind.startswith("TEXT_"):
            shown = self.renderer.text(value, format_of(content)).casefold()
            return _text_holds(kind, shown, [self._plain(one).casefold() for one in values])
        numbers = [one for one in values if isinstance(one, int | float) and not isinstance(one, bool)]
        if isinstance(value, bool) or not isinstance(value, int | float) or len(numbers) != len(values):
            return False
        return _number_holds(kind, float(value), [float(one) for one in numbers])

    def _meant(self, rule: Json, value: Json, place: Place) -> Value:
        if "relativeDate" in value:
            day = self.today + timedelta(days=_RELATIVE.get(value["relativeDate"], 0))
            return (day - _EPOCH).days
        text = str(value.get("userEnteredValue", ""))
        if text.startswith("="):
            return self.results.get(self._shifted(rule, text, place))
        return entered.read(text, self.locale, self.today).value

    def _plain(self, value: Value) -> str:
        return value if isinstance(value, str) else self.renderer.text(value, 0)

    def _shifted(self, rule: Json, text: str, place: Place) -> str:
        """The formula as the cell at `place` sees it: it is written for the first cell of the first range."""
        first = Area.of(rule["ranges"][0])
        moved = copied(text, place[0] - (first.top or 0), place[1] - (first.left or 0))
        return rewritten(moved, self._on_sheet)

    def _on_sheet(self, found: Reference) -> Reference:
        return found if found.sheet is not None else replace(found, sheet=self.sheet.title)


def _texts(rule: Json) -> list[str]:
    values = rule.get("booleanRule", {}).get("condition", {}).get("values", ())
    return [str(value.get("userEnteredValue", "")) for value in values]


def _covered(sheet: Sheet, rule: Json, box: Box) -> list[Place]:
    """The cells of the box in the rule's ranges, each once."""
    places: dict[Place, None] = {}
    for found in rule.get("ranges", ()):
        common = Area.of(found).common(box.area(Area.of(found).sheet))
        if common is not None:
            places |= dict.fromkeys(sheet.box(common).cells())
    return list(places)


def _computed(book: Workbook, formulas: list[str], now: datetime) -> dict[str, Value]:
    """The values of formulas, worked out on a sheet of their own beside copies of the workbook's sheets."""
    trial = Workbook(book.file_id, book.properties)
    trial.named_ranges, trial.formats = book.named_ranges, book.formats
    for sheet in book.sheets:
        copy = Sheet(sheet.id, sheet.properties)
        copy.rows = [list(cells) for cells in sheet.rows]
        copy.formulas = sheet.formulas
        trial.sheets.append(copy)
    scratch = Sheet(
        -1, {"title": _SCRATCH, "gridProperties": {"rowCount": 2 * len(formulas), "columnCount": 1}}
    )
    trial.sheets.append(scratch)
    for row, formula in enumerate(formulas):
        # An empty line between them keeps an array of one from the next.
        scratch.put(2 * row, 0, Cell(None, formula))
    calculate.recalculate(trial, now)
    return {formula: value_of(scratch.get(2 * row, 0)) for row, formula in enumerate(formulas)}


def _text_holds(kind: str, shown: str, values: list[str]) -> bool:
    if not values:
        return False
    wanted = values[0]
    if kind == "TEXT_CONTAINS":
        return wanted in shown
    if kind == "TEXT_NOT_CONTAINS":
        return wanted not in shown
    if kind == "TEXT_STARTS_WITH":
        return shown.startswith(wanted)
    if kind == "TEXT_ENDS_WITH":
        return shown.endswith(wanted)
    if kind == "TEXT_EQ":
        return shown == wanted
    return kind == "TEXT_NOT_EQ" and shown != wanted


def _number_holds(kind: str, value: float, values: list[float]) -> bool:
    if not values:
        return False
    first, last = min(values), max(values)
    name = re.sub(r"^(?:NUMBER|DATE)_", "", kind)
    if kind.startswith("DATE_"):
        value = float(int(value))
    outcomes = {
        "GREATER": value > first, "AFTER": value > first, "GREATER_THAN_EQ": value >= first,
        "ON_OR_AFTER": value >= first, "LESS": value < first, "BEFORE": value < first,
        "LESS_THAN_EQ": value <= first, "ON_OR_BEFORE": value <= first, "EQ": value == first,
        "NOT_EQ": value != first, "BETWEEN": first <= value <= last,
        "NOT_BETWEEN": not first <= value <= last,
    }  # fmt: skip
    return outcomes.get(name, False)


def _scale(sheet: Sheet, rule: Json) -> Callable[[Value], str]:
    """A colour scale over all the numbers of the rule's ranges."""
    numbers = sorted(
        float(value)
        for found in rule["ranges"]
        for place in sheet.used(Area.of(found)).cells()
        for value in (value_of(sheet.get(*place)),)
        if isinstance(value, int | float) and not isinstance(value, bool)
    )
    known = rule["gradientRule"]
    points = [known[name] for name in ("minpoint", "midpoint", "maxpoint") if name in known]
    stops = [(_at(point, numbers), colour(point, "color") or "#ffffff") for point in points]

    def shade(value: Value) -> str:
        if not numbers or isinstance(value, bool) or not isinstance(value, int | float):
            return ""
        return _between(float(value), stops)

    return shade


def _at(point: Json, numbers: list[float]) -> float:
    kind, text = point.get("type", "MIN"), str(point.get("value", "0")).replace(",", ".")
    low, high = (numbers[0], numbers[-1]) if numbers else (0.0, 0.0)
    try:
        said = float(text)
    except ValueError:
        said = 0.0
    if kind == "NUMBER":
        return said
    if kind == "PERCENT":
        return low + (high - low) * said / 100
    if kind == "PERCENTILE" and numbers:
        return numbers[min(int(len(numbers) * said / 100), len(numbers) - 1)]
    return high if kind == "MAX" else low


def _between(value: float, stops: list[tuple[float, str]]) -> str:
    below = max((stop for stop in stops if stop[0] <= value), key=lambda stop: stop[0], default=stops[0])
    above = min((stop for stop in stops if stop[0] >= value), key=lambda stop: stop[0], default=stops[-1])
    span = above[0] - below[0]
    part = (value - below[0]) / span if span > 0 else 0.0
    mixed = (
        round(int(below[1][at : at + 2], 16) * (1 - part) + int(above[1][at : at + 2], 16) * part)
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{min(max(one, 0), 255):02x}" for one in mixed)
