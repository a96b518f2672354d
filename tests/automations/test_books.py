"""Workbooks and tabs that people delete, and the empty tab with which Google makes every book."""

from __future__ import annotations

import pytest

from tests.automations.college import College
from tests.automations.test_reports import WHOLE

BATCH = "sheets.spreadsheets.batchUpdate"


def test_an_outage_in_the_middle_of_setup_leaves_no_empty_tab(college: College) -> None:
    college.delete(college.book("school"))
    college.strike(BATCH, kind="drop", nth=2, times=0)
    college.setup()
    college.heal()
    assert college.setup() == []
    assert 0 not in college.tabs("school").values()


@pytest.mark.parametrize(
    ("title", "typed", "done"),
    [
        ("Лист1", "", ["untouched", "write"]),
        ("Sheet1", "", ["untouched", "write"]),
        ("Лист1", "черновик", []),
        ("Заметки мастеров", "", []),
    ],
)
def test_only_google_s_own_empty_tab_is_taken_away(
    college: College, title: str, typed: str, done: list[str]
) -> None:
    college.rework("school", {"addSheet": {"properties": {"sheetId": 0, "title": title}}})
    if typed:
        college.write("school", title, "A1", [[typed]])
    assert college.setup() == done
    assert (title in college.tabs("school")) is (done == [])


def test_a_status_that_people_gave_stands_whatever_days_one_tick_writes(college: College) -> None:
    first = college.at("2026-11-11 14:10").report("М-01", WHOLE.format(trouble="нет света"))
    college.tick()
    number = str(college.sheet("registers", "Проблемы")[1][0])
    college.change("Проблемы", number, "Статус", "решена", book="registers")
    college.at("2026-11-12 08:00").edit(first, {"Хронометраж": WHOLE.format(trouble="нет света") + "."})
    college.report("М-02", WHOLE.format(trouble="нет воды"))
    college.at("08:01").tick()
    assert [row[4:6] for row in college.sheet("registers", "Проблемы")[1:]] == [
        ["нет света", "решена"],
        ["нет воды", "новая"],
    ]
    assert "Расхождения" not in college.tabs("registers")
