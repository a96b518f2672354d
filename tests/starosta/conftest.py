"""The post of a school, opened for every test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.starosta.office import Office
from workspace_emulator.google import Workspace


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    workspace = Workspace(tmp_path / "workspace.sqlite")
    opened = Office(workspace, tmp_path)
    yield opened
    opened.close()
    workspace.close()
