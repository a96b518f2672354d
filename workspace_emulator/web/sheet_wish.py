"""A wish of a sheet's page: carried out with the way back, or refused in a sentence."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from .. import clock, json_text
from ..sheets.book.shelf import writing
from ..sheets.book.workbook import Workbook
from ..sheets.protection import REFUSAL
from ..wire import ApiError, Json, Reply, Request
from . import guard, sheet_change
from .acting import act, person
from .rendering import SECURITY, language, texts
from .sheet_marks import mark
from .sheet_open import file_of, lack_of, opened, refusal
from .sheet_place import Refused
from .sheet_restore import BATCH, Change

if TYPE_CHECKING:
    from ..google import Workspace

# Refusals that the page asks about: the person may say «yes».
ASKED = ("conflict", "moved", "irreversible")


def change(workspace: Workspace, request: Request, file_id: str) -> Reply:
    """One change as JSON (`do` and what belongs to it). 400 with a sentence, 409 when a cell has changed
    since."""
    if not guard.ours(workspace, request.headers.get(guard.HEADER, "")):
        return refusal(request, Refused("foreign"), 403)
    try:
        wish: Json = json_text.loads(request.body)
        with workspace.store.write() as tx:
            found = file_of(tx, file_id)
            if found is None:
                return refusal(request, Refused(lack_of(tx, file_id)), 404)
            return Reply.json(_done(workspace, tx, request, file_id, found[1], wish), headers=SECURITY)
    except Refused as refused:
        return refusal(request, refused, 409 if refused.code in ASKED else 400)
    except ApiError as error:
        return refusal(
            request, Refused("protected" if REFUSAL in error.message else "refused", error.message)
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return refusal(request, Refused("refused"))


def _done(
    workspace: Workspace, tx: sqlite3.Connection, request: Request, file_id: str, user: str, wish: Json
) -> Json:
    words = texts(language(request))["sheet"]
    with opened(workspace, tx, user, file_id) as book:
        planned: Change = sheet_change.planned(book, wish, clock.now(tx), words["new_tab"])
        orders = {str(sheet.id): sheet.order for sheet in book.sheets}
    if planned.before:
        act(workspace, tx, user, BATCH, {"spreadsheetId": file_id}, {"requests": list(planned.before)})
    act(workspace, tx, user, planned.method, {"spreadsheetId": file_id}, planned.body)
    done: Json = {} if planned.shows is None else {"gid": planned.shows}
    # Taken back or done again, all stands where it once stood: what was to come then may come still.
    given = wish["undo"] if wish["do"] == "undo" else wish.get("again", {})
    _reorder(workspace, tx, user, file_id, given.get("orders", {}))
    back = planned.body["requests"] if wish["do"] == "undo" else list(planned.undo)
    if back:
        with opened(workspace, tx, user, file_id) as book:
            moved = {key: order for key, order in orders.items() if _order(book, key) != order}
            known: Json = {"requests": back, "mark": mark(book, back), "orders": moved}
        done["again" if wish["do"] == "undo" else "undo"] = known
    return done


def _order(book: Workbook, key: str) -> str | None:
    return next((sheet.order for sheet in book.sheets if str(sheet.id) == key), None)


def _reorder(
    workspace: Workspace, tx: sqlite3.Connection, user: str, file_id: str, orders: dict[str, str]
) -> None:
    """Give tabs back the names of their orders."""
    if not orders:
        return
    call = person(workspace, tx, user, BATCH, {"spreadsheetId": file_id}, {"requests": []})
    with writing(call, file_id) as book:
        for sheet in book.sheets:
            sheet.order = str(orders.get(str(sheet.id), sheet.order))
