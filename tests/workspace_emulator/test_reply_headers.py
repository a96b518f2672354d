"""What callers sent never gets into the head of an answer as more than a value there: over the wire."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

import pytest
import requests

from tests.workspace_emulator.gmail.letters import raw
from workspace_emulator.google import Workspace
from workspace_emulator.server import running
from workspace_emulator.wire import Reply

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SCOPE = "https://www.googleapis.com/auth/drive"


@dataclass(frozen=True)
class Port:
    """A port, asked without a library that would go on to where an answer leads."""

    base: str

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, dict[str, str], str]:
        """The status, the headers by lower-case names, the body."""
        line = http.client.HTTPConnection(urlsplit(self.base).netloc, timeout=60)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            line.request(method, path, body.encode(), named)
            answer = line.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, found, answer.read().decode()
        finally:
            line.close()

    def made(self, path: str, body: object) -> dict[str, str]:
        """What a call made."""
        answer = requests.post(f"{self.base}{path}", json=body, timeout=60)
        return dict(answer.json())


@pytest.fixture
def port(workspace: Workspace) -> Iterator[Port]:
    with running(workspace) as base:
        yield Port(base)


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        ("text/html\r\nSet-Cookie: a=1", "application/octet-stream"),
        ("text/html\r\nContent-Length: 2\r\n\r\nhi", "application/octet-stream"),
        ("тип/файл", "application/octet-stream"),
        ("nonsense", "application/octet-stream"),
        ("text/plain; charset=ж", "application/octet-stream"),
        ("text/x-own+a.b; charset=utf-8", "text/x-own+a.b; charset=utf-8"),
    ],
)
def test_a_file_of_any_type_is_sent(port: Port, kind: str, sent: str) -> None:
    made = port.made("/drive/v3/files", {"name": "a", "mimeType": kind})
    status, headers, body = port.ask("GET", f"/drive/v3/files/{made['id']}?alt=media")
    assert (status, headers["content-type"], headers["content-length"], body) == (200, sent, "0", "")
    assert "set-cookie" not in headers


def test_an_attachment_of_any_type_is_sent(port: Port) -> None:
    letter = (
        "To: school@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhi\r\n"
        "--b\r\nContent-Type: тип/файл\r\nContent-Disposition: attachment; filename=x\r\n\r\nabc\r\n--b--\r\n"
    )
    made = port.made("/gmail/v1/users/me/messages/send", raw(letter.encode()))
    status, headers, body = port.ask("GET", f"/mail/school@example.org/letter/{made['id']}/part/1")
    assert (status, headers["content-type"], body) == (200, "text/plain", "abc")


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/forms/d/ж/edit", "/forms/d/%D0%B6/viewform"),
        ("/forms/d/ж/formResponse", "/forms/d/%D0%B6/viewform?"),
        ("/forms/d/e/ж/formResponse?entry.1=ж&b", "/forms/d/e/%D0%B6/viewform?entry.1=%D0%B6&b="),
    ],
)
def test_pages_lead_on_to_plain_addresses(port: Port, path: str, leads: str) -> None:
    status, headers, _ = port.ask("GET", quote(path, safe="/?=&"))
    assert (status, headers["location"]) in ((302, leads), (303, leads))


def test_consent_leads_back_to_any_address(port: Port) -> None:
    asked = {"client_id": "c", "redirect_uri": "http://localhost:9/ж?a=%20", "response_type": "code"}
    path = f"/o/oauth2/v2/auth?{urlencode({**asked, 'scope': SCOPE})}"
    _, _, page = port.ask("GET", path)
    ticket = re.findall('name="ticket" value="([^"]+)"', page)[0]
    decided = urlencode({"ticket": ticket, "account": "school@example.org", "decision": "deny"})
    status, headers, _ = port.ask("POST", "/o/oauth2/v2/auth", decided, **FORM)
    assert (status, headers["location"]) == (303, "http://localhost:9/%D0%B6?a=%20&error=access_denied")


def test_an_address_with_other_peoples_digits_is_no_address_of_this_machine(port: Port) -> None:
    asked = {"client_id": "c", "redirect_uri": "http://localhost:٣/", "response_type": "code"}
    status, _, page = port.ask("GET", f"/o/oauth2/v2/auth?{urlencode({**asked, 'scope': SCOPE})}")
    assert (status, "redirect_uri_mismatch" in page) == (400, True)


@pytest.mark.parametrize("value", ["a\r\nb", "a\nb", "a\rb", "ж", "a\0b"])
def test_what_is_no_line_of_latin_1_fits_no_head(value: str) -> None:
    assert Reply(200, b"", {"X-Own": "é"}).fits
    assert not Reply(200, b"", {"X-Own": value}).fits
    assert not Reply(200, b"", {f"X-{value}": "a"}).fits
