"""A fictional college out of lists and a fixed seed: rows of the school's workbook, tab by tab. Texts
come from the templates."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Rows = list[list[str]]


@dataclass(frozen=True)
class College:
    """`tables` are rows by tab key, each row in the order of the tab's columns; `names` are full names by
    staff code, with the names of outside recipients by their address."""

    tables: Mapping[str, Rows]
    names: Mapping[str, str]


def build(told: Mapping[str, Any]) -> College:
    """The college of `demo/college.toml`: the same names every time, no two people with one full name."""
    people = _People(told["names"], random.Random(told["seed"]))
    staff = _staff(told, people)
    names = {row[0]: row[1] for row in staff}
    recipients = _recipients(told["recipients"]["rows"], names, people)
    names |= {row[1]: row[2] for row in recipients}
    return College(
        {
            "staff": staff,
            "absences": told["absences"]["rows"],
            "groups": [[group["code"], group["title"], group["curator"]] for group in told["group"]],
            "students": list(_students(told, people)),
            "timetable": list(_timetable(told["timetable"])),
            "changes": told["changes"]["rows"],
            "calendar": told["calendar"]["rows"],
            "recipients": recipients,
        },
        names,
    )


@dataclass
class _People:
    """Draws full names; a surname of the staff belongs to one person only."""

    lists: Mapping[str, Any]
    chance: random.Random

    def __post_init__(self) -> None:
        self._staff = list(self.lists["staff"])
        self.chance.shuffle(self._staff)
        self._taken: set[str] = set()

    def of_staff(self, female: bool) -> str:
        return self._named(self._staff.pop(), female)

    def student(self) -> str:
        return self._named(self.chance.choice(self.lists["students"]), self.chance.random() < 0.5)

    def _named(self, surname: str, female: bool) -> str:
        lists, chance = self.lists, self.chance
        while True:
            given = chance.choice(lists["female" if female else "male"])
            father = chance.choice(lists["fathers"])
            ending = lists["female_ending" if female else "male_ending"]
            name = f"{surname}{lists['female_surname_ending'] if female else ''} {given} {father}{ending}"
            if name not in self._taken:
                self._taken.add(name)
                return name


def _staff(told: Mapping[str, Any], people: _People) -> Rows:
    rows = []
    for person in told["staff"]:
        code = person["code"]
        name = person.get("name") or people.of_staff(person["sex"] == "female")
        letter, _, number = code.partition("-")
        email = person.get("email") or told["staff_email"][letter].format(number=number)
        rows.append([code, name, email, person["roles"], person.get("active_from", ""), ""])
    return rows


def _recipients(rows: Sequence[Sequence[str]], names: Mapping[str, str], people: _People) -> Rows:
    return [[title, email, names[code] if code else people.of_staff(True)] for title, email, code in rows]


def _students(told: Mapping[str, Any], people: _People) -> Iterator[list[str]]:
    """Each group's students in the order of the alphabet, as in a register."""
    for place, group in enumerate(told["group"], start=1):
        names = sorted((people.student() for _ in range(told["students_in_a_group"])), key=_alphabetical)
        for number, name in enumerate(names, start=1):
            at = {"group": place, "number": number}
            code, email = told["student_code"].format(**at), told["student_email"].format(**at)
            yield [code, name, group["code"], email, "", ""]


def _alphabetical(name: str) -> str:
    return name.lower().replace("ё", "е")


def _timetable(told: Mapping[str, Any]) -> Iterator[list[str]]:
    for weekday, lessons in told["days"].items():
        for group, number, teacher in lessons:
            yield [weekday, "", number, group, teacher, told["subject"], told["room"]]
