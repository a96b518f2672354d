"""The workbook read into a roster: whole tables of the cast, and every fault with its tab, row and column."""

from __future__ import annotations

from datetime import date, time

import pytest

from starosta.rules import roster as roster_
from starosta.rules.calendar import DayKind, Override
from starosta.rules.duties import Applies, DigestKind, Duty
from starosta.rules.moments import Anchor, Moment
from starosta.rules.people import Absence, Enrolment, Person, Role, Span, Student
from starosta.rules.roster import Mark, Roster
from starosta.rules.timetable import Change, ChangeKind, Slot, WeekParity
from starosta.rules.vocabulary import Vocabulary
from tests import cast
from tests.rules.workbook import STAFF, Cells, problem, read


def test_people_and_groups(whole: Roster) -> None:
    assert whole.staff == cast.STAFF
    assert whole.groups == cast.GROUPS
    assert whole.students == cast.STUDENTS
    assert whole.absences == (cast.LEAVE,)


def test_time(whole: Roster) -> None:
    assert whole.bells == cast.BELLS
    assert whole.slots == (
        Slot(0, 1, 4, "ПК-11", "М-01", "Учебная практика", row=2),
        Slot(
            2,
            3,
            3,
            "ЭМ-21",
            "М-03",
            room="12",
            parity=WeekParity.ODD,
            span=Span(date(2026, 9, 1), date(2026, 12, 31)),
            row=3,
        ),
    )
    assert whole.changes == (
        Change(cast.THURSDAY, "СВ-12", 1, ChangeKind.REPLACE, "М-02", row=2),
        Change(cast.FRIDAY, "СВ-12", 1, ChangeKind.CANCEL, row=3),
        Change(cast.FRIDAY, "ПК-11", 2, ChangeKind.EXTRA, "М-09", "Охрана труда", row=4),
    )
    assert whole.overrides == (
        Override(Span(cast.MONDAY, cast.MONDAY), DayKind.DAY_OFF, comment="Карантин"),
        Override(Span(date(2026, 11, 1), date(2026, 11, 30)), DayKind.PRACTICE, groups=("ПК-11", "ЭМ-21")),
        Override(Span(cast.SATURDAY, cast.SATURDAY), DayKind.ON_SITE, "будни"),
    )


def test_duties_recipients_and_lists(whole: Roster) -> None:
    assert whole.duties == {
        "monitoring": Duty(
            code="monitoring",
            title="Мониторинг образовательного процесса",
            role="мастер п/о",
            applies=Applies.EACH_GROUP,
            limit=Moment(Anchor.LESSON_START, minutes=45),
            closes=Moment(Anchor.DAY_END, minutes=30),
            proof="monitoring",
            action="мониторинг",
            kinds=frozenset({DayKind.DISTANCE, DayKind.ON_SITE}),
            remind_before=(10,),
            remind_after=(10, 5),
            digest_at=(Moment(Anchor.CLOCK, clock=time(9, 20)), Moment(Anchor.CLOCK, clock=time(9, 40))),
            digest_to=("старший мастер",),
            escalate_at=Moment(Anchor.CLOCK, clock=time(10, 15)),
            escalate_to=("зам. директора по УПР", "директор"),
            basis="Инструкция мастера п/о, п. 4",
            row=2,
        ),
        "daily_report": Duty(
            code="daily_report",
            title="Отчёт о проделанной работе",
            role="мастер п/о",
            applies=Applies.WORKING_DAY,
            limit=Moment(Anchor.DAY_END, minutes=30),
            closes=Moment(Anchor.NEXT_WORKING_DAY, clock=time(12, 0)),
            proof="daily_report",
            digest_at=(Moment(Anchor.LIMIT, minutes=15),),
            digest_to=("старший мастер", "зам. директора по УПР"),
            digest_kind=DigestKind.PACKAGE,
            row=3,
        ),
    }
    assert whole.recipients == cast.RECIPIENTS
    assert whole.marks == (Mark("н", ("нб", "н/б", "нп"), "missed", "Н"), Mark("оп", (), "late", "оп"))
    assert whole.lists == {
        "role": ("мастер п/о", "куратор", "руководитель практики", "старший мастер"),
        "absence_reason": ("отпуск", "больничный"),
        "mark": ("н", "оп"),
        "цех": ("цех 1",),
    }


def test_the_students_of_a_group(whole: Roster) -> None:
    assert [student.code for student in roster_.students_of(whole, "ЭМ-21", cast.MONDAY)] == ["0021", "0022"]


@pytest.mark.parametrize(
    ("person", "day", "absence"),
    [
        ("М-07", cast.TUESDAY, None),
        ("М-07", cast.WEDNESDAY, cast.LEAVE),
        ("М-07", date(2026, 11, 24), cast.LEAVE),
        ("М-07", date(2026, 11, 25), None),
        ("М-01", cast.WEDNESDAY, None),
    ],
)
def test_a_leave_from_the_middle_of_a_week(
    whole: Roster, person: str, day: date, absence: Absence | None
) -> None:
    assert roster_.absence_on(whole, person, day) == absence


def test_an_open_leave_with_a_blank_reason_excuses_all_the_same(vocabulary: Vocabulary) -> None:
    roster, problems = read(vocabulary, absences=[{"person": "Мамедов Эльчин", "from": "11.11.2026"}])
    assert roster.absences == (Absence("М-07", Span(cast.WEDNESDAY), "отсутствует"),)
    assert problems == ()


def test_one_broken_row_does_not_stop_the_other_thirteen(vocabulary: Vocabulary) -> None:
    rows: list[Cells] = [
        {"code": f"{number:04}", "name": f"Орлов Олег {number}", "group": "ПК-11"} for number in range(1, 15)
    ]
    rows[4] = {**rows[4], "group": "ПК-99"}
    roster, problems = read(vocabulary, students=rows)
    assert list(roster.students) == [f"{number:04}" for number in range(1, 15) if number != 5]
    assert problems == (problem("group_unknown", "students", 6, "group", text="ПК-99"),)


def test_missing_tables_count_as_empty(vocabulary: Vocabulary) -> None:
    assert roster_.read({}, vocabulary) == (Roster(), ())


def test_without_staff_there_is_one_complaint_and_not_one_for_every_row(vocabulary: Vocabulary) -> None:
    roster, problems = read(vocabulary, staff=[], groups=[])
    assert (roster.slots, roster.absences, roster.students) == ((), (), {})
    assert problems == (problem("no_staff", "staff", 0, ""), problem("no_groups", "groups", 0, ""))


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ("куратор с 01.09.2026", Role("куратор", Span(date(2026, 9, 1)))),
        ("куратор 01.09.2026", Role("куратор", Span(date(2026, 9, 1)))),
        ("Куратор по 30.06.2027", Role("куратор", Span(end=date(2027, 6, 30)))),
        ("куратор до 30.06.2027", Role("куратор", Span(end=date(2027, 6, 30)))),
        ("куратор 01.03.2027–30.06.2027", Role("куратор", Span(date(2027, 3, 1), date(2027, 6, 30)))),
        ("куратор с 1.3.27 по 30.6.27", Role("куратор", Span(date(2027, 3, 1), date(2027, 6, 30)))),
        ("куратор с 2027-03-01 по 2027-06-30", Role("куратор", Span(date(2027, 3, 1), date(2027, 6, 30)))),
        ("мастер с 01.09.2026", Role("мастер п/о", Span(date(2026, 9, 1)))),
    ],
)
def test_roles_with_dates(vocabulary: Vocabulary, roles: str, expected: Role) -> None:
    roster, problems = read(
        vocabulary, staff=[*STAFF, {**STAFF[0], "code": "М-10", "email": "m10@example.org", "roles": roles}]
    )
    assert (roster.staff["М-10"].roles, problems) == ((expected,), ())


def test_two_rows_of_one_code_are_two_spans_of_one_person(vocabulary: Vocabulary) -> None:
    gone: Cells = {**STAFF[3], "code": "М-20", "email": "m20@example.org", "active_to": "31.08.2026"}
    back: Cells = {**gone, "roles": "старший мастер", "active_from": "01.12.2026", "active_to": None}
    roster, problems = read(vocabulary, staff=[*STAFF, gone, back])
    first, second = Span(end=date(2026, 8, 31)), Span(date(2026, 12, 1))
    assert roster.staff["М-20"] == Person(
        "М-20",
        "Мамедов Эльчин Гасан оглы",
        "m20@example.org",
        (Role("мастер п/о", first), Role("старший мастер", second)),
        (first, second),
    )
    assert problems == ()


def test_a_student_moved_to_another_group(vocabulary: Vocabulary) -> None:
    before: Cells = {"code": "0099", "name": "Юдина Вера", "group": "ПК-11", "enrolled_to": "30.09.2026"}
    now: Cells = {"code": "0099", "name": "Юдина Вера", "group": "ЭМ-21", "enrolled_from": "01.10.2026"}
    old, new = Span(end=date(2026, 9, 30)), Span(date(2026, 10, 1))
    moved = Student("0099", "Юдина Вера", "ЭМ-21", enrolled=new, earlier=(Enrolment("ПК-11", old),))
    for rows in ([before, now], [now, before]):
        roster, problems = read(vocabulary, students=rows)
        assert (roster.students, problems) == ({"0099": moved}, ())
