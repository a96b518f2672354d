"""The sheets about people: «Сотрудники», «Отсутствия», «Группы», «Обучающиеся»."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from . import cells
from .people import Absence, Enrolment, Group, Person, Role, Span, Student
from .roster_lists import ABSENCE_REASON, ROLE, Lists
from .roster_people import Known, known, need_group, need_person, person
from .roster_rows import RowReader, Tables
from .writing import alike, clean, normal

_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}")


def read_staff(tables: Tables, lists: Lists) -> Mapping[str, Person]:
    """People by code. Several rows of one code and one name are several spans of one person; roles without
    dates of their own are then held in the span of their row."""
    staff: dict[str, Person] = {}
    codes: dict[str, str] = {}
    for row in tables.rows("staff"):
        code = row.need_text("code")
        if row.broken:
            continue
        code = codes.setdefault(alike(code), code)
        email = row.email("email")
        roles, active = _roles(row, lists), row.span("active_from", "active_to")
        named = Person(code, row.need_text("name") or code, email, roles, (active,))
        earlier = staff.get(code)
        if earlier is None:
            if not row.cell("email"):
                row.note("email_missing", "email", name=named.name)
            staff[code] = named
        elif alike(earlier.name) != alike(named.name):
            row.spoil("code_taken", "code", name=earlier.name)
        elif any(span.overlaps(active) for span in earlier.active):
            row.spoil("staff_row_twice", "active_from", name=earlier.name)
        else:
            staff[code] = _joined(earlier, named)
        _note_shared_email(row, staff, code, email)
    return staff


def read_absences(tables: Tables, lists: Lists, known: Known) -> tuple[Absence, ...]:
    """Absences; one with a blank reason gets the vocabulary's word for it, so that it excuses all the
    same."""
    absences = []
    for row in tables.rows("absences"):
        code = need_person(row, "person", known)
        span = row.need_span("from", "to")
        written = row.text("reason")
        reason = lists.value(ABSENCE_REASON, written)
        if written and reason is None and lists.values.get(ABSENCE_REASON):
            row.note("reason_unknown", "reason")
        if not row.broken:
            absences.append(Absence(code, span, reason or written or row.vocabulary.absent))
    return tuple(absences)


def read_groups(tables: Tables, staff: Mapping[str, Person]) -> Mapping[str, Group]:
    """Groups by code; an unknown curator costs only itself."""
    groups: dict[str, Group] = {}
    taken: set[str] = set()
    curators = known(staff, {})
    for row in tables.rows("groups"):
        code = row.need_text("code")
        if code and alike(code) in taken:
            row.spoil("group_twice", "code")
        if row.broken:
            continue
        taken.add(alike(code))
        groups[code] = Group(code, row.text("title"), person(row, "curator", curators))
    return groups


def read_students(tables: Tables, known: Known) -> Mapping[str, Student]:
    """Students by code. A second row of one code is a move to another group: its days must not overlap the
    first row's."""
    students: dict[str, Student] = {}
    codes: dict[str, str] = {}
    for row in tables.rows("students"):
        code = row.need_text("code")
        name = row.need_text("name")
        group = need_group(row, "group", known)
        if row.broken:
            continue
        code = codes.setdefault(alike(code), code)
        student = Student(code, name, group, row.email("email"), row.span("enrolled_from", "enrolled_to"))
        earlier = students.get(code)
        if earlier is None:
            students[code] = student
        elif alike(earlier.name) != alike(name):
            row.spoil("code_taken", "code", name=earlier.name)
        elif any(stay.span.overlaps(student.enrolled) for stay in _stays(earlier)):
            row.spoil("enrolment_overlap", "enrolled_from", name=name)
        else:
            students[code] = _moved(earlier, student)
    return students


def _roles(row: RowReader, lists: Lists) -> tuple[Role, ...]:
    """«мастер п/о; куратор с 01.09.2026; руководитель ВКР 01.03.2027–30.06.2027». Unreadable dates leave the
    role without dates."""
    roles = []
    for written in row.texts("roles"):
        found = _DATE.search(written)
        name, word = _without_preposition(row, written[: found.start()] if found else written)
        span = _role_span(row, word, written[found.start() :]) if found else Span()
        if span is None:
            row.note("role_dates", "roles", text=written)
        role = lists.value(ROLE, name)
        if role is None and lists.values.get(ROLE):
            row.note("role_unknown", "roles", text=name)
        roles.append(Role((role or name).lower(), span or Span()))
    return tuple(roles)


def _without_preposition(row: RowReader, name: str) -> tuple[str, str]:
    """«куратор с » → «куратор», «с»."""
    words = clean(name).split()
    if len(words) > 1 and normal(words[-1]) in row.vocabulary.since | row.vocabulary.until:
        return " ".join(words[:-1]), normal(words[-1])
    return " ".join(words), ""


def _role_span(row: RowReader, word: str, dates: str) -> Span | None:
    """The span after a role's name: two dates, or one with a preposition before it; None when it cannot be
    understood."""
    found = [cells.date(part).value for part in _DATE.findall(dates)]
    between = set(normal(_DATE.sub(" ", dates)).split())
    if None in found or len(found) > 2 or between - row.vocabulary.until - {"-"}:
        return None
    if len(found) == 2:
        span = Span(found[0], found[1])
        return span if _in_order(span) else None
    return Span(end=found[0]) if word in row.vocabulary.until else Span(start=found[0])


def _in_order(span: Span) -> bool:
    return span.start is None or span.end is None or span.start <= span.end


def _joined(earlier: Person, later: Person) -> Person:
    roles = (*_dated(earlier), *_dated(later))
    active = (*earlier.active, *later.active)
    return replace(earlier, email=earlier.email or later.email, roles=roles, active=active)


def _dated(person: Person) -> tuple[Role, ...]:
    if len(person.active) > 1:
        return person.roles
    return tuple(
        replace(role, span=person.active[0]) if role.span == Span() else role for role in person.roles
    )


def _note_shared_email(row: RowReader, staff: Mapping[str, Person], code: str, email: str) -> None:
    others = (other for other in staff.values() if email and other.email == email and other.code != code)
    if owner := next(others, None):
        row.note("email_shared", "email", name=owner.name)


def _stays(student: Student) -> tuple[Enrolment, ...]:
    return (Enrolment(student.group, student.enrolled), *student.earlier)


def _moved(one: Student, other: Student) -> Student:
    """One student of two rows: the row that begins last says where the student is now."""
    first, last = sorted((one, other), key=lambda student: student.enrolled.start or date.min)
    return replace(last, email=last.email or first.email, earlier=(*_stays(first), *last.earlier))
