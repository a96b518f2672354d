"""A school's post over a workspace in a file, its outbox and the mailboxes of those it writes to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from starosta.google import session
from starosta.google.gate import Gate
from starosta.google.message import Message
from starosta.google.retry import Patience
from starosta.outgoing import Post
from starosta.state.database import State
from starosta.state.records import OutboxRow
from workspace_emulator.google import Workspace
from workspace_emulator.wire import Request

MORNING = datetime(2026, 11, 11, 5, 15, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
KEY = "remind_after/2026-11-11/М-03/ЭМ-21"
LETTER = Message(
    ("semyonova@example.org",), "Обязанности на 11 ноября: мониторинг до 9:15", "Ждём мониторинг."
)


@dataclass
class Office:
    """A school's post over a workspace in a file; `restart` is what comes after a crash."""

    workspace: Workspace
    folder: Path

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        if hasattr(self, "gate"):
            self.close()
        self.gate = Gate(session.embedded(self.workspace.store.path), Patience(deadline=0.0))
        self.state = State.open(self.folder / "state.sqlite")
        self.post = Post(self.gate.mail, self.state)

    def close(self) -> None:
        self.gate.close()
        self.state.close()

    def send(self, minute: float = 0, message: Message = LETTER, key: str = KEY, **options: Any) -> OutboxRow:
        return self.post.send(message, key, MORNING + minute * MINUTE, letter="remind", **options)

    def resolve(self, minute: float) -> list[OutboxRow]:
        return self.post.resolve(MORNING + minute * MINUTE)

    def row(self, key: str = KEY) -> OutboxRow:
        found = self.state.outbox.get(key)
        assert found is not None
        return found

    def ask(self, method: str, path: str, body: object = None) -> Any:
        raw = b"" if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/json", "host": "127.0.0.1"}
        reply = self.workspace.handle(Request.of(method, path, headers, raw))
        assert reply.status < 300, reply.body.decode()
        return json.loads(reply.body) if reply.body.strip() else None

    def strike(self, method: str, **fault: object) -> None:
        self.ask("POST", "/_control/faults", {"method": f"gmail.users.{method}", **fault})

    def heal(self) -> None:
        self.ask("DELETE", "/_control/faults")

    def inbox(self, address: str = LETTER.to[0]) -> list[dict[str, str]]:
        """The letters somebody got, oldest first: headers by name, with the thread they lie in."""
        listed = self.ask("GET", f"/gmail/v1/users/{address}/messages?labelIds=INBOX").get("messages", [])
        letters = [self.ask("GET", f"/gmail/v1/users/{address}/messages/{entry['id']}") for entry in listed]
        return [
            {header["name"]: header["value"] for header in letter["payload"]["headers"]}
            | {"thread": letter["threadId"]}
            for letter in reversed(letters)
        ]

    def drafts(self) -> int:
        return len(self.ask("GET", "/gmail/v1/users/me/drafts").get("drafts", []))
