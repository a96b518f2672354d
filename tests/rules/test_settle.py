"""Plan and answers → statuses, for a day and, in columns, for a year."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from starosta.rules.duties import Obligation
from starosta.rules.settle import Evidence, Settled, Settlement, Status, settle
from starosta.rules.settle_year import evidence_columns, obligation_columns, settle_year
from starosta.rules.vocabulary import Vocabulary
from tests.cast import MONDAY, THURSDAY, WEDNESDAY
from tests.rules.college import answer, at, duties, planned

EVENING = "23:00"

MONITORING = Obligation(
    "monitoring",
    "М-01",
    WEDNESDAY,
    at(WEDNESDAY, "9:15"),
    at(WEDNESDAY, "14:35"),
    "ПК-11",
    proof="monitoring",
)
FIRST = replace(MONITORING, duty="link", proof="link", lesson="2026-11-11/ПК-11/1", by_lesson=True)
SECOND = replace(FIRST, lesson="2026-11-11/ПК-11/2", due=at(WEDNESDAY, "10:45"))


@pytest.mark.parametrize(
    ("answered", "now", "status", "minutes", "reason"),
    [
        ("", "8:00", Status.PENDING, 0, ""),
        ("", "9:15", Status.PENDING, 0, ""),
        ("", "9:15:59", Status.PENDING, 0, ""),
        ("", "9:16", Status.MISSING, 0, ""),
        ("", EVENING, Status.MISSING, 0, ""),
        ("8:50", "9:00", Status.ON_TIME, 0, ""),
        ("9:15", "9:15", Status.ON_TIME, 0, ""),
        ("9:15:59", EVENING, Status.ON_TIME, 0, ""),
        ("9:16", EVENING, Status.LATE, 1, ""),
        ("9:16:59", EVENING, Status.LATE, 1, ""),
        ("9:17", EVENING, Status.LATE, 2, ""),
        ("10:20:30", EVENING, Status.LATE, 65, ""),
        ("14:35:59", EVENING, Status.LATE, 320, ""),
        ("14:36", EVENING, Status.MISSING, 0, "after_closing"),
    ],
)
def test_one_obligation_and_one_answer(
    answered: str, now: str, status: Status, minutes: int, reason: str
) -> None:
    answers = [answer("monitoring", "М-01", WEDNESDAY, answered, "ПК-11")] if answered else []
    found = settle([MONITORING], answers, at(WEDNESDAY, now))
    assert found == Settlement((Settled(MONITORING, status, minutes, reason, next(iter(answers), None)),))


def test_an_edited_answer_keeps_its_first_time() -> None:
    first = answer("monitoring", "М-01", WEDNESDAY, "9:10", "ПК-11")
    edited = replace(first, last_at=at(WEDNESDAY, "13:00"))
    assert outcome([MONITORING], [edited]) == [(Status.ON_TIME, edited)]


def test_a_duplicate_answer_is_extra_and_the_earliest_counts() -> None:
    late = answer("monitoring", "М-01", WEDNESDAY, "9:40", "ПК-11")
    early = answer("monitoring", "М-01", WEDNESDAY, "9:10", "ПК-11")
    found = settle([MONITORING], [late, early], at(WEDNESDAY, EVENING))
    assert [(one.status, one.evidence) for one in found.settled] == [(Status.ON_TIME, early)]
    assert found.extra == (late,)


@pytest.mark.parametrize(
    "wrong",
    [
        answer("check_in", "М-01", WEDNESDAY, "9:10", "ПК-11"),
        answer("monitoring", "М-02", WEDNESDAY, "9:10", "ПК-11"),
        answer("monitoring", "М-01", THURSDAY, "9:10", "ПК-11"),
        answer("monitoring", "М-01", WEDNESDAY, "9:10", "ЭМ-21"),
        answer("monitoring", "М-01", WEDNESDAY, "9:10"),
    ],
)
def test_an_answer_about_something_else_is_extra(wrong: Evidence) -> None:
    found = settle([MONITORING], [wrong], at(WEDNESDAY, EVENING))
    assert [one.status for one in found.settled] == [Status.MISSING]
    assert found.extra == (wrong,)


def test_a_duty_owed_once_a_day_takes_an_answer_about_any_group() -> None:
    once = replace(MONITORING, group="")
    about = answer("monitoring", "М-01", WEDNESDAY, "9:10", "ЭМ-21")
    assert outcome([once], [about]) == [(Status.ON_TIME, about)]


def test_one_answer_proves_two_duties_of_one_form() -> None:
    attendance = replace(MONITORING, duty="attendance", due=at(WEDNESDAY, "9:10"))
    about = answer("monitoring", "М-01", WEDNESDAY, "9:12", "ПК-11")
    assert outcome([attendance, MONITORING], [about]) == [(Status.LATE, about), (Status.ON_TIME, about)]


def test_the_answer_of_the_excused_is_extra() -> None:
    away = replace(MONITORING, excused="отпуск")
    about = answer("monitoring", "М-01", WEDNESDAY, "9:10", "ПК-11")
    found = settle([away], [about], at(WEDNESDAY, EVENING))
    assert found == Settlement((Settled(away, Status.EXCUSED, reason="отпуск"),), (about,))


def test_a_lesson_named_in_the_answer_is_proved_by_it_alone() -> None:
    second = answer("link", "М-01", WEDNESDAY, "9:00", "ПК-11", SECOND.lesson)
    assert outcome([FIRST, SECOND], [second]) == [(Status.MISSING, None), (Status.ON_TIME, second)]


def test_two_answers_about_one_lesson_do_not_prove_the_other() -> None:
    one = answer("link", "М-01", WEDNESDAY, "9:00", "ПК-11", FIRST.lesson)
    again = answer("link", "М-01", WEDNESDAY, "9:05", "ПК-11", FIRST.lesson)
    found = settle([FIRST, SECOND], [one, again], at(WEDNESDAY, EVENING))
    assert [(one.status, one.evidence) for one in found.settled] == [
        (Status.ON_TIME, one),
        (Status.MISSING, None),
    ]
    assert found.extra == (again,)


def test_answers_that_name_no_lesson_go_to_the_lessons_left_in_order() -> None:
    second = answer("link", "М-01", WEDNESDAY, "10:40", "ПК-11", SECOND.lesson)
    unnamed = answer("link", "М-01", WEDNESDAY, "9:00", "ПК-11")
    third = replace(SECOND, lesson="2026-11-11/ПК-11/3", due=at(WEDNESDAY, "12:25"))
    assert outcome([third, SECOND, FIRST], [second, unnamed]) == [
        (Status.MISSING, None),
        (Status.ON_TIME, second),
        (Status.ON_TIME, unnamed),
    ]


def test_a_group_owed_once_takes_an_answer_about_any_of_its_lessons() -> None:
    about = answer("monitoring", "М-01", WEDNESDAY, "9:10", "ПК-11", "2026-11-11/ПК-11/3")
    assert outcome([MONITORING], [about]) == [(Status.ON_TIME, about)]


def test_the_evening_report_is_taken_until_noon_of_the_next_working_day(vocabulary: Vocabulary) -> None:
    plan = planned([duties(vocabulary)["daily_report"]], WEDNESDAY)
    at_noon, after = at(THURSDAY, "11:59"), at(THURSDAY, "12:01")
    answers = [
        Evidence("daily_report", "М-01", WEDNESDAY, at_noon, at_noon),
        Evidence("daily_report", "М-02", WEDNESDAY, after, after),
    ]
    settled = settle(plan.obligations, answers, at(THURSDAY, "18:00")).settled
    found = {one.obligation.person: one for one in settled}
    assert (found["М-01"].status, found["М-01"].minutes_late) == (Status.LATE, 21 * 60 + 24)
    assert (found["М-02"].status, found["М-02"].reason) == (Status.MISSING, "after_closing")
    assert (found["М-03"].status, found["М-03"].reason) == (Status.MISSING, "")


def test_the_four_statuses_sum_up_to_what_was_expected(vocabulary: Vocabulary) -> None:
    plan = planned(duties(vocabulary).values(), WEDNESDAY)
    answers = [
        answer("check_in", "М-01", WEDNESDAY, "8:10"),
        answer("check_in", "М-01", WEDNESDAY, "8:11"),
        answer("check_in", "М-02", WEDNESDAY, "8:20"),
        answer("check_in", "М-07", WEDNESDAY, "8:20"),
        answer("monitoring", "М-03", WEDNESDAY, "9:10", "ЭМ-21"),
    ]
    found = settle(plan.obligations, answers, at(WEDNESDAY, "9:30"))
    assert Counter(one.status for one in found.settled) == {
        Status.ON_TIME: 2,
        Status.LATE: 1,
        Status.MISSING: 3,
        Status.PENDING: 5,
        Status.EXCUSED: 2,
    }
    assert found.extra == (answers[1], answers[3])
    assert [one.obligation for one in found.settled] == list(plan.obligations)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_a_year_in_columns_agrees_with_the_days(seed: int) -> None:
    random = Random(seed)
    obligations = [made_up_obligation(random) for _ in range(1500)]
    evidence = [made_up_answer(random, str(number)) for number in range(1500)]
    now = datetime(2026, 11, 13, 4, tzinfo=UTC)
    expected = settle(obligations, evidence, now)
    found = settle_year(obligation_columns(obligations), evidence_columns(evidence), now)
    columns = ("status", "minutes_late", "reason", "evidence")
    assert list(zip(*(found.settled[column] for column in columns), strict=True)) == [
        (one.status, one.minutes_late, one.reason, int(one.evidence.id) if one.evidence else -1)
        for one in expected.settled
    ]
    assert list(found.extra["id"]) == [one.id for one in expected.extra]
    assert len({one.status for one in expected.settled}) == len(Status)
    assert sum(one.obligation.by_lesson and one.evidence is not None for one in expected.settled) > 50


def test_a_year_without_answers_and_a_year_without_obligations() -> None:
    now = at(WEDNESDAY, EVENING)
    about = answer("monitoring", "М-01", WEDNESDAY, "9:10", "ПК-11")
    alone = settle_year(obligation_columns([MONITORING]), evidence_columns([]), now)
    assert (list(alone.settled["status"]), len(alone.extra)) == ([Status.MISSING], 0)
    unasked = settle_year(obligation_columns([]), evidence_columns([about]), now)
    assert (len(unasked.settled), len(unasked.extra)) == (0, 1)


def made_up_obligation(random: Random) -> Obligation:
    day = MONDAY + timedelta(days=random.randrange(8))
    due = at(day, f"{random.randrange(8, 15)}:15")
    duty, proof, by_lesson = random.choice(
        [("check_in", "check_in", False), ("monitoring", "monitoring", False), ("marks", "monitoring", False),
         ("link", "link", True), ("visit", "link", False)]
    )  # fmt: skip
    return Obligation(
        duty,
        f"М-{random.randrange(20):02}",
        day,
        due,
        due + timedelta(minutes=random.choice([0, 60, 300])),
        random.choice(["", "ПК-11", "ЭМ-21"]) if duty != "check_in" else "",
        f"{day}/ПК-11/{random.randrange(1, 4)}" if by_lesson and random.random() < 0.9 else "",
        random.choice(["", "", "", "", "отпуск"]),
        proof,
        by_lesson,
    )


def made_up_answer(random: Random, id: str) -> Evidence:
    day: date = MONDAY + timedelta(days=random.randrange(8))
    first = at(day, "7:00") + timedelta(seconds=30 * random.randrange(1200))
    return Evidence(
        random.choice(["check_in", "monitoring", "link"]),
        f"М-{random.randrange(20):02}",
        day,
        first.astimezone(UTC),
        first + timedelta(hours=1),
        random.choice(["", "ПК-11", "ЭМ-21"]),
        f"{day}/ПК-11/{random.randrange(1, 4)}" if random.random() < 0.5 else "",
        id,
    )


def outcome(obligations: list[Obligation], answers: list[Evidence]) -> list[tuple[Status, Evidence | None]]:
    found = settle(obligations, answers, at(WEDNESDAY, EVENING))
    assert found.extra == ()
    return [(one.status, one.evidence) for one in found.settled]
