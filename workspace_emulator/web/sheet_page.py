"""A spreadsheet in a browser: the page, windows of rows as they come into sight, what its script asks."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from .. import clock
from ..sheets.book import kept
from ..sheets.book.areas import Area
from ..sheets.book.workbook import BLOCK, Sheet, Workbook
from ..wire import Json, Reply, Request
from . import guard, links, sheet_filter, sheet_looks, sheet_sort, sheet_view, sheet_ways
from .rendering import SECURITY, language, notice, page, rendered, texts
from .sheet_cells import offered, strict
from .sheet_open import file_of, lack_of, opened, refusal, sentence
from .sheet_place import Refused
from .sheet_typed import Typed
from .sheet_view import View

if TYPE_CHECKING:
    from ..google import Workspace

BIN = "/?in=trash"


def show(workspace: Workspace, request: Request, file_id: str) -> Reply:
    """The page with the first window of the tab that `gid` names."""
    with workspace.store.read() as tx:
        found = file_of(tx, file_id)
        if found is None:
            binned = lack_of(tx, file_id) == "binned"
            return notice("binned" if binned else "missing", request, 404, BIN if binned else "/")
        row, user = found
        with opened(workspace, tx, user, file_id) as book:
            sheet = _tab(book, request)
            view = _view(tx, book, sheet)
            values: Json = {
                "file": row, "tabs": [one for one in book.sheets if not one.properties.get("hidden")],
                "unseen": [one for one in book.sheets if one.properties.get("hidden")],
                "sheet": sheet, "view": view, "head": view.head(), "lines": view.window(0),
                "sifted": sheet_filter.hides(sheet),
                "state": _state(book, view, row.name, _written(tx, file_id, sheet), request),
            }  # fmt: skip
    return page("sheet.html", request, token=guard.token(workspace), **values)


def rows(workspace: Workspace, request: Request, file_id: str) -> Reply:
    """One window of rows (`w`: its number, or `head` for the frozen rows) as a piece of the page's table."""
    with workspace.store.read() as tx:
        found = file_of(tx, file_id)
        if found is None:
            return refusal(request, Refused(lack_of(tx, file_id)), 404)
        with opened(workspace, tx, found[1], file_id) as book:
            sheet = _tab(book, request)
            view = _view(tx, book, sheet)
            wanted = request.first("w")
            number = min(_number(wanted), max(view.windows - 1, 0))
            lines = view.head() if wanted == "head" else view.window(number)
            text = rendered("sheet_rows.html", request, number=wanted or "0", lines=lines)
    return Reply.html(text, 200, SECURITY)


def looks(workspace: Workspace, request: Request, file_id: str) -> Reply:
    """The style sheet of a tab."""
    with workspace.store.read() as tx:
        found = file_of(tx, file_id)
        if found is None:
            return notice("missing", request, 404)
        with opened(workspace, tx, found[1], file_id) as book:
            text = sheet_looks.stylesheet(book, _tab(book, request))
    return Reply(200, text.encode(), {**SECURITY, "Content-Type": "text/css; charset=UTF-8"})


def version(workspace: Workspace, request: Request, file_id: str) -> Reply:
    """The number of the last change; when it is not `have`, also the marks of all that may change."""
    with workspace.store.read() as tx:
        found = file_of(tx, file_id)
        stamp = kept.stamp(tx, file_id) if found else None
        if found is None or stamp is None:
            return refusal(request, Refused(lack_of(tx, file_id)), 404)
        answer: Json = {"version": stamp.version}
        if request.first("have") != str(stamp.version):
            with opened(workspace, tx, found[1], file_id) as book:
                sheet = _tab(book, request)
                answer |= {
                    "shape": sheet_view.shape(book, sheet, found[0].name),
                    "looks": sheet_view.looks(book),
                } | _written(tx, file_id, sheet)
    return Reply.json(answer, headers=SECURITY)


def offers(workspace: Workspace, request: Request, file_id: str) -> Reply:
    """The values that a cell (`row`, `column`) offers, and whether it takes any other."""
    with workspace.store.read() as tx:
        found = file_of(tx, file_id)
        if found is None:
            return refusal(request, Refused(lack_of(tx, file_id)), 404)
        with opened(workspace, tx, found[1], file_id) as book:
            sheet = _tab(book, request)
            content = sheet.get(_number(request.first("row")), _number(request.first("column")))
            values = offered(book, sheet, content, Typed(book, clock.now(tx)))
            answer = {"values": values, "strict": strict(content)}
    return Reply.json(answer, headers=SECURITY)


def block(workspace: Workspace, request: Request, file_id: str) -> Reply:
    """What the visible cells of a `box` (top, bottom, left, right) show: rows for the clipboard."""
    with workspace.store.read() as tx:
        found = file_of(tx, file_id)
        sides = [_number(text) for text in request.first("box").split(",")]
        if found is None or len(sides) != 4:
            return Reply.json({"rows": []}, headers=SECURITY)
        with opened(workspace, tx, found[1], file_id) as book:
            sheet = _tab(book, request)
            typed = Typed(book, clock.now(tx))
            box = sheet.box(Area(sheet.id, *sides))
            rows = [
                [typed.shown(sheet.get(row, column)) for column in sheet_view.visible(sheet, "COLUMNS", box)]
                for row in sheet_view.visible(sheet, "ROWS", box)
            ]
    return Reply.json({"rows": [row for row in rows if row]}, headers=SECURITY)


def sortable(workspace: Workspace, request: Request, file_id: str) -> Reply:
    """What «sort» would put in order, for a choice of cells, or `why` it would do nothing."""
    with workspace.store.read() as tx:
        found = file_of(tx, file_id)
        names = ("row", "column", "top", "bottom", "left", "right")
        wish = {name: _number(request.first(name)) for name in names}
        if found is None:
            return Reply.json({})
        with opened(workspace, tx, found[1], file_id) as book:
            try:
                answer = sheet_sort.named(sheet_sort.meant(_tab(book, request), wish), wish["column"])
            except Refused as refused:
                answer = {"why": sentence(request, refused)}
            except ValueError:
                answer = {}
    return Reply.json(answer, headers=SECURITY)


def place(workspace: Workspace, request: Request, file_id: str) -> Reply:
    """What `q` names, see `sheet_ways.named`; {} for nothing."""
    with workspace.store.read() as tx:
        found = file_of(tx, file_id)
        if found is None:
            return Reply.json({})
        with opened(workspace, tx, found[1], file_id) as book:
            answer = sheet_ways.named(book, _tab(book, request), request.first("q"))
    return Reply.json(answer, headers=SECURITY)


def edge(workspace: Workspace, request: Request, file_id: str) -> Reply:
    """Where a jump leads from `row`, `column` in the direction of `step`."""
    with workspace.store.read() as tx:
        found, step = file_of(tx, file_id), request.first("step")
        if found is None or step not in sheet_ways.STEPS:
            return Reply.json({})
        with opened(workspace, tx, found[1], file_id) as book:
            start = (_number(request.first("row")), _number(request.first("column")))
            row, column = sheet_ways.edge(_tab(book, request), *start, step)
    return Reply.json({"row": row, "column": column}, headers=SECURITY)


def find(workspace: Workspace, request: Request, file_id: str) -> Reply:
    """The next cell after `row`, `column` that shows `q`, the first one after the last; {} for none."""
    wanted = request.first("q").casefold()
    start = (_number(request.first("row")), _number(request.first("column")))
    with workspace.store.read() as tx:
        found = file_of(tx, file_id)
        if found is None or not wanted:
            return Reply.json({})
        with opened(workspace, tx, found[1], file_id) as book:
            sheet = _tab(book, request)
            typed = Typed(book, clock.now(tx))
            places = [(r, c) for r, c, content in sheet.cells() if wanted in typed.shown(content).casefold()]
    after = next((place for place in places if place > start), places[0] if places else None)
    if after is None:
        return Reply.json({})
    return Reply.json({"row": after[0], "column": after[1], "count": len(places)})


def _state(book: Workbook, view: View, name: str, written: Json, request: Request) -> Json:
    """What the page's script knows from the start."""
    sheet = view.sheet
    warned = [
        [*_sides(sheet, found.get("range", {"sheetId": sheet.id})), found.get("description", "")]
        for found in sheet.parts.get("protectedRanges", ())
        if found.get("warningOnly")
    ]
    return {
        "gid": sheet.id, "title": sheet.title, "rows": sheet.row_count, "columns": sheet.column_count,
        "size": view.size, "windows": view.windows, "block": BLOCK, "frozen": view.frozen_rows, **written,
        "shape": sheet_view.shape(book, sheet, name), "looks": sheet_view.looks(book),
        "hiddenRows": sorted(view.hidden_rows), "hiddenColumns": sorted(view.hidden_columns),
        "merges": [[box.top, box.bottom, box.left, box.right] for box in view.merges], "warned": warned,
        "words": texts(language(request))["sheet"]["script"],
    }  # fmt: skip


def _written(tx: sqlite3.Connection, file_id: str, sheet: Sheet) -> Json:
    """The number of the last change, and of the last one in each block of rows."""
    stamp = kept.stamp(tx, file_id)
    return {
        "version": stamp.version if stamp else 0,
        "blocks": kept.block_versions(tx, file_id, sheet.id),
    }


def _sides(sheet: Sheet, found: Json) -> list[int]:
    box = sheet.box(Area.of(found))
    return [box.top, box.bottom, box.left, box.right]


def _view(tx: sqlite3.Connection, book: Workbook, sheet: Sheet) -> View:
    return View(book, sheet, clock.now(tx), lambda address: links.local(tx, address))


def _tab(book: Workbook, request: Request) -> Sheet:
    """The tab that `gid` names, else the first one that is not hidden."""
    wanted = request.first("gid")
    shown = [sheet for sheet in book.sheets if not sheet.properties.get("hidden")] or book.sheets
    return next((sheet for sheet in book.sheets if str(sheet.id) == wanted), shown[0])


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
