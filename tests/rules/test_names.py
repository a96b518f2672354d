"""Who is meant by what people type: codes, addresses and names, and never a guess between two people."""

from __future__ import annotations

import pytest

from starosta.rules import names
from starosta.rules.names import Match
from starosta.rules.people import Person
from tests.cast import STAFF, STUDENTS

PEOPLE = names.index(STAFF.values())
IVANOVS = ("М-01", "М-02")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("М-07", "М-07"),
        ("м-07", "М-07"),
        ("M-07", "М-07"),  # the Latin letter
        ("М – 07", "М-07"),
        ("М-07 Мамедов Э. Г.", "М-07"),
        ("Мамедов Э. Г. (М-07)", "М-07"),
        ("М-07, Прежняя Фамилия", "М-07"),
        ("MAMEDOV@example.org", "М-07"),
        ("Мамедов <mamedov@example.org>", "М-07"),
        ("Мамедов Эльчин Гасан оглы", "М-07"),
        ("Мамедов Эльчин Гасан-оглы", "М-07"),
        ("МАМЕДОВ ЭЛЬЧИН ГАСАНОГЛЫ", "М-07"),
        ("Мамедов Эльчин", "М-07"),
        ("Эльчин Мамедов", "М-07"),
        ("Иванов Иван Иванович", "М-01"),
        ("  иванов  илья\u00a0игоревич ", "М-02"),
        ("Иванов Иван", "М-01"),
        ("Иванов Илья И.", "М-02"),
        ("Семенова Алена Петровна", "М-03"),
        ("Семёнова А.П.", "М-03"),
        ("Семёнова А. П.", "М-03"),
        ("А.П. Семенова", "М-03"),
        ("Ceмёнoвa A.П.", "М-03"),  # Latin C, e, o, a and A
        ("Семе\u0308нова Алёна Петровна", "М-03"),  # ё of two code points
        ("Лебедева – Касаткина О. Ю.", "М-09"),
        ("Лебедева-Касаткина Ольга", "М-09"),
        ("Горин П.", "СМ-01"),
    ],
)
def test_one_person_is_found(written: str, code: str) -> None:
    assert names.find(written, PEOPLE) == Match(code=code)


@pytest.mark.parametrize(
    ("written", "candidates"),
    [
        ("Иванов И.И.", IVANOVS),
        ("Иванов И. И.", IVANOVS),
        ("И. И. Иванов", IVANOVS),
        ("Иванов И.", IVANOVS),
        ("М-07 Иванов Иван Иванович", ("М-07", "М-01")),
        ("М-07 Иванов И. И.", ("М-07", *IVANOVS)),
        ("М-01 М-02", IVANOVS),
    ],
)
def test_two_people_who_both_fit_are_both_named(written: str, candidates: tuple[str, ...]) -> None:
    assert names.find(written, PEOPLE) == Match(candidates=candidates)


def test_a_code_settles_which_of_two_namesakes_is_meant() -> None:
    assert names.find("М-02 Иванов И. И.", PEOPLE) == Match(code="М-02")


@pytest.mark.parametrize(
    ("written", "suggestions"),
    [
        ("Иванов", IVANOVS),
        ("Мамедов", ("М-07",)),
        ("Мамедев Эльчин", ("М-07",)),
        ("Лебедева Ольга Юрьевна", ("М-09",)),
        ("Семёнова Б. В.", ("М-03",)),
        ("М-7", ("М-07",)),
        ("Чужой Человек Совсем", ()),
        ("", ()),
        ("   ", ()),
    ],
)
def test_a_doubtful_name_is_only_suggested(written: str, suggestions: tuple[str, ...]) -> None:
    assert names.find(written, PEOPLE) == Match(suggestions=suggestions)


@pytest.mark.parametrize(
    ("written", "match"),
    [
        ("0012", Match(code="0012")),
        ("12", Match(suggestions=("0012",))),
        ("Елкин Ф. А.", Match(code="0013")),
        ("Ким Ирина", Match(code="0014")),
        ("Ким Ирина Сергеевна", Match(code="0014")),
        ("Орлов Г. М.", Match(candidates=("0021", "0022"))),
        ("Орлов Глеб", Match(code="0021")),
    ],
)
def test_students_are_found_the_same_way(written: str, match: Match) -> None:
    assert names.find(written, STUDENTS.values()) == match


@pytest.mark.parametrize(
    ("people", "written", "match"),
    [
        (
            [Person("1", "Ким Ирина Сергеевна"), Person("2", "Ким Ирина")],
            "Ким Ирина",
            Match(candidates=("1", "2")),
        ),
        (
            [Person("1", "Ким Ирина Сергеевна"), Person("2", "Ким Ирина")],
            "Ким Ирина Сергеевна",
            Match(code="1"),
        ),
        (
            [Person("1", "Орлов Олег Ильич"), Person("2", "Орлов Олег Ильич")],
            "Орлов Олег Ильич",
            Match(candidates=("1", "2")),
        ),
        (
            [Person("1", "Орлов О. И.", "o@example.org"), Person("2", "Юдин Б. Б.", "o@example.org")],
            "o@example.org",
            Match(candidates=("1", "2")),
        ),
        ([Person("1", "Орлов О. И.")], "Орлов Олег Ильич", Match(code="1")),
    ],
)
def test_unusual_rosters(people: list[Person], written: str, match: Match) -> None:
    assert names.find(written, people) == match


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Иванов Иван Иванович", "Иванов\u00a0И.\u00a0И."),
        ("Иванов И.И.", "Иванов\u00a0И.\u00a0И."),
        ("Иванов  Иван", "Иванов\u00a0И."),
        ("Мамедов Эльчин Гасан оглы", "Мамедов\u00a0Э.\u00a0Г."),
        ("Лебедева-Касаткина Ольга Юрьевна", "Лебедева-Касаткина\u00a0О.\u00a0Ю."),
        ("Администратор", "Администратор"),
        ("", ""),
    ],
)
def test_short_names(name: str, short: str) -> None:
    assert names.short(name) == short


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("М-01", "Иванов Иван Иванович"),
        ("М-02", "Иванов Илья Игоревич"),
        ("М-03", "Семёнова\u00a0А.\u00a0П."),
        ("М-99", "М-99"),
    ],
)
def test_namesakes_are_told_by_their_whole_names(code: str, told: str) -> None:
    assert names.told(code, STAFF) == told
