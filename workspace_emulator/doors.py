"""The two client libraries at a workspace: a `requests` session for gspread, services of
google-api-python-client over such a session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import requests
from googleapiclient.discovery import build_from_document
from httplib2 import Response

from .adapter import LoopbackOnly, RewriteAdapter, WorkspaceAdapter
from .catalog import DOCUMENTS, document
from .google import Workspace


def session(where: str | Workspace) -> requests.Session:
    """A session whose requests to Google's addresses are answered by a workspace: at a port of this machine
    (its base URL), or in this process. Any host but Google's and this machine is refused; proxies and
    passwords of the environment mean nothing to it.
    """
    opened = requests.Session()
    opened.trust_env = False
    opened.mount("https://", RewriteAdapter(where) if isinstance(where, str) else WorkspaceAdapter(where))
    opened.mount("http://", LoopbackOnly())
    return opened


def service(session: requests.Session, name: str, version: str = "") -> Any:
    """A service over such a session, named as for `googleapiclient.discovery.build`. ValueError for one that
    the workspace does not have.

    Drive is v3 unless v2 is asked for, of which only what gspread's imports and sharing need is there.
    """
    known = {family: told for family, told in DOCUMENTS.items() if told.startswith(f"{name}.{version}")}
    if not known:
        every = ", ".join(told.replace(".", " ") for told in DOCUMENTS.values())
        raise ValueError(f"There is no {name} {version}".rstrip() + f" here. Known: {every}.")
    return build_from_document(document(next(iter(known))), http=HttpDoor(session))


class HttpDoor:
    """What googleapiclient needs of httplib2.Http, answered by a requests session."""

    redirect_codes: frozenset[int] = frozenset()

    def __init__(self, session: requests.Session) -> None:
        self.session = session

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        redirections: int = 5,
        connection_type: Any = None,
    ) -> tuple[Any, bytes]:
        """One exchange: (httplib2.Response, body)."""
        answer = self.session.request(
            method, uri, data=body, headers=dict(headers or {}), allow_redirects=False
        )
        head = Response({name.lower(): value for name, value in answer.headers.items()})
        head.status, head.reason = answer.status_code, answer.reason
        return head, answer.content

    def close(self) -> None:
        """The session is not ours to close."""
