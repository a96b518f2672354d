"""What is wrong with one form, or with one row about it, concerns the duties of this form alone; everything
else of the day goes on, and the admin is told what to mend."""

from __future__ import annotations

import pytest

from tests.automations.college import ADMIN, SENIOR, College

LEBEDEVA = "lebedeva@example.org"
CHECK_IN, MONITORING = "Отметка «Готов к работе»", "Мониторинг образовательного процесса"


def duty(code: str, role: str, proof: str, **more: str) -> list[str]:
    """A row of «Обязанности»: owed by a role every working day till 8:15."""
    digest, to = more.get("digest", ""), more.get("to", "")
    row = [code, more.get("title", "Новая"), "", role, "каждый рабочий день", "", more.get("limit", "8:15")]
    return [*row, "конец дня", proof, more.get("before", ""), "", digest, to, "", "", "", "п. 1", "да"]


def test_a_row_about_a_form_that_is_not_there_is_told_and_costs_nobody_else_anything(
    college: College,
) -> None:
    college.at("2026-11-11 08:00").append("Обязанности", duty("new", "мастер п/о", "chek_in"))
    ticked = college.at("08:05").tick()
    assert ticked.failures == ()
    assert college.problems(ticked) == [("roster.proof_unknown", "duties", 5, "proof")]
    assert college.titles(LEBEDEVA) == [f"{CHECK_IN} — до 8:15"]
    text = " ".join(college.inbox(ADMIN)[0].text.split())
    assert "вкладка «Обязанности», строка 5, столбец «Чем подтверждается»" in text
    assert (
        "Формы «chek_in» у школы нет, поэтому обязанность пока не действует. "
        "Впишите код одной из форм: check_in, monitoring, daily_report." in text
    )
    assert ("check_in", "М-09") in college.status()


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (
            403,
            "У общей учётной записи нет доступа к форме «Готов к работе». Откройте форму и дайте ей "
            "доступ редактора; до этого никого о ней не спрашиваем.",
        ),
        (
            404,
            "Формы «Готов к работе» нет в общей учётной записи или она в корзине. Восстановите её или "
            "запустите starosta setup.",
        ),
    ],
)
def test_a_form_that_google_refuses_stops_only_its_own_duties(
    college: College, status: int, told: str
) -> None:
    """The first form of the minute is that of the check-in."""
    college.at("2026-11-11 09:10").monitoring("М-01", "ПК-11")
    college.at("09:20")
    college.strike("forms.forms.responses.list", kind="status", status=status, nth=1, times=1)
    ticked = college.tick()
    assert ticked.failures == ()
    assert college.titles(SENIOR) == [f"{MONITORING}: сдано 1 из 2"]
    assert told in " ".join(college.inbox(ADMIN)[0].text.split())
    college.heal()
    college.at("09:21").tick()
    assert college.titles(SENIOR) == [f"{MONITORING}: сдано 1 из 2", f"{CHECK_IN}: сдано 0 из 4"]


def test_a_form_whose_choices_cannot_follow_stops_no_other(college: College) -> None:
    """A new master: both forms should offer the code, the first one refuses."""
    college.at("2026-11-11 07:50").append(
        "Сотрудники", ["М-20", "Новиков Пётр Ильич", "novikov@example.org", "мастер п/о"]
    )
    college.strike("forms.forms.get", kind="status", status=403, nth=1, times=1)
    ticked = college.tick()
    assert ticked.failures == ()
    assert [problem.code for problem in ticked.problems] == ["forms.denied"]
    college.at("07:51").monitoring("М-20", "ПК-11")


def test_an_answer_that_one_duty_of_a_form_expects_is_no_extra_of_another(college: College) -> None:
    """Senior masters check in with the same form."""
    row = duty("senior", "старший мастер", "check_in", digest="8:20", to="старший мастер", title="Старший")
    college.at("2026-11-11 08:00").append("Обязанности", row)
    college.sync()
    for person in ("СМ-01", "М-01", "М-01"):
        college.check_in(person)
    college.at("08:20").tick()
    assert [(one.title, "лишние ответы: 1" in one.text) for one in college.inbox(SENIOR)] == [
        (f"{CHECK_IN}: сдано 1 из 4", True),
        ("Старший: всё сдано, 1 из 1", True),
    ]
    assert (college.extra("check_in"), college.extra("senior")) == (["М-01"], ["М-01"])


def test_an_answer_given_the_day_before_counts_whenever_one_asks(college: College) -> None:
    """«Предыдущий рабочий день 16:00», answered in time; the day is asked about on it and days later."""
    row = duty("ahead", "мастер п/о", "daily_report", limit="предыдущий рабочий день 16:00")
    college.at("2026-11-10 15:00").append("Обязанности", row)
    college.sync()
    college.report("М-01", "8:15–14:05; мастер п/о; план; готов; нет", "2026-11-11")
    for now in ("2026-11-11 10:00", "2026-11-14 10:00"):
        college.at(now)
        assert college.status("ahead", "2026-11-11")["М-01",] == "вовремя"
