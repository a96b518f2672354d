"""A made-up college of any size, its folder on an embedded workspace, the people who answer its forms.

Always the same for the same size. Nothing here measures anything.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starosta import founding, opening
from starosta.google import tabs
from starosta.opening import OpenSchool
from starosta.setup import fill, steps
from workspace_emulator.google import Workspace
from workspace_emulator.people import Browser
from workspace_emulator.wire import Request

SURNAMES = ("Абрамов", "Белкин", "Власов", "Громов", "Дроздов", "Егоров", "Жилин", "Зимин", "Климов", "Лапин")
NAMES = ("Артём", "Борис", "Виктор", "Глеб", "Денис", "Егор", "Захар", "Игнат", "Кирилл", "Лев")
FATHERS = ("Андреевич", "Борисович", "Викторович", "Глебович", "Денисович", "Егорович", "Ильич", "Львович")
WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота")
LESSONS = {weekday: "1–4" if weekday == "суббота" else "1–6" for weekday in WEEKDAYS}
REPORT = {
    False: "8:15–12:00; мастер п/о; занятия; проведены; нет\n12:00–14:05; куратор; документы; готовы; нет",
    True: "8:15–12:00; мастер п/о; занятия и документы; проведены, готовы; нет",
}
"""The text of an evening report on a weekday and on a Saturday."""


@dataclass(frozen=True)
class Size:
    """The masters of a college, how many of them teach a group of their own, the students of each group."""

    masters: int = 14
    groups: int = 12
    students: int = 25

    @property
    def masters_codes(self) -> list[str]:
        return [f"М-{number:03}" for number in range(1, self.masters + 1)]

    @property
    def group_codes(self) -> list[str]:
        return [f"Г-{number:03}" for number in range(1, self.groups + 1)]

    def members(self, group: str) -> list[str]:
        return [f"О{group.removeprefix('Г')}-{number:02}" for number in range(1, self.students + 1)]


@dataclass
class College:
    """An open school with its people. `browser` goes past the school's own door: nobody counts its
    requests."""

    size: Size
    known: OpenSchool
    workspace: Workspace
    browser: Browser
    addresses: Mapping[str, str] = field(default_factory=dict)
    book: str = ""

    def at(self, moment: datetime) -> datetime:
        """Set the workspace's clock; moments without a zone are the school's."""
        aware = moment if moment.tzinfo else moment.replace(tzinfo=self.known.settings.zone)
        self.control("clock", {"now": aware.isoformat()})
        return aware

    def control(self, name: str, order: Mapping[str, Any]) -> None:
        """An order to the workspace's control plane."""
        self.workspace.handle(Request.of("POST", f"/_control/{name}", {}, json.dumps(order).encode()))

    def check_in(self, code: str) -> None:
        self.browser.submit(self.addresses["check_in"], {"Кто отмечается": code, "Отметка": "Готов к работе"})

    def monitor(self, code: str, group: str, absent: Mapping[str, str]) -> None:
        """A monitoring answer; `absent` gives the mark of each student who is not simply present."""
        answers: dict[str, Any] = {"Кто проводит занятие": code, "Группа": group, "Тема занятия": "Практика"}
        some = "Есть отсутствующие или опоздавшие" if absent else "Все присутствуют"
        answers[f"Посещаемость группы {group}"] = some
        if absent:
            answers[f"Отметки группы {group}"] = dict(absent)
        self.browser.submit(self.addresses["monitoring"], answers)

    def report(self, code: str, day: date) -> None:
        answers = {
            "Кто отчитывается": code,
            "Рабочий день, дата": day,
            "Хронометраж": REPORT[day.weekday() == 5],
        }
        self.browser.submit(self.addresses["daily_report"], answers)

    def enrol(self, number: int) -> None:
        """Somebody adds a student to the first group."""
        self.append("Обучающиеся", [f"О-999-{number:02}", name(900 + number), self.size.group_codes[0]])

    def append(self, tab: str, row: list[str]) -> None:
        """Somebody writes a row under a tab of the school's workbook, by hand."""
        where = f"/v4/spreadsheets/{self.book}/values/{quote(tab)}!A1:append?valueInputOption=RAW"
        body = json.dumps({"values": [row]}).encode()
        self.workspace.handle(Request.of("POST", where, {"content-type": "application/json"}, body))

    def events(self, day: date) -> list[tuple[datetime, str, int]]:
        """What people do on a day: (moment, form, number of the master); most in time, some late.

        The first master is on leave; a Saturday ends at noon.
        """
        end = time(12) if day.weekday() == 5 else time(14, 5)
        found = []
        for place in range(1, self.size.masters):
            late = place % 7 == 3
            found.append((_at(day, time(8), 18 if late else 1 + place % 13), "check_in", place))
            if place < self.size.groups and place % 7 != 5:
                found.append((_at(day, time(8, 45), 40 if late else place * 2 % 29), "monitoring", place))
            found.append((_at(day, end, 35 if late else place * 3 % 28 - 5), "daily_report", place))
        return sorted(found)

    def act(self, form: str, place: int, day: date) -> None:
        """Carry one of `events` out."""
        code = self.size.masters_codes[place]
        if form == "check_in":
            self.check_in(code)
        elif form == "daily_report":
            self.report(code, day)
        else:
            group = self.size.group_codes[place]
            members = self.size.members(group)
            absent = {members[(place + day.toordinal()) % len(members)]: "н"} if place % 2 else {}
            self.monitor(code, group, absent)


@contextmanager
def college(folder: Path, size: Size, first: datetime) -> Iterator[College]:
    """A school set up and filled at a moment, with everybody ready to work."""
    founding.found(folder, profile="college", workspace="embedded", name="Колледж")
    workspace = Workspace(folder / opening.WORKSPACE)
    with opening.opened(folder) as known:
        opened = College(size, known, workspace, Browser(workspace))
        moment = opened.at(first)
        carried_out(known, moment)
        write_tables(known, moment, tables(size, moment.date()))
        # Once more with the tables filled: the forms' lists follow them.
        carried_out(known, moment)
        school = known.at(moment)
        school.sources.recall()
        opened.addresses = {form: school.responder(form) for form in school.profile["forms"]}
        opened.book = school.sources.files["school"].id
        yield opened
    workspace.close()


def carried_out(known: OpenSchool, moment: datetime) -> None:
    school = known.at(moment)
    with known.state.exclusive():
        for step in steps(school):
            step.do()
        school.refresh()
        for form in school.profile["forms"]:
            school.sync_form(form)


def write_tables(known: OpenSchool, moment: datetime, rows: Mapping[str, list[list[str]]]) -> None:
    """Fill tabs of the school's workbook from their second row on, as people would."""
    school = known.at(moment)
    school.sources.recall()
    school.refresh()
    file = school.sources.files["school"]
    book = known.gate.sheets.read(file.id)
    requests = []
    for key, wanted in rows.items():
        blank = school.school_book.tab(key)
        tab = book.tab(blank.title)
        assert tab is not None
        if len(wanted) >= tab.row_count:
            requests.append(tabs.grid_size(tab.sheet_id, len(wanted) + 1, tab.column_count))
        requests += fill(blank, tab.sheet_id, wanted)
    known.gate.sheets.write(file.id, requests)


def tables(size: Size, first: date) -> dict[str, list[list[str]]]:
    """Rows of the school's tables. Everybody but the first master, who is on leave, works all year."""
    masters, groups = size.masters_codes, size.group_codes
    people = [
        [
            code,
            name(place),
            f"m{place:03}@example.org",
            "мастер п/о; куратор" if place < size.groups else "мастер п/о",
        ]
        for place, code in enumerate(masters)
    ]
    return {
        "staff": people,
        "absences": [[masters[0], f"{first:%d.%m.%Y}", "", "отпуск", ""]],
        "groups": [[group, "Повар, кондитер", masters[place]] for place, group in enumerate(groups)],
        "students": [
            [code, name(number + place * 7), group]
            for place, group in enumerate(groups)
            for number, code in enumerate(size.members(group))
        ],
        "timetable": [
            [weekday, "", LESSONS[weekday], group, masters[place], "Учебная практика"]
            for weekday in WEEKDAYS
            for place, group in enumerate(groups)
        ],
    }


def name(number: int) -> str:
    """A full name; the first 800 differ."""
    return f"{SURNAMES[number % 10]} {NAMES[number // 10 % 10]} {FATHERS[number // 100 % 8]}"


def _at(day: date, start: time, minutes: int) -> datetime:
    return datetime.combine(day, start) + timedelta(minutes=minutes)
