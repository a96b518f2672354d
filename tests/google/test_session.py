"""The three doors: the same calls through each, tokens from the token endpoint, and no way to anywhere
else."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.oauth2 import credentials as oauth2
from google.oauth2 import service_account

from starosta.errors import ConfigError, StarostaError
from starosta.google import cells, credentials, ports, session
from starosta.google.drive import FORM, SPREADSHEET
from starosta.google.errors import GoogleTrouble, Kind
from starosta.google.gate import Gate
from starosta.google.message import Message, build

ROBOT = "robot@example.iam.gserviceaccount.com"
EXAMPLE = Path(__file__).parents[2] / "credentials.example.json"


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem(key: rsa.RSAPrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def public(key: rsa.RSAPrivateKey) -> str:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(serialization.Encoding.PEM, form).decode()


def filled(folder: Path, key: rsa.RSAPrivateKey | None, **changes: object) -> Path:
    """The example file filled in; without a key there is no service account."""
    content = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    content |= {"client_id": "1-a.apps.googleusercontent.com", "client_secret": "s", "refresh_token": "1//r"}
    if key is None:
        del content["service_account"]
    else:
        content["service_account"] |= {
            "private_key": pem(key), "client_email": ROBOT, "project_id": "p", "private_key_id": "7",
            "client_id": "1",
        }  # fmt: skip
    path = folder / "credentials.json"
    path.write_text(json.dumps(content | changes), encoding="utf-8")
    return path


def ask_every_room(gate: Gate) -> str:
    """One call or more in every room; the id of the book."""
    book = gate.files.create(SPREADSHEET, "Школа", "college", "school").id
    if gate.door.service_account:
        gate.files.share(book, gate.door.service_account)
    gate.sheets.write(book, cells.set_cells(0, {(0, 0): "Код"}))
    assert gate.sheets.read(book).tabs[0].rows == (("Код",),)
    form = gate.files.create(FORM, "Мониторинг", "college", "monitoring").id
    gate.forms.publish(form)
    assert gate.forms.responses(form) == []
    raw = build(Message(("gorin@example.org",), "т", "т"), "k", datetime(2026, 11, 11, tzinfo=UTC))
    gate.mail.send_draft(gate.mail.draft(raw).draft)
    return book


def test_every_room_through_either_local_door(gate: Gate, control: Any) -> None:
    ask_every_room(gate)
    assert control.ask("GET", "/gmail/v1/users/gorin@example.org/messages")["resultSizeEstimate"] == 1


def test_calls_are_counted_as_they_arrive(over_port: Callable[[], str], control: Any) -> None:
    gate = Gate(session.local(over_port()))
    ask_every_room(gate)
    gate.close()
    assert dict(gate.made) == control.calls


@pytest.mark.parametrize("by", ["endpoint", "token_uri"])
@pytest.mark.parametrize("with_robot", [True, False])
def test_the_real_door_with_tokens(
    over_port: Callable[[], str],
    control: Any,
    key: rsa.RSAPrivateKey,
    tmp_path: Path,
    by: str,
    with_robot: bool,
) -> None:
    """In strict mode only tokens from the endpoint open anything, and each account only what is its own."""
    base = over_port()
    control.ask("POST", "/_control/strict", {"strict": True})
    scope = " ".join(credentials.SCOPES)
    control.ask(
        "POST", "/_control/tokens", {"refresh_token": "1//r", "account": "school@example.org", "scope": scope}
    )
    control.ask("POST", "/_control/keys", {"account": ROBOT, "public_key": public(key)})
    told = {"token_uri": f"{base}/token"} if by == "token_uri" else {}
    path = filled(tmp_path, key if with_robot else None, **told)
    gate = Gate(session.real(path, "" if told else base))
    book = ask_every_room(gate)
    editor = gate.door.account.get(
        f"https://www.googleapis.com/drive/v3/files/{book}", params={"fields": "lastModifyingUser,owners"}
    ).json()
    gate.close()
    assert (editor["owners"][0]["emailAddress"], editor["lastModifyingUser"]["emailAddress"]) == (
        "school@example.org",
        ROBOT if with_robot else "school@example.org",
    )


def test_a_dead_refresh_token_is_told_at_once(
    over_port: Callable[[], str], control: Any, tmp_path: Path, waits: Any
) -> None:
    control.ask("POST", "/_control/tokens/revoke", {"refresh_token": "1//r"})
    gate = Gate(session.real(filled(tmp_path, None), over_port()), waits.patience)
    with pytest.raises(GoogleTrouble) as trouble:
        gate.files.ours("college")
    gate.close()
    assert (trouble.value.kind, trouble.value.reason, waits.slept) == (Kind.SIGNED_OUT, "invalid_grant", [])


@contextmanager
def recorder() -> Iterator[tuple[str, list[str]]]:
    """A server that gives out tokens and empty answers and remembers every path it was asked for."""
    asked: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = b'{"access_token": "ya29.t", "expires_in": 3599, "token_type": "Bearer"}'
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_the_service_account_asks_nothing_behind_our_back(key: rsa.RSAPrivateKey, tmp_path: Path) -> None:
    with recorder() as (base, asked):
        door = session.real(filled(tmp_path, key), base)
        before = set(threading.enumerate())
        door.sheets.get("https://sheets.googleapis.com/v4/spreadsheets/x")
        for thread in set(threading.enumerate()) - before:
            thread.join(timeout=5)
        door.close()
    assert asked == ["/token", "/v4/spreadsheets/x"]


def prepared(url: str) -> requests.PreparedRequest:
    return requests.Request("GET", url).prepare()


FOREIGN = [
    "https://example.org/",
    "http://169.254.169.254/",
    "https://googleapis.com.example.org/",
    "https://evilgoogle.com/",
]


@pytest.mark.parametrize("url", FOREIGN)
def test_no_door_leads_anywhere_else(embedded: Gate, url: str) -> None:
    with pytest.raises(requests.exceptions.InvalidURL):
        embedded.door.account.get(url)
    for adapter in (ports.GoogleOnly(), ports.LocalPort("http://127.0.0.1:9")):
        with pytest.raises(ports.Refused):
            adapter.send(prepared(url))


def test_google_s_own_door_does_not_lead_to_this_machine() -> None:
    with pytest.raises(ports.Refused):
        ports.GoogleOnly().send(prepared("http://127.0.0.1:9/"))


@pytest.mark.parametrize("base", ["https://example.org", "http://10.0.0.7:8900", "workspace", ""])
def test_a_local_workspace_is_on_this_machine(base: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        session.local(base)
    assert refused.value.key == "endpoint_not_local"
    if base:
        with pytest.raises(ConfigError):
            session.real(filled(tmp_path, None), base)


def test_nobody_answers(waits: Any) -> None:
    gate = Gate(session.local("http://127.0.0.1:9"), waits.patience)
    with pytest.raises(GoogleTrouble) as trouble:
        gate.files.ours("college")
    gate.close()
    assert (trouble.value.kind, trouble.value.sent, len(waits.slept)) == (Kind.UNREACHABLE, False, 1)


USER = {"client_id": "1", "client_secret": "s", "refresh_token": "1//r"}
FILES: list[tuple[str, str, dict[str, object]]] = [
    ("", "credentials_missing", {}),
    ("{", "credentials_unreadable", {}),
    ("[]", "credentials_unreadable", {}),
    ('{"installed": {"client_id": "1"}}', "credentials_client_only", {}),
    (json.dumps(USER | {"refresh_token": ""}), "credentials_incomplete", {"fields": "refresh_token"}),
    (
        json.dumps(USER | {"service_account": {"client_email": "a"}}),
        "credentials_incomplete",
        {"fields": "private_key"},
    ),
    (
        json.dumps(USER | {"service_account": {"client_email": "a@example.org", "private_key": "no key"}}),
        "credentials_unreadable",
        {},
    ),
    (
        EXAMPLE.read_text(encoding="utf-8"),
        "credentials_incomplete",
        {"fields": "client_id, client_secret, refresh_token"},
    ),
]


@pytest.mark.parametrize(("text", "key_", "facts"), FILES)
def test_files_that_will_not_do(tmp_path: Path, text: str, key_: str, facts: dict[str, object]) -> None:
    path = tmp_path / "credentials.json"
    if text:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(StarostaError) as refused:
        session.real(path)
    told = refused.value.facts
    assert (refused.value.key, {name: told[name] for name in facts}, told["path"]) == (key_, facts, path)


def test_google_auth_reads_the_example_s_shape(key: rsa.RSAPrivateKey, tmp_path: Path) -> None:
    content = json.loads(filled(tmp_path, key).read_text(encoding="utf-8"))
    account = oauth2.Credentials.from_authorized_user_info(content)
    robot = service_account.Credentials.from_service_account_info(content["service_account"])
    found = (account.refresh_token, account.account, robot.service_account_email)
    assert found == ("1//r", "school@example.org", ROBOT)


def test_importing_the_gate_loads_no_google(tmp_path: Path) -> None:
    heavy = (
        "{'gspread', 'googleapiclient', 'google', 'requests', 'httplib2', 'sqlalchemy', 'workspace_emulator'}"
    )
    code = (
        "import sys, starosta.google.gate, starosta.google.session, starosta.outgoing, starosta.state\n"
        f"print(sorted({heavy} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
