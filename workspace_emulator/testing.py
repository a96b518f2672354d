"""A pytest plugin: the fixture `google_workspace` gives every test an empty workspace of its own.

def test_title(google_workspace):
    client = google_workspace.gspread()
    assert client.create("Plan").title == "Plan"
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    import gspread
    import requests

    from .google import Workspace

CONTROL = "https://www.googleapis.com/_control/"


class GoogleWorkspace:
    """A workspace in a file of its own.

    `session` answers requests to Google's addresses in this process; `url` puts the same workspace behind a
    port of this machine, opened when it is first asked for.
    """

    def __init__(self, path: Path) -> None:
        from .doors import session
        from .google import Workspace

        self.workspace: Workspace = Workspace(path)
        self.session: requests.Session = session(self.workspace)
        self._open = ExitStack()
        self._open.callback(self.workspace.close)
        self._open.callback(self.session.close)
        self._url = ""

    @property
    def url(self) -> str:
        """The base URL of the workspace's port, for programs of other processes."""
        if not self._url:
            from .server import running

            self._url = self._open.enter_context(running(self.workspace))
        return self._url

    def gspread(self) -> gspread.Client:
        """A gspread client of the default account, in process."""
        import gspread

        return gspread.Client(auth=None, session=self.session)  # type: ignore[arg-type]

    def service(self, name: str, version: str = "") -> Any:
        """A google-api-python-client service, in process, named as for `googleapiclient.discovery.build`:
        sheets, drive, forms or gmail."""
        from .doors import service

        return service(self.session, name, version)

    def reset(self) -> None:
        """Forget everything: files, letters, settings, faults, the clock."""
        self.control("reset")

    def freeze(self, moment: datetime | str) -> None:
        """Stop the workspace's clock at an aware moment or an ISO 8601 text."""
        self.control("clock", {"now": moment if isinstance(moment, str) else moment.isoformat()})

    def resume(self) -> None:
        """Back to the machine's time."""
        self.control("clock/resume")

    def fault(self, **spec: Any) -> int:
        """Set a fault, e.g. `fault(method="sheets.*", status=503, times=2)`; its id."""
        return int(self.control("faults", spec)["id"])

    def settings(self, **values: Any) -> Any:
        """Change settings by name, e.g. `settings(strict=True)`; all settings as they are now."""
        return self.control("settings", values)

    def control(self, path: str, body: Any = None) -> Any:
        """What POST /_control/<path> answers. ValueError with its sentence when it refuses."""
        answer = self.session.post(CONTROL + path, json=body or {})
        if answer.status_code != 200:
            raise ValueError(answer.json()["error"]["message"])
        return answer.json()

    def close(self) -> None:
        self._open.close()


@pytest.fixture
def google_workspace(tmp_path: Path) -> Iterator[GoogleWorkspace]:
    """An empty Google workspace."""
    opened = GoogleWorkspace(tmp_path / "google_workspace.sqlite")
    yield opened
    opened.close()
