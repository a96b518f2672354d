"""What digests and escalations say: nothing that is untrue later, nobody twice, nothing left unsaid."""

from __future__ import annotations

from tests.automations.college import ADMIN, DEPUTY, SENIOR, Cell, College

CHECK_IN, MONITORING = "Отметка «Готов к работе»", "Мониторинг образовательного процесса"
IVANOV, SEMYONOVA, LEBEDEVA = "ivanov.ivan@example.org", "semyonova@example.org", "lebedeva@example.org"
PRESENT = ("М-01", "М-02", "М-03", "М-09")


def change(college: College, code: str, **cells: Cell) -> None:
    """A person rewrites cells of a duty; in titles of columns «__» stands for a comma, «_» for a space."""
    for title, value in cells.items():
        college.change("Обязанности", code, title.replace("__", ", ").replace("_", " "), value)


def test_what_came_after_yesterdays_digest_is_late_today_and_not_missing(college: College) -> None:
    """М-09 comes ten minutes late on the 10th, after the digest, and again on the 11th."""
    for day, late in (("2026-11-10", "08:25"), ("2026-11-11", "08:16")):
        college.at(f"{day} 08:00")
        for person in (*PRESENT[:3], "М-07"):
            college.check_in(person)
        if late < "08:20":
            college.at(f"{day} {late}").check_in("М-09")
        college.at(f"{day} 08:20").tick()
        if late > "08:20":
            college.at(f"{day} {late}").check_in("М-09")
    text = next(one.text for one in reversed(college.inbox(SENIOR)) if one.title.startswith(CHECK_IN))
    table = text.partition("Чаще одного раза за пять рабочих дней")[2].split("\n\n")[1]
    assert table.splitlines()[-1].split() == ["Лебедева-Касаткина", "О.", "Ю.", "0", "2"]


def test_a_digest_at_a_plain_time_says_what_is_still_expected_today(college: College) -> None:
    """The limits of the lessons are 9:15 and 11:10; the only digest comes between them."""
    college.at("2026-11-11 08:50")
    change(college, "monitoring", Сводка_в="9:20", Эскалация_в="", Кому_эскалация="")
    college.monitoring("М-01", "ПК-11")
    college.monitoring("М-03", "ЭМ-21")
    ticked = college.at("09:20").tick()
    letter = college.inbox(SENIOR)[-1]
    assert letter.title == f"{MONITORING}: всё сдано, 2 из 2"
    assert "Ещё ожидается сегодня: 1." in letter.text
    assert college.problems(ticked) == [("moments.never_told", "duties", 3, "digest_at")]
    assert (
        "Обязанность «Мониторинг образовательного процесса»: о сданном и не сданном к 11:10 не скажет ни "
        "одна сводка" in " ".join(college.inbox(ADMIN)[0].text.split())
    )


def test_one_address_behind_two_names_gets_one_letter_of_each_kind(college: College) -> None:
    college.at("2026-11-11 08:00").change(
        "Получатели", "заместитель директора по УПР", "Электронная почта", SENIOR
    )
    change(college, "check_in", Кому_сводка="старший мастер; заместитель директора по УПР")
    ticked = college.at("08:20").tick()
    assert college.titles(SENIOR) == [f"{CHECK_IN}: сдано 0 из 4"]
    assert ticked.letters == 5
    assert college.at("08:21").tick().letters == 0


def test_limits_that_differ_stand_in_each_row(college: College) -> None:
    college.at("2026-11-11 08:50")
    change(college, "monitoring", Сводка_в="11:20", Эскалация_в="11:20")
    college.at("11:20").tick()
    for address in (SENIOR, DEPUTY):
        letter = next(one for one in college.inbox(address) if one.title.startswith(MONITORING))
        assert "срок был" not in letter.text and "срок 9:15" not in letter.text
        rows = [line.split() for line in letter.text.splitlines() if line.endswith(("9:15", "11:10"))]
        assert [(row[0], row[-2], row[-1]) for row in rows] == [
            ("Иванов", "ПК-11", "9:15"),
            ("Семёнова", "ЭМ-21", "9:15"),
            ("Семёнова", "СВ-12", "11:10"),
        ]


def test_an_escalation_says_whether_anybody_was_reminded(college: College) -> None:
    """Of monitoring nobody is reminded at all, of the check-in everybody who has an address."""
    college.at("2026-11-11 08:00")
    change(college, "monitoring", Напомнить_за__мин="", Напомнить_после__мин="")
    change(college, "check_in", Эскалация_в="8:30", Кому_эскалация="заместитель директора по УПР")
    college.change("Сотрудники", "М-09", "Электронная почта", "")
    college.ticks("08:20", "08:30", "10:15")
    told = [line for one in college.inbox(DEPUTY) for line in one.text.splitlines() if "апомина" in line]
    assert told == [
        "Среда, 11 ноября, срок был 8:15. Напоминания получили 3 из 4.",
        "Среда, 11 ноября, срок был 9:15. Напоминаний не было.",
    ]


def test_an_address_that_is_added_later_gets_what_still_makes_sense(college: College) -> None:
    """Nothing is asked of Google for a letter that nobody can get."""
    college.at("2026-11-11 08:00").change("Сотрудники", "М-09", "Электронная почта", "")
    college.ticks("08:20", "08:22", "08:23")
    assert sum(college.made.values()) <= 2
    college.change("Сотрудники", "М-09", "Электронная почта", LEBEDEVA)
    college.ticks("08:30", "08:31")
    assert college.titles(LEBEDEVA) == [f"{CHECK_IN}: ждём с 8:15"]


def test_the_evening_package_names_those_whose_time_has_not_come(college: College) -> None:
    college.at("2026-11-11 14:00")
    change(college, "daily_report", Сводка_в="срок − 15 мин")
    college.at("14:20").tick()
    letter = next(one for one in college.inbox(SENIOR) if one.title.startswith("Отчёты"))
    assert "Срок ещё не наступил: 4" in letter.text
