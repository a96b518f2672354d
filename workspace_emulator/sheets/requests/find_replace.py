"""findReplace."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...wire import Json, bad_request
from ..book.areas import Area, Box
from ..book.cell import Cell, formula_of, shown_format_of, value_of, with_value
from ..book.workbook import Sheet
from ..values import entered
from ..values import locale as locales
from ..values.render import Renderer
from .batch import Batch


def find_replace(batch: Batch, request: Json) -> Json:
    pattern = _pattern(request)
    replacement = request.get("replacement", "")
    if not request.get("searchByRegex"):
        replacement = replacement.replace("\\", "\\\\")
    else:
        replacement = re.sub(r"\$(\d)", r"\\\1", replacement)
    locale = locales.find(batch.book.locale)
    renderer = Renderer(batch.book.locale, batch.book.formats)
    today = batch.book.local(batch.now).date()
    count = {
        "valuesChanged": 0,
        "formulasChanged": 0,
        "rowsChanged": 0,
        "sheetsChanged": 0,
        "occurrencesChanged": 0,
    }
    for sheet, box in _places(batch, request):
        rows = set()
        for row, column in box.cells():
            content = sheet.get(row, column)
            formula = formula_of(content)
            if content is None or (formula and not request.get("includeFormulas")):
                continue
            if isinstance(content, Cell) and content.spilled:
                continue
            text = formula or renderer.text(value_of(content), shown_format_of(content))
            new, found = _replaced(pattern, replacement, text)
            if not found or new == text:
                continue
            if formula and new.startswith("="):
                sheet.put(row, column, with_value(content, None, new))
            else:
                read = entered.read(new, locale, today)
                value = new if isinstance(value_of(content), str) and not read.formula else read.value
                sheet.put(
                    row, column, with_value(content, value or None if value == "" else value, read.formula)
                )
            count["formulasChanged" if formula else "valuesChanged"] += 1
            count["occurrencesChanged"] += found
            rows.add(row)
        count["rowsChanged"] += len(rows)
        count["sheetsChanged"] += bool(rows)
    return {"findReplace": {name: number for name, number in count.items() if number}}


def _pattern(request: Json) -> re.Pattern[str]:
    wanted = request.get("find", "")
    if not wanted:
        raise bad_request("Must specify find.")
    text = wanted if request.get("searchByRegex") else re.escape(wanted)
    if request.get("matchEntireCell"):
        text = rf"\A(?:{text})\Z"
    try:
        return re.compile(text, 0 if request.get("matchCase") else re.IGNORECASE)
    except re.error as error:
        raise bad_request(f"Invalid regular expression: {error}") from error


def _replaced(pattern: re.Pattern[str], replacement: str, text: str) -> tuple[str, int]:
    try:
        return pattern.subn(replacement, text)
    except (re.error, IndexError) as error:
        raise bad_request(f"Invalid replacement: {error}") from error


def _places(batch: Batch, request: Json) -> Iterator[tuple[Sheet, Box]]:
    if request.get("allSheets"):
        for sheet in batch.book.sheets:
            yield sheet, sheet.used(_whole(sheet))
    elif "range" in request:
        sheet, box = batch.editable(request["range"])
        yield sheet, sheet.used(box.area(sheet.id))
    elif "sheetId" in request:
        sheet = batch.book.sheet(request["sheetId"])
        yield sheet, sheet.used(_whole(sheet))
    else:
        raise bad_request("Must specify a scope: range, sheetId or allSheets.")


def _whole(sheet: Sheet) -> Area:
    return Area(sheet.id)
