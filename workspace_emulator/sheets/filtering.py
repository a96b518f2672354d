"""What a sheet's basic filter hides: the rows below its heading that one of its columns does not let
through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from ..wire import Json, bad_request
from .book.areas import Area, Box
from .book.cell import shown_format_of, value_of
from .book.workbook import Sheet, Workbook
from .condition_kinds import FILTERS, check
from .conditions import Conditions
from .effective import Effective
from .values.render import Renderer

_HIDDEN = "hiddenByFilter"


def hide(book: Workbook, sheet: Sheet, now: datetime) -> None:
    """Mark the rows that the filter hides now. Like Google's it is not applied again when cells change."""
    show(sheet)
    box = sheet.box(Area.of(sheet.parts["basicFilter"]["range"]))
    tests = [
        test
        for spec in sheet.parts["basicFilter"].get("filterSpecs", ())
        for test in _tests(book, sheet, box, spec, now)
    ]
    for row in range(box.top + 1, box.bottom) if tests else ():
        if not all(test(row) for test in tests):
            sheet.lines["ROWS"].setdefault(row, {})[_HIDDEN] = True


@contextmanager
def followed(book: Workbook, sheet: Sheet, now: datetime) -> Iterator[None]:
    """While lines or cells are deleted: what the filter asked of a column that is gone hides nothing more."""
    before = _asked(sheet)
    yield
    if _asked(sheet) == before:
        return
    if "basicFilter" in sheet.parts:
        hide(book, sheet, now)
    else:
        show(sheet)


def hidden(sheet: Sheet) -> set[int]:
    """The rows that carry the mark."""
    return {row for row, kept in sheet.lines["ROWS"].items() if kept.get(_HIDDEN)}


def show(sheet: Sheet) -> None:
    """Take the marks away."""
    for row, kept in list(sheet.lines["ROWS"].items()):
        kept.pop(_HIDDEN, None)
        if not kept:
            del sheet.lines["ROWS"][row]


def twins(given: Json) -> Json:
    """A filter with its criteria said both ways: `filterSpecs` and the older map `criteria`."""
    criteria: Json = given.get("criteria", {})
    for column, wanted in criteria.items():
        if not column.isdecimal() or not isinstance(wanted, dict):
            raise bad_request(f"Invalid criteria: {column} is no index of a column.")
    specs: list[Json] = given.get("filterSpecs") or [
        {"columnIndex": int(column), "filterCriteria": wanted} for column, wanted in criteria.items()
    ]
    for spec in specs:
        if "condition" in spec.get("filterCriteria", {}):
            check(spec["filterCriteria"]["condition"], FILTERS)
    rest = {name: item for name, item in given.items() if name not in ("filterSpecs", "criteria")}
    if not specs:
        return rest
    said = {str(spec.get("columnIndex", 0)): spec.get("filterCriteria", {}) for spec in specs}
    return {**rest, "criteria": said, "filterSpecs": specs}


def _asked(sheet: Sheet) -> int | None:
    """Of how many columns the filter asks something, None without one."""
    known: Json | None = sheet.parts.get("basicFilter")
    return None if known is None else len(known.get("filterSpecs", ()))


def _tests(book: Workbook, sheet: Sheet, box: Box, spec: Json, now: datetime) -> list[Callable[[int], bool]]:
    """Whether a row passes what one column asks."""
    column, criteria = spec.get("columnIndex", 0), spec.get("filterCriteria", {})
    renderer = Renderer(book.locale, book.formats)
    found: list[Callable[[int], bool]] = []
    hidden = {text.casefold() for text in criteria.get("hiddenValues", ())}
    if hidden:

        def allowed(row: int) -> bool:
            content = sheet.get(row, column)
            return renderer.text(value_of(content), shown_format_of(content)).casefold() not in hidden

        found.append(allowed)
    if criteria.get("condition"):
        conditions = Conditions(book, now)
        origin = (box.top + 1, column)
        found.append(lambda row: conditions.holds(criteria["condition"], sheet, (row, column), origin))
    for name, member in (("visibleBackgroundColor", "backgroundColor"), ("visibleForegroundColor", "")):
        if name in criteria:
            found.append(_coloured(book, sheet, box, column, criteria[name], member, now))
    return found


def _coloured(
    book: Workbook, sheet: Sheet, box: Box, column: int, wanted: Json, member: str, now: datetime
) -> Callable[[int], bool]:
    effective = Effective(book, sheet, Box(box.top, box.bottom, column, column + 1), now)

    def same(row: int) -> bool:
        shown = effective.format(row, column, sheet.get(row, column))
        found: Json = shown[member] if member else shown["textFormat"].get("foregroundColor", {})
        return found == wanted

    return same
