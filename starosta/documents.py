"""Documents as XLSX bytes: the report of one master in the form of the appendix.

All words come from `daily_reports/report.document.toml`; what people typed is written as text and never
becomes a formula, a number or a link. Same values, same `made_at`: same bytes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from .errors import ConfigError
from .rules.chronometry import Line, Unread
from .rules.writing import clean

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MAX_CELL = 32_767
"""Characters in one cell, as Excel counts."""

_A4 = 9
_TAB_NAME = 31
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_TAB = re.compile(r"[\[\]:*?/\\]")
_NO_FILE = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "remove_timezone": True,
}
_FIELDS = ("time", "role", "function", "result", "trouble")


@dataclass(frozen=True)
class ReportColumn:
    """A column of the report: `field` is one of `_FIELDS`; `width` is in characters."""

    field: str
    title: str
    width: float


@dataclass(frozen=True)
class ReportBlank:
    """The form of a report; sentences hold the placeholders that `report.document.toml` names."""

    tab: str
    file: str
    title: str
    day: str
    unread: str
    unread_line: str
    signature: str
    pages: str
    font: str
    size: int
    orientation: str
    columns: tuple[ReportColumn, ...]


@dataclass(frozen=True)
class ReportValues:
    """What one report says. `weekday` is a word; `unread` are the lines nobody could read: they are shown as
    typed."""

    code: str
    name: str
    short_name: str
    date: date
    weekday: str
    lines: tuple[Line, ...]
    unread: tuple[Unread, ...] = ()


def report_blank(table: Mapping[str, Any]) -> ReportBlank:
    """The blank out of the parsed `report.document.toml`. ConfigError `template_broken` names the missing
    key."""
    try:
        columns = tuple(
            ReportColumn(column["field"], column["title"], float(column["width"]))
            for column in table["column"]
        )
        plain = {key: table[key] for key in ReportBlank.__dataclass_fields__ if key != "columns"}
    except KeyError as error:
        raise _broken(str(error.args[0])) from error
    for column in columns:
        if column.field not in _FIELDS:
            raise _broken(column.field)
    blank = ReportBlank(columns=columns, **plain)
    _try_sentences(blank)
    return blank


def report_name(values: ReportValues, blank: ReportBlank) -> str:
    """The file's name, without characters that a disk may refuse."""
    return _NO_FILE.sub("_", clean(_filled(blank.file, values))).strip(" .")


def report_xlsx(values: ReportValues, blank: ReportBlank, made_at: datetime) -> bytes:
    """The report in the form of the appendix (000, приложение): title, day, five columns in the order of
    time, signature; one A4 page wide, the header repeated on each page. `made_at` is an aware moment, kept as
    the date of creation."""
    stream = BytesIO()
    with _workbook(stream, made_at) as book:
        looks = _ReportLooks.of(book, blank)
        sheet = book.add_worksheet(_tab_name(blank.tab))
        last = len(blank.columns) - 1
        for place, column in enumerate(blank.columns):
            sheet.set_column(place, place, column.width)
        _merged(sheet, 0, last, _filled(blank.title, values), looks.title, blank)
        _merged(sheet, 1, last, _filled(blank.day, values), looks.plain, blank)
        header = 3
        for place, column in enumerate(blank.columns):
            sheet.write_string(header, place, _text(column.title), looks.header)
        row = header + 1
        for line in sorted(values.lines, key=lambda line: (line.start, line.end, line.number)):
            for place, column in enumerate(blank.columns):
                text = _text(_field(line, column.field))
                sheet.write_string(row, place, text, looks.quoted if _risky(text) else looks.cell)
            row += 1
        row = _unread(sheet, row, values, blank, looks)
        _merged(sheet, row + 1, last, _filled(blank.signature, values), looks.plain, blank)
        _page(sheet, blank, header, row + 1, last)
    return stream.getvalue()


@dataclass(frozen=True)
class _ReportLooks:
    title: Format
    plain: Format
    header: Format
    cell: Format
    quoted: Format

    @classmethod
    def of(cls, book: Workbook, blank: ReportBlank) -> _ReportLooks:
        base = {"font_name": blank.font, "font_size": blank.size, "text_wrap": True}
        cell = {**base, "border": 1, "valign": "top", "num_format": "@"}
        return cls(
            title=book.add_format(
                {**base, "bold": True, "font_size": blank.size + 2, "align": "center", "valign": "vcenter"}
            ),
            plain=book.add_format({**base, "valign": "vcenter"}),
            header=book.add_format(
                {**base, "bold": True, "border": 1, "align": "center", "valign": "vcenter"}
            ),
            cell=book.add_format(cell),
            quoted=book.add_format({**cell, "quote_prefix": True}),
        )


@contextmanager
def _workbook(stream: BytesIO, made_at: datetime) -> Iterator[Workbook]:
    from xlsxwriter import Workbook

    book = Workbook(stream, _OPTIONS)
    book.set_properties({"created": made_at.astimezone(UTC)})
    yield book
    book.close()


def _unread(sheet: Worksheet, row: int, values: ReportValues, blank: ReportBlank, looks: _ReportLooks) -> int:
    """Writes the unreadable lines under the table; returns the first free row."""
    if not values.unread:
        return row
    last = len(blank.columns) - 1
    _merged(sheet, row + 1, last, blank.unread, looks.plain, blank)
    row += 2
    for line in values.unread:
        text = _unread_text(blank, line)
        _merged(sheet, row, last, text, looks.plain, blank)
        row += 1
    return row


def _merged(sheet: Worksheet, row: int, last: int, text: str, look: Format, blank: ReportBlank) -> None:
    """Text over the whole width. A merged row does not grow by itself, so its height is counted from the
    text."""
    shown = _text(text)
    if last:
        sheet.merge_range(row, 0, row, last, "", look)
    sheet.write_string(row, 0, shown, look)
    width = sum(column.width for column in blank.columns)
    sheet.set_row(row, blank.size * 1.6 * max(1, math.ceil(len(shown) * 1.15 / width)))


def _page(sheet: Worksheet, blank: ReportBlank, header: int, last_row: int, last: int) -> None:
    sheet.set_paper(_A4)
    if blank.orientation == "landscape":
        sheet.set_landscape()
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header)
    sheet.print_area(0, 0, last_row, last)
    sheet.set_footer("&R" + _pages_text(blank))


def _risky(text: str) -> bool:
    """Whether editing the cell by hand would turn its text into a formula."""
    return text.startswith(_FORMULA_START)


def _text(text: str) -> str:
    held = _NO_XML.sub("\ufffd", text)
    return held if len(held) <= MAX_CELL else held[: MAX_CELL - 1] + "…"


def _field(line: Line, field: str) -> str:
    if field == "time":
        return f"{line.start.hour}:{line.start:%M}–{line.end.hour}:{line.end:%M}"
    return str(getattr(line, field))


def _filled(sentence: str, values: ReportValues) -> str:
    return sentence.format(
        code=values.code,
        name=values.name,
        short_name=values.short_name,
        date=values.date.strftime("%d.%m.%Y"),
        weekday=values.weekday,
    )


def _unread_text(blank: ReportBlank, line: Unread) -> str:
    return blank.unread_line.format(line=line.number, text=line.text)


def _pages_text(blank: ReportBlank) -> str:
    return blank.pages.replace("&", "&&").format(page="&P", pages="&N")


def _try_sentences(blank: ReportBlank) -> None:
    """Fills every sentence once: a wrong placeholder is found with the blank and not in the evening."""
    sample = ReportValues("", "", "", date(2000, 1, 1), "", ())
    tries: tuple[tuple[str, Callable[[], str]], ...] = (
        ("file", lambda: _filled(blank.file, sample)),
        ("title", lambda: _filled(blank.title, sample)),
        ("day", lambda: _filled(blank.day, sample)),
        ("signature", lambda: _filled(blank.signature, sample)),
        ("unread_line", lambda: _unread_text(blank, Unread(1, ""))),
        ("pages", lambda: _pages_text(blank)),
    )
    for key, fill in tries:
        try:
            fill()
        except (LookupError, ValueError, AttributeError) as error:
            raise _broken(key) from error


def _broken(place: str) -> ConfigError:
    return ConfigError("template_broken", name="daily_reports/report.document.toml", place=place)


def _tab_name(title: str) -> str:
    """A name Excel accepts: up to 31 characters, none of []:*?/\\, and not the reserved «History»."""
    name = _NO_TAB.sub(" ", _text(title)).strip(" '")[:_TAB_NAME].strip(" '")
    return name if name and name.lower() != "history" else "1"
