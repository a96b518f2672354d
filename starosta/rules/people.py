"""Who belongs to the school: staff with roles, absences, groups and students. Matching of written names is
in `names`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Span:
    """Days from `start` to `end`, both included; None leaves that side open."""

    start: date | None = None
    end: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def overlaps(self, other: Span) -> bool:
        return (self.start is None or other.end is None or self.start <= other.end) and (
            other.start is None or self.end is None or other.start <= self.end
        )


@dataclass(frozen=True)
class Role:
    """A role held by a person; `name` is a value of the list «роль», in lower case."""

    name: str
    span: Span = Span()


@dataclass(frozen=True)
class Person:
    """A member of staff. `active` holds one span for each row of the sheet with this code."""

    code: str
    name: str
    email: str = ""
    roles: tuple[Role, ...] = ()
    active: tuple[Span, ...] = (Span(),)

    def works(self, day: date) -> bool:
        return any(day in span for span in self.active)

    def roles_on(self, day: date) -> tuple[str, ...]:
        """Names of the roles held on a day, in the order of the sheet."""
        return tuple(role.name for role in self.roles if day in role.span)


@dataclass(frozen=True)
class Absence:
    """A leave of a member of staff; `reason` is the school's word for it («отпуск»)."""

    person: str
    span: Span
    reason: str


@dataclass(frozen=True)
class Group:
    """A study group; `curator` is a staff code or ''."""

    code: str
    title: str = ""
    curator: str = ""


@dataclass(frozen=True)
class Enrolment:
    """One stay of a student in one group."""

    group: str
    span: Span = Span()


@dataclass(frozen=True)
class Student:
    """A student of `group` while `enrolled`; `earlier` holds the groups the student was moved from."""

    code: str
    name: str
    group: str
    email: str = ""
    enrolled: Span = Span()
    earlier: tuple[Enrolment, ...] = ()

    def group_on(self, day: date) -> str:
        """The group's code on a day, '' when the student is not enrolled."""
        stays = (Enrolment(self.group, self.enrolled), *self.earlier)
        return next((stay.group for stay in stays if day in stay.span), "")
