"""Completeness, timeliness and the content of a digest."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from starosta.rules.duties import Obligation
from starosta.rules.settle import Settled, Status, settle
from starosta.rules.summary import Repeated, Totals, digest, repeated, totals
from starosta.rules.vocabulary import Vocabulary
from tests.cast import FRIDAY, MONDAY, SATURDAY, THURSDAY, TUESDAY, WEDNESDAY
from tests.rules.college import answer, at, duties, planned

ON_TIME, LATE, MISSING, PENDING, EXCUSED = (
    Status.ON_TIME,
    Status.LATE,
    Status.MISSING,
    Status.PENDING,
    Status.EXCUSED,
)


def settled(
    status: Status, person: str = "М-01", day: date = MONDAY, duty: str = "check_in", minutes: int = 0
) -> Settled:
    due = at(day, "8:15")
    return Settled(Obligation(duty, person, day, due, due), status, minutes)


@pytest.mark.parametrize(
    ("statuses", "expected", "completeness", "timeliness", "all_done"),
    [
        ([], Totals(), None, None, False),
        ([EXCUSED], Totals(excused=1), None, None, False),
        ([PENDING], Totals(expected=1, pending=1), 0, 0, False),
        ([MISSING], Totals(expected=1, missing=1), 0, 0, False),
        ([ON_TIME] * 14, Totals(expected=14, received=14, on_time=14), 1, 1, True),
        ([ON_TIME] * 13 + [EXCUSED], Totals(expected=13, received=13, on_time=13, excused=1), 1, 1, True),
        ([ON_TIME, LATE], Totals(expected=2, received=2, on_time=1, late=1), 1, 0.5, True),
        (
            [ON_TIME, ON_TIME, LATE, MISSING, EXCUSED],
            Totals(expected=4, received=3, on_time=2, late=1, missing=1, excused=1),
            0.75,
            0.5,
            False,
        ),
    ],
)
def test_rates(
    statuses: list[Status],
    expected: Totals,
    completeness: float | None,
    timeliness: float | None,
    all_done: bool,
) -> None:
    found = totals(settled(status) for status in statuses)
    assert found == expected
    assert (found.completeness, found.timeliness) == (completeness, timeliness)
    assert found.all_done is all_done


@pytest.mark.parametrize("seed", range(20))
def test_rates_never_exceed_one(seed: int, vocabulary: Vocabulary) -> None:
    """Answers of the excused, of strangers, twice and about nothing: received never exceeds expected."""
    random = Random(seed)
    plan = planned(duties(vocabulary).values(), WEDNESDAY)
    answers = [
        answer(
            random.choice(["check_in", "monitoring", "daily_report"]),
            random.choice(["М-01", "М-02", "М-03", "М-07", "М-09", "М-77"]),
            WEDNESDAY,
            f"{random.randrange(7, 23)}:{random.randrange(60):02}",
            random.choice(["", "ПК-11", "ЭМ-21", "СВ-12"]),
        )
        for _ in range(random.randrange(200))
    ]
    found = settle(plan.obligations, answers, at(WEDNESDAY, "23:30"))
    total = totals(found.settled)
    assert 0 <= total.on_time <= total.received <= total.expected
    assert total.on_time + total.late + total.missing + total.pending == total.expected == 11
    assert total.expected + total.excused == len(plan.obligations)
    proofs = {(one.obligation.duty, id(one.evidence)) for one in found.settled if one.evidence}
    assert len(proofs) + len(found.extra) == len(answers)


def test_a_digest_shows_debts_first() -> None:
    ones = [
        settled(ON_TIME, "М-01"),
        settled(LATE, "М-02", minutes=3),
        settled(EXCUSED, "М-03"),
        settled(MISSING, "М-04"),
        settled(PENDING, "М-05"),
        settled(LATE, "М-06", minutes=40),
        settled(LATE, "М-07", minutes=3),
        settled(MISSING, "М-08"),
    ]
    extra = answer("check_in", "М-03", MONDAY, "8:00")
    found = digest(ones, [extra])
    assert [one.obligation.person for one in found.rows] == [
        "М-04",
        "М-08",
        "М-06",
        "М-02",
        "М-07",
        "М-05",
        "М-03",
    ]
    assert found.totals == Totals(expected=7, received=4, on_time=1, late=3, missing=2, pending=1, excused=1)
    assert (found.missing[0], found.pending, found.excused, found.extra) == (
        ones[3],
        (ones[4],),
        (ones[2],),
        (extra,),
    )


WEEK = [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY]


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ("......", ()),
        (".....M", ()),
        ("....LM", (Repeated("М-01", 1, 1, (FRIDAY, SATURDAY)),)),
        ("M....M", ()),
        (".M...M", (Repeated("М-01", 0, 2, (TUESDAY, SATURDAY)),)),
        (".LLLLL", (Repeated("М-01", 5, 0, (TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY)),)),
        (".EPEPE", ()),
    ],
)
def test_repeated_over_five_days(history: str, expected: tuple[Repeated, ...]) -> None:
    letters = {".": ON_TIME, "M": MISSING, "L": LATE, "E": EXCUSED, "P": PENDING}
    ones = [settled(letters[letter], "М-01", day) for letter, day in zip(history, WEEK, strict=True)]
    ones += [settled(ON_TIME, "М-02", day) for day in WEEK]
    assert repeated(ones) == expected


def test_days_without_obligations_do_not_shorten_the_window() -> None:
    ones = [settled(MISSING, "М-01", MONDAY), settled(MISSING, "М-01", MONDAY + timedelta(days=30))]
    assert [one.missing for one in repeated(ones)] == [2]


def test_the_most_often_late_come_first() -> None:
    week = {"М-03": (LATE, LATE), "М-02": (LATE, MISSING), "М-04": (LATE, LATE), "М-01": (LATE, LATE, LATE)}
    ones = [
        settled(status, person, day)
        for person, statuses in week.items()
        for status, day in zip(statuses, WEEK, strict=False)
    ]
    assert [one.person for one in repeated(ones)] == ["М-01", "М-02", "М-03", "М-04"]
    assert [one.person for one in repeated(ones, days=1, at_least=1)] == ["М-01"]
