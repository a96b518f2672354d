"""Playing the demonstration's script: people fill in forms in a browser and type into sheets; nobody
else's doors are used."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from ..demo.script import Action, HandEdit, Sending
from ..form_items import question_id
from ..google import cells
from ..google.gate import Gate
from ..opening import OpenSchool
from ..school import School

CLOCK = "http://127.0.0.1/_control/clock"


class Person(Protocol):
    """Somebody with a browser: opens a form's address, fills in every page and sends it."""

    def submit(self, url: str, answers: Any) -> Any: ...
    def edit(self, edit_url: str, answers: Any) -> Any: ...


@dataclass
class Stage:
    """The embedded workspace of one school and the people in front of it."""

    known: OpenSchool
    person: Person
    _edit_urls: dict[tuple[str, str, str, str], str] = field(default_factory=dict)

    def set_clock(self, now: datetime) -> None:
        """Stop the workspace's clock at a moment."""
        self._control(CLOCK, {"now": now.isoformat()})

    def let_clock_go(self) -> None:
        """From now on the workspace goes by this machine's time."""
        self._control(f"{CLOCK}/resume", {})

    def act(self, action: Action) -> str:
        """Let somebody do what the script says; what stood in the cell before, for an edit by hand."""
        self.set_clock(action.at)
        school = self.known.at(action.at)
        school.sources.recall()
        if isinstance(action, HandEdit):
            return self._type(school, action)
        self._send(school, action)
        return ""

    def _send(self, school: School, sending: Sending) -> None:
        key = (sending.form, sending.person, sending.date.isoformat(), sending.group)
        form = school.form(sending.form)
        answers = {question_id(form.blank, path): value for path, value in sending.values.items()}
        if sending.how == "edit":
            self.person.edit(self._edit_urls[key], answers)
            return
        person = school.roster.staff[sending.person]
        link = form.personal(school.responder(sending.form), person, sending.group, sending.date)
        sent = self.person.submit(link, answers)
        self._edit_urls.setdefault(key, sent.edit_url)

    def _type(self, school: School, edit: HandEdit) -> str:
        gate = Gate(self.known.gate.door)
        file = school.sources.files[f"attendance/{edit.date:%Y-%m}"]
        tab = gate.sheets.read(file.id, [edit.group]).tabs[0]
        titled = school.words("titles.lesson_column", day=f"{edit.date:%d.%m}", number=edit.number)
        header = next(n for n, row in enumerate(tab.rows) if titled in row)
        row = next(n for n, row in enumerate(tab.rows) if edit.student in row)
        column = tab.rows[header].index(titled)
        gate.sheets.write(file.id, cells.set_cells(tab.sheet_id, {(row, column): edit.mark}))
        return str(tab.at(row, column) or "")

    def _control(self, url: str, body: dict[str, str]) -> None:
        self.known.gate.door.account.post(url, json=body, timeout=30).raise_for_status()
