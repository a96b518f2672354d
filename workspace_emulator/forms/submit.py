"""The one place where an answer is validated and kept: a first submission and a later edit of it."""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
from dataclasses import dataclass, field
from datetime import datetime

from ..clock import stamp
from ..store import tables
from ..wire import Json
from .entries import Fields, check
from .grading import grade, total
from .model import Form
from .outline import Section, following, route, sections

EMAIL = "emailAddress"
ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s.,;<>]+(\.[^@\s.,;<>]+)+")

tables(
    """CREATE TABLE IF NOT EXISTS form_responses (
        form_id TEXT NOT NULL, id TEXT NOT NULL, edit_token TEXT NOT NULL UNIQUE, created TEXT NOT NULL,
        submitted TEXT NOT NULL, email TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (form_id, id))
        WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS form_responses_by_time ON form_responses (form_id, submitted)",
)


@dataclass(frozen=True)
class Response:
    """One kept answer. Times have nine fraction digits. By question id: `answers` holds values, `grades` the
    API's Grade.
    """

    form_id: str
    id: str
    edit_token: str
    created: str
    submitted: str
    email: str = ""
    answers: dict[str, list[str]] = field(default_factory=dict)
    grades: dict[str, Json] = field(default_factory=dict)

    @property
    def score(self) -> float:
        return total(self.grades)


@dataclass(frozen=True)
class Checked:
    """Fields held against the pages a person has seen: answers and complaints by question id, the pages."""

    answers: dict[str, list[str]]
    wrong: dict[str, str]
    path: list[int]
    email: str = ""


def examine(form: Form, fields: Fields, path: list[int] | None = None) -> Checked:
    """Check the questions of the pages on a way through the form; without one, of the way the answers lead.

    The complaint about the address stands under `emailAddress`.
    """
    pages = sections(form.items)
    path = path or _derived(pages, fields)
    answers, wrong = check([question for n in dict.fromkeys(path) for question in pages[n].questions], fields)
    email = (fields.get(EMAIL) or [""])[-1].strip()
    if form.collects_email and 0 in path and not ADDRESS.fullmatch(email):
        wrong[EMAIL] = "email" if email else "required"
    return Checked(answers, wrong, path, email if form.collects_email else "")


def next_page(form: Form, checked: Checked) -> int:
    """The page after the last visited one; END when the form is done."""
    return following(sections(form.items), checked.path[-1], checked.answers)


def store(
    tx: sqlite3.Connection, form: Form, checked: Checked, now: datetime, edit_token: str = ""
) -> Response:
    """Keep checked answers: a new response, or the old one (same id and createTime) when its token is given.

    LookupError when the token belongs to no answer of this form.
    """
    old = find(tx, form.id, edit_token) if edit_token else None
    if edit_token and old is None:
        raise LookupError(edit_token)
    questions = [question for page in sections(form.items) for question in page.questions]
    response = Response(
        form_id=form.id,
        id=old.id if old else "ACYDBN" + secrets.token_urlsafe(49)[:65],
        edit_token=old.edit_token if old else "2_ABaOnu" + secrets.token_urlsafe(48),
        created=old.created if old else stamp(now.replace(microsecond=now.microsecond // 1000 * 1000), 9),
        submitted=stamp(now, 9),
        email=checked.email,
        answers=checked.answers,
        grades=grade(questions, checked.answers) if form.is_quiz else {},
    )
    content = json.dumps({"answers": response.answers, "grades": response.grades}, ensure_ascii=False)
    tx.execute(
        "INSERT OR REPLACE INTO form_responses VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            form.id, response.id, response.edit_token, response.created, response.submitted, response.email,
            content,
        ),
    )  # fmt: skip
    return response


def find(tx: sqlite3.Connection, form_id: str, edit_token: str) -> Response | None:
    """The answer that an edit link opens."""
    row = tx.execute(
        "SELECT * FROM form_responses WHERE form_id = ? AND edit_token = ?", (form_id, edit_token)
    ).fetchone()
    return None if row is None else from_row(row)


def from_row(row: sqlite3.Row) -> Response:
    """A row of form_responses."""
    content = json.loads(row["content"])
    times = (row["form_id"], row["id"], row["edit_token"], row["created"], row["submitted"], row["email"])
    return Response(*times, answers=content["answers"], grades=content["grades"])


def _derived(pages: tuple[Section, ...], fields: Fields) -> list[int]:
    """The way the answers lead, whatever complaints they may earn afterwards."""
    given, _ = check([question for page in pages for question in page.questions], fields)
    return route(pages, given)
