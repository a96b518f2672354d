"""What the admins hear: each fault once a day in a handful of letters, whatever happens on the way."""

from __future__ import annotations

from tests.automations.college import ADMIN, College

SECOND = "second@example.org"
BROKEN = ("сряда", "", "5", "СВ-12", "М-02")


def test_a_letter_begun_stays_the_same_until_every_admin_has_it(college: College) -> None:
    """The second admin's letter is refused; meanwhile another row breaks."""
    college.at("2026-11-11 07:50").append("Получатели", ["администратор", SECOND, "", "да"])
    college.append("Расписание", BROKEN)
    college.strike("gmail.users.drafts.create", kind="status", status=403, nth=2, times=1)
    college.tick()
    college.heal()
    college.append("Расписание", BROKEN)
    college.ticks("08:06", "08:17")
    for address in (ADMIN, SECOND):
        told = [one for one in college.inbox(address) if one.title.startswith("Таблицы")]
        assert [one.text.count("сряда") for one in told] == [1, 1]


def test_hundreds_of_faults_are_one_letter(college: College) -> None:
    rows = [["сряда", "", "5", "СВ-12", "М-02"]] * 600 + [["среда", "", "5", "СВ-99", "М-02"]] * 300
    college.at("2026-11-11 07:50").append("Расписание", *rows)
    college.ticks("07:51", "08:02")
    (letter,) = college.inbox(ADMIN)
    text = " ".join(letter.text.split())
    assert letter.title == "Таблицы: 900 неточностей"
    assert "И ещё 875 Где Сколько Например" in text
    assert "вкладка «Расписание» 575 строка 36: «сряда» не похоже на день недели." in text
    assert "вкладка «Расписание» 300 строка 611: Группы «СВ-99» нет" in text
