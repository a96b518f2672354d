"""Whatever is sent to whatever method, the answer has Google's shape and nothing breaks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, SearchStrategy

from workspace_emulator import batch, catalog, control
from workspace_emulator.adapter import WorkspaceAdapter
from workspace_emulator.catalog import Method
from workspace_emulator.faults import DroppedConnection
from workspace_emulator.google import Workspace
from workspace_emulator.oauth import consent, routes
from workspace_emulator.store import set_setting
from workspace_emulator.wire import Reply, Request

from .any_request import TEXTS, TOKEN, Known, anything_to, orders, requests_to
from .conftest import as_json
from .sheets import furnished_book

FORMS = "https://forms.googleapis.com/v1/forms"
FILES = "https://www.googleapis.com/drive/v3/files"
MAIL = "https://gmail.googleapis.com/gmail/v1/users/me"
FAMILIES = [catalog.methods(family) for family in catalog.DOCUMENTS]
QUICK = settings(
    max_examples=200, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)

READS = (
    "/v4/spreadsheets/{}?includeGridData=true",
    "/v4/spreadsheets/{}/values/A1:Z99?valueRenderOption=UNFORMATTED_VALUE",
    f"/drive/v3/files/{{}}/export?mimeType={furnished_book.XLSX}",
)
STARTS = ("/", "/drive/v3/", "/v4/spreadsheets/", "/batch/", "/forms/d/", "/mail/", "/_control/")
UPLOADS = (
    "/upload/drive/v3/files", "/upload/drive/v2/files", "/upload/gmail/v1/users/me/messages/send",
    "/upload/gmail/v1/users/me/drafts", "/resumable/upload/gmail/v1/users/me/messages/import",
)  # fmt: skip


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, Known]]:
    """A workspace with a spreadsheet, a form, a file and a letter, and their ids."""
    workspace = Workspace(tmp_path_factory.mktemp("any") / "workspace.sqlite")
    yield workspace, furnish(workspace)
    workspace.close()


def furnish(workspace: Workspace) -> Known:
    with requests.Session() as session:
        session.mount("https://", WorkspaceAdapter(workspace))
        # The other one may be deleted as a file.
        book, other = (furnished_book.furnished(session).id for _ in range(2))
        asked = session.post(FORMS, json={"info": {"title": "Опрос"}}).json()
        form, responder = asked["formId"], asked["responderUri"].split("/")[-2]
        file = session.post(FILES, json={"name": "a"}).json()["id"]
        letter = session.post(f"{MAIL}/messages/send", json={"raw": "VG86IGFAYi5vcmcKCnRleHQ"}).json()
        draft = session.post(f"{MAIL}/drafts", json={"message": {"raw": "VG86IGFAYi5vcmcKCnRleHQ"}}).json()
    with workspace.store.write() as tx:
        set_setting(tx, "pages_token", TOKEN)
    return Known({
        **furnished_book.IDS,
        "spreadsheetId": [book], "formId": [form], "fileId": [file, other, form], "userId": ["me"],
        "range": ["A1", "Sheet1", "B1:B2", "Second!A1:C9"], "threadId": [letter["threadId"]],
        "id": [letter["id"], draft["id"], "INBOX", letter["threadId"]], "messageId": [letter["id"]],
        "labelIds": ["INBOX", "UNREAD"], "account": ["school@example.org"], "responder": [responder],
    })  # fmt: skip


@cache
def asked() -> SearchStrategy[Method]:
    """Half of them batches, most others an answered method of some family, however few methods it has."""
    answered = [[method for method in methods if method.id in catalog.ANSWERS] for methods in FAMILIES]
    batches = [
        method
        for methods in answered
        for method in methods
        if method.id in ("sheets.spreadsheets.batchUpdate", "forms.forms.batchUpdate")
    ]
    one, any_ = (st.sampled_from(many).flatmap(st.sampled_from) for many in (answered, FAMILIES))
    return st.one_of(st.sampled_from(batches), st.sampled_from(batches), one, any_)


def unsendable(reply: Reply) -> list[str]:
    """The headers that are not Latin-1 or more than a line."""
    return [
        f"{name}: {value}"
        for name, value in reply.headers.items()
        if any(letter in "\r\n" or letter > "\xff" for letter in name + value)
    ]


def complaint(request: Request, reply: Reply) -> str:
    """What is wrong with an answer; '' when it has the shape of its family."""
    if reply.status == 500 or not 200 <= reply.status <= 599:
        return f"status {reply.status}"
    if unsendable(reply):
        return f"headers that cannot be sent: {unsendable(reply)}"
    kind = reply.headers.get("Content-Type", "")
    answer: Any = as_json(reply.body) if kind.startswith("application/json") and reply.body else {}
    if reply.status < 400 or kind.startswith("text/html"):
        return ""
    family, error = catalog.family_of(request.path), answer["error"]
    if request.path == "/token":
        return "" if isinstance(error, str) else f"no error of OAuth: {error}"
    if not isinstance(error["message"], str) or error["code"] != reply.status:
        return f"envelope {error}"
    legacy, newer = family in ("drive", "drive2", "gmail"), family not in ("drive", "drive2")
    if legacy != ("errors" in error) or (newer and "status" not in error):
        return f"the shape of another family: {error}"
    return ""


@QUICK
@given(data=st.data())
def test_any_request_gets_an_answer_of_googles_shape(
    furnished: tuple[Workspace, Known], data: DataObject
) -> None:
    workspace, known = furnished
    method = data.draw(asked())
    request = data.draw(requests_to(method, known))
    assert complaint(request, workspace.handle(request)) == ""
    if method.family == "sheets":
        # Whatever has become of the spreadsheet, it can be read, or is gone.
        reads = [Request.of("GET", address.format(known.ids["spreadsheetId"][0])) for address in READS]
        assert [complaint(read, workspace.handle(read)) for read in reads] == [""] * len(READS)


ADDRESSES = (
    *routes.ROUTES, *consent.PATHS, *batch.PATHS, *UPLOADS, "/",
    "/_control/faults", "/_control/settings", "/_static/a",
    "/gmail/v1/users/me/messages/send",
)  # fmt: skip
PAGES = (
    "/forms/d/{formId}/viewform", "/forms/d/{formId}/formResponse", "/forms/d/{formId}/edit",
    "/forms/d/e/{responder}/viewform", "/forms/d/e/{responder}/formResponse", "/drive/folders/{fileId}",
    "/file/d/{fileId}/view", "/spreadsheets/d/{spreadsheetId}", "/spreadsheets/d/{spreadsheetId}/rows",
    "/spreadsheets/d/{spreadsheetId}/looks.css", "/spreadsheets/d/{spreadsheetId}/version",
    "/spreadsheets/d/{spreadsheetId}/offers", "/spreadsheets/d/{spreadsheetId}/find",
    "/spreadsheets/d/{spreadsheetId}/change", "/mail", "/mail/{account}", "/mail/{account}/compose",
    "/mail/{account}/thread/{threadId}", "/mail/{account}/letter/{messageId}/body",
    "/mail/{account}/letter/{messageId}/original", "/mail/{account}/letter/{messageId}/part/0",
)  # fmt: skip


@QUICK
@given(data=st.data())
@pytest.mark.parametrize("strict", [False, True])
def test_any_address_with_any_header_and_body_gets_an_answer(
    furnished: tuple[Workspace, Known], data: DataObject, strict: bool
) -> None:
    workspace, known = furnished
    pages = [page.format_map({name: ids[0] for name, ids in known.ids.items()}) for page in PAGES]
    anywhere = st.builds(str.__add__, st.sampled_from(STARTS), TEXTS)
    request = data.draw(anything_to(st.sampled_from(ADDRESSES) | st.sampled_from(pages) | anywhere))
    with workspace.store.write() as tx:
        set_setting(tx, "strict", strict or None)
    reply = workspace.handle(request)
    assert (reply.status == 500, reply.status in range(200, 600)) == (False, True)
    assert unsendable(reply) == []
    if reply.headers.get("Content-Type", "").startswith("application/json") and reply.body:
        as_json(reply.body)


@pytest.fixture(scope="module")
def spare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace that may be emptied and broken."""
    workspace = Workspace(tmp_path_factory.mktemp("spare") / "workspace.sqlite")
    yield workspace
    workspace.close()


AFTERWARDS = [
    Request.of("GET", "/drive/v3/files?fields=*"),
    Request.of("POST", "/v4/spreadsheets", {}, b"{}"),
    Request.of("POST", "/v1/forms", {}, b'{"info": {"title": "a"}}'),
    Request.of("POST", "/gmail/v1/users/me/messages/send", {}, b'{"raw": "VG86IGFAYi5vcmcKCnRleHQ"}'),
    Request.of("GET", "/gmail/v1/users/me/history?startHistoryId=1"),
    Request.of("POST", "/token", {}, b"grant_type=refresh_token&refresh_token=A1"),
    Request.of("GET", "/"),
]


@settings(QUICK, max_examples=100)
@given(data=st.data())
def test_the_workspace_answers_whatever_it_was_ordered(spare: Workspace, data: DataObject) -> None:
    """An order is carried out or refused with a sentence; either way everything is answered afterwards."""
    spare.handle(Request.of("POST", "/_control/reset"))
    reply = spare.handle(data.draw(orders(control.ROUTES)))
    answer = as_json(reply.body)
    assert reply.status in (200, 400, 404, 405)
    assert reply.status == 200 or isinstance(answer["error"]["message"], str)
    for request in AFTERWARDS:
        with suppress(DroppedConnection):
            assert complaint(request, spare.handle(request)) == ""
    for path in (path for path, verbs in control.ROUTES.items() if "GET" in verbs):
        assert spare.handle(Request.of("GET", f"/_control/{path}")).status == 200


def test_a_broken_answer_would_be_found() -> None:
    request = Request.of("GET", "/v4/spreadsheets/1")
    errors = ({"code": 500}, {"code": 404}, {"code": 404, "status": "NOT_FOUND", "errors": []})
    broken = [Reply.json({"error": {**error, "message": "x"}}, error["code"]) for error in errors]
    assert [bool(complaint(request, reply)) for reply in broken] == [True, True, True]
