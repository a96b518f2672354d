"""Ranges that requests name, in A1 notation or by name, found in a workbook; and how answers echo them."""

from __future__ import annotations

from ..wire import bad_request
from .book.a1 import Span, parse_address, print_address, quoted, split_title, unquoted
from .book.areas import Area, Box
from .book.workbook import Sheet, Workbook


def resolve(book: Workbook, text: str) -> tuple[Sheet, Area]:
    """The sheet and the area a text means: `Tab!A1:B2`, `'My tab'`, `A1` of the first visible sheet, a named
    range.

    400 `Unable to parse range: …` when it means nothing here, 400 when it begins outside of the grid.
    """
    title, address = split_title(text)
    if title is None:
        sheet, area = _without_title(book, text)
    else:
        found = book.titled(title)
        if found is None:
            raise _unparsable(text)
        sheet, area = _in_sheet(book, found, address, text)
    check_start(sheet, area)
    return sheet, area


def check_start(sheet: Sheet, area: Area) -> None:
    """400 when an area is upside down or begins past the last row or column."""
    for start, end, word in ((area.top, area.bottom, "Row"), (area.left, area.right, "Column")):
        if (start or 0) < 0 or (end is not None and end < (start or 0)):
            raise bad_request(f"range.end{word}Index must be greater than or equal to range.start{word}Index")
    if (area.top or 0) >= sheet.row_count or (area.left or 0) >= sheet.column_count:
        raise bad_request(
            f"Range ({printed(sheet, area)}) exceeds grid limits. "
            f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
        )


def check_point(sheet: Sheet, row: int, column: int) -> None:
    """400 for a GridCoordinate outside of the grid."""
    for name, index, size, word in (
        ("rowIndex", row, sheet.row_count, "row"),
        ("columnIndex", column, sheet.column_count, "column"),
    ):
        if index < 0:
            raise bad_request(f"GridCoordinate.{name} must be >= 0")
        if index >= size:
            raise bad_request(f"GridCoordinate.{name}[{index}] is after last {word} in grid[{size - 1}]")


def printed(sheet: Sheet, area: Area) -> str:
    """An area with its open ends, as refusals print it."""
    return f"{quoted(sheet.title)}!{print_address(Span(area.top, area.left, area.bottom, area.right))}"


def echo(sheet: Sheet, box: Box) -> str:
    """A range as answers print it: the title, quoted where needed, and the address."""
    return f"{quoted(sheet.title)}!{print_address(Span(box.top, box.left, box.bottom, box.right))}"


def named(book: Workbook, name: str) -> Area | None:
    """The area of a named range; names differ by more than case."""
    folded = name.casefold()
    for known in book.named_ranges:
        if known["name"].casefold() == folded:
            return Area.of(known["range"])
    return None


def _without_title(book: Workbook, text: str) -> tuple[Sheet, Area]:
    if not text.startswith("'"):
        area = named(book, text)
        if area is not None:
            return book.sheet(area.sheet), area
        span = parse_address(text)
        if span is not None:
            sheet = next(
                (found for found in book.sheets if not found.properties.get("hidden")), book.sheets[0]
            )
            return sheet, Area(sheet.id, span.top, span.bottom, span.left, span.right)
    found = book.titled(unquoted(text))
    if found is None:
        raise _unparsable(text)
    return found, Area(found.id)


def _in_sheet(book: Workbook, sheet: Sheet, address: str, text: str) -> tuple[Sheet, Area]:
    span = parse_address(address)
    if span is not None:
        return sheet, Area(sheet.id, span.top, span.bottom, span.left, span.right)
    area = named(book, address)
    if area is None:
        raise _unparsable(text)
    return book.sheet(area.sheet), area


def _unparsable(text: str) -> Exception:
    return bad_request(f"Unable to parse range: {text}")
