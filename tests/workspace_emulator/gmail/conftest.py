"""Gmail through the real google-api-python-client, on a clock that stands."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from workspace_emulator import clock
from workspace_emulator.doors import service
from workspace_emulator.google import Workspace

NOW = datetime(2026, 9, 14, 6, 0, tzinfo=UTC)


@pytest.fixture
def gmail(workspace: Workspace, session: requests.Session) -> Any:
    """`users()` of Gmail for school@example.org on Monday the 14th of September 2026, 9:00 in Moscow."""
    with workspace.store.write() as tx:
        clock.freeze(tx, NOW)
    return service(session, "gmail").users()
