"""What answers gave and speak of no more."""

from __future__ import annotations

import pytest

from starosta.rules import provenance

BEFORE, AFTER = ["М-03", "2026-11-11", "ЭМ-21"], ["М-03", "2026-11-11", "СВ-12"]
GIVEN = {"ЭМ-21/1": {"r1": BEFORE}}


@pytest.mark.parametrize(
    ("about", "said", "gone"),
    [
        pytest.param({"r1": "ЭМ-21/1"}, {"r1": BEFORE}, set(), id="the same as ever"),
        pytest.param({"r1": "СВ-12/3"}, {"r1": AFTER}, {"ЭМ-21/1"}, id="another group"),
        pytest.param({}, {"r1": AFTER}, {"ЭМ-21/1"}, id="another group, where the person teaches nothing"),
        pytest.param({"r1": "ЭМ-21/2"}, {"r1": BEFORE}, {"ЭМ-21/1"}, id="the next lesson of the same group"),
        pytest.param({}, {"r1": BEFORE}, set(), id="the timetable lost the lesson"),
        pytest.param({}, {}, set(), id="the answer cannot be read any more"),
        pytest.param({"r2": "ЭМ-21/1"}, {"r1": AFTER, "r2": BEFORE}, set(), id="another answer gives it"),
    ],
)
def test_only_what_answers_themselves_left_is_abandoned(
    about: dict[str, str], said: dict[str, list[str]], gone: set[str]
) -> None:
    assert provenance.abandoned(GIVEN, about, said) == gone


def test_every_answer_that_ever_gave_a_subject_is_kept() -> None:
    assert provenance.following(GIVEN, {"r1": "СВ-12/3", "r2": "ЭМ-21/1"}, {"r1": AFTER, "r2": BEFORE}) == {
        "ЭМ-21/1": {"r1": BEFORE, "r2": BEFORE},
        "СВ-12/3": {"r1": AFTER},
    }
