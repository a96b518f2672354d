"""Google's client libraries over a door's sessions, each built at first use and kept as long as the gate."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gspread.http_client import HTTPClient

    from .session import Door

VERSIONS = {"drive": "v3", "forms": "v1", "gmail": "v1"}


class Services:
    """googleapiclient's resources and gspread's HTTP client. No network is used to build them."""

    def __init__(self, door: Door) -> None:
        self.door = door

    @cached_property
    def drive(self) -> Any:
        return self._build("drive")

    @cached_property
    def forms(self) -> Any:
        return self._build("forms")

    @cached_property
    def gmail(self) -> Any:
        return self._build("gmail")

    @cached_property
    def sheets(self) -> HTTPClient:
        """gspread's client below its models: they ask for metadata behind the caller's back and remember it
        too long."""
        from gspread import Client

        from .ports import TIMEOUT

        client = Client(auth=None, session=self.door.sheets)  # type: ignore[arg-type]
        client.set_timeout(TIMEOUT)
        return client.http_client

    def _build(self, name: str) -> Any:
        from googleapiclient.discovery import build

        from .ports import TIMEOUT
        from .shim import Shim

        http = Shim(self.door.account, TIMEOUT)
        return build(name, VERSIONS[name], http=http, static_discovery=True, cache_discovery=False)
