"""The first page: what lies in this workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..drive import registry
from ..forms.model import load
from ..wire import Reply, Request
from .rendering import page

if TYPE_CHECKING:
    from ..google import Workspace


def show(workspace: Workspace, request: Request) -> Reply:
    """Forms, with whether they are open, and spreadsheets by name; the last changed first."""
    with workspace.store.read() as tx:
        files = [row for row in registry.everything(tx) if not row.trashed]
        forms = [(row.name, load(tx, row.id)) for row in files if row.mime == registry.FORM]
        spreadsheets = [row.name for row in files if row.mime == registry.SPREADSHEET]
    return page("home.html", request, forms=forms, spreadsheets=spreadsheets)
