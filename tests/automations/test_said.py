"""What was told is what the letters that left really say; what stands in the sheets follows the tables that
were used."""

from __future__ import annotations

from tests.automations.college import DEPUTY, SENIOR, College

MONITORING = "Мониторинг образовательного процесса"
WHOLE = "8:15–14:05; мастер п/о; практика; выполнено; нет"


def titles(college: College, address: str, start: str) -> list[str]:
    return [title for title in college.titles(address) if title.startswith(start)]


def test_a_report_that_missed_a_lost_package_follows_in_the_supplement(college: College) -> None:
    """The senior master's package left with its old text after the answer to sending it was lost."""
    college.at("2026-11-11 14:10").report("М-01", WHOLE)
    college.at("14:50").strike("gmail.users.drafts.send", status=503)
    college.tick()
    college.at("14:52").report("М-02", WHOLE)
    college.ticks("14:53", "14:55", "2026-11-12 12:05", "2026-11-12 12:07")
    files = [
        name
        for letter in college.inbox(SENIOR)
        if letter.title.startswith("Отчёты мастеров")
        for name, _ in letter.attachments
    ]
    assert {name.split()[1] for name in files} == {"М-01", "М-02"}


def test_all_is_in_is_told_although_the_digest_before_left_late(college: College) -> None:
    college.at("2026-11-11 09:00").monitoring("М-01", "ПК-11")
    college.at("09:20").strike("gmail.users.drafts.send", status=503)
    college.tick()
    college.at("09:22").monitoring("М-03", "ЭМ-21")
    college.ticks("09:23", "09:25", "09:40")
    assert titles(college, SENIOR, MONITORING)[-1] == f"{MONITORING}: всё сдано, 2 из 2"


def test_each_address_of_one_name_hears_once_that_all_is_in(college: College) -> None:
    college.append("Получатели", ["старший мастер", "second@example.org", "", "да"])
    college.at("2026-11-11 09:00").monitoring("М-01", "ПК-11")
    college.monitoring("М-03", "ЭМ-21")
    college.ticks("09:20", "09:40")
    for address in (SENIOR, "second@example.org"):
        assert titles(college, address, MONITORING) == [f"{MONITORING}: всё сдано, 2 из 2"]
    assert titles(college, DEPUTY, MONITORING) == []


def test_tables_changed_while_answers_were_written_are_used_by_the_next_tick(college: College) -> None:
    college.ticks("2026-11-11 10:22")
    college.append("Замены", ["11.11.2026", "ПК-11", "1–4", "замена", "М-02"])
    college.at("10:23").monitoring("М-02", "ПК-11", {"0012": "н"})
    college.monitoring("М-03", "ЭМ-21", {"0022": "н"})
    college.ticks("10:23", "10:24", "10:25")
    assert [row[2:] for row in college.sheet("attendance", "ПК-11")] == [["11.11 · 1"], ["н"], [], []]
