"""What is corrected, misdated or missed for days: nothing is counted twice and nothing is lost."""

from __future__ import annotations

from tests.automations.college import College
from tests.automations.test_reports import WHOLE

BY_HAND = "решена"


def hours(college: College) -> dict[str, str]:
    """Hours by role as the month's workbook shows them."""
    rows = college.sheet("registers", "Часы по ролям")
    role, spent = rows[0].index("Роль"), rows[0].index("Часов")
    return {str(row[role]): str(row[spent]) for row in rows[1:] if len(row) > spent and row[role]}


def test_a_machine_that_was_off_for_days_carries_the_answers_of_all_of_them_into_the_sheets(
    college: College,
) -> None:
    college.at("2026-11-10 09:11").tick()
    college.at("2026-11-11 09:10").monitoring("М-01", "ПК-11", {"0012": "н"})
    college.at("2026-11-13 10:00").tick()
    header, first = college.sheet("attendance", "ПК-11")[:2]
    assert header[2:] == ["11.11 · 1"]
    assert first == ["0012", "Алексеева Дарья Олеговна", "н"]


def test_hours_of_a_corrected_role_are_not_counted_twice(college: College) -> None:
    sent = college.at("2026-11-11 14:10").report("М-01", WHOLE.format(trouble="нет"))
    college.at("14:11").tick()
    assert hours(college) == {"мастер п/о": "4,75", "куратор": "1,08"}
    college.at("14:20").edit(sent, {"Хронометраж": "8:15–14:05; мастер п/о; практика; тема пройдена; нет"})
    college.at("14:21").tick()
    assert hours(college) == {"мастер п/о": "5,83"}


def test_the_status_of_a_trouble_belongs_to_people_once_the_row_is_there(college: College) -> None:
    sent = college.at("2026-11-11 14:10").report("М-01", WHOLE.format(trouble="нет связи"))
    college.at("14:11").tick()
    rows = college.sheet("registers", "Проблемы")
    place = rows[0].index("Статус")
    assert rows[1][place] == "новая"
    college.write("registers", "Проблемы", f"{chr(65 + place)}2", [[BY_HAND]])
    college.at("14:20").edit(sent, {"Хронометраж": WHOLE.format(trouble="нет связи") + "."})
    college.at("14:21").tick()
    assert college.sheet("registers", "Проблемы")[1][place] == BY_HAND
    assert "Расхождения" not in college.tabs("registers")


def test_a_formula_that_a_person_put_into_a_cell_stands(college: College) -> None:
    sent = college.at("2026-11-11 09:10").monitoring("М-01", "ПК-11", {"0012": "н"})
    college.at("09:11").tick()
    college.write("attendance", "ПК-11", "C2", [['=IF(1=1;"н";"")']])
    college.at("09:20").edit(sent, {"Отметки группы ПК-11 [0012]": "у"})
    college.at("09:21").tick()
    assert college.sheet("attendance", "ПК-11", "FORMULA")[1][2] == '=IF(1=1;"н";"")'
    assert "Расхождения" in college.tabs("attendance")


def test_a_report_about_a_day_that_is_not_open_is_told_to_the_admin(college: College) -> None:
    college.at("2026-11-11 14:10").report("М-01", WHOLE.format(trouble="нет"), "2026-10-11")
    ticked = college.at("14:11").tick()
    assert "answers.date_not_open" in [problem.code for problem in ticked.problems]
