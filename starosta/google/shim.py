"""A `requests` session in the shape googleapiclient expects of httplib2, which never opens a connection
itself.

httplib2 silently sends a POST a second time when the server drops the line; this does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import requests

# The session has already unpacked the body: what the headers said of its packed form no longer holds.
STALE = ("content-encoding", "content-length", "transfer-encoding")


class Shim:
    """`http=` for googleapiclient over one session."""

    def __init__(self, session: requests.Session, timeout: tuple[float, float]) -> None:
        self.session = session
        self.timeout = timeout

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        redirections: int = 5,
        connection_type: Any = None,
    ) -> tuple[Any, bytes]:
        """One exchange: (httplib2.Response, body). Raises what `requests` raises."""
        from httplib2 import Response

        answer = self.session.request(
            method, uri, data=body, headers=dict(headers or {}), timeout=self.timeout
        )
        told = {name.lower(): value for name, value in answer.headers.items() if name.lower() not in STALE}
        response = Response(
            {**told, "status": str(answer.status_code), "content-length": str(len(answer.content))}
        )
        response.reason = answer.reason
        return response, answer.content

    def close(self) -> None:
        """Nothing to close: the session belongs to the door."""
