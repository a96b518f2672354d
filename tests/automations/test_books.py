"""Workbooks and tabs that people delete, and the empty tab with which Google makes every book."""

from __future__ import annotations

import pytest

from tests.automations.college import ADMIN, Cell, College
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


def two_days(college: College) -> College:
    """Marks of Tuesday and Wednesday, of two groups; now it is Saturday and М-01 answers again."""
    college.at("2026-11-10 09:10").monitoring("М-01", "ПК-11", {"0012": "н"})
    college.at("09:11").tick()
    college.at("2026-11-11 09:10").monitoring("М-01", "ПК-11", {"0013": "у"})
    college.monitoring("М-03", "ЭМ-21", {"0022": "н"})
    college.at("09:11").tick()
    return college


def marks(college: College, group: str) -> list[list[Cell]]:
    """The titles of the lessons and the rows of the marks."""
    return [row[2:] for row in college.sheet("attendance", group)]


PK_11 = [["10.11 · 1", "11.11 · 1", "14.11 · 1"], ["н", "", "оп"], ["", "у"], []]


def test_a_deleted_tab_comes_back_with_the_whole_month_and_the_admin_hears_it_once(college: College) -> None:
    two_days(college).drop_tab("attendance", "ПК-11")
    college.at("2026-11-14 09:10").monitoring("М-01", "ПК-11", {"0012": "оп"})
    ticked = college.at("09:11").tick()
    assert college.problems(ticked) == [("books.tab_remade", "", 0, "")]
    assert marks(college, "ПК-11") == PK_11
    assert marks(college, "ЭМ-21") == [["11.11 · 1"], [], ["н"]]
    college.ticks("09:12", "09:23")
    told = [letter.text for letter in college.inbox(ADMIN) if "удалили вкладку «ПК-11»" in letter.text]
    assert len(told) == 1


def test_a_deleted_book_comes_back_whole_and_without_google_s_tab(college: College) -> None:
    two_days(college)
    college.delete(college.book("attendance"))
    college.at("2026-11-14 09:10").monitoring("М-01", "ПК-11", {"0012": "оп"})
    ticked = college.at("09:11").tick()
    assert college.problems(ticked) == [("books.remade", "", 0, "")]
    assert list(college.tabs("attendance")) == ["ПК-11", "ЭМ-21", "Занятия"]
    assert marks(college, "ПК-11") == PK_11
    assert marks(college, "ЭМ-21") == [["11.11 · 1"], [], ["н"]]


def test_a_notice_that_has_to_wait_for_its_letter_is_not_lost(college: College) -> None:
    two_days(college)
    college.at("2026-11-14 09:05").append("Расписание", ["сряда", "", "5", "СВ-12", "М-02"])
    college.tick()
    college.drop_tab("attendance", "ПК-11")
    college.at("09:10").monitoring("М-01", "ПК-11", {"0012": "оп"})
    college.ticks("09:11", "09:16")
    assert "удалили вкладку «ПК-11»" in college.inbox(ADMIN)[-1].text


def test_deleted_registers_come_back_with_the_days_before(college: College) -> None:
    college.at("2026-11-10 14:10").report("М-01", WHOLE.format(trouble="нет света"))
    college.tick()
    college.delete(college.book("registers"))
    college.at("2026-11-13 14:10").report("М-01", WHOLE.format(trouble="нет воды"))
    college.at("14:11").tick()
    rows = college.sheet("registers", "Проблемы")[1:]
    assert [[row[1], *row[4:6]] for row in rows] == [
        ["10.11.2026", "нет света", "новая"],
        ["13.11.2026", "нет воды", "новая"],
    ]
    assert list(college.tabs("registers")) == ["Реестр дня", "Часы по ролям", "Проблемы"]
