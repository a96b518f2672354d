"""The wire itself: what a bare socket may send to the port, and what it gets."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
import requests

from workspace_emulator.google import Workspace
from workspace_emulator.incoming import HEAD_LIMIT, Arrived, Incoming
from workspace_emulator.server import MOST_LINES, running
from workspace_emulator.wire import Request

HEAD = b"Host: localhost\r\n"
FILES = b"/drive/v3/files"


@pytest.fixture
def base(workspace: Workspace) -> Iterator[str]:
    with running(workspace) as url:
        yield url


@pytest.fixture
def line(base: str) -> Iterator[socket.socket]:
    """A bare connection to the port."""
    with socket.create_connection(("127.0.0.1", urlsplit(base).port or 0), timeout=60) as opened:
        yield opened


def answer(line: socket.socket) -> tuple[int, dict[str, str], bytes]:
    """One answer: status, headers by lower-case names, body as long as it says."""
    held = b""
    while b"\r\n\r\n" not in held:
        piece = line.recv(65536)
        assert piece, "the line was ended without an answer"
        held += piece
    head, _, body = held.partition(b"\r\n\r\n")
    start, *fields = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (field.partition(":") for field in fields)}
    while len(body) < int(headers.get("content-length", 0)):
        body += line.recv(65536)
    return int(start.split()[1]), headers, body


def closed(line: socket.socket) -> bool:
    """Whether the other side has ended the line, in good order or not."""
    try:
        return line.recv(1) == b""
    except ConnectionResetError:
        return True


def test_what_a_program_put_here_can_run_nowhere(base: str) -> None:
    """An uploaded page opened in a browser lies beside our own: it gets no script, form or frame."""
    parts = (("application/json", '{"name": "а.html"}'), ("text/html", "<script>alert(1)</script>"))
    body = "".join(f"--x\r\nContent-Type: {kind}\r\n\r\n{text}\r\n" for kind, text in parts) + "--x--\r\n"
    made = requests.post(
        f"{base}/upload/drive/v3/files?uploadType=multipart",
        data=body.encode(),
        headers={"Content-Type": "multipart/related; boundary=x"},
    ).json()
    for path in (f"{FILES.decode()}/{made['id']}?alt=media", FILES.decode(), "/v4/spreadsheets/x/<b>"):
        page = requests.get(base + path)
        assert page.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert requests.get(base).headers["Content-Security-Policy"].startswith("default-src 'none'; style-src")


def test_one_connection_serves_many_requests(line: socket.socket) -> None:
    for _ in range(3):
        line.sendall(b"GET " + FILES + b" HTTP/1.1\r\n" + HEAD + b"\r\n")
        status, headers, body = answer(line)
        assert (status, headers["content-type"]) == (200, "application/json; charset=UTF-8")
        assert b'"files": []' in body
        assert "date" in headers


def test_requests_sent_ahead_are_answered_in_their_order(line: socket.socket) -> None:
    one = b"GET %s HTTP/1.1\r\n" + HEAD + b"\r\n"
    line.sendall(one % b"/_control/clock" + one % FILES)
    first = line.recv(65536)
    while first.count(b"HTTP/1.1 200 OK") < 2:
        first += line.recv(65536)
    assert first.index(b"frozen") < first.index(b"files")


@pytest.mark.parametrize(
    "sent",
    [
        b"Content-Length: 13\r\n\r\n" + b'{"name": "a"}',
        b'Transfer-Encoding: chunked\r\n\r\n5\r\n{"nam\r\n8;x=y\r\ne": "a"}\r\n0\r\nTrailer: x\r\n\r\n',
        b"\r\n",
    ],
)
def test_bodies(line: socket.socket, sent: bytes) -> None:
    line.sendall(b"POST " + FILES + b" HTTP/1.1\r\n" + HEAD + sent)
    status, _, body = answer(line)
    assert status == 200
    assert (b'"name": "a"' in body) == (b"{" in sent)


def test_a_body_is_asked_for(line: socket.socket) -> None:
    line.sendall(
        b"POST " + FILES + b" HTTP/1.1\r\n" + HEAD + b"Expect: 100-continue\r\nContent-Length: 13\r\n\r\n"
    )
    assert line.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
    line.sendall(b'{"name": "a"}')
    assert answer(line)[0] == 200


def test_answers_without_a_body(line: socket.socket) -> None:
    line.sendall(b"HEAD " + FILES + b" HTTP/1.1\r\n" + HEAD + b"\r\n")
    head = line.recv(65536)
    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert head.endswith(b"\r\n\r\n")
    body = b'{"name": "a", "id": "gone"}'
    line.sendall(b"POST %s HTTP/1.1\r\n%sContent-Length: %d\r\n\r\n%s" % (FILES, HEAD, len(body), body))
    assert answer(line)[0] == 200
    line.sendall(b"DELETE " + FILES + b"/gone HTTP/1.1\r\n" + HEAD + b"\r\n")
    status, headers, body = answer(line)
    assert (status, body, "content-length" in headers) == (204, b"", False)


@pytest.mark.parametrize(
    ("version", "said", "stays"),
    [
        (b"1.1", b"", True),
        (b"1.1", b"Connection: close\r\n", False),
        (b"1.0", b"", False),
        (b"1.0", b"Connection: keep-alive\r\n", True),
    ],
)
def test_who_keeps_the_line(line: socket.socket, version: bytes, said: bytes, stays: bool) -> None:
    line.sendall(b"GET /_control/clock HTTP/" + version + b"\r\n" + HEAD + said + b"\r\n")
    status, headers, _ = answer(line)
    assert (status, "close" not in headers.get("connection", "")) == (200, stays)
    if stays:
        line.sendall(b"GET /_control/clock HTTP/1.1\r\n" + HEAD + b"\r\n")
        assert answer(line)[0] == 200
    else:
        assert closed(line)


CHUNKED = b"POST / HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: chunked\r\n"
LONGEST = 65_536
"""Bytes of a line. Of a longer one no more is sent than is read, else its answer may be lost."""


@pytest.mark.parametrize(
    ("sent", "refused"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/2\r\n\r\n", 400),
        (b"GET / HTTP/2.0\r\n\r\n", 505),
        (b"BREW / HTTP/1.1\r\n" + HEAD + b"\r\n", 400),
        (b"GET / HTTP/1.1\r\n" + HEAD + b" folded: x\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n" + HEAD + b"no colon\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n" + HEAD + b"Host: example.org\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\n" + HEAD + b"Content-Length: -1\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\n" + HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\n" + HEAD + b"Content-Length: 99999999999\r\n\r\n", 413),
        (b"POST / HTTP/1.1\r\n" + HEAD + b"Content-Length: 99999999999999999999\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: gzip\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
        (CHUNKED + b"Content-Length: 1\r\n\r\n0\r\n\r\n", 400),
        (CHUNKED + b"\r\nzz\r\n", 400),
        (CHUNKED + b"\r\n1\r\nab\r\n0\r\n\r\n", 400),
        ((b"GET /").ljust(LONGEST + 1, b"x"), 414),
        (b"GET / HTTP/1.1\r\n" + b"long: ".ljust(LONGEST + 1, b"x"), 431),
        (b"GET / HTTP/1.1\r\n" + b"many: x\r\n" * 200 + b"\r\n", 431),
    ],
)
def test_what_is_no_http_is_refused_and_the_line_closed(
    line: socket.socket, base: str, sent: bytes, refused: int
) -> None:
    line.sendall(sent)
    status, headers, body = answer(line)
    assert (status, headers["connection"], body.endswith(b".\n")) == (refused, "close", True)
    assert requests.get(f"{base}/_control/clock", timeout=60).status_code == 200


def test_what_came_whole_before_nonsense_is_answered(line: socket.socket) -> None:
    line.sendall(b"GET /_control/clock HTTP/1.1\r\n" + HEAD + b"\r\n" + b"nonsense\r\n\r\n")
    said = b""
    while not said.endswith(b".\n"):
        said += line.recv(65536)
    assert [part[:3] for part in said.split(b"HTTP/1.1 ")[1:]] == [b"200", b"400"]
    assert closed(line)


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /_control/clock HTTP/1.1\r\n" + HEAD + b"Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
        b"GET /_control/clock HTTP/1.1\r\n" + HEAD + b"Connection: close\r\n\r\nGET / HTTP/1.1\r\n\r\n",
    ],
)
def test_a_line_that_is_to_end_is_answered_once(line: socket.socket, sent: bytes) -> None:
    """Whoever asks for another protocol gets HTTP/1.1; what follows a request to close is not read."""
    line.sendall(sent)
    status, headers, body = answer(line)
    assert (status, headers["connection"], b"frozen" in body) == (200, "close", True)
    assert closed(line)


@pytest.mark.parametrize(
    "sent",
    [b"Content-Length: 11\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n6\r\n123456\r\n5\r\n12345\r\n"],
)
def test_a_body_beyond_the_limit_is_refused_before_it_is_whole(sent: bytes) -> None:
    incoming = Incoming(lambda: None, limit=10)
    incoming.feed(b"POST / HTTP/1.1\r\n" + HEAD + sent)
    assert incoming.refusal is not None
    assert (incoming.refusal.status, list(incoming.whole)) == (413, [])


@pytest.mark.parametrize(
    ("sent", "refused"),
    [
        (b"GET /" + b"x" * HEAD_LIMIT + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nlong: " + b"x" * HEAD_LIMIT + b"\r\n\r\n", 431),
        (
            b"GET / HTTP/1.1\r\n" + b"".join(b"%d: %s\r\n" % (n, b"x" * 1000) for n in range(70)) + b"\r\n",
            431,
        ),
    ],
)
def test_a_long_head_is_refused_in_one_piece_too(sent: bytes, refused: int) -> None:
    incoming = Incoming(lambda: None)
    incoming.feed(sent)
    assert incoming.refusal is not None
    assert (incoming.refusal.status, list(incoming.whole)) == (refused, [])


def test_only_who_speaks_http_1_1_is_told_to_continue() -> None:
    told: list[str] = []
    for version in ("1.0", "1.1"):
        incoming = Incoming(lambda version=version: told.append(version))
        incoming.feed(f"POST / HTTP/{version}\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n".encode())
    assert told == ["1.1"]


def test_a_request_may_come_byte_by_byte() -> None:
    incoming = Incoming(lambda: None)
    for (
        byte
    ) in b"POST /a?b=%D0%B6 HTTP/1.1\r\nHost: localhost\r\nX: 1\r\nx: 2\r\nContent-Length: 2\r\n\r\nok":
        assert not incoming.whole
        incoming.feed(bytes([byte]))
    headers = {"host": "localhost", "x": "1, 2", "content-length": "2"}
    asked = Request("POST", "/a", (("b", "ж"),), headers, b"ok")
    assert list(incoming.whole) == [Arrived(asked, keeps=True)]


def test_many_lines_at_once(base: str) -> None:
    done = []

    def talk() -> None:
        with requests.Session() as session:
            for number in range(5):
                made = session.post(f"{base}/drive/v3/files", json={"name": f"{number}"}, timeout=60)
                done.append(made.status_code)

    threads = [threading.Thread(target=talk) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert done == [200] * 60


def test_lines_that_only_wait_make_room(base: str) -> None:
    ask = b"GET " + FILES + b" HTTP/1.1\r\n" + HEAD + b"\r\n"
    with ExitStack() as lines:
        for _ in range(MOST_LINES + 20):
            line = lines.enter_context(
                socket.create_connection(("127.0.0.1", urlsplit(base).port or 0), timeout=60)
            )
            line.sendall(ask)
            assert answer(line)[0] == 200
        line.sendall(ask)
        assert answer(line)[0] == 200


def test_a_line_in_the_middle_of_a_body_keeps_its_place(base: str, line: socket.socket) -> None:
    line.sendall(
        b"POST " + FILES + b" HTTP/1.1\r\n" + HEAD + b"Expect: 100-continue\r\nContent-Length: 13\r\n\r\n{"
    )
    assert line.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
    with ExitStack() as lines:
        for _ in range(MOST_LINES):
            other = lines.enter_context(
                socket.create_connection(("127.0.0.1", urlsplit(base).port or 0), timeout=60)
            )
            other.sendall(b"GET " + FILES + b" HTTP/1.1\r\n" + HEAD + b"\r\n")
            assert answer(other)[0] == 200
        line.sendall(b'"name": "a"}')
        assert answer(line)[0] == 200


def test_lines_that_have_said_nothing_make_room(base: str) -> None:
    with ExitStack() as lines:
        for _ in range(MOST_LINES + 1):
            line = lines.enter_context(
                socket.create_connection(("127.0.0.1", urlsplit(base).port or 0), timeout=60)
            )
        line.sendall(b"GET " + FILES + b" HTTP/1.1\r\n" + HEAD + b"\r\n")
        assert answer(line)[0] == 200


def test_a_server_stops_though_lines_are_open(workspace: Workspace) -> None:
    with running(workspace) as base, requests.Session() as session:
        assert session.get(f"{base}/_control/clock", timeout=60).status_code == 200
        half = socket.create_connection(("127.0.0.1", urlsplit(base).port or 0), timeout=60)
        half.sendall(b"GET / HTT")
    assert closed(half)
    half.close()
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{base}/_control/clock", timeout=60)


def test_a_server_stops_though_a_latency_is_being_sat_out(workspace: Workspace) -> None:
    """The fault waits ten minutes; whoever asked is dropped and what was asked is not done."""
    with running(workspace) as base:
        asked = socket.create_connection(("127.0.0.1", urlsplit(base).port or 0), timeout=60)
        latency = {"kind": "latency", "seconds": 600, "method": "drive.files.create"}
        requests.post(f"{base}/_control/faults", json=latency, timeout=60).raise_for_status()
        asked.sendall(b"POST " + FILES + b" HTTP/1.1\r\n" + HEAD + b"Content-Length: 2\r\n\r\n{}")
        while not requests.get(f"{base}/_control/faults", timeout=60).json()["faults"][0]["struck"]:
            pass
    assert closed(asked)
    asked.close()
    assert json.loads(workspace.handle(Request.of("GET", FILES.decode())).body)["files"] == []


def test_no_thread_is_left_of_a_server(workspace: Workspace) -> None:
    before = threading.active_count()
    with running(workspace) as base, requests.Session() as session:
        assert session.get(f"{base}/_control/clock", timeout=60).status_code == 200
        assert threading.active_count() > before
    assert threading.active_count() == before


@pytest.mark.parametrize(
    "sent",
    [
        b"POST " + FILES + b" HTTP/1.1",
        b"POST " + FILES + b" HTTP/1.1\r\n" + HEAD,
        b"POST " + FILES + b" HTTP/1.1\r\n" + HEAD + b"Content-Len",
        b"POST " + FILES + b" HTTP/1.1\r\n" + HEAD + b"Content-Length: 2\r\n\r\n{",
        b"POST " + FILES + b" HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n",
    ],
)
def test_a_request_that_breaks_off_is_not_done(base: str, line: socket.socket, sent: bytes) -> None:
    line.sendall(sent)
    line.shutdown(socket.SHUT_WR)
    assert closed(line)
    assert requests.get(f"{base}{FILES.decode()}", timeout=60).json()["files"] == []


def test_a_broken_off_line_is_reset(base: str, line: socket.socket) -> None:
    requests.post(f"{base}/_control/faults", json={"kind": "drop"}, timeout=60).raise_for_status()
    line.sendall(b"GET " + FILES + b" HTTP/1.1\r\n" + HEAD + b"\r\n")
    with pytest.raises(ConnectionResetError):
        line.recv(1)
