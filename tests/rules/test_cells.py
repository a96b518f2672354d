"""One table for each kind of cell: what was typed, and what it means or why it does not."""

from __future__ import annotations

from datetime import date, time

import pytest

from starosta.rules import cells
from starosta.rules.tables import Cell
from starosta.rules.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("0012", "0012"),
        (12.0, "12"),
        (1e15, "1000000000000000"),
        (4.5, "4.5"),
        (None, ""),
        ("  Мария\u00a0 Петровна ", "Мария Петровна"),
        ("Толсто\u0438\u0306", "Толстой"),
        ("М\u200b-07", "М-07"),
        (True, "TRUE"),
    ],
)
def test_text(cell: Cell, text: str) -> None:
    assert cells.text(cell) == text


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (46266.0, date(2026, 9, 1)),
        (46266.75, date(2026, 9, 1)),
        ("01.09.2026", date(2026, 9, 1)),
        ("1.9.26", date(2026, 9, 1)),
        ("1/9/2026", date(2026, 9, 1)),
        ("01-09-2026", date(2026, 9, 1)),
        ("2026-09-01", date(2026, 9, 1)),
        (" 01.09.2026 г.", date(2026, 9, 1)),
        (None, None),
        ("  ", None),
    ],
)
def test_dates(cell: Cell, value: date | None) -> None:
    assert cells.date(cell) == cells.Reading(value)


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("завтра", "date_unreadable"),
        (2026.0, "date_unreadable"),
        (True, "date_unreadable"),
        ("01.09.2026–05.09.2026", "date_unreadable"),
        ("01.09", "date_without_year"),
        ("31.02.2026", "date_impossible"),
        ("2026-13-01", "date_impossible"),
    ],
)
def test_unreadable_dates(cell: Cell, fault: str) -> None:
    assert cells.date(cell) == cells.Reading(fault=fault)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (8.5 / 24, time(8, 30)),
        (0.35416666, time(8, 30)),
        (0.0, time(0, 0)),
        ("8:30", time(8, 30)),
        ("8.30", time(8, 30)),
        ("08-30", time(8, 30)),
        ("08–30", time(8, 30)),
        ("8:30:00", time(8, 30)),
        ("", None),
    ],
)
def test_times(cell: Cell, value: time | None) -> None:
    assert cells.time(cell) == cells.Reading(value)


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("после обеда", "time_unreadable"),
        ("25:00", "time_unreadable"),
        ("8:75", "time_unreadable"),
        (8.3, "time_unreadable"),
        (0.99999, "time_unreadable"),
        (46303.0, "time_became_date"),
    ],
)
def test_unreadable_times(cell: Cell, fault: str) -> None:
    assert cells.time(cell) == cells.Reading(fault=fault)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (0.34375, "8:15"),
        ("начало + 45 мин", "начало + 45 мин"),
        (None, ""),
        (45.0, "45"),
        (0.99999, "0.99999"),
    ],
)
def test_moments_keep_their_words_and_get_their_time_back(cell: Cell, text: str) -> None:
    assert cells.moment_text(cell) == text


@pytest.mark.parametrize(
    ("cell", "reading"),
    [
        ("1–4", cells.Reading((1, 4))),
        ("1-4", cells.Reading((1, 4))),
        ("1 — 4", cells.Reading((1, 4))),
        ("3", cells.Reading((3, 3))),
        (3.0, cells.Reading((3, 3))),
        (None, cells.Reading()),
        (46113.0, cells.Reading(fault="range_became_date")),
        ("4–1", cells.Reading(fault="range_unreadable")),
        ("0", cells.Reading(fault="range_unreadable")),
        (1.2, cells.Reading(fault="range_unreadable")),
        ("первая", cells.Reading(fault="range_unreadable")),
    ],
)
def test_number_ranges(cell: Cell, reading: cells.Reading[tuple[int, int]]) -> None:
    assert cells.number_range(cell) == reading


@pytest.mark.parametrize(
    ("cell", "reading"),
    [
        (10.0, cells.Reading(10)),
        (" 10 ", cells.Reading(10)),
        (None, cells.Reading()),
        ("десять", cells.Reading(fault="number_unreadable")),
        (10.5, cells.Reading(fault="number_unreadable")),
        ("-3", cells.Reading(fault="number_unreadable")),
        (46113.0, cells.Reading(fault="number_became_date")),
    ],
)
def test_whole_numbers(cell: Cell, reading: cells.Reading[int]) -> None:
    assert cells.integer(cell) == reading


@pytest.mark.parametrize(
    ("cell", "reading"),
    [
        (" Ivanov.Ivan@Example.org\u00a0", cells.Reading("ivanov.ivan@example.org")),
        (None, cells.Reading()),
        ("ivanov@example", cells.Reading(fault="email_unreadable")),
        ("ivanov@example.org, petrov@example.org", cells.Reading(fault="email_unreadable")),
        ("ivanov@example.org\nBcc: x@example.org", cells.Reading(fault="email_unreadable")),
        ("ivanоv@example.org", cells.Reading(fault="email_cyrillic")),
    ],
)
def test_addresses(cell: Cell, reading: cells.Reading[str]) -> None:
    assert cells.email(cell) == reading


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("10; 5", ("10", "5")),
        ("ПК-11, ЭМ-21\nСВ-12", ("ПК-11", "ЭМ-21", "СВ-12")),
        (" ; старший мастер;", ("старший мастер",)),
        (10.0, ("10",)),
        (None, ()),
    ],
)
def test_lists(cell: Cell, parts: tuple[str, ...]) -> None:
    assert cells.texts(cell) == parts


@pytest.mark.parametrize(
    ("cell", "reading"),
    [
        (True, cells.Reading(True)),
        (False, cells.Reading(False)),
        ("Да", cells.Reading(True)),
        ("нет.", cells.Reading(False)),
        ("+", cells.Reading(True)),
        (0.0, cells.Reading(False)),
        (None, cells.Reading()),
        ("наверное", cells.Reading(fault="yes_no_unreadable")),
    ],
)
def test_yes_and_no(cell: Cell, reading: cells.Reading[bool], vocabulary: Vocabulary) -> None:
    assert cells.yes_no(cell, vocabulary) == reading


@pytest.mark.parametrize(("cell", "quoted"), [(46113.0, "01.04.2026"), (3.0, "3"), ("завтра", "завтра")])
def test_a_complaint_quotes_the_cell_as_people_see_it(cell: Cell, quoted: str) -> None:
    assert cells.shown(cell) == quoted
