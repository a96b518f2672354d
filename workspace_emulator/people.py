"""What people do in browsers, over the public pages alone: fill a form in page by page, send it, edit it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlencode, urljoin

from . import form_seen
from .form_seen import CLOSED, CONFIRMATION, FORM, Asked, FormPage
from .wire import Request

if TYPE_CHECKING:
    from .google import Workspace

OTHER = "__other_option__"
EMAIL = "emailAddress"
MOST_PAGES = 200
Answers = Mapping[str, Any]


class Refused(Exception):
    """The form said no. `complaints` are the sentences that the page shows; `status` the HTTP status."""

    def __init__(self, status: int, complaints: list[str]) -> None:
        super().__init__("; ".join(complaints) or f"HTTP {status}")
        self.status = status
        self.complaints = complaints


class Closed(Refused):
    """The form takes no answers now."""


class NoSuchQuestion(LookupError):
    """An answer was given to a question that no visited page asks."""


class SessionLike(Protocol):
    """What is needed of a requests.Session."""

    def request(self, method: str, url: str, *, data: Any = ..., headers: Any = ...) -> Any: ...


@dataclass(frozen=True)
class Submission:
    """A kept answer: its id, and the address under which it can be changed."""

    response_id: str
    edit_url: str


@dataclass
class Browser:
    """A person with a browser. `door` is a requests.Session (or anything like it) or a Workspace."""

    door: SessionLike | Workspace
    language: str = "ru"

    def open_form(self, url: str) -> FormPage:
        """The page behind a form's address (prefilled, to be edited …). Closed when it takes no answers."""
        return self._read("GET", url)

    def submit(self, url: str, answers: Answers) -> Submission:
        """Fill in every page with the answers meant for it and send the form.

        `answers`: question title, `entry.N`, N or question id → text, number, date, time, or a list for
        checkboxes; the address a form collects is named as the page names it, or `emailAddress`;
        a grid takes a mapping of row titles under its title. What the address prefilled stays unless answered
        here. Refused with the page's complaints and where the answers lead to no end, NoSuchQuestion when no
        page on the way asks for it.
        """
        page, used = self.open_form(url), set[str]()
        for _ in range(MOST_PAGES):
            fields = _filled(page, answers, used)
            page = self._read("POST", urljoin(page.url, page.action), fields)
            if page.kind == CONFIRMATION:
                break
        else:
            raise Refused(page.status, [f"These answers lead through {MOST_PAGES} pages to no end."])
        unused = [name for name in answers if name not in used]
        if unused:
            raise NoSuchQuestion(f"no page on the way asks: {', '.join(unused)}")
        return Submission(page.response_id, urljoin(url, page.edit_path))

    def edit(self, edit_url: str, answers: Answers) -> Submission:
        """Open a kept answer, change some answers and send it again; [] or '' clears an answer."""
        return self.submit(edit_url, answers)

    def _read(self, method: str, url: str, fields: list[tuple[str, str]] | None = None) -> FormPage:
        status, text = self._send(method, url, fields)
        page = form_seen.read(url, status, text)
        if page.kind == CLOSED:
            raise Closed(status, [page.heading])
        if status >= 400 or page.kind not in (FORM, CONFIRMATION):
            raise Refused(status, list(page.complaints) or [page.heading])
        return page

    def _send(self, method: str, url: str, fields: list[tuple[str, str]] | None) -> tuple[int, str]:
        headers = {"Accept-Language": self.language}
        if hasattr(self.door, "handle"):
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            reply = self.door.handle(Request.of(method, url, headers, urlencode(fields or []).encode()))
            return reply.status, reply.body.decode()
        response = self.door.request(method, url, data=fields, headers=headers)
        return response.status_code, response.content.decode()


def open_form(door: SessionLike | Workspace, url: str) -> FormPage:
    """`Browser(door).open_form(url)`."""
    return Browser(door).open_form(url)


def submit(door: SessionLike | Workspace, url: str, answers: Answers, language: str = "ru") -> Submission:
    """`Browser(door, language).submit(url, answers)`; the page and its complaints are in that language."""
    return Browser(door, language).submit(url, answers)


def edit(door: SessionLike | Workspace, edit_url: str, answers: Answers, language: str = "ru") -> Submission:
    """`Browser(door, language).edit(edit_url, answers)`."""
    return Browser(door, language).edit(edit_url, answers)


def _filled(page: FormPage, answers: Answers, used: set[str]) -> list[tuple[str, str]]:
    """The fields a person sends from this page: what stood there, overwritten by the answers given."""
    fields = list(page.fields)
    for name, value in answers.items():
        if name in (EMAIL, page.email) and any(field_name == EMAIL for field_name, _ in fields):
            fields = [pair for pair in fields if pair[0] != EMAIL] + [(EMAIL, str(value))]
            used.add(name)
        for question, given in _meant(page, name, value):
            own = {f"entry.{question.entry}", *question.names}
            fields = [pair for pair in fields if pair[0] not in own] + _typed(question, given)
            used.add(name)
    return fields if page.last else [*fields, ("continue", "1")]


def _meant(page: FormPage, name: str, value: Any) -> Iterator[tuple[Asked, Any]]:
    for question in page.questions:
        if question.row and isinstance(value, Mapping):
            if question.title == f"{name} [{question.row}]" and question.row in value:
                yield question, value[question.row]
        elif question.called(name):
            yield question, value


def _typed(question: Asked, value: Any) -> list[tuple[str, str]]:
    name = f"entry.{question.entry}"
    values = [_text(one) for one in (value if isinstance(value, list | tuple | set) else [value])]
    fields: list[tuple[str, str]] = []
    for text in values:
        if OTHER in question.options and text and text not in question.options:
            fields += [(name, OTHER), (f"{name}.other_option_response", text)]
        else:
            fields.append((name, text))
    return fields


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)
