"""What a person does on a page, done by the same functions that answer programs."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from .. import catalog, checks, clock
from ..call import Call
from ..wire import Json, Request

if TYPE_CHECKING:
    from ..google import Workspace


def act(
    workspace: Workspace,
    tx: sqlite3.Connection,
    user: str,
    method_id: str,
    params: Json | None = None,
    body: Json | None = None,
) -> Json:
    """The answer of an API method to this user. ApiError as a program would get it.

    `params` are path and query parameters, typed; `body` is checked against the method's schema.
    """
    answer: Any = catalog.ANSWERS[method_id](person(workspace, tx, user, method_id, params, body))
    found: Json = answer or {}
    return found


def person(
    workspace: Workspace,
    tx: sqlite3.Connection,
    user: str,
    method_id: str,
    params: Json | None = None,
    body: Json | None = None,
) -> Call:
    """A call of this user that comes from a page."""
    method = _method(method_id)
    return Call(
        workspace, tx, method, Request(method.http_method, "/"), user, clock.now(tx),
        checks.parameters(method, params or {}, ()), checks.body(method, body),
    )  # fmt: skip


def _method(method_id: str) -> catalog.Method:
    family = method_id.partition(".")[0]
    return next(method for method in catalog.methods(family) if method.id == method_id)
