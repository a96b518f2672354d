"""A form as it lies in the store and as Forms v1 prints it. What an edit may contain is in `questions`."""

from __future__ import annotations

import json
import secrets
import sqlite3
from dataclasses import dataclass, replace
from typing import Any

from ..store import tables
from ..wire import ApiError, Json

ID_LIMIT = 0x80000000
DO_NOT_COLLECT = "DO_NOT_COLLECT"

tables(
    """CREATE TABLE IF NOT EXISTS forms (
        id TEXT PRIMARY KEY, published_id TEXT NOT NULL UNIQUE, token TEXT NOT NULL,
        revision INTEGER NOT NULL, structure INTEGER NOT NULL, published INTEGER NOT NULL,
        accepting INTEGER NOT NULL, content TEXT NOT NULL) WITHOUT ROWID""",
)


@dataclass(frozen=True)
class Form:
    """One form. `structure` is the last revision in which items were added, deleted or moved.

    `items` and `settings` have the shapes of the API's Item and FormSettings; `token` guards the posts of the
    public page.
    """

    id: str
    published_id: str
    token: str
    title: str
    description: str = ""
    settings: Json | None = None
    items: tuple[Json, ...] = ()
    revision: int = 2
    structure: int = 2
    published: bool = False
    accepting: bool = False

    @property
    def open(self) -> bool:
        """Whether people may answer now."""
        return self.published and self.accepting

    @property
    def responder_uri(self) -> str:
        return f"https://docs.google.com{self.path}/viewform"

    @property
    def path(self) -> str:
        return f"/forms/d/e/{self.published_id}"

    @property
    def collects_email(self) -> bool:
        return (self.settings or {}).get("emailCollectionType") in ("VERIFIED", "RESPONDER_INPUT")

    @property
    def is_quiz(self) -> bool:
        return bool((self.settings or {}).get("quizSettings", {}).get("isQuiz"))


def new(form_id: str, title: str, published: bool) -> Form:
    """A form without items that has no address in the store yet."""
    settings = {"emailCollectionType": DO_NOT_COLLECT}
    return Form(
        form_id, new_published_id(), str(secrets.randbits(63)), title,
        settings=settings, published=published, accepting=published,
    )  # fmt: skip


def new_published_id() -> str:
    """A public id in Google's shape: `1FAIpQLS` and 48 further characters."""
    return "1FAIpQLS" + secrets.token_urlsafe(36)


def new_number(used: set[int]) -> str:
    """A free item or question id: eight hexadecimal digits below 80000000; added to `used`."""
    while True:
        number = secrets.randbelow(ID_LIMIT - 1) + 1
        if number not in used:
            used.add(number)
            return f"{number:08x}"


def load(tx: sqlite3.Connection, form_id: str) -> Form:
    """A form by its file id; 404 when it has no content."""
    row = tx.execute("SELECT * FROM forms WHERE id = ?", (form_id,)).fetchone()
    if row is None:
        raise ApiError(404, "Requested entity was not found.")
    return _form(row)


def find_published(tx: sqlite3.Connection, published_id: str) -> Form | None:
    """The form behind a public id."""
    row = tx.execute("SELECT * FROM forms WHERE published_id = ?", (published_id,)).fetchone()
    return None if row is None else _form(row)


def save(tx: sqlite3.Connection, form: Form) -> None:
    """Store a form under its id."""
    content = {
        "title": form.title,
        "description": form.description,
        "settings": form.settings,
        "items": form.items,
    }
    tx.execute(
        "INSERT OR REPLACE INTO forms VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            form.id, form.published_id, form.token, form.revision, form.structure, form.published,
            form.accepting, json.dumps(content, ensure_ascii=False),
        ),
    )  # fmt: skip


def next_revision(form: Form, structural: bool) -> Form:
    """The form after an edit, its revision counted on."""
    revision = form.revision + 1
    return replace(form, revision=revision, structure=revision if structural else form.structure)


def revision_id(revision: int) -> str:
    """A revision as Google prints it: eight hexadecimal digits."""
    return f"{revision:08x}"


def as_json(form: Form, document_title: str) -> Json:
    """The API's Form."""
    info = {"title": form.title, "description": form.description, "documentTitle": document_title}
    printed: Json = {
        "formId": form.id,
        "info": {name: text for name, text in info.items() if text},
        "settings": form.settings or {},
        "revisionId": revision_id(form.revision),
        "responderUri": form.responder_uri,
    }
    if form.items:
        printed["items"] = list(form.items)
    return printed | {"publishSettings": publish_settings(form)}


def publish_settings(form: Form) -> Json:
    """The API's PublishSettings; false is left out as proto3 JSON leaves it out."""
    return {"publishState": plain({"isPublished": form.published, "isAcceptingResponses": form.accepting})}


def plain(value: Any) -> Any:
    """A message as proto3 JSON prints it: without false, zero, empty texts and lists, unspecified enums."""
    if isinstance(value, dict):
        kept = {key: plain(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item or isinstance(item, dict)}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, str) and value.endswith("_UNSPECIFIED"):
        return ""
    return value


def _form(row: sqlite3.Row) -> Form:
    content = json.loads(row["content"])
    return Form(
        id=row["id"],
        published_id=row["published_id"],
        token=row["token"],
        title=content["title"],
        description=content["description"],
        settings=content["settings"],
        items=tuple(content["items"]),
        revision=row["revision"],
        structure=row["structure"],
        published=bool(row["published"]),
        accepting=bool(row["accepting"]),
    )
