"""A spreadsheet as a download, under Google's two addresses for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..drive import registry
from ..sheets import export
from ..sheets.book.shelf import reading
from ..sheets.book.workbook import Sheet, Workbook
from ..wire import Reply, Request
from .acting import person
from .home import attachment
from .rendering import notice

if TYPE_CHECKING:
    from ..google import Workspace

TABLES = {"csv": (registry.CSV, export.to_csv), "tsv": (registry.TSV, export.to_tsv)}


def show(workspace: Workspace, request: Request, file_id: str = "") -> Reply:
    """`format` (or `exportFormat`) is xlsx for all of it, csv or tsv for one tab: that of `gid`, else the
    first. 404 for what is not there."""
    file_id = file_id or request.first("id")
    kind = request.first("format") or request.first("exportFormat")
    with workspace.store.read() as tx:
        row = registry.find(tx, file_id)
        if row is None or row.trashed or row.mime != registry.SPREADSHEET or kind not in (*TABLES, "xlsx"):
            return notice("missing", request, 404)
        call = person(workspace, tx, row.owner, "sheets.spreadsheets.get", {"spreadsheetId": file_id})
        with reading(call, file_id) as book:
            if kind == "xlsx":
                return attachment(f"{row.name}.xlsx", registry.XLSX, export.to_xlsx(book))
            sheet = _tab(book, request.first("gid"))
            if sheet is None:
                return notice("missing", request, 404)
            mime, table = TABLES[kind]
            return attachment(f"{row.name}.{kind}", mime, table(book, sheet))


def _tab(book: Workbook, gid: str) -> Sheet | None:
    return next((sheet for sheet in book.sheets if not gid or str(sheet.id) == gid), None)
