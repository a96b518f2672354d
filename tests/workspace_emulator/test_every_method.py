"""What holds for every method of the discovery documents: it is answered or names itself, and in strict mode
exactly the scopes that its document lists open it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import pytest

from workspace_emulator import catalog
from workspace_emulator.catalog import ANSWERS, Method
from workspace_emulator.google import Workspace
from workspace_emulator.oauth import grants
from workspace_emulator.store import set_setting
from workspace_emulator.wire import Reply, Request

INSUFFICIENT = "Request had insufficient authentication scopes."


@pytest.mark.parametrize("family", catalog.DOCUMENTS)
def test_a_method_that_is_not_answered_names_itself(workspace: Workspace, family: str) -> None:
    missing = [method for method in catalog.methods(family) if method.id not in ANSWERS]
    found = [said(asked(workspace, method, address)) for method in missing for address in doors(method)]
    assert found == [
        (501, f"{method.id} is not implemented by this workspace.")
        for method in missing
        for _ in doors(method)
    ]


@pytest.mark.parametrize("family", catalog.DOCUMENTS)
def test_exactly_the_scopes_of_the_document_open_a_method(workspace: Workspace, family: str) -> None:
    tokens = Tokens(workspace)
    wrong = []
    for method in catalog.methods(family):
        for address in doors(method) if method.id in ANSWERS else ():
            opened = {
                scope for scope in method.scopes if let_in(workspace, method, address, tokens.of([scope]))
            }
            others = tokens.of(SCOPES - set(method.scopes))
            refused = (
                said(asked(workspace, method, address, others)),
                asked(workspace, method, address).status,
            )
            # Drive and Sheets are read with a key too: who has nothing is no caller at all.
            nobody = 403 if method.http_method == "GET" and family in WITH_KEYS else 401
            if (opened, refused) != (set(method.scopes), ((403, INSUFFICIENT), nobody)):
                wrong.append((method.id, address, opened, refused))
    assert wrong == []


WITH_KEYS = ("sheets", "drive", "drive2")
SCOPES = frozenset(
    scope for family in catalog.DOCUMENTS for method in catalog.methods(family) for scope in method.scopes
)


class Tokens:
    """Access tokens of a strict workspace, one for each set of scopes."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[str, str] = {}
        with workspace.store.write() as tx:
            set_setting(tx, "strict", True)

    def of(self, scopes: Iterable[str]) -> str:
        scope = " ".join(sorted(scopes))
        if scope not in self._known:
            with self._workspace.store.write() as tx:
                self._known[scope] = grants.issue(tx, "school@example.org", scope)
        return self._known[scope]


def doors(method: Method) -> Iterator[str]:
    """The addresses of a method: its own, and those of its uploads."""
    path = method.pattern.pattern.replace("\\", "")
    for name in method.names:
        path = path.replace(f"(?P<{name}>[^/]+?)", "me" if method.names[name] == "userId" else "xyz")
    yield path
    if method.media:
        yield f"/upload{path}?uploadType=media"
        yield f"/upload{path}?uploadType=resumable"


def asked(workspace: Workspace, method: Method, address: str, token: str = "") -> Reply:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    body = b"{}" if method.request else b""
    return workspace.handle(Request.of(method.http_method, address, headers, body))


def said(reply: Reply) -> tuple[int, str]:
    error = json.loads(reply.body).get("error", {}) if reply.body else {}
    return reply.status, error.get("message", "")


def let_in(workspace: Workspace, method: Method, address: str, token: str) -> bool:
    reply = asked(workspace, method, address, token)
    assert reply.status < 500, (method.id, address, reply)
    return reply.status != 401 and INSUFFICIENT.encode() not in reply.body
