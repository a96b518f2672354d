"""The permanent cast: fictional people, groups and bells of a small college that the tests of the rules
share.

Two masters are both «Иванов И. И.», one is on leave from a Wednesday, one has no lessons at all. The week of
the cast is 9–14 November 2026 (Monday to Saturday), the 11th week of the academic year and so an odd one.
"""

from __future__ import annotations

from datetime import date, time
from zoneinfo import ZoneInfo

from starosta.rules.people import Absence, Group, Person, Role, Span, Student
from starosta.rules.roster import Recipient, Roster
from starosta.rules.timetable import Bell, Bells, Slot

ZONE = ZoneInfo("Asia/Irkutsk")

MONDAY = date(2026, 11, 9)
TUESDAY = date(2026, 11, 10)
WEDNESDAY = date(2026, 11, 11)
THURSDAY = date(2026, 11, 12)
FRIDAY = date(2026, 11, 13)
SATURDAY = date(2026, 11, 14)
SUNDAY = date(2026, 11, 15)

MASTER = Role("мастер п/о")

IVANOV_IVAN = Person("М-01", "Иванов Иван Иванович", "ivanov.ivan@example.org", (MASTER, Role("куратор")))
IVANOV_ILYA = Person("М-02", "Иванов Илья Игоревич", "ivanov.ilya@example.org", (MASTER,))
SEMYONOVA = Person(
    "М-03", "Семёнова Алёна Петровна", "semyonova@example.org", (MASTER, Role("руководитель практики"))
)
"""Teaches two groups."""
MAMEDOV = Person("М-07", "Мамедов Эльчин Гасан оглы", "mamedov@example.org", (MASTER,))
"""On leave from Wednesday."""
LEBEDEVA = Person("М-09", "Лебедева-Касаткина Ольга Юрьевна", "lebedeva@example.org", (MASTER,))
"""Has no lessons."""
GORIN = Person("СМ-01", "Горин Пётр Сергеевич", "gorin@example.org", (Role("старший мастер"),))

STAFF = {person.code: person for person in (IVANOV_IVAN, IVANOV_ILYA, SEMYONOVA, MAMEDOV, LEBEDEVA, GORIN)}

LEAVE = Absence("М-07", Span(WEDNESDAY, date(2026, 11, 24)), "отпуск")

GROUPS = {
    group.code: group
    for group in (
        Group("ПК-11", "Повар, кондитер", "М-01"),
        Group("ЭМ-21", "Электромонтёр", "М-03"),
        Group("СВ-12", "Сварщик", "М-02"),
    )
}

STUDENTS = {
    student.code: student
    for student in (
        Student("0012", "Алексеева Дарья Олеговна", "ПК-11", "alekseeva@example.org"),
        Student("0013", "Ёлкин Фёдор Артёмович", "ПК-11", "yolkin@example.org"),
        Student("0014", "Ким Ирина", "ПК-11", "kim@example.org"),
        Student("0021", "Орлов Глеб Максимович", "ЭМ-21", "orlov@example.org"),
        Student("0022", "Орлов Григорий Маркович", "ЭМ-21", "orlov.g@example.org"),
        Student("0031", "Титов Егор Ильич", "СВ-12", "titov@example.org"),
    )
}

WEEKDAY_BELLS = Bells(
    "будни",
    (
        Bell(1, time(8, 30), time(9, 50)),
        Bell(2, time(10, 0), time(11, 20)),
        Bell(3, time(11, 40), time(13, 0)),
        Bell(4, time(13, 5), time(14, 5)),
    ),
    time(8, 15),
    time(14, 5),
)
SATURDAY_BELLS = Bells(
    "суббота",
    (
        Bell(1, time(8, 30), time(9, 25)),
        Bell(2, time(9, 30), time(10, 25)),
        Bell(3, time(10, 35), time(11, 15)),
        Bell(4, time(11, 20), time(12, 0)),
    ),
    time(8, 15),
    time(12, 0),
)
BELLS = {bells.profile: bells for bells in (WEEKDAY_BELLS, SATURDAY_BELLS)}
PROFILES = {0: "будни", 1: "будни", 2: "будни", 3: "будни", 4: "будни", 5: "суббота"}
"""The bell profile of each weekday."""

SLOTS = (
    Slot(0, 1, 4, "ПК-11", "М-01", "Учебная практика", "цех 1", row=2),
    Slot(1, 1, 4, "ПК-11", "М-01", "Учебная практика", "цех 1", row=3),
    Slot(2, 1, 4, "ПК-11", "М-01", "Учебная практика", "цех 1", row=4),
    Slot(5, 1, 4, "ПК-11", "М-01", "Учебная практика", "цех 1", row=5),
    Slot(0, 1, 2, "ЭМ-21", "М-03", "Учебная практика", "цех 2", row=6),
    Slot(2, 1, 2, "ЭМ-21", "М-03", "Учебная практика", "цех 2", row=7),
    Slot(2, 3, 4, "СВ-12", "М-03", "Материаловедение", "каб. 5", row=8),
    Slot(3, 1, 4, "СВ-12", "М-07", "Учебная практика", "цех 3", row=9),
    Slot(4, 1, 4, "СВ-12", "М-02", "Учебная практика", "цех 3", row=10),
)
"""On Wednesday М-03 has two groups one after another; on Thursday М-07, who is on leave, should teach."""

RECIPIENTS = (
    Recipient("старший мастер", "gorin@example.org", "Горин П. С."),
    Recipient("зам. директора по УПР", "deputy@example.org", "Юдина К. В."),
)

ROSTER = Roster(
    staff=STAFF,
    absences=(LEAVE,),
    groups=GROUPS,
    students=STUDENTS,
    slots=SLOTS,
    bells=BELLS,
    recipients=RECIPIENTS,
)
