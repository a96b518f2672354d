"""Broken cells and rows of the school's workbook: each is named with its place and costs nothing else."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, time

import pytest

from starosta.rules.calendar import DayKind, Override
from starosta.rules.duties import DigestKind
from starosta.rules.moments import Anchor, Moment
from starosta.rules.people import Absence, Group, Person, Role, Span, Student
from starosta.rules.roster import Mark, Recipient, Roster
from starosta.rules.timetable import Bell, Slot
from starosta.rules.vocabulary import Vocabulary
from tests import cast
from tests.rules.conftest import WORDS
from tests.rules.workbook import BELLS, DAILY_REPORT, MONITORING, STAFF, WORKBOOK, Cells, problem, read

FORMS = ("check_in", "monitoring", "daily_report")

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
            ("proof_unknown", "proof", {"text": "честное слово", "known": FORMS}),
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
