"""A fresh workspace and the sessions that reach it: in this process, and over a port."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from workspace_emulator.adapter import RewriteAdapter, WorkspaceAdapter
from workspace_emulator.google import Workspace
from workspace_emulator.server import running


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
