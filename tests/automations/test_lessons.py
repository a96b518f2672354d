"""Which lesson an answer of «Мониторинг» is about: the journal and the statuses say the same."""

from __future__ import annotations

import pytest

from tests.automations.college import Cell, College

IVANOV = "ivanov.ivan@example.org"
FIRST, REST = "11.11 · 1", "11.11 · 2"
NUMBERS = "C4"
"""Where the timetable says which lessons М-01 gives ПК-11 on Wednesday: «1–4»."""


@pytest.fixture
def in_two(college: College) -> College:
    """М-01 gives ПК-11 lesson 1 and, as another lesson, 2–4."""
    college.at("2026-11-11 08:00").write("school", "Расписание", NUMBERS, [["1"]])
    college.append("Расписание", ["среда", "", "2–4", "ПК-11", "М-01", "Учебная практика"])
    return college


def journal(college: College) -> dict[str, list[Cell]]:
    """Column → the marks of 0012, 0013 and 0014."""
    head, *rows = college.sheet("attendance", "ПК-11")
    return {
        str(title): [row[place] if place < len(row) else "" for row in rows]
        for place, title in enumerate(head)
        if place > 1
    }


def test_each_lesson_has_the_answer_that_was_owed_for_it(in_two: College) -> None:
    in_two.change("Обязанности", "monitoring", "Когда", "каждое занятие")
    in_two.at("09:05").monitoring("М-01", "ПК-11", {"0012": "н"})
    in_two.tick()
    in_two.at("10:30").monitoring("М-01", "ПК-11", {"0013": "н"})
    in_two.tick()
    assert journal(in_two) == {FIRST: ["н", "", ""], REST: ["", "н", ""]}
    assert [title for title in in_two.titles(IVANOV) if title.startswith("Мониторинг группы")] == []
    in_two.at("11:00").monitoring("М-01", "ПК-11", {"0014": "н"})
    in_two.tick()
    assert journal(in_two) == {FIRST: ["н", "", ""], REST: ["", "", "н"]}


def test_an_answer_owed_at_a_plain_time_is_about_the_lesson_going_on(in_two: College) -> None:
    in_two.change("Обязанности", "monitoring", "Срок", "10:15")
    in_two.at("10:10").monitoring("М-01", "ПК-11", {"0012": "н"})
    in_two.tick()
    assert journal(in_two) == {REST: ["н", "", ""]}
