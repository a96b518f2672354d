"""A school whose embedded workspace somebody else has opened at an address."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Starosta
from workspace_emulator.google import Workspace
from workspace_emulator.server import running


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Where a workspace of its own answers."""
    workspace = Workspace(tmp_path / "elsewhere.sqlite")
    with running(workspace) as url:
        yield url
    workspace.close()


@pytest.fixture
def away(starosta: Starosta, tmp_path: Path, address: str) -> Path:
    """A school founded at that address."""
    path = tmp_path / "away"
    assert starosta("init", path, "--name", "Колледж", "--workspace", address).code == 0
    return path


def test_a_workspace_at_an_address_is_not_opened_once_more(
    starosta: Starosta, away: Path, address: str
) -> None:
    taken = address.rpartition(":")[2]
    said = starosta("workspace", "--school", away, "--port", taken)
    assert (said.code, said.out, said.err) == (
        0,
        f"Рабочее пространство школы уже открыто по адресу {address}: второе не нужно.\n",
        "",
    )
    assert not (away / "workspace.sqlite").exists()


def test_setup_ends_with_the_address(starosta: Starosta, away: Path, address: str) -> None:
    said = starosta("setup", "--school", away)
    last = said.out.splitlines()[-1]
    assert said.code == 0
    assert last.startswith(f"Дальше: заполните книгу школы ({address}/spreadsheets/d/")
    assert f"; рабочее пространство открыто по адресу {address})" in last
    assert "starosta workspace" not in last
