"""Answers edited days later: the sheets follow, as long as somebody hears of what they do not follow any
more."""

from __future__ import annotations

from tests.automations.college import College
from tests.automations.test_corrections import filled, marks, register
from tests.automations.test_reports import WHOLE

RESPONSES = "forms.forms.responses.list"
LATER = "Отметки группы ПК-11 [0012]"


def test_an_edit_two_days_later_reaches_the_journal_and_a_person_s_mark_stands(college: College) -> None:
    sent = college.at("2026-11-11 09:10").monitoring("М-01", "ПК-11", {"0012": "н", "0013": "н"})
    college.monitoring("М-03", "ЭМ-21", {"0022": "н"})
    college.at("09:11").tick()
    college.change("ПК-11", "0013", "11.11 · 1", "осв", book="attendance")
    college.at("2026-11-13 08:40").edit(sent, {LATER: "у", "Отметки группы ПК-11 [0013]": "у"})
    ticked = college.at("08:41").tick()
    assert ticked.problems == ()
    assert marks(college, "ПК-11") == {"0012": ["у"], "0013": ["осв"], "0014": []}
    assert marks(college, "ЭМ-21") == {"0021": [], "0022": ["н"]}
    college.monitoring("М-02", "СВ-12", {"0031": "н"})
    college.at("08:44").tick()
    assert (college.made[RESPONSES], marks(college, "СВ-12")) == (2, {"0031": ["н"]})
    college.at("08:45").tick()
    assert college.written == {}


def test_an_edited_report_of_a_day_long_closed_changes_its_own_rows_alone(college: College) -> None:
    sent = college.at("2026-11-10 14:10").report("М-01", WHOLE.format(trouble="нет"))
    college.report("М-02", WHOLE.format(trouble="нет"))
    college.tick()
    before = register(college)["10.11.2026 М-02"]
    college.at("2026-11-13 14:10").edit(sent, {"Хронометраж": "8:15–14:05; мастер п/о; практика; тема; нет"})
    college.at("14:11").tick()
    assert [row for row in filled(college, "Часы по ролям", 1, 2, 4) if row[0] == "М-01"] == [
        ["М-01", "мастер п/о", "5,83"]
    ]
    assert register(college)["10.11.2026 М-02"] == before
    assert register(college)["10.11.2026 М-01"][:3] == ["вовремя", "10.11 14:10", "350"]


def test_a_report_moved_to_another_day_days_later_leaves_the_day_it_stood_at(college: College) -> None:
    college.at("2026-11-10 09:00").tick()
    sent = college.at("2026-11-11 14:10").report("М-01", WHOLE.format(trouble="нет"), "2026-11-11")
    college.tick()
    college.at("2026-11-13 14:10").edit(sent, {"Рабочий день, дата": "2026-11-10"})
    reads = []
    for moment in ("14:10", "14:11"):
        college.at(moment).tick()
        reads.append(college.made[RESPONSES])
    assert {row[0] for row in filled(college, "Часы по ролям", 0)} == {"10.11.2026"}
    assert reads == [3, 2], "each of the three forms once, then the two that are looked at"


def test_an_edit_about_a_day_that_nothing_touches_any_more_is_told(college: College) -> None:
    sent = college.at("2026-11-11 09:10").monitoring("М-01", "ПК-11", {"0012": "н"})
    college.at("09:11").tick()
    college.at("2026-12-14 08:40").edit(sent, {LATER: "у"})
    ticked = college.at("08:41").tick()
    assert college.problems(ticked) == [("answers.edited_too_late", "", 0, "")]
    assert marks(college, "ПК-11")["0012"] == ["н"]


def test_a_report_sent_the_day_before_still_stands_the_day_after(college: College) -> None:
    college.at("2026-11-11 14:10").report("М-01", WHOLE.format(trouble="нет"), "2026-11-12")
    college.tick()
    college.at("2026-11-12 14:10").tick()
    assert register(college)["12.11.2026 М-01"][:2] == ["вовремя", "11.11 14:10"]
    college.at("2026-11-13 08:10").report("М-02", WHOLE.format(trouble="нет"), "2026-11-12")
    college.tick()
    assert register(college)["12.11.2026 М-01"][:2] == ["вовремя", "11.11 14:10"]
    assert register(college)["12.11.2026 М-02"][1] == "13.11 08:10"
