"""The workspace behind a port of this machine: it is opened, serves and ends. What travels is `exchange`'s
affair.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from socketserver import TCPServer, ThreadingMixIn
from typing import Any

from .exchange import Exchange
from .google import Workspace

log = logging.getLogger(__name__)
HOST = "127.0.0.1"
MOST_LINES = 256
SOON = 0.02
# An answer makes many small things and hardly a ring of them: collecting seldom costs no memory to speak of.
COLLECT = (20_000, 20, 20)
ENDING = (signal.SIGINT, signal.SIGTERM)


def serve(workspace: Workspace, port: int, on_ready: Callable[[str], None] | None = None) -> None:
    """Answer on 127.0.0.1 until interrupted (Ctrl-C, SIGTERM). To be called in the main thread.

    `on_ready` is called with the base URL once the port listens. Port 0 takes a free one. OSError when the
    port is taken.
    """
    # What is loaded by now stays: looking through it for garbage again and again would hold up an answer.
    gc.freeze()
    gc.set_threshold(*COLLECT)
    with Server(workspace, port) as server:
        # A shell that starts us in the background has Ctrl-C ignored; whoever asks us to end is still obeyed.
        former = [(sent, signal.signal(sent, signal.default_int_handler)) for sent in ENDING]
        try:
            if on_ready is not None:
                on_ready(server.url)
            server.serve_forever()
        except KeyboardInterrupt:
            pass
        finally:
            for sent, handler in former:
                signal.signal(sent, handler)


@contextmanager
def running(workspace: Workspace, port: int = 0) -> Iterator[str]:
    """A server in a thread of this process for as long as the block lasts; gives its base URL."""
    with Server(workspace, port) as server:
        thread = threading.Thread(target=server.serve_forever, args=(SOON,), daemon=True)
        thread.start()
        try:
            yield server.url
        finally:
            server.shutdown()
            thread.join()


class Server(ThreadingMixIn, TCPServer):
    """Gives each connection a thread for as long as it lasts; threads are used again. When all are taken, the
    line that has waited longest for a further request is ended."""

    # Windows would let a second server take the same port.
    allow_reuse_address = os.name != "nt"
    request_queue_size = 128

    def __init__(self, workspace: Workspace, port: int) -> None:
        self.workspace = workspace
        self._pool = ThreadPoolExecutor(MOST_LINES, "workspace")
        self._lines: set[socket.socket] = set()
        self._waiting: dict[socket.socket, None] = {}
        super().__init__((HOST, port), Exchange)
        self.url = f"http://{HOST}:{self.server_address[1]}"

    def process_request(self, request: Any, client_address: Any) -> None:
        self._lines.add(request)
        self._make_room()
        self._pool.submit(self.process_request_thread, request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._lines.discard(request)
        self.resume(request)
        super().shutdown_request(request)

    def wait(self, line: socket.socket) -> None:
        """A line has been answered and may ask again, or has asked nothing yet."""
        self._waiting[line] = None
        self._make_room()

    def resume(self, line: socket.socket) -> None:
        """A line has asked again, or has ended."""
        self._waiting.pop(line, None)

    def _make_room(self) -> None:
        longest = next(iter(self._waiting.copy()), None)
        if longest is not None and len(self._lines) > MOST_LINES:
            self.resume(longest)
            _end(longest)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A line that broke is its client's affair."""
        if not isinstance(sys.exception(), OSError):
            log.exception("unhandled error on a line")

    def server_close(self) -> None:
        """End every conversation and wait for its thread; nobody sits out a latency."""
        super().server_close()
        self.workspace.leaving.set()
        for connection in self._lines.copy():
            _end(connection)
        self._pool.shutdown()
        self.workspace.leaving.clear()


def _end(line: socket.socket) -> None:
    """Nothing more is read from a line; what has come is still answered."""
    with suppress(OSError):
        line.shutdown(socket.SHUT_RD)
