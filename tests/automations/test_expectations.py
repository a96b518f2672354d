"""Who owes what: calendar, bells, timetable, leave and substitutions, as `status` tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from starosta import settings
from starosta.runner import tick
from tests.automations.college import ADMIN, SENIOR, College

IVANOV, LEBEDEVA, SEMYONOVA = "ivanov.ivan@example.org", "lebedeva@example.org", "semyonova@example.org"


def dues(college: College, person: str) -> dict[str, str]:
    """duty and group → «9:15–14:35»: the limit and the closing of what a person owes today."""
    found = {}
    for one in college.rows():
        if one["person"] == person:
            closes = one["closes"][5:16].replace("T", " ")
            found[f"{one['duty']} {one['group']}".strip()] = f"{one['due'][11:16]}–{closes}"
    return found


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (
            "2026-11-11",
            {
                "check_in": "08:15–11-11 14:05",
                "monitoring ПК-11": "09:15–11-11 14:35",
                "daily_report": "14:35–11-12 12:00",
            },
        ),
        (
            "2026-11-14",
            {
                "check_in": "08:15–11-14 12:00",
                "monitoring ПК-11": "09:15–11-14 12:30",
                "daily_report": "12:30–11-16 12:00",
            },
        ),
    ],
)
def test_saturday_has_its_own_bells_and_ends_earlier(
    college: College, day: str, expected: dict[str, str]
) -> None:
    assert dues(college.at(f"{day} 08:00"), "М-01") == expected


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (5, {}),
        (6, {("check_in", code): "ожидается" for code in ("М-01", "М-02", "М-03", "М-07", "М-09")}),
    ],
)
def test_the_ninth_of_january_is_a_day_off_in_five_days_and_works_in_six(
    college: College, week: int, expected: dict[tuple[str, str], str]
) -> None:
    path = college.folder / settings.FILE
    path.write_text(path.read_text(encoding="utf-8").replace("week = 6", f"week = {week}"), encoding="utf-8")
    found = college.at("2026-01-09 08:00").status()
    assert {key: status for key, status in found.items() if key[0] == "check_in"} == expected


def test_a_day_without_lessons_expects_two_things_and_two_groups_expect_two_monitorings(
    college: College,
) -> None:
    college.at("2026-11-11 08:00")
    assert list(dues(college, "М-09")) == ["check_in", "daily_report"]
    assert dues(college, "М-03") == {
        "check_in": "08:15–11-11 14:05",
        "monitoring ЭМ-21": "09:15–11-11 14:35",
        "monitoring СВ-12": "11:10–11-11 14:35",
        "daily_report": "14:35–11-12 12:00",
    }


@pytest.mark.parametrize(
    ("day", "status"), [("2026-11-10", "ожидается"), ("2026-11-11", "освобождён (отпуск)")]
)
def test_leave_from_mid_week_excuses_from_its_first_day(college: College, day: str, status: str) -> None:
    assert college.at(f"{day} 07:30").status()["check_in", "М-07"] == status


def test_a_substitution_moves_the_duty_and_its_reminders(college: College) -> None:
    college.at("2026-11-11 08:40")
    college.append("Замены", ["11.11.2026", "ПК-11", "1–4", "замена", "М-09"])
    college.tick()
    assert college.status("monitoring") == {
        ("М-09", "ПК-11"): "ожидается",
        ("М-03", "ЭМ-21"): "ожидается",
        ("М-03", "СВ-12"): "ожидается",
    }
    college.ticks("09:05", "09:25")
    monitoring = "Мониторинг образовательного процесса"
    assert [t for t in college.titles(LEBEDEVA) if t.startswith(monitoring)] == [
        f"{monitoring} — до 9:15",
        f"{monitoring}: ждём с 9:15",
    ]
    assert [t for t in college.titles(IVANOV) if t.startswith(monitoring)] == []
    link = college.inbox(LEBEDEVA)[-1].links[0]
    college.at("09:30").press(link, {"Посещаемость группы ПК-11": "Все присутствуют"})
    assert college.status("monitoring")["М-09", "ПК-11"] == "с опозданием 15"


def test_a_process_that_runs_all_day_follows_the_tables(college: College) -> None:
    with college.opened() as running:
        tick(running.at(college.at("2026-11-11 07:50").moment))
        college.append("Отсутствия", ["М-09", "11.11.2026", "11.11.2026", "больничный"])
        tick(running.at(college.at("08:05").moment))
        college.at("08:10").check_in("М-03")
        tick(running.at(college.at("08:20").moment))
    assert college.titles(LEBEDEVA) == []
    assert college.titles(SENIOR) == ["Отметка «Готов к работе»: сдано 1 из 3"]
    assert college.titles(SEMYONOVA) == ["Отметка «Готов к работе» — до 8:15"]


def test_a_cancelled_lesson_owes_nothing(college: College) -> None:
    college.at("2026-11-11 08:00")
    college.append("Замены", ["11.11.2026", "ЭМ-21", "1–2", "отмена"])
    college.sync()
    assert [key for key in college.status("monitoring") if key[0] == "М-03"] == [("М-03", "СВ-12")]


def test_an_edited_answer_keeps_its_first_time_and_its_last_content(college: College) -> None:
    sent = college.at("2026-11-11 09:10").monitoring("М-01", "ПК-11")
    college.at("09:40").edit(
        sent,
        {
            "Посещаемость группы ПК-11": "Есть отсутствующие или опоздавшие",
            "Отметки группы ПК-11": {"0013": "н"},
        },
    )
    college.tick()
    assert college.status("monitoring")["М-01", "ПК-11"] == "вовремя"
    assert college.sheet("attendance", "ПК-11")[2][-1] == "н"


def test_a_duplicate_answer_is_shown_and_never_counted(college: College) -> None:
    college.at("2026-11-11 08:00").check_in("М-01")
    college.at("08:10").check_in("М-01")
    college.at("08:20").tick()
    assert college.extra("check_in") == ["М-01"]
    digest = college.inbox(SENIOR)[0].text
    assert digest.startswith("Отметка «Готов к работе»: сдано 1 из 4\n")
    assert "Повторные и лишние ответы: 1\n\nСотрудник             Получен\n" in digest
    assert "Полнота 25\u00a0% · своевременность 25\u00a0%" in digest


def test_two_ivanovs_are_never_guessed_between_in_the_timetable(college: College) -> None:
    college.at("2026-11-11 08:00").append("Расписание", ["среда", "", "5", "СВ-12", "Иванов И. И."])
    ticked = college.tick()
    assert college.problems(ticked) == [("roster.person_ambiguous", "timetable", 11, "teacher")]
    assert [key for key in college.status("monitoring") if key[1] == "СВ-12"] == [("М-03", "СВ-12")]
    (letter,) = college.inbox(ADMIN)
    assert "вкладка «Расписание», строка 11, столбец «Код сотрудника»" in letter.text
    assert "«Иванов И. И.» подходит нескольким сотрудникам: М-01" in letter.text


def test_two_ivanovs_are_never_guessed_between_in_an_answer(college: College) -> None:
    """Somebody added a choice by hand, without a code."""
    college.at("2026-11-11 08:00")
    college.add_choice("check_in", "Иванов И. И.")
    college.answer("check_in", {"Кто отмечается": "Иванов И. И.", "Отметка": "Готов к работе"})
    college.at("08:20").tick()
    assert college.status("check_in") == {
        ("М-01",): "не сдано",
        ("М-02",): "не сдано",
        ("М-03",): "не сдано",
        ("М-07",): "освобождён (отпуск)",
        ("М-09",): "не сдано",
    }
    assert "«Иванов И. И.» — это могут быть М-01, М-02" in college.inbox(ADMIN)[-1].text


def test_choices_with_initials_tell_the_two_ivanovs_apart_by_code(college: College) -> None:
    path: Path = college.folder / settings.FILE
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('names = "codes"', 'names = "initials"'), encoding="utf-8")
    college.at("2026-11-11 08:00").tick()
    college.at("08:05").tick()
    college.press(college.inbox("ivanov.ilya@example.org")[0].links[0])
    found = college.status("check_in")
    assert (found["М-01",], found["М-02",]) == ("ожидается", "вовремя")


def test_one_broken_row_does_not_stop_the_other_thirteen(college: College) -> None:
    more = [[f"М-{n}", f"Мастеров Имя{n} Ильич", f"m{n}@example.org", "мастер п/о"] for n in range(10, 19)]
    more[4][0] = "М-01"
    college.at("2026-11-11 08:05").append("Сотрудники", *more)
    ticked = college.tick()
    expected = [key[0] for key, status in college.status("check_in").items() if status == "ожидается"]
    others = [f"М-{n}" for n in (10, 11, 12, 13, 15, 16, 17, 18)]
    assert expected == ["М-01", "М-02", "М-03", "М-09", *others]
    assert college.problems(ticked) == [("roster.code_taken", "staff", 12, "code")]
    assert "строка 12, столбец «Код»" in college.inbox(ADMIN)[0].text
    assert college.titles("m13@example.org") == ["Отметка «Готов к работе» — до 8:15"]
    college.write("school", "Сотрудники", "A12", [["М-14"]])
    college.ticks("08:10", "08:11")
    assert college.titles("m14@example.org") == ["Отметка «Готов к работе» — до 8:15"]
