"""The cast's college founded, set up and filled in: what every test of the automations begins with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starosta import founding, setup
from starosta import shelf as shelves
from starosta.blanks import school_workbook
from tests.automations.college import Cell, College
from tests.cast import GROUPS, LEAVE, SLOTS, STAFF, STUDENTS
from workspace_emulator.google import Workspace

WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота")


def rows_of_the_cast() -> dict[str, list[list[Cell]]]:
    """The tables of the cast as people would have typed them."""
    return {
        "staff": [
            [p.code, p.name, p.email, "; ".join(role.name for role in p.roles)] for p in STAFF.values()
        ],
        "absences": [
            [LEAVE.person, f"{LEAVE.span.start:%d.%m.%Y}", f"{LEAVE.span.end:%d.%m.%Y}", LEAVE.reason]
        ],
        "groups": [[group.code, group.title, group.curator] for group in GROUPS.values()],
        "students": [[s.code, s.name, s.group, s.email] for s in STUDENTS.values()],
        "timetable": [
            [WEEKDAYS[s.weekday], "", f"{s.first}–{s.last}", s.group, s.teacher, s.subject, s.room]
            for s in SLOTS
        ],
    }


def found(folder: Path, workspace: Workspace) -> College:
    """A college set up with the cast's tables, early on their Wednesday; no tick has been made yet."""
    founding.found(folder, profile="college", workspace="embedded", name="Колледж", time_zone="Asia/Irkutsk")
    college = College(folder, workspace).at("2026-11-11 07:00")
    college.setup()
    tables = school_workbook(shelves.Shelf.of(), shelves.profile("college"), "")
    ids = college.tabs("school")
    requests: list[dict[str, Any]] = []
    for key, rows in rows_of_the_cast().items():
        requests += setup.fill(tables.tab(key), ids[tables.tab(key).title], rows)
    college.rework("school", *requests)
    college.sync()
    return college
