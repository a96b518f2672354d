"""Whatever is sent to whatever method, the answer has Google's shape and nothing breaks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from workspace_emulator import catalog
from workspace_emulator.adapter import WorkspaceAdapter
from workspace_emulator.google import Workspace
from workspace_emulator.wire import Reply, Request

from .any_request import JSON, TEXTS, Known, requests_to

SHEETS = "https://sheets.googleapis.com/v4/spreadsheets"
FORMS = "https://forms.googleapis.com/v1/forms"
FILES = "https://www.googleapis.com/drive/v3/files"
MAIL = "https://gmail.googleapis.com/gmail/v1/users/me"
METHODS = [method for family in catalog.DOCUMENTS for method in catalog.methods(family)]
QUICK = settings(
    max_examples=250, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


VERBS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "TRACE")
STARTS = (
    "/", "/drive/v3/", "/v4/spreadsheets/", "/upload/drive/v3/files?uploadType=", "/o/oauth2/v2/auth?",
    "/batch/", "/forms/d/", "/mail/",
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
        book = session.post(SHEETS, json={"properties": {"title": "Журнал"}}).json()["spreadsheetId"]
        cells = {"values": [["a", 1, "=B1*2"], ["b", 2, "=SUM(B1:B2)"]]}
        session.put(f"{SHEETS}/{book}/values/A1", json=cells, params={"valueInputOption": "USER_ENTERED"})
        form = session.post(FORMS, json={"info": {"title": "Опрос"}}).json()["formId"]
        file = session.post(FILES, json={"name": "a"}).json()["id"]
        letter = session.post(f"{MAIL}/messages/send", json={"raw": "VG86IGFAYi5vcmcKCnRleHQ"}).json()
        draft = session.post(f"{MAIL}/drafts", json={"message": {"raw": "VG86IGFAYi5vcmcKCnRleHQ"}}).json()
    return Known({
        "spreadsheetId": [book], "formId": [form], "fileId": [file, book, form], "userId": ["me"],
        "sheetId": ["0"], "range": ["A1", "Sheet1", "B1:B2"], "threadId": [letter["threadId"]],
        "id": [letter["id"], draft["id"], "INBOX", letter["threadId"]], "messageId": [letter["id"]],
        "labelIds": ["INBOX", "UNREAD"],
    })  # fmt: skip


def complaint(request: Request, reply: Reply) -> str:
    """What is wrong with an answer; '' when it has the shape of its family."""
    if reply.status == 500 or not 200 <= reply.status <= 599:
        return f"status {reply.status}"
    if reply.status < 400 or reply.headers.get("Content-Type", "").startswith("text/html"):
        return ""
    family = catalog.family_of(request.path)
    error: Any = json.loads(reply.body)["error"]
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
    method = data.draw(st.sampled_from(METHODS))
    request = data.draw(requests_to(method, known))
    assert complaint(request, workspace.handle(request)) == ""


@QUICK
@given(
    path=TEXTS, verb=st.sampled_from(["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "TRACE"]), body=JSON
)
def test_any_address_gets_an_answer(
    furnished: tuple[Workspace, Known], path: str, verb: str, body: Any
) -> None:
    workspace, _ = furnished
    for start in STARTS:
        request = Request.of(verb, start + path, {}, json.dumps(body).encode())
        assert workspace.handle(request).status != 500


def test_a_broken_answer_would_be_found() -> None:
    request = Request.of("GET", "/v4/spreadsheets/1")
    errors = ({"code": 500}, {"code": 404}, {"code": 404, "status": "NOT_FOUND", "errors": []})
    broken = [Reply.json({"error": {**error, "message": "x"}}, error["code"]) for error in errors]
    assert [bool(complaint(request, reply)) for reply in broken] == [True, True, True]
