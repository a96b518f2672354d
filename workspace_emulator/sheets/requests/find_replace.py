"""findReplace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...wire import Json, bad_request
from ..book.areas import Area, Box
from ..book.cell import Cell, formula_of, shown_format_of, value_of, with_value
from ..book.workbook import Sheet
from ..formulas.expressions import BadExpression, Expression, Groups, TooLong, expression
from ..protection import check_editable
from ..values import entered
from ..values import locale as locales
from ..values.put import CELL_CHARACTERS, too_long
from ..values.render import Renderer
from .batch import Batch

_GROUP = re.compile(r"\\(.)|\$(\d)", re.DOTALL)
# The steps a search may cost all in all: some seconds.
_BUDGET = 20_000_000


def find_replace(batch: Batch, request: Json) -> Json:
    search = Search(_pattern(request), request.get("replacement", ""), request.get("searchByRegex", False))
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
            new, found = search.replaced(text)
            if not found or new == text:
                continue
            check_editable(batch.book, sheet, Area(sheet.id, row, row + 1, column, column + 1), batch.user)
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


@dataclass
class Search:
    """What is looked for and what takes its place; `spent` counts the steps of slow patterns."""

    pattern: Expression
    replacement: str
    by_groups: bool
    spent: int = 0

    def replaced(self, text: str) -> tuple[str, int]:
        """A text after the replacement, and how often something was found."""
        self.spent += self.pattern.cost(text)
        if self.spent > _BUDGET:
            raise bad_request("The regular expression takes too long.")
        matches: list[Groups] = []

        def filled(groups: Groups) -> str:
            matches.append(groups)
            return _filled(self.replacement, groups) if self.by_groups else self.replacement

        try:
            return self.pattern.replace(text, filled, CELL_CHARACTERS), len(matches)
        except TooLong:
            raise too_long() from None


def _filled(replacement: str, groups: Groups) -> str:
    """The replacement with `$1` as the first group."""

    def part(match: re.Match[str]) -> str:
        if match[1]:
            return match[1]
        if int(match[2]) >= len(groups):
            raise bad_request(f"Invalid replacement: No group {match[2]}")
        return groups[int(match[2])] or ""

    return _GROUP.sub(part, replacement)


def _pattern(request: Json) -> Expression:
    wanted = request.get("find", "")
    if not wanted:
        raise bad_request("Must specify find.")
    text = wanted if request.get("searchByRegex") else re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", wanted)
    flags = "" if request.get("matchCase") else "(?i)"
    try:
        expression(text)
        return expression(rf"{flags}\A(?:{text})\z" if request.get("matchEntireCell") else flags + text)
    except BadExpression:
        raise bad_request(f"Invalid regular expression: {wanted}") from None


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
