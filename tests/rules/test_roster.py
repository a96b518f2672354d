"""The workbook read into a roster: whole tables of the cast, and every fault with its tab, row and column."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time

import pytest

from starosta.rules import roster as roster_
from starosta.rules.calendar import DayKind, Override
from starosta.rules.duties import Applies, DigestKind, Duty
from starosta.rules.moments import Anchor, Moment
from starosta.rules.names import Match
from starosta.rules.people import Absence, Enrolment, Group, Person, Role, Span, Student
from starosta.rules.problems import Place, Problem
from starosta.rules.roster import Mark, Recipient, Roster
from starosta.rules.tables import Cell, Row, Table
from starosta.rules.timetable import Bell, Change, ChangeKind, Slot, WeekParity
from starosta.rules.vocabulary import Vocabulary
from tests import cast
from tests.rules.conftest import WORDS

Cells = Mapping[str, Cell]

STAFF: list[Cells] = [
    {
        "code": "М-01",
        "name": "Иванов Иван Иванович",
        "email": "ivanov.ivan@example.org",
        "roles": "мастер п/о; куратор",
    },
    {
        "code": "М-02",
        "name": "Иванов Илья Игоревич",
        "email": "ivanov.ilya@example.org",
        "roles": "Мастер П/О",
    },
    {
        "code": "М-03",
        "name": "Семёнова Алёна Петровна",
        "email": "semyonova@example.org",
        "roles": "мастер\nруководитель практики",
    },
    {
        "code": "М-07",
        "name": "Мамедов Эльчин Гасан оглы",
        "email": "mamedov@example.org",
        "roles": "мастер п/о",
    },
    {
        "code": "М-09",
        "name": "Лебедева-Касаткина Ольга Юрьевна",
        "email": "lebedeva@example.org",
        "roles": "мастер п/о",
    },
    {
        "code": "СМ-01",
        "name": "Горин Пётр Сергеевич",
        "email": "gorin@example.org",
        "roles": "старший мастер",
    },
]
GROUPS: list[Cells] = [
    {"code": "ПК-11", "title": "Повар, кондитер", "curator": "М-01", "count": 3.0},
    {"code": "ЭМ-21", "title": "Электромонтёр", "curator": "Семёнова А. П."},
    {"code": "СВ-12", "title": "Сварщик", "curator": "M-02"},
]
STUDENTS: list[Cells] = [
    {"code": person.code, "name": person.name, "group": person.group, "email": person.email}
    for person in cast.STUDENTS.values()
]
ABSENCES: list[Cells] = [{"person": "М-07", "from": 46337.0, "to": "24.11.2026", "reason": "Отпуск"}]
TIMETABLE: list[Cells] = [
    {
        "weekday": "понедельник",
        "number": "1–4",
        "group": "ПК-11",
        "teacher": "М-01",
        "subject": "Учебная практика",
    },
    {
        "weekday": "Ср",
        "parity": "нечётная",
        "number": 3.0,
        "group": "эм‑21",
        "teacher": "Семёнова А.П.",
        "room": 12.0,
        "from": "01.09.2026",
        "to": "31.12.2026",
    },
]
CHANGES: list[Cells] = [
    {"date": "12.11.2026", "group": "СВ-12", "number": 1.0, "kind": "замена", "teacher": "М-02"},
    {"date": "13.11.2026", "group": "СВ-12", "number": "1-4", "kind": "отмена"},
    {
        "date": "13.11.2026",
        "group": "ПК-11",
        "number": "2",
        "kind": "доп.",
        "teacher": "М-09",
        "subject": "Охрана труда",
    },
]
BELLS: list[Cells] = [
    *(
        {
            "profile": bells.profile,
            "number": bell.number,
            "start": f"{bell.start:%H:%M}",
            "end": f"{bell.end:%H.%M}",
        }
        for bells in cast.BELLS.values()
        for bell in bells.bells
    ),
    {"profile": "Будни", "number": "день", "start": 8.25 / 24, "end": "14:05"},
    {"profile": "суббота", "number": "День", "start": "8:15", "end": 0.5},
]
CALENDAR: list[Cells] = [
    {"from": "09.11.2026", "kind": "выходной", "comment": "Карантин"},
    {"from": "01.11.2026", "to": "30.11.2026", "kind": "практика", "groups": "ПК-11, эм-21"},
    {"from": "14.11.2026", "kind": "очно", "profile": "Будни"},
]
RECIPIENTS: list[Cells] = [
    {"name": "старший мастер", "email": "gorin@example.org", "person": "Горин П. С.", "active": "да"},
    {"name": "зам. директора по УПР", "email": "deputy@example.org", "person": "Юдина К. В."},
    {"name": "директор", "email": "director@example.org", "active": False},
]
LISTS: list[Cells] = [
    {"list": "Роль", "value": "мастер п/о", "variants": "мастер; мастер производственного обучения"},
    {"list": "Роль", "value": "куратор"},
    {"list": "Роль", "value": "руководитель практики"},
    {"list": "Роль", "value": "старший мастер"},
    {"list": "Причина отсутствия", "value": "отпуск"},
    {"list": "Причина отсутствия", "value": "больничный", "variants": "б/л"},
    {"list": "Отметка", "value": "н", "variants": "нб; н/б, нп", "counts": "пропуск", "shown": "Н"},
    {"list": "Отметка", "value": "оп", "counts": "опоздание"},
    {"list": "Цех", "value": "цех 1"},
]
MONITORING: Cells = {
    "code": "monitoring",
    "title": "Мониторинг образовательного процесса",
    "action": "мониторинг",
    "role": "Мастер производственного обучения",
    "applies": "каждая группа",
    "kinds": "дистант; очно",
    "limit": "начало + 45 мин",
    "closes": "конец дня + 30 мин",
    "proof": "Мониторинг",
    "remind_before": 10.0,
    "remind_after": "10; 5",
    "digest_at": "9:20; 9:40",
    "digest_to": "Старший мастер",
    "digest_kind": "сводка",
    "escalate_at": 10.25 / 24,
    "escalate_to": "зам. директора по УПР; директор",
    "basis": "Инструкция мастера п/о, п. 4",
    "active": "да",
}
DAILY_REPORT: Cells = {
    "code": "daily_report",
    "title": "Отчёт о проделанной работе",
    "role": "мастер п/о",
    "applies": "каждый рабочий день",
    "limit": "конец дня + 30 мин",
    "closes": "следующий рабочий день 12:00",
    "proof": "daily_report",
    "digest_at": "срок + 15 мин",
    "digest_to": "старший мастер; зам. директора по УПР",
    "digest_kind": "пакет отчётов",
}
SWITCHED_OFF: Cells = {"code": "old", "title": "Прежняя обязанность", "active": "нет"}
DUTIES: list[Cells] = [MONITORING, DAILY_REPORT, SWITCHED_OFF]

WORKBOOK: Mapping[str, list[Cells]] = {
    "staff": STAFF,
    "absences": ABSENCES,
    "groups": GROUPS,
    "students": STUDENTS,
    "timetable": TIMETABLE,
    "changes": CHANGES,
    "bells": BELLS,
    "calendar": CALENDAR,
    "duties": DUTIES,
    "recipients": RECIPIENTS,
    "lists": LISTS,
}


def read(vocabulary: Vocabulary, **changed: list[Cells]) -> tuple[Roster, tuple[Problem, ...]]:
    """The cast's workbook with some tables exchanged; rows are numbered from 2, as on the sheet."""
    tables = {
        key: Table(key, tuple(Row(number, cells) for number, cells in enumerate(rows, start=2)))
        for key, rows in ({**WORKBOOK, **changed}).items()
    }
    return roster_.read(tables, vocabulary)


def problem(fault: str, tab: str, row: int, column: str, **facts: object) -> Problem:
    room = "" if "." in fault else "roster."
    return Problem(room + fault, facts, Place("school", tab, row, column))


@pytest.fixture(scope="module")
def whole(vocabulary: Vocabulary) -> Roster:
    roster, problems = read(vocabulary)
    assert problems == ()
    return roster


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


def test_lookups(whole: Roster) -> None:
    assert whole.person_by("Мамедов Э. Г.") == Match(code="М-07")
    assert whole.person_by("Иванов И.И.") == Match(candidates=("М-01", "М-02"))
    assert whole.student_by("Ёлкин Фёдор") == Match(code="0013")
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


BROKEN: list[tuple[str, Cells, list[tuple[str, str, dict[str, object]]]]] = [
    ("staff", {"name": "Без Кода"}, [("blank", "code", {"text": ""})]),
    (
        "staff",
        {"code": "М-01", "name": "Другой Человек", "email": "x@example.org"},
        [("code_taken", "code", {"text": "М-01", "name": "Иванов Иван Иванович"})],
    ),
    (
        "staff",
        {**STAFF[0]},
        [("staff_row_twice", "active_from", {"text": "", "name": "Иванов Иван Иванович"})],
    ),
    ("absences", {"person": "М-99", "from": "11.11.2026"}, [("person_unknown", "person", {"text": "М-99"})]),
    (
        "absences",
        {"person": "Иванов И.И.", "from": "11.11.2026"},
        [
            (
                "person_ambiguous",
                "person",
                {"text": "Иванов И.И.", "people": "М-01 Иванов\u00a0И.\u00a0И., М-02 Иванов\u00a0И.\u00a0И."},
            )
        ],
    ),
    (
        "absences",
        {"person": "Мамедов", "from": "11.11.2026"},
        [("person_suggested", "person", {"text": "Мамедов", "people": "М-07 Мамедов\u00a0Э.\u00a0Г."})],
    ),
    ("absences", {"person": "М-07", "from": "11.11"}, [("date_without_year", "from", {"text": "11.11"})]),
    (
        "absences",
        {"person": "М-07", "from": "11.11.2026", "to": "никогда"},
        [("date_unreadable", "to", {"text": "никогда"})],
    ),
    (
        "absences",
        {"person": "М-07", "from": "11.11.2026", "to": "01.11.2026"},
        [("span_reversed", "to", {"text": "01.11.2026"})],
    ),
    ("groups", {"title": "Без кода"}, [("blank", "code", {"text": ""})]),
    ("groups", {"code": "пк-11"}, [("group_twice", "code", {"text": "пк-11"})]),
    ("students", {"code": "0098", "group": "ПК-11"}, [("blank", "name", {"text": ""})]),
    (
        "students",
        {"code": "0012", "name": "Алексеева Дарья Олеговна", "group": "ЭМ-21"},
        [("enrolment_overlap", "enrolled_from", {"text": "", "name": "Алексеева Дарья Олеговна"})],
    ),
    (
        "timetable",
        {"weekday": "дн", "number": 46113.0, "group": "ПК-12", "teacher": "М-98"},
        [
            ("weekday_unknown", "weekday", {"text": "дн"}),
            ("range_became_date", "number", {"text": "01.04.2026"}),
            ("group_unknown", "group", {"text": "ПК-12"}),
            ("person_unknown", "teacher", {"text": "М-98"}),
        ],
    ),
    (
        "timetable",
        {"weekday": "пн", "parity": "иногда", "number": "1", "group": "ПК-11", "teacher": "М-01"},
        [("parity_unknown", "parity", {"text": "иногда"})],
    ),
    (
        "changes",
        {"date": "12.11.2026", "group": "СВ-12", "number": "1", "kind": "замена"},
        [("change_empty", "teacher", {"text": ""})],
    ),
    (
        "changes",
        {"date": "12.11.2026", "group": "СВ-12", "number": "1", "kind": "дополнительно"},
        [("blank", "teacher", {"text": ""})],
    ),
    (
        "changes",
        {"date": "12.11.2026", "group": "СВ-12", "number": "1", "kind": "сдвиг", "teacher": "М-01"},
        [("change_unknown", "kind", {"text": "сдвиг"})],
    ),
    (
        "bells",
        {"profile": "будни", "number": "5", "start": 46303.0, "end": "15:00"},
        [("time_became_date", "start", {"text": "08.10.2026"})],
    ),
    (
        "bells",
        {"profile": "будни", "number": "5", "start": "15:00", "end": "14:10"},
        [("bell_reversed", "end", {"text": "14:10"})],
    ),
    (
        "bells",
        {"profile": "будни", "number": "1", "start": "15:00", "end": "15:10"},
        [("bell_twice", "number", {"text": "1", "profile": "будни"})],
    ),
    (
        "calendar",
        {"from": "20.11.2026", "kind": "экскурсия"},
        [("day_kind_unknown", "kind", {"text": "экскурсия"})],
    ),
    (
        "calendar",
        {"from": "20.11.2026", "kind": "выходной", "groups": "ПК-77"},
        [("group_unknown", "groups", {"text": "ПК-77"})],
    ),
    (
        "calendar",
        {"from": "20.11.2026", "kind": "дистант", "groups": "ПК-11"},
        [("day_kind_of_groups", "groups", {"text": "ПК-11", "kind": "дистант"})],
    ),
    (
        "duties",
        {**DAILY_REPORT, "code": "Daily_Report"},
        [("duty_twice", "code", {"text": "Daily_Report"})],
    ),
    (
        "duties",
        {**DAILY_REPORT, "code": "new", "limit": "когда-нибудь"},
        [("moments.unreadable", "limit", {"text": "когда-нибудь"})],
    ),
    (
        "duties",
        {**DAILY_REPORT, "code": "new", "applies": "иногда", "proof": "честное слово", "kinds": "отгул"},
        [
            ("applies_unknown", "applies", {"text": "иногда"}),
            ("proof_unknown", "proof", {"text": "честное слово"}),
            ("day_kind_unknown", "kinds", {"text": "отгул"}),
        ],
    ),
    (
        "recipients",
        {"name": "завуч", "email": "завуч@example.org"},
        [("email_cyrillic", "email", {"text": "завуч@example.org"})],
    ),
    (
        "recipients",
        {"name": "Старший мастер", "email": "gorin@example.org"},
        [("recipient_twice", "email", {"text": "gorin@example.org", "name": "старший мастер"})],
    ),
    (
        "lists",
        {"list": "отметка", "value": "Н", "counts": "пропуск"},
        [("value_twice", "value", {"text": "Н", "list": "отметка"})],
    ),
    (
        "lists",
        {"list": "отметка", "value": "у", "counts": "как получится"},
        [("counts_unknown", "counts", {"text": "как получится"})],
    ),
]


@pytest.mark.parametrize(("tab", "cells", "faults"), BROKEN)
def test_a_broken_row_is_reported_and_costs_nothing_else(
    vocabulary: Vocabulary,
    whole: Roster,
    tab: str,
    cells: Cells,
    faults: list[tuple[str, str, dict[str, object]]],
) -> None:
    rows = [*WORKBOOK[tab], cells]
    roster, problems = read(vocabulary, **{tab: rows})
    assert roster == whole
    assert problems == tuple(
        problem(fault, tab, len(rows) + 1, column, **facts) for fault, column, facts in faults
    )


LAME: list[tuple[str, Cells, list[tuple[str, str, dict[str, object]]], object]] = [
    (
        "staff",
        {
            "code": "М-30",
            "name": "Юдин Борис Павлович",
            "email": "юдин",
            "roles": "тьютор",
            "active_from": "31.02.2026",
        },
        [
            ("email_cyrillic", "email", {"text": "юдин"}),
            ("role_unknown", "roles", {"text": "тьютор"}),
            ("date_impossible", "active_from", {"text": "31.02.2026"}),
        ],
        Person("М-30", "Юдин Борис Павлович", "", (Role("тьютор"),)),
    ),
    (
        "staff",
        {"code": "М-30", "email": "gorin@example.org", "roles": "куратор с 31.02.2026"},
        [
            ("role_dates", "roles", {"text": "куратор с 31.02.2026"}),
            ("blank", "name", {"text": ""}),
            ("email_shared", "email", {"text": "gorin@example.org", "name": "Горин Пётр Сергеевич"}),
        ],
        Person("М-30", "М-30", "gorin@example.org", (Role("куратор"),)),
    ),
    (
        "staff",
        {"code": "М-30", "name": "Иванов Иван Иванович"},
        [("email_missing", "email", {"text": "", "name": "Иванов Иван Иванович"})],
        Person("М-30", "Иванов Иван Иванович"),
    ),
    (
        "groups",
        {"code": "ТР-31", "title": "Токарь", "curator": "М-99"},
        [("person_unknown", "curator", {"text": "М-99"})],
        Group("ТР-31", "Токарь"),
    ),
    (
        "absences",
        {"person": "М-01", "from": "11.11.2026", "to": "11.11.2026", "reason": "дела"},
        [("reason_unknown", "reason", {"text": "дела"})],
        Absence("М-01", Span(cast.WEDNESDAY, cast.WEDNESDAY), "дела"),
    ),
    (
        "students",
        {
            "code": "0098",
            "name": "Юдина Вера",
            "group": "ПК-11",
            "email": "yudina@",
            "enrolled_from": "осенью",
        },
        [
            ("email_unreadable", "email", {"text": "yudina@"}),
            ("date_unreadable", "enrolled_from", {"text": "осенью"}),
        ],
        Student("0098", "Юдина Вера", "ПК-11"),
    ),
    (
        "timetable",
        {"weekday": "пт", "number": "2", "group": "ПК-11", "teacher": "М-09", "to": "когда-нибудь"},
        [("date_unreadable", "to", {"text": "когда-нибудь"})],
        Slot(4, 2, 2, "ПК-11", "М-09", row=4),
    ),
    (
        "bells",
        {"profile": "будни", "number": "5", "start": "14:00", "end": "15:00"},
        [("bells_overlap", "start", {"text": "14:00", "number": 5, "other": 4})],
        Bell(5, time(14, 0), time(15, 0)),
    ),
    (
        "calendar",
        {"from": "20.11.2026", "kind": "практика", "profile": "праздничный", "groups": "ПК-77; ПК-11"},
        [
            ("group_unknown", "groups", {"text": "ПК-77"}),
            ("profile_unknown", "profile", {"text": "праздничный"}),
        ],
        Override(Span(date(2026, 11, 20), date(2026, 11, 20)), DayKind.PRACTICE, groups=("ПК-11",)),
    ),
    (
        "calendar",
        {"from": "09.11.2026", "kind": "очно"},
        [("day_twice", "from", {"text": "09.11.2026"})],
        Override(Span(cast.MONDAY, cast.MONDAY), DayKind.ON_SITE),
    ),
    (
        "lists",
        {"list": "отметка", "value": "у", "variants": "ув; нб", "counts": "уважительный пропуск"},
        [("variant_taken", "variants", {"text": "ув; нб", "variant": "нб", "value": "н"})],
        Mark("у", ("ув",), "missed_valid", "у"),
    ),
    (
        "recipients",
        {"name": "завуч", "email": "zavuch@example.org", "active": "возможно"},
        [("yes_no_unreadable", "active", {"text": "возможно"})],
        Recipient("завуч", "zavuch@example.org"),
    ),
]


def everything(roster: Roster) -> list[object]:
    mappings = (roster.staff, roster.groups, roster.students)
    plain = (roster.absences, roster.slots, roster.overrides, roster.marks, roster.recipients)
    bells = [bell for bells in roster.bells.values() for bell in bells.bells]
    return [
        *(value for mapping in mappings for value in mapping.values()),
        *(v for part in plain for v in part),
        *bells,
    ]


@pytest.mark.parametrize(("tab", "cells", "faults", "value"), LAME)
def test_an_unreadable_optional_cell_costs_only_itself(
    vocabulary: Vocabulary,
    whole: Roster,
    tab: str,
    cells: Cells,
    faults: list[tuple[str, str, dict[str, object]]],
    value: object,
) -> None:
    rows = [*WORKBOOK[tab], cells]
    roster, problems = read(vocabulary, **{tab: rows})
    assert [found for found in everything(roster) if found not in everything(whole)] == [value]
    assert problems == tuple(
        problem(fault, tab, len(rows) + 1, column, **facts) for fault, column, facts in faults
    )


@pytest.mark.parametrize(
    ("cells", "faults", "changed"),
    [
        (
            {"role": "тьютор"},
            [("role_nobody", "role", {"text": "тьютор"})],
            {"role": "тьютор"},
        ),
        (
            {"digest_to": "завуч; старший мастер"},
            [("recipient_unknown", "digest_to", {"text": "завуч"})],
            {"digest_to": ("старший мастер",)},
        ),
        (
            {"digest_to": None},
            [("letter_without_recipient", "digest_to", {"text": ""})],
            {"digest_to": ()},
        ),
        (
            {"escalate_to": "директор"},
            [("letter_without_time", "escalate_at", {"text": ""})],
            {"escalate_to": ("директор",)},
        ),
        (
            {"remind_before": "10; скоро"},
            [("minutes_unreadable", "remind_before", {"text": "скоро"})],
            {"remind_before": (10,)},
        ),
        (
            {"digest_at": "срок + 15 мин; потом", "digest_kind": "телеграмма"},
            [
                ("moments.unreadable", "digest_at", {"text": "потом"}),
                ("digest_kind_unknown", "digest_kind", {"text": "телеграмма"}),
            ],
            {"digest_kind": DigestKind.DIGEST},
        ),
        ({"closes": None}, [], {"closes": Moment(Anchor.DAY_END)}),
        (
            {"closes": "потом"},
            [("moments.unreadable", "closes", {"text": "потом"})],
            {"closes": Moment(Anchor.DAY_END)},
        ),
        (
            {"kinds": "дистант, отгул"},
            [("day_kind_unknown", "kinds", {"text": "отгул"})],
            {"kinds": frozenset({DayKind.DISTANCE})},
        ),
        (
            {"active": "кто знает"},
            [("yes_no_unreadable", "active", {"text": "кто знает"})],
            {},
        ),
    ],
)
def test_a_duty_outlives_its_unreadable_optional_cells(
    vocabulary: Vocabulary,
    whole: Roster,
    cells: Cells,
    faults: list[tuple[str, str, dict[str, object]]],
    changed: dict[str, object],
) -> None:
    roster, problems = read(vocabulary, duties=[MONITORING, {**DAILY_REPORT, **cells}])
    expected = replace(whole.duties["daily_report"], **changed)  # type: ignore[arg-type]
    assert roster.duties["daily_report"] == expected
    assert problems == tuple(problem(fault, "duties", 3, column, **facts) for fault, column, facts in faults)


def test_a_profile_without_the_bounds_of_the_day(vocabulary: Vocabulary) -> None:
    roster, problems = read(vocabulary, bells=[*BELLS[:-2], BELLS[-1]], calendar=[])
    assert roster.bells["будни"].day_start == time(8, 30)
    assert roster.bells["будни"].day_end == time(14, 5)
    assert problems == (problem("bells_without_day", "bells", 2, "number", profile="будни"),)


def test_every_fault_has_its_sentence() -> None:
    with WORDS.open("rb") as file:
        sentences = tomllib.load(file)["problems"]
    for tab, _cells, faults in [*BROKEN, *(case[:3] for case in LAME)]:
        for fault, column, facts in faults:
            room, _, name = problem(fault, tab, 2, column).code.partition(".")
            assert "{" not in sentences[room][name].format(**facts)
