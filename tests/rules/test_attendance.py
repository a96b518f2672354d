"""Answers of «Мониторинг» turned into the journal of a group, with the cast's Wednesday."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from starosta.rules import attendance, timetable
from starosta.rules.attendance import AttendanceDay, MonitoringAnswer, Presence
from starosta.rules.people import Span, Student
from starosta.rules.timetable import Lesson
from starosta.shelf import Shelf
from starosta.words import Words
from tests.cast import STUDENTS, WEDNESDAY, ZONE
from tests.rules.test_marks import COLLEGE

LESSONS = (
    Lesson(WEDNESDAY, 1, time(8, 30), time(9, 50), "ПК-11", "М-01"),
    Lesson(WEDNESDAY, 2, time(10), time(11, 20), "ПК-11", "М-01"),
    Lesson(WEDNESDAY, 1, time(8, 30), time(9, 50), "ЭМ-21", "М-03"),
    Lesson(WEDNESDAY, 3, time(11, 40), time(13), "СВ-12", "М-03"),
)
PK_FIRST = "2026-11-11/ПК-11/1"


@pytest.fixture(scope="module")
def words() -> Words:
    return Words.of(Shelf.of())


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 11, 11, hour, minute, tzinfo=ZONE)


def answer(
    presence: Presence = "some",
    marks: Mapping[str, str] | None = None,
    *,
    person: str = "М-01",
    group: str = "ПК-11",
    id: str = "r1",
    first: datetime | None = None,
    last: datetime | None = None,
    online: tuple[time, time] | tuple[None, None] = (None, None),
) -> MonitoringAnswer:
    first_at = first or at(9, 10)
    return MonitoringAnswer(
        id,
        person,
        WEDNESDAY,
        group,
        first_at,
        last or first_at,
        presence,
        marks or {},
        online_start=online[0],
        online_end=online[1],
    )


def read(*answers: MonitoringAnswer, students: Mapping[str, Student] = STUDENTS) -> AttendanceDay:
    return attendance.read(answers, LESSONS, students, COLLEGE)


def cells(day: AttendanceDay, group: str = "ПК-11") -> dict[tuple[str, str], str]:
    """(student, lesson) → the mark to show."""
    lessons = (taught for taught in day.lessons if taught.lesson.group == group)
    return {(code, taught.lesson.key): mark for taught in lessons for code, mark in taught.shown.items()}


def test_all_present() -> None:
    day = read(answer("all"))
    assert cells(day) == {("0012", PK_FIRST): "", ("0013", PK_FIRST): "", ("0014", PK_FIRST): ""}
    assert (day.problems, day.remarks) == ((), ())


def test_only_the_absent_are_marked_and_illness_is_hidden() -> None:
    day = read(answer("some", {"0012": "H", "0013": "болезнь", "0014": ""}))
    assert cells(day) == {
        ("0012", PK_FIRST): "н",
        ("0013", PK_FIRST): "у",
        ("0014", PK_FIRST): "",
    }
    assert day.problems == ()


def test_presence_can_be_shown_or_not() -> None:
    shown = [replace(COLLEGE[0], shown="+"), *COLLEGE[1:]]
    late = [answer("some", {"0012": "оп10"})]
    with_plus = attendance.read(late, LESSONS, STUDENTS, shown)
    without = attendance.read(late, LESSONS, STUDENTS, shown, show_present=False)
    assert list(cells(with_plus).values()) == ["оп", "+", "+"]
    assert list(cells(without).values()) == ["оп", "", ""]


def test_lessons_come_in_the_order_of_the_day() -> None:
    day = read(
        answer("all", person="М-03", group="СВ-12", id="r3"),
        answer("all", person="М-03", group="ЭМ-21", id="r2"),
        answer("all"),
    )
    assert [taught.lesson.key for taught in day.lessons] == [
        PK_FIRST,
        "2026-11-11/ЭМ-21/1",
        "2026-11-11/СВ-12/3",
    ]
    assert timetable.by_group(day.about.values()) == {
        "ПК-11": [PK_FIRST],
        "СВ-12": ["2026-11-11/СВ-12/3"],
        "ЭМ-21": ["2026-11-11/ЭМ-21/1"],
    }


def test_those_enrolled_later_or_left_are_not_listed() -> None:
    students = {
        **STUDENTS,
        "0012": replace(STUDENTS["0012"], enrolled=Span(date(2026, 11, 12), None)),
        "0013": replace(STUDENTS["0013"], enrolled=Span(None, WEDNESDAY)),
        "0014": replace(STUDENTS["0014"], enrolled=Span(None, date(2026, 11, 10))),
    }
    assert cells(read(answer("all"), students=students)) == {("0013", PK_FIRST): ""}


def test_an_edited_answer_gives_its_newest_content_and_its_first_time() -> None:
    before = answer("all", first=at(9, 10))
    after = answer("some", {"0014": "н"}, first=at(9, 10), last=at(11, 0))
    for order in ([before, after], [after, before]):
        day = read(*order)
        assert cells(day)["0014", PK_FIRST] == "н"
        assert day.lessons[0].answer == after
        assert (day.problems, day.remarks) == ((), ())


def test_a_second_answer_corrects_the_first_and_is_remarked(words: Words) -> None:
    first = answer("all", id="r1", first=at(9, 10))
    second = answer("some", {"0014": "н"}, id="r2", first=at(9, 40))
    day = read(second, first)
    assert cells(day)["0014", PK_FIRST] == "н"
    assert day.lessons[0].answer.first_at == at(9, 10)
    assert [words.problem(remark) for remark in day.remarks] == [
        "О группе ПК-11 вы прислали ещё один ответ. Взято содержание последнего, время — первого. Делать "
        "ничего не нужно."
    ]


def test_the_real_teacher_wins_over_a_colleague(words: Words) -> None:
    stranger = answer("all", person="М-02", id="r0", first=at(9, 0))
    day = read(stranger, answer("some", {"0012": "н"}))
    assert cells(day)["0012", PK_FIRST] == "н"
    assert [words.problem(problem) for problem in day.problems] == [
        "Вы ответили о группе ПК-11, а занятие у неё ведёт М-01, поэтому отметки не внесены. Если вы "
        "замещали, попросите администратора вписать замену."
    ]


def test_a_group_without_lessons_takes_nothing_and_stops_nobody(words: Words) -> None:
    lost = answer("all", group="ТК-31", id="r0")
    day = read(lost, answer("all"))
    assert [taught.lesson.group for taught in day.lessons] == ["ПК-11"]
    assert [words.problem(problem) for problem in day.problems] == [
        "Ответ сотрудника М-01 о группе ТК-31: в этот день у группы нет занятий. Проверьте «Расписание» и "
        "«Замены» или выберите в ответе другую группу; отметки не внесены."
    ]


@pytest.mark.parametrize(
    ("given", "marks", "complaint"),
    [
        pytest.param(
            answer("all", {"0012": "н"}),
            {"0012": "н", "0013": "", "0014": ""},
            "Группа ПК-11: указано «все присутствуют», но отмечены отсутствующие: 0012. В журнал "
            "внесены отметки; "
            "если они лишние, измените ответ.",
            id="marks beat the words",
        ),
        pytest.param(
            answer("some"),
            {},
            "Группа ПК-11: указано, что есть отсутствующие или опоздавшие, но никто не отмечен. "
            "Измените ответ и "
            "отметьте их; до этого отметки в журнал не внесены.",
            id="nobody is guessed present",
        ),
        pytest.param(
            answer(""),
            {},
            "Группа ПК-11: не отмечено, все ли присутствуют. Измените ответ; до этого отметки в "
            "журнал не внесены.",
            id="nothing said",
        ),
        pytest.param(
            answer("some", {"0012": "х", "0013": "н"}),
            {"0013": "н", "0014": ""},
            "Группа ПК-11, обучающийся 0012: отметка «х» непонятна. Измените ответ, подойдут "
            "отметки: +, н, у, б, "
            "оп, осв. Новую отметку можно добавить на вкладку «Справочники».",
            id="an unknown mark costs its student only",
        ),
        pytest.param(
            answer("some", {"0021": "н", "0013": "н"}),
            {"0012": "", "0013": "н", "0014": ""},
            "Группа ПК-11: отмечен обучающийся 0021, но он учится в группе ЭМ-21. Измените ответ; отметка не "
            "внесена.",
            id="another group's student",
        ),
        pytest.param(
            answer("all", {"9999": "н"}),
            {"0012": "", "0013": "", "0014": ""},
            "Группа ПК-11: отмечен обучающийся с кодом «9999», которого нет на вкладке "
            "«Обучающиеся». Проверьте "
            "код; отметка не внесена.",
            id="nobody's code",
        ),
        pytest.param(
            answer("all", online=(time(9, 0), time(8, 40))),
            {"0012": "", "0013": "", "0014": ""},
            "Группа ПК-11: конец онлайн-части 8:40 не позже начала 9:00. Измените время в ответе.",
            id="online ends before it starts",
        ),
    ],
)
def test_faults_of_an_answer(
    given: MonitoringAnswer, marks: dict[str, str], complaint: str, words: Words
) -> None:
    day = read(given)
    assert {student: mark for (student, _), mark in cells(day).items()} == marks
    assert [words.problem(problem) for problem in day.problems] == [complaint]


def test_one_who_left_but_is_marked(words: Words) -> None:
    students = {**STUDENTS, "0012": replace(STUDENTS["0012"], enrolled=Span(None, date(2026, 11, 1)))}
    day = read(answer("all", {"0012": "н"}), students=students)
    assert [words.problem(problem) for problem in day.problems] == [
        "Группа ПК-11: отмечен обучающийся 0012, но в этот день он ещё не зачислен или уже выбыл. "
        "Проверьте даты "
        "на вкладке «Обучающиеся»; отметка не внесена."
    ]


def test_lateness_does_not_contradict_all_present() -> None:
    day = read(answer("all", {"0012": "оп"}))
    assert cells(day)["0012", PK_FIRST] == "оп"
    assert day.problems == ()


@pytest.mark.parametrize(
    ("end", "remarks"),
    [
        (time(9, 0), []),
        (
            time(9, 1),
            [
                "Группа ПК-11: онлайн-часть с 8:30 до 9:01 длилась 31 мин, по инструкции (п. 2) — не "
                "более 30 мин.",
            ],
        ),
    ],
)
def test_a_long_online_part_is_a_remark_and_no_fault(end: time, remarks: list[str], words: Words) -> None:
    day = read(answer("all", online=(time(8, 30), end)))
    assert [words.problem(remark) for remark in day.remarks] == remarks
    assert day.problems == ()
    assert len(cells(day)) == 3


PK_SECOND = "2026-11-11/ПК-11/2"
EARLY, LATER, LAST = ((f"r{place}", at(9 + place, 0)) for place in (1, 2, 3))


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        pytest.param({}, {PK_FIRST: "r3"}, id="no duty: all are about the first lesson"),
        pytest.param({"r1": PK_SECOND}, {PK_SECOND: "r3"}, id="owed once, about the lesson going on"),
        pytest.param(
            {"r1": PK_FIRST, "r2": PK_SECOND},
            {PK_FIRST: "r1", PK_SECOND: "r3"},
            id="each lesson is owed: one too many corrects the one before",
        ),
        pytest.param(
            {"r1": "2026-11-11/ЭМ-21/1"}, {PK_FIRST: "r3"}, id="a lesson of another group is none of theirs"
        ),
    ],
)
def test_answers_go_to_the_lessons_the_duties_wait_for(
    expected: dict[str, str], found: dict[str, str]
) -> None:
    answers = [answer("all", id=id, first=first) for id, first in (EARLY, LATER, LAST)]
    day = attendance.read(answers, LESSONS, STUDENTS, COLLEGE, expected)
    assert {taught.lesson.key: taught.answer.id for taught in day.lessons} == found
