"""The workspace behind a port of this machine: who may ask, and threads that answer.

Every answer is `Workspace.handle`'s; how it travels is `http_line`'s affair.
"""

from __future__ import annotations

import selectors
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from .encoding import packed
from .faults import DroppedConnection
from .google import Workspace
from .http_line import BadRequest, Line
from .wire import Reply, Request

HOST = "127.0.0.1"
NAMES = ("127.0.0.1", "localhost", "::1")
IDLE_SECONDS = 120.0
MOST_LINES = 256
TEXT = {"Content-Type": "text/plain; charset=utf-8"}


def serve(workspace: Workspace, port: int, on_ready: Callable[[str], None] | None = None) -> None:
    """Answer on 127.0.0.1 until interrupted (Ctrl-C, SIGTERM).

    `on_ready` is called with the base URL once the port listens. Port 0 takes a free one. OSError when the
    port is taken.
    """
    server = _Server(workspace, _listener(port))
    main = threading.current_thread() is threading.main_thread()
    former = signal.signal(signal.SIGTERM, lambda *_: server.stop()) if main else None
    try:
        if on_ready is not None:
            on_ready(server.url)
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        if main:
            signal.signal(signal.SIGTERM, former)
        server.close()


@contextmanager
def running(workspace: Workspace, port: int = 0) -> Iterator[str]:
    """A server in a thread of this process for as long as the block lasts; gives its base URL."""
    server = _Server(workspace, _listener(port))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server.url
    finally:
        server.stop()
        thread.join()
        server.close()


class _Server:
    """Takes connections and gives each a thread for as long as it lasts; threads are used again."""

    def __init__(self, workspace: Workspace, listener: socket.socket) -> None:
        self.workspace = workspace
        self.url = f"http://{HOST}:{listener.getsockname()[1]}"
        self._listener = listener
        self._bell, self._ear = socket.socketpair()
        self._threads = ThreadPoolExecutor(MOST_LINES, "workspace")
        self._lines: set[socket.socket] = set()
        self._lock = threading.Lock()

    def run(self) -> None:
        """Take connections until `stop`."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._listener, selectors.EVENT_READ)
            selector.register(self._ear, selectors.EVENT_READ)
            while True:
                ready = [key.fileobj for key, _ in selector.select()]
                if self._ear in ready:
                    return
                connection, _ = self._listener.accept()
                with self._lock:
                    self._lines.add(connection)
                self._threads.submit(self._talk, connection)

    def stop(self) -> None:
        """Take no more connections; may be called from a signal handler and from any thread."""
        self._bell.send(b"!")

    def close(self) -> None:
        """End every conversation and wait for its thread."""
        self._listener.close()
        with self._lock:
            for connection in self._lines:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RD)
        self._threads.shutdown()
        self._bell.close()
        self._ear.close()

    def _talk(self, connection: socket.socket) -> None:
        try:
            connection.settimeout(IDLE_SECONDS)
            _converse(self.workspace, Line(connection))
        except OSError:
            pass
        finally:
            with self._lock:
                self._lines.discard(connection)
            connection.close()


def _converse(workspace: Workspace, line: Line) -> None:
    """Answer one request after another until either side ends it."""
    keep = True
    while keep:
        try:
            told = line.read()
        except BadRequest as error:
            line.write(Reply(400, f"{error}\n".encode(), TEXT), keep=False)
            return
        if told is None:
            return
        keep = told.keep
        try:
            reply = _answered(workspace, told.request)
        except DroppedConnection:
            line.abort()
            return
        line.write(reply, keep, bodiless=told.request.method == "HEAD")


def _answered(workspace: Workspace, request: Request) -> Reply:
    headers = request.headers
    if not _local("//" + headers.get("host", "")) or not _local(headers.get("origin", "//localhost")):
        return Reply(403, b"This workspace answers only to 127.0.0.1 and localhost.\n", TEXT)
    return packed(workspace.handle(request), headers.get("accept-encoding", ""))


def _local(address: str) -> bool:
    """Whether a Host (after //) or an Origin names this machine; a page of another site names itself."""
    try:
        return urlsplit(address).hostname in NAMES
    except ValueError:
        return False


def _listener(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener
