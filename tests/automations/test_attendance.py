"""From a monitoring answer to the group's sheet: marks, keys, people's edits, and every way people rearrange
a sheet."""

from __future__ import annotations

import pytest

from tests.automations.college import DEPUTY, Cell, College

IVANOV = "ivanov.ivan@example.org"
LESSON = "11.11 · 1"


def journal(college: College, group: str = "ПК-11") -> dict[str, object]:
    """Student → the mark of the day's one lesson, '' where there is none."""
    head, *rows = college.sheet("attendance", group)
    code, lesson = head.index("Код"), head.index(LESSON)
    return {
        str(row[code]): row[lesson] if lesson < len(row) else ""
        for row in rows
        if len(row) > code and row[code]
    }


def conflicts(college: College) -> list[list[Cell]]:
    """(tab, row, column, standing, wanted) of «Расхождения»."""
    return [row[:5] for row in college.sheet("attendance", "Расхождения")[1:]]


def answered(college: College, **marks: str) -> College:
    """The master of ПК-11 answered at 9:10 and the tick of 9:11 carried it over."""
    written = {code.removeprefix("s"): mark for code, mark in marks.items()}
    college.at("2026-11-11 09:10").monitoring("М-01", "ПК-11", written)
    college.at("09:11").tick()
    return college


def test_marks_stand_by_student_and_lesson_as_the_lists_show_them(college: College) -> None:
    answered(college, s0012="б", s0014="оп")
    head = college.sheet("attendance", "ПК-11")[0]
    assert head == ["Код", "Фамилия Имя Отчество", LESSON]
    assert journal(college) == {"0012": "у", "0013": "", "0014": "оп"}


def test_a_code_with_leading_zeros_stays_text(college: College) -> None:
    answered(college, s0012="н")
    for render in ("FORMATTED_VALUE", "UNFORMATTED_VALUE"):
        assert [row[0] for row in college.sheet("attendance", "ПК-11", render)] == [
            "Код", "0012", "0013", "0014",
        ]  # fmt: skip


def test_a_group_s_code_may_hold_a_stroke(college: College) -> None:
    college.append("Группы", ["ИСП-21/9", "Программисты"])
    college.append("Обучающиеся", ["0041", "Чижова Вера Львовна", "ИСП-21/9"])
    college.append("Расписание", ["среда", "", "1", "ИСП-21/9", "М-09"])
    college.at("2026-11-11 09:00").tick()
    college.monitoring("М-09", "ИСП-21/9", {"0041": "н"})
    college.monitoring("М-01", "ПК-11", {"0012": "н"}, **{"Тема занятия": "Чертёж"})
    (ticked,) = college.ticks("09:11")
    assert ticked.failures == ()
    assert [row[1:3] for row in college.sheet("attendance", "Занятия")[1:]] == [
        ["ИСП-21/9", "1"],
        ["ПК-11", "1"],
    ]


def test_a_lesson_keeps_the_first_time_and_the_newest_words(college: College) -> None:
    college.at("2026-11-11 09:10").monitoring("М-01", "ПК-11", **{"Что помешало занятию": "нет света"})
    college.at("09:40").monitoring("М-01", "ПК-11", **{"Что помешало занятию": "нет воды"})
    college.monitoring("М-02", "ПК-11", **{"Что помешало занятию": "чужая проблема"})
    college.ticks("09:41", "14:50")
    assert [row[4:] for row in college.sheet("attendance", "Занятия")[1:]] == [
        ["11.11 09:10", "", "", "", "нет воды"]
    ]
    (package,) = [one for one in college.inbox(DEPUTY) if one.title.startswith("Отчёты мастеров")]
    assert "Возникшие проблемы: 1" in package.text


def test_a_trouble_of_a_lesson_that_people_see_to_keeps_its_row(college: College) -> None:
    sent = college.at("2026-11-11 09:10").monitoring("М-01", "ПК-11", **{"Что помешало занятию": "нет света"})
    college.at("09:11").tick()
    college.change("Проблемы", "2026-11-11/ПК-11/1", "Статус", "решена", book="registers")
    college.at("09:20").edit(sent, {"Что помешало занятию": ""})
    college.ticks("09:21", "09:22")
    assert [row[4:6] for row in college.sheet("registers", "Проблемы")[1:]] == [
        ["нет света (автор убрал из отчёта)", "решена"]
    ]


def test_a_note_beside_a_lesson_keeps_its_place_when_the_answer_moves(college: College) -> None:
    sent = college.at("2026-11-11 09:10").monitoring("М-03", "ЭМ-21", **{"Тема занятия": "Чертёж"})
    college.at("09:11").tick()
    wider = {"sheetId": college.tabs("attendance")["Занятия"], "dimension": "COLUMNS", "length": 1}
    college.rework("attendance", {"appendDimension": wider})
    college.write("attendance", "Занятия", "J1", [["Заметка"], ["спросить"]])
    college.at("09:20").edit(sent, {"Группа": "СВ-12", "Посещаемость группы СВ-12": "Все присутствуют"})
    college.ticks("09:21", "09:22")
    rows = {tuple(row[1:3]): row[5:] for row in college.sheet("attendance", "Занятия")[1:]}
    assert rows["ЭМ-21", "1"] == ["", "", "", "", "спросить"]
    assert rows["СВ-12", "3"] == ["Чертёж"]


def test_a_second_master_s_group_gets_its_own_tab_in_the_same_workbook(college: College) -> None:
    answered(college, s0012="н")
    college.at("09:12").monitoring("М-03", "ЭМ-21", {"0022": "н"})
    college.at("09:13").tick()
    assert list(college.tabs("attendance")) == ["Занятия", "ПК-11", "ЭМ-21"]
    assert journal(college, "ЭМ-21") == {"0021": "", "0022": "н"}
    assert college.written == {"sheets.spreadsheets.batchUpdate": 1}


def test_a_cell_changed_by_hand_is_kept_and_listed(college: College) -> None:
    answered(college, s0012="н")
    college.write("attendance", "ПК-11", "C2", [["осв"]])
    college.at("09:20").monitoring("М-01", "ПК-11", {"0013": "н"})
    college.at("09:21").tick()
    assert journal(college) == {"0012": "осв", "0013": "н", "0014": ""}
    assert conflicts(college) == [["ПК-11", "0012", LESSON, "осв", "—"]]


def test_a_mark_typed_where_nothing_was_is_kept_too(college: College) -> None:
    answered(college)
    college.write("attendance", "ПК-11", "C4", [["оп"]])
    college.at("09:20").monitoring("М-01", "ПК-11", {"0014": "н"})
    college.at("09:21").tick()
    assert journal(college)["0014"] == "оп"
    assert conflicts(college) == [["ПК-11", "0014", LESSON, "оп", "н"]]


SORTED = {
    "sortRange": {
        "range": {"startRowIndex": 1},
        "sortSpecs": [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}],
    }
}
COLUMNS_MOVED = {
    "moveDimension": {
        "source": {"dimension": "COLUMNS", "startIndex": 0, "endIndex": 1},
        "destinationIndex": 3,
    }
}
ROWS_INSERTED = {"insertDimension": {"range": {"dimension": "ROWS", "startIndex": 2, "endIndex": 4}}}
COLUMN_INSERTED = {"insertDimension": {"range": {"dimension": "COLUMNS", "startIndex": 2, "endIndex": 3}}}


def aimed(request: dict[str, dict[str, object]], sheet_id: int) -> dict[str, object]:
    """The request with the tab it is about."""
    ((name, body),) = request.items()
    field = "source" if "source" in body else "range"
    return {name: {**body, field: {**body[field], "sheetId": sheet_id}}}  # type: ignore[dict-item]


@pytest.mark.parametrize("change", [SORTED, COLUMNS_MOVED, ROWS_INSERTED, COLUMN_INSERTED])
def test_rows_and_columns_are_found_wherever_people_put_them(
    college: College, change: dict[str, dict[str, object]]
) -> None:
    answered(college, s0012="н")
    college.rework("attendance", aimed(change, college.tabs("attendance")["ПК-11"]))
    college.at("09:20").monitoring("М-01", "ПК-11", {"0013": "у"})
    college.at("09:21").tick()
    assert journal(college) == {"0012": "", "0013": "у", "0014": ""}
    assert conflicts_or_none(college) == []


def test_a_renamed_tab_is_still_the_group_s(college: College) -> None:
    answered(college, s0012="н")
    college.rename_tab("attendance", "ПК-11", "Повара")
    college.at("09:20").monitoring("М-01", "ПК-11", {"0013": "у"})
    college.at("09:21").tick()
    assert list(college.tabs("attendance")) == ["Занятия", "Повара"]
    assert journal(college, "Повара")["0013"] == "у"
    assert college.made["sheets.spreadsheets.get"] == 2


def test_a_deleted_tab_is_made_again_with_the_day(college: College) -> None:
    answered(college, s0012="н")
    college.monitoring("М-03", "ЭМ-21")
    college.at("09:12").tick()
    college.drop_tab("attendance", "ПК-11")
    college.at("09:20").monitoring("М-01", "ПК-11", {"0013": "у"})
    college.at("09:21").tick()
    assert journal(college) == {"0012": "", "0013": "у", "0014": ""}


def test_a_renamed_key_column_costs_only_its_tab_and_what_was_missed_is_done_later(college: College) -> None:
    answered(college, s0012="н")
    college.rename_column("ПК-11", "Код", "Номер", book="attendance")
    college.at("09:20").monitoring("М-01", "ПК-11", {"0013": "у"})
    college.monitoring("М-03", "ЭМ-21", {"0021": "н"})
    ticked = college.at("09:21").tick()
    assert college.problems(ticked) == [("books.key_column_missing", "", 0, "")]
    assert journal(college, "ЭМ-21")["0021"] == "н"
    college.rename_column("ПК-11", "Номер", "Код", book="attendance")
    college.at("09:23").tick()
    assert journal(college) == {"0012": "", "0013": "у", "0014": ""}


def test_a_workbook_in_the_bin_waits_for_what_was_missed(college: College) -> None:
    answered(college, s0012="н")
    book = college.book("attendance")
    college.trash(book)
    college.at("09:20").monitoring("М-01", "ПК-11", {"0013": "у"})
    assert college.problems(college.tick()) == [("books.in_the_bin", "", 0, "")]
    college.trash(book, False)
    college.at("09:26").tick()
    assert journal(college)["0013"] == "у"


def test_a_workbook_deleted_for_good_is_made_anew(college: College) -> None:
    answered(college, s0012="н")
    college.delete(college.book("attendance"))
    college.at("09:20").monitoring("М-01", "ПК-11", {"0013": "у"})
    ticked = college.tick()
    assert ticked.failures == ()
    assert journal(college)["0013"] == "у"


def test_an_answer_that_contradicts_itself_is_told_to_its_master_once(college: College) -> None:
    college.at("2026-11-11 09:10").answer(
        "monitoring",
        {
            "Кто проводит занятие": "М-01",
            "Группа": "ПК-11",
            "Посещаемость группы ПК-11": "Есть отсутствующие или опоздавшие",
        },
    )
    college.ticks("09:11", "09:13")
    (letter,) = [one for one in college.inbox(IVANOV) if one.title.startswith("Мониторинг группы")]
    assert letter.title == "Мониторинг группы ПК-11: проверьте, пожалуйста"
    assert "но никто не отмечен" in letter.text
    assert letter.text.rstrip().endswith("Инструкция мастера п/о, п. 4.")


def test_a_long_online_part_is_told_and_asks_for_nothing(college: College) -> None:
    times = {"Начало онлайн-части": "08:30", "Конец онлайн-части": "09:05"}
    college.at("2026-11-11 09:10").monitoring("М-01", "ПК-11", **times)
    college.at("09:11").tick()
    (letter,) = [one for one in college.inbox(IVANOV) if one.title.startswith("Мониторинг группы")]
    assert letter.title == "Мониторинг группы ПК-11: к сведению"
    assert "исправлять его не нужно" in letter.text
    assert "длилась 35 мин" in letter.text


def conflicts_or_none(college: College) -> list[list[Cell]]:
    return conflicts(college) if "Расхождения" in college.tabs("attendance") else []
