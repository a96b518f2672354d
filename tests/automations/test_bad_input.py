"""What people and outages break: nothing is lost, everything else goes on, the admin is told where and what
to do, and what was missed is done after the mending."""

from __future__ import annotations

import pytest

from starosta.errors import WorkspaceUnreachable
from tests.automations.college import ADMIN, SENIOR, College
from tests.automations.test_reports import WHOLE

IVANOV, SEMYONOVA, LEBEDEVA = "ivanov.ivan@example.org", "semyonova@example.org", "lebedeva@example.org"
ILYA = "ivanov.ilya@example.org"
CHECK_IN = "Отметка «Готов к работе»"
REMINDED = [f"{CHECK_IN} — до 8:15"]


def told(college: College) -> list[list[str]]:
    """(where, what) of each fault in the admin's latest letter, as its table shows them."""
    rows = college.inbox(ADMIN)[-1].text.split("─\n", 1)[1].split("\n\n", 1)[0].splitlines()
    return [[part.strip() for part in row.split("  ", 1)] for row in rows]


def test_a_deleted_form_takes_no_answers_with_it(college: College) -> None:
    """Neither while it is gone nor when `setup` has made another: what was received stays received."""
    college.at("2026-11-11 08:10").check_in("М-01")
    college.ticks("08:20")
    before = college.status("check_in")
    file = college.file("Готов к работе")
    college.api("DELETE", f"https://www.googleapis.com/drive/v3/files/{file}")
    assert college.at("08:30").status("check_in") == before
    assert "form" in college.setup()
    college.at("08:40").check_in("М-02")
    after = college.status("check_in")
    assert after == before | {("М-02",): "с опозданием 25"}
    assert college.at("2026-11-13 09:00").status("check_in", "2026-11-11") == after


def test_an_answer_of_somebody_unknown_is_kept_for_the_admin(college: College) -> None:
    college.at("2026-11-11 08:00").add_choice("check_in", "Семенова Елена")
    college.answer("check_in", {"Кто отмечается": "Семенова Елена", "Отметка": "Готов к работе"})
    college.at("08:20").tick()
    assert college.status("check_in")["М-03",] == "не сдано"
    assert told(college) == [
        [
            "—",
            "Форма «Готов к работе», ответ от 11.11.2026 8:00: неясно, кто ответил («Семенова Елена»). "
            "Похожие: М-03. Добавьте человека во вкладку «Сотрудники» или попросите ответить ещё раз.",
        ]
    ]


BROKEN_ROWS = [
    ("Расписание", ["сряда", "", "5", "СВ-12", "М-02"], "столбец «День недели»"),
    ("Расписание", ["среда", "", "5", "СВ-99", "М-02"], "столбец «Группа»"),
    ("Замены", ["31.02.2026", "ПК-11", "1", "отмена"], "столбец «Дата»"),
    ("Обучающиеся", ["0099", "Новый Ученик", "ПК-99"], "столбец «Группа»"),
    ("Отсутствия", ["М-77", "11.11.2026", "", "отпуск"], "столбец «Код»"),
    ("Календарь", ["11.11.2026", "", "нечто"], "столбец «Вид дня»"),
    ("Звонки", ["будни", "7", "сразу", "15:00"], "столбец «Начало»"),
    (
        "Обязанности",
        ["new", "Новая", "новая", "мастер п/о", "всегда", "", "9:00", "10:00", "check_in"],
        "столбец «Когда»",
    ),
    ("Получатели", ["куратор", "не адрес", "", "да"], "столбец «Электронная почта»"),
    ("Справочники", ["отметка", "х", "", "никак"], "столбец «Считается»"),
]


def test_every_broken_row_is_told_with_its_place_and_costs_nobody_else_anything(college: College) -> None:
    college.at("2026-11-11 08:00")
    places = []
    for tab, row, column in BROKEN_ROWS:
        places.append((tab, len(college.sheet("school", tab)) + 1, column))
        college.append(tab, row)
    college.at("08:05").tick()
    text = college.inbox(ADMIN)[0].text
    assert [place for place in places if "вкладка «{}», строка {}, {}".format(*place) not in text] == []
    for address in (IVANOV, SEMYONOVA, LEBEDEVA):
        assert college.titles(address) == REMINDED


@pytest.mark.parametrize("tab", ["Сотрудники", "Обязанности", "Расписание"])
def test_a_deleted_tab_costs_no_day_and_setup_brings_it_back(college: College, tab: str) -> None:
    before = college.sheet("school", tab)
    college.at("2026-11-11 07:50").tick()
    college.drop_tab("school", tab)
    college.at("08:05").tick()
    assert college.titles(LEBEDEVA) == REMINDED
    assert f"Вкладки «{tab}» нет. Берём её последнюю исправную копию." in college.inbox(ADMIN)[0].text
    assert "tab" in college.setup()
    assert college.setup() == []
    assert college.sheet("school", tab) == before
    ticked = college.at("08:20").tick()
    assert ticked.problems == ()


def test_a_renamed_column_is_told_with_its_likeness_and_read_again_when_mended(college: College) -> None:
    college.at("2026-11-11 07:50").tick()
    college.rename_column("Сотрудники", "Код", "Коды")
    college.append("Сотрудники", ["М-20", "Новиков Пётр Ильич", "novikov@example.org", "мастер п/о"])
    college.at("08:05").tick()
    assert college.titles(LEBEDEVA) == REMINDED
    assert told(college) == [
        [
            "вкладка «Сотрудники», строка 1",
            "Нет столбца «Код», зато есть похожий «Коды». Пока берём последнюю исправную копию вкладки. "
            "Верните прежний заголовок: «Код».",
        ]
    ]
    college.rename_column("Сотрудники", "Коды", "Код")
    college.at("08:20").tick()
    assert college.titles("novikov@example.org") == [f"{CHECK_IN}: ждём с 8:15"]


def test_a_renamed_tab_and_moved_columns_are_read_as_before(college: College) -> None:
    college.at("2026-11-11 07:50").tick()
    college.rename_tab("school", "Сотрудники", "Наши люди")
    source = {
        "sheetId": college.tabs("school")["Наши люди"],
        "dimension": "COLUMNS",
        "startIndex": 0,
        "endIndex": 1,
    }
    college.rework("school", {"moveDimension": {"source": source, "destinationIndex": 4}})
    ticked = college.at("08:05").tick()
    assert (ticked.problems, ticked.failures) == ((), ())
    assert college.titles(LEBEDEVA) == REMINDED


def test_a_school_workbook_in_the_bin_costs_no_day(college: College) -> None:
    college.at("2026-11-11 07:50").tick()
    book = college.book("school")
    college.trash(book)
    college.at("08:05").tick()
    assert college.titles(LEBEDEVA) == REMINDED
    assert "лежит в корзине. Работаем по последней исправной копии." in college.inbox(ADMIN)[0].text
    college.trash(book, False)
    assert college.at("08:20").tick().problems == ()


def test_a_school_workbook_deleted_for_good_is_made_again_from_its_last_copy(college: College) -> None:
    before = college.at("2026-11-11 07:50").sheet("school", "Сотрудники")
    college.delete(college.book("school"))
    college.at("08:05").tick()
    assert college.titles(LEBEDEVA) == REMINDED
    assert "её удалили или к ней закрыли доступ" in college.inbox(ADMIN)[0].text
    college.setup()
    assert college.sheet("school", "Сотрудники") == before
    assert college.at("08:20").tick().problems == ()


@pytest.mark.parametrize("way", ["trashed", "deleted"])
def test_a_lost_form_stops_only_its_own_duty(college: College, way: str) -> None:
    """Nobody is asked for an answer that cannot be given, nor blamed for it."""
    college.at("2026-11-11 07:50").tick()
    form = college.file("Готов к работе")
    (college.trash if way == "trashed" else college.delete)(form)
    college.ticks("08:05", "08:20", "09:05")
    assert college.titles(LEBEDEVA) == []
    assert college.titles(SENIOR) == []
    assert college.titles(SEMYONOVA) == ["Мониторинг образовательного процесса — до 9:15"]
    assert "Формы «Готов к работе» нет в общей учётной записи" in college.inbox(ADMIN)[0].text
    if way == "trashed":
        college.trash(form, False)
    else:
        college.setup()
    college.at("09:15").tick()
    assert college.titles(LEBEDEVA) == [f"{CHECK_IN}: ждём с 8:15"]
    assert college.titles(SENIOR) == [f"{CHECK_IN}: сдано 0 из 4"]


def test_an_unreachable_workspace_loses_nothing(college: College) -> None:
    college.at("2026-11-11 07:50").tick()
    college.strike("*", kind="status", status=503, times=0)
    with pytest.raises(WorkspaceUnreachable):
        college.at("08:05").tick()
    college.heal()
    college.at("08:07").tick()
    assert college.titles(LEBEDEVA) == REMINDED


def test_a_mailbox_that_takes_nothing_stops_no_sheet(college: College) -> None:
    college.at("2026-11-11 09:03").monitoring("М-03", "ЭМ-21", {"0022": "н"})
    college.strike("gmail.*", kind="status", status=503, times=0)
    assert college.at("09:05").tick().letters == 0
    assert college.sheet("attendance", "ЭМ-21")[2][-1] == "н"
    college.heal()
    college.at("09:08").tick()
    assert college.titles(IVANOV) == [
        f"{CHECK_IN}: ждём с 8:15",
        "Мониторинг образовательного процесса — до 9:15",
    ]


def test_a_broken_letter_template_stops_only_its_own_letters(college: College) -> None:
    college.at("2026-11-11 07:50").tick()
    college.template("duties/remind_after.txt", "Тема: {{ subject }}\n---\n{{ нет_такого }}\n")
    college.at("08:15").monitoring("М-01", "ПК-11", {"0012": "н"})
    ticked = college.at("08:20").tick()
    assert {(failure.automation, failure.kind) for failure in ticked.failures} == {
        ("duties", "letter_placeholder")
    }
    assert college.sheet("attendance", "ПК-11")[1][-1] == "н"
    (letter,) = college.inbox(ADMIN)
    assert letter.title == "Не сработало: напоминания и сводки"
    assert "Письмо duties/remind_after не собирается, строка 3: подстановки «нет_такого» нет." in letter.text
    college.ticks("09:05", "09:20")
    assert [title.partition(":")[0] for title in college.titles(SENIOR)] == [
        CHECK_IN,
        "Мониторинг образовательного процесса",
    ]
    assert len(college.inbox(ADMIN)) == 1
    (college.template_folder / "duties/remind_after.txt").unlink()
    college.at("09:21").tick()
    assert college.titles(LEBEDEVA) == [f"{CHECK_IN}: ждём с 8:15"]


def test_a_broken_letter_about_an_answer_stops_no_sheet_and_goes_out_when_mended(college: College) -> None:
    college.template("daily_reports/chronometry.txt", "без темы")
    college.at("2026-11-11 14:10").report("М-01", "совсем не отчёт")
    ticked = college.at("14:11").tick()
    assert [failure.kind for failure in ticked.failures] == ["letter_shapeless"]
    assert college.sheet("registers", "Реестр дня")[1][1:4:2] == ["М-01", "вовремя"]
    (college.template_folder / "daily_reports/chronometry.txt").unlink()
    college.at("14:13").tick()
    assert [title for title in college.titles(IVANOV) if title.startswith("Отчёт за")] == [
        "Отчёт за 11 ноября: поправьте, пожалуйста"
    ]


def test_a_broken_form_template_stops_only_its_automation(college: College) -> None:
    college.template("attendance/monitoring.form.toml", "title = ")
    ticked = college.at("2026-11-11 08:05").tick()
    assert {failure.kind for failure in ticked.failures} == {"template_unreadable"}
    assert college.titles(LEBEDEVA) == REMINDED
    assert "Шаблон monitoring.form.toml не читается" in college.inbox(ADMIN)[0].text


def test_a_person_without_an_address_is_told_to_the_admin_and_stops_nobody(college: College) -> None:
    college.at("2026-11-11 08:00").change("Сотрудники", "М-09", "Электронная почта", "")
    college.at("08:05").tick()
    assert college.titles(IVANOV) == REMINDED
    assert "вкладка «Сотрудники», строка 6, столбец «Электронная почта»" in college.inbox(ADMIN)[0].text


def test_an_address_that_is_none_stops_nobody(college: College) -> None:
    college.at("2026-11-11 08:00").change("Сотрудники", "М-09", "Электронная почта", "лебедева@пример")
    ticked = college.at("08:05").tick()
    assert ticked.failures == ()
    assert college.titles(IVANOV) == REMINDED


def test_half_mended_tables_bring_one_letter_in_ten_minutes(college: College) -> None:
    broken = ("сряда", "", "5", "СВ-12", "М-02")
    college.at("2026-11-11 08:05").append("Расписание", broken)
    college.tick()
    college.append("Расписание", broken, broken)
    college.ticks(*(f"08:{minute:02}" for minute in range(6, 14)))
    assert college.titles(ADMIN) == ["Таблицы: 1 неточность"]
    college.at("08:16").tick()
    assert college.titles(ADMIN) == ["Таблицы: 1 неточность", "Таблицы: 2 неточности"]


def test_a_register_that_cannot_be_filled_stops_no_package(college: College) -> None:
    college.template("daily_reports/registers.sheet.toml", "title = ")
    college.at("2026-11-11 14:10").report("М-01", WHOLE.format(trouble="нет"))
    ticked = college.at("14:50").tick()
    assert {failure.kind for failure in ticked.failures} == {"template_unreadable"}
    assert college.titles(SENIOR)[-1] == "Отчёты мастеров: сдано 1 из 4"


BROKEN_FOR_IVAN = (
    "Тема: {{ subject }}\n---\n# Поправьте\n\n{% if name == 'Иван Иванович' %}{{ нет }}{% endif %}\n"
)


def test_a_letter_that_cannot_be_written_stops_none_of_those_after_it(college: College) -> None:
    for letter in ("daily_reports/chronometry", "attendance/answer_faults"):
        college.template(f"{letter}.txt", BROKEN_FOR_IVAN)
    college.at("2026-11-11 14:10").report("М-01", "совсем не отчёт")
    college.at("14:11").report("М-02", "совсем не отчёт")
    college.monitoring("М-01", "СВ-12")
    college.monitoring("М-02", "СВ-12")
    ticked = college.at("14:12").tick()
    assert sorted(failure.automation for failure in ticked.failures) == ["attendance", "daily_reports"]
    assert college.titles(ILYA).count("Поправьте") == 2
