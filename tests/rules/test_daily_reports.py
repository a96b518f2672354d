"""Evening reports of the cast: which answer counts, what the register, the hours and the troubles say."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from starosta.rules import daily_reports
from starosta.rules.daily_reports import (
    HoursRow,
    RegisterRow,
    Report,
    ReportAnswer,
    TroubleRow,
    TroubleStatus,
)
from starosta.shelf import Shelf
from starosta.words import Words
from tests.cast import SATURDAY, SATURDAY_BELLS, STAFF, WEDNESDAY, WEEKDAY_BELLS, ZONE

ROLES = ("мастер п/о", "куратор", "руководитель практики")
BELLS = {WEDNESDAY: WEEKDAY_BELLS, SATURDAY: SATURDAY_BELLS}
FULL = """8:15–12:00; мастер п/о; учебная практика; выполнено; нет связи у двоих
12:00–14:05; куратор; звонки; все на связи; нет"""


@pytest.fixture(scope="module")
def words() -> Words:
    return Words.of(Shelf.of())


def at(hour: int, minute: int, day: date = WEDNESDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def answer(
    text: str = FULL,
    *,
    person: str = "М-01",
    id: str = "r1",
    day: date = WEDNESDAY,
    first: datetime | None = None,
    last: datetime | None = None,
) -> ReportAnswer:
    first_at = first or at(14, 20, day)
    return ReportAnswer(id, person, day, text, first_at, last or first_at)


def reports(*answers: ReportAnswer) -> tuple[Report, ...]:
    return daily_reports.read(answers, STAFF, BELLS, ROLES, ["нет"])


def test_a_report_of_a_master_who_is_a_curator_too() -> None:
    (report,) = reports(answer())
    assert (report.person, report.date, report.answer, report.first_at) == (
        "М-01",
        WEDNESDAY,
        "r1",
        at(14, 20),
    )
    assert report.minutes == {"мастер п/о": 225, "куратор": 125}
    assert (report.coverage, report.problems, report.unread) == (1.0, (), ())


def test_faults_of_lines_and_of_the_day_come_together(words: Words) -> None:
    (report,) = reports(answer("8:15–14:05; мастер п/о; практика\nдалее по плану"))
    assert [words.problem(problem) for problem in report.problems] == [
        "Строка 1 «8:15–14:05; мастер п/о; практика»: не указан результат. После функции напишите, "
        "что получилось.",
        "Строка 2 «далее по плану»: не вижу времени. Начните строку со времени, например "
        "«8:15–8:30; куратор; …».",
        "Нет ни одной строки в роли «куратор», а она у вас есть. Добавьте строку о том, что сделано "
        "в этой роли.",
    ]
    assert [line.text for line in report.unread] == ["далее по плану"]


def test_saturday_is_measured_by_its_own_bells() -> None:
    (report,) = reports(answer("8:15–12:00; мастер п/о; практика; есть", person="М-02", day=SATURDAY))
    assert (report.coverage, report.problems) == (1.0, ())


def test_a_day_without_bells_is_not_measured() -> None:
    (report,) = daily_reports.read([answer("10:00–10:30; мастер п/о; практика; есть")], STAFF, {}, ROLES)
    assert (report.coverage, report.problems) == (0.0, ())


def test_an_edited_answer_keeps_its_first_time() -> None:
    before = answer("что-то", first=at(14, 20))
    after = answer(FULL, first=at(14, 20), last=at(18, 0))
    (report,) = reports(after, before)
    assert (report.first_at, report.last_at, report.problems) == (at(14, 20), at(18, 0), ())


def test_a_second_answer_corrects_the_first() -> None:
    first = answer("что-то", id="r1", first=at(14, 20))
    (report,) = reports(answer(id="r2", first=at(15, 0)), first)
    assert (report.answer, report.first_at, report.problems) == ("r2", at(14, 20), ())


def test_reports_of_two_days_do_not_mix() -> None:
    assert [(report.date, report.answer) for report in reports(answer(id="r2", day=SATURDAY), answer())] == [
        (WEDNESDAY, "r1"),
        (SATURDAY, "r2"),
    ]


def test_the_register_of_the_day() -> None:
    short = "8:15–11:10; мастер п/о; практика; есть"
    assert daily_reports.register(reports(answer(), answer(short, person="М-02", id="r2"))) == (
        RegisterRow("2026-11-11/М-01", WEDNESDAY, "М-01", at(14, 20), 350, 100, ("мастер п/о", "куратор"), 0),
        RegisterRow("2026-11-11/М-02", WEDNESDAY, "М-02", at(14, 20), 175, 50, ("мастер п/о",), 1),
    )


def test_hours_by_role() -> None:
    rows = daily_reports.hours(reports(answer()))
    assert rows == (
        HoursRow("2026-11-11/М-01/мастер п/о", WEDNESDAY, "М-01", "мастер п/о", 225),
        HoursRow("2026-11-11/М-01/куратор", WEDNESDAY, "М-01", "куратор", 125),
    )
    assert [row.hours for row in rows] == [3.75, 2.08]


def test_troubles_start_as_new() -> None:
    (row,) = daily_reports.troubles(reports(answer()))
    key = row.key.rpartition("/")
    assert key[0] == "2026-11-11/М-01"
    assert len(key[2]) == 10
    assert row == TroubleRow(
        row.key, WEDNESDAY, "М-01", 1, "мастер п/о", "нет связи у двоих", TroubleStatus.NEW
    )


def test_a_trouble_keeps_its_key_when_other_lines_move() -> None:
    (before,) = daily_reports.troubles(reports(answer()))
    moved = "8:00–8:15; куратор; ранний звонок; есть\n" + FULL.replace("нет связи", "Нет  связи")
    (after,) = daily_reports.troubles(reports(answer(moved)))
    assert after.key == before.key
    assert (before.line, after.line) == (1, 2)


def test_the_same_trouble_twice_is_two_rows() -> None:
    text = "8:15–9:00; куратор; а; б; нет света\n9:00–14:05; мастер; а; б; нет света"
    first, second = daily_reports.troubles(reports(answer(text)))
    assert second.key == f"{first.key}-2"


@pytest.mark.parametrize(
    ("known", "texts", "keys"),
    [
        pytest.param({"a": "нет света"}, ["нет света в цехе"], ["a"], id="the text was edited"),
        pytest.param({"a": "нет света"}, ["опоздал автобус"], ["new"], id="another trouble"),
        pytest.param(
            {"a": "нет света", "b": "нет света в цехе"}, ["нет света в цехе"], ["b"], id="the same text first"
        ),
        pytest.param(
            {"a": "нет связи"}, ["нет связи у двоих", "нет связи"], ["new", "a"], id="each row goes to one"
        ),
    ],
)
def test_a_trouble_keeps_its_row_while_its_text_is_nearly_the_same(
    known: dict[str, str], texts: list[str], keys: list[str]
) -> None:
    lines = "\n".join(f"{8 + n}:15–{9 + n}:15; куратор; а; б; {text}" for n, text in enumerate(texts))
    standing = {f"2026-11-11/М-01/{key}": text for key, text in known.items()}
    rows = daily_reports.troubles(reports(answer(lines)), standing)
    assert [row.key.rpartition("/")[2] if row.key in standing else "new" for row in rows] == keys


def test_a_formula_in_a_trouble_stays_text() -> None:
    (row,) = daily_reports.troubles(reports(answer("8:15–9:00; куратор; а; б; =1+1")))
    assert row.text == "=1+1"
