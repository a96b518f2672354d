"""values.update, values.batchUpdate and values.append."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...call import Call
from ...catalog import answers
from ...wire import ApiError, Json, bad_request
from .. import ranges
from ..book.areas import Area, Box
from ..book.follow import insert_lines
from ..book.shelf import writing
from ..book.workbook import Sheet, Workbook
from ..formulas import calculate
from .append import table
from .put import Typist, Written, check_fits, rows_of, sent_of
from .read import value_range

Part = tuple[Sheet, Area, Json]


@answers("sheets.spreadsheets.values.update")
def update(call: Call) -> Json:
    with writing(call, call.params["spreadsheetId"]) as book:
        typist = Typist(book, call.get("valueInputOption"), call.now, call.user)
        asked = call.params["range"]
        sheet, area = ranges.resolve(book, asked)
        if call.body.get("range"):
            _check_same(book, (sheet, area), call.body["range"])
        written = put(typist, sheet, area, {**call.body, "range": asked})
        return updated(call, book, sheet, written, _asked(call.params, call.body, area))


@answers("sheets.spreadsheets.values.batchUpdate")
def batch_update(call: Call) -> Json:
    with writing(call, call.params["spreadsheetId"]) as book:
        parts = []
        for place, data in enumerate(call.body.get("data", [])):
            try:
                parts.append((*ranges.resolve(book, data.get("range", "")), data))
            except ApiError as error:
                raise _placed(error, place) from error
        return put_all(call, book, parts)


@answers("sheets.spreadsheets.values.append")
def append(call: Call) -> Json:
    with writing(call, call.params["spreadsheetId"]) as book:
        typist = Typist(book, call.get("valueInputOption"), call.now, call.user)
        sheet, area = ranges.resolve(book, call.params["range"])
        rows = rows_of(call.body)
        found = table(sheet, area)
        top, left = (found.bottom, found.left) if found else (area.top or 0, area.left or 0)
        if call.get("insertDataOption") == "INSERT_ROWS" and rows:
            insert_lines(book, sheet, "ROWS", top, len(rows))
        _make_room(book, sheet, top + len(rows), left + max((len(row) for row in rows), default=0))
        written = typist.put(sheet, top, left, rows, sent_of(call.body))
        answer: Json = {"spreadsheetId": book.file_id}
        if found:
            answer["tableRange"] = ranges.echo(sheet, found)
        answer["updates"] = updated(call, book, sheet, written, _asked(call.params, call.body, None))
        return answer


def put(typist: Typist, sheet: Sheet, area: Area, data: Json) -> Written:
    """Write a ValueRange into its area."""
    rows = rows_of(data)
    box = check_fits(sheet, area, rows, data.get("range", ""))
    return typist.put(sheet, box.top, box.left, rows, sent_of(data))


def put_all(call: Call, book: Workbook, parts: Iterable[Part]) -> Json:
    """The parts of a batch in their order; the answer with its totals."""
    typist = Typist(book, call.body.get("valueInputOption"), call.now, call.user)
    done: list[tuple[Sheet, Written]] = []
    asked: list[Json] = []
    for place, (sheet, area, data) in enumerate(parts):
        try:
            done.append((sheet, put(typist, sheet, area, data)))
        except ApiError as error:
            raise _placed(error, place) from error
        asked.append(_asked(call.body, data, area))
    responses = [
        updated(call, book, sheet, written, options)
        for (sheet, written), options in zip(done, asked, strict=True)
    ]
    answer = {"spreadsheetId": book.file_id, **totals(done)}
    return answer | ({"responses": responses} if responses else {})


def totals(done: list[tuple[Sheet, Written]]) -> Json:
    """Rows, columns, cells and sheets of a batch; a row or a column that several parts touch counts once."""
    rows = {(sheet.id, row) for sheet, written in done for row in range(written.box.top, written.box.bottom)}
    columns = {
        (sheet.id, column) for sheet, written in done for column in range(written.box.left, written.box.right)
    }
    counted = {
        "totalUpdatedRows": len(rows),
        "totalUpdatedColumns": len(columns),
        "totalUpdatedCells": sum(written.sent for _, written in done),
        "totalUpdatedSheets": len({sheet.id for sheet, written in done if written.sent}),
    }
    return {name: count for name, count in counted.items() if count}


def updated(call: Call, book: Workbook, sheet: Sheet, written: Written, options: Json) -> Json:
    """An UpdateValuesResponse; with `includeValuesInResponse` the values of the whole range as they are now.

    `options` are the request's, with the `majorDimension` and the `area` that were asked for.
    """
    box = written.box
    answer: Json = {"spreadsheetId": book.file_id, "updatedRange": ranges.echo(sheet, _at_least_a_cell(box))}
    counted = {"updatedRows": box.height, "updatedColumns": box.width, "updatedCells": written.sent}
    answer |= {name: count for name, count in counted.items() if count and written.sent}
    if options.get("includeValuesInResponse") and written.sent:
        calculate.recalculate(book, call.now)
        answer["updatedData"] = value_range(
            book,
            sheet,
            options.get("area") or box.area(sheet.id),
            {
                "majorDimension": options.get("majorDimension"),
                "valueRenderOption": options.get("responseValueRenderOption"),
                "dateTimeRenderOption": options.get("responseDateTimeRenderOption"),
            },
        )
    return answer


def _check_same(book: Workbook, place: tuple[Sheet, Area], text: str) -> None:
    """400 when the range of the values is not the one of the request."""
    other = ranges.resolve(book, text)
    if other != place:
        first, second = (ranges.printed(*found) for found in (place, other))
        raise bad_request(f"Request range[{first}] does not match value's range[{second}]")


def _asked(options: Json, data: Json, area: Area | None) -> Json:
    """What the answer is to show: as much as the range said, unless that was only a corner."""
    whole = area if area is not None and not area.single else None
    return {**options, "majorDimension": data.get("majorDimension"), "area": whole}


def _make_room(book: Workbook, sheet: Sheet, rows: int, columns: int) -> None:
    if rows > sheet.row_count or columns > sheet.column_count:
        sheet.resize(max(rows, sheet.row_count), max(columns, sheet.column_count))
        book.check_size()


def _at_least_a_cell(box: Box) -> Box:
    return Box(box.top, max(box.bottom, box.top + 1), box.left, max(box.right, box.left + 1))


def _placed(error: ApiError, place: int) -> Any:
    return bad_request(f"Invalid data[{place}]: {error.message}")
