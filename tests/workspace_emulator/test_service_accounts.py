"""Service accounts: the assertions that a strict workspace takes, and the files they may not own."""

from __future__ import annotations

import time
from typing import Any

import google.auth.transport.requests as transport
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from google.auth import crypt, jwt
from google.oauth2 import service_account

from workspace_emulator.google import Workspace
from workspace_emulator.server import running

from .conftest import TOKEN, control

FILES = "https://www.googleapis.com/drive/v3/files"
FILES2 = "https://www.googleapis.com/drive/v2/files"
SHEETS = "https://sheets.googleapis.com/v4/spreadsheets"
FORMS = "https://forms.googleapis.com/v1/forms"
SPREADSHEET = "application/vnd.google-apps.spreadsheet"
SCOPE = "https://www.googleapis.com/auth/drive https://www.googleapis.com/auth/forms.body"
JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
ROBOT = "robot@project.iam.gserviceaccount.com"
SHORT_LIVED = (
    "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your "
    "iat and exp values in the JWT claim."
)
AUDIENCE = "Invalid JWT: Failed audience check."
UNAUTHORIZED = (
    "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of "
    "the scopes requested."
)
NO_SCOPE = "Invalid OAuth scope or ID token audience provided."
PERMISSION = "The caller does not have permission"


@pytest.fixture(scope="module")
def pem() -> tuple[str, str]:
    """A private key and its public one."""
    key = rsa.generate_private_key(65537, 2048)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private.decode(), key.public_key().public_bytes(
        Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
    ).decode()


@pytest.fixture
def strict(session: requests.Session, pem: tuple[str, str]) -> requests.Session:
    """A strict workspace that knows the robot's key."""
    control(session, "keys", {"account": ROBOT, "public_key": pem[1]})
    control(session, "strict", {"strict": True})
    return session


def asserted(session: requests.Session, private: str, url: str = TOKEN, **claims: Any) -> requests.Response:
    """What the token endpoint says to an assertion; times are seconds from now, None leaves a claim out."""
    now = int(time.time())
    found: dict[str, Any] = {"iss": ROBOT, "aud": TOKEN, "scope": SCOPE, "iat": 0, "exp": 3600, **claims}
    found |= {name: now + found[name] for name in ("iat", "exp") if isinstance(found[name], int)}
    signer = crypt.RSASigner.from_string(private)  # type: ignore[no-untyped-call]
    payload = {name: value for name, value in found.items() if value is not None}
    assertion = jwt.encode(signer, payload)  # type: ignore[no-untyped-call]
    return session.post(url, data={"grant_type": JWT_BEARER, "assertion": assertion})


REFUSED: list[tuple[dict[str, Any], tuple[int, str, str]]] = [
    ({"iat": -4000, "exp": -400}, (400, "invalid_grant", SHORT_LIVED)),
    ({"iat": 400, "exp": 3600}, (400, "invalid_grant", SHORT_LIVED)),
    ({"exp": 7200}, (400, "invalid_grant", SHORT_LIVED)),
    ({"exp": -60}, (400, "invalid_grant", SHORT_LIVED)),
    ({"exp": None}, (400, "invalid_grant", SHORT_LIVED)),
    ({"iat": None}, (400, "invalid_grant", SHORT_LIVED)),
    ({"exp": "soon"}, (400, "invalid_grant", SHORT_LIVED)),
    ({"aud": None}, (400, "invalid_grant", AUDIENCE)),
    ({"aud": "https://example.org/token"}, (400, "invalid_grant", AUDIENCE)),
    ({"aud": [TOKEN]}, (400, "invalid_grant", AUDIENCE)),
    ({"scope": None}, (400, "invalid_scope", NO_SCOPE)),
    ({"scope": " "}, (400, "invalid_scope", NO_SCOPE)),
    ({"sub": "anna@example.org"}, (401, "unauthorized_client", UNAUTHORIZED)),
    ({"iss": "other@project.iam.gserviceaccount.com"},
     (400, "invalid_grant", "Invalid grant: account not found")),
    ({"iss": ["a"]}, (400, "invalid_grant", "Invalid JWT: could not be parsed.")),
]  # fmt: skip


@pytest.mark.parametrize(("claims", "refusal"), REFUSED)
def test_assertions_that_a_strict_workspace_refuses(
    strict: requests.Session, pem: tuple[str, str], claims: dict[str, Any], refusal: tuple[int, str, str]
) -> None:
    answer = asserted(strict, pem[0], **claims)
    body = answer.json()
    assert (answer.status_code, body["error"], body["error_description"]) == refusal


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"iat": 200, "exp": 3700},
        {"iat": -3700, "exp": -200},
        {"aud": "https://www.googleapis.com/oauth2/v4/token"},
        {"aud": "https://accounts.google.com/o/oauth2/token"},
        {"sub": ROBOT},
    ],
)
def test_assertions_that_a_strict_workspace_takes(
    strict: requests.Session, pem: tuple[str, str], claims: dict[str, Any]
) -> None:
    answer = asserted(strict, pem[0], **claims)
    assert (answer.status_code, answer.json()["scope"]) == (200, SCOPE)


def test_an_assertion_may_be_meant_for_the_port_that_is_asked(
    strict: requests.Session, workspace: Workspace, pem: tuple[str, str]
) -> None:
    statuses = []
    with running(workspace) as base, requests.Session() as plain:
        for aud in (f"{base}/token", f"{base}/elsewhere", "http://127.0.0.1:1/token"):
            statuses.append(asserted(plain, pem[0], f"{base}/token", aud=aud).status_code)
    assert statuses == [200, 400, 400]


def robot_in(session: requests.Session, private: str, **more: Any) -> dict[str, str]:
    info = {"client_email": ROBOT, "token_uri": TOKEN, "private_key": private, "private_key_id": "1"}
    found = service_account.Credentials.from_service_account_info(  # type: ignore[no-untyped-call]
        info, scopes=SCOPE.split(), **more
    )
    found.refresh(transport.Request(session))
    return {"Authorization": f"Bearer {found.token}"}


def test_googles_library_signs_by_the_machines_clock_wherever_ours_stands(
    door: requests.Session, pem: tuple[str, str]
) -> None:
    control(door, "keys", {"account": ROBOT, "public_key": pem[1]})
    control(door, "settings", {"strict": True, "domain_delegation": True})
    control(door, "clock", {"now": "2026-09-01T08:00:00Z"})
    callers = []
    for more in ({}, {"subject": "anna@example.org"}):
        about = door.get(
            "https://www.googleapis.com/drive/v3/about",
            params={"fields": "user/emailAddress"},
            headers=robot_in(door, pem[0], **more),
        )
        callers.append(about.json()["user"]["emailAddress"])
    assert callers == [ROBOT, "anna@example.org"]


@pytest.mark.parametrize(
    ("url", "body", "reason", "message"),
    [
        (FILES, {"name": "a"}, "storageQuotaExceeded", "Service Accounts do not have storage quota."),
        (FILES, {"name": "a", "mimeType": SPREADSHEET}, "storageQuotaExceeded",
         "Service Accounts do not have storage quota."),
        (FILES2, {"title": "a"}, "storageQuotaExceeded", "Service Accounts do not have storage quota."),
        (f"{FILES}/hers/copy", {}, "storageQuotaExceeded", "Service Accounts do not have storage quota."),
        (SHEETS, {}, "", PERMISSION),
        (FORMS, {"info": {"title": "a"}}, "", PERMISSION),
    ],
)  # fmt: skip
@pytest.mark.parametrize("own", [True, False])
def test_a_service_account_owns_files_only_where_the_setting_says_so(
    session: requests.Session,
    pem: tuple[str, str],
    own: bool,
    url: str,
    body: dict[str, Any],
    reason: str,
    message: str,
) -> None:
    hers = {"id": "hers", "name": "План", "mimeType": "text/plain", "owner": "anna@example.org"}
    control(session, "files", hers)
    control(session, "settings", {"service_accounts_own_files": own})
    answer = session.post(url, json=body, headers=robot_in(session, pem[0]))
    if own:
        assert answer.status_code == 200
        return
    error = answer.json()["error"]
    assert (answer.status_code, error["message"][: len(message)]) == (403, message)
    assert [entry["reason"] for entry in error.get("errors", [])] == [reason] * bool(reason)
    assert len(session.get(FILES).json()["files"]) == 1
    person = robot_in(session, pem[0], subject="school@example.org")
    assert session.post(url, json=body, headers=person).status_code == 200
