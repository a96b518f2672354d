"""The command line over the same college as the automations' tests, and over folders of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from starosta.cli.entry import run_with
from tests.automations.conftest import college, folder, template

__all__ = ["college", "folder", "template"]


@dataclass(frozen=True)
class Said:
    """What a command left behind: its exit code, both outputs."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Starosta = Callable[..., Said]


@pytest.fixture
def starosta(capsys: pytest.CaptureFixture[str]) -> Starosta:
    """`starosta("tick", "--school", folder)`."""

    def ask(*arguments: str | Path) -> Said:
        capsys.readouterr()
        code = run_with([str(one) for one in arguments])
        told = capsys.readouterr()
        return Said(code, told.out, told.err)

    return ask


@pytest.fixture
def school(starosta: Starosta, tmp_path: Path) -> Path:
    """A school just founded, nothing set up yet."""
    path = tmp_path / "school"
    assert starosta("init", path, "--name", "Колледж", "--time-zone", "Asia/Irkutsk").code == 0
    return path
