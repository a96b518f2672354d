"""Which OAuth endpoint an address means; the older addresses still stand in client files. The consent page is
a page like others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..wire import Reply, Request
from . import about, token

if TYPE_CHECKING:
    from ..google import Workspace

Endpoint = Callable[["Workspace", Request], Reply]
TOKEN = ("/token", "/oauth2/v4/token", "/o/oauth2/token")
ROUTES: dict[str, Endpoint] = {
    **dict.fromkeys(TOKEN, token.exchange),
    **dict.fromkeys(("/revoke", "/o/oauth2/revoke"), about.revoke),
    **dict.fromkeys(("/tokeninfo", "/oauth2/v3/tokeninfo", "/oauth2/v1/tokeninfo"), about.tokeninfo),
    **dict.fromkeys(("/v1/userinfo", "/oauth2/v3/userinfo", "/oauth2/v2/userinfo"), about.userinfo),
}
