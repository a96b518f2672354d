"""What an answering function receives: the checked parameters and body, the caller and an open
transaction."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from .wire import Json, Request

if TYPE_CHECKING:
    from .catalog import Method
    from .google import Workspace


@dataclass
class Call:
    """One API call inside one transaction.

    `params` holds path and query parameters by name: typed as the discovery document says (bool, int, str),
    repeated ones as lists, defaults filled in. `body` is the JSON body, checked against its schema, nulls
    dropped. `media` is the uploaded content when the method takes one, with its `media_type`. `user` is the
    caller's e-mail address.
    """

    workspace: Workspace
    tx: sqlite3.Connection
    method: Method
    request: Request
    user: str
    now: datetime
    params: dict[str, Any] = field(default_factory=dict)
    body: Json = field(default_factory=dict)
    media: bytes | None = None
    media_type: str = ""

    def get(self, name: str, default: Any = None) -> Any:
        """A parameter, or the default when the caller left it out."""
        return self.params.get(name, default)
