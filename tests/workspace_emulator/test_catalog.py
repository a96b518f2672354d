"""Which of Google's methods an address means."""

from __future__ import annotations

import pytest

from workspace_emulator import catalog
from workspace_emulator.google import Workspace

CASES = [
    ("POST", "/v4/spreadsheets", "sheets.spreadsheets.create", {}),
    ("GET", "/v4/spreadsheets/1a", "sheets.spreadsheets.get", {"spreadsheetId": "1a"}),
    ("POST", "/v4/spreadsheets/1a:batchUpdate", "sheets.spreadsheets.batchUpdate", {"spreadsheetId": "1a"}),
    ("GET", "/v4/spreadsheets/1a/values/Sheet1!A1%3AB2", "sheets.spreadsheets.values.get",
     {"spreadsheetId": "1a", "range": "Sheet1!A1:B2"}),
    ("GET", "/v4/spreadsheets/1a/values/%D0%9B%D0%B8%D1%81%D1%82%2F1%21A%3AA",
     "sheets.spreadsheets.values.get",
     {"spreadsheetId": "1a", "range": "Лист/1!A:A"}),
    ("GET", "/v4/spreadsheets/1a/values:batchGet", "sheets.spreadsheets.values.batchGet",
     {"spreadsheetId": "1a"}),
    ("POST", "/v4/spreadsheets/1a/values/A1:append", "sheets.spreadsheets.values.append",
     {"spreadsheetId": "1a", "range": "A1"}),
    ("POST", "/v4/spreadsheets/1a/values/A1%3AB2:clear", "sheets.spreadsheets.values.clear",
     {"spreadsheetId": "1a", "range": "A1:B2"}),
    ("PUT", "/v4/spreadsheets/1a/values/A1:B2", "sheets.spreadsheets.values.update",
     {"spreadsheetId": "1a", "range": "A1:B2"}),
    ("GET", "/drive/v3/files", "drive.files.list", {}),
    ("GET", "/drive/v3/files/1a", "drive.files.get", {"fileId": "1a"}),
    ("GET", "/drive/v3/files/generateIds", "drive.files.generateIds", {}),
    ("DELETE", "/drive/v3/files/trash", "drive.files.emptyTrash", {}),
    ("POST", "/upload/drive/v3/files", "drive.files.create", {}),
    ("PATCH", "/upload/drive/v3/files/1a", "drive.files.update", {"fileId": "1a"}),
    ("DELETE", "/drive/v3/files/1a/permissions/7", "drive.permissions.delete",
     {"fileId": "1a", "permissionId": "7"}),
    ("PUT", "/upload/drive/v2/files/1a", "drive2.files.update", {"fileId": "1a"}),
    ("POST", "/v1/forms", "forms.forms.create", {}),
    ("GET", "/v1/forms/1a/responses", "forms.forms.responses.list", {"formId": "1a"}),
    ("POST", "/v1/forms/1a:setPublishSettings", "forms.forms.setPublishSettings", {"formId": "1a"}),
    ("POST", "/gmail/v1/users/me/drafts/send", "gmail.users.drafts.send", {"userId": "me"}),
    ("GET", "/gmail/v1/users/a%40example.org/messages/1/attachments/2",
     "gmail.users.messages.attachments.get",
     {"userId": "a@example.org", "messageId": "1", "id": "2"}),
    ("POST", "/upload/gmail/v1/users/me/messages/send", "gmail.users.messages.send", {"userId": "me"}),
]  # fmt: skip


@pytest.mark.parametrize(("http_method", "path", "method_id", "params"), CASES)
def test_route(http_method: str, path: str, method_id: str, params: dict[str, str]) -> None:
    found = catalog.route(http_method, path)
    assert found is not None
    assert (found[0].id, found[1]) == (method_id, params)


@pytest.mark.parametrize(
    ("http_method", "path"),
    [
        ("PATCH", "/v4/spreadsheets/1a"),
        ("GET", "/v4/spreadsheets"),
        ("GET", "/drive/v3/nope"),
        ("GET", "/forms/d/e/1"),
    ],
)
def test_no_route(http_method: str, path: str) -> None:
    assert catalog.route(http_method, path) is None


@pytest.mark.parametrize("family", catalog.DOCUMENTS)
def test_every_method_is_found_by_its_own_address(family: str) -> None:
    for method in catalog.methods(family):
        path = method.pattern.pattern
        for name in method.names:
            path = path.replace(f"(?P<{name}>[^/]+?)", f"x{name}")
        found = catalog.route(method.http_method, path.replace("\\", ""))
        assert found is not None, method.id
        assert found[0].id == method.id


def test_every_answer_is_given_to_a_method_google_describes(workspace: Workspace) -> None:
    described = {method.id for family in catalog.DOCUMENTS for method in catalog.methods(family)}
    assert set(catalog.ANSWERS) - described == set()
    assert {"drive.files.create", "drive.files.list", "drive.permissions.create"} <= set(catalog.ANSWERS)
