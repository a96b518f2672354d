"""What a corrected answer said before is withdrawn wherever it stood, unless a person changed the cell."""

from __future__ import annotations

from tests.automations.college import Cell, College
from tests.automations.test_reports import WHOLE

OTHER_GROUP = {
    "Группа": "СВ-12",
    "Посещаемость группы СВ-12": "Есть отсутствующие или опоздавшие",
    "Отметки группы СВ-12 [0031]": "н",
}


def marks(college: College, group: str) -> dict[Cell, list[Cell]]:
    """Student → the marks of the lessons that have any column."""
    return {row[0]: row[2:] for row in college.sheet("attendance", group)[1:]}


def register(college: College) -> dict[Cell, list[Cell]]:
    """Date and person → status, when it came, minutes, coverage, roles, remarks."""
    return {f"{row[0]} {row[1]}": row[3:] for row in college.sheet("registers", "Реестр дня")[1:]}


def filled(college: College, tab: str, *columns: int) -> list[list[Cell]]:
    """Chosen columns of the rows that are not blank."""
    rows = college.sheet("registers", tab)[1:]
    return [[row[place] for place in columns] for row in rows if any(row)]


def test_marks_of_the_wrong_group_do_not_stay_there(college: College) -> None:
    sent = college.at("2026-11-11 09:10").monitoring("М-03", "ЭМ-21", {"0021": "у", "0022": "н"})
    college.at("09:11").tick()
    assert marks(college, "ЭМ-21") == {"0021": ["у"], "0022": ["н"]}
    college.change("ЭМ-21", "0021", "11.11 · 1", "осв", book="attendance")
    college.at("09:20").edit(sent, OTHER_GROUP)
    college.at("09:21").tick()
    assert marks(college, "ЭМ-21") == {"0021": ["осв"], "0022": []}
    assert marks(college, "СВ-12") == {"0031": ["н"]}
    assert [row[:5] for row in college.sheet("attendance", "Расхождения")[1:]] == [
        ["ЭМ-21", "0021", "11.11 · 1", "осв", "—"]
    ]
    college.at("09:22").tick()
    assert college.written == {}


def test_marks_of_a_master_who_does_not_teach_the_group_are_withdrawn(college: College) -> None:
    sent = college.at("2026-11-11 09:10").monitoring("М-03", "ЭМ-21", {"0022": "н"})
    college.at("09:11").tick()
    college.at("09:20").edit(sent, {"Кто проводит занятие": "М-02"})
    college.at("09:21").tick()
    assert marks(college, "ЭМ-21") == {"0021": [], "0022": []}


def test_marks_stand_when_only_the_timetable_changes(college: College) -> None:
    college.at("2026-11-11 09:10").monitoring("М-03", "ЭМ-21", {"0022": "н"})
    college.at("09:11").tick()
    college.write("school", "Расписание", "A7", [["пятница"]])
    college.at("2026-11-12 08:20").monitoring("М-03", "ЭМ-21")
    college.tick()
    assert marks(college, "ЭМ-21") == {"0021": [], "0022": ["н"]}


def test_a_report_under_the_wrong_name_counts_once(college: College) -> None:
    sent = college.at("2026-11-11 14:10").report("М-02", WHOLE.format(trouble="нет света"))
    college.at("14:11").tick()
    assert register(college)["11.11.2026 М-02"][:2] == ["вовремя", "11.11 14:10"]
    college.at("14:20").edit(sent, {"Кто отчитывается": "М-01"})
    college.at("14:21").tick()
    assert register(college)["11.11.2026 М-02"] == ["ожидается"]
    assert register(college)["11.11.2026 М-01"][:3] == ["вовремя", "11.11 14:10", "350"]
    assert filled(college, "Часы по ролям", 1, 2, 4) == [
        ["М-01", "мастер п/о", "4,75"],
        ["М-01", "куратор", "1,08"],
    ]
    assert filled(college, "Проблемы", 2, 4, 5) == [["Иванов Иван Иванович", "нет света", "новая"]]


def test_a_report_under_the_wrong_date_counts_once(college: College) -> None:
    college.at("2026-11-10 09:00").tick()
    sent = college.at("2026-11-11 11:00").report("М-01", WHOLE.format(trouble="нет"), "2026-11-10")
    college.at("11:01").tick()
    assert filled(college, "Часы по ролям", 0, 2) == [
        ["10.11.2026", "мастер п/о"],
        ["10.11.2026", "куратор"],
    ]
    college.at("14:10").edit(sent, {"Рабочий день, дата": "2026-11-11"})
    college.at("14:11").tick()
    assert filled(college, "Часы по ролям", 0, 2) == [
        ["11.11.2026", "мастер п/о"],
        ["11.11.2026", "куратор"],
    ]
    assert register(college)["10.11.2026 М-01"] == ["не сдано"]


def test_what_people_wrote_stays_beside_a_trouble_whose_text_is_edited(college: College) -> None:
    sent = college.at("2026-11-11 14:10").report("М-01", WHOLE.format(trouble="нет света"))
    college.tick()
    number = str(college.sheet("registers", "Проблемы")[1][0])
    college.change("Проблемы", number, "Статус", "решена", book="registers")
    college.change("Проблемы", number, "Решение", "починили", book="registers")
    for minute, text in (("20", "нет света в цехе"), ("30", "нет света")):
        college.at(f"14:{minute}").edit(sent, {"Хронометраж": WHOLE.format(trouble=text)})
        college.tick()
        assert filled(college, "Проблемы", 4, 5, 7) == [[text, "решена", "починили"]]


def test_a_trouble_that_its_author_took_back_stays_when_people_worked_on_it(college: College) -> None:
    texts = WHOLE.format(trouble="нет света").replace("обзвонил; нет", "обзвонил; связь рвётся")
    sent = college.at("2026-11-11 14:10").report("М-01", texts)
    college.tick()
    number = str(college.sheet("registers", "Проблемы")[1][0])
    college.change("Проблемы", number, "Решение", "починили", book="registers")
    college.at("14:20").edit(sent, {"Хронометраж": WHOLE.format(trouble="опоздал автобус")})
    college.ticks("14:20", "14:23")
    assert filled(college, "Проблемы", 4, 5) == [
        ["нет света (автор убрал из отчёта)", "новая"],
        ["опоздал автобус", "новая"],
    ]
    college.at("14:30").edit(sent, {"Хронометраж": texts})
    college.tick()
    assert filled(college, "Проблемы", 4, 5) == [["нет света", "новая"], ["связь рвётся", "новая"]]


def test_hours_that_a_person_typed_stay_numbers_when_the_report_is_edited(college: College) -> None:
    sent = college.at("2026-11-11 14:10").report("М-01", WHOLE.format(trouble="нет"))
    college.tick()
    college.change("Часы по ролям", "11.11.2026", "Часов", "4,5", book="registers")
    college.at("14:20").edit(sent, {"Хронометраж": WHOLE.format(trouble="нет").replace("13:00", "12:30")})
    college.tick()
    plain = college.sheet("registers", "Часы по ролям", "UNFORMATTED_VALUE")
    assert [row[4] for row in plain[1:]] == [4.5, 1.58]
    assert [row[:5] for row in college.sheet("registers", "Расхождения", "UNFORMATTED_VALUE")[1:]] == [
        ["Часы по ролям", "2026-11-11/М-01/мастер п/о", "Часов", 4.5, 4.25]
    ]
