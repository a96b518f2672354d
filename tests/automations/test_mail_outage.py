"""Mail that takes nothing, and letters that cannot be written: everything else of the day is done, little is
asked of Google in vain, and nothing is lost."""

from __future__ import annotations

from tests.automations.college import ADMIN, SENIOR, College
from tests.automations.test_reports import WHOLE

CHECK_IN = "Отметка «Готов к работе»"
IVANOV = "ivanov.ivan@example.org"


def mail_calls(college: College) -> int:
    return sum(count for method, count in college.made.items() if method.startswith("gmail."))


def test_the_first_call_that_finds_mail_out_of_reach_ends_mail_for_the_tick(college: College) -> None:
    """Sheets are filled by the same tick; when mail is back, everybody has every letter once."""
    college.at("2026-11-11 09:03").monitoring("М-01", "ПК-11", {"0012": "н"})
    college.report("М-01", "совсем не отчёт")
    college.strike("gmail.*", kind="status", status=503, times=0)
    tried = []
    for minute in ("09:05", "09:08"):
        ticked = college.at(minute).tick()
        tried.append(([(one.automation, one.kind) for one in ticked.failures], college.waits.now > 130))
        college.waits.now = 0
    assert tried == [([("letters", "unavailable")], False)] * 2
    assert college.tabs("attendance").keys() >= {"ПК-11"}
    assert college.sheet("registers", "Реестр дня")[1][1] == "М-01"
    college.heal()
    college.ticks("09:11", "09:16")
    assert [title.partition(":")[0] for title in college.titles(IVANOV)] == [CHECK_IN, "Отчёт за 11 ноября"]


def test_mail_that_is_refused_stops_no_sheet_and_is_told_once_it_can_be(college: College) -> None:
    """The cure is one for a mailbox, not for a file."""
    college.at("2026-11-11 14:10").report("М-01", WHOLE.format(trouble="нет связи"))
    college.strike("gmail.*", kind="status", status=403, times=0)
    ticked = college.at("14:11").tick()
    assert [(one.automation, one.kind) for one in ticked.failures] == [("letters", "denied")]
    assert mail_calls(college) == 1
    assert college.sheet("registers", "Реестр дня")[1][1] == "М-01"
    college.heal()
    college.at("14:12").tick()
    (letter,) = college.inbox(ADMIN)
    assert letter.title == "Не сработало: отправка писем"
    assert "Gmail отказал общей учётной записи" in letter.text
    assert "как редактору" not in letter.text
    assert college.titles(SENIOR) != []
    assert college.at("14:13").tick().letters == 0


def test_a_letter_that_cannot_be_written_costs_a_quiet_minute_nothing(college: College) -> None:
    college.template("daily_reports/chronometry.txt", "без темы")
    college.at("2026-11-11 14:10").report("М-01", "совсем не отчёт")
    college.at("14:11").tick()
    for minute in ("14:13", "14:14", "14:15"):
        college.at(minute).tick()
        assert sum(college.made.values()) <= 2
    (college.template_folder / "daily_reports/chronometry.txt").unlink()
    college.at("14:16").tick()
    assert "Отчёт за 11 ноября: поправьте, пожалуйста" in college.titles(IVANOV)
