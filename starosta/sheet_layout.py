"""The shape of a tab as its blank describes it → requests of spreadsheets.batchUpdate: header, widths, notes,
validation.

What stands under the header belongs to people and to `books`; nothing here touches it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .blanks import Column, TabBlank
from .google import cells, tabs

Json = dict[str, Any]
FORMATS = {"text": cells.TEXT, "email": cells.TEXT, "date": cells.DATE, "time": cells.TIME}
HEADER = 0


@dataclass(frozen=True)
class Sources:
    """What the choices of columns come from: `lists` of «Справочники» and `words` by name; `ranges` gives the
    A1 range of a column such as 'groups.code' in the same book."""

    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    ranges: Mapping[str, str] = field(default_factory=dict)


def ranges(blanks: Sequence[TabBlank], titles: Mapping[str, str] | None = None) -> dict[str, str]:
    """'groups.code' → `='Группы'!$A$2:$A` for every column; `titles` are the tabs' real titles when people
    renamed them."""
    found = {}
    for blank in blanks:
        title = (titles or {}).get(blank.key, blank.title).replace("'", "''")
        for place, column in enumerate(blank.columns):
            letters = cells.column_letters(place)
            found[f"{blank.key}.{column.key}"] = f"='{title}'!${letters}$2:${letters}"
    return found


def new_tab(
    blank: TabBlank, sheet_id: int, sources: Sources, *, title: str = "", index: int | None = None
) -> list[Json]:
    """A tab that does not exist yet, with its header and shape."""
    made = tabs.add_tab(
        title or blank.title,
        sheet_id,
        rows=blank.rows,
        columns=width(blank),
        frozen_rows=blank.frozen_rows,
        index=index,
    )
    frozen = [tabs.freeze(sheet_id, blank.frozen_rows, blank.frozen_columns)] if blank.frozen_columns else []
    places = {column.key: place for place, column in enumerate(blank.columns)}
    header = cells.set_cells(
        sheet_id, {(HEADER, places[column.key]): column.title for column in blank.columns}
    )
    return [made, *frozen, *header, *dress(blank, sheet_id, places, sources)]


def width(blank: TabBlank) -> int:
    """Columns of a new tab: Google refuses to freeze all of them."""
    return max(len(blank.columns), blank.frozen_columns + 1)


def dress(
    blank: TabBlank, sheet_id: int, places: Mapping[str, int], sources: Sources, header: int = HEADER
) -> list[Json]:
    """Formats, widths, notes, validation and formulas of the columns found at `places` under the row
    `header`."""
    requests = []
    for column in blank.columns:
        if column.key in places:
            requests += _column(blank, column, sheet_id, places[column.key], header, sources)
    return requests


def validate(
    blank: TabBlank, sheet_id: int, places: Mapping[str, int], sources: Sources, header: int = HEADER
) -> list[Json]:
    """Only the choices of the columns: they may refer to tabs that are made later than the tab itself."""
    requests = []
    for column in blank.columns:
        if column.key in places:
            under = cells.area(sheet_id, (header + 1, None), (places[column.key], places[column.key] + 1))
            requests += _choices(column, under, sources)
    return requests


def _choices(column: Column, under: Json, sources: Sources) -> list[Json]:
    choices = sources.lists.get(column.choices_list) or sources.words.get(column.choices_words)
    if choices:
        return [cells.one_of_list(under, list(choices))]
    if column.choices_from in sources.ranges:
        return [cells.one_of_range(under, sources.ranges[column.choices_from])]
    return []


def _column(
    blank: TabBlank, column: Column, sheet_id: int, place: int, header: int, sources: Sources
) -> list[Json]:
    under = cells.area(sheet_id, (header + 1, None), (place, place + 1))
    requests = [
        cells.header_format(cells.area(sheet_id, (header, header + 1), (place, place + 1))),
        tabs.column_width(sheet_id, place, column.width),
    ]
    note = column.note or (blank.note if place == 0 else "")
    if note:
        requests.append(cells.note(sheet_id, header, place, note))
    if column.type in FORMATS:
        requests.append(cells.number_format(under, FORMATS[column.type]))
    requests += _choices(column, under, sources)
    if column.type == "formula":
        requests += _formulas(blank, column, sheet_id, place, header)
    return requests


def _formulas(blank: TabBlank, column: Column, sheet_id: int, place: int, header: int) -> list[Json]:
    first = header + 1
    filled = {
        (row, place): cells.Formula("=" + column.formula.format(row=row + 1))
        for row in range(first, first + column.formula_rows)
    }
    whole = cells.area(sheet_id, (first, None), (place, place + 1))
    protected = tabs.tab_id(f"protected/{blank.key}/{column.key}")
    return [*cells.set_cells(sheet_id, filled), tabs.warn_before_edit(whole, protected, column.note)]
