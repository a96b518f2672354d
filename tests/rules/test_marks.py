"""Marks as masters write them, by a college's list of «Справочники»."""

from __future__ import annotations

import pytest

from starosta.rules import marks
from starosta.rules.marks import Reading
from starosta.rules.problems import Problem
from starosta.rules.roster import Mark

PRESENT = Mark("+", (".", "был", "была"), "present", "")
ABSENT = Mark("н", ("нб", "н/б", "нп", "ну"), "missed", "н")
VALID = Mark("у", ("уп", "у/п", "ув"), "missed_valid", "у")
ILL = Mark("б", ("бол", "болезнь"), "missed_valid", "у")
LATE = Mark("оп", ("о",), "late", "оп")
EXEMPT = Mark("осв", (), "exempt", "осв")
COLLEGE = (PRESENT, ABSENT, VALID, ILL, LATE, EXEMPT)


@pytest.mark.parametrize(
    ("written", "mark", "minutes"),
    [
        ("", PRESENT, None),
        ("  \N{NO-BREAK SPACE}", PRESENT, None),
        ("+", PRESENT, None),
        (".", PRESENT, None),
        ("Была", PRESENT, None),
        ("н", ABSENT, None),
        ("Н", ABSENT, None),
        ("H", ABSENT, None),
        ("н.", ABSENT, None),
        (" н / б ", ABSENT, None),
        ("у", VALID, None),
        ("y", VALID, None),
        ("Y", VALID, None),
        ("УП", VALID, None),
        ("Болезнь", ILL, None),
        ("оп", LATE, None),
        ("OП", LATE, None),
        ("оп10", LATE, 10),
        ("оп 10 мин.", LATE, 10),
        ("оп (5)", LATE, 5),
        ("о-15", LATE, 15),
        ("осв", EXEMPT, None),
    ],
)
def test_marks_are_understood(written: str, mark: Mark, minutes: int | None) -> None:
    assert marks.read(written, marks.spellings(COLLEGE)) == Reading(mark, minutes)


@pytest.mark.parametrize("written", ["х", "п", "н2", "5", "оп1000", "н у", "=1+1"])
def test_what_no_list_knows_is_a_problem(written: str) -> None:
    assert marks.read(written, marks.spellings(COLLEGE)) == Problem(
        "attendance.unknown_mark", {"mark": written, "known": "+, н, у, б, оп, осв"}
    )


def test_a_long_word_is_cut() -> None:
    read = marks.read("не пришёл, обещал быть завтра", marks.spellings((ABSENT,)))
    assert read == Problem("attendance.unknown_mark", {"mark": "не пришёл, обещал б…", "known": "н"})


def test_b_is_what_the_school_says() -> None:
    music = (Mark("б", (), "present", ""), Mark("н", (), "missed", "н"))
    assert marks.read("б", marks.spellings(music)) == Reading(music[0])
    assert marks.read("б", marks.spellings(COLLEGE)) == Reading(ILL)


def test_two_meanings_are_never_guessed() -> None:
    both = (Mark("п", (), "present", ""), Mark("пропуск", ("п",), "missed", "н"))
    assert marks.read("П", marks.spellings(both)) == Problem(
        "attendance.ambiguous_mark", {"mark": "П", "meanings": "п, пропуск"}
    )


def test_illness_is_not_shown_in_the_journal() -> None:
    known = marks.spellings(COLLEGE)
    read = [marks.read(written, known) for written in ("болезнь", "н", "", "оп10")]
    assert [reading.shown for reading in read if isinstance(reading, Reading)] == ["у", "н", "", "оп"]


def test_what_the_journal_shows_can_be_read_back() -> None:
    known = marks.spellings((Mark("опоздал", (), "late", "оп"), Mark("болел", (), "missed_valid", "у")))
    assert [
        reading.mark.value
        for reading in (marks.read(text, known) for text in ("оп", "оп7", "у"))
        if isinstance(reading, Reading)
    ] == ["опоздал", "опоздал", "болел"]
