"""The credentials file: its shape, and what google-auth makes of it. Opening connections with it lives in
`session`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import ConfigError

TOKEN_URI = "https://oauth2.googleapis.com/token"
AUTH = "https://www.googleapis.com/auth/"
SCOPES = tuple(
    AUTH + name
    for name in ("spreadsheets", "forms.body", "forms.responses.readonly", "drive.file", "gmail.modify")
)
"""The least that does everything: `gmail.modify` makes and sends drafts, finds what was sent and sorts the
mailbox."""
SHEETS_SCOPES = (AUTH + "spreadsheets",)
USER_FIELDS = ("client_id", "client_secret", "refresh_token")
SERVICE_FIELDS = ("client_email", "private_key")
PLACEHOLDER = "REPLACE"


@dataclass(frozen=True)
class KeyFile:
    """`user` is the shared account's part, `service` the service account's (empty when there is none)."""

    path: Path
    user: Mapping[str, Any]
    service: Mapping[str, Any]

    @property
    def account(self) -> str:
        return str(self.user.get("account", ""))

    @property
    def service_account(self) -> str:
        return str(self.service.get("client_email", ""))


def read(path: str | Path) -> KeyFile:
    """The file's two parts. ConfigError says what is missing and what to do."""
    path = Path(path)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError("credentials_missing", path=path) from None
    except (OSError, ValueError) as error:
        raise ConfigError("credentials_unreadable", path=path, detail=str(error)) from error
    if not isinstance(content, dict):
        raise ConfigError("credentials_unreadable", path=path, detail="JSON object expected")
    if "installed" in content or "web" in content:
        raise ConfigError("credentials_client_only", path=path)
    service = content.get("service_account") or {}
    _require(path, content, USER_FIELDS)
    if service:
        _require(path, service, SERVICE_FIELDS)
    return KeyFile(path, {key: value for key, value in content.items() if key != "service_account"}, service)


def user(keys: KeyFile, token_uri: str = TOKEN_URI) -> Any:
    """google-auth's credentials of the shared account.

    Built directly: `from_authorized_user_info` ignores the token endpoint it is given.
    """
    from google.oauth2 import credentials

    found = keys.user
    return credentials.Credentials(  # type: ignore[no-untyped-call]
        token=None,
        refresh_token=found["refresh_token"],
        client_id=found["client_id"],
        client_secret=found["client_secret"],
        token_uri=token_uri,
        scopes=_scopes(found.get("scopes")) or list(SCOPES),
        account=keys.account,
    )


def service(keys: KeyFile, token_uri: str = TOKEN_URI) -> Any:
    """google-auth's credentials of the service account, for shared spreadsheets only."""
    from google.oauth2 import service_account

    class Quiet(service_account.Credentials):
        """Never asks, behind our back, which regions the account may use: that request would carry the
        token."""

        def _is_regional_access_boundary_lookup_required(self) -> bool:
            return False

    info = {**keys.service, "type": "service_account", "token_uri": token_uri}
    try:
        return Quiet.from_service_account_info(info, scopes=list(SHEETS_SCOPES))  # type: ignore[no-untyped-call]
    except ValueError as error:
        raise ConfigError("credentials_unreadable", path=keys.path, detail=str(error)) from error


def _require(path: Path, content: Mapping[str, Any], names: tuple[str, ...]) -> None:
    missing = [name for name in names if not _filled(content.get(name))]
    if missing:
        raise ConfigError("credentials_incomplete", path=path, fields=", ".join(missing))


def _filled(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and PLACEHOLDER not in value


def _scopes(value: object) -> list[str]:
    if isinstance(value, str):
        return value.split()
    return [str(scope) for scope in value] if isinstance(value, list) else []
