"""The real google-api-python-client over a `requests` session: an httplib2-shaped door, the services."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httplib2
import requests
from googleapiclient.discovery import build_from_document

from workspace_emulator.catalog import document


class Door:
    """What googleapiclient needs of httplib2.Http, answered by a session."""

    def __init__(self, session: requests.Session) -> None:
        self.session = session
        self.redirect_codes: frozenset[int] = frozenset()

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        redirections: int = 5,
        connection_type: Any = None,
    ) -> tuple[httplib2.Response, bytes]:
        answer = self.session.request(method, uri, data=body, headers=dict(headers or {}))
        head = httplib2.Response({name.lower(): value for name, value in answer.headers.items()})
        head.status, head.reason = answer.status_code, answer.reason
        return head, answer.content

    def close(self) -> None:
        """The session belongs to the test."""


def service(session: requests.Session, family: str) -> Any:
    """A discovery client: `service(session, "forms").forms().get(formId=…).execute()`."""
    return build_from_document(document(family), http=Door(session))
