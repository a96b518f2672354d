"""A college for every test: set up once in a session, copied for each test; and one for each door to the
workspace."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from starosta import settings
from tests.automations.college import College
from tests.automations.founded import found
from workspace_emulator.google import Workspace
from workspace_emulator.server import running

EXAMPLE = Path(__file__).parents[2] / "credentials.example.json"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A college's folder with its workspace, set up and with its tables filled in."""
    folder = tmp_path_factory.mktemp("template") / "college"
    folder.mkdir()
    workspace = Workspace(folder / "workspace.sqlite")
    found(folder, workspace)
    workspace.close()
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    return shutil.copytree(template, tmp_path / "college")


@pytest.fixture
def college(folder: Path) -> Iterator[College]:
    """The college early on the cast's Wednesday, its workspace embedded."""
    workspace = Workspace(folder / "workspace.sqlite")
    yield College(folder, workspace)
    workspace.close()


@pytest.fixture(params=["embedded", "port", "google"])
def any_college(request: pytest.FixtureRequest, folder: Path) -> Iterator[College]:
    """The same college through every door: in process, over a port, and as Google with tokens."""
    workspace = Workspace(folder / "workspace.sqlite")
    college = College(folder, workspace)
    if request.param == "embedded":
        yield college
    else:
        with running(workspace) as base:
            _through(college, request.param, base)
            yield college
    workspace.close()


def _through(college: College, way: str, base: str) -> None:
    path = college.folder / settings.FILE
    text = path.read_text(encoding="utf-8")
    if way == "port":
        path.write_text(text.replace('workspace = "embedded"', f'workspace = "{base}"'), encoding="utf-8")
        return
    text = text.replace('workspace = "embedded"', f'workspace = "google"\nendpoint = "{base}"')
    path.write_text(text, encoding="utf-8")
    keys = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    del keys["service_account"]
    keys |= {"client_id": "1-a.apps.googleusercontent.com", "client_secret": "s", "refresh_token": "1//r"}
    (college.folder / "credentials.json").write_text(json.dumps(keys), encoding="utf-8")
    college.control("POST", "strict", {"strict": False})
    college.control(
        "POST",
        "tokens",
        {"refresh_token": "1//r", "account": "school@example.org", "scope": " ".join(keys["scopes"])},
    )
