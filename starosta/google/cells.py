"""Requests of spreadsheets.batchUpdate that fill and dress cells, as plain dictionaries. Tabs and grids:
`tabs`.

Rows and columns are counted from 0; ends are not included. Text always stays text: what a person typed into a
form is never read as a formula, a number or a date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .calls import Json
from .sheets import Cell

Place = tuple[int, int]
DATE = {"type": "DATE", "pattern": "dd.mm.yyyy"}
TIME = {"type": "TIME", "pattern": "hh:mm"}
DATE_TIME = {"type": "DATE_TIME", "pattern": "dd.mm.yyyy hh:mm"}
TEXT = {"type": "TEXT"}


class Formula(str):
    """A cell's content that is meant as a formula («=СУММ(B2:B9)» in the API's English: «=SUM(B2:B9)»)."""

    __slots__ = ()


def set_cells(sheet_id: int, cells: Mapping[Place, Cell | Formula]) -> list[Json]:
    """Values at places; None empties a cell. Neighbours in a row, and rows of one shape under each other, go
    together."""
    runs: dict[tuple[int, int], list[tuple[int, list[Json]]]] = {}
    for row, column, values in _runs(cells):
        runs.setdefault((column, len(values)), []).append((row, values))
    requests = []
    for (column, _), blocks in sorted(runs.items()):
        for row, rows in _stacked(blocks):
            requests.append(
                {
                    "updateCells": {
                        "start": {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column},
                        "rows": [{"values": values} for values in rows],
                        "fields": "userEnteredValue",
                    }
                }
            )
    return requests


def value(cell: Cell | Formula) -> Json:
    """A CellData with this content; a date must come as its serial number."""
    if cell is None or cell == "":
        return {}
    if isinstance(cell, bool):
        return {"userEnteredValue": {"boolValue": cell}}
    if isinstance(cell, int | float):
        return {"userEnteredValue": {"numberValue": cell}}
    if isinstance(cell, Formula):
        return {"userEnteredValue": {"formulaValue": str(cell)}}
    return {"userEnteredValue": {"stringValue": cell}}


def number_format(area: Json, form: Json) -> Json:
    """Show an area's numbers in a form: DATE, TIME, DATE_TIME, TEXT or {"type", "pattern"}."""
    return _repeat(area, {"userEnteredFormat": {"numberFormat": form}}, "userEnteredFormat.numberFormat")


def header_format(area: Json, colour: str = "#e8eef7") -> Json:
    """Bold, wrapped, centred from top to bottom, on a colour."""
    form = {
        "backgroundColorStyle": {"rgbColor": rgb(colour)},
        "textFormat": {"bold": True},
        "wrapStrategy": "WRAP",
        "verticalAlignment": "MIDDLE",
    }
    return _repeat(area, {"userEnteredFormat": form}, ",".join(f"userEnteredFormat.{name}" for name in form))


def note(sheet_id: int, row: int, column: int, text: str) -> Json:
    """The note of a cell; '' removes it."""
    return {
        "updateCells": {
            "start": {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column},
            "rows": [{"values": [{"note": text}]}],
            "fields": "note",
        }
    }


def one_of_list(area: Json, values: Sequence[str], *, strict: bool = False, message: str = "") -> Json:
    """A drop-down with values; anything else is marked, or with `strict` refused."""
    return _validation(
        area, "ONE_OF_LIST", [{"userEnteredValue": value} for value in values], strict, message
    )


def one_of_range(area: Json, range_a1: str, *, strict: bool = False, message: str = "") -> Json:
    """A drop-down with what stands in a range of the same book: «='Справочники'!B2:B»."""
    return _validation(area, "ONE_OF_RANGE", [{"userEnteredValue": range_a1}], strict, message)


def area(
    sheet_id: int, rows: tuple[int, int | None] = (0, None), columns: tuple[int, int | None] = (0, None)
) -> Json:
    """A GridRange: rows and columns as (start, end), an end of None goes on to the edge."""
    found: Json = {"sheetId": sheet_id, "startRowIndex": rows[0], "startColumnIndex": columns[0]}
    if rows[1] is not None:
        found["endRowIndex"] = rows[1]
    if columns[1] is not None:
        found["endColumnIndex"] = columns[1]
    return found


def rgb(colour: str) -> Json:
    """'#rrggbb' as Google's three shares of 1."""
    number = int(colour.removeprefix("#"), 16)
    return {name: (number >> shift & 255) / 255 for name, shift in (("red", 16), ("green", 8), ("blue", 0))}


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _runs(cells: Mapping[Place, Cell | Formula]) -> Iterable[tuple[int, int, list[Json]]]:
    """(row, first column, values) for each unbroken run of a row."""
    run: list[Json] = []
    start = last = (-1, -1)
    for place in sorted(cells):
        if run and (place[0], place[1] - 1) != last:
            yield *start, run
            run = []
        if not run:
            start = place
        run.append(value(cells[place]))
        last = place
    if run:
        yield *start, run


def _stacked(blocks: Sequence[tuple[int, list[Json]]]) -> Iterable[tuple[int, list[list[Json]]]]:
    """(first row, rows) for runs of one shape that stand directly under each other."""
    rows: list[list[Json]] = []
    start = -1
    for row, values in blocks:
        if rows and row != start + len(rows):
            yield start, rows
            rows = []
        if not rows:
            start = row
        rows.append(values)
    if rows:
        yield start, rows


def _repeat(area: Json, cell: Json, fields: str) -> Json:
    return {"repeatCell": {"range": area, "cell": cell, "fields": fields}}


def _validation(area: Json, kind: str, values: list[Json], strict: bool, message: str) -> Json:
    rule: Json = {"condition": {"type": kind, "values": values}, "strict": strict, "showCustomUi": True}
    if message:
        rule["inputMessage"] = message
    return {"setDataValidation": {"range": area, "rule": rule}}
