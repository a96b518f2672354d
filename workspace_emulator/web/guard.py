"""Whether a change comes from our own page: every page that changes something carries the store's secret.

Forms have a token of their own, in the field where Google's forms have it; it is compared here too.
"""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING

from ..store import set_setting, setting

if TYPE_CHECKING:
    from ..google import Workspace

FIELD, HEADER = "fbzx", "x-fbzx"
_SETTING = "pages_token"


def token(workspace: Workspace) -> str:
    """The secret of this store's pages, made when it is first asked for."""
    with workspace.store.read() as tx:
        found = setting(tx, _SETTING)
    if found is None:
        with workspace.store.write() as tx:
            found = setting(tx, _SETTING)
            if found is None:
                found = secrets.token_urlsafe(24)
                set_setting(tx, _SETTING, found)
    return str(found)


def same(given: str, expected: str) -> bool:
    """Whether two tokens are equal, told in constant time."""
    return hmac.compare_digest(given.encode(), expected.encode())


def ours(workspace: Workspace, given: str) -> bool:
    """Whether a change brought the secret of this store's pages."""
    return same(given, token(workspace))
