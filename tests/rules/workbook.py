"""The tables of a small school as they are read off its sheets, and a reader for the tests of the roster."""

from __future__ import annotations

from collections.abc import Mapping

from starosta.rules import roster as roster_
from starosta.rules.problems import Place, Problem
from starosta.rules.roster import Roster
from starosta.rules.tables import Cell, Row, Table
from starosta.rules.vocabulary import Vocabulary
from tests import cast

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
