"""Spans, roles and enrolments on real dates."""

from __future__ import annotations

from datetime import date

import pytest

from starosta.rules.people import Enrolment, Person, Role, Span, Student

SEPTEMBER = Span(date(2026, 9, 1), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(2026, 8, 31), False),
        (date(2026, 9, 1), True),
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
    ],
)
def test_both_ends_of_a_span_belong_to_it(day: date, inside: bool) -> None:
    assert (day in SEPTEMBER) is inside


@pytest.mark.parametrize(
    ("other", "overlaps"),
    [
        (Span(), True),
        (Span(end=date(2026, 8, 31)), False),
        (Span(end=date(2026, 9, 1)), True),
        (Span(date(2026, 9, 30)), True),
        (Span(date(2026, 10, 1)), False),
        (Span(date(2026, 9, 10), date(2026, 9, 11)), True),
    ],
)
def test_spans_overlap_by_a_single_day(other: Span, overlaps: bool) -> None:
    assert SEPTEMBER.overlaps(other) is overlaps
    assert other.overlaps(SEPTEMBER) is overlaps


def test_somebody_who_left_and_came_back() -> None:
    master = Role("мастер п/о")
    curator = Role("куратор", Span(date(2027, 1, 11)))
    person = Person(
        "М-05", "Юдин Борис Павлович", roles=(master, curator), active=(SEPTEMBER, Span(date(2027, 1, 1)))
    )
    assert [person.works(day) for day in (date(2026, 9, 30), date(2026, 10, 1), date(2027, 1, 1))] == [
        True,
        False,
        True,
    ]
    assert person.roles_on(date(2027, 1, 10)) == ("мастер п/о",)
    assert person.roles_on(date(2027, 1, 11)) == ("мастер п/о", "куратор")


@pytest.mark.parametrize(
    ("day", "group"),
    [
        (date(2026, 9, 30), "ПК-11"),
        (date(2026, 10, 1), "ЭМ-21"),
        (date(2027, 7, 1), ""),
    ],
)
def test_a_student_moved_to_another_group(day: date, group: str) -> None:
    now = Span(date(2026, 10, 1), date(2027, 6, 30))
    student = Student(
        "0099", "Юдина Вера Олеговна", "ЭМ-21", enrolled=now, earlier=(Enrolment("ПК-11", SEPTEMBER),)
    )
    assert student.group_on(day) == group
