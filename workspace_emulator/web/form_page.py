"""A form in a browser: opened, walked through section by section, sent, and opened again to be edited."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from .. import clock
from ..drive import registry
from ..forms import submit
from ..forms.entries import write
from ..forms.model import Form, find_published, load
from ..forms.outline import END, sections
from ..wire import ApiError, Reply, Request
from . import guard, links
from .form_results import results
from .form_view import view
from .rendering import notice, page

if TYPE_CHECKING:
    from ..google import Workspace

Fields = dict[str, list[str]]
EDIT, TOKEN, HISTORY, RECORDED = "edit2", guard.FIELD, "pageHistory", "recorded"
# What a post has answered may be shown again by the browser's own way back, which else ends at an error.
KEPT = {"Cache-Control": "private, no-cache"}


def show(workspace: Workspace, request: Request, published_id: str = "", form_id: str = "") -> Reply:
    """The first page: blank, filled in by `entry.N` of the address, or with the answer that `edit2` names."""
    with workspace.store.read() as tx:
        form = _find(tx, published_id, form_id)
        if form is None:
            return notice("missing", request, 404)
        if not form.open:
            return page("closed.html", request, form=form)
        edit_token = request.first(EDIT)
        fields = _gathered(request.query)
        if edit_token:
            response = submit.find(tx, form.id, edit_token)
            if response is None:
                return _bad_edit(request, form)
            fields = _written(form, response) | fields
        return _page(tx, request, form, fields, [0], {}, 200)


def answer(workspace: Workspace, request: Request, published_id: str = "", form_id: str = "") -> Reply:
    """One press of a button: back, on to the next page, or the submission. 400 with complaints."""
    try:
        fields = _gathered([*request.query, *parse_qsl(request.body.decode(), keep_blank_values=True)])
        history = [int(number) for number in _one(fields, HISTORY).split(",") if number.strip()]
    except ValueError:
        return notice("bad_request", request, 400)
    with workspace.store.write() as tx:
        form = _find(tx, published_id, form_id)
        if form is None:
            return notice("missing", request, 404)
        if not form.open:
            return page("closed.html", request, 403, form=form)
        if not _ours(request, form, fields):
            return notice("foreign", request, 403)
        reply = _step(tx, request, form, fields, history)
        return replace(reply, headers={**reply.headers, **KEPT})


def _step(tx: sqlite3.Connection, request: Request, form: Form, fields: Fields, history: list[int]) -> Reply:
    """The next page of a way that the browser remembers. What is sent in is another matter: its way is walked
    here, from the first page to the end."""
    path = history or [0]
    if not set(path) <= set(range(len(sections(form.items)))):
        return notice("bad_request", request, 400)
    if "back" in fields:
        return _page(tx, request, form, fields, path[:-1] or [0], {}, 200)
    if "continue" in fields:
        checked = submit.examine(form, fields, path)
        following = END if checked.wrong else submit.next_page(form, checked)
        if following != END:
            return _page(tx, request, form, fields, [*path, following], {}, 200)
    checked = submit.examine(form, fields)
    if checked.wrong:
        return _page(tx, request, form, fields, _up_to_first(form, checked), checked.wrong, 400)
    edit_token = _one(fields, EDIT)
    try:
        response = submit.store(tx, form, checked, clock.now(tx), edit_token)
    except LookupError:
        return _bad_edit(request, form)
    return page(
        "confirmation.html", request, form=form, response=response, changed=bool(edit_token),
        results=results(form, response), linked=partial(links.linked, tx),
    )  # fmt: skip


def _page(
    tx: sqlite3.Connection, request: Request, form: Form, fields: Fields, path: list[int],
    wrong: dict[str, str], status: int,
) -> Reply:  # fmt: skip
    return page(
        "form.html", request, status, form=form, page=view(form, fields, path, wrong),
        going_on="continue" in fields, recorded=bool(request.first(RECORDED)),
        linked=partial(links.linked, tx),
    )  # fmt: skip


def _bad_edit(request: Request, form: Form) -> Reply:
    return notice("bad_edit", request, 404, f"{form.path}/viewform")


def _up_to_first(form: Form, checked: submit.Checked) -> list[int]:
    """The way as far as the first page with a complaint."""
    pages = sections(form.items)
    for step, number in enumerate(checked.path):
        asked = {question.id for question in pages[number].questions} | (
            {submit.EMAIL} if number == 0 else set()
        )
        if asked & checked.wrong.keys():
            return checked.path[: step + 1]
    return checked.path


def _find(tx: sqlite3.Connection, published_id: str, form_id: str) -> Form | None:
    """The form behind an address, unless its file is gone or in the trash; without a title it is shown under
    the file's name."""
    try:
        form = find_published(tx, published_id) if published_id else load(tx, form_id)
    except ApiError:
        return None
    row = registry.find(tx, form.id) if form else None
    if form is None or row is None or row.trashed:
        return None
    return form if form.title else replace(form, title=row.name)


def _ours(request: Request, form: Form, fields: Fields) -> bool:
    """Whether a post may come in: a browser must bring our page's token, a program needs none."""
    browser = request.headers.keys() & {"origin", "sec-fetch-site"}
    return not browser or guard.same(_one(fields, TOKEN), form.token)


def _written(form: Form, response: submit.Response) -> Fields:
    """A kept answer as the fields that a page would send."""
    pairs = [(submit.EMAIL, response.email)]
    for section in sections(form.items):
        for question in section.questions:
            pairs += write(question, response.answers.get(question.id, []))
    return _gathered(pairs)


def _gathered(pairs: Iterable[tuple[str, str]]) -> Fields:
    fields: Fields = {}
    for name, value in pairs:
        fields.setdefault(re.sub(r"_sentinel$", "", name) if name.endswith("_sentinel") else name, [])
        if not name.endswith("_sentinel"):
            fields[name].append(value)
    return fields


def _one(fields: Fields, name: str) -> str:
    return (fields.get(name) or [""])[-1]
