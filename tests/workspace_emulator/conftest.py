"""A fresh workspace and the sessions that reach it: in this process, and over a port."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from workspace_emulator.adapter import RewriteAdapter, WorkspaceAdapter
from workspace_emulator.google import Workspace
from workspace_emulator.server import running

CONTROL = "https://www.googleapis.com/_control/"
TOKEN = "https://oauth2.googleapis.com/token"


def control(session: requests.Session, path: str, body: Any) -> Any:
    """An order to the control plane that must be carried out, and its answer."""
    answer = session.post(CONTROL + path, json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def signed_in(session: requests.Session, account: str) -> dict[str, str]:
    """The header of a person who has a token."""
    control(session, "tokens", {"refresh_token": f"1//{account}", "account": account})
    form = {"grant_type": "refresh_token", "refresh_token": f"1//{account}"}
    return {"Authorization": "Bearer " + session.post(TOKEN, data=form).json()["access_token"]}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace in a file of its own."""
    opened = Workspace(tmp_path / "workspace.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def session(workspace: Workspace) -> Iterator[requests.Session]:
    """A session whose https:// addresses are answered by the workspace in this process."""
    with requests.Session() as opened:
        opened.mount("https://", WorkspaceAdapter(workspace))
        yield opened


@pytest.fixture(params=["embedded", "port"])
def door(request: pytest.FixtureRequest, workspace: Workspace) -> Iterator[requests.Session]:
    """A session that reaches the workspace, once in this process and once over a port."""
    with requests.Session() as opened:
        if request.param == "embedded":
            opened.mount("https://", WorkspaceAdapter(workspace))
            yield opened
            return
        with running(workspace) as base:
            opened.mount("https://", RewriteAdapter(base))
            yield opened
