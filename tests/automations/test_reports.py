"""From an evening report to the register, the complaint by letter and the evening package."""

from __future__ import annotations

import io

import openpyxl
import pytest

from tests.automations.college import DEPUTY, SENIOR, College

IVANOV, ILYA = "ivanov.ivan@example.org", "ivanov.ilya@example.org"
WHOLE = (
    "8:15–8:30; мастер п/о; отметка о начале; отметился; нет\n"
    "8:30–13:00; мастер п/о; учебная практика; тема пройдена; {trouble}\n"
    "13:00–14:05; куратор; звонки родителям; обзвонил; нет"
)
GAP = "8:15–10:00; мастер п/о; практика; тема; нет\n10:30–14:05; куратор; звонки; обзвонил; нет"
OVERLAP = "8:15–10:30; мастер п/о; практика; тема; нет\n10:00–14:05; куратор; звонки; обзвонил; нет"
NO_ROLE = "8:15–14:05; мастер п/о; практика; тема; нет"
FORMULA = '=HYPERLINK("http://example.org";"Нажми")'


def complaints(college: College, address: str) -> list[list[str]]:
    """The faults in each letter about a chronometry."""
    letters = [one.text for one in college.inbox(address) if one.title.startswith("Отчёт за")]
    return [[line[2:] for line in text.splitlines() if line.startswith("- ")] for text in letters]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            GAP,
            "С 10:00 до 10:30 ничего не записано (30 мин): перерыв между строками 1 и 2. Добавьте строку или "
            "поправьте время.",
        ),
        (
            OVERLAP,
            "Строки 1 и 2 пересекаются: с 10:00 до 10:30 записано дважды. Поправьте время в одной из них.",
        ),
        (
            NO_ROLE,
            "Нет ни одной строки в роли «куратор», а она у вас есть. Добавьте строку о том, что сделано в "
            "этой роли.",
        ),
    ],
)
def test_the_master_hears_what_is_wrong_with_line_numbers_once_for_each_sending(
    college: College, text: str, told: str
) -> None:
    sent = college.at("2026-11-11 14:10").report("М-01", text)
    college.ticks("14:11", "14:13")
    assert complaints(college, IVANOV) == [[told]]
    college.at("14:20").edit(sent, {"Хронометраж": WHOLE.format(trouble="нет")})
    college.at("14:21").tick()
    assert len(complaints(college, IVANOV)) == 1
    assert college.status("daily_report")["М-01",] == "вовремя"


def test_half_hours_stay_numbers_in_a_russian_sheet(college: College) -> None:
    college.at("2026-11-11 14:10").report("М-01", WHOLE.format(trouble="нет"))
    college.tick()
    college.change("Часы по ролям", "11.11.2026", "Часов", "4,5", book="registers")
    plain = college.sheet("registers", "Часы по ролям", "UNFORMATTED_VALUE")
    shown = college.sheet("registers", "Часы по ролям")
    assert [row[2::2] for row in plain[1:]] == [["мастер п/о", 4.5], ["куратор", 1.08]]
    assert [row[2::2] for row in shown[1:]] == [["мастер п/о", "4,5"], ["куратор", "1,08"]]


def test_hours_are_written_as_numbers_whatever_the_locale(college: College) -> None:
    college.at("2026-11-11 14:10").report("М-01", "8:15–12:45; мастер п/о; практика; тема; нет")
    college.tick()
    assert college.sheet("registers", "Часы по ролям", "UNFORMATTED_VALUE")[1][4] == 4.5
    assert college.sheet("registers", "Часы по ролям")[1][4] == "4,5"


def test_a_formula_typed_into_a_form_stays_text_everywhere(college: College) -> None:
    college.at("2026-11-11 14:10").report("М-01", WHOLE.format(trouble=FORMULA.replace(";", ",")))
    formula = FORMULA.replace(";", ",")
    college.tick()
    row = next(row for row in college.sheet("registers", "Проблемы", "FORMULA") if formula in row)
    assert row[4] == formula
    base = f"https://sheets.googleapis.com/v4/spreadsheets/{college.book('registers')}"
    cells = college.api(
        "GET", f"{base}?includeGridData=true&fields=sheets.data.rowData.values.userEnteredValue"
    )
    assert '"formulaValue"' not in str(cells).replace("'", '"')
    college.at("14:50").tick()
    (letter,) = college.inbox(SENIOR)[-1:]
    assert formula in letter.text
    assert "example.org" in letter.html
    assert '<a href="http://example.org' not in letter.html
    ((name, content),) = letter.attachments
    assert name == "Отчёт М-01 Иванов И. И. 11.11.2026.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == formula]
    assert cell.data_type == "s"


def test_the_package_goes_once_to_each_with_one_document_a_master(college: College) -> None:
    college.at("2026-11-11 14:10").report("М-01", WHOLE.format(trouble="не было света"))
    college.at("14:20").report("М-02", NO_ROLE)
    college.ticks("14:50", "14:52")
    for address in (SENIOR, DEPUTY):
        (letter,) = [one for one in college.inbox(address) if one.title.startswith("Отчёты мастеров")]
        assert letter.title == "Отчёты мастеров: сдано 2 из 4"
        assert [name for name, _ in letter.attachments] == [
            "Отчёт М-01 Иванов И. И. 11.11.2026.xlsx",
            "Отчёт М-02 Иванов И. И. 11.11.2026.xlsx",
        ]
        assert "не было света" in letter.text
    register = college.sheet("registers", "Реестр дня")
    assert [row[1:4] for row in register[1:]] == [
        ["М-01", "Иванов Иван Иванович", "вовремя"],
        ["М-02", "Иванов Илья Игоревич", "вовремя"],
        ["М-03", "Семёнова\u00a0А.\u00a0П.", "не сдано"],
        ["М-07", "Мамедов\u00a0Э.\u00a0Г.", "освобождён (отпуск)"],
        ["М-09", "Лебедева-Касаткина\u00a0О.\u00a0Ю.", "не сдано"],
    ]


def test_what_came_after_the_package_is_told_when_reports_are_closed(college: College) -> None:
    sent = college.at("2026-11-11 14:10").report("М-01", WHOLE.format(trouble="нет"))
    college.report("М-02", NO_ROLE)
    college.at("14:50").tick()
    college.at("15:30").edit(sent, {"Хронометраж": WHOLE.format(trouble="не было света")})
    college.at("2026-11-12 11:00").report("М-03", WHOLE.format(trouble="нет"), day="2026-11-11")
    college.ticks("12:05", "12:06")
    letters = [one for one in college.inbox(SENIOR) if one.title.startswith("Отчёты мастеров")]
    assert [one.title for one in letters] == [
        "Отчёты мастеров: сдано 2 из 4",
        "Отчёты мастеров за 11 ноября, дополнение: сдано 3 из 4",
    ]
    assert [name for name, _ in letters[1].attachments] == [
        "Отчёт М-01 Иванов И. И. 11.11.2026.xlsx",
        "Отчёт М-03 Семёнова А. П. 11.11.2026.xlsx",
    ]
    assert "не было света" in letters[1].text


def test_no_supplement_when_nothing_came_after_the_package(college: College) -> None:
    college.at("2026-11-11 14:10").report("М-01", WHOLE.format(trouble="нет"))
    college.at("14:50").tick()
    college.at("2026-11-12 12:05").tick()
    assert len([one for one in college.inbox(SENIOR) if one.title.startswith("Отчёты мастеров")]) == 1


def test_what_was_in_the_way_of_lessons_is_in_the_package_and_in_its_tab(college: College) -> None:
    told = {"Тема занятия": "Чтение чертежа", "Начало онлайн-части": "08:30", "Конец онлайн-части": "08:55"}
    done = {"Что было на занятии": ["инструктаж", "показ"]}
    college.at("2026-11-11 09:10")
    college.monitoring("М-01", "ПК-11", **told, **done, **{"Что помешало занятию": "не было света"})
    college.monitoring("М-03", "ЭМ-21", **{"Что помешало занятию": "нет"})
    college.ticks("09:11", "14:50")
    (letter,) = [one for one in college.inbox(DEPUTY) if one.title.startswith("Отчёты мастеров")]
    assert "Возникшие проблемы: 1" in letter.text
    assert "ПК-11: не было света" in letter.text
    assert [row[2:6] for row in college.sheet("registers", "Проблемы")[1:]] == [
        ["Иванов Иван Иванович", "занятие, ПК-11", "не было света", "новая"]
    ]
    assert [row[1:] for row in college.sheet("attendance", "Занятия")[1:]] == [
        ["ПК-11", "1", "Иванов Иван Иванович", "11.11 09:10", "Чтение чертежа", "инструктаж, показ",
         "08:30–08:55", "не было света"],
        ["ЭМ-21", "1", "Семёнова\u00a0А.\u00a0П.", "11.11 09:10", "", "", "", "нет"],
    ]  # fmt: skip


def test_what_people_decide_about_a_trouble_is_never_overwritten(college: College) -> None:
    sent = college.at("2026-11-11 14:10").report("М-01", WHOLE.format(trouble="не было света"))
    college.tick()
    number = str(college.sheet("registers", "Проблемы")[1][0])
    college.change("Проблемы", number, "Статус", "решена", book="registers")
    college.change("Проблемы", number, "Решение", "заменили автомат", book="registers")
    college.at("14:20").edit(
        sent, {"Хронометраж": WHOLE.format(trouble="не было света").replace("обзвонил", "всех")}
    )
    college.at("14:21").tick()
    assert college.sheet("registers", "Проблемы")[1:] == [
        [
            number,
            "11.11.2026",
            "Иванов Иван Иванович",
            "мастер п/о",
            "не было света",
            "решена",
            "",
            "заменили автомат",
        ]
    ]


def test_a_report_about_yesterday_counts_until_noon(college: College) -> None:
    college.at("2026-11-11 14:00").tick()
    college.at("2026-11-12 11:59").report("М-01", NO_ROLE, "2026-11-11")
    college.at("2026-11-12 12:01").report("М-02", NO_ROLE, "2026-11-11")
    found = {key[0]: status for key, status in _reports(college, "2026-11-11").items()}
    assert found["М-01"] == "с опозданием 1284"
    assert found["М-02"] == "не сдано (ответ пришёл после закрытия приёма)"


def _reports(college: College, day: str) -> dict[tuple[str, ...], str]:
    return college.status("daily_report", day)


def test_who_owes_two_reports_by_one_form_is_told_of_each(college: College) -> None:
    named = ("curator", "Отчёт куратора", "отчёт куратора", "куратор", "каждый рабочий день", "")
    college.append("Обязанности", [*named, "14:00", "следующий рабочий день 12:00", "daily_report"])
    college.at("2026-11-11 14:10").report("М-01", WHOLE.format(trouble="нет"))
    college.report("М-02", NO_ROLE)
    college.at("14:11").tick()
    told = {row[1]: row[3] for row in college.sheet("registers", "Реестр дня")[1:]}
    assert [told["М-01"], told["М-02"]] == [
        "Отчёт о проделанной работе: вовремя; Отчёт куратора: с опозданием на 10 мин",
        "вовремя",
    ]
