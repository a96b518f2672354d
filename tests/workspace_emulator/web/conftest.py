"""A Forms client with forms made with it, and a spreadsheet."""

from __future__ import annotations

import pytest
import requests

from tests.workspace_emulator.form_blanks import FormsDesk
from tests.workspace_emulator.web.sheet_desk import Sheet


@pytest.fixture
def desk(session: requests.Session) -> FormsDesk:
    """The API as its real client shows it, in this process."""
    return FormsDesk(session)


@pytest.fixture
def sheet(session: requests.Session) -> Sheet:
    return Sheet(session)
