"""A small college on a workspace of its own, as the people in it see it: the clock, the public form pages,
the mailboxes, the tables. Every tick is a new process as far as objects go.
"""

from __future__ import annotations

import base64
import email
import email.policy
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starosta import opening, settings
from starosta import shelf as shelves
from starosta.blanks import FormBlank, form
from starosta.cli.status import row
from starosta.google.gate import Gate
from starosta.google.retry import Patience
from starosta.opening import OpenSchool
from starosta.runner import Ticked, tick
from starosta.school import School
from starosta.setup import Step, steps
from starosta.state.database import State
from tests.cast import STAFF, ZONE
from workspace_emulator.google import Workspace
from workspace_emulator.people import Browser, Submission
from workspace_emulator.wire import Request

Cell = str | float | bool | None
SENIOR, DEPUTY, ADMIN = "senior.master@example.org", "deputy@example.org", "admin@example.org"
BOOKS = {"attendance": "Посещаемость · ноябрь 2026", "registers": "Отчёты мастеров · ноябрь 2026"}
WRITING = ("create", "update", "batchUpdate", "send", "delete", "modify", "setPublishSettings", "copy")


@dataclass
class Waits:
    """A clock that moves only when somebody sleeps, so that no outage costs a test any time."""

    now: float = 0.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    @property
    def patience(self) -> Patience:
        return Patience(sleep=self.sleep, chance=lambda: 1.0, clock=lambda: self.now)


@dataclass(frozen=True)
class Letter:
    """A letter as its addressee's mailbox holds it."""

    id: str
    thread: str
    mime: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.mime["Subject"])

    @property
    def text(self) -> str:
        plain = str(self.mime.get_body(("plain",)).get_content())  # type: ignore[union-attr]
        return plain.replace("\r\n", "\n")

    @property
    def html(self) -> str:
        return str(self.mime.get_body(("html",)).get_content())  # type: ignore[union-attr]

    @property
    def title(self) -> str:
        """The first line: what the letter is about."""
        return self.text.splitlines()[0]

    @property
    def links(self) -> list[str]:
        return [word for word in self.text.split() if word.startswith("http")]

    @property
    def attachments(self) -> list[tuple[str, bytes]]:
        return [
            (part.get_filename() or "", part.get_payload(decode=True))  # type: ignore[misc]
            for part in self.mime.iter_attachments()
        ]


@dataclass
class College:
    """One college in a folder. `moment` is the present; `made` are the calls of the latest tick by method."""

    folder: Path
    workspace: Workspace
    waits: Waits = field(default_factory=Waits)
    moment: datetime = field(default_factory=lambda: datetime(2026, 11, 11, 7, 0, tzinfo=ZONE))
    made: dict[str, int] = field(default_factory=dict)

    # --- time

    def at(self, moment: str) -> College:
        """«2026-11-11 09:16», or «09:16» of the same day, in the college's zone."""
        text = moment if "-" in moment else f"{self.moment:%Y-%m-%d} {moment}"
        self.moment = datetime.fromisoformat(text).replace(tzinfo=ZONE)
        self.control("POST", "clock", {"now": self.moment.isoformat()})
        return self

    @contextmanager
    def opened(self) -> Iterator[OpenSchool]:
        """The school with new objects throughout, as another process would open it."""
        known = settings.load(self.folder)
        state = State.open(settings.state_url(known, self.folder))
        gate = Gate(opening.door(known, self.folder), self.waits.patience)
        try:
            yield OpenSchool(self.folder, known, gate, state)
        finally:
            gate.close()
            state.close()

    def tick(self) -> Ticked:
        with self.opened() as school:
            try:
                return tick(school.at(self.moment))
            finally:
                self.made = dict(school.gate.made)

    def ticks(self, *moments: str) -> list[Ticked]:
        return [self.at(moment).tick() for moment in moments]

    def setup(self) -> list[str]:
        """Make or repair everything; the keys of what was done."""
        with self.opened() as school:
            return [step.key for step in self._carried_out(school.at(self.moment))]

    def sync(self) -> None:
        """Read the tables and let the forms follow them, without a tick."""
        with self.opened() as known:
            school = known.at(self.moment)
            school.sources.recall()
            school.refresh()
            for key in school.profile["forms"]:
                school.sync_form(key)

    def status(self, duty: str = "", day: str = "") -> dict[tuple[str, ...], str]:
        """(duty, person, group) → «вовремя», «с опозданием 3», «не сдано (причина)» of a day."""
        found = {}
        for one in self.rows(day):
            key = (one["duty"], one["person"], one["group"]) if not duty else (one["person"], one["group"])
            if duty in ("", one["duty"]):
                late = f" {one['minutes_late']}" if one["minutes_late"] else ""
                reason = f" ({one['reason']})" if one["reason"] else ""
                found[tuple(part for part in key if part)] = f"{one['status']}{late}{reason}"
        return found

    def rows(self, day: str = "") -> list[dict[str, Any]]:
        """What `starosta status --json` tells of a day."""
        with self.opened() as known:
            school = known.at(self.moment)
            asked = datetime.fromisoformat(day).date() if day else school.today
            school.open_day(asked)
            duties = school.roster.duties.values()
            return [row(school, one) for duty in duties for one in school.settlement(asked, duty).settled]

    def extra(self, duty: str) -> list[str]:
        """Who sent answers that nobody expected."""
        with self.opened() as known:
            school = known.at(self.moment)
            school.open_day(school.today)
            return [one.person for one in school.settlement(school.today, school.roster.duties[duty]).extra]

    # --- forms

    def answer(self, key: str, answers: Mapping[str, Any]) -> Submission:
        """Fill a form in by the titles of its questions and send it, at the present moment."""
        return Browser(self.workspace).submit(self.form_url(key), answers)

    def check_in(self, person: str) -> Submission:
        return self.answer("check_in", {"Кто отмечается": person, "Отметка": "Готов к работе"})

    def monitoring(
        self, person: str, group: str, marks: Mapping[str, str] | None = None, **more: Any
    ) -> Submission:
        """`marks` by student; none means that everybody is present. `more` are answers to other questions."""
        present = "Есть отсутствующие или опоздавшие" if marks else "Все присутствуют"
        answers = {"Кто проводит занятие": person, "Группа": group, f"Посещаемость группы {group}": present}
        return self.answer(
            "monitoring", {**answers, **({f"Отметки группы {group}": marks} if marks else {}), **more}
        )

    def report(self, person: str, text: str, day: str = "") -> Submission:
        """The evening report of a person about a day."""
        answers = {"Кто отчитывается": person, "Рабочий день, дата": day or f"{self.moment:%Y-%m-%d}"}
        return self.answer("daily_report", {**answers, "Хронометраж": text})

    def edit(self, sent: Submission, answers: Mapping[str, Any]) -> Submission:
        return Browser(self.workspace).edit(sent.edit_url, answers)

    def press(self, link: str, answers: Mapping[str, Any] | None = None) -> Submission:
        """Open a link of a letter and send the form, touching nothing but these answers."""
        address = link.replace(settings.PAGES, "https://docs.google.com")
        return Browser(self.workspace).submit(address, answers or {})

    def add_choice(self, key: str, choice: str) -> None:
        """A person adds a choice to the first question of a form in Google's editor."""
        base = f"https://forms.googleapis.com/v1/forms/{self.file(self.blank(key).title)}"
        item = self.api("GET", base)["items"][0]
        item["questionItem"]["question"]["choiceQuestion"]["options"].append({"value": choice})
        mask = "questionItem.question.choiceQuestion.options"
        update = {"item": item, "location": {"index": 0}, "updateMask": mask}
        self.api("POST", f"{base}:batchUpdate", {"requests": [{"updateItem": update}]})

    def form_url(self, key: str) -> str:
        structure = self.api(
            "GET", f"https://forms.googleapis.com/v1/forms/{self.file(self.blank(key).title)}"
        )
        return str(structure["responderUri"])

    def blank(self, key: str) -> FormBlank:
        return form(shelves.Shelf.of(), key)

    # --- mail

    def inbox(self, address: str) -> list[Letter]:
        """What an addressee has received, the oldest first."""
        box = f"https://gmail.googleapis.com/gmail/v1/users/{address}/messages"
        listed = self.api("GET", f"{box}?labelIds=INBOX&maxResults=500").get("messages", [])
        found = []
        for entry in reversed(listed):
            got = self.api("GET", f"{box}/{entry['id']}?format=raw")
            raw = base64.urlsafe_b64decode(got["raw"] + "==")
            mime = email.message_from_bytes(raw, EmailMessage, policy=email.policy.default)
            found.append(Letter(got["id"], got["threadId"], mime))
        return found

    def titles(self, address: str) -> list[str]:
        return [letter.title for letter in self.inbox(address)]

    def outbox(self) -> dict[str, str]:
        """Once-key → stage of every letter."""
        with self.opened() as known:
            rows = known.state.outbox.planned_between(
                datetime(2026, 1, 1, tzinfo=ZONE), datetime(2027, 12, 31, tzinfo=ZONE)
            )
            return {row.once_key: row.stage.value for row in rows}

    def everyone(self) -> dict[str, list[str]]:
        """Titles of all letters by address: of the staff, the recipients and the admin."""
        staff = [person.email for person in STAFF.values()]
        found = {address: self.titles(address) for address in (*staff, SENIOR, DEPUTY, ADMIN)}
        return {address: titles for address, titles in found.items() if titles}

    # --- tables

    def sheet(self, book: str, tab: str, render: str = "FORMATTED_VALUE") -> list[list[Cell]]:
        """The rows of a tab of «school», «attendance», «registers» as people see them."""
        base = f"https://sheets.googleapis.com/v4/spreadsheets/{self.book(book)}/values"
        found = self.api("GET", f"{base}/{_place(tab)}?valueRenderOption={render}")
        return list(found.get("values", []))

    def tabs(self, book: str) -> dict[str, int]:
        """Title → number of each tab."""
        base = f"https://sheets.googleapis.com/v4/spreadsheets/{self.book(book)}"
        found = self.api("GET", f"{base}?fields=sheets.properties")
        return {one["properties"]["title"]: one["properties"]["sheetId"] for one in found["sheets"]}

    def append(self, tab: str, *rows: Sequence[Cell], book: str = "school") -> None:
        """People add rows under the last one."""
        below = len(self.sheet(book, tab)) + 1
        self.write(book, tab, f"A{below}", rows)

    def change(self, tab: str, key: str, column: str, value: Cell, book: str = "school") -> None:
        """A person types into the row whose first cell is `key`, under the title `column`."""
        rows = self.sheet(book, tab)
        place = next(number for number, found in enumerate(rows, start=1) if found and found[0] == key)
        letter = chr(ord("A") + [str(title) for title in rows[0]].index(column))
        self.write(book, tab, f"{letter}{place}", [[value]])

    def write(self, book: str, tab: str, at: str, rows: Sequence[Sequence[Cell]]) -> None:
        """People type rows of cells in, from a cell on; '' empties a cell."""
        base = f"https://sheets.googleapis.com/v4/spreadsheets/{self.book(book)}/values"
        body = {"values": [list(row) for row in rows]}
        self.api("PUT", f"{base}/{_place(tab, at)}?valueInputOption=USER_ENTERED", body)

    def rework(self, book: str, *requests: Mapping[str, Any]) -> None:
        """People reshape a book: requests of spreadsheets.batchUpdate."""
        base = f"https://sheets.googleapis.com/v4/spreadsheets/{self.book(book)}"
        self.api("POST", f"{base}:batchUpdate", {"requests": list(requests)})

    def rename_column(self, tab: str, column: str, title: str, book: str = "school") -> None:
        place = [str(one) for one in self.sheet(book, tab)[0]].index(column)
        self.write(book, tab, f"{chr(ord('A') + place)}1", [[title]])

    def drop_tab(self, book: str, tab: str) -> None:
        self.rework(book, {"deleteSheet": {"sheetId": self.tabs(book)[tab]}})

    def rename_tab(self, book: str, tab: str, title: str) -> None:
        properties = {"sheetId": self.tabs(book)[tab], "title": title}
        self.rework(book, {"updateSheetProperties": {"properties": properties, "fields": "title"}})

    # --- files

    def file(self, name: str, trashed: bool = False) -> str:
        """The id of a file by its name."""
        asked = quote(f"name = '{name}' and trashed = {str(trashed).lower()}")
        found = self.api("GET", f"https://www.googleapis.com/drive/v3/files?q={asked}&fields=files(id)")
        (one,) = found["files"]
        return str(one["id"])

    def book(self, key: str) -> str:
        return self.file(BOOKS.get(key, "Колледж · Школа"))

    def trash(self, file_id: str, trashed: bool = True) -> None:
        self.api("PATCH", f"https://www.googleapis.com/drive/v3/files/{file_id}", {"trashed": trashed})

    def delete(self, file_id: str) -> None:
        self.api("DELETE", f"https://www.googleapis.com/drive/v3/files/{file_id}")

    # --- the workspace itself

    def api(self, method: str, url: str, body: object = None) -> Any:
        """Any call of Google's API; an answer that is no success is an AssertionError with its text."""
        raw = b"" if body is None else json.dumps(body).encode()
        reply = self.workspace.handle(Request.of(method, url, {"content-type": "application/json"}, raw))
        assert reply.status < 300, reply.body.decode()
        return json.loads(reply.body) if reply.body.strip() else {}

    def control(self, method: str, path: str, body: object = None) -> Any:
        raw = b"" if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/json", "host": "127.0.0.1"}
        reply = self.workspace.handle(Request.of(method, f"/_control/{path}", headers, raw))
        assert reply.status < 300, reply.body.decode()
        return json.loads(reply.body)

    def strike(self, method: str, **fault: object) -> None:
        """An outage of a method: kind=drop|status, when=before|after, times, nth, status …"""
        self.control("POST", "faults", {"method": method, **fault})

    def heal(self) -> None:
        self.control("DELETE", "faults")

    @property
    def written(self) -> dict[str, int]:
        """Calls of the latest tick that changed something in the workspace."""
        return {name: count for name, count in self.made.items() if name.rpartition(".")[2] in WRITING}

    @cached_property
    def template_folder(self) -> Path:
        return self.folder / "templates"

    def template(self, name: str, text: str) -> None:
        """A template of the school's own, which beats ours."""
        path = self.template_folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def problems(self, ticked: Ticked) -> list[tuple[str, str, int, str]]:
        """(code, tab, row, column) of each problem of a tick."""
        return [(p.code, p.place.tab, p.place.row, p.place.column) for p in ticked.problems]

    @staticmethod
    def _carried_out(school: School) -> Iterator[Step]:
        for step in steps(school):
            step.do()
            yield step


def _place(tab: str, at: str = "") -> str:
    """A range as a part of an address."""
    return quote(f"'{tab}'!{at}" if at else f"'{tab}'", safe="")
