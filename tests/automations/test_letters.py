"""Who hears what and when: threads, subjects, digests, escalation, catching up; nobody who owes nothing."""

from __future__ import annotations

import pytest

from tests.automations.college import ADMIN, DEPUTY, SENIOR, College

IVANOV, ILYA = "ivanov.ivan@example.org", "ivanov.ilya@example.org"
SEMYONOVA, MAMEDOV, LEBEDEVA, GORIN = (
    f"{name}@example.org" for name in ("semyonova", "mamedov", "lebedeva", "gorin")
)
GMAIL = "https://gmail.googleapis.com/gmail/v1/users/me"
CHECK_IN, MONITORING = "Отметка «Готов к работе»", "Мониторинг образовательного процесса"


def test_all_letters_of_a_day_to_one_address_are_one_thread_on_both_sides(college: College) -> None:
    college.ticks("2026-11-11 08:05", "08:20", "09:05", "09:25")
    for address in (SEMYONOVA, SENIOR):
        letters = college.inbox(address)
        assert len(letters) >= 2
        assert len({letter.thread for letter in letters}) == 1
        assert len({letter.subject for letter in letters}) == 1
        first = str(letters[0].mime["Message-ID"])
        assert [str(letter.mime["In-Reply-To"]).strip() for letter in letters[1:]] == [first] * (
            len(letters) - 1
        )
    today = college.inbox(SEMYONOVA)[0].thread
    college.at("2026-11-12 08:05").tick()
    assert college.inbox(SEMYONOVA)[-1].thread != today


def test_what_was_sent_bears_the_school_s_label(college: College) -> None:
    """One call for all letters of a tick; a label that a person threw away stops nothing."""

    def labelled() -> int:
        return len(college.api("GET", f"{GMAIL}/messages?q=label:Староста").get("messages", []))

    college.ticks("2026-11-11 08:05")
    assert (labelled(), college.made["gmail.users.messages.batchModify"]) == (4, 1)
    label = next(one for one in college.api("GET", f"{GMAIL}/labels")["labels"] if one["name"] == "Староста")
    college.api("DELETE", f"{GMAIL}/labels/{label['id']}")
    (ticked,) = college.ticks("08:20")
    assert (ticked.letters, ticked.failures, labelled()) == (5, (), 0)
    assert college.setup() == ["label"]
    college.ticks("09:05")
    assert labelled() == 2


def test_the_subject_tells_the_day_the_actions_and_their_times(college: College) -> None:
    college.ticks("2026-11-11 08:05", "08:20")
    assert [college.inbox(address)[0].subject for address in (SEMYONOVA, LEBEDEVA, SENIOR)] == [
        "11 ноября: готов к работе до 8:15, мониторинг до 9:15 и 11:10, отчёт за день до 14:35",
        "11 ноября: готов к работе до 8:15, отчёт за день до 14:35",
        "Сводки, 11 ноября: готов к работе до 8:15, мониторинг до 9:15 и 11:10, отчёт за день до 14:35",
    ]


def test_a_reminder_rests_on_its_clause_and_its_link_answers_in_one_tap(college: College) -> None:
    college.at("2026-11-11 08:05").tick()
    (letter,) = college.inbox(LEBEDEVA)
    assert "Инструкция мастера п/о, п. 1. Если вы уже ответили, ничего делать не нужно." in letter.text
    college.at("08:06").press(letter.links[0])
    assert college.status("check_in")["М-09",] == "вовремя"


def test_nothing_to_those_who_owe_nothing_are_away_or_have_answered(college: College) -> None:
    college.at("2026-11-11 08:01").check_in("М-09")
    college.ticks("08:05", "08:20", "09:05", "09:25")
    assert college.titles(LEBEDEVA) == []
    assert college.titles(MAMEDOV) == []
    assert college.titles(GORIN) == []
    assert college.titles(ILYA) == [f"{CHECK_IN} — до 8:15", f"{CHECK_IN}: ждём с 8:15"]


def test_everything_in_is_told_once_and_the_later_digest_is_spared(college: College) -> None:
    college.at("2026-11-11 09:00")
    college.monitoring("М-01", "ПК-11")
    college.monitoring("М-03", "ЭМ-21")
    college.ticks("09:20", "09:40")
    told = [title for title in college.titles(SENIOR) if title.startswith(MONITORING)]
    assert told == [f"{MONITORING}: всё сдано, 2 из 2"]


def test_a_later_digest_comes_as_long_as_something_is_missing(college: College) -> None:
    college.at("2026-11-11 09:00").monitoring("М-01", "ПК-11")
    college.ticks("09:20")
    college.at("09:30").monitoring("М-03", "ЭМ-21")
    college.at("09:40").tick()
    letters = [one for one in college.inbox(SENIOR) if one.title.startswith(MONITORING)]
    assert [one.title for one in letters] == [
        f"{MONITORING}: сдано 1 из 2",
        f"{MONITORING}: всё сдано, 2 из 2",
    ]
    assert "Полнота 100\u00a0% · своевременность 50\u00a0%" in letters[1].text
    assert "Семёнова\u00a0А.\u00a0П.  ЭМ-21   9:30   15 мин" in letters[1].text


def test_lessons_of_every_hour_have_their_digests_and_their_escalation(college: College) -> None:
    """Two lessons at 8:30 and two at 10:25: «всё сдано» of the first two says nothing of the others."""
    college.append("Расписание", ["среда", "", "3", "ЭМ-21", "М-02"])
    college.at("2026-11-11 09:00")
    college.monitoring("М-01", "ПК-11")
    college.monitoring("М-03", "ЭМ-21")
    college.ticks("09:20", "09:40", "10:15", "11:15")
    college.at("11:20").monitoring("М-02", "ЭМ-21")
    college.ticks("11:35", "12:10")
    college.at("12:20").monitoring("М-03", "СВ-12")
    told = [title for title in college.titles(SENIOR) if title.startswith(MONITORING)]
    assert told == [f"{MONITORING}: {what}" for what in ("всё сдано, 2 из 2", "сдано 0 из 2", "сдано 1 из 2")]
    assert college.titles(DEPUTY) == [f"{MONITORING}: к 12:10 не сдано 1 из 2"]


def test_everything_in_is_told_of_each_hour_of_lessons(college: College) -> None:
    """As many obligations later as before, all of them met."""
    college.append("Расписание", ["среда", "", "3", "ЭМ-21", "М-02"])
    college.at("2026-11-11 09:00")
    for person, group in (("М-01", "ПК-11"), ("М-03", "ЭМ-21"), ("М-03", "СВ-12"), ("М-02", "ЭМ-21")):
        college.monitoring(person, group)
    college.ticks("09:20", "09:40", "11:15", "11:35")
    told = [title for title in college.titles(SENIOR) if title.startswith(MONITORING)]
    assert told == [f"{MONITORING}: всё сдано, 2 из 2"] * 2


@pytest.mark.parametrize(
    ("answering", "told"),
    [
        ((("М-01", "ПК-11"), ("М-03", "ЭМ-21")), []),
        ((("М-01", "ПК-11"),), [f"{MONITORING}: к 10:15 не сдано 1 из 2"]),
    ],
)
def test_only_what_is_missing_goes_above(
    college: College, answering: tuple[tuple[str, str], ...], told: list[str]
) -> None:
    college.at("2026-11-11 10:00")
    for person, group in answering:
        college.monitoring(person, group)
    college.ticks("10:15", "10:20")
    assert college.titles(DEPUTY) == told


def test_after_a_pause_each_line_is_caught_up_with_once(college: College) -> None:
    """The machine was off from 8:00 to 10:30."""
    college.at("2026-11-11 09:00").monitoring("М-01", "ПК-11")
    college.ticks("2026-11-11 07:59", "10:30", "10:32")
    assert college.everyone() == {
        IVANOV: [f"{CHECK_IN}: ждём с 8:15"],
        ILYA: [f"{CHECK_IN}: ждём с 8:15"],
        LEBEDEVA: [f"{CHECK_IN}: ждём с 8:15"],
        SEMYONOVA: [f"{CHECK_IN}: ждём с 8:15", f"{MONITORING}: ждём с 9:15"],
        SENIOR: [f"{CHECK_IN}: сдано 0 из 4", f"{MONITORING}: сдано 1 из 2"],
        DEPUTY: [f"{MONITORING}: к 10:30 не сдано 1 из 2"],
    }


def test_no_reminder_after_the_closing(college: College) -> None:
    """The machine was off until 14:40: check-in closed at 14:05, monitoring at 14:35."""
    college.at("2026-11-11 14:40").tick()
    assert college.titles(SEMYONOVA) == []
    college.at("15:05").tick()
    assert college.titles(SEMYONOVA) == ["Отчёт о проделанной работе: ждём с 14:35"]


def test_a_switched_off_duty_is_silent(college: College) -> None:
    college.at("2026-11-11 08:00").change("Обязанности", "check_in", "Действует", "нет")
    college.ticks("08:05", "08:20")
    assert college.everyone() == {}


def test_what_people_type_can_add_no_header(college: College) -> None:
    evil = "evil@example.org"
    college.at("2026-11-11 08:00")
    college.change("Обязанности", "check_in", "Коротко для темы письма", f"отметка\r\nBcc: {evil}")
    college.change("Сотрудники", "М-09", "Фамилия Имя Отчество", f"Лебедева\nBcc: {evil} Ольга")
    college.at("08:05").tick()
    (letter,) = college.inbox(LEBEDEVA)
    assert letter.mime["Bcc"] is None
    assert letter.mime["To"] == LEBEDEVA
    assert letter.subject == f"11 ноября: отметка Bcc: {evil} до 8:15, отчёт за день до 14:35"
    assert college.titles(evil) == []


def test_what_people_type_is_neither_markup_nor_a_link(college: College) -> None:
    trouble = "<script>1</script> **важно** [сюда](http://example.org/x)"
    college.at("2026-11-11 14:10").report("М-01", f"8:15–14:05; мастер п/о; практика; тема; {trouble}")
    college.at("14:50").tick()
    letter = college.inbox(SENIOR)[-1]
    assert trouble in letter.text
    assert "&lt;script&gt;1&lt;/script&gt; **важно** [сюда](http://example.org/x)" in letter.html
    assert 'href="http://example.org/x"' not in letter.html


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (1, "В хронометраже есть 1 неточность:"),
        (2, "В хронометраже есть 2 неточности:"),
        (5, "В хронометраже есть 5 неточностей:"),
    ],
)
def test_numbers_take_the_right_form_of_the_noun(college: College, lines: int, told: str) -> None:
    good = "8:15–13:00; мастер п/о; практика; тема; нет\n13:00–14:05; куратор; звонки; обзвонил; нет"
    broken = "\n".join("совсем не строка" for _ in range(lines))
    college.at("2026-11-11 14:10").report("М-01", f"{good}\n{broken}")
    college.at("14:11").tick()
    assert told in college.inbox(IVANOV)[-1].text


def test_two_admins_hear_of_a_fault_once_a_day_each(college: College) -> None:
    college.at("2026-11-11 07:50").append("Получатели", ["администратор", "second@example.org", "", "да"])
    college.append("Расписание", ["сряда", "", "5", "СВ-12", "М-02"])
    college.ticks("08:05", "08:20", "08:40")
    for address in (ADMIN, "second@example.org"):
        assert college.titles(address) == ["Таблицы: 1 неточность"]
    college.at("2026-11-12 08:05").tick()
    assert college.titles(ADMIN) == ["Таблицы: 1 неточность"] * 2
