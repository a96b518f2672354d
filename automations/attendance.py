"""Посещаемость: ответы «Мониторинга» — в журналы групп.

На каждый месяц своя книга, в ней по вкладке на группу: строки — обучающиеся, столбцы — занятия. Отметки — из
вкладки «Справочники». Клетку, которую поправил человек, программа не трогает: что пришло в ответе, видно во
вкладке «Расхождения». Если в ответе что-то не так, мастер получает письмо.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time

from starosta.rules import attendance, settle
from starosta.rules.answers import Read
from starosta.rules.attendance import AttendanceDay, LessonAttendance, MonitoringAnswer
from starosta.school import School, Wanted

FORM = "monitoring"


def run(school: School) -> None:
    if not school.has_news(FORM):
        return
    for day in school.memory.fill_dates(FORM, school.open_dates):
        answers = [monitoring(school, read) for read in school.reads(FORM) if read.date == day]
        found = attendance.read(
            answers,
            school.agenda.lessons(day),
            school.roster.students,
            school.roster.marks,
            settle.lessons(school.settlements(FORM, day)),
            show_present=school.settings.rules.show_present,
        )
        for group, lessons in found.by_group():
            school.put("attendance", "attendance", "group", journal(school, lessons), month=day, group=group)
        with school.apart():
            tell(school, day, found)
    school.handled(FORM)


def monitoring(school: School, read: Read) -> MonitoringAnswer:
    """An answer with its fields understood; what was left open stays empty."""
    answer, group = read.answer, read.group
    marks = {path[2]: value[0] for path, value in answer.values.items() if path[:2] == ("marks", group)}
    present = school.form(FORM).place_of("presence", answer.one("presence", group))
    return MonitoringAnswer(
        answer.id,
        read.person.code,
        read.date,
        group,
        answer.first_at,
        answer.last_at,
        {0: "all", 1: "some"}.get(present, ""),  # type: ignore[arg-type]
        marks,
        answer.one("topic"),
        clock(answer.one("online_start")),
        clock(answer.one("online_end")),
        frozenset(answer.many("structure")),
        answer.one("trouble"),
    )


def journal(school: School, lessons: Iterable[LessonAttendance]) -> Wanted:
    """Rows by student, a column for each lesson."""
    rows: dict[str, dict[str, str]] = {}
    columns = {}
    for taught in lessons:
        lesson = taught.lesson
        columns[lesson.key] = school.words(
            "titles.lesson_column", day=f"{lesson.date:%d.%m}", number=lesson.number
        )
        for student, mark in taught.shown.items():
            name = school.roster.students[student].name
            rows.setdefault(student, {"student": student, "name": name})[lesson.key] = mark
    return Wanted(rows, columns)


def tell(school: School, day: date, found: AttendanceDay) -> None:
    """Each answer's faults go once to the one who sent it and can mend it."""
    by_answer: dict[str, list[str]] = {}
    for problem in (*found.problems, *found.remarks):
        by_answer.setdefault(str(problem.facts["answer"]), []).append(school.sentence(problem))
    for read in school.reads(FORM):
        faults = by_answer.get(read.answer.id)
        to = school.letters.person(read.person) if faults and read.date == day else None
        if to is not None:
            facts = {"group": read.group, "faults": faults, "link": school.responder(FORM)}
            key = f"attendance/{read.answer.id}/{read.answer.last_at.isoformat()}"
            school.send("attendance/answer_faults", to, key, facts, day=day)


def clock(text: str) -> time | None:
    try:
        return time.fromisoformat(text) if text else None
    except ValueError:
        return None
