"""The two doors behave alike for the real client libraries, and neither leads out of this machine."""

from __future__ import annotations

import io
import json
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import gspread
import pytest
import requests
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaIoBaseUpload

from workspace_emulator.adapter import ForeignHost, LoopbackOnly, RewriteAdapter, WorkspaceAdapter
from workspace_emulator.doors import service
from workspace_emulator.doors import session as session_at
from workspace_emulator.google import Workspace
from workspace_emulator.server import running
from workspace_emulator.testing import GoogleWorkspace

FILES = "https://www.googleapis.com/drive/v3/files"
FOLDER = "application/vnd.google-apps.folder"


@pytest.fixture
def drive(door: requests.Session) -> Any:
    """google-api-python-client's Drive through either door."""
    return service(door, "drive")


@pytest.fixture
def base(workspace: Workspace) -> Iterator[str]:
    """The base URL of a workspace behind a port."""
    with running(workspace) as url:
        yield url


def test_drive_client_makes_finds_and_drops_files(drive: Any) -> None:
    folder = drive.files().create(body={"name": "Журналы", "mimeType": FOLDER}).execute()
    body = {"name": "план.bin", "parents": [folder["id"]], "appProperties": {"key": "once"}}
    content = bytes(range(256))
    media = MediaIoBaseUpload(io.BytesIO(content), "application/octet-stream")
    made = drive.files().create(body=body, media_body=media, fields="id,size").execute()
    q = f"'{folder['id']}' in parents and appProperties has {{ key='key' and value='once' }}"
    found = drive.files().list(q=q, fields="files(id,name)").execute()
    assert found == {"files": [{"id": made["id"], "name": "план.bin"}]}
    assert drive.files().get_media(fileId=made["id"]).execute() == content
    assert drive.files().delete(fileId=made["id"]).execute() == ""
    with pytest.raises(HttpError) as raised:
        drive.files().get(fileId=made["id"]).execute()
    assert (raised.value.status_code, raised.value.reason) == (404, f"File not found: {made['id']}.")


def test_long_query_travels_as_an_overridden_post(drive: Any) -> None:
    drive.files().create(body={"name": "a", "mimeType": FOLDER}).execute()
    q = " or ".join(f"name = 'часть {number}'" for number in range(100)) + " or name = 'a'"
    assert [file["name"] for file in drive.files().list(q=q).execute()["files"]] == ["a"]


def test_gspread_creates_copies_shares_and_drops(door: requests.Session) -> None:
    client = gspread.Client(auth=None, session=door)  # type: ignore[arg-type]
    book = client.create("Журнал")
    book.sheet1.update([["a1", "B2"]], "A1:B1")
    copy = client.copy(book.id)
    assert copy.title == "Copy of Журнал"
    assert copy.sheet1.get_all_values() == [["a1", "B2"]]
    assert client.open("Журнал").id == book.id
    assert sorted(file["name"] for file in client.list_spreadsheet_files()) == ["Copy of Журнал", "Журнал"]
    book.share("anna@example.org", "user", "writer")
    assert [(item["role"], item["emailAddress"]) for item in book.list_permissions()] == [
        ("owner", "school@example.org"),
        ("writer", "anna@example.org"),
    ]
    assert client.export(book.id, gspread.utils.ExportFormat.CSV) == b"a1,B2"
    client.del_spreadsheet(book.id)
    with pytest.raises(gspread.SpreadsheetNotFound):
        client.open_by_key(book.id)


def test_gspread_copies_permissions_and_comments(door: requests.Session) -> None:
    client = gspread.Client(auth=None, session=door)  # type: ignore[arg-type]
    book = client.create("Журнал")
    book.share("anna@example.org", "user", "reader")
    url = f"{FILES}/{book.id}/comments"
    door.post(url, json={"content": "проверить"}, params={"fields": "id"}).raise_for_status()
    copy = client.copy(book.id, "Копия", copy_permissions=False, copy_comments=True)
    listed = door.get(f"{FILES}/{copy.id}/comments", params={"fields": "comments/content"}).json()
    assert listed == {"comments": [{"content": "проверить"}]}


def test_answers_carry_what_requests_expects(door: requests.Session) -> None:
    answer = door.get(f"{FILES}/root")
    assert (answer.status_code, answer.reason, answer.encoding) == (200, "OK", "UTF-8")
    assert answer.url == f"{FILES}/root"
    assert (answer.request.method, answer.request.url) == ("GET", f"{FILES}/root")
    assert answer.elapsed.total_seconds() > 0
    assert answer.text.startswith('{\n  "kind": "drive#file",')
    assert answer.text.endswith("}\n")


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    "body",
    [
        lambda: '{"name": "a"}',
        lambda: b'{"name": "a"}',
        lambda: io.BytesIO(b'{"name": "a"}'),
        lambda: iter([b'{"name"', b': "a"}']),
    ],
)
def test_bodies_of_every_shape(door: requests.Session, body: Callable[[], Any], stream: bool) -> None:
    answer = door.post(FILES, data=body(), headers={"Content-Type": "application/json"}, stream=stream)
    assert json.loads(b"".join(answer.iter_content(7)))["name"] == "a"


def test_embedded_door_leads_nowhere_else(session: requests.Session) -> None:
    with pytest.raises(ForeignHost, match=r"example\.org is not reachable from the embedded workspace"):
        session.get("https://example.org/drive/v3/files")


def test_local_door_leads_nowhere_else(base: str) -> None:
    with requests.Session() as local:
        local.mount("https://", RewriteAdapter(base))
        local.mount("http://", LoopbackOnly())
        assert local.get(FILES).status_code == 200
        assert local.get(f"{base}/drive/v3/files").status_code == 200
        for url in ("https://example.org/", "http://example.org/", "https://googleapis.com.example.org/"):
            with pytest.raises(ForeignHost, match="is refused"):
                local.get(url)


def test_rewriting_to_another_machine_is_refused() -> None:
    with pytest.raises(ForeignHost, match=r"a local workspace lives at 127\.0\.0\.1"):
        RewriteAdapter("http://example.org:8900")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:{port}", 200),
        ("localhost:{port}", 200),
        ("[::1]:{port}", 200),
        ("LOCALHOST", 200),
        ("example.org", 403),
        ("127.0.0.1.example.org", 403),
        ("www.googleapis.com", 403),
        ("[", 403),
    ],
)
def test_only_local_host_names_are_served(base: str, host: str, status: int) -> None:
    headers = {"Host": host.format(port=urlsplit(base).port)}
    for path in ("/drive/v3/files", "/_control/clock"):
        assert requests.get(base + path, headers=headers, timeout=60).status_code == status


@pytest.mark.parametrize(
    ("origin", "status"),
    [("http://127.0.0.1:8900", 200), ("http://localhost", 200), ("https://example.org", 403), ("null", 403)],
)
def test_pages_of_other_sites_are_refused(base: str, origin: str, status: int) -> None:
    answer = requests.post(f"{base}/_control/reset", headers={"Origin": origin}, timeout=60)
    assert answer.status_code == status


def test_server_listens_on_the_loopback_alone(base: str) -> None:
    parts = urlsplit(base)
    assert (parts.hostname, parts.scheme) == ("127.0.0.1", "http")
    with socket.socket() as other:
        other.bind(("127.0.0.2", parts.port or 0))


def test_an_answer_arrives_in_one_piece(base: str) -> None:
    port = urlsplit(base).port or 0
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        for _ in range(5):
            line.sendall(b"GET /drive/v3/files/root HTTP/1.1\r\nHost: localhost\r\n\r\n")
            piece = line.recv(65536)
            assert piece.startswith(b"HTTP/1.1 200 OK\r\n")
            assert piece.endswith(b"}\n")


def test_dropped_line_is_closed_without_a_byte(base: str) -> None:
    requests.post(f"{base}/_control/faults", json={"kind": "drop"}, timeout=60).raise_for_status()
    with socket.create_connection(("127.0.0.1", urlsplit(base).port or 0), timeout=60) as line:
        line.sendall(b"GET /drive/v3/files HTTP/1.1\r\nHost: localhost\r\n\r\n")
        with suppress(ConnectionResetError):
            assert line.recv(65536) == b""


def test_percent_encoded_paths_arrive_decoded_once(door: requests.Session) -> None:
    body = {"id": "a b/c%2Fd", "name": "a"}
    assert door.post(FILES, json=body).status_code == 200
    assert door.get(f"{FILES}/a%20b%2Fc%252Fd").json()["id"] == "a b/c%2Fd"


@pytest.mark.parametrize("path", ["/drive/v3/nope", "/v4/nope"])
def test_address_unknown_to_google(door: requests.Session, path: str) -> None:
    answer = door.get(f"https://www.googleapis.com{path}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "text/html; charset=UTF-8")


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (["--port", "99999"], 2, "There is no port 99999: choose one from 0 to 65535 with --port.\n"),
        (["--port", "-1"], 2, "There is no port -1: choose one from 0 to 65535 with --port.\n"),
        (["--data", "{}/notes.txt"], 1, "{}/notes.txt cannot be used as a workspace: file is not a database. "
                                        "Choose another file with --data.\n"),
        (["--data", "{}/other.sqlite"], 1, "{}/other.sqlite cannot be used as a workspace: it is a "
                                           "database of another program. Choose another file with --data.\n"),
        (["--data", "{}"], 1, "{} cannot be used as a workspace: unable to open database file. "
                              "Choose another file with --data.\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_served_is_said_in_a_sentence(
    tmp_path: Path, options: list[str], code: int, sentence: str
) -> None:
    (tmp_path / "notes.txt").write_text("Groups, lessons and rooms of the new year.\n" * 40, encoding="utf-8")
    with closing(sqlite3.connect(tmp_path / "other.sqlite")) as other:
        other.execute("CREATE TABLE settings (id INTEGER)")
    done = subprocess.run(
        [sys.executable, "-m", "workspace_emulator", *(option.format(tmp_path) for option in options)],
        cwd=tmp_path, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (code, sentence.format(tmp_path), "")
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8").startswith("Groups")


def test_both_client_libraries_at_both_doors(workspace: Workspace, base: str) -> None:
    for where in (workspace, base):
        with session_at(where) as opened:
            client = gspread.Client(auth=None, session=opened)  # type: ignore[arg-type]
            made = client.create("Plan")
            for name, version in (("drive", ""), ("drive", "v3")):
                found = service(opened, name, version).files().get(fileId=made.id).execute()
                assert (found["name"], opened.trust_env) == ("Plan", False)
            assert service(opened, "drive", "v2").files().get(fileId=made.id).execute()["title"] == "Plan"
            assert service(opened, "sheets", "v4").spreadsheets().get(spreadsheetId=made.id).execute()
            client.del_spreadsheet(made.id)


def test_no_session_leaves_this_machine(workspace: Workspace, base: str, tmp_path: Path) -> None:
    fixture = GoogleWorkspace(tmp_path / "fixture.sqlite")
    for opened in (session_at(workspace), session_at(base), fixture.session):
        for url in ("http://example.org/", "https://example.org/", "http://www.googleapis.com.example.org/"):
            with pytest.raises(ForeignHost):
                opened.get(url)
        assert (opened.get(f"{base}/_control/clock").status_code, opened.trust_env) == (200, False)
        opened.close()
    fixture.close()


@pytest.mark.parametrize(("name", "version"), [("calendar", "v3"), ("drive", "v1"), ("gmail", "v2")])
def test_services_that_are_not_there(workspace: Workspace, name: str, version: str) -> None:
    known = "sheets v4, drive v3, forms v1, gmail v1, drive v2"
    with session_at(workspace) as opened, pytest.raises(ValueError, match=re.escape(known)):
        service(opened, name, version)


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_program_serves_a_file_until_it_is_ended(tmp_path: Path, ending: signal.Signals) -> None:
    """A line that is open and idle delays nothing."""
    data = tmp_path / "workspace.sqlite"
    program = [sys.executable, "-m", "workspace_emulator", "--port", "0", "--data", str(data)]
    served = subprocess.Popen(program, stdout=subprocess.PIPE, text=True)
    line = requests.Session()
    try:
        assert served.stdout is not None
        base = served.stdout.readline().split()[0]
        line.post(f"{base}/drive/v3/files", json={"name": "a"}, timeout=60).raise_for_status()
        port = str(urlsplit(base).port)
        second = subprocess.run(
            [*program[:4], port, "--data", str(data)], capture_output=True, text=True, timeout=60
        )
        assert (second.returncode, second.stdout.partition(":")[0]) == (1, f"Port {port} cannot be used")
    finally:
        served.send_signal(ending)
        assert served.wait(60) == 0
        line.close()
        if served.stdout is not None:
            served.stdout.close()
    again = Workspace(data)
    with requests.Session() as session:
        session.mount("https://", WorkspaceAdapter(again))
        assert [file["name"] for file in session.get(FILES).json()["files"]] == ["a"]
    again.close()
