"""A Forms client, and forms made with it."""

from __future__ import annotations

import pytest
import requests

from tests.workspace_emulator.form_blanks import FormsDesk


@pytest.fixture
def desk(session: requests.Session) -> FormsDesk:
    """The API as its real client shows it, in this process."""
    return FormsDesk(session)
