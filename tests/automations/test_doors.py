"""The same morning through every door: in process, over a port, and as Google with tokens."""

from __future__ import annotations

from tests.automations.college import SENIOR, College

SEMYONOVA = "semyonova@example.org"


def test_a_morning_from_the_reminder_to_the_digest(any_college: College) -> None:
    college = any_college.at("2026-11-11 08:05")
    college.tick()
    (letter,) = college.inbox(SEMYONOVA)
    assert (
        letter.subject
        == "11 ноября: готов к работе до 8:15, мониторинг до 9:15 и 11:10, отчёт за день до 14:35"
    )
    college.at("08:07").check_in("М-03")
    college.at("08:20").tick()
    digest = college.inbox(SENIOR)[0]
    assert digest.title == "Отметка «Готов к работе»: сдано 1 из 4"
    assert college.titles(SEMYONOVA) == ["Отметка «Готов к работе» — до 8:15"]
    college.at("09:10").monitoring("М-03", "ЭМ-21", {"0022": "н"})
    college.at("09:20").tick()
    assert college.sheet("attendance", "ЭМ-21") == [
        ["Код", "Фамилия Имя Отчество", "11.11 · 1"],
        ["0021", "Орлов Глеб Максимович"],
        ["0022", "Орлов Григорий Маркович", "н"],
    ]
    assert college.titles(SENIOR)[1] == "Мониторинг образовательного процесса: сдано 1 из 2"
    ticked = college.tick()
    assert (ticked.letters, ticked.cells, ticked.failures, college.written) == (0, 0, (), {})
    assert college.setup() == []
