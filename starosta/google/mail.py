"""The shared account's mailbox: drafts, sending, what was sent, labels, reading. Sending exactly once:
`starosta.outgoing`."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .calls import Calls, Json
from .errors import GoogleTrouble, Kind
from .message import KEY_HEADER, key_token
from .services import Services

ME = "me"
PAGE = 500
MANY = 1000
RECENT = "newer_than:7d"
"""How far back drafts and sent letters are searched for a key; a letter left unclear for longer is for
people."""


@dataclass(frozen=True)
class Mailed:
    """A message in the mailbox. `draft` is its draft's id while it is one: the message's own id changes on
    sending."""

    id: str
    thread: str
    draft: str = ""


class MailGate:
    """gmail.users.* for the shared account."""

    def __init__(self, services: Services, calls: Calls) -> None:
        self._services = services
        self._calls = calls

    def draft(self, raw: bytes, thread: str = "") -> Mailed:
        """A new draft, in a thread when one is named. Not repeatable: after a lost answer see
        `find_draft`."""
        request = self._drafts.create(userId=ME, body={"message": _message(raw, thread)})
        return _drafted(self._calls.execute(request))

    def update_draft(self, draft: str, raw: bytes, thread: str = "") -> Mailed:
        """Another text under the same draft id."""
        request = self._drafts.update(userId=ME, id=draft, body={"message": _message(raw, thread)})
        return _drafted(self._calls.execute(request))

    def get_draft(self, draft: str) -> Mailed | None:
        """A draft, None when it is no more: sent, or thrown away by a person."""
        request = self._drafts.get(userId=ME, id=draft, format="minimal")
        answer = self._unless_missing(request)
        return None if answer is None else _drafted(answer)

    def send_draft(self, draft: str) -> Mailed:
        """Send a draft. Not repeatable: after a lost answer look whether the draft is still there."""
        answer = self._calls.execute(self._drafts.send(userId=ME, body={"id": draft}))
        return Mailed(answer["id"], answer.get("threadId", ""))

    def drop_draft(self, draft: str) -> None:
        """Throw a draft away; one that is no more is no trouble."""
        self._unless_missing(self._drafts.delete(userId=ME, id=draft), repeatable=True)

    def find_draft(self, once_key: str) -> Mailed | None:
        """The draft made for a once-key, looked for among the recent ones by our header (search does not know
        it)."""
        token = key_token(once_key)
        for entry in self._pages(self._drafts.list, "drafts", q=RECENT):
            found = _drafted(entry)
            if self.headers(found.id, [KEY_HEADER]).get(KEY_HEADER) == token:
                return found
        return None

    def find_sent(self, once_key: str, thread: str = "") -> Mailed | None:
        """The sent message with a once-key: first in its thread, then among all recently sent ones."""
        token = key_token(once_key)
        for message in self._in_thread(thread) if thread else ():
            if "SENT" in message.get("labelIds", []) and _headers(message).get(KEY_HEADER) == token:
                return Mailed(message["id"], message.get("threadId", thread))
        for entry in self._pages(self._messages.list, "messages", labelIds=["SENT"], q=RECENT):
            if (
                entry.get("threadId") != thread
                and self.headers(entry["id"], [KEY_HEADER]).get(KEY_HEADER) == token
            ):
                return Mailed(entry["id"], entry.get("threadId", ""))
        return None

    def headers(self, message: str, names: Sequence[str]) -> Mapping[str, str]:
        """Headers of a message by the names asked for; {} when the message is no more."""
        request = self._messages.get(userId=ME, id=message, format="metadata", metadataHeaders=list(names))
        found = _headers(self._unless_missing(request) or {})
        lower = {name.lower(): value for name, value in found.items()}
        return {name: lower[name.lower()] for name in names if name.lower() in lower}

    def search(self, query: str = "", labels: Sequence[str] = (), limit: int | None = None) -> list[Mailed]:
        """Messages that a search in the mailbox finds, the newest first. `labels` are label ids, all
        required."""
        options: Json = {"q": query} if query else {}
        if labels:
            options["labelIds"] = list(labels)
        found: list[Mailed] = []
        for entry in self._pages(self._messages.list, "messages", **options):
            if limit is not None and len(found) >= limit:
                break
            found.append(Mailed(entry["id"], entry.get("threadId", "")))
        return found

    def get(self, message: str) -> Json:
        """A message with its parsed payload, as Gmail gives it."""
        return self._calls.execute(self._messages.get(userId=ME, id=message, format="full"))

    def raw(self, message: str) -> bytes:
        """A message as RFC 5322 bytes."""
        answer = self._calls.execute(self._messages.get(userId=ME, id=message, format="raw"))
        return base64.urlsafe_b64decode(answer["raw"] + "==")

    def labels(self, names: Iterable[str]) -> dict[str, str]:
        """Label ids by name; missing labels are made («Староста/Отправлено» nests)."""
        known = self._label_ids()
        for name in names:
            if name in known:
                continue
            body = {"name": name, "labelListVisibility": "labelShow", "messageListVisibility": "show"}
            try:
                answer = self._calls.execute(self._labels.create(userId=ME, body=body))
                known[name] = answer["id"]
            except GoogleTrouble as trouble:
                # A name that exists is refused, which is also how a lost first attempt shows itself.
                known |= self._label_ids()
                if name not in known or not (
                    trouble.uncertain or trouble.kind in (Kind.CONFLICT, Kind.INVALID)
                ):
                    raise
        return {name: known[name] for name in names}

    def relabel(self, messages: Sequence[str], add: Sequence[str] = (), remove: Sequence[str] = ()) -> None:
        """Put labels (ids) on messages and take others off: one call for each thousand."""
        for start in range(0, len(messages), MANY):
            ids = list(messages[start : start + MANY])
            body = {"ids": ids, "addLabelIds": list(add), "removeLabelIds": list(remove)}
            self._calls.execute(self._messages.batchModify(userId=ME, body=body), repeatable=True)

    @cached_property
    def _users(self) -> Any:
        return self._services.gmail.users()

    @cached_property
    def _drafts(self) -> Any:
        return self._users.drafts()

    @cached_property
    def _messages(self) -> Any:
        return self._users.messages()

    @cached_property
    def _labels(self) -> Any:
        return self._users.labels()

    def _label_ids(self) -> dict[str, str]:
        answer = self._calls.execute(self._labels.list(userId=ME))
        return {label["name"]: label["id"] for label in answer.get("labels", [])}

    def _in_thread(self, thread: str) -> list[Json]:
        request = self._users.threads().get(
            userId=ME, id=thread, format="metadata", metadataHeaders=[KEY_HEADER]
        )
        return list((self._unless_missing(request) or {}).get("messages", []))

    def _pages(self, method: Any, field: str, **options: Any) -> Iterable[Json]:
        page: str | None = None
        while True:
            extra = {"pageToken": page} if page else {}
            answer = self._calls.execute(method(userId=ME, maxResults=PAGE, **options, **extra))
            yield from answer.get(field, [])
            page = answer.get("nextPageToken")
            if not page:
                return

    def _unless_missing(self, request: Any, *, repeatable: bool | None = None) -> Json | None:
        try:
            return self._calls.execute(request, repeatable=repeatable)
        except GoogleTrouble as trouble:
            if trouble.kind is Kind.MISSING:
                return None
            raise


def _message(raw: bytes, thread: str) -> Json:
    message = {"raw": base64.urlsafe_b64encode(raw).decode()}
    return message | ({"threadId": thread} if thread else {})


def _drafted(draft: Json) -> Mailed:
    message = draft.get("message", {})
    return Mailed(message.get("id", ""), message.get("threadId", ""), draft["id"])


def _headers(message: Json) -> dict[str, str]:
    return {header["name"]: header["value"] for header in message.get("payload", {}).get("headers", [])}
