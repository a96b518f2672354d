"""A workspace, the gate into it (in this process and over a port), outages on demand, and a clock without
waiting."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from starosta.google import session
from starosta.google.gate import Gate
from starosta.google.retry import Patience
from workspace_emulator.google import Workspace
from workspace_emulator.server import running
from workspace_emulator.wire import Request


@dataclass
class Waits:
    """A clock that moves only when somebody sleeps; `slept` are the waits."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    @property
    def patience(self) -> Patience:
        return Patience(sleep=self.sleep, chance=lambda: 1.0, clock=lambda: self.now)


@dataclass(frozen=True)
class Control:
    """The workspace from outside: its control plane and any API call, without the gate."""

    workspace: Workspace

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        raw = b"" if body is None else json.dumps(body).encode()
        reply = self.workspace.handle(
            Request.of(
                method, path, {"content-type": "application/json", "host": "127.0.0.1", **headers}, raw
            )
        )
        assert reply.status < 300, reply.body.decode()
        return json.loads(reply.body) if reply.body.strip() else None

    def strike(self, method: str, **fault: object) -> None:
        """An outage of a method: kind=drop|status, when=before|after, times, nth, status …"""
        self.ask("POST", "/_control/faults", {"method": method, **fault})

    def heal(self) -> None:
        self.ask("DELETE", "/_control/faults")

    @property
    def calls(self) -> dict[str, int]:
        """Calls that reached the workspace, by method."""
        return dict(self.workspace.calls)


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = Workspace(tmp_path / "workspace.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def control(workspace: Workspace) -> Control:
    return Control(workspace)


@pytest.fixture(params=["embedded", "port"])
def gate(request: pytest.FixtureRequest, workspace: Workspace, waits: Waits) -> Iterator[Gate]:
    """The gate over both doors that need no Google."""
    if request.param == "embedded":
        opened = Gate(session.embedded(workspace.store.path), waits.patience)
        yield opened
        opened.close()
        return
    with running(workspace) as base:
        opened = Gate(session.local(base), waits.patience)
        yield opened
        opened.close()


@pytest.fixture
def embedded(workspace: Workspace, waits: Waits) -> Iterator[Gate]:
    """The gate in this process only, where the way does not matter."""
    opened = Gate(session.embedded(workspace.store.path), waits.patience)
    yield opened
    opened.close()


@pytest.fixture
def over_port(workspace: Workspace) -> Iterator[Callable[[], str]]:
    """The workspace behind a port: its base address."""
    with running(workspace) as base:
        yield lambda: base
