"""Tokens: given out, refused, expired, and what a strict workspace asks of a caller."""

from __future__ import annotations

import json
from typing import Any

import google.auth.transport.requests as transport
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from google.auth.exceptions import RefreshError
from google.oauth2 import credentials, service_account

from workspace_emulator import catalog
from workspace_emulator.oauth import rpc_names

from .conftest import TOKEN, control

ABOUT = "https://www.googleapis.com/drive/v3/about?fields=user/emailAddress"
SHEET = "https://sheets.googleapis.com/v4/spreadsheets/none"
LETTERS = "https://gmail.googleapis.com/gmail/v1/users/me/messages/none"
FILES = "https://www.googleapis.com/drive/v3/files"
GMAIL = "https://www.googleapis.com/auth/gmail."
MAILBOX = "https://gmail.googleapis.com/gmail/v1/users/me"
DRIVE_SCOPE = "https://www.googleapis.com/auth/drive.file"
JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
ROBOT = "robot@project.iam.gserviceaccount.com"


def user(refresh_token: str = "1//anna") -> credentials.Credentials:
    return credentials.Credentials(  # type: ignore[no-untyped-call]
        None, refresh_token=refresh_token, token_uri=TOKEN, client_id="id", client_secret="secret"
    )


def robot(key: rsa.RSAPrivateKey, **more: Any) -> service_account.Credentials:
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    info = {"client_email": ROBOT, "token_uri": TOKEN, "private_key": pem, "private_key_id": "1"}
    return service_account.Credentials.from_service_account_info(  # type: ignore[no-any-return, no-untyped-call]
        info, scopes=[DRIVE_SCOPE], **more
    )


def caller(session: requests.Session, token: str | None) -> str:
    answer = session.get(ABOUT, headers={"Authorization": f"Bearer {token}"})
    return str(answer.json()["user"]["emailAddress"])


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def test_refresh_token_becomes_the_accounts_access_token(door: requests.Session) -> None:
    control(door, "tokens", {"refresh_token": "1//anna", "account": "anna@example.org"})
    found = user()
    found.refresh(transport.Request(door))  # type: ignore[no-untyped-call]
    assert caller(door, found.token) == "anna@example.org"
    assert caller(door, "anything") == "school@example.org"


def test_token_answer(session: requests.Session) -> None:
    control(session, "tokens", {"refresh_token": "1//anna", "scope": DRIVE_SCOPE})
    answer = session.post(TOKEN, data={"grant_type": "refresh_token", "refresh_token": "1//anna"}).json()
    assert answer == {
        "access_token": answer["access_token"],
        "expires_in": 3599,
        "scope": DRIVE_SCOPE,
        "token_type": "Bearer",
    }


def test_revoked_refresh_token(door: requests.Session) -> None:
    found = user()
    found.refresh(transport.Request(door))  # type: ignore[no-untyped-call]
    control(door, "tokens/revoke", {"refresh_token": "1//anna"})
    body = {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}
    answer = door.post(TOKEN, data={"grant_type": "refresh_token", "refresh_token": "1//anna"})
    assert (answer.status_code, answer.json()) == (400, body)
    with pytest.raises(RefreshError) as raised:
        user().refresh(transport.Request(door))  # type: ignore[no-untyped-call]
    assert raised.value.args == ("invalid_grant: Token has been expired or revoked.", body)
    assert door.get(ABOUT, headers={"Authorization": f"Bearer {found.token}"}).status_code == 401


@pytest.mark.parametrize(
    ("form", "error", "description"),
    [
        ({}, "unsupported_grant_type", "Invalid grant_type: "),
        ({"grant_type": "password"}, "unsupported_grant_type", "Invalid grant_type: password"),
        ({"grant_type": "refresh_token"}, "invalid_request", "Missing required parameter: refresh_token"),
        ({"grant_type": JWT_BEARER, "assertion": "a.b"}, "invalid_grant",
         "Invalid JWT: could not be parsed."),
        ({"grant_type": JWT_BEARER, "assertion": "a.YmFk.c"}, "invalid_grant",
         "Invalid JWT: could not be parsed."),
        ({"grant_type": JWT_BEARER, "assertion": f"a.{'W1tb' * 9000}.c"}, "invalid_grant",
         "Invalid JWT: could not be parsed."),
    ],
)  # fmt: skip
def test_bad_grants(session: requests.Session, form: dict[str, str], error: str, description: str) -> None:
    answer = session.post(TOKEN, data=form)
    assert (answer.status_code, answer.json()) == (400, {"error": error, "error_description": description})


@pytest.mark.parametrize("body", [b'{"a":' * 50_000, b"[]", b"{", b'{"grant_type": [["x"]]}'])
def test_a_json_form_that_says_nothing(session: requests.Session, body: bytes) -> None:
    answer = session.post(TOKEN, data=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (400, "unsupported_grant_type")


@pytest.mark.parametrize(
    ("more", "account"), [({}, ROBOT), ({"subject": "anna@example.org"}, "anna@example.org")]
)
def test_service_account(session: requests.Session, key: rsa.RSAPrivateKey, more: Any, account: str) -> None:
    found = robot(key, **more)
    found.refresh(transport.Request(session))  # type: ignore[no-untyped-call]
    assert caller(session, found.token) == account


@pytest.mark.parametrize(
    ("more", "answered"),
    [
        ({}, (400, "Precondition check failed.", "FAILED_PRECONDITION", "failedPrecondition")),
        ({"subject": "anna@example.org"}, (200, "", "", "")),
    ],
)
def test_a_service_account_has_no_mailbox(
    session: requests.Session, key: rsa.RSAPrivateKey, more: Any, answered: tuple[int, str, str, str]
) -> None:
    found = robot(key, **more)
    found.refresh(transport.Request(session))  # type: ignore[no-untyped-call]
    answer = session.get(MAILBOX + "/profile", headers={"Authorization": f"Bearer {found.token}"})
    error = answer.json().get("error", {"message": "", "status": "", "errors": [{"reason": ""}]})
    shown = error["message"], error["status"], error["errors"][0]["reason"]
    assert (answer.status_code, *shown) == answered


def test_registered_service_account_must_sign_with_its_key(
    session: requests.Session, key: rsa.RSAPrivateKey
) -> None:
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    control(session, "keys", {"account": ROBOT, "public_key": public})
    found = robot(key)
    found.refresh(transport.Request(session))  # type: ignore[no-untyped-call]
    assert caller(session, found.token) == ROBOT
    with pytest.raises(RefreshError, match="Invalid JWT Signature"):
        robot(rsa.generate_private_key(65537, 2048)).refresh(transport.Request(session))  # type: ignore[no-untyped-call]


def test_accounts_are_the_same_in_any_case(session: requests.Session, key: rsa.RSAPrivateKey) -> None:
    """A key known under one spelling holds for all, and what one has given can be taken back by another."""
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    control(session, "keys", {"account": ROBOT.upper(), "public_key": public})
    with pytest.raises(RefreshError, match="Invalid JWT Signature"):
        robot(rsa.generate_private_key(65537, 2048)).refresh(transport.Request(session))  # type: ignore[no-untyped-call]
    control(session, "tokens", {"refresh_token": "1//boris", "account": "Boris@Example.org"})
    control(session, "tokens/revoke", {"account": "boris@example.ORG"})
    answer = session.post(TOKEN, data={"grant_type": "refresh_token", "refresh_token": "1//boris"})
    assert answer.json()["error_description"] == "Token has been expired or revoked."


def test_default_account_can_be_changed(session: requests.Session) -> None:
    control(session, "account", {"account": "lyceum@example.org"})
    assert caller(session, "anything") == "lyceum@example.org"


INVALID = (
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other "
    "valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."
)
ENTRY = {
    "message": "Invalid Credentials",
    "domain": "global",
    "reason": "authError",
    "location": "Authorization",
    "locationType": "header",
}


@pytest.mark.parametrize(
    ("url", "error"),
    [
        (SHEET, {"code": 401, "message": INVALID, "status": "UNAUTHENTICATED"}),
        (ABOUT, {"code": 401, "message": INVALID, "errors": [ENTRY], "status": "UNAUTHENTICATED"}),
        (LETTERS, {"code": 401, "message": INVALID, "errors": [ENTRY], "status": "UNAUTHENTICATED"}),
    ],
)
def test_strict_workspace_refuses_unknown_tokens(session: requests.Session, url: str, error: Any) -> None:
    control(session, "strict", {"strict": True})
    answer = session.get(url, headers={"Authorization": "Bearer nobody"})
    assert (answer.status_code, answer.json()) == (401, {"error": error})


REALM = 'Bearer realm="https://accounts.google.com/"'


def reasoned(error: Any) -> tuple[str, str, str]:
    """(reason, service, method) of a refusal's only detail."""
    [info] = error["details"]
    return info["reason"], info["metadata"]["service"], info["metadata"]["method"]


@pytest.mark.parametrize(
    ("verb", "url", "service", "method"),
    [
        ("POST", FILES, "drive", "google.apps.drive.v3.DriveFiles.Create"),
        ("GET", LETTERS, "gmail", "caribou.api.proto.MailboxService.GetMessage"),
        ("POST", SHEET + ":batchUpdate", "sheets",
         "google.apps.sheets.v4.SpreadsheetsService.BatchUpdateSpreadsheet"),
    ],
)  # fmt: skip
def test_strict_workspace_refuses_callers_without_a_token(
    session: requests.Session, verb: str, url: str, service: str, method: str
) -> None:
    control(session, "strict", {"strict": True})
    answer = session.request(verb, url)
    error = answer.json()["error"]
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, REALM)
    assert [entry["reason"] for entry in error.get("errors", [])] == ["required"] * (service != "sheets")
    assert reasoned(error) == ("CREDENTIALS_MISSING", f"{service}.googleapis.com", method)


@pytest.mark.parametrize("url", [ABOUT, SHEET, "https://www.googleapis.com/drive/v2/about"])
def test_who_reads_drive_or_sheets_without_a_token_is_no_caller(session: requests.Session, url: str) -> None:
    control(session, "strict", {"strict": True})
    answer = session.get(url)
    error = answer.json()["error"]
    message = (
        "Method doesn't allow unregistered callers (callers without established identity). Please use API "
        "Key or other form of API consumer identity to call this API."
    )
    assert (answer.status_code, error["message"], error["status"]) == (403, message, "PERMISSION_DENIED")
    entry = {"message": message, "domain": "global", "reason": "forbidden"}
    assert error.get("errors", [entry]) == [entry]
    other = session.get(url, headers={"Authorization": "Basic eDp5"})
    assert other.status_code == 401


@pytest.mark.parametrize(
    ("verb", "url", "body"),
    [
        ("GET", SHEET + "/developerMetadata/xyz", ""),
        ("POST", SHEET + "/sheets/xyz:copyTo", "{}"),
        ("PUT", SHEET + "/values/A1?valueInputOption=WRONG", "{}"),
        ("POST", SHEET + ":batchUpdate", "{no json"),
        ("GET", "https://www.googleapis.com/drive/v3/changes", ""),
        ("GET", FILES + "/none/export", ""),
        ("GET", FILES + "?fields=nothing", ""),
        ("POST", "https://www.googleapis.com/upload/drive/v3/files?uploadType=multipart", "--"),
        ("POST", "https://www.googleapis.com/upload/drive/v3/files?uploadType=resumable", "{no json"),
        ("GET", "https://forms.googleapis.com/v1/forms/none/responses?pageSize=x", ""),
    ],
)
def test_who_calls_is_judged_before_what_is_asked(
    session: requests.Session, verb: str, url: str, body: str
) -> None:
    narrow = bearer(session, "https://www.googleapis.com/auth/gmail.labels")
    kind = {"Content-Type": "application/json"}
    answers = [session.request(verb, url, data=body, headers=kind | more) for more in ({}, narrow)]
    unregistered = verb == "GET" and "forms" not in url
    assert [answer.status_code for answer in answers] == [403 if unregistered else 401, 403]


RPC_NAMES = [
    ("gmail.users.messages.list", "caribou.api.proto.MailboxService.ListMessages"),
    ("gmail.users.messages.batchModify", "caribou.api.proto.MailboxService.BatchModifyMessages"),
    ("gmail.users.drafts.create", "caribou.api.proto.MailboxService.CreateDraft"),
    ("gmail.users.getProfile", "caribou.api.proto.MailboxService.GetProfile"),
    ("gmail.users.history.list", "caribou.api.proto.MailboxService.ListHistory"),
    ("sheets.spreadsheets.values.get", "google.apps.sheets.v4.SpreadsheetsService.GetValues"),
    ("sheets.spreadsheets.values.batchGet", "google.apps.sheets.v4.SpreadsheetsService.BatchGetValues"),
    ("sheets.spreadsheets.batchUpdate", "google.apps.sheets.v4.SpreadsheetsService.BatchUpdateSpreadsheet"),
    ("forms.forms.get", "google.apps.forms.v1.FormsService.GetForm"),
    ("drive.files.list", "google.apps.drive.v3.DriveFiles.List"),
    ("drive2.files.list", "google.apps.drive.v2.DriveFiles.List"),
]


def test_what_google_calls_its_methods() -> None:
    methods = {method.id: method for family in catalog.DOCUMENTS for method in catalog.methods(family)}
    assert [(known, rpc_names.name(methods[known])) for known, _ in RPC_NAMES] == RPC_NAMES
    assert all(rpc_names.name(method) for method in methods.values())


def test_strict_workspace_lets_a_token_live_an_hour(session: requests.Session) -> None:
    control(session, "clock", {"now": "2026-09-01T08:00:00Z"})
    control(session, "tokens", {"refresh_token": "1//anna"})
    control(session, "strict", {"strict": True})
    found = user()
    found.refresh(transport.Request(session))  # type: ignore[no-untyped-call]
    headers = {"Authorization": f"Bearer {found.token}"}
    statuses = []
    for moment in ("2026-09-01T08:59:58Z", "2026-09-01T09:00:00Z"):
        control(session, "clock", {"now": moment})
        statuses.append(session.get(ABOUT, headers=headers).status_code)
    assert statuses == [200, 401]


def bearer(session: requests.Session, *scopes: str) -> dict[str, str]:
    """The header of a caller in a strict workspace who was granted these scopes."""
    control(session, "tokens", {"refresh_token": "1//anna", "scope": " ".join(scopes)})
    control(session, "strict", {"strict": True})
    found = user()
    found.refresh(transport.Request(session))  # type: ignore[no-untyped-call]
    return {"Authorization": f"Bearer {found.token}"}


@pytest.mark.parametrize(
    ("granted", "url", "service", "method"),
    [
        (DRIVE_SCOPE, LETTERS, "gmail", "caribou.api.proto.MailboxService.GetMessage"),
        (GMAIL + "readonly", FILES, "drive", "google.apps.drive.v3.DriveFiles.List"),
        (GMAIL + "readonly", FILES.replace("v3", "v2"), "drive", "google.apps.drive.v2.DriveFiles.List"),
        (GMAIL + "readonly", SHEET, "sheets", "google.apps.sheets.v4.SpreadsheetsService.GetSpreadsheet"),
    ],
)
def test_strict_workspace_asks_for_scopes(
    session: requests.Session, granted: str, url: str, service: str, method: str
) -> None:
    answer = session.get(url, headers=bearer(session, granted))
    error = answer.json()["error"]
    assert (answer.status_code, error["message"], error["status"]) == (
        403,
        "Request had insufficient authentication scopes.",
        "PERMISSION_DENIED",
    )
    entry = {"message": "Insufficient Permission", "domain": "global", "reason": "insufficientPermissions"}
    assert error.get("errors", [entry]) == [entry]
    assert reasoned(error) == ("ACCESS_TOKEN_SCOPE_INSUFFICIENT", f"{service}.googleapis.com", method)
    start = f'{REALM}, error="insufficient_scope", scope="'
    assert answer.headers["WWW-Authenticate"].startswith(start)


def test_a_granted_scope_opens_its_methods(session: requests.Session) -> None:
    assert session.get(ABOUT, headers=bearer(session, DRIVE_SCOPE)).status_code == 200


FORMAT = "Metadata scope doesn't allow format "
SEARCH = "Metadata scope does not support 'q' parameter"


@pytest.mark.parametrize("others", [(), ("modify",)])
@pytest.mark.parametrize(
    ("path", "answered"),
    [
        ("/messages/1a", (403, FORMAT + "FULL")),
        ("/messages/1a?format=raw", (403, FORMAT + "RAW")),
        ("/messages/1a?format=metadata", (404, "Requested entity was not found.")),
        ("/threads/1a?format=full", (403, FORMAT + "FULL")),
        ("/threads/1a?format=minimal", (404, "Requested entity was not found.")),
        ("/messages?q=a", (403, SEARCH)),
        ("/threads?q=a", (403, SEARCH)),
        ("/messages?labelIds=INBOX", (200, "")),
    ],
)
def test_the_metadata_scope_hides_content_whatever_else_was_granted(
    session: requests.Session, path: str, answered: tuple[int, str], others: tuple[str, ...]
) -> None:
    headers = bearer(session, *(GMAIL + name for name in ("metadata", *others)))
    answer = session.get(MAILBOX + path, headers=headers)
    assert (answer.status_code, answer.json().get("error", {}).get("message", "")) == answered


def test_strict_workspace_refuses_refresh_tokens_it_did_not_give(session: requests.Session) -> None:
    control(session, "strict", {"strict": True})
    answer = session.post(TOKEN, data=json.dumps({"grant_type": "refresh_token", "refresh_token": "1//x"}),
                          headers={"Content-Type": "application/json"})  # fmt: skip
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


def test_strict_workspace_hides_files_that_are_not_shared(session: requests.Session) -> None:
    files = "https://www.googleapis.com/drive/v3/files"
    control(
        session,
        "files",
        {"id": "hers", "name": "hers", "mimeType": "text/plain", "owner": "anna@example.org"},
    )
    control(session, "tokens", {"refresh_token": "1//school"})
    control(session, "tokens", {"refresh_token": "1//anna", "account": "anna@example.org"})
    control(session, "strict", {"strict": True})
    school, anna = user("1//school"), user("1//anna")
    for found in (school, anna):
        found.refresh(transport.Request(session))  # type: ignore[no-untyped-call]
    mine = {"Authorization": f"Bearer {school.token}"}
    hers = {"Authorization": f"Bearer {anna.token}"}
    assert session.get(f"{files}/hers", headers=mine).status_code == 404
    body = {"type": "user", "role": "reader", "emailAddress": "school@example.org"}
    assert session.post(f"{files}/hers/permissions", json=body, headers=hers).status_code == 200
    assert session.get(f"{files}/hers", headers=mine).status_code == 200
    refused = session.patch(f"{files}/hers", json={"name": "mine"}, headers=mine)
    assert (refused.status_code, refused.json()["error"]["errors"][0]["reason"]) == (
        403,
        "insufficientFilePermissions",
    )
