"""Every act may be tried twice: repeated ticks, lost answers of Google, a process killed at any call."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import requests
from requests.adapters import BaseAdapter

from starosta import opening, settings
from starosta.errors import WorkspaceUnreachable
from starosta.google.gate import Gate
from starosta.opening import OpenSchool
from starosta.runner import tick
from starosta.state.database import State
from tests.automations.college import Cell, College
from workspace_emulator.google import Workspace

LESSON = "11.11 · 1"
MONITORING = "Мониторинг образовательного процесса"
EXPECTED = {
    "ivanov.ilya@example.org": ["Отметка «Готов к работе»: ждём с 8:15"],
    "ivanov.ivan@example.org": ["Отметка «Готов к работе»: ждём с 8:15"],
    "lebedeva@example.org": ["Отметка «Готов к работе»: ждём с 8:15"],
    "semyonova@example.org": [f"{MONITORING} — до 9:15", "Отметка «Готов к работе»: ждём с 8:15"],
}


class Killed(BaseException):
    """The process is no more: nothing of ours may catch it."""


class Fatal(BaseAdapter):
    """The way to Google until a call with this number, which kills the process before or after its work."""

    def __init__(self, way: BaseAdapter, number: int, after: bool) -> None:
        super().__init__()
        self.way, self.left, self.after = way, number, after

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:  # type: ignore[override]
        self.left -= 1
        if self.left == 0 and not self.after:
            raise Killed
        answer = self.way.send(request, **options)
        if self.left == 0:
            raise Killed
        return answer

    def close(self) -> None:
        self.way.close()


def tick_and_die(college: College, number: int, after: bool) -> bool:
    """A tick in a process that dies at its call of this number; False when there was no such call."""
    known = settings.load(college.folder)
    state = State.open(settings.state_url(known, college.folder))
    door = opening.door(known, college.folder)
    fatal = Fatal(door.account.get_adapter("https://gmail.googleapis.com/"), number, after)
    for prefix in list(door.account.adapters):
        if prefix.startswith("https"):
            door.account.mount(prefix, fatal)
    gate = Gate(door, college.waits.patience)
    try:
        tick(OpenSchool(college.folder, known, gate, state).at(college.moment))
    except Killed:
        return True
    finally:
        gate.close()
        state.close()
    return False


def a_busy_minute(college: College) -> None:
    """At 9:05 everything happens at once: reminders, a late reminder, marks to carry over."""
    college.at("2026-11-11 09:03").monitoring("М-01", "ПК-11", {"0012": "н"})
    college.at("09:05")


def outcome(college: College) -> tuple[dict[str, list[str]], list[list[Cell]]]:
    """All letters of the staff in the order of their titles, and the attendance sheet."""
    letters = {to: sorted(titles) for to, titles in college.everyone().items() if "master" not in to}
    return letters, college.sheet("attendance", "ПК-11")


SHEET = [
    ["Код", "Фамилия Имя Отчество", LESSON],
    ["0012", "Алексеева Дарья Олеговна", "н"],
    ["0013", "Ёлкин Фёдор Артёмович"],
    ["0014", "Ким Ирина"],
]


def test_a_tick_run_twice_changes_nothing(college: College) -> None:
    a_busy_minute(college)
    college.tick()
    before = outcome(college), college.outbox()
    ticked = college.tick()
    assert (ticked.letters, ticked.cells, college.written) == (0, 0, {})
    assert (outcome(college), college.outbox()) == before
    assert outcome(college) == (EXPECTED, SHEET)


def test_a_quiet_minute_costs_at_most_two_calls_and_writes_nothing(college: College) -> None:
    college.ticks("2026-11-11 08:30", "08:31")
    for minute in range(32, 46):
        college.at(f"08:{minute}").tick()
        assert sum(college.made.values()) <= 2
        assert college.written == {}


def test_a_restart_at_9_17_sends_nothing_twice(college: College) -> None:
    college.ticks("2026-11-11 08:05", "08:20", "09:05", "09:16")
    before = college.outbox()
    college.ticks("09:17", "09:17", "09:18")
    assert college.outbox() == before
    assert set(before.values()) == {"sent"}


DRAFTS = [
    (f"gmail.users.drafts.{method}", when) for method in ("create", "send") for when in ("before", "after")
]
LOST = [
    *((method, when, nth) for method, when in DRAFTS for nth in (1, 3)),
    ("sheets.spreadsheets.batchUpdate", "before", 1),
    ("sheets.spreadsheets.batchUpdate", "after", 1),
    ("forms.forms.responses.list", "before", 2),
    ("drive.files.list", "before", 1),
]


@pytest.mark.parametrize(("method", "when", "nth"), LOST)
def test_a_lost_answer_costs_nothing_but_time(college: College, method: str, when: str, nth: int) -> None:
    """The line drops for good in the middle of the tick; later ticks come to the same letters and sheets."""
    a_busy_minute(college)
    college.strike(method, kind="drop", when=when, nth=nth, times=0)
    with suppress(WorkspaceUnreachable):
        college.tick()
    college.heal()
    college.ticks("09:08", "09:10")
    assert outcome(college) == (EXPECTED, SHEET)
    assert set(college.outbox().values()) <= {"sent", "superseded"}


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_process_killed_at_any_call_leaves_the_same_letters_and_sheets(
    folder: Path, tmp_path: Path, after: bool
) -> None:
    """Every fourth call of the busy minute in turn; the call is not made, or made and never answered."""
    number = 1 + after
    while True:
        copy = shutil.copytree(folder, tmp_path / f"{after}-{number}")
        workspace = Workspace(copy / "workspace.sqlite")
        college = College(copy, workspace)
        a_busy_minute(college)
        died = tick_and_die(college, number, after)
        college.ticks("09:08", "09:10")
        found = outcome(college)
        workspace.close()
        assert found == (EXPECTED, SHEET), number
        if not died:
            break
        number += 4
    assert number > 10
