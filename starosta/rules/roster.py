"""The school's workbook as one value, read from its tables; every unreadable cell becomes a problem and
costs only its row."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from . import names
from .calendar import Override
from .duties import Duty
from .people import Absence, Group, Person, Student
from .problems import Problem
from .roster_duties import read_duties
from .roster_lessons import read_bells, read_changes, read_overrides, read_slots
from .roster_lists import Mark, Recipient, read_lists, read_recipients
from .roster_people import known
from .roster_rows import Tables, problem
from .roster_staff import read_absences, read_groups, read_staff, read_students
from .tables import Table
from .timetable import Bells, Change, Slot
from .vocabulary import Vocabulary

__all__ = ["Mark", "Recipient", "Roster", "absence_on", "read", "students_of"]


@dataclass(frozen=True)
class Roster:
    """Everything the workbook says. Mappings keep the order of the sheets."""

    staff: Mapping[str, Person] = field(default_factory=dict)
    absences: tuple[Absence, ...] = ()
    groups: Mapping[str, Group] = field(default_factory=dict)
    students: Mapping[str, Student] = field(default_factory=dict)
    slots: tuple[Slot, ...] = ()
    changes: tuple[Change, ...] = ()
    bells: Mapping[str, Bells] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    duties: Mapping[str, Duty] = field(default_factory=dict)
    recipients: tuple[Recipient, ...] = ()
    marks: tuple[Mark, ...] = ()
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Every list of «Справочники» by key (role, mark, absence_reason …), a list of the school's own by its
    name in lower case."""

    @cached_property
    def staff_index(self) -> names.Index:
        return names.index(self.staff.values())

    def proved_by(self, form: str) -> list[Duty]:
        """The duties that answers to a form prove."""
        return [duty for duty in self.duties.values() if duty.proof == form]

    def basis(self, form: str) -> str:
        """The clause that asks for answers to a form, '' when the table names none."""
        return next((duty.basis for duty in self.proved_by(form) if duty.basis), "")


def read(
    tables: Mapping[str, Table], vocabulary: Vocabulary, forms: Collection[str] = ()
) -> tuple[Roster, tuple[Problem, ...]]:
    """The workbook out of its tables by key (`staff`, `timetable` …); a missing table counts as empty.
    `forms` are the keys of the school's forms: nothing else proves a duty. Without any, those of the
    vocabulary.

    Problems come with tab, row and column key, in the order of the tables below; a broken row costs nobody
    else a row.
    """
    source = Tables(tables, vocabulary)
    lists = read_lists(source)
    recipients, recipient_names = read_recipients(source)
    staff = read_staff(source, lists)
    groups = read_groups(source, staff)
    mentioned = known(staff, groups)
    absences = read_absences(source, lists, mentioned)
    students = read_students(source, mentioned)
    bells = read_bells(source)
    overrides = read_overrides(source, mentioned, bells)
    slots = read_slots(source, mentioned)
    changes = read_changes(source, mentioned)
    duties = read_duties(source, lists, staff, recipient_names, forms or (*vocabulary.proofs.values(),))
    roster = Roster(
        staff,
        absences,
        groups,
        students,
        slots,
        changes,
        bells,
        overrides,
        duties,
        recipients,
        lists.marks,
        lists.values,
    )
    return roster, (*_nothing_to_refer_to(source, roster), *source.problems)


def absence_on(roster: Roster, person: str, day: date) -> Absence | None:
    """The absence of a member of staff on a day, the first of the sheet if there are several."""
    return next((away for away in roster.absences if away.person == person and day in away.span), None)


def students_of(roster: Roster, group: str, day: date) -> tuple[Student, ...]:
    """Those enrolled in a group on a day, in the order of the sheet."""
    return tuple(student for student in roster.students.values() if student.group_on(day) == group)


def _nothing_to_refer_to(source: Tables, roster: Roster) -> list[Problem]:
    """One complaint about an empty sheet instead of one for every row of the others that mentions it."""
    empty = {"staff": not roster.staff, "groups": not roster.groups}
    return [problem(f"no_{tab}", tab) for tab, nothing in empty.items() if nothing and tab in source.tables]
