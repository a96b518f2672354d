"""Completeness and timeliness of a period: the days together, told apart by duty and person."""

from __future__ import annotations

from starosta.rules.period import Share, shares, summed
from starosta.rules.summary import Totals
from starosta.rules.vocabulary import Vocabulary
from tests.cast import THURSDAY, WEDNESDAY
from tests.rules.college import answer, at, duties, planned

EVENING = "23:30"


def two_days(vocabulary: Vocabulary) -> tuple[Share, ...]:
    """М-01 checks in on both days, once late; М-02 on neither; М-07 is on leave; Thursday's answer of a
    stranger counts nowhere."""
    plans = [planned([duties(vocabulary)["check_in"]], day) for day in (WEDNESDAY, THURSDAY)]
    answers = [
        answer("check_in", "М-01", WEDNESDAY, "8:10"),
        answer("check_in", "М-01", WEDNESDAY, "8:12"),
        answer("check_in", "М-01", THURSDAY, "8:20"),
        answer("check_in", "М-77", THURSDAY, "8:10"),
    ]
    return shares([owed for plan in plans for owed in plan.obligations], answers, at(THURSDAY, EVENING))


def test_each_person_s_days_are_one_row(vocabulary: Vocabulary) -> None:
    missing = Totals(expected=2, missing=2)
    assert two_days(vocabulary) == (
        Share("check_in", "М-01", Totals(expected=2, received=2, on_time=1, late=1)),
        Share("check_in", "М-02", missing),
        Share("check_in", "М-03", missing),
        Share("check_in", "М-07", Totals(excused=2)),
        Share("check_in", "М-09", missing),
    )


def test_rows_are_summed_by_what_they_share(vocabulary: Vocabulary) -> None:
    found = two_days(vocabulary)
    together = Totals(expected=8, received=2, on_time=1, late=1, missing=6, excused=2)
    assert summed(found, lambda share: share.duty) == {"check_in": together}
    assert summed(found, lambda share: share.person)["М-01"] == found[0].totals


def test_a_period_in_which_nothing_was_owed_has_no_rows() -> None:
    assert shares([], [answer("check_in", "М-01", WEDNESDAY, "8:10")], at(WEDNESDAY, EVENING)) == ()
